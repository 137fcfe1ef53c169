// Threads for jobs of sweeps: of a server, or of a worker on another machine. One job at a time each, started when first
// needed; a thread that dies takes its job alone with it.

import { Worker } from "node:worker_threads";
import type { SweptReplication } from "../studies/sweep-model.ts";
import type { FromPartThread, PartWork } from "./part-thread.ts";

export type { PartWork };

export interface PartThreads {
  /** Jobs under way. */
  busy(): number;
  /** Runs a job. @throws Error when its model cannot be run, or its thread ends */
  run(work: PartWork): Promise<readonly SweptReplication[]>;
  /** Ends all threads; jobs under way fail. */
  close(): Promise<void>;
}

const MOST_MEGABYTES = 3_072;

/** @param most threads that are kept when they are idle */
export function createPartThreads(most: number): PartThreads {
  const idle: Worker[] = [];
  const busy = new Set<Worker>();

  function startThread(): Worker {
    const thread = new Worker(new URL("./part-thread.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    // A thread with nothing to do does not keep the program alive.
    thread.unref();
    return thread;
  }

  return {
    busy: () => busy.size,
    run(work) {
      const thread = idle.pop() ?? startThread();
      busy.add(thread);
      thread.ref();
      return new Promise((resolve, reject) => {
        function end(isUsable: boolean): void {
          thread.removeAllListeners();
          busy.delete(thread);
          // What it says on its way out interests nobody.
          thread.on("error", () => {});
          if (isUsable && idle.length + busy.size < most) {
            thread.unref();
            idle.push(thread);
          } else void thread.terminate();
        }
        thread.removeAllListeners();
        thread.on("message", (answer: FromPartThread) => {
          end(true);
          if (answer.type === "done") resolve(answer.records);
          else reject(new Error(answer.message));
        });
        thread.on("error", (error) => {
          end(false);
          reject(error);
        });
        thread.on("exit", () => {
          end(false);
          reject(new Error("the thread ended without an answer"));
        });
        thread.postMessage(work);
      });
    },
    async close() {
      const all = [...idle, ...busy];
      idle.length = 0;
      await Promise.all(all.map((thread) => thread.terminate()));
    },
  };
}
