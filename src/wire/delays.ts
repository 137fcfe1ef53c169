// The answer of `kopru delays fit`: curves of waits by use, fitted to the simulation.

import { z } from "zod";
import { datasetRef, invalidAnswer, isoDate } from "./common.ts";

const row = z.object({
  id: z.string().describe("Element of the corridor model: LINE#vessels>, LINE#vessels<, SUBJECT#queue"),
  name: z.string(),
  kind: z.enum(["ships", "queue"]).describe("Until aboard, weather at the port in it; or until served"),
  baseHours: z.number().describe("There whatever the use: the ship to come, held for cargo"),
  scaleHours: z.number().describe("wait = base + scale × r^power / (1 − r), r = use / pole"),
  power: z.number(),
  pole: z.number().describe("Use of the stated capacity at which the wait would have no end"),
  low: z.number().describe("Use from which on the wait rises; below it the curve is flat"),
  high: z.number().describe("Greatest use simulated"),
  today: z.number().nullable().describe("Use in the flows that it was simulated with, null for stations"),
  thinHours: z.number().describe("Simulated wait at the thinnest traffic: ships are held longer then"),
  r2: z.number(),
  worstHours: z.number().describe("Largest difference from a simulated wait from `low` to `high`"),
  replications: z.number().int(),
  seed: z.number().int(),
  inputs: z.string().describe("Hash of the numbers simulated"),
  points: z.array(z.object({ use: z.number(), hours: z.number(), error: z.number().describe("Standard error") })),
});

export const delaysAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    dataset: datasetRef,
    from: isoDate.describe("First day of the year simulated"),
    rows: z.array(row),
    without: z.array(z.object({ id: z.string(), reason: z.string() })),
    sameAsDataset: z.boolean().describe("The dataset's delay-functions.csv says the same"),
    seconds: z.number(),
  }),
  invalidAnswer,
]);
export type DelaysAnswer = z.infer<typeof delaysAnswer>;
