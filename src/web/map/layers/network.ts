// The network as it stands at the date: one look per mode and status. Rail solid with sleepers when near, sea dashed, road
// thin, inland water short dash; planned hollow dashes, under construction half filled, closed grey with crosses,
// suspended grey with bars.

import type { Feature, FeatureCollection } from "geojson";
import type { FilterSpecification, LayerSpecification } from "maplibre-gl";
import type { NetworkOk } from "../../state/plan.tsx";
import { MAP_MODES, type MapMode, type Palette } from "../palette.ts";
import { MAP_FONT, type MapLayer } from "./layer.ts";

export const NETWORK = "network";

const DASH: Partial<Record<MapMode, number[]>> = { sea: [3, 2], "inland-water": [1, 1.2] };
const WIDTH: Record<MapMode, number> = { rail: 1.3, sea: 1.1, road: 0.8, "inland-water": 1.3 };

export const network: MapLayer = {
  sources: [NETWORK],
  layers: ({ palette, answered, scene }) => {
    const faint = answered || scene.on;
    return [
      ...MAP_MODES.map((mode) => openLinks(mode, palette, scene.on ? 0.4 : faint ? 0.32 : 0.8)),
      ...sleepers(palette, faint ? 0.25 : 0.7),
      ...offLinks(palette, faint ? 0.45 : 0.9),
      ...comingLinks(palette, faint ? 0.4 : 0.9),
      // Wide and unseen, so that a link without flow can be hit.
      {
        id: "network-touch",
        type: "line",
        source: NETWORK,
        paint: { "line-color": palette.ink, "line-width": 12, "line-opacity": 0 },
      },
    ];
  },
};

const when = (status: string, mode?: MapMode): FilterSpecification =>
  mode ? ["all", ["==", ["get", "status"], status], ["==", ["get", "mode"], mode]] : ["==", ["get", "status"], status];

const widthBy = (base: number): ["interpolate", ["linear"], ["zoom"], ...number[]] => [
  "interpolate",
  ["linear"],
  ["zoom"],
  2,
  base * 0.7,
  5,
  base,
  9,
  base * 2,
];

function openLinks(mode: MapMode, palette: Palette, opacity: number): LayerSpecification {
  const dash = DASH[mode];
  return {
    id: `network-${mode}`,
    type: "line",
    source: NETWORK,
    filter: when("open", mode),
    layout: { "line-cap": dash ? "butt" : "round", "line-join": "round" },
    paint: {
      "line-color": palette.mode[mode],
      "line-width": widthBy(WIDTH[mode]),
      "line-opacity": opacity,
      ...(dash ? { "line-dasharray": dash } : {}),
    },
  };
}

function sleepers(palette: Palette, opacity: number): LayerSpecification[] {
  return [
    {
      id: "network-sleepers",
      type: "line",
      source: NETWORK,
      minzoom: 6,
      filter: when("open", "rail"),
      paint: {
        "line-color": palette.mode.rail,
        "line-width": ["interpolate", ["linear"], ["zoom"], 6, 4, 9, 8],
        "line-dasharray": [0.25, 2],
        "line-opacity": opacity,
      },
    },
  ];
}

/** Closed and suspended: grey, told apart by their sign. */
function offLinks(palette: Palette, opacity: number): LayerSpecification[] {
  const line = (status: string): LayerSpecification => ({
    id: `network-${status}`,
    type: "line",
    source: NETWORK,
    filter: when(status),
    paint: { "line-color": palette.off, "line-width": widthBy(1), "line-opacity": opacity },
  });
  const sign = (status: string, text: string): LayerSpecification => ({
    id: `network-${status}-sign`,
    type: "symbol",
    source: NETWORK,
    filter: when(status),
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 60,
      "text-field": text,
      "text-font": MAP_FONT,
      "text-size": 11,
      "text-rotation-alignment": "map",
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": palette.off, "text-opacity": opacity },
  });
  return [line("closed"), sign("closed", "×"), line("suspended"), sign("suspended", "|")];
}

/** Planned: two thin lines with nothing between, broken. Under construction: the same, half filled. */
function comingLinks(palette: Palette, opacity: number): LayerSpecification[] {
  return ["planned", "under-construction"].flatMap((status) => {
    const colour: unknown = [
      "match",
      ["get", "mode"],
      ...MAP_MODES.flatMap((mode) => [mode, palette.mode[mode]]),
      palette.off,
    ];
    const paint = { "line-color": colour as string, "line-opacity": opacity };
    const hollow: LayerSpecification = {
      id: `network-${status}`,
      type: "line",
      source: NETWORK,
      filter: when(status),
      paint: {
        ...paint,
        "line-width": 0.8,
        "line-gap-width": 1.8,
        ...(status === "planned" ? { "line-dasharray": [6, 4] } : {}),
      },
    };
    if (status === "planned") return [hollow];
    const fill: LayerSpecification = {
      id: `network-${status}-fill`,
      type: "line",
      source: NETWORK,
      filter: when(status),
      paint: { ...paint, "line-width": 1.8, "line-dasharray": [3, 3] },
    };
    return [hollow, fill];
  });
}

/** The links of an answer as features; their id is the link's index, for hover. */
export function networkFeatures(answer: NetworkOk): FeatureCollection {
  const features = answer.links.map(
    (link, index): Feature => ({
      type: "Feature",
      id: index,
      properties: { id: link.id, mode: link.mode, status: link.status, km: link.km, operator: link.operator },
      geometry: { type: "LineString", coordinates: link.coordinates },
    }),
  );
  return { type: "FeatureCollection", features };
}
