// What every answer shares. The schemas of this folder are the contract: the API validates with them, the command line
// prints them with --json, `schema/*.json` is generated from them, and the web app's types come from them.

import { z } from "zod";

export const problem = z.object({
  code: z.string().describe("Stable word for the kind of problem, e.g. unknown-place"),
  place: z.string().describe("Where: a field of the request such as cargo.units, or file:line:column"),
  message: z.string(),
  hint: z.string().describe("What to do about it"),
  suggestions: z.array(z.string()).optional().describe("Entries that were probably meant"),
});
export type ProblemJson = z.infer<typeof problem>;

/**
 * Bad input: nothing was done. HTTP 4xx, exit code 2. The members of RFC 9457 stand beside it for clients that know them
 * (`status` is our word here, so such a client takes the number from the HTTP response, as the RFC says).
 */
export const invalidAnswer = z.object({
  status: z.literal("invalid"),
  problems: z.array(problem).min(1),
  type: z.string().optional().describe("RFC 9457: names the kind of the first problem"),
  title: z.string().optional().describe("RFC 9457: what kind of failure, in words"),
  detail: z.string().optional().describe("RFC 9457: the messages in one text"),
});
export type InvalidAnswer = z.infer<typeof invalidAnswer>;

export const basis = z.enum(["observed", "published", "derived", "assumed"]);
export type BasisJson = z.infer<typeof basis>;

export const language = z.enum(["en", "kk", "az", "ru"]);
export const names = z.object({ en: z.string(), kk: z.string(), az: z.string(), ru: z.string() });

export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date like 2026-12-01");

export const datasetRef = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  hash: z.string().describe("SHA-256 over all layers: the same hash means the same input"),
  layers: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["base", "overlay", "scenario", "waits"]),
      title: z.string(),
      version: z.string(),
      hash: z.string(),
    }),
  ),
});
export type DatasetRef = z.infer<typeof datasetRef>;

/** Mean with P10 and P90. */
export const range = z.object({ mean: z.number(), low: z.number(), high: z.number() });

/** A source as shown beside a number. */
export const sourceRef = z.object({
  ref: z.string().describe("fact:ID, source:ID or assumption:ID"),
  kind: z.enum(["fact", "source", "assumption"]),
  title: z.string(),
  publisher: z.string(),
  url: z.string(),
  date: z.string(),
  licence: z.string(),
  statement: z.string().describe("What it says; for an assumption the sentence that defends it"),
  confidence: z.string(),
});
export type SourceJson = z.infer<typeof sourceRef>;
