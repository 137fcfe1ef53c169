// What if: a name, a first day, demand factors and a list of edits. A plain value that can be sent, kept and compared;
// what it would do to a dataset is told by resolve-scenario.ts, and apply-scenario.ts does it.

import { z } from "zod";
import type { Problem } from "../model/problem.ts";
import { demandFields } from "./edits/demand.ts";
import { isoDate } from "./edits/fields.ts";
import { type Edit, editForm } from "./edits/list.ts";

export type { Edit, EditKindName } from "./edits/list.ts";

/** A factor on demand over the whole period; `group`, `origin` and `destination` narrow it. */
export const demandFactorForm = z.strictObject({ ...demandFields, scale: z.number().min(0).max(1_000) });
export type DemandFactor = z.infer<typeof demandFactorForm>;

/** The name in other languages; it says nothing of what a scenario does and is no part of its hash. */
export const scenarioNames = z
  .strictObject({
    kk: z.string().min(1).max(200).optional(),
    az: z.string().min(1).max(200).optional(),
    ru: z.string().min(1).max(200).optional(),
  })
  .describe("The name in other languages");

/** A scenario as it is written. */
export const scenarioForm = z.strictObject({
  name: z.string().min(1).max(200),
  names: scenarioNames.optional(),
  baseDate: isoDate.describe("First day looked at"),
  until: isoDate.optional().describe("First day no longer looked at; runs choose when left out"),
  notes: z.string().max(20_000).optional(),
  demand: z.array(demandFactorForm).max(200).optional().describe("Factors on demand"),
  edits: z.array(editForm).max(500).optional(),
});
export type ScenarioDocument = z.infer<typeof scenarioForm>;

export interface Scenario {
  /** File name without its ending, or the id under which it is kept. */
  readonly id: string;
  readonly name: string;
  readonly names?: z.infer<typeof scenarioNames>;
  readonly baseDate: string;
  readonly until?: string;
  readonly notes: string;
  readonly demand: readonly DemandFactor[];
  readonly edits: readonly Edit[];
  /** `file:line:column` by path in the document (`edits.0.from`), for messages; not part of what the scenario says. */
  readonly places?: Readonly<Record<string, string>>;
}

/** A thing of the dataset that an edit touches. */
export interface Touched {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** A number before and after. */
export interface ChangedValue {
  readonly subject: string;
  readonly attribute: string;
  readonly unit: string;
  /** Absent when there was none. */
  readonly before?: number;
  readonly after: number;
  readonly from?: string;
  readonly to?: string;
}

/** What a thing is before and after. */
export interface ChangedStatus {
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  readonly from?: string;
  readonly to?: string;
}

export interface ResolvedEdit {
  /** Position in the list; demand factors come first, with negative numbers from -n to -1. */
  readonly index: number;
  readonly kind: string;
  readonly place: string;
  /** What it says in plain English. */
  readonly sentence: string;
  readonly from?: string;
  readonly to?: string;
  readonly touches: readonly Touched[];
  readonly values: readonly ChangedValue[];
  readonly statuses: readonly ChangedStatus[];
  /** Ids of things that were not there before. */
  readonly added: readonly string[];
  /** Rows of demand it changes. */
  readonly demandRows: number;
  /** True when the dataset answers every question as before. */
  readonly changesNothing: boolean;
  /** Why, when it changes nothing; empty otherwise. */
  readonly why: string;
}

export interface Resolution {
  readonly id: string;
  readonly name: string;
  readonly baseDate: string;
  /** SHA-256 over what the scenario says and the dataset it is laid over. */
  readonly hash: string;
  /** With any, the scenario cannot be applied. */
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly edits: readonly ResolvedEdit[];
}
