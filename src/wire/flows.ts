// The answer of `kopru assign --scenario` and of runs of kind `flows`: where the cargo of a period goes over rival
// corridors, what binds and at what price, base and scenario side by side. Amounts are those of the whole period.

import { z } from "zod";
import { basis, datasetRef, invalidAnswer, isoDate, problem } from "./common.ts";

const coordinates = z.array(z.tuple([z.number(), z.number()])).describe("[longitude, latitude]");
const resourceUnit = z.string().describe("TEU, t, unit (wagons, trucks, boxes), train or h (hours of ships)");

export const flowScenarioRef = z.object({
  id: z.string(),
  name: z.string(),
  hash: z.string(),
  baseDate: isoDate.nullable(),
});

const gap = z.object({ name: z.string(), value: z.number(), asked: z.number() });
/** How sure a solution is. */
export const flowCertificate = z.object({
  gaps: z.array(gap).describe("Each by its definition: share residual, and complementarity of hard capacities"),
  iterations: z.number().int().describe("Newton steps over all distinct months"),
  paths: z.number().int().describe("Columns of the largest month"),
  seconds: z.number(),
  converged: z.boolean(),
});

const flowLink = z.object({
  id: z.string(),
  mode: z.string(),
  from: z.string(),
  to: z.string(),
  coordinates,
  tonnes: z.object({ forward: z.number(), backward: z.number() }).describe("Forward: from `from` to `to`"),
  teu: z.object({ forward: z.number(), backward: z.number() }),
  byGroup: z.array(z.object({ group: z.string(), tonnes: z.number() })),
  capacity: z.object({ value: z.number(), unit: z.string() }).nullable().describe("Over the period; null: none known"),
  utilisation: z.number().nullable().describe("Of the tightest resource on the link, background traffic included"),
  shadowPriceUsdPerTonne: z.number().describe("Of the tightest resource, per tonne of the average cargo using it"),
  status: z.string(),
});

const bottleneck = z.object({
  id: z.string().describe("Id of the resource in the dataset, with the attribute where a thing has several"),
  kind: z.enum(["link", "service", "terminal", "place", "border"]),
  name: z.string(),
  place: z.string().describe("Place id where it stands, empty when it has none"),
  coordinates,
  subject: z.string().describe("Id of the thing in the dataset: what a scenario would edit"),
  flow: z.number().describe("With background traffic"),
  background: z.number(),
  capacity: z.number(),
  unit: resourceUnit,
  utilisation: z.number(),
  waitHours: z.number().describe("Mean queueing delay beyond the ordinary one"),
  waitBasis: z
    .enum(["simulated", "allen-cunneen", "none"])
    .describe("What gives the wait: a curve fitted to the simulation, Allen and Cunneen's formula, or nothing"),
  shadowPriceUsdPerUnit: z.number().describe("What one unit more of capacity is worth to those who use it"),
  rentUsd: z.number().describe("Shadow price times the model's flow"),
  bindingMonths: z.number().int(),
  basis,
  sources: z.array(z.string()),
});

const corridorFlow = z.object({
  id: z.string(),
  name: z.string(),
  tonnes: z.number(),
  teu: z.number(),
  share: z.number().describe("Of the tonnes demanded"),
});

const groupFlow = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string().describe("In which demand and shipped are counted"),
  demand: z.number(),
  shipped: z.number(),
  notShipped: z.number(),
  demandTonnes: z.number(),
  shippedTonnes: z.number(),
  byCorridor: z.array(z.object({ corridor: z.string(), tonnes: z.number(), share: z.number() })),
  meanUsd: z.number().describe("Money per unit shipped, without shadow prices"),
  meanHours: z.number(),
  logsumUsd: z.number().describe("Mean logsum per unit demanded: expected generalised cost of the choice"),
});

const countryFlow = z.object({
  code: z.string(),
  name: z.string(),
  transitTonnes: z.number(),
  originTonnes: z.number(),
  destinationTonnes: z.number(),
  revenueUsd: z.number().describe("Charges that fall due in the country, whoever is paid"),
  tonneKm: z.number(),
});

