// The answer of `kopru route`, `kopru compare` and POST /api/v1/route, /compare.

import { z } from "zod";
import { basis, datasetRef, invalidAnswer, isoDate, problem, range } from "./common.ts";

/** What is asked. Names, aliases and UN/LOCODEs are accepted where a place is meant; answers use ids. */
export const routeRequest = z.strictObject({
  from: z.string().min(1).max(200),
  to: z.string().min(1).max(200),
  cargo: z
    .string()
    .max(200)
    .default("40ft")
    .describe('20ft, 40ft, 40hc, truck, or tonnes of a commodity in wagons such as "1200t aluminium"'),
  units: z.number().int().min(1).max(10_000).default(1).describe("Number of containers or trucks"),
  depart: isoDate.optional().describe("Ready at the origin, midnight UTC; default the dataset's date"),
  departHour: z.number().min(0).max(23.99).default(0),
  deadline: isoDate.optional().describe("Must have arrived by the end of this day, UTC"),
  valueUsd: z.number().min(0).max(1e12).optional().describe("Value of the goods of the whole consignment, USD"),
  costOfCapital: z.number().min(0).max(2).optional().describe("Share per year, 0.08 is 8 %"),
  tonnes: z.number().min(0.001).max(1e7).optional().describe("Net weight of the whole consignment"),
  commodity: z.string().max(100).optional(),
  dangerous: z.boolean().default(false),
  reefer: z.boolean().default(false),
  avoid: z.array(z.string().max(100)).max(50).default([]).describe("Countries (RU), places, modes (sea), corridors"),
  require: z.array(z.string().max(100)).max(50).default([]),
  date: isoDate.optional().describe("Date of the network when it is not the departure: 2019-06-01, 2030-01-01"),
  options: z.number().int().min(1).max(10).default(5),
  pareto: z.boolean().default(false).describe("Also return the whole Pareto set"),
  waits: z
    .string()
    .max(200)
    .optional()
    .describe("Id of a run of kind simulate: its waits for ships stand in place of the assumed ones"),
});
export type RouteRequest = z.input<typeof routeRequest>;

export const costKind = z.enum(["line-haul", "handling", "border", "storage", "access", "empty-return", "surcharge"]);

export const costPart = z.object({
  party: z.string().describe("Who charges it"),
  kind: costKind,
  usd: range,
  basis,
  leg: z.number().int().describe("Index of the leg it belongs to"),
  sources: z.array(z.string()).describe("References, resolved by /api/v1/sources"),
  note: z.string(),
});

export const emission = z.object({
  factor: z.number(),
  unit: z.string(),
  scope: z.enum(["WTW", "TTW"]),
  quality: z.enum(["primary", "modelled", "default"]),
  sources: z.array(z.string()),
  rule: z.string().describe("Activity and allocation in words, e.g. 12.2 t x 479 km"),
});

export const leg = z.object({
  kind: z.enum(["access", "wait", "line-haul", "terminal", "gauge-change", "border", "storage", "empty-return"]),
  mode: z.enum(["rail", "road", "sea", "inland-water", "terminal", "border", "none"]),
  from: z.string(),
  to: z.string(),
  fromName: z.string(),
  toName: z.string(),
  country: z.string().describe("ISO alpha-2 of the leg; XX on the high seas"),
  operator: z.string(),
  service: z.string().describe("Service id, empty when none"),
  serviceName: z.string(),
  gauge: z.number(),
  km: z.number(),
  hours: z.number().describe("Mean time of the leg, waiting included"),
  waitHours: z.number().describe("The part of `hours` that is waiting"),
  hoursP10: z.number(),
  hoursP50: z.number(),
  hoursP90: z.number(),
  endP10: z.number().describe("P10 of the hours since departure at the leg's end; the fan of the strip diagram"),
  endP50: z.number(),
  endP90: z.number(),
  endP95: z.number(),
  startHours: z.number().describe("Mean hours after departure at which the leg begins"),
  costUsd: z.number(),
  co2eKg: z.number(),
  emission: emission.optional(),
  basis: basis.describe("The weakest basis among the leg's numbers"),
  timeBasis: z.string().describe("In words: how the leg's time is known"),
  sources: z.array(z.string()),
  remarks: z.array(z.string()).describe("Capacity, closures, conditions"),
  geometry: z.array(z.tuple([z.number(), z.number()])).describe("[lon, lat], empty for legs that stay in a place"),
});
export type LegJson = z.infer<typeof leg>;

