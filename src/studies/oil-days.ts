// Numbers and standing of the things of a dataset, day by day over a window, in the units of the oil engine.

import type { Dataset } from "../model/dataset.ts";
import { type Basis, type Value, weakest } from "../model/facts.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import type { OilWindow } from "./oil-model.ts";

export interface DayReader {
  readonly dates: readonly string[];
  /** 1 on days on which a thing is open, 0 otherwise. */
  open(id: string): Float64Array;
  isEverShut(id: string): boolean;
  /** On the first day, or the first value that comes later. */
  amount(id: string, attribute: string): number | undefined;
  /** The same as US dollars of the price year. */
  money(id: string, attribute: string): number | undefined;
  byDay(id: string, attribute: string, otherwise: number): Float64Array;
  /** Mt a year as tonnes a day of a year of as many days as it has. */
  tonnesPerDay(id: string, attribute: string, otherwise: number): Float64Array;
  /** capacityMtPerYear times availability, 0 while shut; Infinity where none is known. */
  capacity(id: string, host?: string): Float64Array;
  /** Price of a grade on a day of the window. */
  usdPerBarrel(
    grade: string,
    day: number,
  ): { readonly usd: number; readonly basis: Basis; readonly sources: readonly string[] };
  sourcesOf(id: string, attributes: readonly string[]): string[];
  evidence(id: string, attributes: readonly string[]): { readonly basis: Basis; readonly sources: readonly string[] };
}

const MT = 1e6;
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Reads a dataset over a window; each list is worked out once. */
export function dayReader(dataset: Dataset, window: OilWindow): DayReader {
  const first = instant(window.from);
  const count = window.days + window.tailDays;
  const instants = Array.from({ length: count }, (_, t) => (first + 24 * t) as InstantHours);
  const dates = instants.map(isoDateOf);
  const daysInYear = dates.map((date) => (isLeap(Number(date.slice(0, 4))) ? 366 : 365));
  const openOf = new Map<string, Float64Array>();
  const shut = new Map<string, { from: number; to: number }[]>();
  const note = (id: string, from: string, to: string | undefined) => {
    const span = { from: instant(from), to: to === undefined ? Number.POSITIVE_INFINITY : instant(to) };
    const list = shut.get(id);
    if (list === undefined) shut.set(id, [span]);
    else list.push(span);
  };
  for (const { subject, from, to } of dataset.closures) note(subject, from, to);
  for (const { subject, kind, from, to } of dataset.conditions) if (kind === "closed") note(subject, from, to);

  const open = (id: string): Float64Array => {
    const known = openOf.get(id);
    if (known !== undefined) return known;
    const spans = shut.get(id) ?? [];
    const list = Float64Array.from(instants, (at) =>
      dataset.statusAt(id, at) === "open" && !spans.some(({ from, to }) => at >= from && at < to) ? 1 : 0,
    );
    openOf.set(id, list);
    return list;
  };
  const rowAt = (id: string, attribute: string): Value | undefined => {
    const now = dataset.findValue(id, attribute, first);
    if (now !== undefined) return now;
    for (const at of instants) {
      const later = dataset.findValue(id, attribute, at);
      if (later !== undefined) return later;
    }
    return undefined;
  };
  const byDay = (id: string, attribute: string, otherwise: number): Float64Array =>
    Float64Array.from(instants, (at) => dataset.findValue(id, attribute, at)?.value ?? otherwise);
  const tonnesPerDay = (id: string, attribute: string, otherwise: number): Float64Array =>
    byDay(id, attribute, otherwise).map((mt, t) => (mt * MT) / daysInYear[t]);
  const usdOf = (value: Value | undefined): number | undefined =>
    value === undefined ? undefined : dataset.toUsd(value, value.value);
  const evidence = (id: string, attributes: readonly string[]) => {
    const rows = attributes.map((attribute) => rowAt(id, attribute)).filter((row) => row !== undefined);
    return {
      basis: weakest(rows.map(({ basis }) => basis)),
      sources: [...new Set(rows.map(({ source }) => String(source)))],
    };
  };

  return {
    dates,
    open,
    isEverShut: (id) => open(id).includes(0),
    amount: (id, attribute) => rowAt(id, attribute)?.value,
    money: (id, attribute) => usdOf(rowAt(id, attribute)),
    byDay,
    tonnesPerDay,
    capacity(id, host) {
      const most = tonnesPerDay(id, "capacityMtPerYear", Number.POSITIVE_INFINITY);
      const share = byDay(id, "availability", 1);
      const own = open(id);
      const hosts = host === undefined ? undefined : open(host);
      return most.map((tonnes, t) => (own[t] === 0 || hosts?.[t] === 0 ? 0 : tonnes * share[t]));
    },
    usdPerBarrel(grade, day) {
      const at = instants[day];
      const price = dataset.findValue(grade, "oilPrice", at);
      if (price !== undefined) return { usd: usdOf(price) ?? 0, basis: price.basis, sources: [String(price.source)] };
      const benchmark = dataset.oil.grades.get(grade)?.benchmark ?? "";
      const own = dataset.findValue(grade, "oilDifferential", at);
      const other = benchmark === "" || benchmark === grade ? undefined : this.usdPerBarrel(benchmark, day);
      return {
        usd: (other?.usd ?? 0) + (usdOf(own) ?? 0),
        basis: weakest([...(other === undefined ? [] : [other.basis]), ...(own === undefined ? [] : [own.basis])]),
        sources: [...(other?.sources ?? []), ...(own === undefined ? [] : [String(own.source)])],
      };
    },
    sourcesOf: (id, attributes) => [...evidence(id, attributes).sources],
    evidence,
  };
}
