import { expect, test } from "vitest";
import { id, type PlaceId } from "../model/ids.ts";
import { InvalidInput } from "../model/problem.ts";
import { instant } from "../model/units.ts";
import { HALCYON_FOLDER, halcyonFiles, halcyonUnder, halcyonWith } from "./halcyon.fixture.ts";
import { type DatasetInput, loadDataset, loadWithWarnings } from "./load-dataset.ts";

const DECEMBER = instant("2026-12-15");

function problemsOf(input: DatasetInput) {
  try {
    loadDataset(input);
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ code, place, hint }) => `${code} ${place} ${hint}`);
    throw error;
  }
  return [];
}

test("a folder loads with all its things, indexes and a hash that says what was loaded", () => {
  const dataset = loadDataset({ base: HALCYON_FOLDER });
  expect(dataset).toMatchObject({ id: "halcyon", priceYear: 2026, defaultDate: "2026-12-01" });
  expect(dataset.places.size).toBe(16);
  expect(
    dataset
      .linksOf(id<PlaceId>("stonegate"))
      .map((link) => link.mode)
      .sort(),
  ).toEqual(["rail", "rail", "rail", "road", "road", "road"]);
  expect(dataset.placesOfCity(id<PlaceId>("veld")).map((place) => place.id)).toEqual(["veld-yard", "veld-port"]);
  expect(dataset.terminalsOf(id<PlaceId>("greywater"))).toHaveLength(4);
  expect(dataset.examples[0].label.ru).toContain("Контейнер");
  expect(dataset.layers.map(({ name, kind }) => `${kind} ${name}`)).toEqual(["base halcyon"]);
  expect(dataset.hash).toBe(loadDataset({ base: { name: "halcyon", files: halcyonFiles() } }).hash);
  expect(dataset.hash).not.toBe(loadDataset(halcyonWith(["water-bodies.csv", "closed sea", "Closed sea"])).hash);
});

test("a rate card wins while it holds and in its own currency", () => {
  const dataset = loadDataset(
    halcyonUnder({
      "rates.csv":
        "subject,attribute,value,unit,valid_from,valid_to,as_of,source\nt-ferry-40,perUnit,7000,XHC/unit,2026-12-01,2027-01-01,2026-11-01,source:overlay-1\n",
    }),
  );
  const rate = dataset.findValue("t-ferry-40", "perUnit", DECEMBER);
  expect(rate).toMatchObject({ value: 7000, place: "overlay-1/rates.csv:2" });
  expect(rate === undefined ? 0 : dataset.toUsd(rate, rate.value)).toBeCloseTo(770, 6);
  expect(dataset.findValue("t-ferry-40", "perUnit", instant("2027-01-01"))?.value).toBe(780);
  expect(dataset.sources.get("overlay-1")?.licence).toBe("private");
  expect(dataset.layers.map((layer) => layer.name)).toEqual(["halcyon", "overlay-1"]);
  expect(dataset.hash).not.toBe(loadDataset({ base: HALCYON_FOLDER }).hash);
});

test("a later layer's row replaces one with the same id; other rows stay; later overlays win", () => {
  const terminal = (operator: string) => ({
    "water-bodies.csv": `id,name\nhalcyon-sea,${operator}\nsmall-lake,Lake\n`,
  });
  const dataset = loadDataset(halcyonUnder(terminal("First"), { "water-bodies.csv": "id,name\nhalcyon-sea,Second\n" }));
  expect([...dataset.waterBodies.values()].map((body) => body.name)).toEqual(["Second", "Lake"]);
});

test("a single file of embargoes, closures or terminals is an overlay", () => {
  const dataset = loadDataset(
    halcyonUnder(
      {
        "embargoes.csv":
          "id,country,direction,cargo,reason,source\nno-fish,XC,in,smoked-fish,Notice,source:overlay-1\n",
      },
      {
        "terminals.csv": "id,place,kind,to_mode,to_gauge,cargo\nmy-yard,tarn-yard,access,rail,1520,40ft\n",
        "conditions.csv": "id,subject,kind,value,unit,from,to\nslow,tarn-yard,extra-delay,12,h,2026-12-01,2026-12-20\n",
      },
    ),
  );
  expect(dataset.embargoes.map((embargo) => embargo.id)).toEqual(["firestone-at-sea", "no-fish"]);
  expect(dataset.terminals.has(id("my-yard"))).toBe(true);
  expect(dataset.conditions).toMatchObject([{ id: "slow", value: 12 }]);
});

