// The strip's clock: stages follow each other, shares of the doubt add up, labels never overlap.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { LegJson, OptionJson } from "../../wire/route.ts";
import { countryBands, fitLabels, stagesOf, stopsOf } from "./stages.ts";

function leg(changes: Partial<LegJson>): LegJson {
  return {
    kind: "line-haul",
    mode: "rail",
    from: "a",
    to: "b",
    fromName: "A",
    toName: "B",
    country: "AA",
    operator: "",
    service: "",
    serviceName: "",
    gauge: 0,
    km: 100,
    hours: 10,
    waitHours: 0,
    hoursP10: 8,
    hoursP50: 10,
    hoursP90: 13,
    startHours: 0,
    endP10: 8,
    endP50: 10,
    endP90: 13,
    endP95: 14,
    costUsd: 0,
    co2eKg: 0,
    basis: "assumed",
    timeBasis: "",
    sources: [],
    remarks: [],
    geometry: [],
    ...changes,
  };
}

function optionOf(legs: LegJson[]): OptionJson {
  const mean = legs.reduce((sum, one) => sum + one.hours, 0);
  let start = 0;
  const timed = legs.map((one) => {
    const placed = { ...one, startHours: start };
    start += one.hours;
    return placed;
  });
  return {
    legs: timed,
    hours: { mean, sd: 5, p10: mean - 6, p50: mean - 1, p80: mean + 4, p90: mean + 7, p95: mean + 10 },
  } as OptionJson;
}

const WAY = optionOf([
  leg({ kind: "wait", from: "a", to: "a", hours: 20, hoursP10: 2, hoursP90: 50 }),
  leg({ from: "a", to: "b" }),
  leg({
    kind: "border",
    mode: "border",
    from: "b",
    to: "b",
    fromName: "B",
    country: "BB",
    hours: 4,
    hoursP10: 1,
    hoursP90: 9,
  }),
  leg({ mode: "sea", from: "b", to: "c", country: "XX", hours: 30, hoursP10: 25, hoursP90: 36 }),
]);

test("stages follow each other on the clock, and their shares of the doubt add up", () => {
  const stages = stagesOf(WAY);
  for (const [index, stage] of stages.entries()) expect(stage.start).toBe(stages[index - 1]?.end ?? 0);
  expect(stages.at(-1)?.end).toBeCloseTo(WAY.hours.mean, 9);
  expect(stages.reduce((sum, stage) => sum + stage.spread, 0)).toBeCloseTo(1, 9);
  expect(stages[0]?.spread).toBeGreaterThan(0.8);
});

test("bands join what lies in one country and set the sea apart", () => {
  expect(countryBands(stagesOf(WAY)).map((band) => band.key)).toEqual(["AA", "BB", "XX"]);
});

test("stops name both ends and what lies between", () => {
  expect(stopsOf(stagesOf(WAY)).map((stop) => stop.id)).toEqual(["a", "b", "c"]);
});

test("no two placed labels overlap, and the first in rank is always placed", () => {
  const label = fc.record({
    rank: fc.integer({ min: 0, max: 5 }),
    from: fc.integer({ min: 0, max: 500 }),
    wide: fc.integer({ min: 1, max: 90 }),
  });
  fc.assert(
    fc.property(fc.array(label, { minLength: 1 }), (labels) => {
      const box = (one: (typeof labels)[number]) => ({ from: one.from, to: one.from + one.wide });
      const placed = fitLabels(labels, box, 4);
      expect(Math.min(...placed.map((one) => one.rank))).toBe(Math.min(...labels.map((one) => one.rank)));
      for (const [index, one] of placed.entries()) {
        for (const other of placed.slice(index + 1)) {
          const apart = box(one).to + 4 <= box(other).from || box(other).to + 4 <= box(one).from;
          expect(apart).toBe(true);
        }
      }
    }),
  );
});
