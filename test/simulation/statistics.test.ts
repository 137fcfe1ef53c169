// What stands around the queues: coverage of intervals, warm-up, the same luck, sketches, and the same bits every time. Laws stand
// in laws.test.ts.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRow, CellPacker } from "../../src/engines/simulation/cells.ts";
import { compileModel as compile } from "../../src/engines/simulation/compile-model.ts";
import { NO_LIMIT } from "../../src/engines/simulation/flat-model.ts";
import {
  buildModel,
  intervalOf,
  pairedDifference,
  quantileOfCells,
  quantileOfGauge,
  Replicator,
  relativeHalfWidth,
  runExperiment,
  type SimulationModel,
} from "../../src/engines/simulation/index.ts";
import { mser5 } from "../../src/engines/simulation/output-analysis.ts";
import { Runner } from "../../src/engines/simulation/run.ts";
import { cellsOfGauge, SLOT_CELLS, Tally } from "../../src/engines/simulation/tally.ts";
import { expOf } from "../../src/lib/exact-math.ts";
import { studentHalfWidth, studentWithin } from "../../src/lib/student.ts";
import { readSimulationModel } from "../../src/wire/read-simulation-model.ts";
import { mm1 } from "./one-desk.ts";
import seeds from "./seeds.json" with { type: "json" };

const example = (file: string, set: Readonly<Record<string, number>> = {}) =>
  readSimulationModel(readFileSync(new URL(`../../examples/models/${file}`, import.meta.url), "utf8"), file, set)
    .compiled;

describe("intervals", () => {
  it("of 90 % cover the truth in 86 to 94 of 100 cases (400 repeats)", () => {
    const replicator = new Replicator(compile(mm1(0.6, 900)));
    let covered = 0;
    for (let repeat = 0; repeat < 400; repeat++) {
      const values = Array.from(
        { length: 10 },
        (_, i) => replicator.run({ seed: seeds.coverage + repeat, index: i + 1, warmUpHours: 100 }).queueMean[1],
      );
      const { low, high } = intervalOf(values, 0.9);
      if (low <= 0.9 && 0.9 <= high) covered++;
    }
    expect(covered / 400).toBeGreaterThanOrEqual(0.86);
    expect(covered / 400).toBeLessThanOrEqual(0.94);
  });

  it("get as narrow as asked for, and no narrower than needed", () => {
    const experiment = runExperiment(compile(mm1(0.6, 2000)), {
      seed: 3,
      replications: 5,
      level: 0.95,
      precision: 0.03,
    });
    expect(experiment.isPrecise).toBe(true);
    expect(relativeHalfWidth(experiment.endToEnd)).toBeLessThanOrEqual(0.03 / 1.03);
    expect(experiment.records.length).toBeGreaterThan(10);
    const short = runExperiment(compile(mm1(0.6, 2000)), {
      seed: 3,
      replications: 5,
      level: 0.95,
      precision: 0.001,
      maxReplications: 15,
    });
    expect(short).toMatchObject({ isPrecise: false, records: { length: 15 } });
  });

  it("end where nobody leaves, without a mean", () => {
    const model = buildModel("nobody leaves")
      .run({ until: 5 })
      .arrivals("in", { rate: 1, to: "way" })
      .delay("way", { time: 100, to: "out" })
      .sink("out")
      .build();
    const experiment = runExperiment(compile(model), { seed: 1, replications: 3, level: 0.95, precision: 0.01 });
    expect(experiment).toMatchObject({ isPrecise: false, records: { length: 10 } });
  });

  it("follow Student's table", () => {
    // Two-sided 95 %: degrees 1, 2, 9, 29, 120.
    for (const [degrees, t] of [
      [1, 12.7062],
      [2, 4.3027],
      [9, 2.2622],
      [29, 2.0452],
      [120, 1.9799],
    ])
      expect(studentHalfWidth(0.95, degrees)).toBeCloseTo(t, 3);
    expect(studentWithin(1, 1)).toBeCloseTo(0.5, 12);
  });
});

