import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stream } from "../lib/random.ts";
import {
  cdfOf,
  type Distribution,
  empirical,
  exponential,
  fromLowHigh,
  fromValue,
  gamma,
  lawOf,
  lognormal,
  maxOf,
  meanExcessOf,
  meanOf,
  meanShortfallOf,
  minOf,
  mixture,
  point,
  quantileOf,
  residual,
  sampleOf,
  scaleOf,
  sdOf,
  survivalOf,
  triangular,
  uniform,
  varianceOf,
} from "./distribution.ts";
import type { Value } from "./facts.ts";
import { id, type SourceRef } from "./ids.ts";
import { InvalidInput } from "./problem.ts";

const SEED = 20_261_201;

const examples: readonly [string, Distribution][] = [
  ["point", point(7)],
  ["uniform", uniform(2, 9)],
  ["triangular", triangular(1, 2, 8)],
  ["triangular with its mode at the low end", triangular(1, 1, 8)],
  ["triangular with its mode at the high end", triangular(0, 8, 8)],
  ["exponential", exponential(5)],
  ["lognormal", lognormal(60, 0.4)],
  ["wide lognormal", lognormal(3, 1.5)],
  ["gamma", gamma(60, 0.4)],
  ["gamma with cv above 1", gamma(10, 1.4)],
  ["narrow gamma", gamma(100, 0.002)],
  ["empirical", empirical([3, 1, 9, 9, 4])],
  ["weighted empirical", empirical([3, 1, 9], [1, 5, 0.5])],
  [
    "mixture with a closure",
    mixture([
      { weight: 0.9, distribution: lognormal(20, 0.3) },
      { weight: 0.1, distribution: gamma(70, 0.6) },
    ]),
  ],
  [
    "mixture with an atom",
    mixture([
      { weight: 3, distribution: point(0) },
      { weight: 1, distribution: exponential(24) },
    ]),
  ],
  ["residual of a gamma", residual(gamma(84, 0.5))],
  ["residual of a lognormal", residual(lognormal(84, 0.5))],
  ["residual of a triangular", residual(triangular(1, 5, 9))],
];

/** Integral of f over [a, b] by Simpson's rule on n panels. */
function integral(f: (x: number) => number, a: number, b: number, n = 4000): number {
  const width = (b - a) / n;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const x = a + i * width;
    sum += f(x) + 4 * f(x + width / 2) + f(x + width);
  }
  return (sum * width) / 6;
}

