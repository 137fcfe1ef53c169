// Does every id that a row names exist, and is it of the right kind? Runs at each load, over all layers together.

import { didYouMean } from "../lib/nearest-word.ts";
import type { Service } from "../model/network.ts";
import type { SubjectKind } from "./attributes.ts";
import { ATTRIBUTES } from "./attributes.ts";
import { checkDemandReferences } from "./check-demand.ts";
import { checkOilReferences } from "./check-oil.ts";
import type { Findings } from "./findings.ts";
import type { IdIndex, ThingKind } from "./id-index.ts";
import type { LayerRows, Row } from "./parse-layer.ts";
import { EMBARGO_CARGO } from "./parse-rules.ts";
import { show } from "./row-reader.ts";
import { parseSubject } from "./subject.ts";
import { currencyOf } from "./unit-words.ts";

interface Checked {
  readonly rows: LayerRows;
  readonly ids: IdIndex;
  readonly findings: Findings;
  readonly countries: ReadonlySet<string>;
  readonly services: ReadonlyMap<string, Service>;
  readonly currencies: ReadonlySet<string>;
}

/** Reports every reference that leads nowhere, and money in a currency without an exchange rate. */
export function checkReferences(rows: LayerRows, ids: IdIndex, findings: Findings): void {
  const checked: Checked = {
    rows,
    ids,
    findings,
    countries: new Set(rows.countries.map((row) => row.key)),
    services: new Map(rows.services.map((row) => [row.key, row.item])),
    currencies: new Set(["USD", ...rows.exchangeRates.map((row) => row.item.currency)]),
  };
  checkNetworkReferences(checked);
  checkServiceReferences(checked);
  checkRuleReferences(checked);
  checkEvidenceReferences(checked);
  checkDemandReferences(rows, findings, (row, column, id, ...kinds) => refer(checked, row, column, id, ...kinds));
  checkOilReferences(rows, (row, column, id, ...kinds) => refer(checked, row, column, id, ...kinds));
  for (const row of rows.oilStatuses) checkSource(checked, row, row.item.source);
  for (const row of rows.oilPlaces) referCountry(checked, row, "country", row.item.country);
  for (const row of rows.oilLinks) {
    for (const code of row.item.crosses) referCountry(checked, row, "crosses", code);
    referCountry(checked, row, "country", row.item.country);
  }
  for (const row of rows.demand) checkSource(checked, row, row.item.source);
  for (const row of rows.values) checkValueReferences(checked, row);
}

/** One reference: silent when empty, when it exists, or when its row was left out because of an error already reported. */
function refer(
  { ids, findings }: Checked,
  row: Row<unknown>,
  column: string,
  id: string,
  ...kinds: [ThingKind, ...ThingKind[]]
): void {
  if (id === "" || kinds.some((kind) => ids.has(kind, id)) || ids.isLeftOut(id)) return;
  const found = ids.kinds.get(id);
  const wanted = withArticle(kinds.join(" or "));
  findings.errors.push({
    code: found === undefined ? `unknown-${kinds[0]}` : "wrong-kind",
    place: row.place(column),
    message:
      found === undefined
        ? `${id} is no ${kinds.join(" or ")} of this dataset`
        : `${id} is ${found.map(withArticle).join(" and ")}, not ${wanted}`,
    hint: suggest(findings, id, () => ids.ids(kinds), `add it as ${wanted}, or correct it`),
  });
}

/** Suggestions cost a look through all ids: the first hundred complaints get them. */
const MAX_SUGGESTED = 100;

function suggest(findings: Findings, id: string, known: () => string[], otherwise: string): string {
  return findings.errors.length < MAX_SUGGESTED ? didYouMean(id, known(), otherwise) : otherwise;
}

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

function referCountry({ countries, findings, ids }: Checked, row: Row<unknown>, column: string, code: string): void {
  if (code === "" || code === "*" || countries.has(code) || ids.isLeftOut(code)) return;
  findings.errors.push({
    code: "unknown-country",
    place: row.place(column),
    message: `${code} is not in countries.csv`,
    hint: "add it there with its names",
  });
}

