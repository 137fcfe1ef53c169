// How far the model agrees with the world: every row of validation.csv asked of the planner and set beside what was
// published. Agreement is counted, never tuned here; a row that served to fit a number is marked so and counted apart.

import type { ValidationRow } from "../model/evidence.ts";
import type { Value } from "../model/facts.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { type Answerer, measure, parseStudyQuery, QUANTITIES, type Quantity } from "./answer-query.ts";
import { factorOff, isWithinTolerance, rounded, tableRow, unknownWord } from "./beside-published.ts";

export const VALIDATION_KINDS = ["chain", "leg", "border", "speed", "rate", "length"] as const;

export interface ValidationResult {
  readonly id: string;
  readonly kind: string;
  readonly query: string;
  readonly quantity: string;
  readonly unit: string;
  /** As published: money in dollars of its own year. */
  readonly published: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly fact: string;
  /** Null when the planner has no answer; `reason` says why. */
  readonly model: number | null;
  readonly modelP10: number | null;
  readonly modelP90: number | null;
  readonly ratio: number | null;
  /** |model / published - 1| <= 0.25. */
  readonly within25: boolean | null;
  /** Published between the model's P10 and P90; null where the model gives no band (lengths, moving time alone). */
  readonly withinBand: boolean | null;
  readonly use: ValidationRow["use"];
  readonly note: string;
  readonly reason: string;
}

export interface ValidationCounts {
  readonly rows: number;
  readonly unanswered: number;
  readonly beyond25: number;
  readonly outsideBand: number;
  /** Unanswered, beyond 25 % or outside the band. */
  readonly misses: number;
}

export interface Validation {
  /** Disagreements first. */
  readonly rows: readonly ValidationResult[];
  readonly fit: ValidationCounts;
  readonly validate: ValidationCounts;
}

/**
 * What is wrong with the rows themselves: an unknown kind or quantity, a published figure that is not above zero, a query
 * that cannot be read. Whether their facts exist is checked where the dataset is.
 */
export function checkValidationRows(rows: readonly ValidationRow[]): readonly Problem[] {
  return rows.filter(isAskedOfPlanner).flatMap((row): Problem[] => {
    const place = `validation.csv ${row.id}`;
    const problems: Problem[] = [];
    if (!VALIDATION_KINDS.some((kind) => kind === row.kind))
      problems.push(unknownWord(place, row.kind, VALIDATION_KINDS));
    if (!isQuantity(row.quantity)) problems.push(unknownWord(place, row.quantity, QUANTITIES));
    if (!(row.published > 0)) {
      problems.push({
        code: "bad-number",
        place,
        message: "published is not above 0",
        hint: "Give the published figure",
      });
    }
    try {
      parseStudyQuery(row.query, place);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
    }
    return problems;
  });
}

/** Rows about oil and the simulated crossing are asked of other engines (oil-validation.ts, crossing-validation.ts). */
const isAskedOfPlanner = ({ kind }: ValidationRow): boolean => kind !== "oil" && kind !== "crossing";

const isQuantity = (word: string): word is Quantity => QUANTITIES.some((quantity) => quantity === word);

/** What a comparison needs of a dataset; without deflators money is compared as it stands. */
export interface ValidatedDataset {
  readonly validation: readonly ValidationRow[];
  readonly deflators?: ReadonlyMap<number, number>;
  readonly priceYear?: number;
}

/**
 * Dollars of the year of a date in one dollar of the price year: the planner answers in one year's prices, and a rate of
 * 2020 was published in those of 2020. 1 where a year has no index.
 */
function dollarsOf({ deflators, priceYear }: ValidatedDataset, date: string | undefined): number {
  const then = date === undefined ? undefined : deflators?.get(Number(date.slice(0, 4)));
  const now = priceYear === undefined ? undefined : deflators?.get(priceYear);
  return then === undefined || now === undefined ? 1 : then / now;
}

/**
 * Asks every row of the planner. Money of the answer is brought to the dollars of the row's date before it is compared.
 * @throws InvalidInput when rows cannot be asked; all problems of `checkValidationRows` at once.
 */
export function runValidation(dataset: ValidatedDataset, answer: Answerer): Validation {
  const rows = dataset.validation.filter(isAskedOfPlanner);
  const problems = checkValidationRows(rows);
  if (problems.length > 0) throw new InvalidInput(problems);
  const results = rows.map((row) => checkRow(dataset, row, answer)).sort(byDisagreement);
  return {
    rows: results,
    fit: count(results.filter((row) => row.use === "fit")),
    validate: count(results.filter((row) => row.use === "validate")),
  };
}

function checkRow(dataset: ValidatedDataset, row: ValidationRow, answer: Answerer): ValidationResult {
  if (!isQuantity(row.quantity)) throw new Error(`${row.id}: a quantity that was checked, found ${row.quantity}`);
  const query = parseStudyQuery(row.query, row.id);
  const measured = measure(query, row.quantity, answer);
  const base = {
    id: row.id,
    kind: row.kind,
    query: row.query,
    quantity: row.quantity,
    unit: row.unit,
    published: row.published,
    low: row.low ?? null,
    high: row.high ?? null,
    fact: row.fact,
    use: row.use,
    note: row.note,
  };
  if (measured.status === "none") {
    const nothing = { model: null, modelP10: null, modelP90: null, ratio: null, within25: null, withinBand: null };
    return { ...base, ...nothing, reason: measured.reason };
  }
  const scale = row.quantity === "usd" ? dollarsOf(dataset, query.request.depart) : 1;
  const value = measured.value * scale;
  const p10 = measured.p10 === undefined ? undefined : measured.p10 * scale;
  const p90 = measured.p90 === undefined ? undefined : measured.p90 * scale;
  return {
    ...base,
    model: value,
    modelP10: p10 ?? null,
    modelP90: p90 ?? null,
    ratio: value / row.published,
    within25: isWithinTolerance(value / row.published),
    withinBand: p10 === undefined || p90 === undefined ? null : p10 <= row.published && row.published <= p90,
    reason: "",
  };
}

