import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDataset } from "./check.ts";
import { HALCYON_FOLDER, halcyonFiles, halcyonUnder, halcyonWith } from "./halcyon.fixture.ts";

test("the invented region is without fault", () => {
  const report = checkDataset({ base: HALCYON_FOLDER });
  expect(report.errors).toEqual([]);
  expect(report.warnings).toEqual([]);
  expect(report.lengths.map(({ id, ok }) => `${id} ${ok}`)).toEqual(["greywater-osker true", "ferry-crossing true"]);
  expect(report.counts).toMatchObject({ places: 16, countries: 3 });
});

type Edit = readonly [path: string, from: string, to: string];

/** Each fault planted in one cell must be found, and named by its code at its file. */
test.each<[string, Edit, string, string]>([
  [
    "a length below the straight line",
    ["values/links.csv", "tarn-yard--o-sker-port--rail,lengthKm,", "tarn-yard--o-sker-port--rail,lengthKm,0."],
    "too-short",
    "links.csv",
  ],
  [
    "a length with a digit too many",
    ["values/links.csv", "marrow--veld-yard--rail,lengthKm,", "marrow--veld-yard--rail,lengthKm,9"],
    "too-long",
    "links.csv",
  ],
  [
    "a link without length",
    ["values/links.csv", "veld-yard--veld-port--road,lengthKm", "veld-yard--veld-port--road,speedKmh"],
    "wrong-unit",
    "values/links.csv",
  ],
  [
    "a gauge that leads nowhere",
    [
      "links.csv",
      "veld-yard--veld-port--rail,veld-yard,veld-port,rail,1520",
      "veld-yard--veld-port--rail,veld-yard,veld-port,rail,1435",
    ],
    "gauge-not-served",
    "links.csv",
  ],
  [
    "a border without a rule",
    ["borders.csv", "sarmoor-pellin-rail,*,XC,XB,rail", "sarmoor-pellin-rail,*,XC,XA,rail"],
    "missing-border",
    "links.csv",
  ],
  [
    "a border without a time",
    ["values/borders.csv", "pellin-sarmoor-road,procedureHours", "pellin-sarmoor-rail,procedureHours"],
    "missing-procedure",
    "borders.csv",
  ],
  [
    "a border with servers and no time for one",
    [
      "values/borders.csv",
      "pellin-sarmoor-road,procedureHours,",
      "pellin-sarmoor-road,servers,2,,,count,,,,,,assumed,,2026,assumption:guess,,\npellin-sarmoor-road,procedureHours,",
    ],
    "missing-value",
    "borders.csv",
  ],
  [
    "a line without links",
    [
      "links.csv",
      "halcyon-middle--veld-port--sea,halcyon-middle,veld-port,sea",
      "halcyon-middle--veld-port--sea,halcyon-middle,veld-port,inland-water",
    ],
    "no-links",
    "services.csv",
  ],
  [
    "a line without time",
    ["values/services.csv", "tarn-express,speedKmh,45,,,km/h", "tarn-express,missProbability,0.1,,,share"],
    "missing-value",
    "services.csv",
  ],
  [
    "a ferry that does not say how fast it fills",
    ["values/services.csv", "halcyon-ferry>o-sker-port,arrivalsPerDay", "southern-feeder>calder-port,arrivalsPerDay"],
    "missing-value",
    "services.csv",
  ],
  [
    "a headway service without headway",
    ["values/services.csv", "orvane-block,departuresPerWeek,3,,,1/week", "orvane-block,missProbability,0,,,share"],
    "missing-value",
    "services.csv",
  ],
  [
    "a terminal without time",
    ["values/terminals.csv", "tarn-yard-rail-road,dwellHours", "tarn-yard-rail-road,draftM"],
    "wrong-unit",
    "values/terminals.csv",
  ],
  [
    "a tariff without amount",
    ["values/tariffs.csv", "t-truck,perKm,1.35,1.0,1.8,USD/km", "t-orvane-40,perUnit,1.35,1.0,1.8,USD/unit"],
    "missing-value",
    "tariffs.csv",
  ],
  [
    "storage priced by the unit",
    [
      "values/tariffs.csv",
      "t-gauge-change-storage,perDay,20,12,30,USD/unit",
      "t-gauge-change-storage,perUnit,20,12,30,USD/unit",
    ],
    "missing-value",
    "tariffs.csv",
  ],
  [
    "a place without a Kazakh name",
    ["places.csv", "Tarn,Тарн,Tarn,Тарн", "Tarn,,Tarn,Тарн"],
    "missing-name",
    "places.csv",
  ],
  [
    "an embargo that cuts nothing off but a date that does",
    ["connectivity.csv", "2026-12-01,lindmoor,tarn,road,reachable", "2026-12-01,lindmoor,tarn,sea,reachable"],
    "connectivity",
    "connectivity.csv",
  ],
  [
    "a published length that differs",
    ["published-lengths.csv", "calder-port;o-sker-port,609", "calder-port;o-sker-port,809"],
    "length-differs",
    "published-lengths.csv",
  ],
  [
    "an excuse without a reason",
    ["published-lengths.csv", "609,sea,,ferry-length", "609,sea,0.3,ferry-length"],
    "missing-note",
    "published-lengths.csv",
  ],
  [
    "a chain of places without links",
    ["published-lengths.csv", "calder-port;o-sker-port,609,sea", "calder-port;o-sker-port,609,inland-water"],
    "broken-chain",
    "published-lengths.csv",
  ],
  [
    "an example from nowhere",
    ["dataset.yaml", "from: lindmoor, to: o-sker", "from: lindmoor, to: atlantis"],
    "unknown-place",
    "dataset.yaml",
  ],
  ["an example with odd cargo", ["dataset.yaml", "600t barley", "600t moonstone"], "unknown-cargo", "dataset.yaml"],
  [
    "a cause without spells",
    ["values/causes.csv", "halcyon-gale,meanClosedHours,18", "halcyon-gale,meanOpenHours,18"],
    "overlapping-values",
    "values/causes.csv",
  ],
  [
    "weather of which half of the year is not told",
    ["values/causes.csv", "meanOpenHours,600,,,h,,,,,,", "meanOpenHours,600,,,h,,,,,10-3,"],
    "missing-value",
    "causes.csv",
  ],
])("%s", (_name, edit, code, file) => {
  const { errors } = checkDataset(halcyonWith(edit));
  expect(errors.map((problem) => `${problem.code} ${problem.place.replace(/[:[].*/, "")}`)).toContain(
    `${code} ${file}`,
  );
});

