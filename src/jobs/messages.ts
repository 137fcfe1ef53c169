// What the server's thread and a worker thread tell each other.

import type { DatasetInput } from "../data/index.ts";
import type { HeadlineFigure, PackedResult, RunProgress, StoredProblem } from "../store/index.ts";
import type { CollectedPoint } from "../wire/to-sweep.ts";
import type { Split } from "./run-kind.ts";

/** Work that a thread can do by itself: it loads the dataset and reads the scenario. */
export interface Task {
  readonly kind: string;
  readonly input: DatasetInput;
  /** Of the dataset that was asked about: files that changed since are refused. null for whatever is there. */
  readonly datasetHash: string | null;
  readonly scenario: { readonly id: string; readonly document: Readonly<Record<string, unknown>> } | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seed: number | null;
  readonly programVersion: string;
  /** What the parts of split work gave, when it was split before. */
  readonly collected?: readonly CollectedPoint[];
}

export type ToWorker =
  | { readonly type: "warm"; readonly input: DatasetInput }
  | { readonly type: "run"; readonly task: Task; readonly mostBytes: number }
  /** So many threads it may have compute, itself not counted while it waits for them. */
  | { readonly type: "threads"; readonly count: number };

export type FromWorker =
  | { readonly type: "progress"; readonly progress: RunProgress }
  /** It would have so many threads compute. */
  | { readonly type: "wants-threads"; readonly count: number }
  | {
      readonly type: "done";
      readonly result: PackedResult;
      readonly headline: readonly HeadlineFigure[];
      readonly seconds: number;
    }
  | { readonly type: "split"; readonly split: Split }
  | { readonly type: "failed"; readonly problems: readonly StoredProblem[]; readonly bug: string | null };

/** What a worker thread is started with. */
export interface WorkerSettings {
  /** Module that exports `kinds`. */
  readonly kindsModule: string;
}
