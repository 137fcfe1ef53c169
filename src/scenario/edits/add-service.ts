// A service, with its stops or countries and the values it needs.

import { z } from "zod";
import { newId, valueFields, windowFields } from "./fields.ts";

export const addServiceForm = z.strictObject({
  edit: z.literal("add-service"),
  id: newId,
  name: z.string().min(1).max(200),
  kind: z.enum(["network", "line"]),
  mode: z.enum(["rail", "road", "sea", "inland-water"]),
  gauge: z.union([z.literal(1435), z.literal(1520)]).optional(),
  trainClass: z.enum(["block", "wagonload"]).optional(),
  stops: z.array(z.string()).max(50).optional(),
  bothWays: z.boolean().optional(),
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
  departures: z.enum(["on-demand", "headway", "sail-when-full"]),
  cargo: z.array(z.enum(["20ft", "40ft", "40hc", "truck", "wagon"])).optional(),
  operator: z.string().max(200).optional(),
  waterBody: z.string().max(100).optional(),
  causes: z.array(z.string()).max(20).optional(),
  values: valueFields,
  tariffs: z
    .array(
      z.strictObject({
        kind: z.enum(["line-haul", "handling", "border", "storage", "access", "empty-return", "surcharge"]),
        party: z.string().max(200),
        attribute: z.string().max(60),
        value: z.number(),
        unit: z.string().max(20),
        ends: z.tuple([z.string(), z.string()]).optional(),
        cargo: z.array(z.enum(["20ft", "40ft", "40hc", "truck", "wagon"])).optional(),
      }),
    )
    .max(100)
    .optional(),
  ...windowFields,
});
