// How much a link, terminal, port or service can carry.

import { z } from "zod";
import { amountFields, what, windowFields } from "./fields.ts";

export const capacityForm = z.strictObject({
  edit: z.literal("capacity"),
  what,
  attribute: z.string().max(60).optional().describe("Which capacity, where there are several: capacityMtPerYear"),
  ...amountFields,
  ...windowFields,
});
