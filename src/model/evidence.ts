// What the world says that a model can be held against: published lengths, what must be connected when, incidents, and
// published outcomes beside which the model's are shown.

import type { PlaceId } from "./ids.ts";
import type { Mode } from "./network.ts";

/** A published length of a chain of places; the links' lengths must add up to it. */
export interface PublishedLength {
  readonly id: string;
  readonly path: readonly PlaceId[];
  /** Modes the chain may use; empty means any. */
  readonly modes: readonly Mode[];
  readonly km: number;
  /** Share by which the sum may differ. */
  readonly tolerance: number;
  /** Id of the fact, or empty. */
  readonly fact: string;
  readonly note: string;
}

/** What must, or must not, be reachable over open links at a date. */
export interface ConnectivityRule {
  readonly date: string;
  readonly from: PlaceId;
  readonly to: PlaceId;
  /** Empty means any chain of modes joined by terminals. */
  readonly mode: Mode | "";
  readonly expect: "reachable" | "unreachable";
  readonly note: string;
}

/** Something that broke. */
export interface Incident {
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  /** As published; not every place is one of the network's. */
  readonly place: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly asset: string;
  readonly effect: string;
  /** Absent when unknown. */
  readonly durationDays?: number;
  readonly source: string;
}

/** A published outcome and the query of the model that answers the same question. */
export interface ValidationRow {
  readonly id: string;
  readonly kind: string;
  readonly query: string;
  readonly quantity: string;
  readonly published: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
  readonly fact: string;
  /** Rows for validation may never be fitted on. */
  readonly use: "fit" | "validate";
  readonly note: string;
}
