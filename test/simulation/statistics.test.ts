// What stands around the queues: coverage of intervals, warm-up, the same luck, laws, sketches, and the same bits every time.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRow, CellPacker } from "../../src/engines/simulation/cells.ts";
import { compileModel as compile } from "../../src/engines/simulation/compile-model.ts";
import { Draws } from "../../src/engines/simulation/draws.ts";
import { EventList } from "../../src/engines/simulation/event-list.ts";
import {
  buildModel,
  intervalOf,
  pairedDifference,
  quantileOfCells,
  Replicator,
  relativeHalfWidth,
  runExperiment,
  type SimulationModel,
  type Times,
} from "../../src/engines/simulation/index.ts";
import { mser5 } from "../../src/engines/simulation/output-analysis.ts";
import { Runner } from "../../src/engines/simulation/run.ts";
import { SLOT_CELLS, Tally } from "../../src/engines/simulation/tally.ts";
import { meanOfLaw } from "../../src/engines/simulation/traffic.ts";
import { expOf, logOf } from "../../src/lib/exact-math.ts";
import { hash128 } from "../../src/lib/random.ts";
import { studentHalfWidth, studentWithin } from "../../src/lib/student.ts";
import { readSimulationModel } from "../../src/wire/read-simulation-model.ts";
import seeds from "./seeds.json" with { type: "json" };

const example = (file: string, set: Readonly<Record<string, number>> = {}) =>
  readSimulationModel(readFileSync(new URL(`../../examples/models/${file}`, import.meta.url), "utf8"), file, set)
    .compiled;

const mm1 = (rate: number, until: number, warmUp: number | "mser-5" = 100): SimulationModel =>
  buildModel("M/M/1")
    .run({ until, warmUp })
    .arrivals("in", { rate, to: "desk" })
    .server("desk", { service: { exponential: { mean: 1 } }, to: "out" })
    .sink("out")
    .build();

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