describe.each(examples)("%s", (_, d) => {
  const probe = [0.001, 0.1, 0.35, 0.5, 0.8, 0.99, 0.99999].map((p) => quantileOf(d, p));
  const isDiscrete = d.kind === "point" || d.kind === "empirical";

  it("cdf and survival add up to 1 and never turn back", () => {
    let last = 0;
    for (const x of probe) {
      expect(cdfOf(d, x) + survivalOf(d, x)).toBeCloseTo(1, 12);
      expect(cdfOf(d, x)).toBeGreaterThanOrEqual(last - 1e-13);
      last = cdfOf(d, x);
    }
    expect(cdfOf(d, -1)).toBe(0);
    expect(cdfOf(d, quantileOf(d, 1) === Number.POSITIVE_INFINITY ? 1e9 : maxOf(d))).toBeCloseTo(1, 9);
  });

  it("the quantile is the inverse of the cdf", () => {
    for (const p of [0, 1e-6, 0.05, 0.5, 0.9, 0.999, 1]) {
      const x = quantileOf(d, p);
      expect(x).toBeGreaterThanOrEqual(minOf(d));
      if (x === Number.POSITIVE_INFINITY) continue;
      expect(cdfOf(d, x)).toBeGreaterThanOrEqual(p - 1e-11);
      // No earlier time would do, unless it is below the support.
      const before = x * (1 - 1e-9) - 1e-12;
      if (before > minOf(d)) expect(cdfOf(d, before)).toBeLessThanOrEqual(p + 1e-7);
    }
  });

  it("mean excess and shortfall are integrals of the tails", () => {
    expect(meanExcessOf(d, -3)).toBeCloseTo(meanOf(d) + 3, 10);
    for (const x of probe) {
      expect(meanExcessOf(d, x)).toBeGreaterThanOrEqual(0);
      expect(meanShortfallOf(d, x) - meanExcessOf(d, x)).toBeCloseTo(x - meanOf(d), 9);
      if (isDiscrete) continue;
      const end = Math.min(maxOf(d), quantileOf(d, 1 - 1e-13));
      // The squared excess is twice the integral of the excess.
      const slope = { excess: integral((t) => survivalOf(d, t), x, Math.max(x, end), 20_000), scale: sdOf(d) };
      expect(Math.abs(meanExcessOf(d, x) - slope.excess)).toBeLessThan(2e-6 * slope.scale);
    }
  });

  it("the squared excess falls at twice the rate of the excess", () => {
    const law = lawOf(d);
    if (Number.isNaN(law.squaredExcess(0))) return;
    expect(law.squaredExcess(0)).toBeCloseTo(law.variance + law.mean * law.mean, 8);
    for (const x of probe) {
      const h = 1e-3 * (sdOf(d) + 1);
      const area = integral((t) => law.excess(t), x, x + h, 200);
      const fallen = law.squaredExcess(x) - law.squaredExcess(x + h);
      expect(Math.abs(fallen - 2 * area)).toBeLessThan(1e-9 * (law.variance + 1) + 1e-9);
    }
  });

  it(`mean, variance and probabilities agree with 40,000 draws within 4 standard errors (seed ${SEED})`, () => {
    const random = stream(SEED, JSON.stringify(d));
    const n = 40_000;
    const draws = Float64Array.from({ length: n }, () => sampleOf(d, random)).sort();
    const mean = draws.reduce((sum, x) => sum + x, 0) / n;
    const second = draws.reduce((sum, x) => sum + (x - meanOf(d)) ** 2, 0) / n;
    const fourth = draws.reduce((sum, x) => sum + (x - meanOf(d)) ** 4, 0) / n;
    expect(Math.abs(mean - meanOf(d))).toBeLessThanOrEqual(4 * Math.sqrt(varianceOf(d) / n) + 1e-12);
    // The fourth moment of a wide lognormal has no useful sample estimate.
    if (sdOf(d) < 1.4 * meanOf(d)) {
      expect(Math.abs(second - varianceOf(d))).toBeLessThanOrEqual(4 * Math.sqrt((fourth - second ** 2) / n) + 1e-12);
    }
    for (const x of probe) {
      const share = draws.filter((draw) => draw <= x).length / n;
      const p = cdfOf(d, x);
      // With fewer than 10 draws expected on the rare side a count is not normal.
      if (p < 1 && n * p * (1 - p) < 10) continue;
      expect(Math.abs(share - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / n) + 1e-9);
    }
  });

  it("scales", () => {
    const doubled = scaleOf(d, 2.5);
    expect(meanOf(doubled)).toBeCloseTo(2.5 * meanOf(d), 9);
    expect(sdOf(doubled)).toBeCloseTo(2.5 * sdOf(d), 8);
    expect(quantileOf(doubled, 0.9)).toBeCloseTo(2.5 * quantileOf(d, 0.9), 7);
    expect(meanOf(scaleOf(d, 0))).toBe(0);
  });
});

describe("third moments, which residuals rest on", () => {
  it.each(examples.filter(([, d]) => d.kind !== "residual"))("%s", (_, d) => {
    const law = lawOf(d);
    // E[X³] = 3 times the integral of E[((X - x)^+)²], by parts twice.
    const end = Math.min(law.max, law.quantile(1 - 1e-14));
    const byParts = 3 * integral((x) => law.squaredExcess(x), 0, end, 40_000);
    expect(Math.abs(byParts / law.third - 1)).toBeLessThan(d.kind === "lognormal" ? 2e-3 : 1e-6);
  });
});

