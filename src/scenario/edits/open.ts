// Opens what is closed, suspended, planned or not finished yet.

import { z } from "zod";
import { what, windowFields } from "./fields.ts";

export const openForm = z.strictObject({ edit: z.literal("open"), what, ...windowFields });