function checkNetworkReferences(checked: Checked): void {
  const { rows } = checked;
  const placeOf = new Map(rows.places.map((row) => [row.key, row]));
  for (const row of rows.places) {
    referCountry(checked, row, "country", row.item.country);
    refer(checked, row, "water_body", row.item.waterBody ?? "", "water-body");
    const city = row.item.city ?? "";
    refer(checked, row, "city", city, "place");
    const container = placeOf.get(city);
    if (container !== undefined && container.item.kind !== "city") {
      checked.findings.errors.push({
        code: "wrong-kind",
        place: row.place("city"),
        message: `${city} is a ${container.item.kind}, not a city`,
        hint: "name the city, or leave it empty",
      });
    }
  }
  for (const row of rows.links) {
    refer(checked, row, "from", row.item.from, "place");
    refer(checked, row, "to", row.item.to, "place");
    refer(checked, row, "water_body", row.item.waterBody ?? "", "water-body");
  }
  for (const row of rows.terminals) refer(checked, row, "place", row.item.place, "place");
  for (const row of rows.borders) {
    if (row.item.place !== "*") refer(checked, row, "place", row.item.place, "place");
    referCountry(checked, row, "from_country", row.item.fromCountry);
    referCountry(checked, row, "to_country", row.item.toCountry);
  }
  for (const row of rows.statuses) {
    const column = row.cell("link") !== "" ? "link" : "service";
    refer(checked, row, column, row.item.subject, column);
    checkSource(checked, row, row.item.source);
  }
}

function checkServiceReferences(checked: Checked): void {
  const { rows } = checked;
  for (const row of rows.services) {
    for (const stop of row.item.stops) refer(checked, row, "stops", stop, "place");
    for (const cause of row.item.causes) refer(checked, row, "causes", cause, "cause");
    for (const country of row.item.countries) referCountry(checked, row, "countries", country);
    refer(checked, row, "water_body", row.item.waterBody ?? "", "water-body");
  }
  for (const row of rows.tariffs) {
    const { subject, country, from, to } = row.item;
    if (subject !== "*") refer(checked, row, "subject", subject, "service", "terminal", "border");
    referCountry(checked, row, "country", country);
    refer(checked, row, "from", from, "place");
    refer(checked, row, "to", to, "place");
    const service = checked.services.get(subject);
    if (service?.kind !== "line") continue;
    for (const [column, place] of [
      ["from", from],
      ["to", to],
    ] as const) {
      if (place !== "" && !service.stops.includes(place)) {
        checked.findings.errors.push({
          code: "not-a-stop",
          place: row.place(column),
          message: `${subject} does not call at ${place}`,
          hint: `its stops are ${service.stops.join(", ")}`,
        });
      }
    }
  }
  for (const row of rows.emissionFactors) {
    refer(checked, row, "service", row.item.service, "service");
    referCountry(checked, row, "country", row.item.country);
  }
}

/** What can be shut, or hold under a condition. */
const IN_USE = ["place", "link", "service", "terminal", "oil-place", "oil-link", "oil-fleet", "oil-limit"] as const;

