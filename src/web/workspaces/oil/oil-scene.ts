// Oil → lines and points of the map: pipelines, tanker ways and rail by the tonnes a day, coloured by use or by what changed;
// ports and refineries by what they take. Pure.

import type { Feature, FeatureCollection } from "geojson";
import type { OilStateJson } from "../../../wire/oil.ts";
import { sceneLine, signedRoot } from "../../map/scene-features.ts";
import type { Show } from "../../state/app-state.ts";

const WIDEST_PX = 15;
const THINNEST_PX = 0.8;
const NAMED = 9;

export interface OilSceneInput {
  readonly base: OilStateJson;
  readonly state: OilStateJson;
  readonly show: Exclude<Show, "auto">;
  readonly nameOf: (place: OilStateJson["places"][number]) => string;
}

export function oilLines({
  base,
  state,
  show,
}: Omit<OilSceneInput, "nameOf">): FeatureCollection & { readonly widest: number } {
  const before = new Map(base.links.map((link) => [link.id, link.tonnesPerDay]));
  const difference = show === "difference";
  const rows = state.links.map((link) => ({
    link,
    amount: difference ? link.tonnesPerDay - (before.get(link.id) ?? 0) : link.tonnesPerDay,
  }));
  const largest = Math.max(0, ...rows.map(({ amount }) => Math.abs(amount)));
  const features = rows.flatMap(({ link, amount }): Feature[] => {
    const share = largest > 0 ? Math.abs(amount) / largest : 0;
    const off = link.status !== "open";
    const used = link.tonnesPerDay > 0 || (before.get(link.id) ?? 0) > 0;
    if (link.coordinates.length < 2 || (!used && !off && difference)) return [];
    return [
      sceneLine({
        id: link.id,
        coordinates: link.coordinates,
        share,
        thinnestPx: THINNEST_PX,
        widestPx: WIDEST_PX,
        value: difference ? signedRoot(amount, share) : link.utilisation,
        off,
      }),
    ];
  });
  return { type: "FeatureCollection", features, widest: largest };
}

export function oilPoints({ base, state, show, nameOf }: OilSceneInput): Feature[] {
  const before = new Map(base.places.map((place) => [place.id, place.tonnesPerDay]));
  const difference = show === "difference";
  const rows = state.places
    .map((place) => ({
      place,
      amount: difference ? place.tonnesPerDay - (before.get(place.id) ?? 0) : place.tonnesPerDay,
    }))
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const largest = Math.max(1e-9, ...rows.map(({ amount }) => Math.abs(amount)));
  return rows.map(({ place, amount }, index): Feature => {
    const share = Math.abs(amount) / largest;
    const value = difference ? signedRoot(amount, share) : place.utilisation;
    return {
      type: "Feature",
      properties: {
        id: place.id,
        mark: "end",
        size: 3 + 6 * Math.sqrt(share),
        ...(value === null ? {} : { value }),
        ...(index < NAMED && share > 0.01 ? { label: nameOf(place) } : {}),
      },
      geometry: { type: "Point", coordinates: [place.lon, place.lat] },
    };
  });
}
