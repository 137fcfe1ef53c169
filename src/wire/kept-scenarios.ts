// Scenarios that come with the dataset and those that somebody keeps on the server. What a scenario may hold is said in
// scenario.ts; here stands the shelf they are on.

import { z } from "zod";
import { scenarioNames } from "../scenario/index.ts";
import { invalidAnswer, isoDate, problem } from "./common.ts";
import { scenarioResolution } from "./scenario.ts";

export const scenarioListed = z.object({
  id: z.string(),
  name: z.string(),
  names: scenarioNames.exactOptional(),
  kind: z.enum(["shipped", "kept"]).describe("Shipped ones come with the program and cannot be changed"),
  baseDate: isoDate.nullable(),
  edits: z.number().int().describe("How many edits it has"),
  notes: z.string(),
  hash: z.string(),
  version: z.number().int().nullable().describe("Of a kept one: counts its changes, and is its ETag; else null"),
  who: z.string().nullable(),
  savedAt: z.string().nullable(),
});
export type ScenarioListed = z.infer<typeof scenarioListed>;

export const scenariosAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    scenarios: z.array(scenarioListed),
    keeps: z.boolean().describe("False when this server keeps nothing: it was started without a store"),
  }),
  invalidAnswer,
]);
export type ScenariosAnswer = z.infer<typeof scenariosAnswer>;

export const scenarioAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    scenario: scenarioListed,
    document: z.looseObject({ name: z.string() }).describe("As JSON: name, baseDate, edits, demand, notes"),
    text: z.string().describe("As YAML, the way it was written"),
    resolution: scenarioResolution
      .nullable()
      .describe("What each edit touches in the dataset of this server; null when it does not fit it any more"),
    problems: z.array(problem).describe("Why it does not fit; empty otherwise"),
  }),
  invalidAnswer,
]);
export type ScenarioAnswer = z.infer<typeof scenarioAnswer>;

/** Body of PUT /scenarios/{id} and POST /scenarios/check: one of the two. */
export const scenarioRequest = z.union(
  [
    z.strictObject({ scenario: z.looseObject({}).describe("The document as JSON") }),
    z.strictObject({ text: z.string().max(200_000).describe("The document as YAML") }),
  ],
  { error: 'either {"scenario": the document} or {"text": its YAML}' },
);
export type ScenarioRequest = z.output<typeof scenarioRequest>;
