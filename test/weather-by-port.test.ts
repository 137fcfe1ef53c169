// Weather of ports: gales of the whole sea, of a shore and of a port are processes of their own, a port is open while all of
// its are. How much each port is shut and how far two are shut together follows exactly; simulated spells are held against that.

import { describe, expect, it } from "vitest";
import { loadDataset } from "../src/data/index.ts";
import {
  buildModel,
  type CorridorRead,
  compileModel,
  Replicator,
  readCorridor,
} from "../src/engines/simulation/index.ts";
import { Timeline } from "../src/engines/simulation/timeline.ts";
import { instant } from "../src/model/units.ts";
import seeds from "./simulation/seeds.json" with { type: "json" };

const dataset = loadDataset({ base: "dataset" });
const FERRIES = [
  ["feeder-aktau-alat", "aktau-port", "alat-port"],
  ["railferry-kuryk-alat", "kuryk-port", "alat-port"],
  ["railferry-turkmenbashi-alat", "turkmenbashi-port", "alat-port"],
] as const;
const read: CorridorRead = readCorridor(
  dataset,
  "caspian-sea",
  FERRIES.map(([service, from, to]) => ({
    group: "goods",
    perDayByMonth: new Array<number>(12).fill(24),
    teuPerUnit: 0,
    tonnesPerUnit: 68,
    legs: [
      {
        ...{ kind: "line-haul", subject: "", service, from, to, meanHours: 24, varianceHours: 0 },
        ...{ storm: "", mode: "sea", geometry: [] },
      },
    ],
  })),
  { from: instant("2025-01-01"), days: 365 },
);

/** What shuts a port, of the ends of its lines. */
const causesOf = (port: string): string[] => {
  const ids = new Set(
    read.lines.flatMap(({ ends }) => ends.flatMap(({ place, closures }) => (place === port ? closures : []))),
  );
  return read.weather.map(({ id }) => id).filter((id) => ids.has(id));
};
const spells = (cause: string, month: number): { open: number; closed: number } => {
  const found = read.weather.find(({ id }) => id === cause);
  if (found === undefined) throw new Error(`expected weather ${cause}`);
  return { open: found.openByMonth[month - 1], closed: found.closedByMonth[month - 1] };
};
/** Share of the time in which none of the causes is on. */
const openShare = (causes: readonly string[], month: number): number =>
  causes.reduce((share, cause) => {
    const { open, closed } = spells(cause, month);
    return (share * open) / (open + closed);
  }, 1);
const bothOpen = (a: string, b: string, month: number): number =>
  openShare([...new Set([...causesOf(a), ...causesOf(b)])], month);
/** Of what is 1 while a port is shut and 0 while it is open, from the shares open. */
const correlation = (a: number, b: number, both: number): number =>
  (both - a * b) / Math.sqrt(a * (1 - a) * b * (1 - b));

const SEASONS = [
  { month: 12, aktau: 0.3, kuryk: 0.5, turkmenbashi: 3 / 17 },
  { month: 2, aktau: 0.15, kuryk: 0.235, turkmenbashi: 0.0811 },
  { month: 7, aktau: 0.04, kuryk: 0.0688, turkmenbashi: 0.0204 },
];

describe("ports in the dataset", () => {
  it.each(SEASONS)("are shut as long as they were said to be, month $month", ({ month, ...shut }) => {
    const closed = (port: string): number => 1 - openShare(causesOf(port), month);
    expect(closed("aktau-port")).toBeCloseTo(shut.aktau, 4);
    expect(closed("alat-port")).toBeCloseTo(shut.aktau, 4);
    expect(closed("kuryk-port")).toBeCloseTo(shut.kuryk, 3);
    expect(closed("turkmenbashi-port")).toBeCloseTo(shut.turkmenbashi, 3);
  });

  it.each(SEASONS)(
    "are shut together with a half across the sea, and more along a shore, month $month",
    ({ month }) => {
      const between = (a: string, b: string): number =>
        correlation(openShare(causesOf(a), month), openShare(causesOf(b), month), bothOpen(a, b, month));
      expect(between("aktau-port", "alat-port")).toBeCloseTo(0.5, 3);
      const [shore, across] = [between("aktau-port", "kuryk-port"), between("kuryk-port", "alat-port")];
      expect(across).toBeGreaterThan(0.3);
      expect(across).toBeLessThan(0.5);
      expect(shore).toBeGreaterThan(0.6);
      expect(shore).toBeLessThan(1);
    },
  );

  it("has spells of about 48, 36 and 24 hours", () => {
    // Of several processes one spell is over when none is on: it begins at the rate of all, and is shut the share that is left.
    const mean = (port: string, month: number): number => {
      const open = openShare(causesOf(port), month);
      const rate = causesOf(port).reduce((sum, cause) => sum + 1 / spells(cause, month).open, 0);
      return (1 - open) / open / rate;
    };
    for (const port of ["aktau-port", "alat-port"])
      expect([12, 2, 7].map((month) => mean(port, month))).toEqual([48, 36, 24].map((hours) => around(hours, 0.012)));
  });

  it("have weather in every month", () => {
    for (const { openByMonth, closedByMonth } of read.weather)
      for (const hours of [...openByMonth, ...closedByMonth]) expect(hours).toBeGreaterThan(0);
  });
});

