// Sweeps under way: points, models, parts (the jobs) and the replications that are done. All of it goes when the sweep has
// ended: its answer holds every replication. A replication is kept once under (run, point, number).

import { gunzipSync, gzipSync } from "node:zlib";
import { type Selectable, sql } from "kysely";
import type { Db, Tables } from "./tables.ts";

export type SweepPart = Selectable<Tables["sweep_parts"]>;

export interface SweepPointToKeep {
  readonly point: number;
  readonly told: Readonly<Record<string, unknown>>;
  readonly model: string | null;
}

export interface SweepPartToKeep {
  readonly part: number;
  readonly point: number;
  readonly firstReplication: number;
  readonly replications: number;
  readonly jobId: string;
}

/** Rows that one statement takes; its arguments are counted in 16 bits. */
const ROWS_AT_ONCE = 1_000;

function* slices<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE);
}

/** Keeps a model under its hash. One that is kept already is held until the transaction ends, so that nobody clears it. */
export async function keepModel(db: Db, hash: string, text: string): Promise<void> {
  await db
    .insertInto("sweep_models")
    .values({ hash, bytes: Buffer.byteLength(text), body: gzipSync(text) })
    .onConflict((conflict) => conflict.column("hash").doUpdateSet({ bytes: Buffer.byteLength(text) }))
    .execute();
}

/** The text of a model, or undefined. */
export async function findModel(db: Db, hash: string): Promise<string | undefined> {
  const row = await db.selectFrom("sweep_models").select("body").where("hash", "=", hash).executeTakeFirst();
  return row === undefined ? undefined : gunzipSync(row.body).toString("utf8");
}

export async function addSweepPoints(db: Db, runId: string, points: readonly SweepPointToKeep[]): Promise<void> {
  for (const some of slices(points))
    await db
      .insertInto("sweep_points")
      .values(
        some.map(({ point, told, model }) => ({
          run_id: runId,
          point,
          told: JSON.stringify(told),
          model_hash: model,
        })),
      )
      .execute();
}

export async function addSweepParts(db: Db, runId: string, parts: readonly SweepPartToKeep[]): Promise<void> {
  for (const some of slices(parts))
    await db
      .insertInto("sweep_parts")
      .values(
        some.map(({ part, point, firstReplication, replications, jobId }) => ({
          run_id: runId,
          part,
          point,
          first_replication: firstReplication,
          replications,
          job_id: jobId,
          worker: "",
          failures: 0,
          is_done: false,
        })),
      )
      .execute();
}

/** What is told of each point, in their order; empty before a sweep is prepared. */
export const listSweepPoints = (db: Db, runId: string) =>
  db.selectFrom("sweep_points").selectAll().where("run_id", "=", runId).orderBy("point").execute();

/** A part by its job, with the model and the seed's run; undefined when the sweep has ended. */
export const findPart = (db: Db, jobId: string) =>
  db
    .selectFrom("sweep_parts")
    .innerJoin("sweep_points", (join) =>
      join
        .onRef("sweep_points.run_id", "=", "sweep_parts.run_id")
        .onRef("sweep_points.point", "=", "sweep_parts.point"),
    )
    .innerJoin("runs", "runs.id", "sweep_parts.run_id")
    .selectAll("sweep_parts")
    .select(["sweep_points.model_hash", "sweep_points.told", "runs.parameters", "runs.state"])
    .where("sweep_parts.job_id", "=", jobId)
    .executeTakeFirst();

/** Notes who took parts. */
export async function noteWorker(db: Db, jobIds: readonly string[], worker: string): Promise<void> {
  if (jobIds.length > 0)
    await db
      .updateTable("sweep_parts")
      .set({ worker })
      .where("job_id", "in", [...jobIds])
      .execute();
}

/** Jobs that are not done and whose last worker was of that name. */
export async function listJobsOf(db: Db, worker: string): Promise<string[]> {
  const rows = await db
    .selectFrom("sweep_parts")
    .select("job_id")
    .where("worker", "=", worker)
    .where("is_done", "=", false)
    .execute();
  return rows.map(({ job_id }) => job_id);
}

/** Whether any part of a sweep, or of any, is not done. Parts end in no order, so one that is left is soon found. */
export async function hasPartsLeft(db: Db, runId?: string): Promise<boolean> {
  const left = db.selectFrom("sweep_parts").select("part").where("is_done", "=", false).limit(1);
  const row = await (runId === undefined ? left : left.where("run_id", "=", runId)).executeTakeFirst();
  return row !== undefined;
}

/** Notes that a part is done. */
export async function notePartDone(db: Db, jobId: string): Promise<void> {
  await db.updateTable("sweep_parts").set({ is_done: true }).where("job_id", "=", jobId).execute();
}

/** Counts a failure of a part; how many it has now. */
export async function noteFailure(db: Db, jobId: string): Promise<number> {
  const row = await db
    .updateTable("sweep_parts")
    .set(({ eb }) => ({ failures: eb("failures", "+", 1) }))
    .where("job_id", "=", jobId)
    .returning("failures")
    .executeTakeFirst();
  return row?.failures ?? 0;
}

/** Holds a run's row until the transaction ends, so that parts of one sweep end one after another; its state. */
export async function holdRun(db: Db, runId: string): Promise<Selectable<Tables["runs"]>["state"] | undefined> {
  const row = await db.selectFrom("runs").select("state").where("id", "=", runId).forUpdate().executeTakeFirst();
  return row?.state;
}

/** Keeps replications. @throws when one of them is kept already */
export async function addSweepResults(
  db: Db,
  runId: string,
  point: number,
  records: readonly (Readonly<Record<string, unknown>> & { readonly replication: number })[],
): Promise<void> {
  for (const some of slices(records))
    await db
      .insertInto("sweep_results")
      .values(
        some.map((record) => ({
          run_id: runId,
          point,
          replication: record.replication,
          record: JSON.stringify(record),
        })),
      )
      .execute();
}

/** How many replications are done and how many there are to be; looks at every part. */
export async function countSweep(db: Db, runId: string): Promise<{ readonly done: number; readonly total: number }> {
  const { done, total } = await db
    .selectFrom("sweep_parts")
    .select([
      sql<number>`coalesce(sum(replications) filter (where is_done), 0)`.as("done"),
      sql<number>`coalesce(sum(replications), 0)`.as("total"),
    ])
    .where("run_id", "=", runId)
    .executeTakeFirstOrThrow();
  return { done: Number(done), total: Number(total) };
}

/** Every replication of a sweep, by point and number. */
export const listSweepResults = (db: Db, runId: string) =>
  db
    .selectFrom("sweep_results")
    .select(["point", "record"])
    .where("run_id", "=", runId)
    .orderBy("point")
    .orderBy("replication")
    .execute();

/** Jobs of a sweep that are not done. */
export async function listJobsOfSweep(db: Db, runId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("sweep_parts")
    .select("job_id")
    .where("run_id", "=", runId)
    .where("is_done", "=", false)
    .execute();
  return rows.map(({ job_id }) => job_id);
}

/** Forgets what a sweep kept while it was under way, and models that no other has. */
export async function clearSweep(db: Db, runId: string): Promise<void> {
  for (const table of ["sweep_results", "sweep_parts", "sweep_points"] as const)
    await db.deleteFrom(table).where("run_id", "=", runId).execute();
  await db
    .deleteFrom("sweep_models")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("sweep_points").select("run_id").whereRef("sweep_points.model_hash", "=", "sweep_models.hash"),
        ),
      ),
    )
    .execute();
}
