// Land and its borders from bundled public-domain data; disputed lines follow that source, which the map's note names.

import type { MapLayer } from "./layer.ts";

export const COUNTRIES = "countries";

export const countries: MapLayer = {
  sources: [COUNTRIES],
  layers: ({ palette }) => [
    { id: "land", type: "fill", source: COUNTRIES, paint: { "fill-color": palette.land, "fill-antialias": false } },
    {
      id: "shore",
      type: "line",
      source: COUNTRIES,
      paint: {
        "line-color": palette.border,
        "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 6, 1],
      },
    },
  ],
};