const around = (value: number, part: number) => ({
  asymmetricMatch: (found: number) => Math.abs(found / value - 1) <= part,
  toString: () => `about ${value}`,
});

const HOURS = 40_000;
const RUNS = 12;

/** Hours in which any of the spells is on. */
function covered(list: readonly { fromHours: number; toHours: number }[]): number {
  let hours = 0;
  let end = 0;
  for (const { fromHours, toHours } of list.toSorted((a, b) => a.fromHours - b.fromHours)) {
    const to = Math.min(toHours, HOURS);
    hours += Math.max(0, to - Math.max(fromHours, end));
    end = Math.max(end, to);
  }
  return hours;
}

describe("simulated", () => {
  it.each(SEASONS.slice(0, 2))("ports are shut, and together, as that says, month $month", ({ month }) => {
    const pairs = [
      ["aktau-port", "alat-port"],
      ["aktau-port", "kuryk-port"],
      ["kuryk-port", "alat-port"],
    ] as const;
    const model = buildModel("weather").run({ until: HOURS, warmUp: 0 });
    for (const { id } of read.weather) {
      const { open, closed } = spells(id, month);
      model.closures(id, { open: { exponential: { mean: open } }, closed: { exponential: { mean: closed } } });
    }
    const closures = read.weather.map(({ id }) => id);
    const compiled = compileModel(
      model.arrivals("in", { every: 1000, to: "gate" }).gate("gate", { closures, to: "out" }).sink("out").build(),
    );
    const replicator = new Replicator(compiled);
    const found: number[][] = pairs.map(() => []);
    const shut: number[][] = pairs.map(() => []);
    for (let index = 1; index <= RUNS; index++) {
      const watcher = new Timeline(compiled.flat.blocks.count, {
        ...{ fromHours: 0, toHours: HOURS, marginHours: 0, journeys: [], queues: [], fleets: [], sampleEveryHours: 0 },
      });
      replicator.run({ seed: seeds.weather, index, warmUpHours: 0, watcher });
      const openOf = (causes: readonly string[]): number =>
        1 -
        covered(watcher.closed.filter(({ closure }) => causes.includes(compiled.flat.closures[closure].name))) / HOURS;
      for (const [i, [a, b]] of pairs.entries()) {
        const [one, other, both] = [causesOf(a), causesOf(b), [...new Set([...causesOf(a), ...causesOf(b)])]].map(
          openOf,
        );
        found[i].push(correlation(one, other, both));
        shut[i].push(1 - one);
      }
    }
    for (const [i, [a, b]] of pairs.entries()) {
      const [one, other] = [openShare(causesOf(a), month), openShare(causesOf(b), month)];
      expectWithin(found[i], correlation(one, other, bothOpen(a, b, month)), 0.03);
      expectWithin(shut[i], 1 - one, 0.01);
    }
  });

  it("a port is shut while any of its weather is on, and the other shore by its own alone", () => {
    const compiled = compileModel(
      buildModel("two shores")
        .run({ until: 200, warmUp: 0 })
        .closures("sea", { windows: [{ from: 10, to: 20 }] })
        .closures("east wind", { windows: [{ from: 18, to: 30 }] })
        .closures("west wind", { windows: [{ from: 50, to: 56 }] })
        .arrivals("ships", { at: [11, 51], to: "east" })
        .gate("east", { closures: ["sea", "east wind"], to: "west" })
        .gate("west", { closures: ["sea", "west wind"], to: "out" })
        .sink("out")
        .build(),
    );
    const { waitMax } = new Replicator(compiled).run({ seed: 1, index: 1, warmUpHours: 0 });
    const { names } = compiled.flat.blocks;
    // Who comes at 11 waits for the sea and the wind behind it, until 30; the west is open then. Who comes at 51 waits there.
    expect(waitMax[names.indexOf("east")]).toBe(19);
    expect(waitMax[names.indexOf("west")]).toBe(5);
  });
});

/** The mean of independent runs is within four standard errors of the truth, and those are small enough to tell. */
function expectWithin(values: readonly number[], truth: number, widest: number): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const error = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) / values.length,
  );
  expect(error).toBeLessThan(widest);
  expect(Math.abs(mean - truth), `${mean} ± ${error}, truth ${truth}`).toBeLessThan(4 * error);
}
