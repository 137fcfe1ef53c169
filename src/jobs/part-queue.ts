// Jobs of sweeps in the queue: some replications of a point each. Taken by threads of a server or, over HTTP, by workers on
// other machines; who falls silent loses a job to whoever asks next, and is told so when he comes with it late.

import { sql } from "kysely";
import type { PgBoss } from "pg-boss";
import type { Db } from "../store/index.ts";

/** One attempt at a job: id and attempt together are the right to end it. */
export interface PartLease {
  readonly jobId: string;
  /** 0 for the first attempt. */
  readonly attempt: number;
}

export interface PartQueue {
  /** Puts jobs of these ids at the end. */
  add(db: Db, jobIds: readonly string[]): Promise<void>;
  lease(count: number): Promise<PartLease[]>;
  /** Says that their worker is still there; those that are lost. */
  beat(leases: readonly PartLease[]): Promise<PartLease[]>;
  /** Ends a job; false when the lease was lost, and then nothing of it may be kept. */
  complete(db: Db, lease: PartLease): Promise<boolean>;
  /** Gives a job back unfinished, to be taken again at once; false when the lease was lost. */
  giveBack(db: Db, lease: PartLease): Promise<boolean>;
  /** The same by bare ids, for who knows that nobody works on them. */
  giveBackAll(jobIds: readonly string[]): Promise<void>;
  cancel(db: Db, jobIds: readonly string[]): Promise<void>;
  /** Runs with a job that was given up: too many workers fell silent over it. */
  listGivenUp(db: Db): Promise<string[]>;
  /** Looks for workers that fell silent. */
  lookForSilent(): Promise<void>;
}

export const PARTS = "sweep-parts";

/** A job whose workers fall silent so often ends them. Giving back counts too, so it is many. */
const MOST_RETRIES = 50;

/** Jobs that one statement takes. */
const JOBS_AT_ONCE = 1_000;

export async function openPartQueue(
  boss: PgBoss,
  usual: { readonly heartbeatSeconds: number; readonly expireInSeconds: number },
  prime: (queue: string) => Promise<void>,
  fromKysely: typeof import("pg-boss").fromKysely,
): Promise<PartQueue> {
  const options = { ...usual, retryLimit: MOST_RETRIES, retryDelay: 0 };
  await boss.createQueue(PARTS, options);
  await boss.updateQueue(PARTS, options);
  await prime(PARTS);

  return {
    async add(db, jobIds) {
      for (const some of slices(jobIds)) {
        const jobs = some.map((id) => ({ id, data: {} }));
        await boss.insert(PARTS, jobs, { db: fromKysely(db) });
      }
    },
    async lease(count) {
      if (count <= 0) return [];
      const jobs = await boss.fetch(PARTS, { batchSize: count, includeMetadata: true });
      return jobs.map(({ id, retryCount }) => ({ jobId: id, attempt: retryCount }));
    },
    async beat(leases) {
      if (leases.length === 0) return [];
      const settled = settledOf(await boss.touch(PARTS, leases.map(toAttempt)));
      return leases.filter(({ jobId }) => !settled.includes(jobId));
    },
    // Never by the bare id: that would end the attempt of somebody else.
    complete: async (db, lease) =>
      settledOf(await boss.complete(PARTS, toAttempt(lease), null, { db: fromKysely(db) })).length === 1,
    giveBack: async (db, lease) =>
      settledOf(await boss.fail(PARTS, toAttempt(lease), { reason: "given back" }, { db: fromKysely(db) })).length ===
      1,
    async giveBackAll(jobIds) {
      for (const some of slices(jobIds)) await boss.fail(PARTS, [...some], { reason: "given back" });
    },
    async cancel(db, jobIds) {
      for (const some of slices(jobIds)) await boss.cancel(PARTS, [...some], { db: fromKysely(db) });
    },
    async listGivenUp(db) {
      const { rows } = await sql<{ run_id: string }>`
        select distinct parts.run_id from ${sql.table("kopru.sweep_parts")} as parts
        join ${sql.table("kopru_jobs.job")} as jobs on jobs.id = parts.job_id
        where jobs.name = ${PARTS} and jobs.state = 'failed' and not parts.is_done`.execute(db);
      return rows.map(({ run_id }) => run_id);
    },
    lookForSilent: () => boss.supervise(PARTS),
  };
}

function* slices(ids: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < ids.length; at += JOBS_AT_ONCE) yield ids.slice(at, at + JOBS_AT_ONCE);
}

const toAttempt = ({ jobId, attempt }: PartLease) => ({ id: jobId, retryCount: attempt });

/** pg-boss tells which jobs a call changed, but its types do not. */
function settledOf(response: object): readonly string[] {
  if (!("settled" in response) || !Array.isArray(response.settled)) throw new Error("pg-boss says not which jobs");
  return response.settled.map(String);
}
