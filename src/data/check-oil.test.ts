// Each fault planted into small oil tables is found, at its place; the sound ones have none.

import { expect, it, test } from "vitest";
import { checkDataset } from "./check.ts";
import { halcyonUnder } from "./halcyon.fixture.ts";
import { loadDataset } from "./load-dataset.ts";

const values = (rows: string): string =>
  `subject,attribute,value,unit,source,as_of\n${rows
    .split("\n")
    .map((row) => `${row},source:overlay-1,2026`)
    .join("\n")}\n`;

const OIL: Readonly<Record<string, string>> = {
  "oil-places.csv": `id,kind,country,lat,lon,at,part_of,grade,name
well,oil-field,XC,1,1,,,crude,Well
quay,oil-terminal,XC,1,2,,,,Quay
buoy,mooring,XC,1,2,,quay,,Buoy
buyer,oil-market,XC,1,3,,,,Buyer
`,
  "oil-links.csv": `id,name,from,to,mode,fleets
pipe,Pipe,well,quay,pipeline,
voyage,Voyage,quay,buyer,tanker,ships
`,
  "oil-grades.csv": "id,name,benchmark\ncrude,Crude,\nblend,Blend,crude\n",
  "oil-routes.csv": "id,kind,name,grade\nout,export,Out,blend\n",
  "oil-ways.csv": "id,route,field,links\nonly,out,well,pipe;voyage\n",
  "oil-tanks.csv": "id,name,place\ntank,Tank,quay\n",
  "oil-fleets.csv": "id,name\nships,Ships\n",
  "oil-limits.csv": "id,kind,name,routes\ncap,quota,Cap,out\n",
  "oil-status.csv": "thing,status,from,to,source\npipe,suspended,2020-01-01,2020-02-01,source:overlay-1\n",
  "values/oil.csv": values(`well,outputMtPerYear,1,Mt/year
buoy,capacityMtPerYear,2,Mt/year
crude,oilPrice,70,USD/bbl
blend,oilDifferential,-1,USD/bbl
tank,storageTonnes,1000,t
ships,vessels,2,count
ships,capacityUnits,5000,t
voyage,roundTripHours,96,h
cap,capacityMtPerYear,1,Mt/year`),
};

/** Errors of the tables with some text of one of them replaced. */
function errorsWith(file = "", from = "", to = ""): string[] {
  if (file !== "" && !OIL[file].includes(from)) throw new Error(`${file} has no ${from}`);
  const texts = file === "" ? OIL : { ...OIL, [file]: OIL[file].replace(from, to) };
  return checkDataset(halcyonUnder(texts)).errors.map(({ code, place }) => `${code} ${place}`);
}

it("sound tables have no fault, and are read", () => {
  expect(errorsWith()).toEqual([]);
  const { oil, statusAt } = loadDataset(halcyonUnder(OIL));
  expect(oil.ways.get("only")?.links).toEqual(["pipe", "voyage"]);
  expect(oil.places.get("buoy")?.partOf).toBe("quay");
  expect(statusAt("pipe", (Date.parse("2020-01-15") / 3_600_000) as Parameters<typeof statusAt>[1])).toBe("suspended");
});

test.each<[string, [string, string, string], string]>([
  [
    "a way that does not hang together",
    ["oil-ways.csv", "pipe;voyage", "voyage"],
    "broken-way overlay-1/oil-ways.csv:2:15",
  ],
  [
    "a way from where no oil comes",
    ["oil-ways.csv", "out,well,pipe;voyage", "out,quay,voyage"],
    "broken-way overlay-1/oil-ways.csv:2:15",
  ],
  [
    "a link that does not exist",
    ["oil-ways.csv", "pipe;voyage", "pipe;ferry"],
    "unknown-oil-link overlay-1/oil-ways.csv:2:15",
  ],
  [
    "a field without a grade",
    ["oil-places.csv", ",,,crude,Well", ",,,,Well"],
    "missing-value overlay-1/oil-places.csv:2:25",
  ],
  [
    "a mooring of nothing",
    ["oil-places.csv", ",,quay,,Buoy", ",,,,Buoy"],
    "missing-value overlay-1/oil-places.csv:4:22",
  ],
  [
    "ships on a pipe",
    ["oil-links.csv", "pipeline,", "pipeline,ships"],
    "fleet-without-sea overlay-1/oil-links.csv:2:30",
  ],
  [
    "a link that ends where it starts",
    ["oil-links.csv", "well,quay", "well,well"],
    "loop overlay-1/oil-links.csv:2:16",
  ],
  [
    "a fleet that does not exist",
    ["oil-links.csv", "tanker,ships", "tanker,boats"],
    "unknown-oil-fleet overlay-1/oil-links.csv:3:33",
  ],
  ["a place that does not exist", ["oil-tanks.csv", "quay", "pier"], "unknown-oil-place overlay-1/oil-tanks.csv:2:11"],
  [
    "a grade that does not exist",
    ["oil-routes.csv", "blend", "mix"],
    "unknown-oil-grade overlay-1/oil-routes.csv:2:16",
  ],
  ["a standing of nothing", ["oil-status.csv", "pipe", "tube"], "unknown-oil-place overlay-1/oil-status.csv:2:1"],
  [
    "a field without output",
    ["values/oil.csv", "well,outputMtPerYear,1,Mt/year", "quay,perTonne,1,USD/t"],
    "missing-number overlay-1/oil-places.csv:2:1",
  ],
  [
    "a grade without price",
    ["values/oil.csv", "blend,oilDifferential,-1,USD/bbl", "quay,perTonne,1,USD/t"],
    "missing-number overlay-1/oil-grades.csv:3:1",
  ],
  [
    "a voyage without its round trip",
    ["values/oil.csv", "voyage,roundTripHours,96,h", "quay,perTonne,1,USD/t"],
    "missing-number overlay-1/oil-links.csv:3:1",
  ],
  [
    "a limit without a number",
    ["values/oil.csv", "cap,capacityMtPerYear,1,Mt/year", "quay,perTonne,1,USD/t"],
    "missing-number overlay-1/oil-limits.csv:2:1",
  ],
  [
    "a number of the wrong thing",
    ["values/oil.csv", "tank,storageTonnes,1000,t", "pipe,storageTonnes,1000,t"],
    "wrong-attribute overlay-1/values/oil.csv:6:6",
  ],
])("%s is found", (_name, edit, expected) => {
  expect(errorsWith(...edit)).toContain(expected);
});
