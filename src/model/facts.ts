// A number never stands alone: value, unit, period of validity, basis and source.

import type { SourceRef } from "./ids.ts";

/** How a number came to be. Estimated is never shown like measured. */
export type Basis = "observed" | "published" | "derived" | "assumed";

/** Order of trust, best first. */
const TRUST: readonly Basis[] = ["observed", "published", "derived", "assumed"];

/** A figure is as sure as the weakest of the numbers it is made of; `observed` when it is made of none. */
export function weakest(bases: readonly Basis[]): Basis {
  let worst: Basis = "observed";
  for (const basis of bases) if (TRUST.indexOf(basis) > TRUST.indexOf(worst)) worst = basis;
  return worst;
}

export type Shape = "point" | "triangular" | "lognormal" | "gamma";

/** One row of a values file (docs/data.md). */
export interface Value {
  readonly subject: string;
  readonly attribute: string;
  /** The number; the mean where `shape` is a distribution. */
  readonly value: number;
  /** P10 and P90 (for `triangular`: smallest and largest). */
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
  readonly shape: Shape;
  readonly cv?: number;
  /** ISO dates; absent means always. `validTo` is the first day on which it no longer holds. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** Months 1–12 in which it holds; absent means all. */
  readonly months?: readonly number[];
  readonly basis: Basis;
  readonly observations?: number;
  readonly asOf: string;
  readonly source: SourceRef;
  readonly use: "model" | "alternative";
  readonly note: string;
  /** Where it stands, for messages: `values/links.csv:12`. */
  readonly place: string;
}

export interface Source {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  readonly url: string;
  readonly published: string;
  readonly accessed: string;
  readonly licence: string;
}

export interface Assumption {
  readonly id: string;
  readonly statement: string;
  readonly defence: string;
}

export interface Fact {
  readonly id: string;
  readonly subject: string;
  readonly quantity: string;
  /** Kept as text: not every published value is a number. */
  readonly value: string;
  readonly low: string;
  readonly high: string;
  readonly unit: string;
  readonly period: string;
  readonly statement: string;
  readonly source: string;
  readonly confidence: "A" | "B" | "C";
  readonly topic: string;
}

export interface Claim {
  readonly id: string;
  readonly statement: string;
  readonly speaker: string;
  readonly date: string;
  readonly source: string;
  readonly quantity: string;
  readonly value: string;
  readonly unit: string;
  readonly checkedAgainst: string;
  readonly verdict: "holds" | "holds-for-another-year" | "not-found" | "contradicted";
  readonly note: string;
}

export interface Commitment {
  readonly id: string;
  readonly parties: readonly string[];
  readonly measure: string;
  readonly target: string;
  readonly unit: string;
  readonly due: string;
  readonly promisedOn: string;
  readonly source: string;
  /** A query the model can answer beside the promise, as validation queries are written (docs/data.md); empty when it cannot. */
  readonly modelledQuery: string;
  readonly note: string;
}
