// The consignment as text: query string of GET /api/v1/route and options of the command line. Turns texts into the request
// and leaves all judging to its schema, so that a wrong number is reported in the same words everywhere.

import { z } from "zod";

const text = z.string().max(1000);
const number = text.describe("A number");
const yesNo = text.describe("true or false");
const list = text.describe("Entries separated by commas");

/** What a query string may hold; every value is text. Describes it for documents; judging is the request schema's work. */
export const routeQuery = z.strictObject({
  from: text,
  to: text,
  cargo: text.optional(),
  units: number.optional(),
  depart: text.optional(),
  departHour: number.optional(),
  deadline: text.optional(),
  valueUsd: number.optional(),
  costOfCapital: number.optional(),
  tonnes: number.optional(),
  commodity: text.optional(),
  dangerous: yesNo.optional(),
  reefer: yesNo.optional(),
  avoid: list.optional(),
  require: list.optional(),
  date: text.optional(),
  options: number.optional(),
  pareto: yesNo.optional(),
  waits: text.optional(),
});

const NUMBERS: ReadonlySet<string> = new Set(["units", "departHour", "valueUsd", "costOfCapital", "tonnes", "options"]);
const YES_NO: ReadonlySet<string> = new Set(["dangerous", "reefer", "pareto"]);
const LISTS: ReadonlySet<string> = new Set(["avoid", "require"]);

/**
 * Query string → fields of `routeRequest`, not yet checked. Text that is no number stays text and a field that does not exist
 * stays, so that the request's schema names them.
 */
export function fromTexts(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(query).flatMap(([field, value]): [string, unknown][] =>
    value === undefined ? [] : [[field, typeof value === "string" ? fromText(field, value) : value]],
  );
  return Object.fromEntries(entries);
}

function fromText(field: string, value: string): unknown {
  if (NUMBERS.has(field)) return toNumber(value);
  if (YES_NO.has(field)) return toYesNo(value);
  if (LISTS.has(field)) return toList(value);
  return value;
}

function toNumber(value: string): unknown {
  const parsed = Number(value);
  return value.trim() !== "" && Number.isFinite(parsed) ? parsed : value;
}

function toYesNo(value: string): unknown {
  if (/^(true|yes|1|)$/i.test(value)) return true;
  return /^(false|no|0)$/i.test(value) ? false : value;
}

/** Entries between commas, without blanks around them and without empty ones. */
function toList(value: string): string[] {
  return value
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
