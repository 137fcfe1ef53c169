// The consignment as text: query string of GET /api/v1/route and options of the command line. Turns texts into the request
// and leaves all judging to its schema, so that a wrong number is reported in the same words everywhere.

import { z } from "zod";
import { routeRequest } from "./route.ts";

const text = z.string().max(1000);
const number = text.describe("A number");
const yesNo = text.describe("true or false");
const list = text.describe("Entries separated by commas");

/** What a query string may hold; every value is text. */
const queryFields = z.strictObject({
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
});

const NUMBERS: ReadonlySet<string> = new Set(["units", "departHour", "valueUsd", "costOfCapital", "tonnes", "options"]);
const YES_NO: ReadonlySet<string> = new Set(["dangerous", "reefer", "pareto"]);
const LISTS: ReadonlySet<string> = new Set(["avoid", "require"]);

/** Query string → request. Text that is no number stays text, so that the request's schema names the field. */
export const routeQuery = queryFields.transform(fromTexts).pipe(routeRequest);

function fromTexts(query: Readonly<Record<string, string | undefined>>): z.input<typeof routeRequest> {
  const entries = Object.entries(query).flatMap(([field, value]): [string, unknown][] =>
    value === undefined ? [] : [[field, fromText(field, value)]],
  );
  // The schema that follows in the pipe checks every field.
  return Object.fromEntries(entries) as z.input<typeof routeRequest>;
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
