// The tables, made step by step in the order of their names; a step that was released is never changed. The same on PGlite
// and PostgreSQL.

import { type Kysely, sql } from "kysely";
import { type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import type { Tables } from "./tables.ts";

/** Everything of ours lies in it, so that a shared database stays tidy. */
export const SCHEMA = "kopru";

const firstTables: Migration = {
  async up(db: Kysely<unknown>) {
    const schema = db.schema.withSchema(SCHEMA);
    await schema
      .createTable("scenarios")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("base_date", "text")
      .addColumn("edits", "integer", (column) => column.notNull())
      .addColumn("notes", "text", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("document", "json", (column) => column.notNull())
      .addColumn("text", "text", (column) => column.notNull())
      .addColumn("who", "text", (column) => column.notNull())
      .addColumn("created_at", "timestamptz(3)", (column) => column.notNull())
      .addColumn("saved_at", "timestamptz(3)", (column) => column.notNull())
      .execute();
    await schema
      .createTable("runs")
      .addColumn("id", "uuid", (column) => column.primaryKey())
      .addColumn("number", "bigint", (column) => column.generatedAlwaysAsIdentity().notNull().unique())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) =>
        column.notNull().check(sql`state in ('queued', 'running', 'done', 'failed', 'cancelled')`),
      )
      .addColumn("who", "text", (column) => column.notNull())
      .addColumn("created_at", "timestamptz(3)", (column) => column.notNull())
      .addColumn("started_at", "timestamptz(3)")
      .addColumn("ended_at", "timestamptz(3)")
      .addColumn("seconds", "double precision")
      .addColumn("attempts", "integer", (column) => column.notNull())
      .addColumn("scenario_id", "text")
      .addColumn("scenario", "json")
      .addColumn("dataset_id", "text", (column) => column.notNull())
      .addColumn("dataset_version", "text", (column) => column.notNull())
      .addColumn("dataset_hash", "text", (column) => column.notNull())
      .addColumn("parameters", "json", (column) => column.notNull())
      .addColumn("seed", "bigint")
      .addColumn("program_version", "text", (column) => column.notNull())
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("progress", "json")
      .addColumn("headline", "json", (column) => column.notNull())
      .addColumn("problems", "json", (column) => column.notNull())
      .addColumn("job_id", "uuid")
      .addColumn("repeats", "uuid")
      .execute();
    await schema.createIndex("runs_by_key").on("runs").columns(["key", "state"]).execute();
    // Two who ask the same at the same moment share one run.
    await schema
      .createIndex("runs_under_way")
      .on("runs")
      .column("key")
      .unique()
      .where(sql.ref("state"), "in", sql`('queued', 'running')`)
      .execute();
    await schema
      .createTable("results")
      .addColumn("run_id", "uuid", (column) => column.primaryKey().references(`${SCHEMA}.runs.id`).onDelete("cascade"))
      .addColumn("sha256", "text", (column) => column.notNull())
      .addColumn("bytes", "integer", (column) => column.notNull())
      .addColumn("encoding", "text", (column) => column.notNull())
      .addColumn("body", "bytea", (column) => column.notNull())
      .execute();
    // Compressed already: trying again costs time only.
    await sql`alter table ${sql.id(SCHEMA, "results")} alter column body set storage external`.execute(db);
  },
};

const MIGRATIONS: Readonly<Record<string, Migration>> = { "001-first-tables": firstTables };

/** Brings the tables up to date. @throws when a step fails; the database is then as it was before that step */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const provider: MigrationProvider = { getMigrations: async () => ({ ...MIGRATIONS }) };
  const migrator = new Migrator({ db, provider, migrationTableSchema: SCHEMA });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