function checkRuleReferences(checked: Checked): void {
  const { rows, ids, findings } = checked;
  for (const row of rows.causes) {
    for (const place of row.item.places) refer(checked, row, "places", place, "place", "oil-place");
    for (const service of row.item.services) refer(checked, row, "services", service, "service");
  }
  for (const row of rows.closures) {
    refer(checked, row, "subject", row.item.subject, ...IN_USE);
    refer(checked, row, "cause", row.item.cause, "cause");
    checkSource(checked, row, row.item.source);
  }
  for (const row of rows.embargoes) {
    const { place, country, link, cargo, source } = row.item;
    refer(checked, row, "place", place, "place");
    referCountry(checked, row, "country", country);
    refer(checked, row, "link", link, "link");
    if (!EMBARGO_CARGO.includes(cargo) && !ids.has("commodity", cargo)) {
      findings.errors.push({
        code: "unknown-cargo",
        place: row.place("cargo"),
        message: `${show(cargo)} is no cargo`,
        hint: didYouMean(
          cargo,
          [...EMBARGO_CARGO, ...ids.ids(["commodity"])],
          "a cargo unit, a commodity, dangerous or reefer",
        ),
      });
    }
    checkSource(checked, row, source);
  }
  for (const row of rows.conditions) {
    refer(checked, row, "subject", row.item.subject, ...IN_USE, "border");
    checkSource(checked, row, row.item.source);
  }
  for (const row of rows.corridors) {
    for (const entry of row.item.mustPass.flat()) checkCorridorEntry(checked, row, "mustPass", entry);
    for (const entry of row.item.mustAvoid) checkCorridorEntry(checked, row, "mustAvoid", entry);
  }
}

function checkCorridorEntry(checked: Checked, row: Row<unknown>, column: string, entry: string): void {
  const [prefix, word] = entry.split(":");
  if (word === undefined) refer(checked, row, column, entry, "place", "link");
  else if (prefix === "country") referCountry(checked, row, column, word);
  else if (prefix !== "mode" || !["rail", "road", "sea", "inland-water"].includes(word)) {
    checked.findings.errors.push({
      code: "bad-rule",
      place: row.place(column),
      message: `${show(entry)} is no part of a corridor`,
      hint: "a place id, a link id, country:CC or mode:M",
    });
  }
}

function checkEvidenceReferences(checked: Checked): void {
  const { rows } = checked;
  for (const row of rows.facts) refer(checked, row, "source", row.item.source, "source");
  for (const list of [
    rows.exchangeRates,
    rows.deflators,
    rows.claims,
    rows.commitments,
    rows.incidents,
  ] as readonly Row<{ source: string }>[][]) {
    for (const row of list) checkSource(checked, row, row.item.source);
  }
  for (const row of rows.publishedLengths) {
    for (const place of row.item.path) refer(checked, row, "path", place, "place");
    refer(checked, row, "fact", row.item.fact, "fact", "source");
  }
  for (const row of rows.connectivity) {
    refer(checked, row, "from", row.item.from, "place");
    refer(checked, row, "to", row.item.to, "place");
  }
  for (const row of rows.validation) refer(checked, row, "fact", row.item.fact, "fact");
}

/** A source is an id of sources.csv, or `fact:ID`, `source:ID`, `assumption:ID`. */
function checkSource(checked: Checked, row: Row<unknown>, source: string): void {
  if (source === "") {
    const layerHint =
      row.layer === 0
        ? "an id of sources.csv, or fact:ID, source:ID, assumption:ID"
        : "source: and the name of this overlay will do";
    checked.findings.warnings.push({
      code: "missing-source",
      place: row.place("source"),
      message: "no source is given",
      hint: layerHint,
    });
    return;
  }
  const [prefix, id] = source.includes(":") ? (source.split(":", 2) as [string, string]) : ["source", source];
  if (prefix === "fact" || prefix === "source" || prefix === "assumption") refer(checked, row, "source", id, prefix);
  else {
    checked.findings.errors.push({
      code: "bad-source",
      place: row.place("source"),
      message: `${show(source)} is no reference to a source`,
      hint: "fact:ID, source:ID or assumption:ID",
    });
  }
}

