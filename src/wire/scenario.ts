// Scenarios: the document that somebody writes, what checking it says, how two of them differ, and what a run answers.

import { z } from "zod";
import { scenarioForm } from "../scenario/index.ts";
import { datasetRef, invalidAnswer, isoDate, problem } from "./common.ts";
import { flowsAnswer } from "./flows.ts";
import { oilAnswer, oilOk } from "./oil.ts";

/** A scenario as a file or a request says it. */
export const scenarioDocument = scenarioForm;

/** Which scenario an answer was made under. */
export const scenarioRef = z.object({
  id: z.string(),
  name: z.string(),
  baseDate: isoDate,
  hash: z.string().describe("SHA-256 over what the scenario says and the dataset under it"),
});
export type ScenarioRef = z.infer<typeof scenarioRef>;

const window = {
  from: isoDate.nullable().describe("null: from the beginning"),
  to: isoDate.nullable().describe("First day on which it no longer holds; null: without end"),
};

export const valueChange = z.object({
  subject: z.string().describe("What the number describes: an id, service@CC, service#from>to, service>from"),
  name: z.string(),
  attribute: z.string(),
  unit: z.string(),
  before: z.number().nullable().describe("null: the dataset said nothing"),
  after: z.number().nullable(),
  ...window,
});

export const statusChange = z.object({
  subject: z.string(),
  name: z.string(),
  before: z.string(),
  after: z.string(),
  ...window,
});

export const resolvedEdit = z.object({
  index: z.number().int().describe("Position in the list of edits; demand factors have -n to -1"),
  edit: z.string().describe("Kind of edit"),
  place: z.string().describe("Where it stands: file:line:column, or a field"),
  sentence: z.string().describe("The edit in plain English"),
  ...window,
  touches: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string() })),
  values: z.array(valueChange),
  statuses: z.array(statusChange),
  added: z.array(z.string()).describe("Ids that the dataset did not have"),
  demandRows: z.number().int().describe("Rows of demand it changes"),
  changesNothing: z.boolean(),
  why: z.string().describe("Why it changes nothing; empty otherwise"),
});

export const scenarioResolution = z.object({
  id: z.string(),
  name: z.string(),
  baseDate: isoDate,
  hash: z.string(),
  edits: z.array(resolvedEdit),
  warnings: z.array(problem),
});

/** Of one scenario; `kopru scenario check` of several files prints a list of them under `scenarios`. */
export const scenarioCheckAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    dataset: datasetRef,
    scenarios: z.array(scenarioResolution).describe("One for each file or document checked"),
  }),
  invalidAnswer,
]);
export type ScenarioCheckAnswer = z.infer<typeof scenarioCheckAnswer>;

export const scenarioDiffAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    dataset: datasetRef,
    a: scenarioRef.nullable().describe("null: the dataset as it stands"),
    b: scenarioRef,
    values: z.array(valueChange).describe("Before: under a; after: under b"),
    statuses: z.array(statusChange),
    added: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string() })).describe("Only under b"),
    removed: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string() })).describe("Only under a"),
    demand: z.array(z.object({ id: z.string(), before: z.number(), after: z.number(), unit: z.string() })),
    same: z.boolean().describe("True when nothing differs"),
  }),
  invalidAnswer,
]);
export type ScenarioDiffAnswer = z.infer<typeof scenarioDiffAnswer>;

export const scenarioRunAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    scenario: scenarioRef,
    flows: flowsAnswer.optional(),
    oil: oilAnswer.optional(),
    exportsMtByRoute: oilOk.shape.exportsMtByRoute.optional().describe("This and the next three: of `oil`, for short"),
    shutInMt: oilOk.shape.shutInMt.optional(),
    lossUsd: oilOk.shape.lossUsd.optional(),
    shadowPricesUsdPerTonne: oilOk.shape.shadowPricesUsdPerTonne.optional(),
  }),
  invalidAnswer,
]);
export type ScenarioRunAnswer = z.infer<typeof scenarioRunAnswer>;
