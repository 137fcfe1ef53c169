// Closes a place, link, service, terminal, border or water: nobody passes from the first day to before the last one.

import { z } from "zod";
import type { EditKind } from "../edit-kind.ts";
import { resolveStanding } from "../standing.ts";
import { what, windowFields } from "./fields.ts";

export const closeForm = z.strictObject({ edit: z.literal("close"), what, ...windowFields });

export const close: EditKind<z.infer<typeof closeForm>> = {
  kind: "close",
  resolve: (edit, context) => resolveStanding(edit, context, "closed"),
};
