// How long the way takes.

import { z } from "zod";
import { amountFields, what, windowFields } from "./fields.ts";

export const timeForm = z.strictObject({
  edit: z.literal("time"),
  what,
  attribute: z.string().max(60).optional().describe("speedKmh, transitHours or callHours, where there are several"),
  ...amountFields,
  ...windowFields,
});
