// A link between two places, with the values it needs.

import { z } from "zod";
import { sphereKm } from "../../lib/geodesic.ts";
import { id, type LinkId, type PlaceId } from "../../model/ids.ts";
import type { Link, StatusPeriod } from "../../model/network.ts";
import { checkWindow, when } from "../change-numbers.ts";
import type { EditContext, EditKind } from "../edit-kind.ts";
import { checkNamed, checkNewId, newValues } from "../new-things.ts";
import { statusRow } from "../standing.ts";
import { type Window, windowOf } from "../window.ts";
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

export const addLink: EditKind<z.infer<typeof addLinkForm>> = {
  kind: "add-link",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    checkNewId(context, edit.id);
    const [start, end] = edit.ends;
    edit.ends.forEach((place, position) => {
      checkNamed(context, `ends.${position}`, place, "place");
    });
    if (start === end) context.error("ends.1", "loop", "the link ends where it starts", "give another end");
    if (edit.waterBody !== undefined) checkNamed(context, "waterBody", edit.waterBody, "water-body");
    if (edit.mode === "rail" && (edit.gauge ?? []).length === 0)
      context.error("gauge", "missing", "a rail link has no gauge", "gauge: [1435], [1520] or both");
    if (edit.mode !== "rail" && edit.gauge !== undefined)
      context.error("gauge", "gauge-without-rail", `a ${edit.mode} link has no gauge`, "leave gauge out");
    const { rows, changes } = newValues(context, edit.id, "link", edit.values, [["lengthKm"]], {});
    checkLength(context, edit);
    const link: Link = {
      id: id<LinkId>(edit.id),
      from: id<PlaceId>(start),
      to: id<PlaceId>(end),
      mode: edit.mode,
      gauges: edit.gauge ?? [],
      operator: edit.operator ?? "",
      ...(edit.waterBody === undefined ? {} : { waterBody: edit.waterBody }),
      oneWay: edit.oneWay ?? false,
      via: [],
      note: edit.note ?? "",
    };
    const name = (place: string) => context.dataset.places.get(place as PlaceId)?.names.en ?? place;
    return {
      sentence: `A ${edit.mode} link joins ${name(start)} and ${name(end)}${when(window)}`,
      window,
      touches: [{ id: edit.id, kind: "link", name: `${name(start)}–${name(end)}` }],
      added: [edit.id],
      values: changes,
      rows: { links: [link], values: rows, statuses: standsWithin(context, edit.id, window) },
    };
  },
};

/** What is new stands in its window only: planned before, closed after. */
export function standsWithin(context: EditContext, subject: string, { from, to }: Window): StatusPeriod[] {
  return [
    ...(from === undefined ? [] : [statusRow(context, subject, "planned", { to: from })]),
    ...(to === undefined ? [] : [statusRow(context, subject, "closed", { from: to })]),
  ];
}

/** Nothing is shorter than the straight line. */
function checkLength(context: EditContext, { ends, values }: z.infer<typeof addLinkForm>): void {
  const given = values.lengthKm;
  const lengthKm = typeof given === "number" ? given : given?.value;
  const [from, to] = ends.map((place) => context.dataset.places.get(place as PlaceId));
  if (lengthKm === undefined || from === undefined || to === undefined) return;
  const straightKm = sphereKm(from, to);
  if (lengthKm >= straightKm * 0.99) return;
  context.error(
    "values.lengthKm",
    "too-short",
    `${lengthKm} km is shorter than the straight line of ${Math.round(straightKm)} km`,
    "check the length and the ends",
  );
}
