// The answer of `kopru oil` and of runs of kind `oil`: where a producer's oil goes day by day, what an outage costs, which
// limit binds at what price, base and scenario side by side. Mt are those of the horizon; money is US dollars of its days.

import { z } from "zod";
import { basis, datasetRef, invalidAnswer, isoDate, problem } from "./common.ts";

const byDay = z.array(z.number()).describe("One number per day of the horizon");

export const oilScenarioRef = z.object({
  id: z.string(),
  name: z.string(),
  hash: z.string(),
  baseDate: isoDate.nullable(),
});

const oilRoute = z.object({
  id: z.string(),
  name: z.string(),
  producer: z.string().describe("Country of the fields whose oil this is; background oil of others has its own rows"),
  kind: z.enum(["export", "domestic", "background"]),
  countries: z.array(z.string()).describe("Crossed on the way, in order, the market's own last"),
  transitCountries: z.array(z.string()).describe("Neither the producer's nor the market's"),
  market: z.string(),
  marketName: z.string(),
  mt: z.number(),
  mtPerYear: z.number(),
  byDay: byDay.describe("Tonnes handed over at the market, counted on the day they leave the last store or field"),
});

const oilField = z.object({
  id: z.string(),
  name: z.string(),
  producer: z.string(),
  possibleMt: z.number(),
  producedMt: z.number(),
  shutInMt: z.number(),
  shutInByDay: byDay,
});

const oilTank = z.object({
  id: z.string(),
  name: z.string(),
  capacityMt: z.number(),
  stockByDay: byDay.describe("Tonnes at the end of the day"),
});

const oilNetback = z.object({
  field: z.string(),
  fieldName: z.string(),
  route: z.string(),
  routeName: z.string(),
  grade: z.string().describe("As which it is sold"),
  barrelsPerTonne: z.number().describe("Of the grade sold"),
  priceUsdPerTonne: z.number(),
  parts: z
    .array(
      z.object({ name: z.string(), party: z.string(), usdPerTonne: z.number(), basis, sources: z.array(z.string()) }),
    )
    .describe("Price first, deductions negative; they add up to the netback at the field"),
  netbackUsdPerTonne: z.number(),
  netbackUsdPerBarrel: z.number().describe("By the barrels of the field's own oil"),
});

const oilBinding = z.object({
  element: z.string(),
  name: z.string(),
  kind: z
    .string()
    .describe(
      "link, place, fleet, route or tank: what carries or holds; quality-cap, contract, quota, supply-duty or minimum: what was agreed",
    ),
  unit: z.string(),
  capacityPerDay: z.number().describe("Mean over the days on which it binds"),
  daysBinding: z.number().int(),
  meanUsdPerTonne: z.number().describe("Shadow price, mean over all days of the horizon"),
  maxUsdPerTonne: z.number(),
  firstDay: isoDate.nullable(),
  sentence: z.string(),
  basis: basis.nullable(),
  sources: z.array(z.string()),
});

const oilNMinusOne = z.object({
  element: z.string(),
  name: z.string(),
  kind: z.string(),
  carriedMt: z.number().describe("A year, in the base"),
  onPaperMt: z.number().describe("A year that finds no way when only pipes and berths limit"),
  inPracticeMt: z.number().describe("A year that finds no way with quality caps, contracts, ships and drafts too"),
  lossUsdPerDay: z.number().describe("In practice, against the undisturbed day, shut-in included"),
});

const oilSecurity = z.object({
  nMinusOne: z.array(oilNMinusOne),
  formulaOnPaper: z
    .number()
    .describe(
      "(capacity of all exits less the largest) / exports: the N-1 ratio of supply security, turned to exports",
    ),
  hhiByRoute: z.number().describe("0 to 10,000; routes over the same exit count once"),
  hhiByTransitCountry: z.number().describe("Shares of the exports that cross a country, or none"),
  effectiveRoutes: z.number().describe("10,000 / hhiByRoute"),
  sharesByTransitCountry: z.array(z.object({ country: z.string(), name: z.string(), share: z.number() })),
});

const oilLink = z.object({
  id: z.string(),
  name: z.string(),
  mode: z.string(),
  from: z.string(),
  to: z.string(),
  coordinates: z.array(z.tuple([z.number(), z.number()])).describe("[longitude, latitude]"),
  tonnesPerDay: z.number().describe("Mean over the horizon"),
  capacity: z.number().nullable().describe("Tonnes a day, mean over the horizon; null: none known"),
  utilisation: z.number().nullable(),
  status: z.string().describe("On the first day"),
  shadowPriceUsdPerTonne: z.number(),
});

