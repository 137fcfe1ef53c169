// The scenarios that come with the program, on the real dataset: each resolves without errors and without an edit that does
// nothing, and changes what its name says, by name, value before and after.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { loadDataset } from "../src/data/index.ts";
import { instant } from "../src/model/units.ts";
import { applyScenario, compareScenarios, readScenario, resolveScenario } from "../src/scenario/index.ts";

const dataset = loadDataset({ base: "dataset" });
const files = readdirSync("scenarios").filter((file) => file.endsWith(".yaml"));
const read = (id: string) => {
  const file = path.posix.join("scenarios", `${id}.yaml`);
  return readScenario(readFileSync(file, "utf8"), file);
};

/** `subject attribute: before → after`, or `subject: before → after` for what a thing is, at a day. */
const CHANGES: Readonly<Record<string, { readonly at: string; readonly what: readonly string[] }>> = {
  "aktau-hub-full": {
    at: "2026-03-01",
    what: ["aktau-port-rail-sea capacityTeuPerYear: 140000 → 240000", "aktau-port-rail-sea dwellHours: 28 → 21"],
  },
  "borders-half-time": {
    at: "2026-07-01",
    what: ["cn-kz-dostyk-block procedureHours: 18 → 9", "az-ge-rail-block procedureHours: 8 → 4"],
  },
  "china-borders-bad-winter": {
    at: "2026-01-15",
    what: ["cn-kz-dostyk-block serviceHours: 5.5 → 6.325", "cn-kz-altynkol-block serviceHours: 9.3 → 10.695"],
  },
  "btc-cap-doubled": { at: "2026-07-01", what: ["socar-quality-cap capacityMtPerYear: 2.2 → 4.4"] },
  "caspian-minus-half-metre": {
    at: "2026-07-01",
    what: [
      "caspian-sea levelM: -29.21 → -29.71",
      "feeder-aktau-alat capacityUnits: 163 → 145.07",
      "railferry-kuryk-alat capacityUnits: 46 → 43.24",
      "kmtf-12k capacityUnits: 10000 → 9000",
      "aktau-port-wagon-sea draftM: 7.7 → 7.2",
    ],
  },
  "caspian-minus-one-metre": {
    at: "2026-07-01",
    what: [
      "caspian-sea levelM: -29.21 → -30.21",
      "feeder-aktau-alat capacityUnits: 163 → 127.14",
      "aktau-port-wagon-sea draftM: 7.7 → 6.7",
    ],
  },
  "cku-open": {
    at: "2026-07-01",
    what: [
      "kashgar-terminal--torugart--rail: under-construction → open",
      "torugart--makmal--rail: under-construction → open",
      "makmal--jalal-abad-terminal--rail: under-construction → open",
      "jalal-abad-terminal--andijan-terminal--rail: under-construction → open",
    ],
  },
  "containers-double": { at: "2026-07-01", what: [] },
  "cpc-halted": { at: "2025-12-15", what: ["cpc-terminal: open → closed"] },
  "cpc-halted-southern-relief": {
    at: "2026-03-15",
    what: [
      "cpc-terminal: open → closed",
      "baku-supsa: suspended → open",
      "socar-quality-cap capacityMtPerYear: 2.2 → 6.6",
      "aktau-oil capacityMtPerYear: 5.2 → 12.5",
      "chartered-12k vessels: 2 → 12",
    ],
  },
  "cpc-one-mooring": { at: "2026-01-01", what: ["cpc-spm-2: open → closed", "cpc-spm-3: open → closed"] },
  "georgia-main-line": {
    at: "2025-06-01",
    what: [
      "tbilisi-terminal--khashuri--rail capacityMtPerYear: 27 → 48",
      "khashuri--samtredia--rail capacityMtPerYear: 27 → 48",
      "khashuri--samtredia--rail speedKmh: – → 18",
    ],
  },
  "kars-divrigi-upgrade": {
    at: "2026-07-01",
    what: [
      "kartsakhi--kars-terminal--rail capacityMtPerYear: 0.75 → 20",
      "erzurum-terminal--divrigi--rail capacityMtPerYear: 0.75 → 20",
    ],
  },
  "kuryk-half-december": { at: "2025-12-20", what: ["kuryk-port: open → closed"] },
  "kuryk-ten-ferries": {
    at: "2026-07-01",
    what: ["railferry-kuryk-alat vessels: 5 → 10", "railferry-kuryk-alat vesselHeadwayHours: 24 → 12"],
  },
  "northern-route-closed": {
    at: "2026-02-01",
    what: ["brest-by--malaszewicze--rail: open → closed", "brest-by--malaszewicze--road: open → closed"],
  },
  "red-sea-closed": {
    at: "2026-07-01",
    what: ["bab-el-mandeb--suez--sea: open → closed", "suez--port-said--sea: open → closed"],
  },
  "six-more-feeders": {
    at: "2026-07-01",
    what: ["feeder-aktau-alat vessels: 6 → 12", "aktau-port--alat-port--sea capacityTeuPerYear: 89000 → 178000"],
  },
  "tripp-open": {
    at: "2026-07-01",
    what: [
      "horadiz--aghband--rail: under-construction → open",
      "aghband--meghri--rail: planned → open",
      "meghri--julfa-az--rail: planned → open",
      "sadarak-dilucu--kars-terminal--rail: under-construction → open",
    ],
  },
  "unified-through-tariff": { at: "2026-07-01", what: [] },
};

