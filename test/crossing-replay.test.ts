// A replay is the replication that the run counted: its totals and trace, whoever looks on; its columns agree with one another.

import { beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../src/data/index.ts";
import { EVENT, type Kernel, KIND, PLACE, Replicator } from "../src/engines/simulation/index.ts";
import { loadLpSolver } from "../src/lib/lp-solver.ts";
import { InvalidInput } from "../src/model/problem.ts";
import { applyScenario, readScenario } from "../src/scenario/index.ts";
import { simulateCorridor } from "../src/studies/corridor-simulation.ts";
import { type PreparedReplay, prepareReplay, replayCrossing } from "../src/studies/crossing-replay.ts";
import { type ReplayOk, replayAnswer } from "../src/wire/crossing-replay.ts";
import { answerReplay } from "../src/wire/to-crossing-replay.ts";

const PERIOD = { from: "2025-01-01", days: 120 };
const REPLICATIONS = 2;
const SEED = 1;
const MORE_SHIPS = `name: Two more feeders
baseDate: 2025-01-01
edits:
  - { edit: fleet, what: feeder-aktau-alat, set: 8 }
`;
const dataset = applyScenario(loadDataset({ base: "dataset" }), readScenario(MORE_SHIPS, "more.yaml"));

/** Ways on land of one replication, counted event by event: units and hours of the period. */
function waysOnLand({ read, compiled }: PreparedReplay["base"], index: number) {
  const { names, kind } = compiled.flat.blocks;
  const partOf = names.map((name, block) => {
    const [, part, step, id] = name.match(/^(before|after) (\d+) (.+)$/) ?? [];
    const flow = read.flows.find((one) => one.id === id);
    // Whoever goes on by train is counted by the train.
    const gathers = part === "after" ? (flow?.after.findIndex((leg) => leg.kind === "train") ?? -1) : -1;
    // Who begins or ends at the port goes nowhere on land.
    const isFar = flow?.ways.some((way) => way[part as "before" | "after"].some(({ geometry }) => geometry.length > 1));
    return kind[block] === KIND.DELAY && isFar && Number(step) > gathers ? `${part} ${id}` : undefined;
  });
  const ways = new Map<string, { units: number; fromHours: number; toHours: number }>();
  const note = (k: Kernel, e: number, now: number): void => {
    const part = partOf[k.blockOf[e]];
    if (part === undefined) return;
    const key = `${part} ${e} ${k.bornAt[e]}`;
    const fromHours = Math.min(ways.get(key)?.fromHours ?? Number.POSITIVE_INFINITY, k.sinceAt[e] - read.warmUpHours);
    ways.set(key, { units: Math.max(1, k.aboard[e]), fromHours, toHours: now - read.warmUpHours });
  };
  const watcher = {
    before(k: Kernel, event: number, subject: number): void {
      if (event === EVENT.DELAY_END) note(k, subject, k.now);
    },
    end(k: Kernel): void {
      for (let e = k.fleets.vesselCount; e < k.entityCount; e++)
        if (k.placeOf[e] === PLACE.SERVED) note(k, e, Number.POSITIVE_INFINITY);
    },
  };
  new Replicator(compiled).run({ seed: SEED, index, warmUpHours: read.warmUpHours, watcher });
  return [...ways.values()];
}

describe("a replay", () => {
  let prepared: PreparedReplay;
  let replay: ReplayOk;
  beforeAll(async () => {
    prepared = prepareReplay(dataset, PERIOD, await loadLpSolver());
    replay = answerReplay(dataset, prepared, { state: "changed", seed: SEED, replications: REPLICATIONS });
  }, 180_000);

  it("has a valid answer", () => {
    expect(replayAnswer.safeParse(replay).error?.issues).toBeUndefined();
    expect(JSON.stringify(replay).length).toBeLessThan(3_000_000);
  });

  it("is the replication that the run counted, in both states", async () => {
    const run = await simulateCorridor(dataset, { ...PERIOD, seed: SEED, replications: REPLICATIONS, level: 0.95 });
    for (const state of ["base", "changed"] as const) {
      const crossing = run[state];
      for (let replication = 1; replication <= REPLICATIONS; replication++) {
        const { totals } = answerReplay(dataset, prepared, {
          state,
          seed: SEED,
          replications: REPLICATIONS,
          replication,
          fromHour: 0,
          toHour: 48,
        });
        const counted = crossing?.experiment.records[replication - 1].result;
        expect(totals).toEqual({
          arrived: counted?.arrived,
          left: counted?.left,
          inside: counted?.inside,
          events: counted?.events,
          traceHash: counted?.traceHash,
        });
      }
    }
  }, 180_000);

  it("leaves the replication as it is without anybody looking on", () => {
    const { read, compiled } = prepared.base;
    const alone = new Replicator(compiled).run({ seed: SEED, index: 1, warmUpHours: read.warmUpHours });
    const watched = replayCrossing(prepared, { state: "base", seed: SEED, replications: 2, replication: 1 });
    expect(watched.record.result.traceHash).toBe(alone.result.traceHash);
  });

  it("is the same each time", () => {
    const again = answerReplay(dataset, prepared, { state: "changed", seed: SEED, replications: REPLICATIONS });
    expect(JSON.stringify(again)).toBe(JSON.stringify(replay));
  });

  it("has every ship at one place at any time", () => {
    const { moves, stays, objects, window, lines } = replay;
    for (const [object, { line }] of objects.entries()) {
      if (line < 0) continue;
      const spans = [
        ...moves.object.flatMap((o, i) => (o === object ? [[moves.fromHour[i], moves.toHour[i]]] : [])),
        ...stays.object.flatMap((o, i) => (o === object ? [[stays.fromHour[i], stays.toHour[i]]] : [])),
      ].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      expect(spans[0][0]).toBeLessThanOrEqual(window.fromHour);
      expect(spans[spans.length - 1][1]).toBeGreaterThanOrEqual(window.toHour);
      for (let i = 1; i < spans.length; i++) expect(spans[i][0]).toBeCloseTo(spans[i - 1][1], 1);
    }
    for (const [i, object] of moves.object.entries())
      if (object >= 0) expect(moves.load[i]).toBeLessThanOrEqual(lines[objects[object].line].capacity);
  });

  it("lets ships come from the port that they left", () => {
    const { moves, objects, lanes, lines } = replay;
    const last = new Map<number, string>();
    for (const [i, object] of moves.object.entries()) {
      if (object < 0) continue;
      const { from, to } = lanes[moves.lane[i]];
      const [begin, end] = moves.reversed[i] === 1 ? [to, from] : [from, to];
      expect(lines[objects[object].line].ends).toContain(end);
      if (last.has(object)) expect(begin).toBe(last.get(object));
      last.set(object, end);
    }
    expect(last.size).toBeGreaterThan(20);
  });

  it("shows tankers between their terminals, and none of them sails out of a port that is shut", () => {
    const { objects, moves, kinds, lines, lanes, places, closures } = replay;
    const tankers = objects.flatMap(({ kind }, i) => (kind === "tanker" ? [i] : []));
    expect(tankers.length).toBe(16);
    const voyages = moves.object.flatMap((object, i) => (tankers.includes(object) ? [i] : []));
    expect(voyages.length).toBeGreaterThan(50);
    for (const i of voyages) {
      expect(kinds[moves.kind[i]]).toBe("tanker");
      const line = lines[objects[moves.object[i]].line];
      const { from, to } = lanes[moves.lane[i]];
      expect([from, to]).toEqual(line.ends);
      // Loaded one way, empty the other.
      expect(moves.load[i] > 0).toBe(moves.reversed[i] === 0);
      const left = places.findIndex(({ id }) => id === (moves.reversed[i] === 1 ? to : from));
      const isShut = closures.some(
        ({ places: shut, fromHour, toHour }) =>
          shut.includes(left) && fromHour < moves.fromHour[i] - 0.02 && moves.fromHour[i] < toHour - 0.02,
      );
      expect(isShut).toBe(false);
    }
    for (const { coordinates } of places) expect(coordinates).not.toEqual([0, 0]);
  });

  it("tells what waits at borders and in tanks", () => {
    const { queues, lines, places, stays, stayKinds, objects, window } = replay;
    const stations = queues.filter(({ kind }) => kind === "station");
    const borders = stations.filter(({ border }) => border !== null);
    expect(borders.length).toBeGreaterThan(4);
    expect(borders.length).toBeLessThan(stations.length);
    for (const { passages, id } of stations) {
      expect(passages.length, id).toBeGreaterThan(0);
      for (const { share, line, end, part } of passages) {
        expect(share > 0 && share < 1).toBe(true);
        const { ways } = prepared.changed?.read.flows.find(
          (flow) => lines[line].id === flow.line && (part === 1 ? flow.end === end : flow.end !== end),
        ) ?? { ways: [] };
        expect(ways.length).toBeGreaterThan(0);
      }
    }
    // Out of a country and into it a border lies on ways of opposite direction.
    const there = borders.filter(({ border }) => borders.some((b) => b.border?.from === border?.to));
    expect(there.length).toBeGreaterThan(1);
    const tanks = queues.filter(({ kind }) => kind === "tank");
    expect(tanks.length).toBe(3);
    for (const { line, place, hours, units } of tanks) {
      expect(places[place].id).toBe(lines[line].ends[0]);
      const own = objects.flatMap((object, i) => (object.line === line ? [i] : []));
      // Whole cargoes leave a tank, less what flows in within the hour; taken in the roads, loaded when a berth is free.
      const cargoes = stays.object.flatMap((object, i) =>
        own.includes(object) && stayKinds[stays.what[i]] === "loads" ? [stays.load[i]] : [],
      );
      const drops = units.flatMap((value, i) => (value < (units[i - 1] ?? value) ? [units[i - 1] - value] : []));
      const sumOf = (all: number[]): number => all.reduce((sum, one) => sum + one, 0);
      expect(Math.min(...drops)).toBeGreaterThan(0.8 * Math.min(...cargoes));
      expect(Math.abs(sumOf(cargoes) - sumOf(drops))).toBeLessThan(own.length * Math.max(...cargoes));
      expect(units.every((value) => value >= 0)).toBe(true);
      // The last step of each hour, in the window; hours are rounded.
      const kept = hours.slice(1, -1);
      expect(kept.every((hour, i) => i === 0 || hour > kept[i - 1])).toBe(true);
      expect(hours.length).toBeLessThanOrEqual(window.toHour - window.fromHour + 2);
      expect(hours[0] >= window.fromHour && (hours.at(-1) ?? 0) <= window.toHour).toBe(true);
    }
  });

  it("tells every unit on land once, in groups no wider than it says", () => {
    const [fromHour, toHour] = [240, 240 + 24 * 62];
    const asked = { state: "base", seed: SEED, replications: REPLICATIONS, replication: 1, fromHour, toHour } as const;
    const { marks } = replayCrossing(prepared, asked);
    const { moves } = answerReplay(dataset, prepared, asked);
    const shown = marks.reduce((sum, { units }) => sum + units, 0);
    expect(moves.load.reduce((sum, load, i) => sum + (moves.part[i] === 0 ? 0 : load), 0)).toBe(shown);
    for (const { units, isOne } of marks) if (!isOne) expect(units).toBeLessThanOrEqual(50);
    // Gathering moves a unit by a day at most: whoever was under way well within the window is shown, and nobody else.
    const ways = waysOnLand(prepared.base, 1);
    const within = (hours: number): number =>
      ways
        .filter((way) => way.toHours >= fromHour + hours && way.fromHours <= toHour - hours)
        .reduce((sum, { units }) => sum + units, 0);
    expect(shown).toBeGreaterThanOrEqual(within(24));
    expect(shown).toBeLessThanOrEqual(within(-24));
    expect(within(-24) / within(24)).toBeLessThan(1.1);
  });

  it("has lanes that begin and end with their time", () => {
    for (const { coordinates, shares, modes } of replay.lanes) {
      expect(shares.length).toBe(coordinates.length);
      expect([shares[0], shares[shares.length - 1]]).toEqual([0, 1]);
      expect(shares.every((share, i) => i === 0 || share >= shares[i - 1])).toBe(true);
      expect(modes[modes.length - 1].until).toBe(1);
    }
  });

  it("looks at the week in which most gathered", () => {
    const { worst, overview, window, queues, lines } = replay;
    if (worst === null) throw new Error("expected a worst moment");
    expect(worst.hour).toBeGreaterThanOrEqual(window.fromHour);
    expect(worst.hour).toBeLessThanOrEqual(window.toHour);
    const queue = queues.findIndex(
      ({ kind, line, end }) => kind === "yard" && line === worst.line && end === worst.end,
    );
    const { hours, units } = queues[queue];
    const at = units[hours.findLastIndex((hour) => hour <= worst.hour)];
    expect(Math.abs(at - worst.units)).toBeLessThanOrEqual(60);
    // Samples of six hours may miss the very peak, not by a ship's load of every line together.
    const samples = overview.queues.find((row) => row.queue === queue)?.units ?? [];
    const week = 168 / overview.stepHours;
    const grown = Math.max(...samples.map((value, i) => value - (samples[i - week] ?? value)));
    expect(worst.grownUnits).toBeGreaterThanOrEqual(grown - lines[worst.line].capacity);
  });

  it("refuses what there is not", () => {
    const ask = (more: object) => () =>
      replayCrossing(prepared, { state: "base", seed: SEED, replications: REPLICATIONS, ...more });
    expect(ask({ replication: 3 })).toThrow(InvalidInput);
    expect(ask({ fromHour: 100, toHour: 50 })).toThrow(InvalidInput);
    expect(ask({ fromHour: 0, toHour: 2_000 })).toThrow(InvalidInput);
    expect(() =>
      replayCrossing({ ...prepared, changed: undefined }, { state: "changed", seed: 1, replications: 1 }),
    ).toThrow(InvalidInput);
  });
});
