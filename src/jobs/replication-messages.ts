// What the pool and its threads tell each other.

import type { StoredProblem } from "../store/index.ts";
import type { ModelSource, ReplicationRecord, ReplicationTask } from "../studies/crossing-replications.ts";

export interface ToReplicationThread {
  readonly id: number;
  readonly task: ReplicationTask;
  /** Absent when it is the same model as before. */
  readonly source?: ModelSource;
}

export type FromReplicationThread =
  | { readonly id: number; readonly record: ReplicationRecord }
  | { readonly id: number; readonly problems: readonly StoredProblem[]; readonly bug: string | null };
