// Opens what is closed, suspended, planned or not finished yet.

import { z } from "zod";
import type { EditKind } from "../edit-kind.ts";
import { resolveStanding } from "../standing.ts";
import { what, windowFields } from "./fields.ts";

export const openForm = z.strictObject({ edit: z.literal("open"), what, ...windowFields });

export const open: EditKind<z.infer<typeof openForm>> = {
  kind: "open",
  resolve: (edit, context) => resolveStanding(edit, context, "open"),
};
