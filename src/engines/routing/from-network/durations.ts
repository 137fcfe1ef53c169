// From values of the dataset to distributions of time, with the words that say how each is known.

import type { Dataset } from "../../../model/dataset.ts";
import { type Distribution, fromValue, meanOf, scaleOf, varianceOf } from "../../../model/distribution.ts";
import { type Basis, type Value, weakest } from "../../../model/facts.ts";
import { HOURS_PER_DAY, type InstantHours } from "../../../model/units.ts";
import type { Delay } from "./standing.ts";

export interface Duration {
  /** Independent parts one after the other; their sum is the duration. */
  readonly parts: readonly Distribution[];
  readonly meanHours: number;
  readonly varianceHours: number;
  readonly basis: Basis;
  readonly timeBasis: string;
  readonly sources: readonly string[];
}

const HOURS_PER_UNIT: Readonly<Record<string, number>> = { h: 1, day: 24 };

/** The duration a row states, in hours, or undefined when there is no row. */
export function durationOf(
  dataset: Dataset,
  subjects: readonly string[],
  attribute: string,
  at: InstantHours,
): Duration | undefined {
  const value = firstValue(dataset, subjects, attribute, at);
  if (!value) return undefined;
  const factor = HOURS_PER_UNIT[value.unit] ?? 1;
  return toDuration(distributionOf(value, factor), [value], `${WORDS[attribute] ?? attribute} ${spell(value)}`);
}

/** What is timed, in a reader's words. */
const WORDS: Readonly<Record<string, string>> = {
  dwellHours: "handling",
  procedureHours: "border procedure",
  transitHours: "transit",
  callHours: "call",
};

const distributions = new WeakMap<Value, Distribution>();

/** One object per row, so that what is computed of it is found again. */
function distributionOf(value: Value, factor: number): Distribution {
  let found = distributions.get(value);
  if (!found) {
    found = scaleOf(fromValue(value), factor);
    distributions.set(value, found);
  }
  return found;
}

/** Time to run a length at a stated mean speed; the speed's cv is the run time's. */
export function runTime(lengthKm: number, length: Value, speed: Value): Duration {
  const meanHours = lengthKm / speed.value;
  const cv = speed.cv ?? bandCv(speed);
  const hours: Distribution =
    cv > 0
      ? { kind: speed.shape === "gamma" ? "gamma" : "lognormal", mean: meanHours, cv }
      : { kind: "point", value: meanHours };
  return toDuration(hours, [length, speed], `${Math.round(lengthKm)} km at ${spell(speed)}`);
}

/** The first subject that has the attribute at the date wins: the most specific is named first. */
export function firstValue(
  dataset: Dataset,
  subjects: readonly string[],
  attribute: string,
  at: InstantHours,
): Value | undefined {
  for (const subject of subjects) {
    const value = dataset.findValue(subject, attribute, at);
    if (value) return value;
  }
  return undefined;
}

/** A value in words: number, unit, range, basis, date. */
export function spell(value: Value): string {
  const range = value.low !== undefined && value.high !== undefined ? ` (${value.low}–${value.high})` : "";
  const seen = value.basis === "observed" && value.observations ? `observed, n = ${value.observations}` : value.basis;
  const unit = UNIT_WORDS[value.unit] ?? value.unit;
  return `${value.value}${unit === "" ? "" : ` ${unit}`}${range}, ${seen}, ${value.asOf}`;
}

/** Units of the dataset that nobody would say aloud as they are written. */
const UNIT_WORDS: Readonly<Record<string, string>> = {
  "1/week": "a week",
  "unit/day": "units a day",
  share: "",
};

export function toDuration(hours: Distribution, values: readonly Value[], timeBasis: string): Duration {
  return {
    parts: [hours],
    meanHours: meanOf(hours),
    varianceHours: varianceOf(hours),
    basis: weakest(values.map((value) => value.basis)),
    timeBasis,
    sources: values.map((value) => value.source),
  };
}

/** Coefficient of variation read from P10 and P90 as if they were those of a normal variable. */
function bandCv(value: Value): number {
  if (value.low === undefined || value.high === undefined || value.value <= 0) return 0;
  return (value.high - value.low) / (2 * 1.2815515655446004 * value.value);
}

/** A duration with fixed delays of the week added; the delays alone where nothing else takes time. */
export function withDelays(
  duration: Duration | undefined,
  delays: readonly (Delay | undefined)[],
): Duration | undefined {
  const met = delays.filter((delay) => delay !== undefined);
  if (met.length === 0) return duration;
  const parts = met.map(
    (delay): Duration => ({
      parts: [{ kind: "point", value: delay.hours }],
      meanHours: delay.hours,
      varianceHours: 0,
      basis: "published",
      timeBasis: `+ ${delay.hours} h now${delay.note ? `: ${delay.note}` : ""}`,
      sources: [delay.source],
    }),
  );
  return sumOf(duration ? [duration, ...parts] : parts);
}

/** Independent durations one after the other. */
export function sumOf(parts: readonly Duration[]): Duration {
  return {
    parts: parts.flatMap((part) => part.parts),
    meanHours: parts.reduce((sum, part) => sum + part.meanHours, 0),
    varianceHours: parts.reduce((sum, part) => sum + part.varianceHours, 0),
    basis: weakest(parts.map((part) => part.basis)),
    timeBasis: parts.map((part) => part.timeBasis).join("; "),
    sources: [...new Set(parts.flatMap((part) => part.sources))],
  };
}

/** A duration row in hours. */
export const hoursIn = (value: Value): number => (value.unit === "day" ? value.value * HOURS_PER_DAY : value.value);
