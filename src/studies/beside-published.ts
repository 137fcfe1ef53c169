// Figures computed beside published ones, as sections of docs/validation.md list them: what is wrong with the rows of
// validation.csv that are asked, which are missed, and a table of them. What is computed for a row stands with each study.

import type { ValidationRow } from "../model/evidence.ts";
import type { Problem } from "../model/problem.ts";

export interface PublishedCheck {
  readonly row: ValidationRow;
  /** What is computed over what was published. */
  readonly ratio: number;
}

/** |model / published − 1| above this is a miss. */
const TOLERANCE = 0.25;

export const isWithinTolerance = (ratio: number): boolean => Math.abs(ratio - 1) <= TOLERANCE;

/** Also missed is what has no number. */
export const isMissed = ({ ratio }: PublishedCheck): boolean => !isWithinTolerance(ratio);

/**
 * What is wrong with rows.
 * @param quantities words that a row may ask for
 * @param parse gives undefined for a query that cannot be read
 */
export function checkPublishedRows(
  rows: readonly ValidationRow[],
  quantities: readonly string[],
  parse: (query: string) => unknown,
  hint: string,
): readonly Problem[] {
  return rows.flatMap((row) => {
    const place = `validation.csv ${row.id}`;
    const problems: Problem[] = [];
    if (!quantities.includes(row.quantity)) problems.push(unknownWord(place, row.quantity, quantities));
    if (parse(row.query) === undefined)
      problems.push({ code: "bad-query", place, message: `"${row.query}" cannot be read`, hint });
    return problems;
  });
}

export const unknownWord = (place: string, word: string, known: readonly string[]): Problem => ({
  code: "unknown-word",
  place,
  message: `"${word}" is unknown`,
  hint: `One of ${known.join(", ")}`,
});

/** How many are missed, of those that a number was set on and of the others. */
export function sayMissed(checks: readonly PublishedCheck[]): string {
  const fit = checks.filter(({ row }) => row.use === "fit");
  const kept = checks.filter(({ row }) => row.use === "validate");
  const missed = (list: readonly PublishedCheck[]): number => list.filter(isMissed).length;
  return `Of ${fit.length} rows that helped to set a number ${missed(fit)} are missed, of ${kept.length} kept apart ${missed(kept)}.`;
}

/** The cells that end a row of every table: how far off (in bold when missed), what for, on what it rests, why. */
export function besideCells(check: PublishedCheck): string[] {
  const { row, ratio } = check;
  const shown = ratio.toFixed(2);
  return [isMissed(check) ? `**${shown}**` : shown, row.use, `\`${row.fact}\``, row.note];
}

/** A row of a Markdown table; a bar within a cell does not end it. */
export const tableRow = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

/** How far off as a factor, either way. */
export const factorOff = (ratio: number): number => Math.abs(Math.log(Math.max(ratio, 1e-9)));

/** Three significant digits below 1,000, whole numbers above. */
export const rounded = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(3)));
