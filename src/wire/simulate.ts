// The answer of `kopru simulate --model`: what was waited, how much stood where, how busy everything was, and how sure that is.

import { z } from "zod";
import { invalidAnswer, problem } from "./common.ts";

export const interval = z.object({
  mean: z.number().nullable().describe("Mean over replications; null when nothing was met"),
  low: z.number().nullable().describe("Confidence interval of the mean; null with fewer than two replications"),
  high: z.number().nullable(),
  level: z.number().describe("Probability that the interval covers the true mean"),
});

export const measure = interval.extend({
  p50: z
    .number()
    .nullable()
    .describe("Half of all entities (of a wait), or half of all time (of a queue or utilisation), is not above"),
  p80: z.number().nullable(),
  p95: z.number().nullable(),
});

const block = z.object({
  kind: z.string(),
  served: z.number().describe("Entities that ended their wait, over all replications; loads of a vessel"),
  wait: measure.describe("Hours in the waiting room; quantiles over entities, within 0.8 %"),
  queue: measure.describe("Entities in the waiting room; quantiles over time"),
  utilisation: measure.describe(
    "Share of servers busy (blocked ones too), of vessels that do not wait; null where there are none",
  ),
  blocked: interval.describe("Mean number held up by a full place behind"),
  lost: z.number().describe("Arrivals turned away because it was full"),
  interruptions: z.number().describe("Services stopped by closures"),
  waitMax: z.number().describe("Longest wait met, hours"),
  queueMax: z.number().describe("Longest queue met"),
});

const sink = z.object({ served: z.number(), endToEnd: measure.describe("Hours from arrival to here") });

export const fleet = z.object({
  vessels: z.number().int(),
  voyages: z.number().describe("Loads taken, over all replications"),
  load: interval.describe("Entities aboard when a dock is left"),
  share: z
    .object({
      sailing: z.number(),
      waitingToEnter: z.number(),
      unloading: z.number(),
      landing: z.number().describe("Blocked: those aboard find no room ashore"),
      atDock: z.number().describe("Waiting for a load"),
      loading: z.number(),
      waitingToLeave: z.number(),
    })
    .describe("Shares of the vessels' time"),
});

export const paired = z.object({
  what: z.string().describe("endToEnd, or a block's name"),
  measure: z.enum(["endToEnd", "wait", "queue", "utilisation"]),
  difference: interval.describe("The other model less this one, replication by replication with the same luck"),
  correlation: z.number().describe("Of the two models over replications; positive when the same luck helps"),
  gain: z.number().describe("How much wider the interval of independent runs would be"),
});

export const simulateOk = z.object({
  status: z.literal("ok"),
  model: z.object({
    name: z.string(),
    blocks: z.number().int(),
    parameters: z.record(z.string(), z.number()),
  }),
  seed: z.number().int(),
  replications: z.number().int(),
  run: z.object({
    untilHours: z.number().nullable().describe("Null: until all have gone"),
    warmUpHours: z.number().describe("Not counted"),
    warmUpBy: z.enum(["none", "given", "mser-5"]),
  }),
  precision: z
    .object({
      asked: z.number(),
      reached: z.number().nullable().describe("Half the width of the interval of the mean end-to-end time, against it"),
      isReached: z.boolean(),
    })
    .nullable(),
  customers: z.number().describe("Entities that left, over all replications"),
  arrived: z.number(),
  inside: z.number().describe("Entities still inside when replications ended"),
  events: z.number(),
  seconds: z.number(),
  traceHash: z
    .string()
    .describe("Over time and kind of every event; the same model, program and seed give the same on every Node"),
  endToEnd: measure.describe("Hours from arrival to leaving"),
  throughputPerHour: interval,
  classes: z.record(z.string(), z.object({ served: z.number(), endToEnd: measure })),
  blocks: z.record(z.string(), block).describe("Every place with a waiting room, and every fleet"),
  sinks: z.record(z.string(), sink),
  stocks: z.record(z.string(), z.object({ count: z.number().int(), inUse: interval })),
  fleets: z.record(z.string(), fleet),
  little: z
    .object({ worst: z.number() })
    .describe(
      "Greatest relative difference between area under a number and time added up over entities, over all places and replications",
    ),
  against: z
    .object({ name: z.string(), endToEnd: measure, traceHash: z.string(), differences: z.array(paired) })
    .nullable(),
  warnings: z.array(problem),
});

export const simulateNone = z.object({
  status: z.literal("none"),
  reason: z.enum(["never-settles", "deadlock", "event-limit", "entity-limit", "no-progress", "stopped"]),
  message: z.string(),
  blocks: z
    .array(z.object({ block: z.string(), entities: z.number(), waitsFor: z.string() }))
    .describe("Where entities stand and for what, most first"),
  overloads: z.array(z.object({ block: z.string(), ratePerHour: z.number(), capacityPerHour: z.number() })),
  replication: z.number().int().describe("In which it happened; 0 when it was known before"),
  hours: z.number(),
  events: z.number(),
  problems: z.array(problem),
});

export const simulateAnswer = z.discriminatedUnion("status", [simulateOk, simulateNone, invalidAnswer]);
export type SimulateAnswer = z.infer<typeof simulateAnswer>;
export type SimulateOk = z.infer<typeof simulateOk>;
export type SimulateNone = z.infer<typeof simulateNone>;
export type MeasureJson = z.infer<typeof measure>;
export type IntervalJson = z.infer<typeof interval>;
