// Rows over a loaded dataset, against the same rows in a file of an overlay, which loading lays over by its own code.

import { expect, it } from "vitest";
import type { Value } from "../model/facts.ts";
import { instant } from "../model/units.ts";
import { HALCYON_FOLDER, halcyonUnder } from "./halcyon.fixture.ts";
import { joinRows, layOver, loadDataset, underScenario } from "./index.ts";

const base = loadDataset({ base: HALCYON_FOLDER });
const DAYS = ["2023-02-01", "2026-05-31", "2026-06-01", "2026-07-15", "2026-12-31", "2027-01-01", "2031-03-03"];

const row = (subject: string, attribute: string, value: number, more: Partial<Value> = {}): Value => ({
  subject,
  attribute,
  value,
  unit: "TEU",
  shape: "point",
  basis: "assumed",
  asOf: "2026",
  source: "assumption:invented" as Value["source"],
  use: "model",
  note: "",
  place: "test",
  ...more,
});

it("says what loading the same rows as an overlay says", () => {
  const laid = layOver(base, {
    values: [row("halcyon-ferry", "capacityUnits", 50, { validFrom: "2026-06-01", validTo: "2027-01-01" })],
    statuses: [
      { subject: "southern-feeder", status: "suspended", from: "2026-06-01", to: "2027-01-01", source: "", note: "" },
    ],
  });
  const loaded = loadDataset(
    halcyonUnder({
      "values/mine.csv":
        "subject,attribute,value,unit,source,valid_from,valid_to\nhalcyon-ferry,capacityUnits,50,TEU,assumption:invented,2026-06-01,2027-01-01\n",
      "service-status.csv":
        "service,status,from,to,source\nsouthern-feeder,suspended,2026-06-01,2027-01-01,assumption:invented\n",
    }),
  );
  for (const day of DAYS) {
    const [a, b] = [laid, loaded].map((of) => [
      of.findValue("halcyon-ferry", "capacityUnits", instant(day))?.value,
      of.statusAt("southern-feeder", instant(day)),
      of.findValue("halcyon-ferry", "patienceHours", instant(day))?.value,
      of.statusAt("calder-port--stonegate--rail", instant(day)),
    ]);
    expect(a, day).toEqual(b);
  }
});

it("the first row that holds wins, and what is laid last goes before what was laid first", () => {
  const first = layOver(base, {
    values: [row("halcyon-ferry", "capacityUnits", 1, { months: [7] }), row("halcyon-ferry", "capacityUnits", 2)],
  });
  const second = layOver(first, { values: [row("halcyon-ferry", "capacityUnits", 3, { validFrom: "2027-01-01" })] });
  const at = (of: typeof base) =>
    DAYS.map((day) => of.findValue("halcyon-ferry", "capacityUnits", instant(day))?.value);
  expect(at(first)).toEqual([2, 2, 2, 1, 2, 2, 2]);
  expect(at(second)).toEqual([2, 2, 2, 1, 2, 3, 3]);
  expect(at(base)).toEqual([80, 80, 80, 80, 80, 80, 80]);
  expect(second.valuesInOrder("halcyon-ferry", "capacityUnits").map(({ value }) => value)).toEqual([3, 1, 2, 80]);
  expect(second.listValues("halcyon-ferry")).toHaveLength(base.listValues("halcyon-ferry").length + 3);
});

it("rows laid one after the other are the same as laid at once", () => {
  const lists = [
    { values: [row("halcyon-ferry", "capacityUnits", 1)] },
    {
      values: [row("halcyon-ferry", "capacityUnits", 2, { validFrom: "2026-06-01" })],
      dropped: new Set(["pellin-jubilee"]),
    },
  ];
  const steps = lists.reduce(layOver, base);
  const once = layOver(base, joinRows(lists));
  for (const day of DAYS) {
    const [a, b] = [steps, once].map((of) => of.findValue("halcyon-ferry", "capacityUnits", instant(day))?.value);
    expect(a, day).toBe(b);
  }
  expect(once.closures).toEqual(steps.closures);
  expect(once.closures).toEqual([]);
  expect(base.closures).toHaveLength(1);
});

it("what is not touched is shared, and a scenario is the last layer", () => {
  const laid = layOver(base, { values: [row("halcyon-ferry", "capacityUnits", 1)] });
  expect([laid.places, laid.tariffs, laid.closures, laid.linksOf]).toEqual([
    base.places,
    base.tariffs,
    base.closures,
    base.linksOf,
  ]);
  expect(laid.places).toBe(base.places);
  const scenario = { id: "tried", name: "Tried", baseDate: "2026-01-01", hash: "abc" };
  const named = underScenario(base, laid, scenario);
  expect(named.layers.at(-1)).toEqual({ name: "tried", title: "Tried", version: "", hash: "abc", kind: "scenario" });
  expect(named.scenario).toEqual(scenario);
  expect(named.base).toBe(base);
  expect(named.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(named.hash).not.toBe(base.hash);
});
