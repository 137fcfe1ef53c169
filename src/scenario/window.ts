// The days on which an edit holds: [from, to), either end may be open.

import { type InstantHours, instant, isoDateOf } from "../model/units.ts";

export interface Window {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Days before and after which nothing of a dataset begins or ends. */
export const LONG_AGO = "1900-01-01";
export const FAR_OFF = "2200-01-01";

/** Beyond them a day is a slip of the pen, and an open end is what was meant. */
export const isInReach = (day: string): boolean => day >= LONG_AGO && day < FAR_OFF;

const instants = new Map<string, number>();
/** A scenario speaks of few days and asks for them again and again. */
const MOST_REMEMBERED = 20_000;

function instantOf(day: string): number {
  let at = instants.get(day);
  if (at === undefined) {
    if (instants.size >= MOST_REMEMBERED) instants.clear();
    at = instant(day);
    instants.set(day, at);
  }
  return at;
}

export const startOf = ({ from }: Window): number => (from === undefined ? Number.NEGATIVE_INFINITY : instantOf(from));
export const endOf = ({ to }: Window): number => (to === undefined ? Number.POSITIVE_INFINITY : instantOf(to));

export const overlap = (a: Window, b: Window): boolean => startOf(a) < endOf(b) && startOf(b) < endOf(a);

/** Later of two beginnings and earlier of two ends; undefined when no day is in both. */
export function meet(a: Window, b: Window): Window | undefined {
  if (!overlap(a, b)) return undefined;
  const from = startOf(a) >= startOf(b) ? a.from : b.from;
  const to = endOf(a) <= endOf(b) ? a.to : b.to;
  return windowOf(from, to);
}

export const windowOf = (from: string | undefined, to: string | undefined): { from?: string; to?: string } => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/** The window cut at days: pieces between which nothing begins or ends. */
export function cutAt(window: Window, days: Iterable<string | undefined>): Window[] {
  const inside = [...new Set(days)]
    .filter((day) => day !== undefined)
    .filter((day) => instant(day) > startOf(window) && instant(day) < endOf(window))
    .sort();
  const ends = [window.from, ...inside, window.to];
  return ends.slice(1).map((to, i) => windowOf(ends[i], to));
}

/** Some instant of a window, its first where it has one. */
export function instantIn({ from, to }: Window): InstantHours {
  if (from !== undefined) return instant(from);
  return instant(to === undefined ? FAR_OFF : LONG_AGO);
}

const MONTHS = "January,February,March,April,May,June,July,August,September,October,November,December".split(",");

/** `from 16 to 31 December 2025`, `from 1 January 2031`, `until 4 May 2026`, `always`: days are the first and the last that count. */
export function windowWords({ from, to }: Window): string {
  const last = to === undefined ? undefined : isoDateOf((instant(to) - 24) as InstantHours);
  if (from === undefined) return last === undefined ? "" : `until ${dayWords(last)}`;
  if (last === undefined) return `from ${dayWords(from)}`;
  if (from === last) return `on ${dayWords(from)}`;
  const [firstYear, firstMonth] = from.split("-");
  const [lastYear, lastMonth] = last.split("-");
  const start =
    firstYear !== lastYear
      ? dayWords(from)
      : firstMonth !== lastMonth
        ? dayWords(from).replace(/ \d{4}$/, "")
        : String(Number(from.slice(8)));
  return `from ${start} to ${dayWords(last)}`;
}

const dayWords = (day: string): string => {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
};
