// Student's law against its tables, Welch's interval against its closed cases.

import { expect, test } from "vitest";
import { differenceOfRuns, studentReach } from "./difference-of-runs.ts";

/** Two-sided 95 % and 99 % points, NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
test.each([
  [0.95, 1, 12.706],
  [0.95, 2, 4.303],
  [0.95, 4, 2.776],
  [0.95, 9, 2.262],
  [0.95, 30, 2.042],
  [0.95, 100, 1.984],
  [0.99, 5, 4.032],
  [0.99, 9, 3.25],
  [0.95, 1e9, 1.96],
])("%s of Student's law with %s degrees of freedom end at %s", (level, freedom, expected) => {
  expect(studentReach(level, freedom)).toBeCloseTo(expected, 2);
  expect(Math.abs(studentReach(level, freedom) - expected)).toBeLessThan(0.00051);
});

/** Mean ± t s/√n of given standard errors. */
const estimate = (mean: number, error: number, replications: number) => {
  const half = studentReach(0.95, replications - 1) * error;
  return { interval: { mean, low: mean - half, high: mean + half, level: 0.95 }, replications };
};

/** Mean and half width. */
const told = (first: Parameters<typeof differenceOfRuns>[0], second: typeof first) => {
  const { mean, low, high } = differenceOfRuns(first, second);
  if (mean === null || low === null || high === null) throw new Error("expected an interval");
  expect(mean - low).toBeCloseTo(high - mean, 9);
  return { mean, half: high - mean };
};

test("two runs as long and as noisy as each other have twice the freedom of one", () => {
  const { mean, half } = told(estimate(30, 2, 10), estimate(25, 2, 10));
  expect(mean).toBe(-5);
  expect(half).toBeCloseTo(studentReach(0.95, 18) * Math.sqrt(8), 9);
});

test("beside a run without noise the other's interval is left, at its own freedom", () => {
  expect(told(estimate(10, 0, 50), estimate(14, 1, 5)).half).toBeCloseTo(2.776, 3);
});

test("levels of their own are turned into one", () => {
  const wide = { interval: { mean: 10, low: 10 - 3.25, high: 10 + 3.25, level: 0.99 }, replications: 10 };
  expect(told(wide, estimate(10, 1, 10)).half).toBeCloseTo(studentReach(0.95, 18) * Math.SQRT2, 2);
});

test("one replication says nothing of how sure it is", () => {
  const one = { interval: { mean: 3, low: null, high: null, level: 0.95 }, replications: 1 };
  expect(differenceOfRuns(one, estimate(4, 1, 5))).toEqual({ mean: 1, low: null, high: null, level: 0.95 });
});
