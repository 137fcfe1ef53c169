// Every language has every word, with the same gaps to fill; every key the code names exists.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { LOST_TO } from "../../wire/crossing-parts.ts";
import { CORRIDOR_STAGES } from "../../wire/simulate-corridor.ts";
import { FLOW_CHARTS, OIL_CHARTS, PAGES, SHOWS, SIMULATE_CHARTS, WHAT_IF_SHEETS } from "../state/app-state.ts";
import { listOffers } from "../workspaces/what-if/edit-kinds.ts";
import az from "./az.json" with { type: "json" };
import en from "./en.json" with { type: "json" };
import kk from "./kk.json" with { type: "json" };
import azReplay from "./replay/az.json" with { type: "json" };
import enReplay from "./replay/en.json" with { type: "json" };
import kkReplay from "./replay/kk.json" with { type: "json" };
import ruReplay from "./replay/ru.json" with { type: "json" };
import ru from "./ru.json" with { type: "json" };
import azSimulate from "./simulate/az.json" with { type: "json" };
import enSimulate from "./simulate/en.json" with { type: "json" };
import kkSimulate from "./simulate/kk.json" with { type: "json" };
import ruSimulate from "./simulate/ru.json" with { type: "json" };
import azWhatIf from "./what-if/az.json" with { type: "json" };
import enWhatIf from "./what-if/en.json" with { type: "json" };
import kkWhatIf from "./what-if/kk.json" with { type: "json" };
import ruWhatIf from "./what-if/ru.json" with { type: "json" };

type Words = { readonly [key: string]: string | Words };
/** Of the shell, and those that come with the what-if workspaces: they never name the same thing twice. */
const ALL: Record<string, readonly Words[]> = {
  en: [en, enWhatIf, enSimulate, enReplay],
  kk: [kk, kkWhatIf, kkSimulate, kkReplay],
  az: [az, azWhatIf, azSimulate, azReplay],
  ru: [ru, ruWhatIf, ruSimulate, ruReplay],
};
const PLURAL = /_(one|few|many|other)$/;

function flat(words: Words, prefix = ""): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === "string") out.set(prefix + key, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) out.set(inner, text);
  }
  return out;
}

function flatAll(parts: readonly Words[] = []): Map<string, string> {
  return new Map(parts.flatMap((words) => [...flat(words)]));
}

const gaps = (text: string) => [...text.matchAll(/\{\{?\w+\}?\}/g)].map(([gap]) => gap).sort();
const stems = (words: Map<string, string>) => new Set([...words.keys()].map((key) => key.replace(PLURAL, "")));
const english = flatAll(ALL.en);

test.each(Object.keys(ALL))("%s has every word and no empty one", (lang) => {
  const own = flatAll(ALL[lang]);
  expect([...stems(own)].sort()).toEqual([...stems(english)].sort());
  expect([...own].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
});

test.each(Object.keys(ALL))("%s fills the same gaps", (lang) => {
  const wrong = [...flatAll(ALL[lang])].filter(([key, text]) => {
    const model = english.get(key) ?? english.get(key.replace(PLURAL, "_other"));
    return model !== undefined && gaps(model).join() !== gaps(text).join();
  });
  expect(wrong).toEqual([]);
});

test.each(Object.keys(ALL))("%s has each plural form that the language uses", (lang) => {
  const own = flatAll(ALL[lang]);
  // Browsers know no Kazakh or Azerbaijani plurals and fall back to the English pair.
  const forms = lang === "ru" ? ["one", "few", "many", "other"] : ["one", "other"];
  const plural = new Set([...own.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));
  expect([...plural].flatMap((stem) => forms.map((form) => `${stem}_${form}`)).filter((key) => !own.has(key))).toEqual(
    [],
  );
});

test("every key that the code names exists", () => {
  const root = path.join(import.meta.dirname, "..");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"),
  );
  const known = new Set([...english.keys(), ...stems(english)]);
  const named = files.flatMap((file) =>
    [...readFileSync(path.join(root, file), "utf8").matchAll(/\b(?:t|word)\(\s*"([a-z0-9-]+\.[\w.-]+)"/gi)].map(
      ([, key]) => key ?? "",
    ),
  );
  expect(named.length).toBeGreaterThan(100);
  expect([...new Set(named)].filter((key) => !known.has(key))).toEqual([]);
});

test.each(Object.keys(ALL))("%s: no words that come with a workspace cover others", (lang) => {
  const keys = (ALL[lang] ?? []).flatMap((words) => [...flat(words).keys()]);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test("words made of a value exist for every value", () => {
  const families = {
    mode: ["rail", "road", "sea", "inland-water", "terminal", "border", "none"],
    leg: ["access", "wait", "line-haul", "terminal", "gauge-change", "border", "storage", "empty-return"],
    status: ["open", "under-construction", "planned", "closed", "suspended"],
    basis: ["observed", "published", "derived", "assumed"],
    badge: ["surest", "fastest", "cheapest", "cleanest", "best"],
    "cost-kind": ["line-haul", "handling", "border", "storage", "access", "empty-return", "surcharge"],
    quality: ["primary", "modelled", "default"],
    verdict: ["holds", "holds-for-another-year", "not-found", "contradicted"],
    show: SHOWS.filter((show) => show !== "auto"),
    page: PAGES,
    "what-if.tab": [...FLOW_CHARTS, ...OIL_CHARTS],
    "what-if.sheet": WHAT_IF_SHEETS,
    "sim.tab": SIMULATE_CHARTS,
    offer: ["place", "link", "service", "terminal", "border", "tariff", "water-body", "country"].flatMap((kind) =>
      listOffers(kind, "planned").map(({ id }) => id),
    ),
    "place-kind": [
      "city",
      "seaport",
      "dry-port",
      "inland-terminal",
      "rail-junction",
      "border-crossing",
      "sea-waypoint",
    ],
  };
  const joined = {
    "sim.stage": CORRIDOR_STAGES,
    "sim.cause": LOST_TO,
    "sim.kind": ["berth", "station", "fleet", "ramp", "crane", "yard", "track", "wagon", "other"],
    "sim.input": ["vessels", "roundTrip", "handling", "patience", "capacity", "weather", "demand"],
    "sim.unit": ["TEU", "t", "unit"],
    "sim.what": ["TEU", "t", "unit"],
    "sim.measure": ["all", "hours", "p50", "p80", "p95", "wait", "queue", "perYear", "busy"],
  };
  const missing = Object.entries(families)
    .flatMap(([family, values]) => values.map((value) => `${family}.${value}`))
    .concat(Object.entries(joined).flatMap(([family, values]) => values.map((value) => `${family}-${value}`)))
    .filter((key) => !english.has(key));
  expect(missing).toEqual([]);
});
