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
  let isClosed = false;

  function startThread(): Worker {
    const thread = new Worker(new URL("./part-thread.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    // A thread with nothing to do does not keep the program alive.
    thread.unref();
    // What it says when nobody waits for it interests nobody.
    thread.on("error", () => {});
    thread.on("exit", () => {
      const at = idle.indexOf(thread);
      if (at >= 0) idle.splice(at, 1);
    });
    return thread;
  }

  return {
    busy: () => busy.size,
    run(work) {
      if (isClosed) return Promise.reject(new Error("the threads were ended"));
      const thread = idle.pop() ?? startThread();
      busy.add(thread);
      thread.ref();
      return new Promise((resolve, reject) => {
        // Only its own listeners are taken off: ending a thread listens for its exit too.
        function end(isUsable: boolean): void {
          thread.off("message", onMessage);
          thread.off("error", onError);
          thread.off("exit", onExit);
          busy.delete(thread);
          if (isUsable && !isClosed && idle.length + busy.size < most) {
            thread.unref();
            idle.push(thread);
          } else void thread.terminate();
        }
        const onMessage = (answer: FromPartThread): void => {
          end(true);
          if (answer.type === "done") resolve(answer.records);
          else reject(new Error(answer.message));
        };
        const onError = (error: unknown): void => {
          end(false);
          reject(error);
        };
        const onExit = (): void => {
          end(false);
          reject(new Error("the thread ended without an answer"));
        };
        thread.on("message", onMessage);
        thread.on("error", onError);
        thread.on("exit", onExit);
        thread.postMessage(work);
      });
    },
    async close() {
      isClosed = true;
      const all = [...idle, ...busy];
      idle.length = 0;
      await Promise.all(all.map((thread) => thread.terminate()));
    },
  };
}