const monthFlow = z.object({
  month: z.string().describe("2024-01"),
  days: z.number().int(),
  demandTonnes: z.number(),
  shippedTonnes: z.number(),
  notShippedTonnes: z.number(),
  binding: z.array(z.string()).describe("Resources with a price"),
  reduced: z
    .array(z.object({ subject: z.string(), openShare: z.number() }))
    .describe("Open for a part of the month only"),
});

const selectedUse = z.object({
  subject: z.string(),
  tonnes: z.number(),
  rows: z.array(
    z.object({ group: z.string(), from: z.string(), to: z.string(), corridor: z.string(), tonnes: z.number() }),
  ),
});

/** Skims and path flows of one cell of the demand table. */
const flowRow = z.object({
  id: z.string(),
  group: z.string(),
  from: z.string(),
  to: z.string(),
  demandTonnes: z.number(),
  shippedTonnes: z.number(),
  meanUsd: z.number().describe("Money per unit shipped, without shadow prices"),
  meanHours: z.number(),
  expectedUsd: z.number().describe("Expected generalised cost of the choice per unit: the logsum over its scale"),
  ways: z.array(
    z.object({
      corridor: z.string(),
      tonnes: z.number(),
      usd: z.number(),
      hours: z.number(),
      links: z.array(z.string()).describe("In order of travel"),
    }),
  ),
});

export const flowState = z.object({
  totals: z.object({
    demandTonnes: z.number(),
    shippedTonnes: z.number(),
    notShippedTonnes: z.number(),
    demandTeu: z.number(),
    shippedTeu: z.number(),
    costUsd: z.number().describe("Money paid by shippers, without shadow prices"),
    consumerSurplusUsd: z.number().describe("Against shipping nothing"),
    co2eTonnes: z.number(),
  }),
  links: z.array(flowLink),
  bottlenecks: z.array(bottleneck),
  corridors: z.array(corridorFlow),
  groups: z.array(groupFlow),
  countries: z.array(countryFlow),
  months: z.array(monthFlow),
  rows: z.array(flowRow).optional().describe("Skims and path flows, where asked for"),
  selected: selectedUse.optional().describe("Who uses the thing asked for"),
});

const reason = z.object({
  sentence: z.string(),
  group: z.string(),
  fromPlace: z.string(),
  toPlace: z.string(),
  tonnes: z.number(),
  fromCorridor: z.string().describe("Corridor id, not-shipped, or other"),
  toCorridor: z.string(),
  cause: z.string().describe("Id of the thing that explains it, empty when none alone does"),
});

export const flowComparison = z.object({
  links: z.array(z.object({ id: z.string(), deltaTonnes: z.number() })),
  corridors: z.array(z.object({ id: z.string(), deltaTonnes: z.number(), deltaTeu: z.number() })),
  countries: z.array(z.object({ code: z.string(), deltaTransitTonnes: z.number(), deltaRevenueUsd: z.number() })),
  groups: z.array(
    z.object({ id: z.string(), deltaShippedTonnes: z.number(), deltaMeanUsd: z.number(), deltaMeanHours: z.number() }),
  ),
  lossUsd: z.number().describe("Consumer surplus lost, positive when the scenario is worse"),
  lostTonnes: z.number().describe("Shipped in the base and not in the scenario"),
  reasons: z.array(reason),
});

export const flowsOk = z.object({
  status: z.literal("ok"),
  dataset: datasetRef,
  scenario: flowScenarioRef.nullable(),
  period: z.object({ from: isoDate, to: isoDate.describe("Exclusive"), months: z.number().int() }),
  certificate: flowCertificate,
  base: flowState,
  changed: flowState.nullable(),
  comparison: flowComparison.nullable(),
  warnings: z.array(problem),
});

export const flowsAnswer = z.discriminatedUnion("status", [flowsOk, invalidAnswer]);
export type FlowsOk = z.infer<typeof flowsOk>;
export type FlowsAnswer = z.infer<typeof flowsAnswer>;
export type FlowStateJson = z.infer<typeof flowState>;
export type FlowComparisonJson = z.infer<typeof flowComparison>;
