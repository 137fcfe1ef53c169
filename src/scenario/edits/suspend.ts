// Suspends a link, service, place or terminal: it stands, but nobody plans on it.

import { z } from "zod";
import { what, windowFields } from "./fields.ts";

export const suspendForm = z.strictObject({ edit: z.literal("suspend"), what, ...windowFields });