describe("published special cases", () => {
  it("gamma shapes 4 + 3 + 2, scale 0.75 d: P(T <= 9) and P90 of the sum", () => {
    const total = gamma(9 * 0.75, 1 / 3);
    expect(cdfOf(total, 9)).toBeCloseTo(0.844972, 6);
    expect(quantileOf(total, 0.9)).toBeCloseTo(9.746034, 6);
  });

  it("a lognormal's median is mean / sqrt(1 + cv²)", () => {
    expect(quantileOf(lognormal(50, 0.75), 0.5)).toBeCloseTo(50 / 1.25, 12);
  });

  it("the residual of a gamma with cv 1 is the exponential itself", () => {
    for (const x of [0.5, 3, 20]) expect(cdfOf(residual(gamma(6, 1)), x)).toBeCloseTo(cdfOf(exponential(6), x), 12);
  });
});

describe("from other numbers", () => {
  it("meets P10 and P90 without a mean", () => {
    const d = fromLowHigh(10, 30);
    expect(quantileOf(d, 0.1)).toBeCloseTo(10, 10);
    expect(quantileOf(d, 0.9)).toBeCloseTo(30, 10);
  });

  it("keeps the mean and the ratio P90 / P10 with a mean", () => {
    const d = fromLowHigh(10, 30, 25);
    expect(meanOf(d)).toBeCloseTo(25, 12);
    expect(quantileOf(d, 0.9) / quantileOf(d, 0.1)).toBeCloseTo(3, 10);
  });

  it("keeps mean and P90 when the low is 0, as far as a lognormal can", () => {
    const d = fromLowHigh(0, 20, 12);
    expect(meanOf(d)).toBeCloseTo(12, 12);
    expect(quantileOf(d, 0.9)).toBeCloseTo(20, 10);
    expect(meanOf(fromLowHigh(0, 100, 10))).toBeCloseTo(10, 12);
    expect(() => fromLowHigh(0, 5, 10)).toThrow(RangeError);
  });

  it("collapses to a point", () => {
    expect(fromLowHigh(4, 4)).toEqual(point(4));
    expect(lognormal(4, 0)).toEqual(point(4));
    expect(uniform(3, 3)).toEqual(point(3));
    const impossible = { weight: 0, distribution: point(9) };
    expect(mixture([{ weight: 1, distribution: point(1) }, impossible])).toEqual(point(1));
  });

  it("refuses what is no distribution", () => {
    for (const bad of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
      expect(() => point(bad)).toThrow(RangeError);
      expect(() => lognormal(bad, 1)).toThrow(RangeError);
      expect(() => gamma(1, bad)).toThrow(RangeError);
      expect(() => empirical([1, bad])).toThrow(RangeError);
      expect(() => scaleOf(point(1), bad)).toThrow(RangeError);
    }
    expect(() => triangular(3, 2, 5)).toThrow(RangeError);
    expect(() => uniform(3, 2)).toThrow(RangeError);
    expect(() => empirical([])).toThrow(RangeError);
    expect(() => empirical([1, 2], [0, 0])).toThrow(RangeError);
    expect(() => mixture([])).toThrow(RangeError);
    expect(() => mixture([{ weight: -0.5, distribution: point(1) }])).toThrow(RangeError);
    expect(() => quantileOf(point(1), 1.5)).toThrow(RangeError);
    expect(() => residual(point(0))).toThrow(RangeError);
    expect(() => residual(residual(gamma(1, 0.5)))).toThrow(RangeError);
  });
});

const row = (over: Partial<Value>): Value => ({
  subject: "ferry",
  attribute: "transitHours",
  value: 30,
  unit: "h",
  shape: "point",
  basis: "assumed",
  asOf: "2025",
  source: id<SourceRef>("assumption:x"),
  use: "model",
  note: "",
  place: "values/services.csv:3",
  ...over,
});

