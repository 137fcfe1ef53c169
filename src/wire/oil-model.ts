// A whole oil problem in one file: fields, routes, tanks and days (docs/method/oil.md). What `kopru oil --model` reads.

import { z } from "zod";
import { isoDate } from "./common.ts";

const MAX_THINGS = 500;
const MAX_DAYS = 3660;
const id = z.string().min(1).max(100);
const tonnes = z.number().min(0).max(1e10);
const money = z.number().min(-1e6).max(1e6);
const day = z.number().int().min(1).max(MAX_DAYS);

const profileOf = (value: z.ZodNumber) =>
  z
    .union(
      [
        value,
        z.array(value).min(1).max(MAX_DAYS),
        z
          .array(z.strictObject({ fromDay: day, value }))
          .min(1)
          .max(MAX_DAYS),
      ],
      { error: "a finite number, a list of them, or a list of {fromDay, value}" },
    )
    .describe(
      "One number for all days, one per day (the last goes on), or numbers that hold from a day on; day 1 is the first",
    );

export const oilModel = z.strictObject({
  name: z.string().max(200).optional(),
  from: isoDate.optional().describe("Date of day 1, for display"),
  days: z.number().int().min(1).max(MAX_DAYS),
  tailDays: z.number().int().min(0).max(366).optional().describe("Days solved beyond the last one reported"),
  fields: z
    .array(
      z.strictObject({
        id,
        name: z.string().max(200).optional(),
        outputTonnesPerDay: profileOf(tonnes),
        minimumTonnesPerDay: profileOf(tonnes).optional(),
        liftingUsdPerTonne: money.optional(),
        shutInUsdPerTonne: money.optional().describe("Cost of leaving a tonne in the ground"),
        rampUpTonnesPerDay: tonnes.optional().describe("Most by which output grows from one day to the next"),
        quality: z.record(z.string().max(60), z.number()).optional().describe("By property; means blend by mass"),
      }),
    )
    .min(1)
    .max(MAX_THINGS),
  elements: z
    .array(
      z.strictObject({
        id,
        name: z.string().max(200).optional(),
        capacityTonnesPerDay: profileOf(tonnes).optional(),
        closed: z
          .array(z.strictObject({ fromDay: day, toDay: day.describe("Open again on this day") }))
          .max(1000)
          .optional(),
      }),
    )
    .max(MAX_THINGS)
    .optional()
    .describe("Pipes, berths, ships: what several routes may share"),
  tanks: z
    .array(
      z.strictObject({
        id,
        name: z.string().max(200).optional(),
        capacityTonnes: tonnes,
        initialTonnes: tonnes.optional(),
        holdingUsdPerTonneDay: money.optional(),
      }),
    )
    .max(100)
    .optional(),
  routes: z
    .array(
      z.strictObject({
        id,
        name: z.string().max(200).optional(),
        fields: z.array(id).min(1).max(MAX_THINGS).optional().describe("All when left out"),
        through: z.array(id).max(100).optional().describe("Elements and tanks in order"),
        capacityTonnesPerDay: profileOf(tonnes).optional().describe("Of the route itself"),
        netbackUsdPerTonne: profileOf(money).optional().describe("At the field; or priceUsdPerTonne with deductions"),
        priceUsdPerTonne: profileOf(money).optional(),
        tariffUsdPerTonne: money.optional(),
        lossShare: z.number().min(0).max(0.9).optional(),
        lagDays: z.number().int().min(0).max(200).optional().describe("Until it reaches the first tank on the way"),
      }),
    )
    .min(1)
    .max(MAX_THINGS),
  limits: z
    .array(
      z.strictObject({
        id,
        name: z.string().max(200).optional(),
        kind: z.enum(["quality-cap", "contract", "quota", "supply-duty"]).optional(),
        routes: z.array(id).max(MAX_THINGS).optional(),
        fields: z.array(id).max(MAX_THINGS).optional(),
        mostTonnesPerDay: profileOf(tonnes).optional(),
        leastTonnesPerDay: profileOf(tonnes).optional(),
        windowDays: z.number().int().min(1).max(MAX_DAYS).optional().describe("Days over which it is counted; 1"),
        deficiencyUsdPerTonne: money.optional().describe("Take or pay; without it the minimum is hard"),
        quality: z.strictObject({ property: z.string(), most: z.number() }).optional(),
      }),
    )
    .max(MAX_THINGS)
    .optional(),
});
export type OilModelJson = z.infer<typeof oilModel>;
