// The answer of `kopru demand derive`: the origin–destination table, the published totals beside it, and what they identify.

import { z } from "zod";
import { datasetRef, invalidAnswer, names } from "./common.ts";

const identified = z
  .enum(["yes", "partly", "no"])
  .describe("Variance after over variance before the totals: below 0.5, below 0.9, or more");

const cell = z.object({
  id: z.string(),
  origin: z.string(),
  destination: z.string(),
  group: z.string(),
  tonnesPerYear: z.number(),
  teuPerYear: z.number(),
  lowTonnes: z.number().describe("P10"),
  highTonnes: z.number().describe("P90"),
  guessTonnes: z.number().describe("First guess, before the totals"),
  flows: z.array(z.string()).describe("Rows of derivation/flows.csv that it comes from"),
  varianceRatio: z.number().describe("Variance after the totals over that before: 1 where they say nothing"),
  identified,
});

const count = z.object({
  id: z.string(),
  kind: z.enum(["link", "place", "corridor", "border", "pair", "transit", "country"]),
  subjects: z.array(z.string()),
  groups: z.array(z.string()).describe("Empty for all"),
  year: z.int(),
  unit: z.enum(["t", "TEU", "unit"]),
  use: z.enum(["fit", "validate"]),
  published: z.number().describe("As published, a year"),
  outside: z.number().describe("Part of it that this table does not hold"),
  standardError: z.number(),
  guess: z.number().describe("What the first guesses give"),
  model: z.number().describe("What the table gives; for later years, of demand grown"),
  residual: z.number().describe("Model less published less outside"),
  z: z.number().describe("Residual over the standard error"),
  fact: z.string(),
  note: z.string(),
});

const group = z.object({
  id: z.string(),
  names,
  cells: z.int(),
  tonnesPerYear: z.number(),
  teuPerYear: z.number(),
  identified: z.object({ yes: z.int(), partly: z.int(), no: z.int() }),
});

export const demandAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    dataset: datasetRef,
    year: z.int(),
    groups: z.array(group),
    counts: z.array(count),
    identification: z.object({
      cells: z.int(),
      counts: z.int().describe("Totals that were fitted to"),
      rank: z.int().describe("Directions of demand that they see"),
      nullity: z.int().describe("Directions that they do not: only the first guess decides there"),
    }),
    certificate: z.object({
      name: z.string(),
      value: z.number(),
      guessLoss: z.number().describe("Squares of the changes over their covariance"),
      countLoss: z.number().describe("Squares of the residuals over their variances"),
    }),
    cells: z.array(cell),
    sameAsDataset: z.boolean().describe("The dataset's own table is this one"),
  }),
  invalidAnswer,
]);
export type DemandAnswer = z.infer<typeof demandAnswer>;
