// Writes src/web/generated/intl.json: how numbers and dates are written in the app's languages. Browsers claim Kazakh and
// Azerbaijani without carrying their data, so it is taken here from the full ICU of Node and shipped.
// `--check` compares instead of writing; exit code 1 when the file is stale.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const FILE = path.join(import.meta.dirname, "..", "src", "web", "generated", "intl.json");
const COUNTRIES = path.join(import.meta.dirname, "..", "dataset", "countries.csv");
/** Language of the app → locale of ICU. English follows the British order of dates, which the corridor's papers use. */
const LOCALES = { en: "en-GB", kk: "kk", az: "az", ru: "ru" };
const MONTHS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15)));
/** 5 January 2026 is a Monday. */
const WEEK = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 0, 5 + day)));
/** A day and a month that cannot be mistaken for each other. */
const SAMPLE = new Date(Date.UTC(2026, 10, 7));

const dates = (locale, options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });

/** The order of a date as {d}, {m}, {y} with the words between them. */
function pattern(locale, options) {
  const signs = { day: "{d}", month: "{m}", year: "{y}" };
  return dates(locale, options)
    .formatToParts(SAMPLE)
    .map((part) => signs[part.type] ?? part.value)
    .join("");
}

/** The month as it stands beside a day or beside a year: other cases in Russian, for instance. */
function monthsBeside(field, locale, width) {
  const format = dates(locale, { [field]: "numeric", month: width });
  return MONTHS.map((date) => format.formatToParts(date).find((part) => part.type === "month").value);
}

function localeData(locale, codes) {
  const number = new Intl.NumberFormat(locale).formatToParts(1234567.5);
  const sign = (type) => number.find((part) => part.type === type).value;
  const names = new Intl.DisplayNames([locale], { type: "region", fallback: "none" });
  const weekday = dates(locale, { weekday: "short" });
  return {
    decimal: sign("decimal"),
    group: sign("group"),
    months: monthsBeside("day", locale, "long"),
    monthsAlone: monthsBeside("year", locale, "long"),
    monthsShort: monthsBeside("day", locale, "short"),
    weekdays: WEEK.map((date) => weekday.format(date)),
    dateLong: pattern(locale, { day: "numeric", month: "long", year: "numeric" }),
    dateShort: pattern(locale, { day: "numeric", month: "short" }),
    monthYear: pattern(locale, { month: "long", year: "numeric" }),
    countries: Object.fromEntries(codes.flatMap((code) => (names.of(code) ? [[code, names.of(code)]] : []))),
    cldr: process.versions.cldr,
  };
}

/** The file's text, as this Node's ICU has it. */
function makeIntl() {
  for (const [language, locale] of Object.entries(LOCALES)) {
    const resolved = new Intl.DateTimeFormat(locale).resolvedOptions().locale;
    if (!resolved.startsWith(language)) throw new Error(`this Node has no data for ${language}: it needs full ICU`);
  }
  const codes = readFileSync(COUNTRIES, "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.slice(0, 2))
    .filter((code) => /^[A-Z]{2}$/.test(code) && !/^(X[A-Z]|AA|Q[M-Z]|ZZ)$/.test(code));
  const all = Object.entries(LOCALES).map(([language, locale]) => [language, localeData(locale, codes)]);
  return `${JSON.stringify(Object.fromEntries(all), null, 1)}\n`;
}

function main() {
  const text = makeIntl();
  if (!process.argv.includes("--check")) {
    writeFileSync(FILE, text);
    return 0;
  }
  const written = readFileSync(FILE, "utf8");
  if (written === text) return 0;
  // Another Node may carry another edition of the locale data; then the file cannot be judged by it.
  const edition = JSON.parse(written).en?.cldr;
  if (edition !== process.versions.cldr) {
    process.stderr.write(`made with CLDR ${edition}, this Node has ${process.versions.cldr}: not compared\n`);
    return 0;
  }
  process.stderr.write("src/web/generated/intl.json is stale: run node scripts/make-intl.mjs\n");
  return 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(main());
