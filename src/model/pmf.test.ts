import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stream } from "../lib/random.ts";
import {
  type Distribution,
  exponential,
  gamma,
  lognormal,
  meanExcessOf,
  meanOf,
  mixture,
  point,
  quantileOf,
  sampleOf,
  triangular,
  uniform,
  varianceOf,
} from "./distribution.ts";
import {
  convolve,
  discretise,
  exponentiallyTilted,
  mixPmf,
  type Pmf,
  pmfCdf,
  pmfMean,
  pmfMeanExcess,
  pmfQuantile,
  pmfTotal,
  pmfVariance,
  pointPmf,
  shiftPmf,
  toDistribution,
} from "./pmf.ts";

const SEED = 20_261_201;
const STEP = 0.5;

const sum = (pmfs: readonly Pmf[]): Pmf => pmfs.reduce(convolve);

describe("discretise", () => {
  const laws: [string, Distribution][] = [
    ["lognormal", lognormal(60, 0.3)],
    ["gamma", gamma(60, 0.4)],
    ["gamma with a peak at 0", gamma(8, 1.6)],
    ["exponential", exponential(24)],
    ["uniform", uniform(3.3, 40)],
    ["triangular", triangular(5, 12, 60)],
    [
      "atom and tail",
      mixture([
        { weight: 9, distribution: point(0) },
        { weight: 1, distribution: exponential(24) },
      ]),
    ],
  ];

  it.each(laws)("%s: mass 1, the exact mean, and a variance at most step²/4 above", (_, d) => {
    for (const step of [0.25, 0.5, 1]) {
      const pmf = discretise(d, step);
      expect(pmfTotal(pmf)).toBeCloseTo(1, 13);
      expect(Math.min(...pmf.mass)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(pmfMean(pmf) / meanOf(d) - 1)).toBeLessThan(1e-13);
      const added = pmfVariance(pmf) - varianceOf(d);
      expect(added).toBeGreaterThan(-1e-3);
      expect(added).toBeLessThan((step * step) / 4);
    }
  });

  it("a smooth law gains step²/6 of variance", () => {
    const d = gamma(60, 0.4);
    for (const step of [0.5, 1, 2]) {
      expect(pmfVariance(discretise(d, step)) - varianceOf(d)).toBeCloseTo((step * step) / 6, 4);
    }
  });

  it("gives the mean excess at grid points exactly, and quantiles within a step", () => {
    for (const [, d] of laws) {
      const pmf = discretise(d, STEP);
      for (const x of [0, 10, 40, 100]) expect(pmfMeanExcess(pmf, x)).toBeCloseTo(meanExcessOf(d, x), 6);
      for (const p of [0.1, 0.5, 0.8, 0.95]) {
        expect(Math.abs(pmfQuantile(pmf, p) - quantileOf(d, p))).toBeLessThanOrEqual(STEP);
      }
    }
  });

  it("splits a point between its neighbours", () => {
    expect(discretise(point(7), 0.5)).toEqual({ stepHours: 0.5, first: 14, mass: Float64Array.of(1) });
    const split = discretise(point(7.1), 0.5);
    expect(pmfMean(split)).toBeCloseTo(7.1, 13);
    expect(split.mass.length).toBe(2);
  });

  it("bounds its length and keeps the mean under a heavy tail", () => {
    const d = lognormal(200, 3);
    const pmf = discretise(d, STEP, 1e-9, 2000);
    expect(pmf.mass.length).toBe(2000);
    expect(pmfTotal(pmf)).toBeCloseTo(1, 12);
    expect(pmfMean(pmf)).toBeCloseTo(200, 9);
  });

  it("refuses a step that is not positive", () => {
    for (const step of [0, -1, Number.NaN]) expect(() => discretise(exponential(3), step)).toThrow(RangeError);
  });
});

