// Tariffs by their own id, their subject, party or country; or one through tariff per TEU shared by the kilometre.

import { z } from "zod";
import { COST_KINDS } from "./cost.ts";
import { amountFields, what, windowFields } from "./fields.ts";

const COUNTRY = z.string().regex(/^[A-Z]{2}$/, { error: "two capital letters of ISO 3166-1" });

export const tariffForm = z.strictObject({
  edit: z.literal("tariff"),
  what: what.optional(),
  party: z.string().max(200).optional().describe("Only tariffs paid to this party"),
  countries: z.array(COUNTRY).min(1).optional().describe("Only tariffs that name one of these countries"),
  costs: z.array(z.enum(COST_KINDS)).min(1).optional(),
  cargo: z
    .array(z.enum(["20ft", "40ft", "40hc", "truck", "wagon"]))
    .min(1)
    .optional(),
  through: z
    .strictObject({
      usdPerTeu: z.number().min(0).max(100_000).describe("What the whole way costs per TEU"),
      overKm: z
        .number()
        .min(1)
        .max(40_000)
        .describe("Length of the whole way; each leg gets its share by the kilometre"),
    })
    .optional()
    .describe("One tariff for all legs in place of what each carrier charges for the line haul"),
  ...amountFields,
  ...windowFields,
});
