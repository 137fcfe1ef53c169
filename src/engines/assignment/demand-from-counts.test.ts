import { describe, expect, test } from "vitest";
import { type CountsProblem, demandFromCounts } from "./demand-from-counts.ts";

const problem = (
  prior: number[],
  variances: number[],
  seen: number[],
  counts: number[],
  errors: number[],
): CountsProblem => ({
  prior: Float64Array.from(prior),
  covariance: Float64Array.from(prior.flatMap((_, i) => prior.map((__, j) => (i === j ? variances[i] : 0)))),
  seen: Float64Array.from(seen),
  counts: Float64Array.from(counts),
  errors: Float64Array.from(errors),
});

describe("demandFromCounts", () => {
  test("two cells under one total, by hand", () => {
    // x0 + W Aᵀ (A W Aᵀ + S)⁻¹ (v − A x0) = 10 + 4 · 6 / (8 + 2) each; variance 4 − 4 · 4 / 10.
    const found = demandFromCounts(problem([10, 10], [4, 4], [1, 1], [26], [Math.SQRT2]));
    expect(found.x[0]).toBeCloseTo(12.4, 12);
    expect(found.x[1]).toBeCloseTo(12.4, 12);
    expect(found.fitted[0]).toBeCloseTo(24.8, 12);
    expect(found.priorFitted[0]).toBe(20);
    expect(found.standardError[0]).toBeCloseTo(Math.sqrt(2.4), 12);
    expect(found.varianceRatio[0]).toBeCloseTo(0.6, 12);
    expect(found.countLoss).toBeCloseTo((1.2 * 1.2) / 2, 12);
    expect(found.priorLoss).toBeCloseTo((2 * 2.4 * 2.4) / 4, 12);
    expect(found.kkt).toBeLessThan(1e-12);
  });

  test("the surer cell moves less, and errors of one flow move together", () => {
    const found = demandFromCounts(problem([10, 10], [1, 9], [1, 1], [30], [1e-3]));
    expect(found.x[0]).toBeCloseTo(11, 5);
    expect(found.x[1]).toBeCloseTo(19, 5);
    // A count of the first cell alone moves the second as far as they err together.
    const together = demandFromCounts({
      ...problem([10, 10], [4, 4], [1, 0], [14], [1e-3]),
      covariance: Float64Array.of(4, 2, 2, 4),
    });
    expect(together.x[0]).toBeCloseTo(14, 5);
    expect(together.x[1]).toBeCloseTo(12, 5);
  });

  test("nothing turns negative, and the rest makes up for it", () => {
    const found = demandFromCounts(problem([1, 10], [100, 1], [1, 1], [2], [1e-3]));
    expect(found.x[0]).toBe(0);
    expect(found.x[1]).toBeCloseTo(2, 3);
  });

  test("without counts the first guess stays", () => {
    const found = demandFromCounts(problem([3, 5], [1, 2], [], [], []));
    expect(found.x[0]).toBeCloseTo(3, 12);
    expect(found.x[1]).toBeCloseTo(5, 12);
    expect(found.varianceRatio[1]).toBeCloseTo(1, 12);
    expect([found.rank, found.nullity]).toEqual([0, 2]);
  });

  test("what a toy network's counts do not see is said", () => {
    // Cells a, b, c, d; counts see a + b, c, and a + b + c: the third adds nothing, the split of a and b and all of d stay unknown.
    const found = demandFromCounts(
      problem([10, 20, 30, 40], [9, 9, 9, 9], [1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0], [36, 33, 69], [0.1, 0.1, 0.1]),
    );
    expect([found.rank, found.nullity]).toEqual([2, 2]);
    expect(found.varianceRatio[3]).toBeCloseTo(1, 12);
    expect(found.x[3]).toBeCloseTo(40, 9);
    expect(found.varianceRatio[2]).toBeLessThan(0.01);
    // Sum known, difference not: half of each cell's variance is left.
    expect(found.varianceRatio[0]).toBeCloseTo(0.5, 2);
    expect(found.x[0] - found.x[1]).toBeCloseTo(-10, 6);
  });

  test("another unit of demand changes nothing but the unit", () => {
    const inTonnes = demandFromCounts(problem([10, 20], [4, 25], [1, 0.5], [30], [2]));
    const inKilos = demandFromCounts(problem([1e4, 2e4], [4e6, 25e6], [1, 0.5], [3e4], [2e3]));
    inTonnes.x.forEach((value, i) => {
      expect(inKilos.x[i] / 1000).toBeCloseTo(value, 9);
    });
    expect(inKilos.countLoss).toBeCloseTo(inTonnes.countLoss, 9);
  });

  test("sizes that do not agree are refused", () => {
    expect(() => demandFromCounts(problem([1, 2], [1, 1], [1], [1], [1]))).toThrow("sizes");
  });
});
