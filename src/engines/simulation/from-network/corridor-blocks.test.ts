import { describe, expect, it } from "vitest";
import { compileModel } from "../compile-model.ts";
import { type Experiment, runExperiment } from "../experiment.ts";
import { quantileOfCells } from "../tally.ts";
import { blockNames } from "./block-names.ts";
import { corridorBlocks } from "./corridor-blocks.ts";
import type { CorridorGiven, FlowGiven, LineGiven } from "./corridor-given.ts";

const YEAR = 8760;
const each = (value: number): number[] => new Array<number>(12).fill(value);

const line: LineGiven = {
  id: "ferry",
  vessels: 60,
  capacity: 10,
  ends: [
    { place: "west", sail: 20, callHours: 3, berth: "west-berth", closures: [], holdHours: 5000, layHours: 0 },
    { place: "east", sail: 22, callHours: 4, berth: "east-berth", closures: [], holdHours: 0, layHours: 7 },
  ],
};

const flow: FlowGiven = {
  id: "boxes",
  line: "ferry",
  end: 0,
  rateByMonth: each(0.02),
  trainUnits: 10,
  before: [
    { kind: "delay", times: 100 },
    { kind: "station", station: "gauge", hours: 2 },
    { kind: "delay", times: 8 },
  ],
  port: [{ kind: "delay", times: 5 }],
  after: [{ kind: "delay", times: 30 }],
};

const given = (change: Partial<CorridorGiven> = {}): CorridorGiven => ({
  name: "test",
  starts: "2025-01-01",
  untilHours: YEAR,
  warmUpHours: 0,
  sampleEveryHours: 168,
  weather: [],
  berths: [
    { id: "west-berth", count: 60 },
    { id: "east-berth", count: 60 },
  ],
  stations: [{ id: "gauge", servers: 50 }],
  lines: [line],
  flows: [flow],
  ...change,
});

const run = (of: CorridorGiven, seed = 1, replications = 2): Experiment =>
  runExperiment(compileModel(corridorBlocks(of)), { seed, replications, level: 0.95 });

const meanAt = (
  { compiled, records }: Experiment,
  block: string,
  key: "waitMean" | "utilisation" = "waitMean",
): number => {
  const b = compiled.flat.blocks.names.indexOf(block);
  return records.reduce((sum, record) => sum + record[key][b], 0) / records.length;
};

describe("a crossing in blocks", () => {
  it("takes exactly the sum of its legs where nobody waits: a train fills a ship that is there", () => {
    const { records, cells } = run(given());
    // 100 + 2 + 8 by train, 5 in the port, half a call of 3 to load, 20 at sea, half a call of 4 to unload, 30 behind it.
    for (const { sojournMean, result } of records) {
      expect(result.left).toBeGreaterThan(50);
      expect(sojournMean[0]).toBeCloseTo(168.5, 9);
      expect(result.arrived).toBe(result.left + result.inside);
      expect(result.littleError).toBeLessThan(1e-9);
    }
    expect(Math.abs(quantileOfCells(cells.sojourn[0], 0.01) - 168.5)).toBeLessThan(1.5);
    expect(Math.abs(quantileOfCells(cells.sojourn[0], 0.99) - 168.5)).toBeLessThan(1.5);
  });

  it("carries loads over the round when both yards are never empty", () => {
    // 20 + 22 at sea, 3 + 4 at berths, 7 + 5 elsewhere: 61 h; six ships of ten.
    const ends = [
      { ...line.ends[0], layHours: 5 },
      { ...line.ends[1], layHours: 7 },
    ] as const;
    const back: FlowGiven = { ...flow, id: "back", end: 1, trainUnits: 1, before: [], port: [] };
    const experiment = run(
      given({
        lines: [{ ...line, vessels: 6, ends }],
        flows: [
          { ...flow, rateByMonth: each(2), before: [], port: [] },
          { ...back, rateByMonth: each(2) },
        ],
        stations: [],
        warmUpHours: 1000,
      }),
    );
    for (const end of [0, 1] as const) {
      const b = experiment.compiled.flat.blocks.names.indexOf(blockNames.yard("ferry", end));
      const carried = experiment.records[0].waitCount[b] / experiment.records[0].result.hours;
      expect(carried / (60 / 61)).toBeCloseTo(1, 2);
    }
  });

  it("holds ships of both shores in one storm, and cargo with them", () => {
    const storm = { id: "storm", openByMonth: each(200), closedByMonth: each(50) };
    const stormy = (closures: readonly string[]): CorridorGiven =>
      given({
        weather: [storm],
        flows: [{ ...flow, before: [], port: [] }],
        stations: [],
        lines: [
          {
            ...line,
            ends: [
              { ...line.ends[0], closures: ["storm"] },
              { ...line.ends[1], closures },
            ],
          },
        ],
      });
    const wait = (of: CorridorGiven): number => meanAt(run(of, 7, 40), blockNames.yard("ferry", 0));
    // A full load waits for the rest of a closed spell: c² / (o + c) = 10 h.
    expect(Math.abs(wait(stormy([])) - 10)).toBeLessThan(2);
    const one = run(stormy([]), 7, 40).endToEnd.mean;
    const both = run(stormy(["storm"]), 7, 40).endToEnd.mean;
    // Seen open at departure: 50 h × 0.2 × (1 − exp(−20 (1/200 + 1/50))) = 3.93 h more.
    expect(Math.abs(both - one - 3.93)).toBeLessThan(1);
  });

  it("leaves part full when a ship has been held long enough, and at once when it may not be held", () => {
    const slow = { ...flow, trainUnits: 1, rateByMonth: each(0.1), before: [], port: [] };
    const held = (holdHours: number): number =>
      meanAt(
        run(
          given({
            flows: [slow],
            stations: [],
            lines: [{ ...line, vessels: 1, ends: [{ ...line.ends[0], holdHours }, line.ends[1]] }],
          }),
          3,
          10,
        ),
        blockNames.fleet("ferry"),
      );
    expect(held(0)).toBeLessThan(held(30));
    expect(held(30)).toBeLessThan(10);
    expect(held(5000)).toBe(10);
  });

  it("gives the same bits for the same seed, and others for another", () => {
    const hash = (seed: number): string => run(given(), seed, 1).records[0].result.traceHash;
    expect(hash(5)).toBe(hash(5));
    expect(hash(5)).not.toBe(hash(6));
  });
});
