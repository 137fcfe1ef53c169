// What a server and a worker on another machine tell each other: jobs are leased, said to be worked on, and answered with what
// every replication gave. Everything that a worker sends is checked here and against the job before it is kept.

import { z } from "zod";
import { invalidAnswer } from "./common.ts";
import { runId } from "./runs.ts";

/** Changes when a worker of before could not work for a server of after. */
export const WORK_PROTOCOL = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in hexadecimal");
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const MOST_LEASED = 64;
const MOST_REPLICATIONS = 10_000;
const MOST_VALUES = 1_000;

const workerName = z
  .string()
  .regex(/^\S.{0,79}$/, "1 to 80 characters, no blank first")
  .describe("How the worker calls itself, for people");

/** Right to end a job: its id and the number of the attempt. */
const pair = { id: runId, retryCount: z.number().int().min(0).max(1_000_000) };
const lease = z.strictObject(pair);

export const leaseRequest = z.strictObject({
  worker: workerName,
  protocol: z.number().int(),
  engine: z.string().max(200).describe("What the worker would calculate with; has to be the server's own"),
  count: z.number().int().min(1).max(MOST_LEASED),
});
export type LeaseRequest = z.infer<typeof leaseRequest>;

const workJob = z.object({
  ...pair,
  model: hash,
  seed: z.number().int(),
  firstReplication: z.number().int(),
  replications: z.number().int(),
});
export type WorkJobJson = z.infer<typeof workJob>;

export const leaseAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    jobs: z.array(workJob),
    beatSeconds: z.number().describe("Say so often that you are there; after some more silence the jobs are lost"),
  }),
  invalidAnswer,
]);
export type LeaseAnswer = z.infer<typeof leaseAnswer>;

export const beatRequest = z.strictObject({ jobs: z.array(lease).max(1_000) });
export const beatAnswer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("ok"), lost: z.array(runId).describe("Jobs that are no longer this worker's") }),
  invalidAnswer,
]);
export type BeatAnswer = z.infer<typeof beatAnswer>;

const replication = z.strictObject({
  replication: z.number().int().min(1).max(1_000_000),
  ended: z.enum(["horizon", "empty", "deadlock", "event-limit", "entity-limit", "no-progress"]),
  hours: z.number().min(0),
  events: count,
  arrived: count,
  left: count,
  inside: count,
  traceHash: z.string().regex(/^[0-9a-f]{16}$/, "16 hexadecimal digits"),
  values: z.array(z.number().nullable()).max(MOST_VALUES),
});

export const doneRequest = z.strictObject({
  worker: workerName,
  ...pair,
  model: hash,
  results: z.array(replication).min(1).max(MOST_REPLICATIONS),
});
export type DoneRequest = z.infer<typeof doneRequest>;

export const failedRequest = z.strictObject({
  worker: workerName,
  ...pair,
  givenBack: z.boolean().describe("True when the worker stops, and nothing is wrong with the job"),
  message: z.string().max(2_000),
});

export const workAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    affected: z.number().int().describe("1 when it counts; 0 when the job was no longer this worker's, or done before"),
  }),
  invalidAnswer,
]);
export type WorkAnswer = z.infer<typeof workAnswer>;

export const modelHash = hash;
/** The text of a model as it was hashed. */
export const workModel = z.looseObject({ format: z.string() });

export const tokenName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, "letters, digits, dots and hyphens");

const token = z.object({
  name: z.string(),
  scope: z.string().describe("What it is good for: work"),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable().describe("Within a minute"),
  revokedAt: z.string().nullable(),
});
export type TokenJson = z.infer<typeof token>;

export const tokenRequest = z.strictObject({ name: tokenName });
export const tokenMadeAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    name: z.string(),
    token: z.string().describe("Shown once; only its hash is kept"),
  }),
  invalidAnswer,
]);
export type TokenMadeAnswer = z.infer<typeof tokenMadeAnswer>;
export const tokensAnswer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("ok"), tokens: z.array(token) }),
  invalidAnswer,
]);
export type TokensAnswer = z.infer<typeof tokensAnswer>;
export const tokenRevokedAnswer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("ok"), name: z.string(), done: z.literal("revoked") }),
  invalidAnswer,
]);
export type TokenRevokedAnswer = z.infer<typeof tokenRevokedAnswer>;