export const option = z.object({
  id: z.string().describe("Stable hash of the path"),
  corridor: z.string().describe("Corridor id, or `other`"),
  corridorName: z.string(),
  title: z.string().describe("Where it goes: the places where it changes vehicle or track"),
  badges: z.array(z.enum(["surest", "fastest", "cheapest", "cleanest", "best"])),
  costUsd: range.extend({ parts: z.array(costPart) }),
  hours: z.object({
    mean: z.number(),
    sd: z.number(),
    p10: z.number(),
    p50: z.number(),
    p80: z.number(),
    p90: z.number(),
    p95: z.number(),
  }),
  arrival: z.object({ p10: z.string(), p50: z.string(), p80: z.string(), p95: z.string() }).describe("UTC"),
  distribution: z.array(z.tuple([z.number(), z.number()])).describe("[hours, P(arrived by then)], at most 100 points"),
  onTime: z.number().optional().describe("P(arrival by the deadline)"),
  co2eKg: z.number(),
  borders: z.number().int(),
  km: z.number(),
  inventoryUsd: z.number().describe("Value x (cost of capital + depreciation) x mean time; not part of costUsd"),
  generalisedUsd: z
    .number()
    .describe("costUsd.mean + inventoryUsd (+ expected late penalty), what options are ranked by"),
  modes: z.array(z.string()),
  countries: z.array(z.string()),
  legs: z.array(leg),
  remarks: z.array(z.string()),
});
export type OptionJson = z.infer<typeof option>;

/** The best a corridor can do at the shipper's own terms, or why it can do nothing. */
export const rival = z.object({
  corridor: z.string(),
  corridorName: z.string(),
  status: z.enum(["ok", "none"]),
  reason: z.string().describe("Why there is no way by this corridor; empty when there is one"),
  remarks: z.array(z.string()).describe("Sanctions, war risk and the like, from the data"),
  breakEvenValueUsd: z
    .number()
    .nullable()
    .describe("Value of goods above which the best option beats this one (or this one the best); null when none does"),
  option: option.optional(),
});
export type RivalJson = z.infer<typeof rival>;

export const paretoPoint = z.object({
  costUsd: z.number(),
  hoursMean: z.number(),
  hoursVariance: z.number(),
  co2eKg: z.number(),
  borders: z.number(),
  corridor: z.string(),
  via: z.array(z.string()).describe("Place ids of the path"),
  option: z.string().describe("Id of the option this point became, empty when it did not"),
});

export const echoedRequest = z.object({
  from: z.object({ id: z.string(), name: z.string(), country: z.string() }),
  to: z.object({ id: z.string(), name: z.string(), country: z.string() }),
  cargo: z.object({
    kind: z.string(),
    units: z.number(),
    tonnes: z.number(),
    teu: z.number(),
    commodity: z.string(),
    dangerous: z.boolean(),
    reefer: z.boolean(),
    label: z.string(),
  }),
  depart: z.string(),
  deadline: z.string().nullable(),
  networkDate: z.string(),
  valueUsd: z.number(),
  costOfCapital: z.number(),
  depreciation: z.number(),
  avoid: z.array(z.string()),
  require: z.array(z.string()),
});

