// Places of the network as small dots, named when near; the places of the chosen way always named.

import type { Feature, FeatureCollection } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import type { OptionJson } from "../../../wire/route.ts";
import type { NameBook } from "../../state/place-names.ts";
import type { NetworkOk } from "../../state/plan.tsx";
import type { Palette } from "../palette.ts";
import { MAP_FONT, MAP_FONT_MEDIUM, type MapLayer } from "./layer.ts";
import { boundsOf } from "./options.ts";

export const PLACES = "places";
export const STOPS = "stops";

export const places: MapLayer = {
  sources: [PLACES],
  layers: ({ palette, answered }) => [
    {
      id: "places",
      type: "circle",
      source: PLACES,
      minzoom: 2.6,
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 2.6, 1.1, 5, 2.4, 9, 4.5],
        "circle-color": palette.halo,
        "circle-stroke-color": palette.ink2,
        "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 6, 1],
        "circle-opacity": answered ? 0.75 : 1,
        "circle-stroke-opacity": answered ? 0.5 : 0.9,
      },
    },
    {
      id: "places-names",
      type: "symbol",
      source: PLACES,
      minzoom: 4.4,
      filter: ["any", ["<=", ["get", "rank"], 1], [">=", ["zoom"], 5.6]],
      layout: {
        "text-field": ["get", "name"],
        "text-font": MAP_FONT,
        "text-size": 11,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.5,
        "text-justify": "auto",
        "symbol-sort-key": ["get", "rank"],
        "text-optional": true,
      },
      paint: { "text-color": palette.ink2, "text-halo-color": palette.halo, "text-halo-width": 1.2 },
    },
  ],
};

export const stops: MapLayer = {
  sources: [STOPS],
  layers: ({ palette }) => [
    {
      id: "stops",
      type: "circle",
      source: STOPS,
      paint: {
        "circle-radius": ["match", ["get", "role"], "end", 5.5, "terminal", 4, 2.6],
        "circle-color": ["match", ["get", "role"], "end", palette.accent, palette.raised],
        "circle-stroke-color": ["match", ["get", "role"], "end", palette.raised, palette.ink],
        "circle-stroke-width": ["match", ["get", "role"], "end", 2, 1.5],
      },
    },
    stopNames("west", palette),
    stopNames("east", palette),
  ],
};

/** Names lean inwards, so that the ends do not run off the map, and stand below or above: the way goes on beside them. */
function stopNames(side: "west" | "east", palette: Palette): LayerSpecification {
  const anchors: VariableAnchor[] =
    side === "west"
      ? ["top-left", "bottom-left", "left", "top", "bottom", "right"]
      : ["top-right", "bottom-right", "right", "top", "bottom", "left"];
  return {
    id: `stops-names-${side}`,
    type: "symbol",
    source: STOPS,
    // Borders are many: named when near.
    filter: ["all", ["==", ["get", "side"], side], ["any", ["!=", ["get", "role"], "border"], [">=", ["zoom"], 4]]],
    layout: {
      "text-field": ["get", "name"],
      "text-font": MAP_FONT_MEDIUM,
      "text-size": ["match", ["get", "role"], "end", 13.5, "terminal", 12, 11],
      "text-variable-anchor": anchors,
      "text-radial-offset": 0.75,
      "text-justify": "auto",
      "text-max-width": 9,
      "symbol-sort-key": ["get", "rank"],
      "text-padding": 3,
    },
    paint: { "text-color": palette.ink, "text-halo-color": palette.halo, "text-halo-width": 1.8 },
  };
}

type VariableAnchor = "left" | "right" | "top" | "bottom" | "top-left" | "top-right" | "bottom-left" | "bottom-right";

const RANK: Record<string, number> = { city: 0, seaport: 0, "dry-port": 1, "inland-terminal": 1 };

/** Places as dots; those that something else names have no name here. */
export function placeFeatures(
  answer: NetworkOk,
  names: NameBook,
  namedElsewhere: ReadonlySet<string>,
): FeatureCollection {
  const features = answer.places
    .filter((place) => place.kind !== "sea-waypoint")
    .map((place) =>
      point(place.lon, place.lat, {
        id: place.id,
        name: namedElsewhere.has(place.id) ? "" : names.place(place.id),
        rank: RANK[place.kind] ?? 2,
      }),
    );
  return { type: "FeatureCollection", features };
}

/** Where the chosen way begins, ends, changes mode or crosses a border. */
export function stopFeatures(option: OptionJson, names: NameBook): FeatureCollection {
  const roles = new Map<string, { role: string; rank: number; name: string }>();
  const put = (id: string, name: string, role: string, rank: number) => {
    const known = roles.get(id);
    if (!known || known.rank > rank) roles.set(id, { role, rank, name: names.place(id, name) });
  };
  const first = option.legs[0];
  const last = option.legs.at(-1);
  if (first) put(first.from, first.fromName, "end", 0);
  if (last) put(last.to, last.toName, "end", 0);
  for (const leg of option.legs) {
    if (leg.kind === "terminal") put(leg.from, leg.fromName, "terminal", 1);
    if (leg.kind === "gauge-change") put(leg.from, leg.fromName, "terminal", 2);
    if (leg.kind === "border") put(leg.from, leg.fromName, "border", 3);
  }
  const bounds = boundsOf(option);
  const middle = bounds ? (bounds[0] + bounds[2]) / 2 : 0;
  const features = [...roles].flatMap(([id, { role, rank, name }]): Feature[] => {
    const place = names.find(id);
    if (!place) return [];
    return [point(place.lon, place.lat, { id, role, rank, name, side: place.lon < middle ? "west" : "east" })];
  });
  return { type: "FeatureCollection", features };
}

function point(lon: number, lat: number, properties: Record<string, string | number>): Feature {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } };
}
