// How many vessels a line has; what they can carry and how often they come follow in proportion.

import { z } from "zod";
import { amountFields, what, windowFields } from "./fields.ts";

export const fleetForm = z.strictObject({ edit: z.literal("fleet"), what, ...amountFields, ...windowFields });
