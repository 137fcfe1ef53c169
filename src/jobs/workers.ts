// Threads for long work, so that the server goes on answering: started when first needed, kept warm, ended to cancel.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { DatasetInput } from "../data/index.ts";
import type { RunProgress, StoredProblem } from "../store/index.ts";
import type { FromWorker, Task, ToWorker, WorkerSettings } from "./messages.ts";
import { createThreadPlaces, type Rank, type ThreadPlaces } from "./thread-places.ts";

export interface WorkersOptions {
  /** How many pieces of work at a time; 0 to look at runs only. */
  readonly count: number;
  /** Address of the module that exports `kinds`. */
  readonly kindsModule: string;
  /** Longest that one piece of work may take. */
  readonly mostSeconds: number;
  /** Largest answer, as JSON. */
  readonly mostBytes: number;
  /** Threads of this process that compute; its own when left out. */
  readonly places?: ThreadPlaces;
}

/** Two on small machines, half of the cores on larger ones: the server wants to answer beside them. */
export const usualWorkers = (): number => {
  const cores = availableParallelism();
  return cores < 2 ? 1 : Math.max(2, Math.floor(cores / 2));
};

export type Outcome =
  | Extract<FromWorker, { type: "done" | "split" }>
  | Extract<FromWorker, { type: "failed" }>
  | { readonly type: "cancelled" };

export interface Running {
  readonly outcome: Promise<Outcome>;
  /** Ends the work; its outcome is then `cancelled`. */
  cancel(): void;
}

export interface Workers {
  /** How many pieces of work at a time. */
  readonly count: number;
  free(): number;
  /** Starts a thread that loads a dataset before anybody asks. */
  warm(input: DatasetInput): void;
  /** Begins as soon as there is a core for it. @param rank who gives way to whom; a short run when left out */
  start(task: Task, onProgress: (progress: RunProgress) => void, rank?: Rank): Running;
  /** Ends every thread. */
  close(): Promise<void>;
}

export function createWorkers({
  count,
  kindsModule,
  mostSeconds,
  mostBytes,
  places = createThreadPlaces(),
}: WorkersOptions): Workers {
  const idle: Worker[] = [];
  const busy = new Set<Worker>();
  /** What a thread worked on last: it has the code warm, and what a study keeps of the dataset. */
  const lastKind = new WeakMap<Worker, string>();

  function startThread(): Worker {
    const settings: WorkerSettings = { kindsModule };
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: settings,
      // A study that needs more is ended and says so; the server is not.
      resourceLimits: { maxOldGenerationSizeMb: 3_072 },
    });
    // A thread with nothing to do does not keep the program alive.
    worker.unref();
    return worker;
  }

  const tell = (worker: Worker, message: ToWorker): void => worker.postMessage(message);

  /** The idle thread that knows this kind, else the one that rests longest: the others stay as warm as they are. */
  function takeIdle(kind: string): Worker | undefined {
    const known = idle.findLastIndex((worker) => lastKind.get(worker) === kind);
    return idle.splice(Math.max(0, known), 1)[0];
  }

  function start(task: Task, onProgress: (progress: RunProgress) => void, rank?: Rank): Running {
    const worker = takeIdle(task.kind) ?? startThread();
    lastKind.set(worker, task.kind);
    worker.ref();
    busy.add(worker);
    let settle: (outcome: Outcome) => void = () => {};
    const outcome = new Promise<Outcome>((resolve) => {
      settle = resolve;
    });
    let isSettled = false;
    // The thread itself begins when it has a place, and keeps it; once it asks for more, they compute in its stead.
    let isBegun = false;
    let timer: NodeJS.Timeout | undefined;
    let told: number | undefined;
    const place = places.join(
      1,
      (count) => {
        if (!isBegun) {
          if (count === 0 || isSettled) return;
          onProgress(NOTHING_YET);
          begin();
        } else if (told !== undefined && told !== count) tellThreads(count);
      },
      rank,
    );
    function begin(): void {
      isBegun = true;
      place.keep();
      timer = startTimer();
      tell(worker, { type: "run", task, mostBytes });
    }
    function tellThreads(count: number): void {
      // Waiting for a core is no time of the work itself.
      if (count === 0) clearTimeout(timer);
      else if (told === 0) timer = startTimer();
      told = count;
      tell(worker, { type: "threads", count });
    }

    function end(result: Outcome, threadIsUsable: boolean): void {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      place.leave();
      worker.removeAllListeners();
      busy.delete(worker);
      if (threadIsUsable && idle.length < count) {
        worker.unref();
        worker.on("error", () => dropIdle(worker));
        worker.on("exit", () => dropIdle(worker));
        idle.push(worker);
      } else {
        // What it says on its way out interests nobody.
        worker.on("error", () => {});
        void worker.terminate();
      }
      settle(result);
    }

    const startTimer = () => setTimeout(() => end(failed(tooLong(mostSeconds)), false), mostSeconds * 1000);
    worker.removeAllListeners();
    worker.on("message", (message: FromWorker) => {
      if (message.type === "progress") onProgress(message.progress);
      else if (message.type === "wants-threads") tellThreads(place.want(message.count));
      else end(message, true);
    });
    worker.on("error", (error) => end(failed(problemOf(error), error), false));
    worker.on("exit", (code) => end(failed(problemOf(undefined), new Error(`thread ended with ${code}`)), false));
    if (place.mightHave(1) > 0) begin();
    // Who starts it can be told something when it has been started.
    else queueMicrotask(() => isBegun || isSettled || onProgress({ ...NOTHING_YET, waitsFor: "core" }));
    return { outcome, cancel: () => end({ type: "cancelled" }, !isBegun) };
  }

  function dropIdle(worker: Worker): void {
    const index = idle.indexOf(worker);
    if (index >= 0) idle.splice(index, 1);
  }

  return {
    count,
    free: () => count - busy.size,
    warm(input) {
      if (count === 0 || idle.length + busy.size > 0) return;
      const worker = startThread();
      worker.on("error", () => dropIdle(worker));
      worker.on("exit", () => dropIdle(worker));
      idle.push(worker);
      tell(worker, { type: "warm", input });
    },
    start,
    async close() {
      const all = [...idle, ...busy];
      idle.length = 0;
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

const NOTHING_YET: RunProgress = { done: 0, total: 0, unit: "replications", rate: null, secondsLeft: null };

const failed = (problem: StoredProblem, bug?: unknown): Outcome => ({
  type: "failed",
  problems: [problem],
  bug: bug instanceof Error ? (bug.stack ?? bug.message) : null,
});

const tooLong = (seconds: number): StoredProblem => ({
  code: "run-too-long",
  place: "run",
  message: `The work was not done after ${seconds} seconds.`,
  hint: "Ask for less: fewer months, groups or elements.",
});

function problemOf(error: unknown): StoredProblem {
  const noMemory =
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return noMemory
    ? {
        code: "run-too-large",
        place: "run",
        message: "The work needs more memory than a worker may take.",
        hint: "Ask for less: fewer months, groups or elements.",
      }
    : {
        code: "bug",
        place: "program",
        message: "The program made an error.",
        hint: "It was noted in the server's log; please report what you asked.",
      };
}