describe("a dataset's row", () => {
  it("takes the shape it states", () => {
    expect(fromValue(row({}))).toEqual(point(30));
    expect(fromValue(row({ shape: "lognormal", cv: 0.3 }))).toEqual(lognormal(30, 0.3));
    expect(fromValue(row({ shape: "gamma", cv: 0.3 }))).toEqual(gamma(30, 0.3));
    expect(fromValue(row({ shape: "triangular", low: 10, high: 60 }))).toEqual(triangular(10, 20, 60));
    expect(meanOf(fromValue(row({ shape: "triangular", low: 10, high: 60 })))).toBeCloseTo(30, 12);
  });

  it("pulls a triangular mode to the end when no mode gives the mean", () => {
    expect(fromValue(row({ shape: "triangular", value: 55, low: 10, high: 60 }))).toEqual(triangular(10, 60, 60));
  });

  it("finds a gamma with the ratio of high to low and the mean", () => {
    const d = fromValue(row({ shape: "gamma", low: 15, high: 50 }));
    expect(meanOf(d)).toBe(30);
    expect(quantileOf(d, 0.9) / quantileOf(d, 0.1)).toBeCloseTo(50 / 15, 9);
  });

  it("takes a range beside a point for doubt about the number, not for a spread of the thing", () => {
    expect(fromValue(row({ value: 2000, low: 1500, high: 2800, unit: "USD/FEU" }))).toEqual(point(2000));
  });

  it("names the row that makes no distribution", () => {
    for (const bad of [row({ value: -1 }), row({ shape: "gamma" }), row({ shape: "triangular", low: 9, high: 3 })]) {
      expect(() => fromValue(bad)).toThrow(InvalidInput);
      expect(() => fromValue(bad)).toThrow("values/services.csv:3");
    }
  });
});

describe("for any parameters", () => {
  const amount = fc.double({ min: 0.01, max: 5000, noNaN: true });
  const cv = fc.double({ min: 0.01, max: 2, noNaN: true });
  const family = fc.oneof(
    fc.tuple(amount, cv).map(([mean, c]) => lognormal(mean, c)),
    fc.tuple(amount, cv).map(([mean, c]) => gamma(mean, c)),
    amount.map(exponential),
    fc
      .tuple(amount, amount, amount)
      .map((ends) => ends.sort((a, b) => a - b))
      .map(([a, b, c]) => triangular(a, b, c)),
  );

  it("quantile and cdf undo one another", () => {
    fc.assert(
      fc.property(family, fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (d, p) => {
        if (d.kind === "point") return;
        expect(cdfOf(d, quantileOf(d, p))).toBeCloseTo(p, 9);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it("a mixture's mean is the weighted mean and its cdf the weighted cdf", () => {
    fc.assert(
      fc.property(family, family, fc.double({ min: 0.01, max: 0.99, noNaN: true }), amount, (a, b, w, x) => {
        const mixed = mixture([
          { weight: w, distribution: a },
          { weight: 1 - w, distribution: b },
        ]);
        const mean = w * meanOf(a) + (1 - w) * meanOf(b);
        expect(Math.abs(meanOf(mixed) / mean - 1)).toBeLessThan(1e-12);
        expect(cdfOf(mixed, x)).toBeCloseTo(w * cdfOf(a, x) + (1 - w) * cdfOf(b, x), 12);
        const between = w * varianceOf(a) + (1 - w) * varianceOf(b) + w * (1 - w) * (meanOf(a) - meanOf(b)) ** 2;
        expect(Math.abs(varianceOf(mixed) / between - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it("mean excess is convex, falls at most at rate 1 and stays >= 0", () => {
    fc.assert(
      fc.property(family, amount, amount, (d, x, h) => {
        const [a, b, c] = [x, x + h, x + 2 * h].map((t) => meanExcessOf(d, t));
        const slack = 1e-11 * (meanOf(d) + x + h);
        expect(c).toBeGreaterThanOrEqual(0);
        expect(a - b).toBeGreaterThanOrEqual(-slack);
        expect(a - b).toBeLessThanOrEqual(h + slack);
        expect(a + c - 2 * b).toBeGreaterThanOrEqual(-slack);
      }),
      { numRuns: 300, seed: SEED },
    );
  });
});
