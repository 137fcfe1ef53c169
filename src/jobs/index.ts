// What the rest of the program may use of long work.

export { engineVersion } from "./engine-version.ts";
export { UNNAMED } from "./foreman.ts";
export { kinds } from "./kinds.ts";
export { toProgress } from "./progress.ts";
export { runRemoteWorker, type WorkerEvent, type WorkerTally } from "./remote-worker.ts";
export { poolOf } from "./replication-pool.ts";
export type { RunKind, Study, Work } from "./run-kind.ts";
export { type Once, runOnce } from "./run-once.ts";
export { type AskedRun, openRuns, type RunLimits, type Runs, type RunsOptions, readParameters } from "./runs.ts";
export { usualWorkers } from "./workers.ts";
