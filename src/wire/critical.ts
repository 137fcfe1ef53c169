// The answers of `kopru critical` and `kopru flow`: what is lost when elements of the network fail, by service and by
// capacity, which cuts bound it, how diversified the flows are, and what an outage of some days costs.

import { z } from "zod";
import { datasetRef, invalidAnswer, isoDate, problem } from "./common.ts";

const coordinates = z.tuple([z.number(), z.number()]).describe("Longitude and latitude, degrees");

const criticalElement = z.object({
  id: z.string(),
  kind: z.enum(["place", "link", "border", "service", "terminal"]),
  name: z.string(),
  coordinates: coordinates.nullable(),
  lossUsdPerDay: z
    .number()
    .describe("What shippers lose a day without it (change of consumer surplus); negative where it did harm (Braess)"),
  rentLossUsdPerDay: z
    .number()
    .describe("What scarce capacities earn less at their shadow prices; with lossUsdPerDay the loss of all together"),
  lostTonnesPerDay: z.number().describe("Tonnes a day that are not shipped any more, over any corridor modelled"),
  divertedTonnesPerDay: z.number().describe("Tonnes a day that used it and go another way"),
  flowTonnesPerDay: z.number().describe("Tonnes a day over it in the base"),
  passingShare: z
    .number()
    .describe(
      "Of these, what passes it on corridors that compete on land; the rest begins or ends there, or stays at sea",
    ),
  capacityLossShare: z
    .number()
    .nullable()
    .describe("Share of the maximum flow between the regions that is lost; null where no capacity is stated"),
  rankByLoss: z.number().int(),
  rankByCapacity: z.number().int().nullable(),
  sentence: z.string().describe("What happens without it, in words"),
  disagreement: z.string().nullable().describe("Why both ranks differ, where they do"),
});

const criticalPair = z.object({
  a: z.string(),
  b: z.string(),
  lossUsdPerDay: z.number(),
  lostTonnesPerDay: z.number(),
  synergyUsdPerDay: z.number().describe("Of shippers' losses: loss(a, b) - loss(a) - loss(b)"),
  totalSynergyUsdPerDay: z
    .number()
    .describe("With rents: above zero where one stands in for the other, below where both serve the same ways"),
  sentence: z.string(),
});

const capacityCut = z.object({
  from: z.string(),
  to: z.string(),
  corridor: z.string().nullable().describe("Null: all corridors together"),
  corridorName: z.string().nullable(),
  group: z.string().describe("Group whose goods the tonnes are"),
  unit: z.string(),
  flow: z.number().describe("Of that group in the base"),
  maxFlow: z.number().nullable().describe("Null where a way without any stated capacity joins them"),
  minCut: z.array(z.object({ id: z.string(), name: z.string(), capacity: z.number() })),
  linkDisjointPaths: z.number().int().describe("Ways that share no link"),
  nodeDisjointPaths: z.number().int().describe("Ways that share no place either: two ways over one port count once"),
});

const diversification = z.object({
  by: z.enum(["corridor", "country", "operator", "crossing"]),
  shares: z.array(z.object({ key: z.string(), name: z.string(), share: z.number() })),
  hhi: z.number().describe("Sum of squared shares (Herfindahl-Hirschman)"),
  effectiveNumber: z.number().describe("1 / HHI"),
  shannonEffective: z.number().describe("exp(-sum of share x ln share)"),
});

const outageCurve = z.object({
  element: z.string(),
  name: z.string(),
  days: z.number().describe("How long it is out"),
  lossDays: z
    .number()
    .describe("Resilience triangle: integral of 1 - Q(t) over days, Q = share of the element's demand served"),
  waitTonneDays: z.number().describe("Tonnes x days spent in the queue, its release included"),
  lossUsd: z.number(),
  recoveredAfterDays: z
    .number()
    .nullable()
    .describe("Days from the start until the queue is gone; null when it never is"),
  divertedTonnes: z.number(),
  curve: z.array(z.object({ day: z.number(), served: z.number(), backlogTonnes: z.number() })),
  sentence: z.string(),
});

