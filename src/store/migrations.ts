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

/** Sweeps under way, and who may work on them from elsewhere. */
const sweepTables: Migration = {
  async up(db: Kysely<unknown>) {
    const schema = db.schema.withSchema(SCHEMA);
    const run = `${SCHEMA}.runs.id`;
    await schema
      .createTable("sweep_models")
      .addColumn("hash", "text", (column) => column.primaryKey())
      .addColumn("bytes", "integer", (column) => column.notNull())
      .addColumn("body", "bytea", (column) => column.notNull())
      .execute();
    await schema
      .createTable("sweep_points")
      .addColumn("run_id", "uuid", (column) => column.notNull().references(run).onDelete("cascade"))
      .addColumn("point", "integer", (column) => column.notNull())
      .addColumn("told", "json", (column) => column.notNull())
      .addColumn("model_hash", "text", (column) => column.references(`${SCHEMA}.sweep_models.hash`))
      .addPrimaryKeyConstraint("sweep_points_key", ["run_id", "point"])
      .execute();
    await schema.createIndex("sweep_points_by_model").on("sweep_points").column("model_hash").execute();
    await schema
      .createTable("sweep_parts")
      .addColumn("run_id", "uuid", (column) => column.notNull().references(run).onDelete("cascade"))
      .addColumn("part", "integer", (column) => column.notNull())
      .addColumn("point", "integer", (column) => column.notNull())
      .addColumn("first_replication", "integer", (column) => column.notNull())
      .addColumn("replications", "integer", (column) => column.notNull())
      .addColumn("job_id", "uuid", (column) => column.notNull().unique())
      .addColumn("worker", "text", (column) => column.notNull())
      .addColumn("failures", "integer", (column) => column.notNull())
      .addColumn("is_done", "boolean", (column) => column.notNull())
      .addPrimaryKeyConstraint("sweep_parts_key", ["run_id", "part"])
      .execute();
    // A replication is kept once, whoever sends it how often.
    await schema
      .createTable("sweep_results")
      .addColumn("run_id", "uuid", (column) => column.notNull().references(run).onDelete("cascade"))
      .addColumn("point", "integer", (column) => column.notNull())
      .addColumn("replication", "integer", (column) => column.notNull())
      .addColumn("record", "json", (column) => column.notNull())
      .addPrimaryKeyConstraint("sweep_results_key", ["run_id", "point", "replication"])
      .execute();
    await schema
      .createTable("tokens")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("id", "text", (column) => column.notNull().unique())
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("scope", "text", (column) => column.notNull().check(sql`scope in ('work')`))
      .addColumn("created_at", "timestamptz(3)", (column) => column.notNull())
      .addColumn("last_used_at", "timestamptz(3)")
      .addColumn("revoked_at", "timestamptz(3)")
      .execute();
  },
};

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "001-first-tables": firstTables,
  "002-sweeps": sweepTables,
};

/** Brings the tables up to date. @throws when a step fails; the database is then as it was before that step */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const provider: MigrationProvider = { getMigrations: async () => ({ ...MIGRATIONS }) };
  const migrator = new Migrator({ db, provider, migrationTableSchema: SCHEMA });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