describe("laws", () => {
  const laws: Readonly<Record<string, Times>> = {
    exponential: { exponential: { mean: 2 } },
    uniform: { uniform: { min: 1, max: 4 } },
    triangular: { triangular: { min: 1, mode: 2, max: 6 } },
    erlang: { erlang: { mean: 3, stages: 3 } },
    gamma: { gamma: { mean: 3, cv: 0.5 } },
    "gamma of shape below 1": { gamma: { mean: 3, cv: 2 } },
    lognormal: { lognormal: { mean: 3, cv: 0.8 } },
    weibull: { weibull: { scale: 2, shape: 1.5 } },
    empirical: { empirical: { values: [1, 5, 20], weights: [5, 3, 2] } },
    mixture: {
      mixture: [
        { weight: 9, of: 1 },
        { weight: 1, of: { exponential: { mean: 30 } } },
      ],
    },
    "by month, the same each month": { exponential: { meanByMonth: Array.from({ length: 12 }, () => 2) } },
  };
  /** Means and standard deviations by hand. */
  const means: Readonly<Record<string, number>> = {
    exponential: 2,
    uniform: 2.5,
    triangular: 3,
    erlang: 3,
    gamma: 3,
    "gamma of shape below 1": 3,
    lognormal: 3,
    // Γ(1 + 2/3).
    weibull: 2 * 0.9027452929509336,
    empirical: 0.5 + 0.3 * 5 + 0.2 * 20,
    mixture: 0.9 + 0.1 * 30,
    "by month, the same each month": 2,
  };
  const spread: Readonly<Record<string, number>> = {
    exponential: 2,
    uniform: 3 / Math.sqrt(12),
    triangular: Math.sqrt((1 + 4 + 36 - 2 - 6 - 12) / 18),
    erlang: Math.sqrt(3),
    gamma: 1.5,
    "gamma of shape below 1": 6,
    lognormal: 2.4,
    // Γ(1 + 4/3) and Γ(1 + 2/3).
    weibull: 2 * Math.sqrt(1.1906393487589 - 0.9027452929509336 * 0.9027452929509336),
    empirical: Math.sqrt(0.5 + 0.3 * 25 + 0.2 * 400 - 36),
    mixture: Math.sqrt(0.9 + 0.1 * 1800 - 3.9 * 3.9),
    "by month, the same each month": 2,
  };
  const DRAWS = 200_000;
  // 22 tests, 1 % together: 3.5 standard errors of a mean.
  const BAND = 3.6;

  it.each(Object.entries(laws))("%s: mean and spread", (name, law) => {
    const model = buildModel(name).run({ until: 10 }).arrivals("in", { every: law, to: "out" }).sink("out").build();
    const { flat } = compile(model);
    const draws = new Draws(flat.laws, flat.monthEnd, flat.monthOf);
    draws.seed(seeds.laws, name);
    const row = flat.arrivals[0].law;
    let [sum, squares, fourth] = [0, 0, 0];
    const mean = means[name];
    expect(meanOfLaw(flat.laws, row, 0)).toBeCloseTo(mean, 12);
    for (let i = 0; i < DRAWS; i++) {
      const off = draws.draw(row, 0, 0) - mean;
      sum += off;
      squares += off * off;
      fourth += off * off * off * off;
    }
    const variance = squares / DRAWS;
    expect(Math.abs(sum / DRAWS)).toBeLessThan((BAND * spread[name]) / Math.sqrt(DRAWS));
    expect(Math.abs(variance - spread[name] * spread[name])).toBeLessThan(
      BAND * Math.sqrt((fourth / DRAWS - variance * variance) / DRAWS),
    );
  });

  it("come from xoshiro128++ as published", () => {
    // The generator again, from the paper and one word at a time.
    const words = (state: Int32Array): (() => number) => {
      const turn = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
      return () => {
        const result = (turn((state[0] + state[3]) | 0, 7) + state[0]) >>> 0;
        const t = state[1] << 9;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= t;
        state[3] = turn(state[3], 11);
        return result;
      };
    };
    const published = words(Int32Array.of(1, 2, 3, 4));
    expect(Array.from({ length: 6 }, published)).toEqual([641, 1573767, 3222811527, 3517856514, 836907274, 4247214768]);
    const { flat } = compile(mm1(1, 200));
    const draws = new Draws(flat.laws, flat.monthEnd, flat.monthOf);
    draws.seed(seeds.laws, "words");
    const next = words(Int32Array.from(hash128(`${seeds.laws}/words/${flat.laws.streams[0]}`)));
    for (let skipped = 0; skipped < 16; skipped++) next();
    for (let i = 0; i < 1000; i++) {
      const [first, second] = [next(), next()];
      expect(draws.uniform(0)).toBe((first * 2 ** 21 + (second >>> 11) + 0.5) / 2 ** 53);
    }
  });

  it("drawn ahead are those drawn one by one, whoever asks", () => {
    const laws = [{ exponential: { mean: 2 } }, { uniform: { min: 1, max: 4 } }] as const;
    for (const law of laws) {
      const model = buildModel("ahead").run({ until: 10 }).arrivals("in", { every: law, to: "out" }).sink("out");
      const { flat } = compile(model.build());
      const row = flat.arrivals[0].law;
      const stream = flat.laws.stream[row];
      const [some, others] = [1, 2].map(() => {
        const draws = new Draws(flat.laws, flat.monthEnd, flat.monthOf);
        draws.seed(seeds.laws, "ahead");
        return draws;
      });
      const clock = new Float64Array(1);
      for (let i = 0; i < 300; i++) {
        const one = "exponential" in law ? 2 * others.exponential(stream) : 1 + 3 * others.uniform(stream);
        if (i % 3 > 0) some.drawInto(row, 0, clock);
        expect(i % 3 > 0 ? some.out[0] : some.draw(row, 0, 0)).toBe(one);
      }
    }
  });

  it("the ziggurat's exponential fills all cells evenly, tail included", () => {
    const { flat } = compile(mm1(1, 200));
    const draws = new Draws(flat.laws, flat.monthEnd, flat.monthOf);
    draws.seed(seeds.laws, "cells");
    const cells = new Float64Array(200);
    let beyond = 0;
    const count = 2_000_000;
    for (let i = 0; i < count; i++) {
      const x = draws.exponential(0);
      cells[Math.min(199, Math.floor(200 * (1 - Math.exp(-x))))]++;
      if (x > 9) beyond++;
    }
    const expected = count / 200;
    const chiSquare = cells.reduce((sum, cell) => sum + ((cell - expected) * (cell - expected)) / expected, 0);
    // 199 degrees of freedom: mean 199, standard deviation 20.
    expect(Math.abs(chiSquare - 199)).toBeLessThan(4 * 20);
    expect(Math.abs(beyond - count * Math.exp(-9))).toBeLessThan(4 * Math.sqrt(count * Math.exp(-9)));
  });

  it("rates by month bring as many as the calendar says", () => {
    const rates = [1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0];
    const model = buildModel("year")
      .starts("2026-01-01")
      .run({ until: 8760 })
      .arrivals("in", { rateByMonth: rates, to: "out" })
      .sink("out")
      .build();
    const { flat, run } = compile(model);
    const result = new Runner(flat, run.maxEntities).run({
      seed: seeds.monthly,
      replication: "r1",
      untilHours: 8760,
      warmUpHours: 0,
      sampleEveryHours: 0,
      observe: true,
      traceRows: 0,
      maxEvents: 1e6,
    });
    const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let start = 0;
    for (const [month, rate] of rates.entries()) {
      const end = start + 24 * days[month];
      const came = result.leftAt.filter((hours) => hours >= start && hours < end).length;
      const mean = rate * (end - start);
      expect(Math.abs(came - mean), `month ${month + 1}`).toBeLessThanOrEqual(4 * Math.sqrt(mean));
      start = end;
    }
  });
});