describe("warm-up", () => {
  it("MSER-5 cuts a beginning that is off, and nothing where nothing is", () => {
    const noise = (i: number): number => ((i * 7919) % 101) / 101;
    const flat = Array.from({ length: 2000 }, (_, i) => noise(i));
    expect(mser5(flat).observations).toBeLessThan(200);
    const rising = flat.map((value, i) => value + (i < 400 ? (400 - i) / 20 : 0));
    expect(mser5(rising).observations).toBeGreaterThan(330);
    expect(mser5(rising).observations).toBeLessThan(460);
    expect(mser5(rising.slice(0, 500)).isAtLimit).toBe(true);
    expect(mser5([1, 2, 3]).isAtLimit).toBe(true);
  });

  it("is found from pilot runs and left out", () => {
    // A hundred wait at the start, which the long run never sees.
    const model = mm1(0.6, 20_000, "mser-5");
    const crowd = { block: "arrivals", at: [0], size: 100, to: "desk" } as const;
    const { warmUp } = runExperiment(compile({ ...model, blocks: { crowd, ...model.blocks } }), {
      seed: 1,
      replications: 2,
      level: 0.95,
    });
    expect(warmUp.by).toBe("mser-5");
    expect(warmUp.hours).toBeGreaterThan(0);
    expect(warmUp.hours).toBeLessThanOrEqual(10_000);
  });

  it("forgets what was counted before, and keeps who is inside", () => {
    const model = buildModel("before")
      .run({ until: 10, warmUp: 5 })
      .arrivals("in", { at: [0, 1, 6], to: "desk" })
      .server("desk", { service: 3, to: "out" })
      .sink("out")
      .build();
    const record = new Replicator(compile(model)).run({ seed: 1, index: 1, warmUpHours: 5 });
    // Served 3–6 and 6–9; the wait of the second ended at 3 already.
    expect(record.utilisation[1]).toBe(4 / 5);
    expect(record.waitCount[1]).toBe(1);
    expect(record.result).toMatchObject({ left: 2, arrived: 1, hours: 5, littleError: 0 });
  });
});

describe("the same luck", () => {
  it("makes differences much surer than independent runs", () => {
    const run = (set: Readonly<Record<string, number>>) =>
      runExperiment(example("ferry-patience.yaml", { horizon: 3000, warmUp: 200, ...set }), {
        seed: seeds.pairs,
        replications: 20,
        level: 0.95,
      });
    const [slow, fast] = [run({ patience: 12 }), run({ patience: 6 })];
    const waits = (e: typeof slow): number[] => e.records.map(({ sojournMean }) => sojournMean[0]);
    const { difference, correlation, gain } = pairedDifference(waits(slow), waits(fast), 0.95);
    expect(difference.high).toBeLessThan(0);
    expect(correlation).toBeGreaterThan(0.3);
    expect(gain).toBeGreaterThan(1.1);
  });

  it("is shared by what has the same name: another source changes nothing for the first", () => {
    const base = buildModel("one").arrivals("in", { rate: 1, count: 200, to: "out" }).sink("out");
    const more = buildModel("two")
      .arrivals("other", { rate: 3, count: 500, to: "elsewhere" })
      .arrivals("in", { rate: 1, count: 200, to: "out" })
      .sink("out")
      .sink("elsewhere");
    const end = (model: SimulationModel, sink: string): number => {
      const { flat, run } = compile(model);
      const runner = new Runner(flat, run.maxEntities);
      const result = runner.run({
        seed: 5,
        replication: "r1",
        untilHours: Number.POSITIVE_INFINITY,
        warmUpHours: 0,
        sampleEveryHours: 0,
        observe: false,
        traceRows: 1e6,
        maxEvents: 1e6,
      });
      const times = result.trace.filter(({ subject }) => subject === sink).map(({ hours }) => hours);
      return times[times.length - 1];
    };
    expect(end(more.build(), "in")).toBe(end(base.build(), "in"));
  });
});