test("all problems of all layers come at once, with their places", () => {
  const input = halcyonUnder(
    { "embargoes.csv": "id,place,reason,source\nx,tarm,Notice,source:overlay-1\n" },
    {
      "values/r.csv":
        "subject,attribute,value,unit,as_of,source\nt-ferry-40,perUnit,700,JPY/unit,2026,source:overlay-2\nt-fery-40,perUnit,700,USD/unit,2026,source:nobody\nfirestone-at-sea,lengthKm,3,km,2026,source:overlay-2\n",
    },
  );
  expect(problemsOf(input)).toEqual([
    "unknown-place overlay-1/embargoes.csv:2:3 did you mean tarn?",
    "unknown-currency overlay-2/values/r.csv:2:24 add it to fx.csv; known are USD, XHC",
    "unknown-source overlay-2/values/r.csv:3:37 add it as a source, or correct it",
    "unknown-subject overlay-2/values/r.csv:3:1 did you mean t-ferry-40 or t-ferry-20?",
    "wrong-subject overlay-2/values/r.csv:4:1 values describe a place, water-body, corridor, demand-group, demand, link, terminal, border, service, cause, tariff, cargo-unit, commodity, emission-factor, oil-place, oil-link, oil-grade, oil-route, oil-tank, oil-fleet, oil-limit, dataset",
  ]);
});

test("a row that is wrong itself is told once, not again at each reference to it", () => {
  const problems = problemsOf(
    halcyonWith(["places.csv", "tarn-yard,inland-terminal,XB", "tarn-yard,inland-terminus,XB"]),
  );
  expect(problems).toEqual(["unknown-word places.csv:9:11 did you mean inland-terminal?"]);
});

test.each<[string, readonly [string, string, string], string]>([
  ["a place in two kinds", ["commodities.csv", "barley,Barley", "tarn,Barley"], "duplicate-id"],
  [
    "a hop that the line does not make",
    ["values/services.csv", "halcyon-ferry#calder-port>o-sker-port", "halcyon-ferry#calder-port>veld-port"],
    "not-a-stop",
  ],
  [
    "an attribute of another kind",
    ["values/terminals.csv", "tarn-yard-access-rail,dwellHours", "tarn,dwellHours"],
    "wrong-attribute",
  ],
  [
    "a link's attribute at a terminal",
    ["values/links.csv", "lindmoor-yard--calder-port--rail,tracks", "tarn-yard-access-rail,tracks"],
    "wrong-attribute",
  ],
  [
    "a cause that is not there",
    ["services.csv", "halcyon-gale,Halcyon ferry", "halcyon-gail,Halcyon ferry"],
    "unknown-cause",
  ],
  [
    "an unknown country in a border",
    ["borders.csv", "greywater,XA,XB,rail,block", "greywater,XD,XB,rail,block"],
    "unknown-country",
  ],
  [
    "a corridor through nowhere",
    ["corridors.yaml", "[[calder-port], [veld-port]]", "[[calder-port], [welt-port]]"],
    "unknown-place",
  ],
  ["a corridor by air", ["corridors.yaml", "[mode:sea]", "[mode:air]"], "bad-rule"],
])("%s", (_name, edit, code) => {
  expect(problemsOf(halcyonWith(edit)).map((problem) => problem.split(" ")[0])).toContain(code);
});

test("two rows of one layer that hold at the same time are an error, over seasons and years too", () => {
  const rates = (rows: string) =>
    halcyonUnder({ "values/r.csv": `subject,attribute,value,unit,valid_from,valid_to,months,as_of,source\n${rows}` });
  const row = (from: string, to: string, months: string) =>
    `t-ferry-40,perUnit,700,USD/unit,${from},${to},${months},2026,source:overlay-1\n`;
  expect(problemsOf(rates(row("2026-01-01", "2026-07-01", "") + row("2026-06-30", "", "")))).toHaveLength(1);
  expect(problemsOf(rates(row("2026-01-01", "2026-07-01", "") + row("2026-07-01", "", "")))).toEqual([]);
  expect(problemsOf(rates(row("", "", "11-2") + row("", "", "2-4")))).toHaveLength(1);
  expect(problemsOf(rates(row("", "", "11-2") + row("", "", "3-4") + row("", "", "")))).toEqual([]);
});

test("warnings travel with the dataset, and two overlays of one name stay apart", () => {
  const files = [{ path: "notes.csv", text: "a\n" }];
  const { dataset, warnings } = loadWithWarnings({
    base: HALCYON_FOLDER,
    overlays: [
      { name: "mine", files },
      { name: "mine", files },
    ],
  });
  expect(warnings.map((warning) => warning.place)).toEqual(["mine/notes.csv", "mine-2/notes.csv"]);
  expect(dataset.layers.map((layer) => layer.name)).toEqual(["halcyon", "mine", "mine-2"]);
});
