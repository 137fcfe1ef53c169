// How long the procedure at borders takes: of a border, of a place, between two countries, or everywhere.

import { z } from "zod";
import { amountFields, what, windowFields } from "./fields.ts";

export const borderRegimeForm = z.strictObject({
  edit: z.literal("border-regime"),
  what: what.optional().describe("Ids of borders or places, or all"),
  between: z
    .tuple([z.string(), z.string()], { error: "two country codes, as [XA, XB]" })
    .optional()
    .describe("Both directions between two countries"),
  mode: z.enum(["rail", "road", "sea", "inland-water"]).optional(),
  trainClass: z.enum(["block", "wagonload"]).optional(),
  ...amountFields,
  ...windowFields,
});
