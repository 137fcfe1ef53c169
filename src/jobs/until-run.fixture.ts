// Waits in tests for what becomes of a run, told by the runs themselves: nothing is looked at again and again.

import type { Runs } from "./runs.ts";

type Found = Awaited<ReturnType<Runs["find"]>>;

/** Other work may share the machine. */
const MOST_MS = 50_000;

/** The run, or that there is none, as soon as it is what is waited for; looked at when it is told to have changed. */
export function untilRun(runs: Runs, id: string, isIt: (run: Found) => boolean): Promise<Found> {
  return new Promise((resolve, reject) => {
    const end = (tell: () => void): void => {
      clearTimeout(timer);
      stop();
      tell();
    };
    const look = (): void => {
      runs.find(id).then(
        (run) => isIt(run) && end(() => resolve(run)),
        (error) => end(() => reject(error)),
      );
    };
    const timer = setTimeout(() => end(() => reject(new Error(`run ${id} does not come to that`))), MOST_MS);
    const stop = runs.watch(id, look);
    look();
  });
}

export const endOf = (runs: Runs, id: string): Promise<Found> =>
  untilRun(runs, id, (run) => run === undefined || !["queued", "running"].includes(run.state));
