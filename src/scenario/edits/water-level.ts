// The level of a water: the draft at its ports and the load of the ships on it follow.

import { z } from "zod";
import { amountFields, what, windowFields } from "./fields.ts";

export const waterLevelForm = z.strictObject({
  edit: z.literal("water-level"),
  what,
  set: amountFields.set,
  add: amountFields.add,
  unit: amountFields.unit,
  ...windowFields,
});
