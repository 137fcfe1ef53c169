// Whatever a document says, its problems are told and nothing breaks; what has no problems can be applied and planned on.
// A seed that fails is printed with its document.

import { expect, it } from "vitest";
import { HALCYON_FOLDER } from "../src/data/halcyon.fixture.ts";
import { loadDataset } from "../src/data/index.ts";
import { stream } from "../src/lib/random.ts";
import { instant } from "../src/model/units.ts";
import { applyScenario, checkScenarioDocument, scenarioFromDocument } from "../src/scenario/index.ts";
import { ask } from "./ask.ts";

const dataset = loadDataset({ base: HALCYON_FOLDER });
const SEEDS = [1, 2, 3, 4, 5, 6];

const RIGHT: readonly Readonly<Record<string, unknown>>[] = [
  { edit: "close", what: "calder-port", from: "2026-11-01", to: "2026-12-15" },
  { edit: "open", what: ["calder-port--stonegate--rail"], from: "2026-11-01" },
  { edit: "suspend", what: "halcyon-ferry" },
  { edit: "capacity", what: "stonegate--greywater--rail", set: 5, unit: "trains/day" },
  { edit: "time", what: "halcyon-ferry", scale: 2 },
  { edit: "cost", what: "halcyon-ferry", add: 10, unit: "USD/TEU" },
  { edit: "tariff", party: "Orvane Rail", scale: 0.9 },
  { edit: "tariff", what: ["orvane-block"], through: { usdPerTeu: 500, overKm: 1000 } },
  { edit: "dwell", what: "calder-port", scale: 2 },
  { edit: "frequency", what: "southern-feeder", set: 3 },
  { edit: "fleet", what: "halcyon-ferry", add: 1 },
  { edit: "draft", what: "halcyon-sea", add: -0.5 },
  { edit: "water-level", what: "halcyon-sea", add: -0.5 },
  { edit: "border-regime", between: ["XA", "XB"], scale: 0.5 },
  { edit: "demand", group: "boxes", scale: 2 },
  { edit: "add-place", id: "newhaven", name: "Newhaven", kind: "city", country: "XC", lat: -36, lon: -109 },
  { edit: "add-link", id: "new-road", ends: ["veld-yard", "calder-port"], mode: "road", values: { lengthKm: 900 } },
  {
    edit: "add-service",
    id: "bus",
    name: "Bus",
    kind: "network",
    mode: "road",
    departures: "on-demand",
    values: { speedKmh: 30 },
  },
];

const ODD: readonly unknown[] = [
  null,
  "",
  0,
  -1,
  1e308,
  Number.NaN,
  true,
  [],
  {},
  ["a"],
  [[]],
  { a: 1 },
  "constructor",
  "__proto__",
  "all",
  "*",
  "country:XA",
  "country:",
  "halcyon-sea",
  "halcyon-ferry",
  "t-ferry-40",
  "orvane-pellin-block",
  "2026-02-30",
  "9999-12-31",
  "0000-00-00",
  "2026-12-01",
  "x".repeat(300),
  "km",
  "USD/TEU",
  "ZZZ/km",
  "share",
  ["calder-port", "calder-port"],
  ["XA", "XA"],
  [0, 0],
  0.5,
  1000,
  undefined,
];

it.each(SEEDS)("seed %i", (seed) => {
  const random = stream(seed, "fuzz");
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const names = [...new Set(RIGHT.flatMap((edit) => Object.keys(edit)))];
  let applied = 0;
  for (let i = 0; i < 300; i++) {
    const edits = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
      const edit: Record<string, unknown> = { ...pick(RIGHT) };
      if (random() < 0.7) edit[random() < 0.7 ? pick(Object.keys(edit)) : pick(names)] = pick(ODD);
      return random() < 0.05 ? pick(ODD) : edit;
    });
    const document = {
      name: random() < 0.05 ? pick(ODD) : "Tried",
      baseDate: random() < 0.05 ? pick(ODD) : "2026-11-20",
      edits,
    };
    const said = JSON.stringify(document);
    const { errors } = checkScenarioDocument(dataset, document, "tried");
    for (const { code, place, message, hint } of errors) {
      for (const text of [code, place, message, hint]) expect(text, said).not.toMatch(/^$|undefined|NaN|\[object/);
    }
    if (errors.length > 0) continue;
    const scenario = scenarioFromDocument(document, "tried");
    const changed = applyScenario(dataset, scenario);
    for (const value of changed.values.slice(dataset.values.length)) {
      expect(Number.isFinite(value.value), said).toBe(true);
      if (/^[A-Z]{3}\//.test(value.unit)) expect(Number.isFinite(changed.toUsd(value, value.value)), said).toBe(true);
      expect(() => changed.findValue(value.subject, value.attribute, instant("2026-12-01")), said).not.toThrow();
    }
    if (applied++ % 10 === 0)
      ask(changed, { from: "Calder", to: "Lindmoor", cargo: "40ft", depart: "2026-12-01", options: 1 });
  }
  expect(applied).toBeGreaterThan(10);
});
