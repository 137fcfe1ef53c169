import { describe, expect, it } from "vitest";
import {
  erlangCdf,
  gammaP,
  gammaQ,
  gammaQuantile,
  gammaTerm,
  logGamma,
  normalCdf,
  normalDensity,
  normalQuantile,
  normalSurvival,
  poissonCdf,
  poissonPmf,
} from "./special.ts";

const expectRelative = (actual: number, expected: number, tolerance: number): void => {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.abs(expected),
  );
};

// Reference values: 40-digit arithmetic, rounded to 17 digits.
describe("normal law", () => {
  it.each([
    [1, 0.8413447460685429],
    [1.96, 0.9750021048517795],
    [-5, 2.866515718791939e-7],
    [-20, 2.7536241186062337e-89],
    [0.3, 0.6179114221889527],
  ])("cdf at %d", (x, p) => expectRelative(normalCdf(x), p, 1e-14));

  // Abramowitz & Stegun, table 26.5.
  it.each([
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.001, -3.0902323061678136],
    [0.5, 0],
  ])("quantile at %d", (p, x) => expect(normalQuantile(p)).toBeCloseTo(x, 14));

  it("quantile and cdf undo one another from 1e-300 up", () => {
    for (const p of [1e-300, 1e-30, 1e-8, 0.02, 0.2, 0.42, 0.6]) {
      expectRelative(normalCdf(normalQuantile(p)), p, p < 1e-8 ? 1e-12 : 1e-14);
    }
  });

  it("meets its limits", () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(1.1)).toBeNaN();
    expect(normalCdf(-50)).toBe(0);
    expect(normalCdf(50)).toBe(1);
    expect(normalSurvival(2)).toBe(normalCdf(-2));
    expectRelative(normalDensity(1), 0.24197072451914337, 1e-15);
  });
});

describe("gamma function and its incomplete kin", () => {
  it.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [3.7, 1.428072326665388],
    [12.5, 18.734347511936445],
    [2000, 13198.923448054265],
  ])("ln gamma(%d)", (a, value) => expectRelative(logGamma(a), value, 1e-14));

  it.each([
    [0.5, 0.5, 0.6826894921370859, 0.3173105078629141],
    [2.5, 1, 0.15085496391539036, 0.8491450360846097],
    [10, 14, 0.890600630357261, 0.109399369642739],
    [100, 120, 0.9721362601094793, 0.027863739890520663],
    [2000, 1900, 0.011695820381150112, 0.9883041796188499],
  ])("P and Q at shape %d, %d", (a, x, p, q) => {
    expectRelative(gammaP(a, x), p, 1e-12);
    expectRelative(gammaQ(a, x), q, 1e-12);
  });

  it("P + Q = 1, and P(1, x) = 1 - e^-x", () => {
    for (const a of [0.01, 0.5, 1, 3, 80, 3000, 99_999, 1e5, 1e7]) {
      for (const z of [-4, -1, 0, 0.5, 4]) {
        const x = Math.max(0.001, a + z * Math.sqrt(a));
        expect(Math.abs(gammaP(a, x) + gammaQ(a, x) - 1)).toBeLessThan(1e-13);
      }
    }
    for (const x of [1e-12, 0.1, 1, 5]) expectRelative(gammaP(1, x), -Math.expm1(-x), 1e-14);
  });

  it("is continuous where the method changes", () => {
    for (const z of [-3, -0.5, 0, 2]) {
      const below = 1e5 - 1e-4;
      const at = 1e5;
      const x = at + z * Math.sqrt(at);
      // dP/da is about -density: 1e-4 of shape moves P by density * 1e-4.
      const density = (gammaTerm(at, x) * at) / x;
      expect(Math.abs(gammaP(below, x) - gammaP(at, x) - density * 1e-4)).toBeLessThan(1e-9);
    }
  });

  it.each([
    [0.01, 0.3],
    [0.1, 1e-9],
    [0.5, 0.1],
    [1, 0.9],
    [2.5, 0.999],
    [100, 1e-6],
    [2000, 0.5],
    [1e6, 0.9],
  ])("quantile undoes the cdf at shape %d, p = %d", (a, p) => expectRelative(gammaP(a, gammaQuantile(a, p)), p, 1e-12));

  it("meets its limits", () => {
    expect(gammaP(2, 0)).toBe(0);
    expect(gammaQ(2, Number.POSITIVE_INFINITY)).toBe(0);
    expect(gammaP(-1, 2)).toBeNaN();
    expect(logGamma(0)).toBeNaN();
    expect(gammaQuantile(2, 0)).toBe(0);
    expect(gammaQuantile(2, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("Poisson and Erlang laws", () => {
  it.each([
    [10, 6, 0.04130309341233772, 0.9573790764174619],
    [1500, 2000, 1.878037542328086e-32, 7.468034373687017e-32],
  ])("P(N = %d), P(N <= it) at mean %d", (k, mean, pmf, cdf) => {
    expectRelative(poissonPmf(k, mean), pmf, 1e-12);
    expectRelative(poissonCdf(k, mean), cdf, 1e-12);
  });

  it("sums to the cdf", () => {
    let sum = 0;
    for (let k = 0; k <= 12; k++) {
      sum += poissonPmf(k, 7.3);
      expectRelative(poissonCdf(k, 7.3), sum, 1e-13);
    }
  });

  it("an Erlang time is over when so many arrivals have come", () => {
    for (const k of [1, 4, 20]) expect(erlangCdf(k, 0.7, 20)).toBeCloseTo(1 - poissonCdf(k - 1, 14), 14);
    expect(erlangCdf(0, 2, 0)).toBe(1);
    expect(erlangCdf(3, 2, 0)).toBe(0);
    expect(poissonPmf(0, 0)).toBe(1);
    expect(poissonCdf(-1, 3)).toBe(0);
  });
});