export const criticalOk = z.object({
  status: z.literal("ok"),
  dataset: datasetRef,
  scenario: z.object({ id: z.string(), name: z.string(), hash: z.string(), baseDate: isoDate.nullable() }).nullable(),
  period: z.object({ from: isoDate, months: z.number().int(), daysPerYear: z.number() }),
  base: z.object({ demandTonnesPerDay: z.number(), shippedTonnesPerDay: z.number() }),
  elements: z.array(criticalElement).describe("By loss, largest first"),
  unused: z.number().int().describe("Elements without flow: their loss is exactly zero, without a solve"),
  pairs: z.array(criticalPair),
  cuts: z.array(capacityCut),
  diversification: z.array(diversification),
  outage: outageCurve.nullable(),
  solves: z.number().int(),
  seconds: z.number(),
  certificate: z.object({
    gap: z.object({ name: z.string(), value: z.number(), asked: z.number() }),
    notConverged: z.array(z.string()).describe("Elements whose solve ended above the gap asked for"),
  }),
  warnings: z.array(problem),
});

export const criticalNone = z.object({
  status: z.literal("none"),
  reason: z.string(),
  problems: z.array(problem),
});

export const criticalAnswer = z.discriminatedUnion("status", [criticalOk, criticalNone, invalidAnswer]);
export type CriticalOk = z.infer<typeof criticalOk>;
export type CriticalAnswer = z.infer<typeof criticalAnswer>;

const networkElement = z.object({
  id: z.string(),
  kind: z.enum(["link", "node"]),
  from: z.string(),
  to: z.string(),
  capacityLossShare: z
    .number()
    .nullable()
    .describe("Share of the maximum flow lost; null without a pair or capacities"),
  detourCost: z.number().nullable().describe("Least cost between the ends without it, less with it; null when cut off"),
  cutsOff: z.boolean().describe("No way is left between the ends"),
  betweenness: z
    .number()
    .describe("Shortest paths over it, over all pairs; split where several are shortest (Brandes)"),
});

/** Any network in GMNS form, without demand: what its shape and its capacities say. */
export const networkCriticalAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    from: z.string().nullable(),
    to: z.string().nullable(),
    cost: z.string().nullable().describe("Column that adds up along a path; null: every link counts one"),
    nodes: z.number().int(),
    links: z.number().int(),
    maxFlow: z.number().nullable(),
    minCut: z.array(z.object({ id: z.string(), name: z.string(), capacity: z.number() })),
    leastCost: z.number().nullable(),
    linkDisjointPaths: z.number().int().nullable(),
    nodeDisjointPaths: z.number().int().nullable(),
    elements: z.array(networkElement),
    solves: z.number().int(),
    seconds: z.number(),
    warnings: z.array(problem),
  }),
  criticalNone,
  invalidAnswer,
]);
export type NetworkCriticalAnswer = z.infer<typeof networkCriticalAnswer>;

/** A DIMACS instance solved, so that anybody can check the engines against published answers. */
export const flowAnswer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("ok"),
    problem: z.enum(["max", "min-cost"]),
    nodes: z.number().int(),
    arcs: z.number().int(),
    value: z.number().describe("Maximum flow, or least cost"),
    bound: z.number().describe("Capacity of the cut, or value of the dual: the proof"),
    gap: z.object({ name: z.string(), value: z.number() }),
    minCut: z.array(z.object({ from: z.number().int(), to: z.number().int(), capacity: z.number() })),
    flows: z
      .array(z.object({ from: z.number().int(), to: z.number().int(), flow: z.number() }))
      .describe("Arcs with flow"),
    iterations: z.number().int(),
    seconds: z.number().describe("To solve, without reading"),
  }),
  criticalNone,
  invalidAnswer,
]);
export type FlowAnswer = z.infer<typeof flowAnswer>;
