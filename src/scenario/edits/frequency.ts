// How often a service leaves.

import { z } from "zod";
import { amountFields, what, windowFields } from "./fields.ts";

export const frequencyForm = z.strictObject({ edit: z.literal("frequency"), what, ...amountFields, ...windowFields });
