// The fitted delays of the dataset: in step with its numbers, one of them simulated again, and increasing where the solver
// needs it.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadDataset } from "../src/data/index.ts";
import { instant } from "../src/model/units.ts";
import { fitStation, stationsOf } from "../src/studies/delay-fit.ts";
import { outOfStep, withoutDelays, writeDelays } from "../src/studies/delay-rows.ts";

const dataset = loadDataset({ base: "dataset" });
const rows = [...dataset.delayFunctions.values()];

it("rows are in step with the numbers they were simulated from: else kopru delays fit --write", () => {
  expect(rows.length).toBeGreaterThan(20);
  expect(outOfStep(dataset)).toEqual([]);
  // A number that is another one now is noticed: the check can fail.
  const moved = {
    ...dataset,
    values: dataset.values.map((row) => (row.attribute === "serviceHours" ? { ...row, value: row.value + 1 } : row)),
  };
  expect(outOfStep(moved).length).toBeGreaterThan(5);
});

it("a station simulated again gives its row, to the digit that is written", () => {
  const row = rows.find(({ kind }) => kind === "queue");
  const station = stationsOf(withoutDelays(dataset), instant("2024-01-01")).find(({ id }) => `${id}#queue` === row?.id);
  if (row === undefined || station === undefined) throw new Error("expected a station with a row");
  const again = fitStation(station, { seed: row.seed, replications: row.replications });
  expect(again?.row).toEqual(row);
});

it("the file is what its rows write", () => {
  expect(readFileSync("dataset/delay-functions.csv", "utf8")).toBe(writeDelays(rows));
});

it("no row without servers or ships, none that is not convex and increasing", () => {
  for (const { baseHours, scaleHours, power, pole, low, high } of rows) {
    expect(Math.min(baseHours, scaleHours)).toBeGreaterThanOrEqual(0);
    expect(power).toBeGreaterThanOrEqual(1);
    expect(high).toBeLessThan(pole);
    expect(low).toBeLessThanOrEqual(high);
  }
});

it("a row that lies beyond its pole is refused, at its place", () => {
  const text = writeDelays([{ ...rows[0], high: 2, pole: 1 }]);
  const wrong = { name: "wrong", files: [{ path: "delay-functions.csv", text }] };
  expect(() => loadDataset({ base: "dataset", overlays: [wrong] })).toThrow(/below its pole/);
});
