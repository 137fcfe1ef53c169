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

/** A point of a sweep under way. */
interface SweepPointTable {
  run_id: string;
  point: number;
  /** What is told of it, without the model. */
  told: Json<Record<string, unknown>>;
  model_hash: string | null;
}

/** The model of a point as text, kept once however many points have it. */
interface SweepModelTable {
  hash: string;
  bytes: number;
  body: Uint8Array;
}

/** A job of a sweep: some replications of a point. */
interface SweepPartTable {
  run_id: string;
  part: number;
  point: number;
  first_replication: number;
  replications: number;
  /** In the queue. */
  job_id: string;
  /** Who has it, or had it last; empty for nobody, `here` for a thread of a server. */
  worker: string;
  /** How often a worker said that it cannot do it. */
  failures: number;
  is_done: boolean;
}

/** A replication that is done. */
interface SweepResultTable {
  run_id: string;
  point: number;
  replication: number;
  record: Json<Record<string, unknown>>;
}

/** A right to do work of this store from elsewhere. */
interface TokenTable {
  name: string;
  /** The part of the token by which it is found. */
  id: string;
  /** SHA-256 of the whole token, hexadecimal. */
  hash: string;
  scope: string;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface RunScenario {
  readonly name: string;
  readonly baseDate: string | null;
  readonly hash: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** A mean of replications with half its interval; null with fewer than two. */
export interface KnownSoFar {
  readonly what: "endToEndHours";
  readonly mean: number;
  readonly half: number | null;
  readonly level: number;
  /** Shares of the mean; null where none was asked for. */
  readonly precision: { readonly asked: number; readonly reached: number | null } | null;
}

export interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  /** It waits for a core that others have. */
  readonly waitsFor?: "core";
  /** What is being done, where the work has several stages. */
  readonly stage?: string;
  /** What is known of the answer by now. */
  readonly soFar?: KnownSoFar;
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
  sweep_points: SweepPointTable;
  sweep_models: SweepModelTable;
  sweep_parts: SweepPartTable;
  sweep_results: SweepResultTable;
  tokens: TokenTable;
}

/** A database or a transaction in it: what every function of this folder takes first. */
export type Db = Kysely<Tables> | Transaction<Tables>;