it("every scenario that is shipped is named here, and no other", () => {
  expect(files.map((file) => file.slice(0, -".yaml".length)).sort()).toEqual(Object.keys(CHANGES).sort());
  expect(files.length).toBeGreaterThanOrEqual(12);
});

it.each(Object.entries(CHANGES))("%s changes what it says", (id, { at, what }) => {
  const scenario = read(id);
  const { errors, warnings, edits } = resolveScenario(dataset, scenario);
  expect(errors).toEqual([]);
  expect(warnings).toEqual([]);
  expect(edits.length).toBeGreaterThan(0);
  expect(edits.filter(({ changesNothing }) => changesNothing)).toEqual([]);
  const applied = applyScenario(dataset, scenario);
  const day = instant(at);
  const found = what.map((line) => {
    const [subject, attribute] = (line.split(":")[0] as string).split(" ") as [string, string | undefined];
    if (attribute === undefined)
      return `${subject}: ${dataset.statusAt(subject, day)} → ${applied.statusAt(subject, day)}`;
    const value = (from: typeof dataset) => {
      const row = from.findValue(subject, attribute, day);
      return row === undefined ? "–" : Number(row.value.toPrecision(12));
    };
    return `${subject} ${attribute}: ${value(dataset)} → ${value(applied)}`;
  });
  expect(found).toEqual(what);
});

it("sentences say it as a person would", () => {
  const sentence = (id: string) => resolveScenario(dataset, read(id)).edits[0]?.sentence;
  expect(sentence("kuryk-half-december")).toBe("Port of Kuryk is closed from 16 to 31 December 2025");
  expect(sentence("caspian-minus-half-metre")).toBe("Level of the Caspian Sea is 0.5 m lower");
  expect(sentence("borders-half-time")).toBe("Procedure at all borders is scaled by 0.5");
});

it("twice the containers: demand doubles, row by row, and nothing else", () => {
  const { values, statuses, added, demand } = compareScenarios(dataset, undefined, read("containers-double"));
  expect([values, statuses, added]).toEqual([[], [], []]);
  expect(demand.length).toBeGreaterThan(50);
  for (const { before, after } of demand) expect(after).toBe(2 * before);
});

it("a through tariff costs the same per kilometre on every leg, and twice as much for 40 feet", () => {
  const applied = applyScenario(dataset, read("unified-through-tariff"));
  const at = instant("2026-07-01");
  const perKm = applied.tariffs
    .filter(
      ({ subject, kind, country }) =>
        subject === "rail-1520-block" && kind === "line-haul" && ["KZ", "AZ", "GE"].includes(country),
    )
    .flatMap(({ id, cargo }) => {
      const value = applied.findValue(id, "perKm", at);
      return value === undefined || cargo.length === 0
        ? []
        : [{ teu: cargo.includes("20ft") ? 1 : 2, usd: applied.toUsd(value, value.value) }];
    });
  expect(perKm.length).toBeGreaterThan(5);
  for (const { teu, usd } of perKm) expect(usd).toBeCloseTo((1050 / 4419) * teu, 9);
});

it("sources named in notes exist, and every scenario names one", () => {
  const incidents = new Set(dataset.incidents.map(({ id }) => id));
  for (const file of files) {
    const { notes } = read(file.slice(0, -".yaml".length));
    const named = [...notes.matchAll(/\b(fact|assumption|incident)[: ]([a-z]+[a-z0-9-]*\d*[a-z0-9-]*)/g)];
    const found = named.map(([, kind, id]) => ({ kind, id: id as string }));
    for (const { kind, id } of found) {
      const known =
        kind === "fact" ? dataset.facts.has(id) : kind === "incident" ? incidents.has(id) : dataset.assumptions.has(id);
      // "an assumption of this scenario" names none.
      if (!known && !(kind === "assumption" && id === "of"))
        expect(`${kind}:${id}`, file).toBe("a source of the dataset");
    }
    expect(found.length, file).toBeGreaterThan(0);
  }
});