export const simulatedWaits = z.object({
  run: z.string().describe("Id of the run, or the file it was read from"),
  scenario: z.string().describe("Name of its scenario, empty for none"),
  replications: z.number().int(),
  period: z.object({ from: isoDate, to: isoDate }),
  sameDataset: z.boolean().describe("False: it simulated another dataset than this answer's"),
  crossings: z.array(
    z.object({
      service: z.string(),
      serviceName: z.string(),
      from: z.string(),
      meanHours: z.number(),
      p50: z.number().nullable(),
      p80: z.number().nullable(),
      p95: z.number().nullable(),
      settles: z.boolean().describe("False: more comes than ships can take, and waits grow with the time looked at"),
      cv: z.number().describe("Of the law that stands for it here: same mean, quantiles as near as may be"),
      shape: z.string(),
    }),
  ),
});

export const answerFoot = {
  request: echoedRequest,
  dataset: datasetRef,
  waits: simulatedWaits.nullable().describe("Simulated waits in place of assumed ones; null without"),
  priceYear: z.number().int(),
  exchangeRates: z.array(z.object({ currency: z.string(), date: z.string(), usdPerUnit: z.number() })),
  program: z.object({ name: z.literal("kopru"), version: z.string() }),
  warnings: z.array(problem),
  overlayEffects: z.array(z.string()).describe("What the overlays changed in this answer, in words"),
  computedMs: z.number(),
};

export const routeOk = z.object({
  status: z.literal("ok"),
  options: z.array(option).min(1),
  rivals: z.array(rival),
  pareto: z.array(paretoPoint).describe("Whole set when asked for, else the points near the options, for the scatter"),
  ...answerFoot,
});
export const routeNone = z.object({
  status: z.literal("none"),
  options: z.array(option).length(0),
  rivals: z.array(rival),
  reason: z.string().describe("Why there is no way, in one sentence"),
  reasonCode: z
    .string()
    .optional()
    .describe("The same as a code, to be said in another language; left out when none fits"),
  reasonParams: z.record(z.string(), z.string()).optional().describe("What fills the gaps of that sentence, ids first"),
  relax: z
    .array(
      z.object({
        label: z.string(),
        kind: z.string().optional().describe("Which kind of change, to be said in another language"),
        params: z.record(z.string(), z.string()).optional(),
        patch: z.record(z.string(), z.unknown()),
      }),
    )
    .describe("Changes to the request that would give an answer, each tried; null in a patch takes a field out"),
  problems: z.array(problem),
  ...answerFoot,
});
export const routeAnswer = z.discriminatedUnion("status", [routeOk, routeNone, invalidAnswer]);
export type RouteOk = z.infer<typeof routeOk>;
export type RouteNone = z.infer<typeof routeNone>;
export type RouteAnswer = z.infer<typeof routeAnswer>;

/** `kopru compare`: corridors side by side. */
export const compareOk = z.object({
  status: z.literal("ok"),
  corridors: z.array(rival),
  best: z.string().describe("Corridor id of the lowest generalised cost"),
  ...answerFoot,
});
export const compareNone = z.object({
  status: z.literal("none"),
  corridors: z.array(rival),
  reason: z.string(),
  problems: z.array(problem),
  ...answerFoot,
});
export const compareAnswer = z.discriminatedUnion("status", [compareOk, compareNone, invalidAnswer]);
export type CompareAnswer = z.infer<typeof compareAnswer>;

/** `kopru route A B --network DIR --criteria c1,c2 --pareto`: any GMNS network. */
export const networkParetoOk = z.object({
  status: z.literal("ok"),
  criteria: z.array(z.string()),
  paths: z.array(z.object({ criteria: z.record(z.string(), z.number()), nodes: z.array(z.string()) })),
  labels: z.object({ created: z.number(), kept: z.number() }),
  computedMs: z.number(),
});
export const networkParetoNone = z.object({
  status: z.literal("none"),
  criteria: z.array(z.string()),
  paths: z.array(z.never()).length(0),
  reason: z.string(),
  problems: z.array(problem),
});
export const networkParetoAnswer = z.discriminatedUnion("status", [networkParetoOk, networkParetoNone, invalidAnswer]);
export type NetworkParetoAnswer = z.infer<typeof networkParetoAnswer>;
