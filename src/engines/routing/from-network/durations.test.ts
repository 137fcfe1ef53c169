import { describe, expect, it } from "vitest";
import type { Value } from "../../../model/facts.ts";
import { id, type SourceRef } from "../../../model/ids.ts";
import { runTime, spell, toDuration } from "./durations.ts";

const row = (more: Partial<Value>): Value => ({
  subject: "trains",
  attribute: "speedKmh",
  value: 40,
  unit: "km/h",
  shape: "point",
  basis: "published",
  asOf: "2026",
  source: id<SourceRef>("fact:speed"),
  use: "model",
  note: "",
  place: "values/all.csv:2",
  ...more,
});
const length = row({
  attribute: "lengthKm",
  value: 400,
  unit: "km",
  basis: "assumed",
  source: id<SourceRef>("assumption:length"),
});

describe("the time to run a length", () => {
  it("is length over speed, with the speed's coefficient of variation and shape", () => {
    expect(runTime(400, length, row({}))).toMatchObject({ meanHours: 10, varianceHours: 0 });
    const gamma = runTime(400, length, row({ shape: "gamma", cv: 0.3 }));
    expect(gamma.parts).toEqual([{ kind: "gamma", mean: 10, cv: 0.3 }]);
    expect(gamma.varianceHours).toBeCloseTo(9, 9);
    const lognormal = runTime(400, length, row({ shape: "lognormal", cv: 0.3 }));
    expect([lognormal.meanHours, lognormal.varianceHours]).toEqual([10, expect.closeTo(9, 9)]);
  });

  it("spreads as P10 and P90 of the speed do, where that is what is known", () => {
    const banded = runTime(400, length, row({ low: 30, high: 50 }));
    expect(Math.sqrt(banded.varianceHours)).toBeCloseTo((20 / (2 * 1.2815515655446004 * 40)) * 10, 9);
  });

  it("is as sure as the weaker of the two, and cites both", () => {
    expect(runTime(400, length, row({}))).toMatchObject({
      basis: "assumed",
      sources: ["assumption:length", "fact:speed"],
      timeBasis: "400 km at 40 km/h, published, 2026",
    });
  });
});

describe("a value in words", () => {
  it("has its unit, range, basis and date", () => {
    expect(spell(row({ low: 30, high: 50 }))).toBe("40 km/h (30–50), published, 2026");
    expect(spell(row({ basis: "observed", observations: 12, asOf: "2025-06" }))).toBe(
      "40 km/h, observed, n = 12, 2025-06",
    );
  });
});

it("a duration keeps the moments of its distribution", () => {
  const uniform = toDuration({ kind: "uniform", min: 2, max: 8 }, [row({})], "");
  expect([uniform.meanHours, uniform.varianceHours]).toEqual([5, expect.closeTo(3, 12)]);
});