describe("sums", () => {
  it("gamma shapes 4, 3, 2 with scale 0.75 d: P(T <= 9) = 0.844972, P90 = 9.746034", () => {
    // Each of the three gains step²/6 of variance; at 0.005 d that moves the cdf by about f'(9) step²/4 < 1e-6.
    const step = 0.005;
    const total = sum([4, 3, 2].map((shape) => discretise(gamma(shape * 0.75, 1 / Math.sqrt(shape)), step, 1e-12)));
    expect(Math.abs(pmfCdf(total, 9) - 0.844972)).toBeLessThan(2e-6);
    expect(Math.abs(pmfQuantile(total, 0.9) - 9.746034)).toBeLessThan(2e-5);
  });

  it("the normal special case: N(20, 2²) is on time at 22 more often than N(18, 5²), and they cross at 21.333", () => {
    const normal = (mean: number, sd: number): Pmf => {
      const step = 0.01;
      // A gamma of shape 1e8 has skewness 0.0002: normal to 1e-5 once its mean of 10,000 sd is taken off.
      const shape = 1e8;
      const wide = discretise(gamma(sd * Math.sqrt(shape), 1 / Math.sqrt(shape)), step, 1e-12, 20_000);
      return shiftPmf(wide, mean - sd * Math.sqrt(shape));
    };
    const sure = normal(20, 2);
    const fast = normal(18, 5);
    expect(pmfCdf(sure, 22)).toBeCloseTo(0.8413, 4);
    expect(pmfCdf(fast, 22)).toBeCloseTo(0.7881, 4);
    expect(pmfQuantile(sure, 0.9)).toBeCloseTo(22.563, 3);
    expect(pmfQuantile(fast, 0.9)).toBeCloseTo(24.408, 3);
    expect(pmfCdf(sure, 21.2) - pmfCdf(fast, 21.2)).toBeLessThan(0);
    expect(pmfCdf(sure, 21.4) - pmfCdf(fast, 21.4)).toBeGreaterThan(0);
    expect(Math.abs(pmfCdf(sure, 64 / 3) - pmfCdf(fast, 64 / 3))).toBeLessThan(1e-4);
  });

  it(`five legs agree with 40,000 simulated journeys within 4 standard errors (seed ${SEED})`, () => {
    const legs = [lognormal(60, 0.3), gamma(20, 0.8), exponential(12), triangular(5, 8, 30), uniform(0, 48)];
    const total = sum(legs.map((leg) => discretise(leg, 0.1)));
    const random = stream(SEED, "five legs");
    const n = 40_000;
    const times = Array.from({ length: n }, () => legs.reduce((time, leg) => time + sampleOf(leg, random), 0));
    const mean = times.reduce((a, b) => a + b, 0) / n;
    expect(Math.abs(mean - pmfMean(total))).toBeLessThan(4 * Math.sqrt(pmfVariance(total) / n));
    for (const x of [90, 110, 128, 150, 190, 230]) {
      const p = pmfCdf(total, x);
      const share = times.filter((time) => time <= x).length / n;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    }
  });

  it("means and variances add", () => {
    const mean = fc.double({ min: 0.2, max: 150, noNaN: true });
    const cv = fc.double({ min: 0.05, max: 1.2, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(mean, cv), { minLength: 2, maxLength: 5 }), (pairs) => {
        const legs = pairs.map(([m, c], i) => discretise(i % 2 ? gamma(m, c) : lognormal(m, c), STEP, 1e-9, 2000));
        const total = sum(legs);
        const means = legs.reduce((a, leg) => a + pmfMean(leg), 0);
        const variances = legs.reduce((a, leg) => a + pmfVariance(leg), 0);
        expect(pmfTotal(total)).toBeCloseTo(1, 11);
        expect(Math.abs(pmfMean(total) / means - 1)).toBeLessThan(1e-11);
        expect(Math.abs(pmfVariance(total) / variances - 1)).toBeLessThan(1e-8);
      }),
      { numRuns: 60, seed: SEED },
    );
  });

  it("refuses mixed grids", () => {
    expect(() => convolve(pointPmf(1, 0.5), pointPmf(1, 1))).toThrow(RangeError);
  });
});

describe("other operations", () => {
  const pmf = discretise(gamma(30, 0.5), STEP);

  it("shifts by whole and broken steps", () => {
    expect(shiftPmf(pmf, 12).mass).toBe(pmf.mass);
    expect(pmfMean(shiftPmf(pmf, 12))).toBeCloseTo(42, 10);
    expect(pmfMean(shiftPmf(pmf, 12.2))).toBeCloseTo(42.2, 10);
    expect(pmfMean(shiftPmf(pmf, -3))).toBeCloseTo(27, 10);
  });

  it("mixes", () => {
    const mixed = mixPmf([
      { weight: 3, pmf },
      { weight: 1, pmf: pointPmf(100, STEP) },
    ]);
    expect(pmfMean(mixed)).toBeCloseTo(0.75 * 30 + 25, 10);
    expect(pmfTotal(mixed)).toBeCloseTo(1, 12);
    expect(pmfCdf(mixed, 99)).toBeCloseTo(0.75 * pmfCdf(pmf, 99), 12);
  });

  it("tilting is the Laplace transform", () => {
    // E[exp(-rate T)] = (1 + rate scale)^-shape for a gamma, shape 4, scale 7.5.
    const rate = 0.02;
    expect(pmfTotal(exponentiallyTilted(discretise(gamma(30, 0.5), 0.05), rate))).toBeCloseTo(1.15 ** -4, 6);
    expect(exponentiallyTilted(pmf, 0)).toBe(pmf);
  });

  it("goes back to a distribution", () => {
    const d = toDistribution(pmf);
    expect(meanOf(d)).toBeCloseTo(30, 9);
    expect(varianceOf(d)).toBeCloseTo(pmfVariance(pmf), 8);
  });

  it("cdf and quantile undo one another and never leave the support", () => {
    for (const p of [0.01, 0.2, 0.5, 0.77, 0.95, 0.999]) expect(pmfCdf(pmf, pmfQuantile(pmf, p))).toBeCloseTo(p, 10);
    const sure = pointPmf(48, STEP);
    expect(pmfCdf(sure, 48)).toBe(1);
    expect(pmfCdf(sure, 47.9)).toBe(0);
    for (const p of [0, 0.1, 1]) expect(pmfQuantile(sure, p)).toBe(48);
    expect(pmfQuantile(pmf, 0)).toBe(pmf.first * STEP);
    expect(pmfQuantile(pmf, 1)).toBe((pmf.first + pmf.mass.length - 1) * STEP);
    expect(() => pmfQuantile(pmf, 2)).toThrow(RangeError);
  });
});