function checkValueReferences(checked: Checked, row: Row<LayerRows["values"][number]["item"]>): void {
  const { attribute, unit, source } = row.item;
  checkSource(checked, row, source);
  const currency = currencyOf(unit);
  if (currency !== undefined && !checked.currencies.has(currency)) {
    checked.findings.errors.push({
      code: "unknown-currency",
      place: row.place("unit"),
      message: `${currency} has no exchange rate`,
      hint: `add it to fx.csv; known are ${[...checked.currencies].sort().join(", ")}`,
    });
  }
  const kind = subjectKind(checked, row);
  const allowed = ATTRIBUTES[attribute].of;
  if (kind !== undefined && !allowed.includes(kind)) {
    checked.findings.errors.push({
      code: "wrong-attribute",
      place: row.place("attribute"),
      message: `${attribute} does not describe a ${kind}`,
      hint: `it describes a ${allowed.join(", ")}`,
    });
  }
}

const SUBJECT_OF: Partial<Record<ThingKind, SubjectKind>> = {
  place: "place",
  "water-body": "water-body",
  corridor: "corridor",
  "demand-group": "demand-group",
  demand: "demand",
  link: "link",
  terminal: "terminal",
  border: "border",
  service: "service",
  cause: "cause",
  tariff: "tariff",
  "cargo-unit": "cargo-unit",
  commodity: "commodity",
  "emission-factor": "emission-factor",
  "oil-place": "oil-place",
  "oil-link": "oil-link",
  "oil-grade": "oil-grade",
  "oil-route": "oil-route",
  "oil-tank": "oil-tank",
  "oil-fleet": "oil-fleet",
  "oil-limit": "oil-limit",
  dataset: "dataset",
};

/** What a values row describes; undefined (and reported) when that does not exist. */
function subjectKind(checked: Checked, row: Row<{ readonly subject: string }>): SubjectKind | undefined {
  const { ids } = checked;
  const subject = parseSubject(row.item.subject);
  if (subject === undefined) return undefined;
  if (subject.form === "country") {
    referCountry(checked, row, "subject", subject.country);
    return "country";
  }
  if (subject.form === "thing") {
    const kinds = (ids.kinds.get(subject.id) ?? [])
      .map((kind) => SUBJECT_OF[kind])
      .filter((kind) => kind !== undefined);
    if (kinds.length === 0 && !ids.isLeftOut(subject.id)) reportSubject(checked, row, subject.id);
    return kinds[0];
  }
  refer(checked, row, "subject", subject.service, "service");
  if (subject.form === "service-country") {
    referCountry(checked, row, "subject", subject.country);
    return subject.form;
  }
  const service = checked.services.get(subject.service);
  if (service?.kind === "network" && subject.form === "service-direction") {
    // Trains of a network service are boarded anywhere; how often they leave may differ by place.
    refer(checked, row, "subject", subject.from, "place");
    return subject.form;
  }
  const stops: readonly string[] = service?.stops ?? [];
  const places = subject.form === "service-hop" ? [subject.from, subject.to] : [subject.from];
  for (const place of places) refer(checked, row, "subject", place, "place");
  // A network service is boarded anywhere on its network; only a line has calls.
  const isLine = service !== undefined && (service.kind === "line" || subject.form === "service-hop");
  const missing = isLine ? places.find((place) => !stops.includes(place)) : undefined;
  if (missing !== undefined) {
    checked.findings.errors.push({
      code: "not-a-stop",
      place: row.place("subject"),
      message: `${subject.service} does not call at ${missing}`,
      hint: didYouMean(
        missing,
        stops,
        stops.length === 0 ? "a network service has no stops" : `its stops are ${stops.join(", ")}`,
      ),
    });
  }
  return subject.form;
}

function reportSubject({ ids, findings }: Checked, row: Row<unknown>, id: string): void {
  const found = ids.kinds.get(id);
  const described = Object.keys(SUBJECT_OF) as ThingKind[];
  findings.errors.push({
    code: found === undefined ? "unknown-subject" : "wrong-subject",
    place: row.place("subject"),
    message: found === undefined ? `there is no ${id}` : `${id} is ${found.map(withArticle).join(" and ")}`,
    hint:
      found === undefined
        ? suggest(findings, id, () => ids.ids(described), "add it, or correct the id")
        : `values describe a ${described.join(", ")}`,
  });
}
