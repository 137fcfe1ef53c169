// Everything that is charged for a service, terminal, border, place or country.

import { z } from "zod";
import { amountFields, what, windowFields } from "./fields.ts";

export const COST_KINDS = [
  "line-haul",
  "handling",
  "border",
  "storage",
  "access",
  "empty-return",
  "surcharge",
] as const;

export const costForm = z.strictObject({
  edit: z.literal("cost"),
  what,
  costs: z.array(z.enum(COST_KINDS)).min(1).optional().describe("Only costs of these kinds; all when left out"),
  ...amountFields,
  ...windowFields,
});
