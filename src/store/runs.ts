// The book of runs: who asked what, how far it is, what came of it. A run goes from queued to running and then to done,
// failed or cancelled; it can go back to queued when its worker went away, and never leaves an end again.

import type { Selectable } from "kysely";
import type { Db, HeadlineFigure, RunProgress, RunScenario, RunState, StoredProblem, Tables } from "./tables.ts";

export type KeptRun = Selectable<Tables["runs"]> & {
  readonly result_bytes: number | null;
  readonly result_sha256: string | null;
};

export interface RunToKeep {
  readonly id: string;
  readonly kind: string;
  readonly who: string;
  readonly scenarioId: string | null;
  readonly scenario: RunScenario | null;
  readonly dataset: { readonly id: string; readonly version: string; readonly hash: string };
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seed: number | null;
  readonly programVersion: string;
  readonly key: string;
  readonly repeats: string | null;
}

/** States that a run does not leave again. */
export const ENDED: readonly RunState[] = ["done", "failed", "cancelled"];
const UNDER_WAY: readonly RunState[] = ["queued", "running"];

const withResult = (db: Db) =>
  db
    .selectFrom("runs")
    .leftJoin("results", "results.run_id", "runs.id")
    .selectAll("runs")
    .select(["results.bytes as result_bytes", "results.sha256 as result_sha256"]);

/** Notes a new run as queued; false when an equal one is under way already. */
export async function addRun(db: Db, run: RunToKeep, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("runs")
    .values({
      id: run.id,
      kind: run.kind,
      state: "queued",
      who: run.who,
      created_at: now,
      attempts: 0,
      scenario_id: run.scenarioId,
      scenario: run.scenario === null ? null : JSON.stringify(run.scenario),
      dataset_id: run.dataset.id,
      dataset_version: run.dataset.version,
      dataset_hash: run.dataset.hash,
      parameters: JSON.stringify(run.parameters),
      seed: run.seed,
      program_version: run.programVersion,
      key: run.key,
      headline: "[]",
      problems: "[]",
      repeats: run.repeats,
    })
    // Only the index of runs under way can be in the way: ids are drawn at random.
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Notes under which id the queue knows a run; null while only its parts are there. */
export async function noteJob(db: Db, id: string, jobId: string | null): Promise<void> {
  await db.updateTable("runs").set({ job_id: jobId }).where("id", "=", id).execute();
}

export const findRun = (db: Db, id: string): Promise<KeptRun | undefined> =>
  withResult(db).where("runs.id", "=", id).executeTakeFirst();

/** The newest run of a key that is under way or, unless only those are asked for, done. */
export const findEqualRun = (db: Db, key: string, states: "under-way" | "or-done"): Promise<KeptRun | undefined> =>
  withResult(db)
    .where("runs.key", "=", key)
    .where("runs.state", "in", states === "under-way" ? UNDER_WAY : [...UNDER_WAY, "done"])
    .orderBy("runs.number", "desc")
    .limit(1)
    .executeTakeFirst();

export interface RunsAsked {
  readonly limit: number;
  readonly offset: number;
  readonly kind?: string | undefined;
}

/** Newest first, and how many there are in all. */
export async function listRuns(
  db: Db,
  { limit, offset, kind }: RunsAsked,
): Promise<{ runs: KeptRun[]; total: number }> {
  const ofKind = kind === undefined ? withResult(db) : withResult(db).where("runs.kind", "=", kind);
  const runs = await ofKind.orderBy("runs.number", "desc").limit(limit).offset(offset).execute();
  const counted = db.selectFrom("runs").select(({ fn }) => fn.countAll<number>().as("total"));
  const { total } = await (kind === undefined ? counted : counted.where("kind", "=", kind)).executeTakeFirstOrThrow();
  return { runs, total };
}

/** Runs that have not ended, oldest first. */
export const listUnderWay = (db: Db): Promise<KeptRun[]> =>
  withResult(db).where("runs.state", "in", UNDER_WAY).orderBy("runs.number").execute();

/** A worker of that version begins with a run; false when it was cancelled or forgotten in between. */
export async function beginRun(db: Db, id: string, attempts: number, version: string, now: Date): Promise<boolean> {
  return changed(
    await db
      .updateTable("runs")
      .set({ state: "running", started_at: now, attempts, program_version: version, progress: null })
      .where("id", "=", id)
      .where("state", "in", UNDER_WAY)
      .executeTakeFirst(),
  );
}

/** Its worker went away: it waits for another one. */
export async function requeueRun(db: Db, id: string): Promise<void> {
  await db
    .updateTable("runs")
    .set({ state: "queued", started_at: null, progress: null })
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
}

export async function noteProgress(db: Db, id: string, progress: RunProgress): Promise<void> {
  await db
    .updateTable("runs")
    .set({ progress: JSON.stringify(progress) })
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
}

export interface RunEnd {
  readonly state: "done" | "failed" | "cancelled";
  readonly seconds: number | null;
  readonly headline: readonly HeadlineFigure[];
  readonly problems: readonly StoredProblem[];
}

/** Ends a run that is under way; false when it had ended already or is not there. */
export async function endRun(db: Db, id: string, end: RunEnd, now: Date): Promise<boolean> {
  return changed(
    await db
      .updateTable("runs")
      .set({
        state: end.state,
        ended_at: now,
        seconds: end.seconds,
        headline: JSON.stringify(end.headline),
        problems: JSON.stringify(end.problems),
        progress: null,
      })
      .where("id", "=", id)
      .where("state", "in", UNDER_WAY)
      .executeTakeFirst(),
  );
}

/** Forgets a run that has ended, and its result with it; false when it is under way or not there. */
export async function forgetRun(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("runs")
    .where("id", "=", id)
    .where("state", "in", ENDED)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Forgets ended runs that are older than the newest so many. */
export async function forgetOldRuns(db: Db, mostKept: number): Promise<void> {
  await db
    .deleteFrom("runs")
    .where("state", "in", ENDED)
    .where("number", "<=", ({ selectFrom }) =>
      selectFrom("runs").select("number").orderBy("number", "desc").offset(mostKept).limit(1),
    )
    .execute();
}

const changed = ({ numUpdatedRows }: { readonly numUpdatedRows: bigint }): boolean => numUpdatedRows === 1n;
