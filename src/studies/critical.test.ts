import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadDataset } from "../data/index.ts";
import { instant } from "../model/units.ts";
import { assemble, CriticalStudy, findCritical, type Loss, listPairs, listSingles, loseAll } from "./critical.ts";
import { amount, sayDisagreement, sayLoss, sayPair } from "./critical-sentences.ts";

const dataset = loadDataset({
  base: path.join(fileURLToPath(new URL("../..", import.meta.url)), "examples", "halcyon"),
});
const from = instant(`${dataset.demand[0].year}-05-01`);
const study = new CriticalStudy(dataset, from);
const singles = loseAll(study, listSingles(study), {});
/** What rounding of the solver leaves, USD a day. */
const HARDLY = 1e-4 * Math.max(...singles.map(({ lossUsdPerDay }) => Math.abs(lossUsdPerDay)));

describe("critical elements of the invented region", () => {
  test("every solve is certified", () => {
    expect(singles.length).toBeGreaterThan(10);
    expect(singles.filter(({ isConverged, gap }) => !isConverged || gap > 1e-8)).toEqual([]);
  });

  test("what no way uses loses nothing, whether solved or not", () => {
    const unused = study.reader.things.map((_, thing) => thing).filter((thing) => !study.used.includes(thing));
    expect(unused.length).toBeGreaterThan(0);
    for (const thing of unused.slice(0, 20)) {
      const { lossUsdPerDay, lostTonnesPerDay } = study.lose([thing]);
      expect(Math.abs(lossUsdPerDay), study.reader.things[thing].id).toBeLessThan(HARDLY);
      expect(Math.abs(lostTonnesPerDay)).toBeLessThan(1e-3);
    }
  });

  test("with what scarce capacities earn, no loss is a gain; shippers alone may gain", () => {
    for (const { things, lossUsdPerDay, rentLossUsdPerDay } of singles) {
      expect(lossUsdPerDay + rentLossUsdPerDay, study.reader.things[things[0]].id).toBeGreaterThan(-HARDLY);
    }
  });

  test("without everything that could carry it, all goods of a place are lost", () => {
    const [row] = dataset.demand;
    const ends = study.reader.things.filter(
      ({ id, kind }) => kind === "place" && (id === row.origin || dataset.places.get(id as never)?.city === row.origin),
    );
    const indexes = ends.map(({ id }) => study.reader.indexOf(id) ?? -1);
    const { lostTonnesPerDay } = study.lose(indexes);
    expect(lostTonnesPerDay).toBeGreaterThanOrEqual((0.5 * row.tonnesPerYear) / study.daysPerYear);
    expect(lostTonnesPerDay).toBeLessThanOrEqual(study.baseAmounts.shipped + 1e-6);
  });

  test("two parts of the work put together are the whole, to the bit, in any order", () => {
    const list = listSingles(study).slice(0, 12);
    const whole = loseAll(study, list, {});
    const again = new CriticalStudy(
      loadDataset({ base: path.join(fileURLToPath(new URL("../..", import.meta.url)), "examples", "halcyon") }),
      from,
    );
    const parts = [1, 0].flatMap((index) => loseAll(again, list, { part: { index, of: 2 } }));
    const byThing = (losses: readonly Loss[]) => [...losses].sort((a, b) => a.things[0] - b.things[0]);
    expect(byThing(parts)).toEqual(byThing(whole));
  });

  test("ends early when told to, and says so", () => {
    let solved = 0;
    const found = findCritical(dataset, {
      from,
      pairsOf: 0,
      onProgress: (done) => {
        solved = done;
      },
      shouldStop: () => solved >= 3,
    });
    expect(found.isStopped).toBe(true);
    expect(found.elements.length).toBeLessThan(study.used.length);
  });

  test("pairs: things in a row are missed once, and synergy is what the definition says", () => {
    const chosen = listPairs(study, singles, 4);
    expect(chosen.length).toBeLessThanOrEqual(6);
    const found = assemble(study, {}, singles, loseAll(study, chosen, {}));
    const lossOf = new Map(found.elements.map(({ thing, lossUsdPerDay }) => [thing.id, lossUsdPerDay]));
    for (const { a, b, lossUsdPerDay, synergyUsdPerDay } of found.pairs) {
      const sum = (lossOf.get(a.id) ?? 0) + (lossOf.get(b.id) ?? 0);
      expect(synergyUsdPerDay).toBeCloseTo(lossUsdPerDay - sum, 6);
    }
  });

  test("goods that begin or end at a place do not pass it; shares lie between 0 and 1", () => {
    expect(study.passingShare.every((share) => share >= 0 && share <= 1 + 1e-12)).toBe(true);
    const ends = new Set<string>(dataset.demand.flatMap(({ origin, destination }) => [origin, destination]));
    for (const thing of study.used) {
      if (ends.has(study.reader.things[thing].id)) expect(study.passingShare[thing]).toBeLessThan(1);
    }
  });

  test("ranks, cuts and divisions", () => {
    const found = assemble(
      study,
      { between: { from: dataset.demand[0].origin, to: dataset.demand[0].destination } },
      singles,
      [],
    );
    expect(found.elements.map(({ rankByLoss }) => rankByLoss)).toEqual(found.elements.map((_, at) => at + 1));
    const losses = found.elements.map(({ lossUsdPerDay }) => lossUsdPerDay);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(found.cuts.length).toBeGreaterThan(0);
    for (const cut of found.cuts) {
      expect(cut.nodeDisjointPaths).toBeGreaterThanOrEqual(1);
      expect(cut.linkDisjointPaths).toBeGreaterThanOrEqual(cut.nodeDisjointPaths);
      if (cut.maxFlow === undefined) continue;
      expect(cut.minCut.reduce((sum, { capacity }) => sum + capacity, 0)).toBeCloseTo(cut.maxFlow, 6);
      // Everything that bounds it takes its capacity with it.
      for (const { thing, capacity } of cut.minCut) expect(cut.without(thing)).toBeCloseTo(cut.maxFlow - capacity, 6);
      for (const thing of study.used) {
        expect(cut.without(thing)).toBeLessThanOrEqual(cut.maxFlow + 1e-9);
        expect(cut.without(thing)).toBeGreaterThanOrEqual(0);
      }
      // Some service carries a part of it, whether it is bound to stops or runs everywhere.
      const services = study.reader.things
        .filter(({ kind }) => kind === "service")
        .map(({ id }) => study.reader.indexOf(id) ?? -1);
      expect(Math.min(...services.map((thing) => cut.without(thing)))).toBeLessThan(cut.maxFlow);
    }
    for (const { shares } of found.divisions) {
      if (shares.length > 0) expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    }
  });

  test("an outage: longer loses more, the queue is part of it, nothing over it loses nothing", () => {
    const busiest = [...study.used].sort((a, b) => study.baseAmounts.byThing[b] - study.baseAmounts.byThing[a])[0];
    const { id } = study.reader.things[busiest];
    const [short, long] = [2, 8].map((days) => study.outage(id, days));
    if (short === undefined || long === undefined) throw new Error("expected an outage");
    expect(long.lossUsd).toBeGreaterThan(short.lossUsd);
    expect(long.lossDays).toBeGreaterThan(short.lossDays);
    expect(short.meanWaitHours).toBe(24);
    expect(long.clearedOnDay).toBeGreaterThanOrEqual(8);
    expect(study.outage("no-such-thing", 3)).toBeUndefined();
  });
});

