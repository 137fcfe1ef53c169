// The answer of `kopru assign`: flows over any congested network, with the certificate of their optimality.

import { z } from "zod";
import { invalidAnswer, problem } from "./common.ts";

const assignedLink = z.object({
  link: z.string(),
  from: z.string(),
  to: z.string(),
  flow: z.number(),
  cost: z.number().describe("Time and fixed cost of the link at this flow"),
  freeCost: z.number().describe("The same at no flow"),
  volumeCapacityRatio: z.number().nullable().describe("Null where the cost does not depend on the flow"),
  marginalToll: z.number().describe("Flow x slope: what one traveller more costs all others"),
});

export const assignOk = z.object({
  status: z.literal("ok"),
  principle: z.enum(["user-equilibrium", "system-optimum"]),
  converged: z.boolean().describe("Whether the gap asked for was reached; if not, the flows are feasible all the same"),
  ended: z.enum(["gap", "iterations", "stopped", "stalled"]).describe("Why it ended; stopped: limit on seconds"),
  objective: z
    .number()
    .describe("Beckmann's sum of integrals, or total cost for the system optimum; units of the files"),
  lowerBound: z.number().describe("The least objective is not below this"),
  totalTravelTime: z
    .number()
    .describe("Sum of flow x cost, units of the files; with tolls and distances where weighed"),
  relativeGap: z.number().describe("(TSTT - SPTT) / SPTT, by marginal costs for the system optimum"),
  gap: z.object({ name: z.literal("(TSTT - SPTT) / SPTT"), value: z.number(), asked: z.number() }),
  averageExcessCost: z.number().describe("(TSTT - SPTT) / trips"),
  iterations: z.number().int(),
  seconds: z.number().describe("To solve, without reading; the median when there were several runs"),
  secondsFirst: z.number().describe("The first run, before the code was compiled"),
  runs: z.number().int(),
  threads: z.literal(1),
  network: z.object({
    nodes: z.number().int(),
    links: z.number().int(),
    pairs: z.number().int().describe("Pairs of nodes with trips"),
    trips: z.number(),
    paths: z.number().int().describe("Paths with flow"),
  }),
  slowestLinks: z.array(assignedLink).describe("Where most time is lost: largest flow x (cost - freeCost)"),
  selectedLink: z
    .object({
      link: assignedLink,
      pairs: z.array(z.object({ from: z.string(), to: z.string(), flow: z.number() })),
    })
    .optional()
    .describe("Who uses the link asked for, by these path flows; path flows of an equilibrium are not unique"),
  warnings: z.array(problem),
});

export const assignNone = z.object({
  status: z.literal("none"),
  reason: z.string(),
  pairsWithoutPath: z.array(z.tuple([z.string(), z.string()])),
  problems: z.array(problem),
});

export const assignAnswer = z.discriminatedUnion("status", [assignOk, assignNone, invalidAnswer]);
export type AssignOk = z.infer<typeof assignOk>;
export type AssignAnswer = z.infer<typeof assignAnswer>;
export type AssignedLinkJson = z.infer<typeof assignedLink>;