describe("sketch of quantiles", () => {
  it("is within 0.8 % of the true quantile", () => {
    const tally = new Tally([], 1, new Float64Array(1));
    const values = Array.from({ length: 5000 }, (_, i) => expOf(((i * 7919) % 5000) / 500 - 4));
    for (const value of values) {
      tally.value[0] = value;
      tally.record(0);
    }
    const cells = new Float64Array(SLOT_CELLS);
    const packer = new CellPacker();
    tally.packSlots([0], packer);
    packer.endRow();
    addRow(packer.take(), 0, cells);
    const sorted = [...values].sort((a, b) => a - b);
    for (const share of [0.01, 0.2, 0.5, 0.8, 0.95, 0.999]) {
      const truth = sorted[Math.ceil(share * 5000) - 1];
      expect(Math.abs(quantileOfCells(cells, share) / truth - 1)).toBeLessThan(0.008);
    }
    tally.recordZero(0);
    expect(quantileOfCells(new Float64Array(SLOT_CELLS), 0.5)).toBe(0);
    expect(cells.reduce((sum, count) => sum + count)).toBe(5000);
    // What is cleared leaves nothing behind, however large it was.
    tally.clear();
    tally.value[0] = 3;
    tally.record(0);
    tally.packSlots([0], packer);
    packer.endRow();
    expect([...packer.take().amounts]).toEqual([1]);
  });
});

describe("quantiles of a queue", () => {
  it("are exact up to 511 and evenly spread within the cells above", () => {
    const clock = new Float64Array(1);
    const tally = new Tally([NO_LIMIT], 0, clock);
    for (let queue = 1; queue < 10000; queue++) {
      clock[0] += 1;
      tally.move(0, 1);
    }
    clock[0] += 1;
    tally.settle();
    const packer = new CellPacker();
    tally.packGauge(0, packer);
    packer.endRow();
    const hours = new Float64Array(cellsOfGauge(NO_LIMIT));
    addRow(packer.take(), 0, hours);
    for (const share of [0.01, 0.03, 0.05]) expect(quantileOfGauge(hours, share)).toBe(share * 10000 - 1);
    for (const share of [0.06, 0.1, 0.2, 0.33, 0.5, 0.8])
      expect(Math.abs(quantileOfGauge(hours, share) - share * 10000)).toBeLessThanOrEqual(2);
  });
});

describe("the same seed", () => {
  // These were found with Node 22.23, 24.21 and 26.12, and so were all numbers of the answers: the bits do not depend on the engine.
  it.each([
    ["mmc.yaml", "f6f98f739e8b98fa"],
    ["mg1.yaml", "abce0671da585ca9"],
    ["mg1-lognormal.yaml", "a2c10313d1ad1c40"],
    ["port-closures.yaml", "ffa075a279f8c51d"],
    ["wagons-return.yaml", "064e80a7cd4061cc"],
    ["ferry-workload.yaml", "b3c3e3c4229dec5b"],
  ])("gives the trace of every Node: %s", (file, hash) => {
    const compiled = example(file);
    const { result } = new Replicator(compiled).run({ seed: 1, index: 1, warmUpHours: compiled.run.warmUpHours ?? 0 });
    expect(result.traceHash).toBe(hash);
  });

  it("gives the same bits, and another seed others", () => {
    const hash = (seed: number) =>
      runExperiment(example("ferry-workload.yaml", { wagons: 20_000 }), { seed, replications: 1, level: 0.95 })
        .records[0].result.traceHash;
    expect(hash(1)).toBe(hash(1));
    expect(hash(1)).not.toBe(hash(2));
  });

  it("gives the same bits whoever ran before in the same memory", () => {
    const replicator = new Replicator(example("port-closures.yaml"));
    const first = replicator.run({ seed: 1, index: 3, warmUpHours: 0 });
    replicator.run({ seed: 9, index: 1, warmUpHours: 0 });
    const again = replicator.run({ seed: 1, index: 3, warmUpHours: 0 });
    expect(again).toEqual(first);
  });
});

