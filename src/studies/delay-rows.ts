// Rows of fitted delays as a file, as a table for people, and whether they are in step with the numbers they were made from.

import { createHash } from "node:crypto";
import { formatCsvRow } from "../lib/csv.ts";
import type { Dataset } from "../model/dataset.ts";
import type { DelayFunction } from "../model/delay-function.ts";
import type { Service } from "../model/network.ts";
import { type InstantHours, isoDateOf } from "../model/units.ts";
import { readPeriod } from "./corridor-flows.ts";

const DAYS = 365;

/** The same without fitted rows: what they are fitted with must not depend on them. */
export const withoutDelays = <D extends Dataset>(dataset: D): D => ({ ...dataset, delayFunctions: new Map() });

/** Subjects whose values a line's simulation is made of. */
export function lineSubjects(dataset: Dataset, { id, stops, causes }: Service): string[] {
  return [
    id,
    ...stops.map((stop) => `${id}>${stop}`),
    ...stops.flatMap((from) => stops.map((to) => `${id}#${from}>${to}`)),
    ...stops.flatMap((stop) => dataset.terminalsOf(stop).map((terminal) => terminal.id as string)),
    ...causes,
  ];
}

/**
 * Hash of the numbers of some subjects that hold in the year that begins at an instant. Traffic is not in it: the curve is
 * one over all amounts of traffic.
 */
export function inputsOf(dataset: Dataset, subjects: readonly string[], at: InstantHours): string {
  const [from, to] = [isoDateOf(at), isoDateOf((at + DAYS * 24) as InstantHours)];
  const wanted = new Set(subjects);
  const rows = dataset.values
    .filter(
      ({ subject, use, validFrom, validTo }) =>
        wanted.has(subject) &&
        use === "model" &&
        (validFrom === undefined || validFrom < to) &&
        (validTo === undefined || validTo > from),
    )
    .map(({ subject, attribute, value, low, high, unit, shape, cv, months }) =>
      JSON.stringify([subject, attribute, value, low, high, unit, shape, cv, months]),
    )
    .sort();
  return createHash("sha256").update(rows.join("\n")).digest("hex").slice(0, 16);
}

/** Ids of rows of a dataset that were made from other numbers than it holds now: they are to be fitted anew. */
export function outOfStep(dataset: Dataset): string[] {
  const { from } = readPeriod(dataset, {});
  return [...dataset.delayFunctions.values()].flatMap(({ id, kind, inputs }) => {
    const subject = id.slice(0, id.indexOf("#"));
    const line = kind === "ships" ? dataset.services.get(subject as never) : undefined;
    if (kind === "ships" && line === undefined) return [id];
    const subjects = line === undefined ? [subject] : lineSubjects(dataset, line);
    return inputsOf(dataset, subjects, from) === inputs ? [] : [id];
  });
}

const DIGITS = 5;
const short = (value: number): number => Number(value.toPrecision(DIGITS));

/** Numbers as they are written: a curve knows no more digits. */
export function rounded(row: DelayFunction): DelayFunction {
  return {
    ...row,
    baseHours: short(row.baseHours),
    scaleHours: short(row.scaleHours),
    pole: short(row.pole),
    low: short(row.low),
    high: short(row.high),
    thinHours: short(row.thinHours),
    r2: short(row.r2),
    worstHours: short(row.worstHours),
  };
}

const COLUMNS =
  "id,kind,base_hours,scale_hours,power,pole,low,high,thin_hours,points,r2,worst_hours,replications,seed,inputs,note".split(
    ",",
  );

/** The text of delay-functions.csv. */
export function writeDelays(rows: readonly DelayFunction[]): string {
  const lines = rows.map((row) =>
    formatCsvRow([
      row.id,
      row.kind,
      row.baseHours,
      row.scaleHours,
      row.power,
      row.pole,
      row.low,
      row.high,
      row.thinHours,
      row.points,
      row.r2,
      row.worstHours,
      row.replications,
      row.seed,
      row.inputs,
      row.note,
    ]),
  );
  return `${[COLUMNS.join(","), ...lines].join("\n")}\n`;
}
