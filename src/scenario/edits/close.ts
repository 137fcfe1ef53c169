// Closes a place, link, service, terminal, border or water: nobody passes from the first day to before the last one.

import { z } from "zod";
import { what, windowFields } from "./fields.ts";

export const closeForm = z.strictObject({ edit: z.literal("close"), what, ...windowFields });
