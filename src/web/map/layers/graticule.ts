// Meridians and parallels every ten degrees on the sea, as in a printed atlas: gives scale and north at a glance.

import type { Feature, FeatureCollection } from "geojson";
import type { MapLayer } from "./layer.ts";

export const GRATICULE = "graticule";
const STEP_DEG = 10;
const MAX_LAT_DEG = 80;

export const graticule: MapLayer = {
  sources: [GRATICULE],
  layers: ({ palette }) => [
    { id: "graticule", type: "line", source: GRATICULE, paint: { "line-color": palette.grid, "line-width": 0.6 } },
  ],
};

export function graticuleLines(): FeatureCollection {
  const line = (coordinates: number[][]): Feature => ({
    type: "Feature",
    properties: {},
    geometry: { type: "LineString", coordinates },
  });
  const features: Feature[] = [];
  for (let lon = -180; lon <= 180; lon += STEP_DEG)
    features.push(
      line([
        [lon, -MAX_LAT_DEG],
        [lon, MAX_LAT_DEG],
      ]),
    );
  for (let lat = -MAX_LAT_DEG; lat <= MAX_LAT_DEG; lat += STEP_DEG)
    features.push(
      line([
        [-180, lat],
        [180, lat],
      ]),
    );
  return { type: "FeatureCollection", features };
}
