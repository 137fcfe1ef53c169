// A link between two places, with the values it needs.

import { z } from "zod";
import { newId, valueFields, windowFields } from "./fields.ts";

export const addLinkForm = z.strictObject({
  edit: z.literal("add-link"),
  id: newId,
  ends: z.tuple([z.string(), z.string()], { error: "two ids of places, as [place-a, place-b]" }),
  mode: z.enum(["rail", "road", "sea", "inland-water"]),
  gauge: z
    .array(z.union([z.literal(1435), z.literal(1520)]))
    .max(2)
    .optional(),
  operator: z.string().max(200).optional(),
  waterBody: z.string().max(100).optional(),
  oneWay: z.boolean().optional(),
  values: valueFields.describe("lengthKm is needed; others as docs/data.md names them"),
  ...windowFields,
});
