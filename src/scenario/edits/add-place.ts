// A place that the dataset does not have.

import { z } from "zod";
import { newId, windowFields } from "./fields.ts";

export const PLACE_KINDS = [
  "city",
  "seaport",
  "dry-port",
  "inland-terminal",
  "rail-junction",
  "border-crossing",
  "sea-waypoint",
] as const;

export const addPlaceForm = z.strictObject({
  edit: z.literal("add-place"),
  id: newId,
  name: z.string().min(1).max(200),
  kind: z.enum(PLACE_KINDS),
  country: z.string().regex(/^[A-Z]{2}$/, { error: "two capital letters of ISO 3166-1" }),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  city: z.string().max(100).optional(),
  waterBody: z.string().max(100).optional(),
  timeZone: z.string().max(60).optional(),
  note: windowFields.note,
});
