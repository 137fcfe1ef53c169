// The draft that ships may have at a terminal or port.

import { z } from "zod";
import { amountFields, what, windowFields } from "./fields.ts";

export const draftForm = z.strictObject({ edit: z.literal("draft"), what, ...amountFields, ...windowFields });