describe("sentences about losses", () => {
  const loss = { name: "Port of X", flowTonnesPerYear: 3.1e6, lostTonnesPerYear: 0.4e6, lossUsdPerDay: 5e4 };

  test("how much loses its way, who takes it, what is left", () => {
    const moved = [
      { name: "the northern railway", tonnesPerYear: 1.9e6, over: "" },
      { name: "nothing to speak of", tonnesPerYear: 1e3, over: "" },
      { name: "a way", tonnesPerYear: 0.8e6, over: "Port of Y" },
    ];
    expect(sayLoss({ ...loss, moved })).toBe(
      "Without Port of X 3.1 Mt a year lose their way; 1.9 Mt find the northern railway; 0.8 Mt find a way over Port of Y; 0.4 Mt are not shipped.",
    );
  });

  test("a loss below zero is a gain, and says whose", () => {
    const text = sayLoss({ ...loss, lostTonnesPerYear: -0.2e6, lossUsdPerDay: -10, moved: [] });
    expect(text).toContain("0.2 Mt more are shipped");
    expect(text).toContain("who competed with it for scarce capacity gains more");
  });

  test("rankings that differ are explained, others are not", () => {
    expect(sayDisagreement(1, 80, 0, 100)).toContain("could be replaced");
    expect(sayDisagreement(1, 80, 0.1, 100)).toContain("Little capacity");
    expect(sayDisagreement(80, 1, 0.5, 100)).toContain("Much capacity");
    expect(sayDisagreement(5, 7, 0.5, 100)).toBeUndefined();
    expect(sayDisagreement(5, undefined, undefined, 100)).toBeUndefined();
  });

  test("pairs", () => {
    expect(sayPair("A", "B", 100, 200)).toContain("stand in for one another");
    expect(sayPair("A", "B", -100, 200)).toContain("serve the same ways");
    expect(sayPair("A", "B", 1, 200)).toContain("independently");
  });

  test("amounts", () => {
    expect([3.1e6, 12.4e6, 45_000, 300].map(amount)).toEqual(["3.1 Mt", "12 Mt", "45 kt", "300 t"]);
  });
});
