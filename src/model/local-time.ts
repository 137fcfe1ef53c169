// What does the clock show in a zone, and when does it show that? Offsets of IANA time zones from the rules built into
// the JavaScript engine (Intl), found once per zone and year by bisection and kept. Where a local time is skipped or comes
// twice, the choice is that of ECMAScript Temporal's "compatible": later by the gap, or the first of the two.
// Not covered: leap seconds, offsets of less than a second (before the 1970s in some zones).

import { type InstantHours, instant } from "./units.ts";

interface YearOfOffsets {
  /** Instants from which each offset holds; the first is the year's beginning. */
  readonly from: readonly number[];
  readonly offsetHours: readonly number[];
}

const formats = new Map<string, Intl.DateTimeFormat>();
const years = new Map<string, YearOfOffsets>();
const HOURS_PER_WEEK = 168;
const MS_PER_HOUR = 3_600_000;
/** Offset changes are told to the second. */
const SECOND = 1 / 3600;

/**
 * Hours to add to UTC for local time, at an instant.
 * @throws RangeError for a zone that is not in the IANA list.
 */
export function zoneOffsetHours(timeZone: string, at: number): number {
  if (timeZone === "UTC") return 0;
  const { from, offsetHours } = yearOf(timeZone, new Date(at * MS_PER_HOUR).getUTCFullYear());
  let i = from.length - 1;
  while (i > 0 && from[i] > at) i--;
  return offsetHours[i];
}

/**
 * The instant at which a zone's clock shows a local time.
 * @param localHours hours since 1970-01-01T00:00 of that clock, as if it were UTC.
 */
export function instantOfLocal(timeZone: string, localHours: number): InstantHours {
  const before = zoneOffsetHours(timeZone, localHours - 24);
  const after = zoneOffsetHours(timeZone, localHours + 24);
  const early = localHours - Math.max(before, after);
  const late = localHours - Math.min(before, after);
  for (const candidate of [early, late]) {
    if (zoneOffsetHours(timeZone, candidate) === localHours - candidate) return candidate as InstantHours;
  }
  // Skipped by the clock: count on as if it had not been put forward.
  return (localHours - before) as InstantHours;
}

function yearOf(timeZone: string, year: number): YearOfOffsets {
  const key = `${timeZone}/${year}`;
  const known = years.get(key);
  if (known) return known;
  const begin = instant(`${year}-01-01`) as number;
  const end = instant(`${year + 1}-01-01`) as number;
  const from = [begin];
  const offsetHours = [measuredOffset(timeZone, begin)];
  // No zone has changed twice within a week since 1970.
  for (let left = begin; left < end; left += HOURS_PER_WEEK) {
    const right = Math.min(end, left + HOURS_PER_WEEK);
    const old = offsetHours[offsetHours.length - 1];
    if (measuredOffset(timeZone, right) === old) continue;
    const change = changeBetween(timeZone, left, right, old);
    if (change >= end) break;
    from.push(change);
    offsetHours.push(measuredOffset(timeZone, right));
  }
  const made = { from, offsetHours };
  years.set(key, made);
  return made;
}

function changeBetween(timeZone: string, left: number, right: number, old: number): number {
  let low = left;
  let high = right;
  while (high - low > SECOND / 2) {
    const middle = (low + high) / 2;
    if (measuredOffset(timeZone, middle) === old) low = middle;
    else high = middle;
  }
  return Math.round(high / SECOND) * SECOND;
}

/** By asking the engine what the clock shows. */
function measuredOffset(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  const seconds = Math.floor(at / SECOND + 1e-3);
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(seconds * 1000)) part[type] = Number(value);
  const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return (shown / 1000 - seconds) / 3600;
}
