// Quantities that must not be mixed up: numbers that carry their unit in the type.
// A brand exists only for the type checker; at run time each value is a plain number.
// All instants are UTC; a place's IANA zone is for display and for timetables only.

declare const unit: unique symbol;
type Quantity<U extends string> = number & { readonly [unit]: U };

/** A duration in hours. */
export type Hours = Quantity<"h">;
/** A length in kilometres. */
export type Km = Quantity<"km">;
/** Money in US dollars of the result's price year. */
export type Usd = Quantity<"USD">;
/** A mass in metric tonnes. */
export type Tonnes = Quantity<"t">;
/** Greenhouse gas in kilograms of CO2 equivalent (GWP100). */
export type KgCo2e = Quantity<"kgCO2e">;
/** A point in time: hours since 1970-01-01T00:00Z (may be fractional). */
export type InstantHours = Quantity<"instant">;

export const hours = (value: number): Hours => value as Hours;
export const km = (value: number): Km => value as Km;
export const usd = (value: number): Usd => value as Usd;
export const tonnes = (value: number): Tonnes => value as Tonnes;
export const kgCo2e = (value: number): KgCo2e => value as KgCo2e;

export const HOURS_PER_DAY = 24;
export const HOURS_PER_WEEK = 168;
/** Interest and depreciation are counted over a year of 365 days, as in the literature the rates come from. */
export const HOURS_PER_YEAR = 8760;
const MS_PER_HOUR = 3_600_000;

/**
 * The instant of an ISO 8601 date (midnight UTC) or date-time.
 * @throws RangeError when the text is no ISO date.
 */
export function instant(iso: string): InstantHours {
  const ms = Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  if (!Number.isFinite(ms)) throw new RangeError(`not an ISO date: ${iso}`);
  return (ms / MS_PER_HOUR) as InstantHours;
}

/** ISO date-time (UTC, to the minute) of an instant. */
export function isoOf(at: InstantHours): string {
  return `${new Date(Math.round(at * 60) * 60_000).toISOString().slice(0, 16)}Z`;
}

/** ISO date (UTC) of an instant. */
export function isoDateOf(at: InstantHours): string {
  return new Date(at * MS_PER_HOUR).toISOString().slice(0, 10);
}

/** Month 1–12 (UTC) of an instant. */
export function monthOf(at: InstantHours): number {
  return new Date(at * MS_PER_HOUR).getUTCMonth() + 1;
}
