// The list of the map's layers, bottom to top, and what turns it into a style or restyles a map that stands.

import type { LayerSpecification, Map as MapLibreMap, StyleSpecification } from "maplibre-gl";
import { countries } from "./layers/countries.ts";
import { graticule } from "./layers/graticule.ts";
import { labels } from "./layers/labels.ts";
import { type MapLayer, type MapLook, NO_FEATURES } from "./layers/layer.ts";
import { network } from "./layers/network.ts";
import { chosenOption, hoveredOption, otherOptions } from "./layers/options.ts";
import { places, stops } from "./layers/places.ts";
import { sceneLabels, sceneLines } from "./layers/scene-lines.ts";
import { scenePoints } from "./layers/scene-points.ts";
import { seas } from "./layers/seas.ts";

const LAYERS: readonly MapLayer[] = [
  graticule,
  countries,
  network,
  sceneLines,
  labels,
  seas,
  places,
  otherOptions,
  hoveredOption,
  chosenOption,
  stops,
  sceneLabels,
  scenePoints,
];

/** The whole style with empty sources. */
export function buildStyle(look: MapLook): StyleSpecification {
  const names = LAYERS.flatMap((layer) => layer.sources);
  return {
    version: 8,
    sources: Object.fromEntries(names.map((name) => [name, { type: "geojson", data: NO_FEATURES }])),
    layers: listLayers(look),
  };
}

/** Changes colours, widths and filters in place, touching only what differs. */
export function restyle(map: MapLibreMap, before: MapLook, after: MapLook): void {
  const old = new Map(listLayers(before).map((layer) => [layer.id, layer]));
  for (const layer of listLayers(after)) {
    const was = old.get(layer.id);
    for (const [key, value] of Object.entries(layer.paint ?? {})) {
      if (!same(value, (was?.paint as Record<string, unknown> | undefined)?.[key])) {
        map.setPaintProperty(layer.id, key as never, value as never);
      }
    }
    const filter = "filter" in layer ? layer.filter : undefined;
    if (filter && !same(filter, was && "filter" in was ? was.filter : undefined)) map.setFilter(layer.id, filter);
  }
}

function listLayers(look: MapLook): LayerSpecification[] {
  const sea: LayerSpecification = { id: "sea", type: "background", paint: { "background-color": look.palette.sea } };
  return [sea, ...LAYERS.flatMap((layer) => layer.layers(look))];
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
