// Reads the cells of one row as typed values, and collects what is wrong with each, with its place.

import type { CsvRecord } from "../lib/csv.ts";
import { didYouMean } from "../lib/nearest-word.ts";
import { isId } from "../model/ids.ts";
import { isCountryCode } from "./country-codes.ts";
import type { Findings } from "./findings.ts";
import { placeOfCell, type RawTable } from "./read-layer.ts";

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
/** Entries of a list inside a cell. */
const MAX_LIST = 500;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** True for an ISO calendar date that exists. */
export function isIsoDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** One row; each reading method reports at most one problem and gives a harmless stand-in then. `ok` tells whether the row may be kept. */
export class RowReader {
  readonly table: RawTable;
  readonly row: CsvRecord;
  readonly #findings: Findings;
  ok = true;

  constructor(table: RawTable, row: CsvRecord, findings: Findings) {
    this.table = table;
    this.row = row;
    this.#findings = findings;
  }

  /** `file:line` of the row. */
  get line(): string {
    return `${this.table.path}:${this.row.line}`;
  }

  place(column?: string): string {
    return placeOfCell(this.table, this.row, column);
  }

  error(column: string, code: string, message: string, hint: string): void {
    this.ok = false;
    this.#findings.errors.push({ code, place: this.place(column), message, hint });
  }

  warn(column: string, code: string, message: string, hint: string): void {
    this.#findings.warnings.push({ code, place: this.place(column), message, hint });
  }

  /** The cell without surrounding blanks; empty when the column is not there. */
  text(column: string): string {
    const index = this.table.columns.get(column);
    return index === undefined ? "" : (this.row.cells[index] ?? "").trim();
  }

  required(column: string): string {
    const text = this.text(column);
    if (text === "") this.error(column, "missing-value", `${column} is empty`, `give ${column}`);
    return text;
  }

  id(column: string): string {
    const text = this.required(column);
    if (text !== "" && !isId(text))
      this.error(column, "bad-id", `${show(text)} is no id`, "lower-case letters and digits, words joined by -");
    return text;
  }

  optionalId(column: string): string {
    return this.text(column) === "" ? "" : this.id(column);
  }

  idList(column: string): string[] {
    const list = this.list(column);
    for (const entry of list) {
      if (!isId(entry)) this.error(column, "bad-id", `${show(entry)} is no id`, "ids separated by ;");
    }
    return list;
  }

  list(column: string): string[] {
    const text = this.text(column);
    if (text === "") return [];
    const entries = text
      .split(";", MAX_LIST + 1)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
    if (entries.length <= MAX_LIST) return entries;
    this.error(column, "long-list", `more than ${MAX_LIST} entries`, "split the row");
    return [];
  }

  oneOf<T extends string>(column: string, words: readonly T[], otherwise?: T): T {
    const text = this.text(column);
    if (text === "" && otherwise !== undefined) return otherwise;
    return this.#word(column, text, words) ?? words[0];
  }

  listOf<T extends string>(column: string, words: readonly T[]): T[] {
    return this.list(column).flatMap((entry) => this.#word(column, entry, words) ?? []);
  }

  yes(column: string, otherwise: boolean): boolean {
    return this.oneOf(column, ["yes", "no"] as const, otherwise ? "yes" : "no") === "yes";
  }

  number(column: string, range?: NumberRange): number {
    return this.optionalNumber(column, range) ?? this.#missingNumber(column);
  }

  /** Undefined when the cell is empty or wrong. */
  optionalNumber(column: string, range?: NumberRange): number | undefined {
    const text = this.text(column);
    if (text === "") return undefined;
    const value = Number(text);
    if (!NUMBER.test(text) || !Number.isFinite(value)) {
      this.error(column, "bad-number", `${show(text)} is no number`, "digits with a decimal point, as 1234.5");
      return undefined;
    }
    if (range !== undefined && (value < range.min || value > range.max)) {
      this.error(
        column,
        "out-of-range",
        `${column} ${text} is outside ${range.min} … ${range.max}`,
        "check the unit and the decimal point",
      );
      return undefined;
    }
    return value;
  }

  /** Undefined when empty or wrong. */
  optionalDate(column: string): string | undefined {
    const text = this.text(column);
    if (text === "") return undefined;
    if (isIsoDate(text)) return text;
    this.error(column, "bad-date", `${show(text)} is no date`, "an existing day as 2026-12-01");
    return undefined;
  }

  date(column: string): string {
    const text = this.required(column);
    return text === "" ? "" : (this.optionalDate(column) ?? "");
  }

  /** A date, a month or a year: `2024-09-13`, `2024-09`, `2024`. */
  datePart(column: string): string {
    const text = this.text(column);
    if (text === "") return "";
    const full = text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text;
    if (!isIsoDate(full))
      this.error(column, "bad-date", `${show(text)} is no date`, "a day, a month or a year: 2024-09-13, 2024-09, 2024");
    return text;
  }

  /** Reports a window that ends before it begins. */
  window(fromColumn: string, toColumn: string): { from?: string; to?: string } {
    const from = this.optionalDate(fromColumn);
    const to = this.optionalDate(toColumn);
    if (from !== undefined && to !== undefined && to <= from) {
      this.error(
        toColumn,
        "empty-window",
        `ends on ${to}, not after its start ${from}`,
        "the end is the first day on which it no longer holds",
      );
    }
    return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  }

  country(column: string): string {
    const code = this.required(column);
    if (code !== "") this.checkCountry(column, code);
    return code;
  }

  optionalCountry(column: string): string {
    const code = this.text(column);
    if (code !== "") this.checkCountry(column, code);
    return code;
  }

  checkCountry(column: string, code: string): void {
    if (!isCountryCode(code)) {
      this.error(
        column,
        "bad-country",
        `${show(code)} is no country code`,
        "two capital letters of ISO 3166-1, or XA to XZ for an invented country",
      );
    }
  }

  timeZone(column: string): string {
    const zone = this.text(column);
    if (zone === "") return "UTC";
    if (!isTimeZone(zone))
      this.error(column, "bad-time-zone", `${show(zone)} is no time zone`, "a name of the IANA list, Region/City");
    return zone;
  }

  #word<T extends string>(column: string, text: string, words: readonly T[]): T | undefined {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) {
      const shown = words.map((entry) => entry || "(empty)").join(", ");
      this.error(
        column,
        text === "" ? "missing-value" : "unknown-word",
        text === "" ? `${column} is empty` : `${column} ${show(text)} is not known`,
        text === "" ? `one of ${shown}` : didYouMean(text, words, `one of ${shown}`),
      );
    }
    return word;
  }

  #missingNumber(column: string): number {
    if (this.text(column) === "") this.error(column, "missing-value", `${column} is empty`, "give a number");
    return 0;
  }
}

/** Text as shown in a message: quoted, cut. */
export const show = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);

const zones = new Map<string, boolean>();
export function isTimeZone(zone: string): boolean {
  let known = zones.get(zone);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      known = /^[A-Za-z]/.test(zone);
    } catch {
      known = false;
    }
    zones.set(zone, known);
  }
  return known;
}
