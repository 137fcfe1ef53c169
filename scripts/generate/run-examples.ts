// Examples of what is said about runs and kept scenarios, from rows as the store keeps them: an id, a time and a hash that
// do not change with the day on which the files are made.

import type { KeptRun } from "../../src/store/index.ts";
import { toRunCompareAnswer, toRunRecord } from "../../src/wire/to-runs.ts";

const DOCUMENT = {
  name: "Coast line closed",
  baseDate: "2026-12-01",
  edits: [{ edit: "close", what: "calder-port--stonegate--rail" }],
};
const TEXT = `name: Coast line closed
baseDate: 2026-12-01
edits:
  - { edit: close, what: calder-port--stonegate--rail }
`;
const HASH = "9f2c6f0b6c3c1c4b2f2a6f6d3d9b6a6c1a0e2b7c8d9e0f1a2b3c4d5e6f708192";
const ANSWER = JSON.stringify({ status: "ok" });

const DONE: KeptRun = {
  id: "5b0a3c52-6f0e-4c8e-9d57-2f1f6f7f3a10",
  number: 1,
  kind: "flows",
  state: "done",
  who: "Aigul",
  created_at: new Date("2026-12-01T08:30:00.000Z"),
  started_at: new Date("2026-12-01T08:30:00.120Z"),
  ended_at: new Date("2026-12-01T08:30:01.870Z"),
  seconds: 1.75,
  attempts: 1,
  scenario_id: "coast-line-closed",
  scenario: { name: DOCUMENT.name, baseDate: DOCUMENT.baseDate, hash: HASH, document: DOCUMENT },
  dataset_id: "halcyon",
  dataset_version: "1.0.0",
  dataset_hash: "0d7f0a5f1c2b3a49586776859403b2c1d0e1f203142536475869708192a3b4c5",
  parameters: { months: 1 },
  seed: null,
  program_version: "0.1.0",
  key: "",
  progress: null,
  headline: [
    { name: "shippedTonnes", label: "Shipped", value: 41_250, unit: "t" },
    { name: "lossUsd", label: "Loss against the base", value: 182_400, unit: "USD" },
  ],
  problems: [],
  job_id: null,
  repeats: null,
  result_bytes: ANSWER.length,
  result_sha256: "d2f0a1b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f",
};

const RUNNING: KeptRun = {
  ...DONE,
  id: "c8d1f9a4-2b3c-4d5e-8f60-718293a4b5c6",
  state: "running",
  ended_at: null,
  seconds: null,
  progress: { done: 4, total: 12, unit: "months", rate: 8, secondsLeft: 1 },
  headline: [],
  result_bytes: null,
  result_sha256: null,
};

const BASE: KeptRun = {
  ...DONE,
  id: "a1b2c3d4-e5f6-4708-9a1b-2c3d4e5f6071",
  scenario_id: null,
  scenario: null,
  headline: [{ name: "shippedTonnes", label: "Shipped", value: 43_000, unit: "t" }],
};

const LISTED = {
  id: "coast-line-closed",
  name: DOCUMENT.name,
  kind: "kept",
  baseDate: DOCUMENT.baseDate,
  edits: 1,
  notes: "",
  hash: HASH,
  version: 2,
  who: "Aigul",
  savedAt: "2026-12-01T08:29:00.000Z",
};

/** By the name of their file. */
export const runExamples = (): Record<string, unknown> => ({
  "run-request": { kind: "flows", scenario: "coast-line-closed", parameters: { months: 1 } },
  "run-request.document": { kind: "flows", scenario: DOCUMENT },
  "run-answer": { status: "ok", run: toRunRecord(RUNNING), reused: false },
  "runs-answer": { status: "ok", runs: [toRunRecord(DONE)], total: 1, kinds: ["flows"] },
  "run-compare-answer": toRunCompareAnswer(BASE, DONE, [undefined, ANSWER]),
  "forgotten-answer": { status: "ok", id: DONE.id, done: "forgotten" },
  "scenario-request": { text: TEXT },
  "scenarios-answer": { status: "ok", scenarios: [LISTED], keeps: true },
});
