// Rows as they lie in the database, the same in both. Times are Date, JSON is parsed, bytes are Uint8Array.

import type { ColumnType, Generated, Kysely, Transaction } from "kysely";

/** JSON goes in as text (an array would become a PostgreSQL array) and comes out parsed. */
type Json<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null, string | null>;

interface ScenarioTable {
  id: string;
  version: number;
  name: string;
  base_date: string | null;
  edits: number;
  notes: string;
  hash: string;
  document: Json<Record<string, unknown>>;
  text: string;
  who: string;
  created_at: Date;
  saved_at: Date;
}

export type RunState = "queued" | "running" | "done" | "failed" | "cancelled";

interface RunTable {
  id: string;
  /** Order of asking; times may be equal. */
  number: Generated<number>;
  kind: string;
  state: RunState;
  who: string;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  seconds: number | null;
  attempts: number;
  scenario_id: string | null;
  scenario: NullableJson<RunScenario>;
  dataset_id: string;
  dataset_version: string;
  dataset_hash: string;
  parameters: Json<Record<string, unknown>>;
  seed: number | null;
  program_version: string;
  /** The same for runs that must give the same answer. */
  key: string;
  progress: NullableJson<RunProgress>;
  headline: Json<readonly HeadlineFigure[]>;
  problems: Json<readonly StoredProblem[]>;
  /** In the queue. */
  job_id: string | null;
  repeats: string | null;
}

interface ResultTable {
  run_id: string;
  /** Of the JSON before compression, hexadecimal. */
  sha256: string;
  bytes: number;
  encoding: string;
  body: Uint8Array;
}

export interface RunScenario {
  readonly name: string;
  readonly baseDate: string | null;
  readonly hash: string;
  readonly document: Readonly<Record<string, unknown>>;
}

export interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

export interface HeadlineFigure {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
}

export interface StoredProblem {
  readonly code: string;
  readonly place: string;
  readonly message: string;
  readonly hint: string;
}

export interface Tables {
  scenarios: ScenarioTable;
  runs: RunTable;
  results: ResultTable;
}

/** A database or a transaction in it: what every function of this folder takes first. */
export type Db = Kysely<Tables> | Transaction<Tables>;
