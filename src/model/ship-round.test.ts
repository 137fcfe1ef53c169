import { expect, it } from "vitest";
import { roundWeatherHours, type Shore } from "./ship-round.ts";

const none: Shore = { closures: [], sailHours: 20 };
const shut: Shore = { closures: ["gale"], sailHours: 20 };
/** Closed 30 of 120 hours. */
const gale = { id: "gale", openByMonth: [90], closedByMonth: [30] };
const chance = (since: number): number => 0.25 * (1 - Math.exp(-since / 22.5));

it("one shore: a ship that comes meets it as it is, and one that leaves as it became while it lay there", () => {
  expect(roundWeatherHours([none, none], [gale], 10)).toBe(0);
  // 1/22.5 = 1/90 + 1/30.
  expect(roundWeatherHours([none, shut], [gale], 10)).toBeCloseTo(30 * (0.25 + chance(10)), 12);
});

it("one weather on both shores: who has just left open water meets it shut less often", () => {
  const both = roundWeatherHours([shut, shut], [gale], 10);
  expect(both).toBeCloseTo(2 * 30 * (chance(10) + chance(20)), 12);
  // Two shores with a weather each, independent.
  const apart = roundWeatherHours([shut, { closures: ["other"], sailHours: 20 }], [gale, { ...gale, id: "other" }], 10);
  expect(apart).toBeGreaterThan(both);
});

it("a year is the mean of its months", () => {
  const calm = { id: "gale", openByMonth: [600], closedByMonth: [18] };
  const year = { id: "gale", openByMonth: [90, 600], closedByMonth: [30, 18] };
  const hours = (spells: typeof gale): number => roundWeatherHours([shut, shut], [spells], 10);
  expect(hours(year)).toBeCloseTo((hours(gale) + hours(calm)) / 2, 12);
});
