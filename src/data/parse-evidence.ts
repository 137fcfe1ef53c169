// Rows of what was published: sources, facts, assumptions, claims, commitments, incidents, money series, and the expectations
// a dataset is checked against.

import type { ExchangeRate } from "../model/dataset.ts";
import type { ConnectivityRule, Incident, PublishedLength, ValidationRow } from "../model/evidence.ts";
import type { Assumption, Claim, Commitment, Fact, Source } from "../model/facts.ts";
import { id, type PlaceId } from "../model/ids.ts";
import { MODES, type Mode } from "../model/network.ts";
import { type RowReader, show } from "./row-reader.ts";

export function parseSource(reader: RowReader): Source {
  const url = reader.text("url");
  if (url !== "" && !/^https?:\/\/[^\s]+$/.test(url))
    reader.error("url", "bad-url", `${show(url)} is no web address`, "https://…, or empty for what is not on the web");
  return {
    id: reader.id("id"),
    publisher: reader.required("publisher"),
    title: reader.required("title"),
    url,
    published: reader.datePart("published"),
    accessed: reader.datePart("accessed"),
    licence: reader.text("licence"),
  };
}

export function parseAssumption(reader: RowReader): Assumption {
  return { id: reader.id("id"), statement: reader.required("statement"), defence: reader.required("defence") };
}

export function parseFact(reader: RowReader): Fact {
  return {
    id: reader.id("id"),
    subject: reader.required("subject"),
    quantity: reader.required("quantity"),
    value: reader.text("value"),
    low: reader.text("low"),
    high: reader.text("high"),
    unit: reader.text("unit"),
    period: reader.text("period"),
    statement: reader.required("statement"),
    source: reader.required("source").replace(/^source:/, ""),
    confidence: reader.oneOf("confidence", ["A", "B", "C"] as const),
    topic: reader.text("topic"),
  };
}

export function parseClaim(reader: RowReader): Claim {
  return {
    id: reader.id("id"),
    statement: reader.required("statement"),
    speaker: reader.required("speaker"),
    date: reader.datePart("date"),
    source: reader.required("source"),
    quantity: reader.text("quantity"),
    value: reader.text("value"),
    unit: reader.text("unit"),
    checkedAgainst: reader.text("checked_against"),
    verdict: reader.oneOf("verdict", ["holds", "holds-for-another-year", "not-found", "contradicted"] as const),
    note: reader.text("note"),
  };
}

export function parseCommitment(reader: RowReader): Commitment {
  return {
    id: reader.id("id"),
    parties: reader.list("parties"),
    measure: reader.required("measure"),
    target: reader.text("target"),
    unit: reader.text("unit"),
    due: reader.text("due"),
    promisedOn: reader.datePart("promised_on"),
    source: reader.required("source"),
    modelledQuery: reader.text("modelled_query"),
    note: reader.text("note"),
  };
}

export function parseIncident(reader: RowReader): Incident {
  const lat = reader.optionalNumber("lat", { min: -90, max: 90 });
  const lon = reader.optionalNumber("lon", { min: -180, max: 180 });
  const durationDays = reader.optionalNumber("duration_days", { min: 0, max: 10_000 });
  return {
    id: reader.id("id"),
    date: reader.datePart("date"),
    kind: reader.required("kind"),
    place: reader.text("place"),
    ...(lat === undefined ? {} : { lat }),
    ...(lon === undefined ? {} : { lon }),
    asset: reader.text("asset"),
    effect: reader.text("effect"),
    ...(durationDays === undefined ? {} : { durationDays }),
    source: reader.required("source"),
  };
}

export function parseExchangeRate(reader: RowReader): ExchangeRate {
  const currency = reader.required("currency");
  if (currency !== "" && !isCurrency(currency))
    reader.error("currency", "bad-currency", `${show(currency)} is no currency`, "three capital letters of ISO 4217");
  return {
    currency,
    date: reader.date("date"),
    usdPerUnit: reader.number("usd_per_unit", { min: 1e-7, max: 100 }),
    source: reader.required("source"),
  };
}

const currencies = new Set(Intl.supportedValuesOf("currency"));
/** ISO 4217, or a code starting with X that ISO leaves free (an invented currency). */
const isCurrency = (code: string): boolean => currencies.has(code) || /^X[A-Z]{2}$/.test(code);

export interface Deflator {
  readonly year: number;
  readonly index: number;
  readonly source: string;
}

export function parseDeflator(reader: RowReader): Deflator {
  return {
    year: reader.number("year", { min: 1950, max: 2100 }),
    index: reader.number("index", { min: 0.1, max: 10_000 }),
    source: reader.required("source"),
  };
}

export function parsePublishedLength(reader: RowReader): PublishedLength {
  const path = reader.idList("path");
  if (path.length < 2)
    reader.error("path", "short-path", "a path has two places or more", "ids of places separated by ;");
  return {
    id: reader.id("id"),
    path: path.map((place) => id<PlaceId>(place)),
    modes: reader.listOf("mode", MODES),
    km: reader.number("km", { min: 0.1, max: 45_000 }),
    tolerance: reader.optionalNumber("tolerance", { min: 0, max: 1 }) ?? 0.05,
    fact: reader.text("fact").replace(/^fact:/, ""),
    note: reader.text("note"),
  };
}

export function parseConnectivityRule(reader: RowReader): ConnectivityRule {
  return {
    date: reader.date("date"),
    from: id<PlaceId>(reader.id("from")),
    to: id<PlaceId>(reader.id("to")),
    mode: reader.oneOf<Mode | "">("mode", ["", ...MODES], ""),
    expect: reader.oneOf("expect", ["reachable", "unreachable"] as const),
    note: reader.text("note"),
  };
}

export function parseValidationRow(reader: RowReader): ValidationRow {
  const low = reader.optionalNumber("low");
  const high = reader.optionalNumber("high");
  return {
    id: reader.id("id"),
    kind: reader.required("kind"),
    query: reader.required("query"),
    quantity: reader.required("quantity"),
    published: reader.number("published"),
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    unit: reader.text("unit"),
    fact: reader.text("fact").replace(/^fact:/, ""),
    use: reader.oneOf("use", ["fit", "validate"] as const),
    note: reader.text("note"),
  };
}
