// Kept scenarios: found, listed, saved and forgotten. A change names the version that it changes, so that nobody's work is
// lost when two people change the same one.

import type { Selectable } from "kysely";
import type { Db, Tables } from "./tables.ts";

export type KeptScenario = Selectable<Tables["scenarios"]>;

export interface ScenarioToKeep {
  readonly id: string;
  readonly name: string;
  readonly baseDate: string | null;
  readonly edits: number;
  readonly notes: string;
  readonly hash: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly who: string;
}

/** Without document and text, so that a list of a thousand is small. */
export type ScenarioTitle = Omit<KeptScenario, "document" | "text">;

const TITLE = [
  "id",
  "version",
  "name",
  "base_date",
  "edits",
  "notes",
  "hash",
  "who",
  "created_at",
  "saved_at",
] as const;

/** By name. */
export const listScenarios = (db: Db): Promise<ScenarioTitle[]> =>
  db.selectFrom("scenarios").select(TITLE).orderBy("name").orderBy("id").limit(1_000).execute();

export const findScenario = (db: Db, id: string): Promise<KeptScenario | undefined> =>
  db.selectFrom("scenarios").selectAll().where("id", "=", id).executeTakeFirst();

export async function countScenarios(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("scenarios")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Saves a scenario in one statement.
 * @param version of the one to change; undefined for a new one
 * @returns what is kept now, or undefined when the one kept is not of that version (or there is one, or none)
 */
export function saveScenario(
  db: Db,
  scenario: ScenarioToKeep,
  version: number | undefined,
  now: Date,
): Promise<KeptScenario | undefined> {
  const { baseDate, document, ...rest } = scenario;
  const row = { ...rest, base_date: baseDate, document: JSON.stringify(document), saved_at: now };
  if (version === undefined) {
    return db
      .insertInto("scenarios")
      .values({ ...row, version: 1, created_at: now })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returningAll()
      .executeTakeFirst();
  }
  return db
    .updateTable("scenarios")
    .set({ ...row, version: version + 1 })
    .where("id", "=", scenario.id)
    .where("version", "=", version)
    .returningAll()
    .executeTakeFirst();
}

/** Forgets a scenario; false when the one kept is not of that version. */
export async function forgetScenario(db: Db, id: string, version: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("scenarios")
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
