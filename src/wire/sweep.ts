// A sweep: scenarios or a model, laid out along axes, every point run so many times under the same luck. The document that asks
// for one, and what it answers: points, figures with intervals, differences from the first point, and a row per replication.

import { z } from "zod";
import { datasetRef, invalidAnswer, isoDate } from "./common.ts";
import { scenarioAsked } from "./runs.ts";

/** What one sweep may be; the rest is another sweep. */
export const SWEEP_LIMITS = { points: 500, replications: 100_000, jobs: 20_000, values: 2_000_000 } as const;

const label = z.string().min(1).max(100).optional().describe("How the axis is called in tables");

const parameterAxis = z.strictObject({
  parameter: z.string().min(1).max(100).describe("A parameter of the model"),
  label,
  set: z.array(z.number()).min(1).max(200).describe("Its values, one after another"),
});

const editAxis = z
  .looseObject({ edit: z.string().min(1).max(40), label })
  .describe("An edit as in a scenario, with a list of values in one field, such as `set: [5, 6, 7]`");

const axis = z.union([parameterAxis, editAxis], {
  error:
    "{parameter, set: [...]} of a model, or a scenario's edit with a list of values such as {edit, what, set: [...]}",
});
export type SweepAxis = z.output<typeof axis>;

export const sweepDocument = z.strictObject({
  name: z.string().min(1).max(200),
  notes: z.string().max(20_000).optional(),
  model: z
    .strictObject({ file: z.string().max(500).default("model"), text: z.string().max(1_000_000) })
    .optional()
    .describe("A model of blocks as YAML (docs/models.md); without it, the crossing of the dataset"),
  scenarios: z
    .array(scenarioAsked.nullable())
    .min(1)
    .max(50)
    .default([null])
    .describe("Each an id, a document, or null for the dataset as it stands"),
  axes: z.array(axis).max(6).default([]).describe("Every combination is a point"),
  from: isoDate
    .optional()
    .describe(
      "Of the crossing: first day; the base date of the first scenario that has one, else the year of the dataset's default date",
    ),
  days: z.number().int().min(7).max(3660).optional().describe("Of the crossing: length; a year when left out"),
  seed: z.number().int().min(0).max(4_294_967_295).default(1).describe("Replication r has the same luck at all points"),
  replications: z.number().int().min(1).max(10_000).default(20).describe("Of each point"),
  perJob: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe(
      "Replications that a worker takes at a time, fewer where they tell much; some two seconds' work when left out",
    ),
  level: z.number().gt(0).lt(1).default(0.95).describe("Confidence of intervals"),
});
export type SweepDocument = z.output<typeof sweepDocument>;
export type SweepDocumentInput = z.input<typeof sweepDocument>;

const estimate = z.object({
  mean: z.number().nullable().describe("Over replications; null when nothing was met"),
  low: z.number().nullable().describe("Confidence interval of the mean; null with fewer than two replications"),
  high: z.number().nullable(),
});

const point = z.object({
  point: z.number().int().describe("From 1 on; the first is what others are compared with"),
  scenario: z.string().nullable().describe("null: the dataset as it stands, or a model"),
  values: z.array(z.union([z.number(), z.string()])).describe("One of each axis"),
  outcome: z
    .enum(["ok", "never-settles", "deadlock", "event-limit", "entity-limit", "no-progress"])
    .describe("Other than ok: how replications ended before their time, and then figures say little"),
  message: z.string().nullable(),
  model: z.string().nullable().describe("SHA-256 of the model that was run; null when it was not"),
  warmUpHours: z.number().nullable(),
  replications: z.number().int(),
  events: z.number(),
  traceHash: z.string().nullable().describe("Over all replications: the same hash, the same events"),
  estimates: z.array(estimate).describe("In the order of `measures`"),
  differences: z
    .array(estimate)
    .nullable()
    .describe("This point less the first, replication by replication under the same luck; null at the first"),
});

export const sweepMeasure = z.object({
  id: z.string().describe("Stable name, also of the column in Parquet"),
  name: z.string(),
  unit: z.string(),
});

export const sweepOk = z.object({
  status: z.literal("ok"),
  kind: z.enum(["crossing", "model"]),
  name: z.string(),
  dataset: datasetRef.nullable().describe("null: a model needs none"),
  seed: z.number().int(),
  level: z.number(),
  axes: z.array(z.object({ name: z.string(), values: z.array(z.union([z.number(), z.string()])) })),
  measures: z.array(sweepMeasure).describe("All figures that any point has"),
  points: z.array(point),
  rows: z
    .object({
      point: z.array(z.number().int()),
      replication: z.array(z.number().int()),
      ended: z.array(z.string()),
      traceHash: z.array(z.string()),
      values: z.array(z.array(z.number().nullable())).describe("A column of each measure"),
    })
    .describe("Every replication, column by column, in the order of points and replications; the same in Parquet"),
});
export type SweepOk = z.infer<typeof sweepOk>;
export type SweepPointJson = z.infer<typeof point>;

export const sweepAnswer = z.discriminatedUnion("status", [sweepOk, invalidAnswer]);
export type SweepAnswer = z.infer<typeof sweepAnswer>;