describe("ferry workload", () => {
  it("takes 22.88 ± 0.07 hours from arrival to landing, within what 40 runs can tell (99 %)", () => {
    const experiment = runExperiment(example("ferry-workload.yaml"), {
      seed: seeds.ferry,
      replications: 40,
      level: 0.99,
    });
    const half = (experiment.endToEnd.high - experiment.endToEnd.low) / 2;
    expect(Math.abs(experiment.endToEnd.mean - 22.88)).toBeLessThan(half + 0.07);
    expect(half).toBeLessThan(0.8);
    for (const { result } of experiment.records) {
      expect(result).toMatchObject({ ended: "empty", arrived: 100_000, left: 100_000, inside: 0 });
      expect(result.littleError).toBeLessThan(1e-9);
    }
  });
});

describe("random networks", () => {
  it("keep all the books: in = out + inside, Little's law, capacities", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.array(
          fc.record({
            servers: fc.integer({ min: 1, max: 3 }),
            room: fc.integer({ min: 0, max: 4 }),
            kind: fc.integer({ min: 0, max: 5 }),
            back: fc.boolean(),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (seed, stations) => {
          const model = buildModel("random")
            .run({ until: 400, warmUp: 20 })
            .arrivals("in", { rate: 0.8, size: { empirical: { values: [1, 2] } }, to: "s0" })
            .closures("storm", { open: { exponential: { mean: 20 } }, closed: { exponential: { mean: 3 } } })
            .gate("gate", { closures: ["storm"], to: "out" })
            .sink("out");
          for (const [i, { servers, room, kind, back }] of stations.entries()) {
            const next = i + 1 < stations.length ? `s${i + 1}` : "gate";
            const to = back && i > 0 ? `r${i}` : next;
            if (to !== next)
              model.route(to, {
                branches: [
                  { to: next, probability: 0.7 },
                  { to: `d${i}`, probability: 0.3 },
                ],
              });
            // Back through a time of its own: a ring of trains alone would take none, and be refused.
            if (to !== next) model.delay(`d${i}`, { time: 0.1, to: `s${i - 1}` });
            const service = { exponential: { mean: 0.6 } };
            if (kind === 0)
              model.batch(`s${i}`, { most: 3, leaves: { patience: 2 }, to: `b${i}` }).split(`b${i}`, { to });
            else if (kind === 1)
              model.bulk(`s${i}`, { most: 2, leaves: "at-once", service, joining: servers === 1, servers, to });
            else if (kind === 2)
              model.queue(`s${i}`, {}).vessel(`v${i}`, {
                vessels: servers,
                capacity: 4,
                stops: [
                  { loads: `s${i}`, leaves: { patience: 1 }, closures: ["storm"], sail: 0.5 },
                  { lands: to, unloading: 0.1, sail: 0.5 },
                ],
              });
            else if (kind === 3)
              model.server(`s${i}`, {
                servers,
                room,
                service,
                closures: ["storm"],
                onClosing: back ? "resume" : "finish",
                discipline: "priority",
                to,
              });
            else model.server(`s${i}`, { servers, room, service, to });
          }
          const compiled = compile(model.build());
          const record = new Replicator(compiled).run({ seed, index: 1, warmUpHours: 20 });
          const { result } = record;
          expect(result.littleError).toBeLessThan(1e-9);
          expect(["horizon", "deadlock"]).toContain(result.ended);
          if (result.ended === "deadlock") return;
          for (const [b, use] of record.utilisation.entries())
            if (!Number.isNaN(use)) expect(use, compiled.flat.blocks.names[b]).toBeLessThanOrEqual(1 + 1e-9);
          for (const [b, longest] of record.queueMax.entries())
            if (!Number.isNaN(longest)) expect(longest).toBeLessThanOrEqual(compiled.flat.blocks.room[b]);
          // Without a warm-up everybody who came has left, is inside or was turned away.
          const whole = new Replicator(compiled).run({ seed, index: 1, warmUpHours: 0 });
          const lost = whole.lost.reduce((sum, each) => sum + each, 0);
          expect(whole.result.arrived).toBe(whole.result.left + whole.result.inside + lost);
        },
      ),
      { numRuns: Number(process.env.KOPRU_RUNS ?? 60) },
    );
  });
});
