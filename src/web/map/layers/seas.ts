// Names on the water in the reader's language, in the blue of the water; the larger seas first.

import type { Feature, FeatureCollection } from "geojson";
import { MAP_FONT, type MapLayer } from "./layer.ts";

export const SEAS = "seas";

export const seas: MapLayer = {
  sources: [SEAS],
  layers: ({ palette }) => [
    {
      id: "sea-names",
      type: "symbol",
      source: SEAS,
      maxzoom: 8,
      filter: ["<=", ["get", "minZoom"], ["zoom"]],
      layout: {
        "text-field": ["get", "name"],
        "text-font": MAP_FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 2, 10, 6, 14],
        "text-letter-spacing": 0.08,
        "text-max-width": 6,
        "symbol-sort-key": ["get", "minZoom"],
        "text-padding": 8,
      },
      paint: { "text-color": palette.seaLabel, "text-halo-color": palette.sea, "text-halo-width": 1 },
    },
  ],
};

/** The points of the file with one name each. */
export function seaLabels(file: FeatureCollection, lang: string): FeatureCollection {
  const features = file.features.map((sea): Feature => {
    const name: unknown = sea.properties?.[lang] ?? sea.properties?.name;
    const size = Number(sea.properties?.size ?? 3);
    return { ...sea, properties: { name, minZoom: [0, 0, 3, 4.2][size] ?? 5 } };
  });
  return { type: "FeatureCollection", features };
}
