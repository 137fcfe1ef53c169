// A worker thread that runs replications of points of a sweep and knows nothing else: no dataset, no store. The models it met
// last stay compiled.

import { parentPort } from "node:worker_threads";
import { createSweepRunner, type SweepModel, type SweepRunner, type SweptReplication } from "../studies/sweep-model.ts";

export interface PartWork {
  /** SHA-256 of the model's text. */
  readonly model: string;
  readonly text: string;
  readonly seed: number;
  readonly firstReplication: number;
  readonly replications: number;
}

export type FromPartThread =
  | { readonly type: "done"; readonly records: readonly SweptReplication[] }
  | { readonly type: "failed"; readonly message: string };

const port = parentPort;
if (port === null) throw new Error("part-thread.ts runs in a worker thread only");

const MOST_KEPT = 4;
/** In the order in which they were met last. */
const runners = new Map<string, SweepRunner>();

port.on("message", (work: PartWork) => {
  const answer = doWork(work);
  port.postMessage(answer);
});

function doWork(work: PartWork): FromPartThread {
  try {
    const runner = runnerOf(work);
    const records = Array.from({ length: work.replications }, (_, at) =>
      runner.run(work.seed, work.firstReplication + at),
    );
    return { type: "done", records };
  } catch (error) {
    return { type: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

function runnerOf({ model, text }: PartWork): SweepRunner {
  const runner = runners.get(model) ?? createSweepRunner(JSON.parse(text) as SweepModel);
  runners.delete(model);
  runners.set(model, runner);
  for (const [oldest] of runners) {
    if (runners.size <= MOST_KEPT) break;
    runners.delete(oldest);
  }
  return runner;
}