test("a bare gauge break is doubtful, not wrong", () => {
  const { errors, warnings } = checkDataset(
    halcyonWith([
      "links.csv",
      "calder-port--stonegate--rail,calder-port,stonegate,rail,1435",
      "calder-port--stonegate--rail,calder-port,stonegate,rail,1435;1520",
    ]),
  );
  expect(errors).toEqual([]);
  expect(warnings).toEqual([]);
  const broken = checkDataset(
    halcyonWith([
      "terminals.csv",
      "greywater-gauge-change,greywater,gauge-change,rail,1435,rail,1520",
      "greywater-gauge-change,greywater,transhipment,rail,1435,road,",
    ]),
  );
  expect(broken.warnings.map((warning) => warning.code)).toEqual(["gauge-break"]);
});

test("old values are warned of once per file, counted, the oldest first; assumptions have no age", () => {
  const { warnings } = checkDataset(
    halcyonUnder({
      "values/r.csv":
        "subject,attribute,value,unit,valid_to,as_of,source\n" +
        "t-ferry-40,perUnit,700,USD/unit,2026-01-01,2024,source:overlay-1\nt-ferry-20,perUnit,400,USD/unit,2026-01-01,2025-11-30,source:overlay-1\nt-ferry-truck,perUnit,900,USD/unit,2026-01-01,2025-12-01,source:overlay-1\n",
    }),
  );
  expect(warnings.map(({ place, message }) => `${place}: ${message}`)).toEqual([
    "overlay-1/values/r.csv: 2 values are older than a year on 2026-12-01, the oldest: t-ferry-40 perUnit (2024), t-ferry-20 perUnit (2025-11-30)",
  ]);
  expect(checkDataset({ base: HALCYON_FOLDER }, { date: "2040-01-01" }).warnings).toEqual([]);
});

