// How long cargo stays at a terminal, or at all terminals of a place.

import { z } from "zod";
import { amountFields, what, windowFields } from "./fields.ts";

export const dwellForm = z.strictObject({ edit: z.literal("dwell"), what, ...amountFields, ...windowFields });
