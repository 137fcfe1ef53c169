// A day that somebody asks about: of the calendar, and within the years that the network is known for.

import type { Dataset } from "../model/dataset.ts";
import type { Problem } from "../model/problem.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";

const EARLIEST = "1990-01-01";
const LATEST = "2060-01-01";

/** Undefined, with a problem at the field, for what is no such day. */
export function readDate(text: string, field: string, problems: Problem[]): InstantHours | undefined {
  // The 30th of February would be read as a day of March.
  const exists =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && isoDateOf(instant(text)) === text;
  if (exists && text >= EARLIEST && text < LATEST) return instant(text);
  problems.push({
    code: "bad-date",
    place: field,
    message: exists
      ? `${text} lies outside the years the network is known for.`
      : `${text} is no date of the calendar.`,
    hint: `Give a date like 2026-12-01, between ${EARLIEST} and ${LATEST}.`,
  });
  return undefined;
}

/**
 * First day of a crossing where nobody says another, ISO: the scenario's base date, else the first of the year of the dataset's
 * day. Flows begin with the year of the demand table instead, which is the one they are held against.
 */
export const usualFirstDay = ({ scenario, defaultDate }: Pick<Dataset, "scenario" | "defaultDate">): string =>
  scenario?.baseDate ?? `${defaultDate.slice(0, 4)}-01-01`;