test("where one service, water or cause has a name in a language, all of its table have", () => {
  const named = (rows: string) => ({
    base: {
      name: "halcyon",
      files: halcyonFiles().map(({ path, text }) => ({
        path,
        text: path === "water-bodies.csv" ? `id,name,name_kk\n${rows}` : text,
      })),
    },
  });
  const missing = (rows: string) => checkDataset(named(rows)).errors.filter(({ code }) => code === "missing-name");
  expect(missing("halcyon-sea,Halcyon Sea,\nsmall-lake,Lake,\n")).toEqual([]);
  expect(missing("halcyon-sea,Halcyon Sea,Теңіз\nsmall-lake,Lake,Көл\n")).toEqual([]);
  expect(missing("halcyon-sea,Halcyon Sea,Теңіз\nsmall-lake,Lake,\n").map(({ message }) => message)).toEqual([
    "small-lake has no name in kk",
  ]);
});

test("a place far from its country is found, swapped coordinates too; one near its shore is not", () => {
  // Code points of real countries' outlines, so without their names: three places well inside one country fix its outline.
  const header = "id,kind,country,lat,lon,name,position_source";
  const inland = [
    "a,city,KZ,48,67,A,source:overlay-1",
    "b,city,KZ,47,70,B,source:overlay-1",
    "c,city,KZ,50,60,C,source:overlay-1",
  ];
  const place = (text: string) =>
    checkDataset(
      halcyonUnder({
        "countries.csv": "code,name,name_kk,name_az,name_ru\nKZ,K,K,K,K\n",
        "places.csv": [header, ...inland, text].join("\n"),
      }),
    ).errors.map((problem) => problem.code);
  expect(place("d,city,KZ,67,48,D,source:overlay-1")).toEqual(["implausible-position"]);
  expect(place("d,city,KZ,43.65,51.15,D,source:overlay-1")).toEqual([]);
});

test("defaults that the planner needs must be there", () => {
  const rows = [
    "20ft,payloadTonnes,10,,,t,,,,,,assumed,,2026,assumption:invented,model,",
    "halcyon,cargoValue,30000,,,USD/TEU,,,,,,assumed,,2026,assumption:invented,model,",
  ];
  const { errors } = checkDataset(halcyonWith(...rows.map((row) => ["values/defaults.csv", `${row}\n`, ""] as const)));
  expect(errors.map(({ code, place }) => `${code} ${place}`)).toEqual([
    "missing-default 20ft.payloadTonnes",
    "missing-default halcyon.cargoValue",
  ]);
});

test("everything is reported even when there is almost nothing", () => {
  const { errors, dataset } = checkDataset({ base: { name: "empty", files: [] } });
  expect(errors.map((problem) => problem.code)).toContain("missing-file");
  expect(dataset.places.size).toBe(0);
});

const SEED = 90210;
test(`no spoilt file makes it crash (seed ${SEED})`, () => {
  const files = halcyonFiles();
  const junk = fc.constantFrom(
    '"',
    ",",
    "\n",
    ";",
    "\u0000",
    "--",
    ":",
    "1e308",
    "-1",
    "{[",
    "&a *a",
    "XA",
    ">",
    "\t",
    "сом",
    "",
  );
  const edit = fc.record({
    file: fc.nat(files.length - 1),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(30),
    junk,
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const spoilt = files.map((file) => ({ ...file }));
      for (const { file, at, cut, junk } of edits) {
        const { text } = spoilt[file];
        const start = Math.floor(at * text.length);
        spoilt[file].text = text.slice(0, start) + junk + text.slice(start + cut);
      }
      const { errors } = checkDataset({ base: { name: "halcyon", files: spoilt } });
      for (const problem of errors) expect(problem.hint).not.toBe("");
    }),
    { seed: SEED, numRuns: 80 },
  );
});
