import { expect, test } from "vitest";
import { groupNumbersAt } from "../model/demand.ts";
import { InvalidInput } from "../model/problem.ts";
import { instant } from "../model/units.ts";
import { halcyonUnder, halcyonWith } from "./halcyon.fixture.ts";
import { type DatasetInput, loadDataset } from "./load-dataset.ts";

function codesOf(input: DatasetInput): string[] {
  try {
    loadDataset(input);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.problems.map(({ code, place }) => `${code} ${place.replace(/:\d+$/, "")}`);
  }
}

test("the invented region's tables are read", () => {
  const dataset = loadDataset(halcyonWith());
  expect(dataset.demandGroups.get("boxes")).toMatchObject({ cargo: "40ft", countedIn: "TEU", corridors: [] });
  expect(dataset.demand).toHaveLength(14);
  expect(dataset.counts.map(({ id, use }) => `${id} ${use}`)).toEqual([
    "count-ferry-boxes fit",
    "count-gauge-change fit",
    "count-veld-boxes validate",
  ]);
  const then = groupNumbersAt(dataset, "boxes", instant("2026-12-01"));
  expect(then).toMatchObject({ tonnesPerUnit: 18, teuPerUnit: 2, nestMu: 0.5, demandFactor: 1 });
  expect(groupNumbersAt(dataset, "boxes", instant("2027-06-01")).demandFactor).toBe(1.05);
  expect(() => groupNumbersAt(dataset, "no-such-group", instant("2026-12-01"))).toThrow("tonnesPerUnit");
});

test("an overlay replaces a cell and a group's number", () => {
  const dataset = loadDataset(
    halcyonUnder({
      "demand.csv":
        "id,origin,destination,group,tonnes_per_year,year,basis,source\nboxes--calder--veld,calder,veld,boxes,5000,2026,assumed,source:overlay-1\n",
      "values/mine.csv":
        "subject,attribute,value,unit,as_of,source\nboxes,valueUsdPerTonne,9000,USD/t,2026,source:overlay-1\n",
    }),
  );
  expect(dataset.demand).toHaveLength(14);
  expect(dataset.demand.find(({ id }) => id === "boxes--calder--veld")?.tonnesPerYear).toBe(5000);
  expect(groupNumbersAt(dataset, "boxes", instant("2026-12-01")).usdPerTonne).toBe(9000);
});

test.each<[string, readonly [string, string, string], string]>([
  [
    "a cell of an unknown group",
    ["demand.csv", ",calder,veld,boxes,", ",calder,veld,boxen,"],
    "unknown-demand-group demand.csv:7",
  ],
  [
    "a cell to an unknown place",
    ["demand.csv", ",calder,veld,boxes,", ",calder,welt,boxes,"],
    "unknown-place demand.csv:7",
  ],
  [
    "a cell from a place to itself",
    ["demand.csv", ",calder,veld,boxes,", ",veld,veld,boxes,"],
    "same-place demand.csv:7",
  ],
  ["a cell twice", ["demand.csv", ",calder,veld,boxes,", ",lindmoor,veld,boxes,"], "duplicate-cell demand.csv:7"],
  ["a negative cell", ["demand.csv", ",tarn,boxes,", ",tarn,boxes,-"], "out-of-range demand.csv:2"],
  ["rows of two years", ["demand.csv", ",2026,derived", ",2025,derived"], "several-years demand.csv:15"],
  [
    "a group without a scale",
    ["values/demand.csv", "boxes,choiceTheta", "barley-wagons,notShippedPremium"],
    "missing-value demand-groups.csv:2",
  ],
  [
    "a group of unknown goods",
    ["demand-groups.csv", ",wagon,barley,", ",wagon,barlee,"],
    "unknown-commodity demand-groups.csv:3",
  ],
  [
    "a count on an unknown link",
    ["counts.csv", "halcyon-middle--o-sker-port--sea", "o-sker-port--sea"],
    "unknown-link counts.csv:2",
  ],
  ["a count of no fact", ["counts.csv", "ferry-boxes,fit", "fairy-boxes,fit"], "unknown-fact counts.csv:2"],
  [
    "a count that is all outside",
    ["counts.csv", "12000,TEU,2000,1000", "12000,TEU,2000,13000"],
    "out-of-range counts.csv:4",
  ],
  ["a count without an error", ["counts.csv", "12000,TEU,2000,", "12000,TEU,0,"], "out-of-range counts.csv:4"],
  [
    "a count of countries that are none",
    ["counts.csv", "link,halcyon-middle--o-sker-port--sea", "transit,XD"],
    "bad-subject counts.csv:2",
  ],
  [
    "a negative scale",
    ["values/demand.csv", "boxes,choiceTheta,0.002", "boxes,choiceTheta,-0.002"],
    "out-of-range values/demand.csv:6",
  ],
])("%s", (_name, edit, problem) => {
  expect(codesOf(halcyonWith(edit))).toContain(problem);
});

test("all problems of the tables come at once", () => {
  const codes = codesOf(
    halcyonWith(
      ["demand.csv", ",calder,veld,boxes,", ",calder,welt,boxes,"],
      ["counts.csv", "ferry-boxes,fit", "fairy-boxes,fit"],
      ["demand-groups.csv", ",wagon,barley,", ",wagon,barlee,"],
    ),
  );
  expect(codes).toEqual([
    "unknown-commodity demand-groups.csv:3",
    "unknown-place demand.csv:7",
    "unknown-fact counts.csv:2",
  ]);
});
