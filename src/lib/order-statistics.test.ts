// Ranks against published tables, and how often the intervals cover a quantile that is known.

import { describe, expect, it } from "vitest";
import { logOf } from "./exact-math.ts";
import { orderInterval, orderRanks, sampleQuantile } from "./order-statistics.ts";
import { stream } from "./random.ts";

/** Declared before the first run. */
const SEED = 20_261_126;

describe("ranks that enclose a median", () => {
  // Sign test tables (Conover, Practical Nonparametric Statistics): n, 95 %: lower rank; the upper one is its mirror.
  it.each([
    [6, 1],
    [9, 2],
    [10, 2],
    [15, 4],
    [20, 6],
    [25, 8],
    [50, 18],
    [100, 40],
  ])("of %i values begin at rank %i", (count, lower) => {
    expect(orderRanks(count, 0.5, 0.95)).toEqual({ lower, upper: count + 1 - lower });
  });

  it("do not exist for five values: both outermost cover it with 93.75 %", () => {
    expect(orderRanks(5, 0.5, 0.95)).toEqual({ lower: 0, upper: 0 });
    expect(orderInterval([1, 2, 3, 4, 5], 0.5, 0.95)).toMatchObject({ value: 3, low: Number.NaN });
    expect(orderRanks(5, 0.5, 0.9375)).toEqual({ lower: 1, upper: 5 });
  });

  it("hold with thousands of values", () => {
    const { lower, upper } = orderRanks(10_000, 0.95, 0.95);
    // Normal approximation: 9500 ± 1.96 √(10000 × 0.95 × 0.05).
    expect(Math.abs(lower - (9_500 - 42.7))).toBeLessThan(2);
    expect(Math.abs(upper - (9_500 + 42.7))).toBeLessThan(3);
  });
});

describe("intervals of a quantile of exponential values", () => {
  const REPEATS = 2_000;
  it.each([
    [0.5, 20],
    [0.8, 40],
    [0.95, 150],
  ])("of %d, %i values, cover as often as the ranks say", (share, count) => {
    const draw = stream(SEED, `order ${share}`);
    const truth = -logOf(1 - share);
    const { lower, upper } = orderRanks(count, share, 0.9);
    let covered = 0;
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const values = Array.from({ length: count }, () => -logOf(1 - draw()));
      const { low, high } = orderInterval(values, share, 0.9);
      if (low <= truth && truth <= high) covered++;
    }
    // P(lower ≤ B < upper) by its sum, and three standard errors of so many repeats.
    let chance = 0;
    let term = (1 - share) ** count;
    for (let k = 0; k <= count; k++) {
      if (k >= lower && k < upper) chance += term;
      term *= ((count - k) / (k + 1)) * (share / (1 - share));
    }
    expect(chance).toBeGreaterThanOrEqual(0.9);
    expect(Math.abs(covered / REPEATS - chance)).toBeLessThan(3 * Math.sqrt((chance * (1 - chance)) / REPEATS));
  });
});

it("takes a quantile between two values in proportion", () => {
  expect(sampleQuantile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(sampleQuantile([7], 0.95)).toBe(7);
  expect(sampleQuantile([], 0.5)).toBeNaN();
});