describe("exact arithmetic", () => {
  it("agrees with the library to the last place", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        const library = Math.exp(x);
        expect(Math.abs(expOf(x) - library)).toBeLessThanOrEqual(4e-16 * library);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        expect(Math.abs(logOf(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * Math.max(1e-3, Math.abs(Math.log(x))));
      }),
    );
    expect([expOf(0), logOf(1), expOf(-800), expOf(800)]).toEqual([1, 0, 0, Number.POSITIVE_INFINITY]);
  });
});

describe("event list", () => {
  it("gives events by time, then priority, then in the order of scheduling", () => {
    fc.assert(
      fc.property(
        // Long enough to make a heap of a row.
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 }), fc.boolean()), {
          maxLength: 150,
          size: "max",
        }),
        (steps) => {
          const list = new EventList();
          const model: { time: number; priority: number; what: number }[] = [];
          let now = 0;
          const first = () =>
            model.reduce((best, each) =>
              each.time < best.time || (each.time === best.time && each.priority < best.priority) ? each : best,
            );
          for (const [what, [after, priority, takes]] of steps.entries()) {
            list.push(now + after, priority, what);
            model.push({ time: now + after, priority, what });
            if (!takes) continue;
            const next = first();
            model.splice(model.indexOf(next), 1);
            expect(list.pop()).toBe(next.what);
            now = list.head[0];
            expect(now).toBe(next.time);
          }
          list.keep((what) => what % 3 !== 0);
          const kept = model.filter(({ what }) => what % 3 !== 0);
          expect(list.size).toBe(kept.length);
          for (const each of kept.sort((a, b) => a.time - b.time || a.priority - b.priority || a.what - b.what))
            expect(list.pop()).toBe(each.what);
          expect(list.pop()).toBe(-1);
        },
      ),
    );
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
