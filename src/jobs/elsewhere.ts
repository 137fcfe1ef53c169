// A part of a piece of work in one more thread: the same task with other parameters. The thread ends with its answer, and with
// the thread that started it, so cancelling needs nothing here.

import { Worker } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { InvalidInput } from "../model/problem.ts";
import type { FromWorker, Task, WorkerSettings } from "./messages.ts";

/** Runs it. @throws InvalidInput as the work itself; Error when the thread ends without an answer */
export function runElsewhere(kindsModule: string, task: Task, mostBytes: number): Promise<object> {
  const settings: WorkerSettings = { kindsModule };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: 3_072 },
  });
  return new Promise<object>((resolve, reject) => {
    worker.on("message", (message: FromWorker) => {
      if (message.type === "progress") return;
      // It computes in the place of the work that asked for it, and that has threads of no other kind.
      if (message.type === "wants-threads") return worker.postMessage({ type: "threads", count: message.count });
      if (message.type === "done") resolve(JSON.parse(gunzipSync(message.result.body).toString("utf8")));
      else if (message.type === "split") reject(new Error("a part of work cannot be split"));
      else reject(message.bug === null ? new InvalidInput(message.problems) : new Error(message.bug));
      void worker.terminate();
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("the thread ended without an answer")));
    worker.postMessage({ type: "run", task, mostBytes });
  });
}
