// The queue of runs, in the same database as the book of runs (pg-boss), so that a run and its place in the queue are noted
// in one transaction, and an answer and the end of its job in another. Who took a job says that he is still there every few
// seconds; who falls silent loses it, and what he answers later is refused by the number of his attempt.

import type { Db, Store } from "../store/index.ts";
import { openPartQueue, type PartQueue } from "./part-queue.ts";

/** Work of minutes waits in a lane of its own, so that it need not be taken when only work of seconds has a place. */
export type Lane = "short" | "long";

/** One attempt at a run: id and attempt together are the right to end it. */
export interface Lease {
  readonly lane: Lane;
  readonly runId: string;
  readonly jobId: string;
  /** 0 for the first attempt. */
  readonly attempt: number;
}

export interface Queue {
  /** Puts a run at the end of a lane; gives its id there. */
  add(db: Db, runId: string, lane: Lane): Promise<string>;
  /** Takes up to so many. */
  lease(lane: Lane, count: number): Promise<Lease[]>;
  /** Says that its worker is still there; false when the lease was lost. */
  beat(lease: Lease): Promise<boolean>;
  /** Ends a job; false when the lease was lost, and then nothing of it may be kept. */
  complete(db: Db, lease: Lease): Promise<boolean>;
  /** Gives a job back unfinished; it is taken again at once, unless that happened too often. */
  giveBack(lease: Lease): Promise<void>;
  /** The same with every job that is taken; only for who knows that nobody works on them. */
  giveBackAll(): Promise<void>;
  cancel(db: Db, jobId: string): Promise<void>;
  /** `waiting` for a worker, `taken` by one, or `gone`: ended, or given back too often. */
  stateOf(jobId: string): Promise<"waiting" | "taken" | "gone">;
  /** Jobs of sweeps. */
  readonly parts: PartQueue;
  close(): Promise<void>;
}

const QUEUES: Readonly<Record<Lane, string>> = { short: "runs", long: "long-runs" };
const ALL = Object.values(QUEUES);
/** Seconds of silence after which a worker counts as gone; the least that pg-boss takes. */
const SILENT_SECONDS = 10;
/** Seconds between looks for silent workers; the usual minute would make recovery slow. */
const LOOK_SECONDS = 2;
/** The same with an embedded store, where workers are threads of the one process: for what fails in between. */
const LOOK_SECONDS_ALONE = 30;
/** A run that ends its server or worker so often is not tried again. */
const MOST_RETRIES = 10;

/**
 * @param mostSeconds a run may take; the queue itself waits longer
 * @param onError what fails in the background, such as a database that is away for a moment
 */
export async function openQueue(store: Store, mostSeconds: number, onError: (error: unknown) => void): Promise<Queue> {
  const { fromKysely, fromPglite, PgBoss } = await import("pg-boss");
  const lookSeconds = "embedded" in store.queue ? LOOK_SECONDS_ALONE : LOOK_SECONDS;
  const shared = {
    schema: "kopru_jobs",
    schedule: false,
    superviseIntervalSeconds: lookSeconds,
    // Between looks that somebody asks for: parts of sweeps may be with workers elsewhere, whoever keeps the store.
    monitorIntervalSeconds: LOOK_SECONDS,
    monitorVacuum: false,
    reindex: false,
  };
  const boss = new PgBoss(
    "embedded" in store.queue
      ? { ...shared, db: fromPglite(store.queue.embedded), backend: "pglite" }
      : { ...shared, connectionString: store.queue.url, max: 3 },
  );
  boss.on("error", onError);
  await boss.start();
  const options = {
    heartbeatSeconds: SILENT_SECONDS,
    expireInSeconds: Math.ceil(mostSeconds) + 60,
    retryLimit: MOST_RETRIES,
    retryDelay: 0,
  };
  // pg-boss reads what a queue is when it first uses it, and remembers it. Inside a transaction on the one connection of an
  // embedded database that reading would wait for the transaction, which waits for it.
  const prime = async (queue: string): Promise<void> => {
    await boss.findJobs(queue, { id: NO_JOB });
  };
  for (const queue of ALL) {
    await boss.createQueue(queue, options);
    // What is kept of the queue may be older than this version.
    await boss.updateQueue(queue, options);
    await prime(queue);
  }
  const parts = await openPartQueue(boss, options, prime, fromKysely);

  return {
    async add(db, runId, lane) {
      const jobId = await boss.send(QUEUES[lane], { runId }, { db: fromKysely(db) });
      if (jobId === null) throw new Error("the queue took no job");
      return jobId;
    },
    async lease(lane, count) {
      if (count <= 0) return [];
      const jobs = await boss.fetch<{ runId: string }>(QUEUES[lane], { batchSize: count, includeMetadata: true });
      return jobs.map(({ id, retryCount, data }) => ({ lane, runId: data.runId, jobId: id, attempt: retryCount }));
    },
    beat: async (lease) => didChange(await boss.touch(QUEUES[lease.lane], attemptOf(lease))),
    // Never by the bare id: that would end the attempt of somebody else.
    complete: async (db, lease) =>
      didChange(await boss.complete(QUEUES[lease.lane], attemptOf(lease), null, { db: fromKysely(db) })),
    async giveBack(lease) {
      await boss.fail(QUEUES[lease.lane], attemptOf(lease), { reason: "given back" });
    },
    async giveBackAll() {
      for (const queue of ALL) {
        const taken = (await boss.findJobs(queue)).filter(({ state }) => state === "active");
        for (const { id, retryCount } of taken) await boss.fail(queue, { id, retryCount }, { reason: "given back" });
      }
    },
    // A kind may have been in the other lane when its run was added.
    async cancel(db, jobId) {
      for (const queue of ALL) await boss.cancel(queue, jobId, { db: fromKysely(db) });
    },
    async stateOf(jobId) {
      for (const queue of ALL) {
        const [job] = await boss.findJobs(queue, { id: jobId });
        if (job?.state === "active") return "taken";
        if (job?.state === "created" || job?.state === "retry") return "waiting";
      }
      return "gone";
    },
    parts,
    async close() {
      await boss.stop({ graceful: false, close: "url" in store.queue });
    },
  };
}

const NO_JOB = "00000000-0000-4000-8000-000000000000";

const attemptOf = ({ jobId, attempt }: Lease) => ({ id: jobId, retryCount: attempt });

/** pg-boss tells how many jobs a call changed, but its types do not. */
function didChange(response: object): boolean {
  if (!("affected" in response) || typeof response.affected !== "number") throw new Error("pg-boss says not how many");
  return response.affected === 1;
}
