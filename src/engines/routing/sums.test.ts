import { describe, expect, it } from "vitest";
import { stream } from "../../lib/random.ts";
import { type Distribution, meanExcessOf, sampleOf } from "../../model/distribution.ts";
import { ExcessMemo, expectedTilt, meanExcessOfSum, TiltMemo } from "./sums.ts";

const gamma: Distribution = { kind: "gamma", mean: 20, cv: 0.5 };
const uniform: Distribution = { kind: "uniform", min: 0, max: 96 };

describe("time beyond what is free", () => {
  it("of one duration is its closed form, of none nothing", () => {
    expect(meanExcessOfSum([gamma], 24)).toBe(meanExcessOf(gamma, 24));
    expect(meanExcessOfSum([], 24)).toBe(0);
  });

  it("of a sum agrees with simulation within four standard errors", () => {
    const random = stream(5, "excess");
    const runs = 50_000;
    const excess = Array.from({ length: runs }, () =>
      Math.max(0, sampleOf(gamma, random) + sampleOf(uniform, random) - 48),
    );
    const mean = excess.reduce((sum, value) => sum + value, 0) / runs;
    const sd = Math.sqrt(excess.reduce((sum, value) => sum + (value - mean) ** 2, 0) / runs);
    expect(Math.abs(meanExcessOfSum([gamma, uniform], 48) - mean)).toBeLessThan((4 * sd) / Math.sqrt(runs));
  });

  it("of a shift is the excess over a lower threshold", () => {
    const shifted = meanExcessOfSum([{ kind: "point", value: 8 }, uniform], 24);
    expect(shifted).toBeCloseTo(80 ** 2 / 192, 2);
  });
});

describe("how much of a state is left", () => {
  it("after exponential and gamma times is their Laplace transform", () => {
    const rate = 1 / 50;
    expect(expectedTilt([{ kind: "exponential", mean: 20 }], rate)).toBeCloseTo(1 / 1.4, 3);
    // Gamma with mean 20 and cv ½: shape 4, scale 5.
    expect(expectedTilt([gamma], rate)).toBeCloseTo(1.1 ** -4, 3);
    expect(expectedTilt([gamma, gamma], rate)).toBeCloseTo(1.1 ** -8, 3);
    expect(expectedTilt([], rate)).toBe(1);
  });
});

describe("memory", () => {
  it("tells durations and thresholds apart, and gives what was computed", () => {
    const excess = new ExcessMemo();
    const tilt = new TiltMemo();
    const atoms = (value: number): Distribution => ({ kind: "empirical", values: [0, value] });
    expect(excess.of([gamma], 10)).toBe(meanExcessOf(gamma, 10));
    expect(excess.of([gamma], 30)).toBe(meanExcessOf(gamma, 30));
    expect(excess.of([atoms(10)], 4)).toBeCloseTo(3, 12);
    expect(excess.of([atoms(20)], 4)).toBeCloseTo(8, 12);
    expect(tilt.of([gamma], 0.01)).toBe(expectedTilt([gamma], 0.01));
    expect(tilt.of([gamma], 0.02)).toBe(expectedTilt([gamma], 0.02));
  });
});
