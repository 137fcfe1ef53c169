// Dataset → every thing that a scenario may name, with the title that GET /api/v1/things/{id} gives it, for search in a list.

import type { Dataset } from "../model/dataset.ts";
import type { Language } from "../model/network.ts";
import type { ThingsAnswer } from "./dataset.ts";
import { findThing } from "./to-thing.ts";

type ThingsOk = Extract<ThingsAnswer, { status: "ok" }>;

/** Tariffs are many and are found at the thing they are charged for. Places that only lend a link its bend are left out: nobody looks for them. */
const BENDS = new Set(["sea-waypoint"]);

export function toThingsAnswer(dataset: Dataset, language: Language): ThingsOk {
  const ids = [
    ...[...dataset.places.values()].filter((place) => !BENDS.has(place.kind)).map((place) => place.id),
    ...dataset.links.keys(),
    ...dataset.services.keys(),
    ...dataset.terminals.keys(),
    ...dataset.borders.map((border) => border.id),
    ...dataset.waterBodies.keys(),
    ...dataset.oil.places.keys(),
    ...dataset.oil.links.keys(),
    ...dataset.oil.fleets.keys(),
    ...dataset.oil.limits.keys(),
    ...dataset.oil.tanks.keys(),
    ...[...dataset.countries.keys()].map((code) => `country:${code}`),
  ];
  const things = ids.flatMap((id): ThingsOk["things"] => {
    const found = findThing(dataset, id, language);
    return found ? [{ id, kind: found.kind as ThingsOk["things"][number]["kind"], title: found.title }] : [];
  });
  return { status: "ok", things };
}
