// What chance is made of: laws against their means and distributions, arithmetic that gives the same bits everywhere, the order of
// events.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileModel as compile } from "../../src/engines/simulation/compile-model.ts";
import { Draws } from "../../src/engines/simulation/draws.ts";
import { EventList } from "../../src/engines/simulation/event-list.ts";
import { buildModel, type Times } from "../../src/engines/simulation/index.ts";
import { Runner } from "../../src/engines/simulation/run.ts";
import { meanOfLaw } from "../../src/engines/simulation/traffic.ts";
import { expOf, logOf } from "../../src/lib/exact-math.ts";
import { hash128 } from "../../src/lib/random.ts";
import { mm1 } from "./one-desk.ts";
import seeds from "./seeds.json" with { type: "json" };

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
