// Runs: long work that was asked for, what came of it, and who asked. What a run answers has a schema of its own by its
// kind (flows-answer, oil-answer, critical-answer); here stands what is said about the run itself.

import { z } from "zod";
import { invalidAnswer, isoDate, problem } from "./common.ts";

export const runId = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "the id of a run, as its answers give it");
export const scenarioId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, "an id of small letters, digits and hyphens, such as cpc-halted");

export const runKind = z.string().regex(/^[a-z][a-z-]{0,39}$/, "a kind of run such as flows, oil or critical");

/** A scenario as it is sent: the id of one that is kept or shipped, its YAML text, or the same as a JSON document. */
export const scenarioAsked = z.union(
  [
    scenarioId,
    z.strictObject({ text: z.string().max(200_000).describe("YAML, as in scenarios/*.yaml") }),
    z.looseObject({ name: z.string().max(200) }).describe("The document: name, baseDate, edits, demand, notes"),
  ],
  { error: 'an id, {"text": YAML}, or the document with its name' },
);

export const runRequest = z.strictObject({
  kind: runKind.describe("What to find out: flows, oil, critical or simulate"),
  scenario: scenarioAsked.nullable().default(null).describe("null or left out: the dataset as it stands"),
  parameters: z.record(z.string().max(80), z.unknown()).default({}).describe("By kind; all have usual values"),
  seed: z.number().int().min(0).max(4_294_967_295).nullable().default(null),
  fresh: z.boolean().default(false).describe("Calculate again even when an equal run is kept"),
});
export type RunRequest = z.output<typeof runRequest>;

export const runState = z.enum(["queued", "running", "done", "failed", "cancelled"]);

export const runProgress = z.object({
  done: z.number(),
  total: z.number(),
  unit: z.string().describe("What is counted, e.g. months or elements"),
  rate: z.number().nullable().describe("Units per second"),
  secondsLeft: z.number().nullable(),
  stage: z
    .string()
    .exactOptional()
    .describe("What is being done, where the work has stages; of kind simulate flows, scenario-flows and replications"),
  soFar: z
    .object({
      what: z.enum(["endToEndHours"]).describe("Mean time from end to end, of the base where there is a scenario"),
      mean: z.number(),
      half: z.number().nullable().describe("Half the interval; null with fewer than two replications"),
      level: z.number(),
      precision: z
        .object({ asked: z.number(), reached: z.number().nullable() })
        .nullable()
        .describe("Half the interval as a share of the mean; null: none was asked for"),
    })
    .exactOptional()
    .describe("What is known of the answer by now"),
  waitsFor: z
    .enum(["core"])
    .exactOptional()
    .describe("core: other runs have all cores of the machine, and it waits for one"),
});
export type RunProgressJson = z.infer<typeof runProgress>;

const headlineFigure = z.object({
  name: z.string().describe("Stable name, with the unit at its end, e.g. lossUsd"),
  label: z.string(),
  value: z.number(),
  unit: z.string(),
});

const scenarioOfRun = z.object({
  id: z.string().nullable().describe("null when it was sent as a document and is not kept"),
  name: z.string(),
  hash: z.string(),
  baseDate: isoDate.nullable(),
  document: z
    .looseObject({ name: z.string() })
    .nullable()
    .describe("As it was run, so that it can be opened again: in GET /runs/{id} only, null elsewhere"),
});

export const runRecord = z.object({
  id: runId,
  kind: z.string(),
  state: runState,
  who: z.string().describe("As the asker named himself; nobody checks it"),
  createdAt: z.string().describe("UTC, as 2026-12-01T08:30:00.000Z"),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  seconds: z.number().nullable().describe("Of the work itself, without the time in the queue"),
  attempts: z.number().int().describe("How often it was begun; more than once when a server or worker went away"),
  scenario: scenarioOfRun.nullable().describe("null: the dataset as it stands"),
  dataset: z.object({ id: z.string(), version: z.string(), hash: z.string() }),
  parameters: z.record(z.string(), z.unknown()),
  seed: z.number().int().nullable(),
  programVersion: z.string(),
  progress: runProgress.nullable(),
  headline: z.array(headlineFigure),
  problems: z.array(problem).describe("Why it failed; empty otherwise"),
  result: z
    .object({ bytes: z.number().int().describe("Of the JSON, not compressed"), sha256: z.string() })
    .nullable()
    .describe("What /runs/{id}/result will send"),
  repeats: z.string().nullable().describe("The run that this one repeats"),
});
export type RunRecordJson = z.infer<typeof runRecord>;

export const runAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    run: runRecord,
    reused: z.boolean().describe("True when an equal run was kept and nothing is calculated again"),
  }),
  invalidAnswer,
]);
export type RunAnswer = z.infer<typeof runAnswer>;

export const runsAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    runs: z.array(runRecord).describe("Newest first"),
    total: z.number().int(),
    kinds: z.array(z.string()).describe("Kinds of run that this server can do"),
  }),
  invalidAnswer,
]);
export type RunsAnswer = z.infer<typeof runsAnswer>;

export const runCompareAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    a: runRecord,
    b: runRecord,
    figures: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        unit: z.string(),
        a: z.number().nullable(),
        b: z.number().nullable(),
        difference: z.number().nullable().describe("b − a"),
        ratio: z.number().nullable().describe("b ÷ a; null when a is 0 or one is missing"),
      }),
    ),
    same: z.object({
      kind: z.boolean(),
      dataset: z.boolean(),
      scenario: z.boolean(),
      parameters: z.boolean(),
      seed: z.boolean(),
      programVersion: z.boolean(),
      result: z.boolean().describe("The answers are equal, times of calculation aside"),
    }),
  }),
  invalidAnswer,
]);
export type RunCompareAnswer = z.infer<typeof runCompareAnswer>;

/** What an event of /runs/{id}/events carries as its data: the whole record, so that a lost event does no harm. */
export const runEvent = z.object({ run: runRecord });

/** The answer of a run as it is kept; its schema goes by the run's kind. */
export const runResult = z.looseObject({ status: z.string() });

export const forgottenAnswer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("ok"), id: z.string(), done: z.enum(["cancelled", "forgotten"]) }),
  invalidAnswer,
]);
export type ForgottenAnswer = z.infer<typeof forgottenAnswer>;
