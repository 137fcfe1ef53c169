// Rows of delay-functions.csv: curves fitted to simulated waits.

import { DELAY_KINDS, type DelayFunction } from "../model/delay-function.ts";
import type { RowReader } from "./row-reader.ts";

const MOST_HOURS = 10_000;

export function parseDelayFunction(reader: RowReader): DelayFunction {
  const hours = (column: string): number => reader.number(column, { min: 0, max: MOST_HOURS });
  const row: DelayFunction = {
    id: reader.required("id"),
    kind: reader.oneOf("kind", DELAY_KINDS),
    baseHours: hours("base_hours"),
    // Of a power of a small share: large where a wait rises late.
    scaleHours: reader.number("scale_hours", { min: 0, max: 10_000_000 }),
    power: reader.number("power", { min: 1, max: 50 }),
    pole: reader.number("pole", { min: 0.05, max: 20 }),
    low: reader.number("low", { min: 0, max: 20 }),
    high: reader.number("high", { min: 0, max: 20 }),
    thinHours: hours("thin_hours"),
    points: reader.number("points", { min: 1, max: 1_000 }),
    r2: reader.number("r2", { min: -1_000, max: 1 }),
    worstHours: hours("worst_hours"),
    replications: reader.number("replications", { min: 1, max: 10_000 }),
    seed: reader.number("seed", { min: 0, max: 2 ** 32 }),
    inputs: reader.required("inputs"),
    note: reader.text("note"),
  };
  if (reader.ok && !(row.low <= row.high && row.high < row.pole))
    reader.error(
      "high",
      "out-of-range",
      `a curve from ${row.low} to ${row.high} does not lie below its pole ${row.pole}`,
      "low ≤ high < pole",
    );
  return row;
}
