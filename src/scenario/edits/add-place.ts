// A place that the dataset does not have.

import { z } from "zod";
import { isTimeZone } from "../../data/row-reader.ts";
import { type CountryCode, id, type PlaceId } from "../../model/ids.ts";
import type { Place } from "../../model/network.ts";
import { sourceOf } from "../change-values.ts";
import type { EditKind } from "../edit-kind.ts";
import { checkCountry, checkNamed, checkNewId } from "../new-things.ts";
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

export const addPlace: EditKind<z.infer<typeof addPlaceForm>> = {
  kind: "add-place",
  resolve(edit, context) {
    checkNewId(context, edit.id);
    checkCountry(context, "country", edit.country);
    if (edit.city !== undefined) checkNamed(context, "city", edit.city, "place");
    if (edit.waterBody !== undefined) checkNamed(context, "waterBody", edit.waterBody, "water-body");
    if (edit.timeZone !== undefined && !isTimeZone(edit.timeZone))
      context.error(
        "timeZone",
        "bad-time-zone",
        `${edit.timeZone} is no time zone`,
        "a name of the IANA list, Region/City",
      );
    const { name } = edit;
    const place: Place = {
      id: id<PlaceId>(edit.id),
      kind: edit.kind,
      country: id<CountryCode>(edit.country),
      ...(edit.city === undefined ? {} : { city: id<PlaceId>(edit.city) }),
      lat: edit.lat,
      lon: edit.lon,
      ...(edit.waterBody === undefined ? {} : { waterBody: edit.waterBody }),
      timeZone: edit.timeZone ?? "UTC",
      names: { en: name, kk: name, az: name, ru: name },
      aliases: [],
      positionSource: sourceOf(context),
      note: edit.note ?? "",
    };
    return {
      sentence: `${name} is there`,
      window: {},
      touches: [{ id: edit.id, kind: "place", name }],
      added: [edit.id],
      rows: { places: [place] },
    };
  },
};
