// Replications in several threads of this process. Each thread has its next task before it has ended one, and goes on with
// the model it knows while there are tasks of it. A thread that ends is said to whoever waits for it; closing the pool ends
// all at once, whatever they do.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { InvalidInput } from "../model/problem.ts";
import {
  type ModelSource,
  type ReplicationRecord,
  type Replications,
  type ReplicationTask,
  replicationsHere,
} from "../studies/crossing-replications.ts";
import type { FromReplicationThread, ToReplicationThread } from "./replication-messages.ts";
import type { Work } from "./run-kind.ts";

export interface ReplicationPool extends Replications {
  /** So many threads may compute from now on; those that do more end what they have. */
  allow(count: number): void;
  /** Ends every thread; what is still waited for is refused. */
  close(): Promise<void>;
}

interface Asked {
  readonly source: ModelSource;
  readonly task: ReplicationTask;
  readonly isWanted: () => boolean;
  readonly resolve: (record: ReplicationRecord | undefined) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  source: ModelSource | undefined;
  /** Tasks that it has, by number. */
  readonly has: Map<number, Asked>;
  done: number;
}

/** One that it works at and one to go on with. */
const MOST_AT_A_THREAD = 2;
const MEMORY_MB = 2_048;

/**
 * Starts threads; they load their code while the caller does something else.
 * @param thread module of a thread; the program's own when left out
 * @param allowed threads that may compute at first; all when left out
 */
export function createReplicationPool(
  threads: number,
  thread = new URL("./replication-thread.ts", import.meta.url),
  allowed = threads,
): ReplicationPool {
  const waiting: Asked[] = [];
  const all = new Set<Thread>();
  let ids = 0;
  let failure: Error | undefined;

  function start(): void {
    const worker = new Worker(thread, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    const own: Thread = { worker, source: undefined, has: new Map(), done: 0 };
    all.add(own);
    // A pool that nobody waits for does not keep the program alive.
    worker.unref();
    worker.on("message", (message: FromReplicationThread) => {
      const asked = own.has.get(message.id);
      own.has.delete(message.id);
      own.done++;
      if ("record" in message) asked?.resolve(message.record);
      else
        asked?.reject(
          message.bug === null
            ? new InvalidInput(message.problems)
            : Object.assign(new Error(), { stack: message.bug }),
        );
      if (own.has.size === 0) worker.unref();
      feed();
    });
    worker.on("error", (error) => ended(own, error));
    worker.on("exit", (code) => ended(own, new Error(`exit ${code}`)));
  }

  /** Another thread would meet the same: all that waits is told. */
  function ended(own: Thread, error: Error): void {
    if (!all.delete(own)) return;
    failure ??= toFailure(error, own.done);
    for (const { reject } of [...own.has.values(), ...waiting.splice(0)]) reject(failure);
    own.has.clear();
  }

  function feed(): void {
    while (failure === undefined && waiting.length > 0 && all.size < Math.min(threads, allowed)) start();
    const atWork = new Set([...all].filter(({ has }) => has.size > 0));
    for (let each = 1; each <= MOST_AT_A_THREAD; each++)
      for (const own of all) {
        if (own.has.size >= each || atWork.size > allowed) continue;
        if (atWork.size === allowed && !atWork.has(own)) continue;
        const asked = next(own.source);
        if (asked === undefined) return;
        give(own, asked);
        atWork.add(own);
      }
  }

  /** The first task of the model that a thread knows, else the first of all. */
  function next(source: ModelSource | undefined): Asked | undefined {
    for (let i = waiting.length - 1; i >= 0; i--)
      if (!waiting[i].isWanted()) for (const { resolve } of waiting.splice(i, 1)) resolve(undefined);
    const known = waiting.findIndex((asked) => asked.source === source);
    return waiting.splice(Math.max(0, known), 1)[0];
  }

  function give(own: Thread, asked: Asked): void {
    const id = ids++;
    const message: ToReplicationThread = {
      id,
      task: asked.task,
      ...(own.source === asked.source ? {} : { source: asked.source }),
    };
    own.source = asked.source;
    own.has.set(id, asked);
    own.worker.ref();
    own.worker.postMessage(message);
  }

  for (let i = 0; i < Math.min(threads, allowed); i++) start();
  return {
    threads,
    allow(count) {
      allowed = count;
      feed();
    },
    run: (source, task, isWanted) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        waiting.push({ source, task, isWanted, resolve, reject });
        feed();
      }),
    async close() {
      const closed = new Error("the replications were ended");
      failure ??= closed;
      const own = [...all];
      all.clear();
      for (const { reject } of [...own.flatMap(({ has }) => [...has.values()]), ...waiting.splice(0)]) reject(closed);
      await Promise.all(own.map(({ worker }) => worker.terminate()));
    },
  };
}

function toFailure(error: Error, done: number): Error {
  const noMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return noMemory
    ? new InvalidInput([
        {
          code: "run-too-large",
          place: "run",
          message: `A thread needs more than ${MEMORY_MB} MB for one replication.`,
          hint: "Ask for less: fewer days, or a smaller model.",
        },
      ])
    : new Error(`a thread ended after ${done} replications: ${error.message}`);
}

/**
 * Does something with as many threads as asked for, but no more than there are cores; one thread is this one where nobody else
 * computes.
 * @param threads one for each core when left out
 * @param places asks for them, where others compute too
 */
export async function poolOf<Found>(
  threads: number | undefined,
  use: (replications: Replications) => Promise<Found>,
  places?: Work["threads"],
): Promise<Found> {
  const cores = availableParallelism();
  const count = Math.min(threads ?? cores, cores);
  if (count < 2 && places === undefined) return use(replicationsHere());
  let pool: ReplicationPool | undefined;
  let leave: (() => void) | undefined;
  try {
    const allowed = await new Promise<number>((resolve) => {
      if (places === undefined) return resolve(count);
      leave = places(count, (may) => {
        // Without a core nothing is begun: what comes before replications takes one too.
        if (may > 0) resolve(may);
        pool?.allow(may);
      });
    });
    pool = createReplicationPool(count, undefined, allowed);
    return await use(pool);
  } finally {
    await pool?.close();
    leave?.();
  }
}
