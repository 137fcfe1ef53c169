// Suspends a link, service, place or terminal: it stands, but nobody plans on it.

import { z } from "zod";
import type { EditKind } from "../edit-kind.ts";
import { resolveStanding } from "../standing.ts";
import { what, windowFields } from "./fields.ts";

export const suspendForm = z.strictObject({ edit: z.literal("suspend"), what, ...windowFields });

export const suspend: EditKind<z.infer<typeof suspendForm>> = {
  kind: "suspend",
  resolve: (edit, context) => resolveStanding(edit, context, "suspended"),
};
