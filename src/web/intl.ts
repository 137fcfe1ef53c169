// Numbers, dates and units in the reader's language. Browsers claim Kazakh and Azerbaijani without having their data, so
// separators and month names come from generated/intl.json, made with a full ICU at build time. All instants are UTC.

import intlJson from "./generated/intl.json" with { type: "json" };
import type { View } from "./state/app-state.ts";

export interface LocaleData {
  readonly decimal: string;
  readonly group: string;
  /** As they stand in a date, alone, and short. */
  readonly months: readonly string[];
  readonly monthsAlone: readonly string[];
  readonly monthsShort: readonly string[];
  /** Short, Monday first. */
  readonly weekdays: readonly string[];
  /** With {d}, {m}, {y}. */
  readonly dateLong: string;
  readonly dateShort: string;
  readonly monthYear: string;
}

export const localeData: (lang: string) => LocaleData = (lang) => {
  const all: Record<string, LocaleData> = intlJson;
  return all[lang] ?? (all.en as LocaleData);
};

const HOURS_PER_DAY = 24;
const SHORT_HOURS = 36;
const KM_PER_NAUTICAL_MILE = 1.852;

/** A number with `decimals` places, grouped, with a real minus sign. */
export function formatNumber(value: number, locale: LocaleData, decimals = 0): string {
  if (!Number.isFinite(value)) return "–";
  const [whole = "0", fraction] = Math.abs(value).toFixed(decimals).split(".");
  // Four digits stay together in most languages' running text, but columns of figures align better when grouped.
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, locale.group);
  const sign = value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0 ? "−" : "";
  return sign + grouped + (fraction ? locale.decimal + fraction : "");
}

/** Two significant digits, three when the first is a one: a step of at most 5 % whatever the size. */
export function roundSignificant(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const leading = Math.abs(value) / 10 ** magnitude;
  const step = 10 ** (magnitude - (leading < 2 ? 2 : 1));
  return Math.round(value / step) * step;
}

export interface Quantity {
  readonly value: string;
  readonly unit: string;
  /** Value and unit as one string. */
  readonly text: string;
}

export interface Format {
  readonly number: (value: number, decimals?: number) => string;
  /** Money from US dollars into the reader's currency, rounded as far as it is known. */
  readonly money: (usd: number) => string;
  readonly moneyExact: (usd: number) => string;
  readonly moneyValue: (usd: number) => string;
  readonly moneyRange: (low: number, high: number) => string;
  readonly currency: string;
  readonly fromCurrency: (amount: number) => number;
  readonly toCurrency: (usd: number) => number;
  readonly duration: (hours: number) => Quantity;
  /** A stage's length: hours below a day and a half, whatever the reader's unit. */
  readonly span: (hours: number) => string;
  readonly durationRange: (low: number, high: number) => string;
  readonly durationExact: (hours: number) => string;
  readonly durationUnit: string;
  readonly distance: (km: number) => Quantity;
  readonly mass: (kg: number) => Quantity;
  readonly percent: (share: number, decimals?: number) => string;
  readonly date: (iso: string) => string;
  readonly dateShort: (iso: string) => string;
  readonly dateTime: (iso: string) => string;
  readonly monthYear: (year: number, month: number) => string;
  readonly weekdays: readonly string[];
}

export interface FormatOptions {
  readonly locale: LocaleData;
  readonly view: Pick<View, "currency" | "distance" | "time">;
  readonly usdPerUnit: number;
  readonly word: (key: string, count?: number) => string;
}

/** The formats of one reader. Pure, so that charts and exports share it. */
export function makeFormat({ locale, view, usdPerUnit, word }: FormatOptions): Format {
  const number = (value: number, decimals = 0) => formatNumber(value, locale, decimals);
  const toCurrency = (usd: number) => usd / usdPerUnit;
  const amount = (usd: number) => {
    const shown = roundSignificant(toCurrency(usd));
    // Nobody charges thousandths; the exact value stands behind the number.
    return number(shown, Math.min(decimalsOf(shown), Math.abs(shown) < 1 ? 1 : 2));
  };
  const inDays = view.time === "days";
  const time = (hours: number) => {
    const value = inDays ? hours / HOURS_PER_DAY : hours;
    return number(value, Math.abs(value) < 9.95 ? 1 : 0);
  };
  const durationUnit = word(inDays ? "unit.d" : "unit.h");
  const parts = (iso: string) => new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  const pattern = (template: string, iso: string, months: readonly string[]) => {
    const at = parts(iso);
    return template
      .replace("{d}", String(at.getUTCDate()))
      .replace("{m}", months[at.getUTCMonth()] ?? "")
      .replace("{y}", String(at.getUTCFullYear()));
  };
  const dateShort = (iso: string) => pattern(locale.dateShort, iso, locale.monthsShort);
  return {
    number,
    money: (usd) => `${view.currency} ${amount(usd)}`,
    moneyExact: (usd) => `${view.currency} ${number(toCurrency(usd), 2)}`,
    moneyValue: amount,
    moneyRange: (low, high) => `${amount(low)}–${amount(high)}`,
    currency: view.currency,
    fromCurrency: (value) => value * usdPerUnit,
    toCurrency,
    duration: (hours) => {
      const value = time(hours);
      const count = inDays ? hours / HOURS_PER_DAY : hours;
      const shown = Math.abs(count) < 9.95 ? Math.round(count * 10) / 10 : Math.round(count);
      const unit = word(inDays ? "unit.days" : "unit.hours", shown);
      return { value, unit, text: `${value} ${unit}` };
    },
    span: (hours) => {
      if (!inDays || Math.abs(hours) >= SHORT_HOURS) return `${time(hours)} ${durationUnit}`;
      return `${number(hours, Math.abs(hours) < 0.95 ? 1 : 0)} ${word("unit.h")}`;
    },
    durationRange: (low, high) => `${time(low)}–${time(high)}`,
    durationExact: (hours) => `${number(hours, 1)} ${word("unit.h")}`,
    durationUnit,
    distance: (km) => {
      const nautical = view.distance === "nmi";
      const value = number(Math.round(nautical ? km / KM_PER_NAUTICAL_MILE : km));
      const unit = word(nautical ? "unit.nmi" : "unit.km");
      return { value, unit, text: `${value} ${unit}` };
    },
    mass: (kg) => {
      const tonnes = kg >= 1000;
      const rounded = roundSignificant(tonnes ? kg / 1000 : kg);
      const value = number(rounded, decimalsOf(rounded));
      const unit = word(tonnes ? "unit.t" : "unit.kg");
      return { value, unit, text: `${value} ${unit}` };
    },
    percent: (share, decimals = 0) => `${number(share * 100, decimals)} %`,
    date: (iso) => pattern(locale.dateLong, iso, locale.months),
    dateShort,
    dateTime: (iso) => {
      const at = parts(iso);
      const two = (value: number) => String(value).padStart(2, "0");
      return `${pattern(locale.dateLong, iso, locale.months)}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
    },
    monthYear: (year, month) =>
      locale.monthYear.replace("{m}", locale.monthsAlone[month] ?? "").replace("{y}", String(year)),
    weekdays: locale.weekdays,
  };
}

/** Decimals a rounded value still needs: 4.3 one, 0.12 two, 430 none; at most three. */
function decimalsOf(rounded: number): number {
  for (let decimals = 0; decimals < 3; decimals++) {
    if (Math.abs(rounded - Number(rounded.toFixed(decimals))) < 1e-9) return decimals;
  }
  return 3;
}
