// What every kind of edit is: a form, and a way to resolve itself against a dataset into rows that are laid over it. Nothing
// happens before it is applied.

import type { LaidRows, LoadedDataset } from "../data/index.ts";
import type { ChangedStatus, ChangedValue, Touched } from "./scenario.ts";
import type { ThingKind } from "./things.ts";
import type { Window } from "./window.ts";

/** What an edit is resolved against. */
export interface EditContext {
  /** With the edits before this one in it. */
  readonly dataset: LoadedDataset;
  /** Of the scenario: its id makes the source of the rows, its base date the date of new numbers. */
  readonly scenario: { readonly id: string; readonly name: string; readonly baseDate: string };
  /** Makes ids of new rows unlike those of other edits. */
  readonly index: number;
  /** `file:line:column`, or a field, of a field of this edit; of the edit itself without one. */
  readonly place: (field?: string) => string;
  /** Ids near a word that names nothing, of the kinds given; none after the first few dozen words, which take their time. */
  near(word: string, kinds?: readonly ThingKind[]): string[];
  error(field: string, code: string, message: string, hint: string): void;
  warn(field: string, code: string, message: string, hint: string): void;
}

/** Something that an edit takes for itself in its window; no other edit of its group may take it at the same time. */
export interface Claim {
  readonly key: string;
  /** In words, for the message. */
  readonly subject: string;
}

export interface Resolved {
  readonly sentence: string;
  readonly window: Window;
  readonly touches: readonly Touched[];
  readonly values?: readonly ChangedValue[];
  readonly statuses?: readonly ChangedStatus[];
  readonly added?: readonly string[];
  readonly demandRows?: number;
  readonly claims?: readonly Claim[];
  readonly rows: LaidRows;
  /** Why it changes nothing; undefined when it changes something. */
  readonly nothing?: string | undefined;
}

/** One kind. `resolve` reports problems on the context; what it gives is applied only when there are none. */
export interface EditKind<E> {
  /** Word of the field `edit`. */
  readonly kind: string;
  resolve(edit: E, context: EditContext): Resolved;
}