/** Whether a row disagrees: no answer, beyond 25 %, or published outside the model's band. */
export const isMiss = (row: ValidationResult): boolean =>
  row.model === null || row.within25 === false || row.withinBand === false;

function count(rows: readonly ValidationResult[]): ValidationCounts {
  return {
    rows: rows.length,
    unanswered: rows.filter((row) => row.model === null).length,
    beyond25: rows.filter((row) => row.within25 === false).length,
    outsideBand: rows.filter((row) => row.withinBand === false).length,
    misses: rows.filter(isMiss).length,
  };
}

/** Unanswered first, then misses by how far they are off (as a factor), then the rest likewise. */
function byDisagreement(a: ValidationResult, b: ValidationResult): number {
  const rank = (row: ValidationResult) => (row.model === null ? 0 : isMiss(row) ? 1 : 2);
  const off = (row: ValidationResult) => (row.ratio === null ? 0 : factorOff(row.ratio));
  return rank(a) - rank(b) || off(b) - off(a) || (a.id < b.id ? -1 : 1);
}

/**
 * Rows marked `validate` that a number of the model was set on all the same: a value in use rests on the row's fact, or its
 * note says `fit:ID` (docs/data.md). Such a row proves nothing and has to be marked `fit`.
 */
export function fitProblems(
  rows: readonly ValidationRow[],
  values: readonly Pick<Value, "place" | "source" | "note" | "use">[],
): readonly Problem[] {
  const known = new Map(rows.map((row) => [row.id, row]));
  const byFact = new Map<string, ValidationRow[]>();
  for (const row of rows) byFact.set(`fact:${row.fact}`, [...(byFact.get(`fact:${row.fact}`) ?? []), row]);
  const found = new Map<string, Problem>();
  const add = (key: string, place: string, message: string, hint: string) => {
    if (!found.has(key)) found.set(key, { code: "fitted-on-validation", place, message, hint });
  };
  for (const { place, source, note, use } of values) {
    if (use !== "model") continue;
    for (const row of byFact.get(source) ?? []) {
      if (row.use === "validate")
        add(row.id, place, `${row.id} validates with ${source}, which a value in use rests on`, "Mark the row fit");
    }
    for (const [, target] of note.matchAll(/\bfit:([a-z0-9-]+)/g)) {
      const row = known.get(target);
      if (row === undefined) add(target, place, `no validation row ${target}`, "Name a row of validation.csv");
      else if (row.use === "validate")
        add(row.id, place, `${target} is kept for validation`, "Mark the row fit, or fit on something else");
    }
  }
  return [...found.values()];
}

/** The page docs/validation.md: counts, then every row, disagreements first, then the section about flows. */
export function writeValidation(validation: Validation, datasetVersion: string, flows = ""): string {
  const { rows, validate, fit } = validation;
  return [
    "# Validation: the model beside the world",
    "",
    `Generated from \`dataset/validation.csv\` (dataset version ${datasetVersion}); do not edit.`,
    "",
    "A row is a miss when the model has no answer, is more than 25 % away from the published figure, or when the published",
    "figure lies outside the model's P10 to P90. Rows marked *fit* helped to set a number and prove nothing. Money stands in",
    "US dollars of the row's own year: the model's prices are brought there with US consumer prices.",
    "",
    countsTable(validate, fit),
    "",
    "## Misses",
    "",
    table(rows.filter(isMiss)),
    "",
    "## Agreements",
    "",
    table(rows.filter((row) => !isMiss(row))),
    "",
    ...(flows === "" ? [] : [flows]),
  ].join("\n");
}

function countsTable(validate: ValidationCounts, fit: ValidationCounts): string {
  const line = (name: string, counts: ValidationCounts) =>
    `| ${name} | ${counts.rows} | ${counts.misses} | ${counts.beyond25} | ${counts.outsideBand} | ${counts.unanswered} |`;
  return [
    "| use | rows | misses | beyond 25 % | outside P10–P90 | no answer |",
    "|---|---|---|---|---|---|",
    line("validate", validate),
    line("fit", fit),
  ].join("\n");
}

function table(rows: readonly ValidationResult[]): string {
  if (rows.length === 0) return "None.";
  const lines = rows.map((row) => {
    const published = range(row.published, row.low, row.high, row.unit);
    const model = row.model === null ? "–" : range(row.model, row.modelP10, row.modelP90, row.unit);
    const ratio = row.ratio === null ? "–" : row.ratio.toFixed(2);
    const why = [row.reason, row.note].filter((text) => text !== "").join(" ");
    return tableRow([`\`${row.id}\``, row.quantity, published, model, ratio, row.use, `\`${row.fact}\``, why]);
  });
  return [
    "| row | quantity | published | model (P10–P90) | model / published | use | fact | explanation |",
    "|---|---|---|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}

function range(value: number, low: number | null, high: number | null, unit: string): string {
  const band = low === null || high === null ? "" : ` (${rounded(low)}–${rounded(high)})`;
  return `${rounded(value)}${band} ${unit}`;
}