const oilPlace = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  country: z.string(),
  lat: z.number(),
  lon: z.number(),
  tonnesPerDay: z.number(),
  capacity: z.number().nullable(),
  utilisation: z.number().nullable(),
});

const oilCountry = z.object({
  code: z.string(),
  name: z.string(),
  exportsMt: z.number(),
  transitMt: z.number().describe("Of exports of others"),
  receivedMt: z.number(),
  profitUsd: z.number().describe("Of its producers: netback of what is sold, less lifting, holding and stopping"),
  chargesUsd: z.number().describe("Tariffs and fees that fall due there, whoever is paid"),
});

const oilPolicy = z.enum(["foresight", "rolling"]);

export const oilState = z.object({
  policy: oilPolicy,
  profitUsd: z.number().describe("Over the horizon, all producers"),
  exportsMt: z.number().describe("Of the producer looked at"),
  shutInMt: z.number(),
  policies: z
    .array(
      z.object({
        policy: oilPolicy,
        name: z.string(),
        isBound: z.boolean().describe("True for perfect foresight: nobody can do better, and nobody should expect it"),
        profitUsd: z.number(),
        exportsMt: z.number(),
        shutInMt: z.number(),
      }),
    )
    .describe("Both where both were worked out"),
  routes: z.array(oilRoute),
  fields: z.array(oilField),
  tanks: z.array(oilTank),
  netbacks: z.array(oilNetback).describe("On the first day"),
  binding: z.array(oilBinding),
  security: oilSecurity.nullable(),
  links: z.array(oilLink),
  places: z.array(oilPlace),
  countries: z.array(oilCountry),
});

const oilQualityBank = z.object({
  route: z.string(),
  name: z.string(),
  rows: z.array(
    z.object({
      field: z.string(),
      name: z.string(),
      mt: z.number(),
      gravityApi: z.number(),
      sulphurShare: z.number(),
      valueUsdPerTonne: z.number(),
      transferUsd: z.number().describe("Receives (positive) or pays; all rows add up to zero"),
    }),
  ),
});

const oilComparison = z.object({
  lossUsd: z.number().describe("Profit lost by all producers, shut-in included; negative when the scenario is better"),
  lostExportsMt: z.number(),
  shutInMt: z.number().describe("More than in the base"),
  reroutedMt: z.number().describe("What routes that gained carry more"),
  routes: z.array(z.object({ id: z.string(), name: z.string(), deltaMt: z.number() })),
  countries: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      deltaProfitUsd: z.number(),
      deltaChargesUsd: z.number(),
      deltaTransitMt: z.number(),
    }),
  ),
  reasons: z.array(z.string()),
});

const oilShadowPrice = z.object({
  element: z.string(),
  name: z.string(),
  mean: z.number().describe("USD per tonne, mean over all days of the horizon"),
  max: z.number(),
  daysBinding: z.number().int(),
});

const oilCertificate = z.object({
  gaps: z.array(z.object({ name: z.string(), value: z.number(), asked: z.number() })),
  solves: z.number().int(),
  variables: z.number().int(),
  constraints: z.number().int(),
  iterations: z.number().int(),
  seconds: z.number(),
});

export const oilOk = z.object({
  status: z.literal("ok"),
  dataset: datasetRef.nullable().describe("Null when a model file was given"),
  model: z.string().nullable().describe("Name of the model file, null when the dataset was used"),
  scenario: oilScenarioRef.nullable(),
  horizon: z.object({ from: isoDate, to: isoDate.describe("Exclusive"), days: z.number().int() }),
  producer: z.string().describe("Country whose exports are counted at the top; empty: all"),
  certificate: oilCertificate,
  exportsMtByRoute: z.record(z.string(), z.number()).describe("Of the scenario when given, else of the base"),
  shutInMt: z.number(),
  lossUsd: z.number().describe("Against the base; 0 without a scenario"),
  shadowPricesUsdPerTonne: z.array(oilShadowPrice),
  base: oilState,
  changed: oilState.nullable(),
  comparison: oilComparison.nullable(),
  qualityBanks: z.array(oilQualityBank),
  warnings: z.array(problem),
});

export const oilAnswer = z.discriminatedUnion("status", [oilOk, invalidAnswer]);
export type OilOk = z.infer<typeof oilOk>;
export type OilAnswer = z.infer<typeof oilAnswer>;
export type OilStateJson = z.infer<typeof oilState>;
export type OilComparisonJson = z.infer<typeof oilComparison>;
