// The ways of the answer: the chosen one bold in its modes' colours, the others thin, the one looked at in between.

import type { Feature, FeatureCollection, Position } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import type { OptionJson } from "../../../wire/route.ts";
import { MAP_MODES, type MapMode } from "../palette.ts";
import type { MapLayer, MapLook } from "./layer.ts";

export const OPTIONS = "options";

export const otherOptions: MapLayer = {
  sources: [OPTIONS],
  layers: ({ palette, chosen, hovered }) => [
    {
      id: "options-other",
      type: "line",
      source: OPTIONS,
      filter: ["all", ["!=", ["get", "option"], chosen], ["!=", ["get", "option"], hovered], ["!", ["get", "rival"]]],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": palette.ink2, "line-width": 1.3, "line-opacity": 0.6 },
    },
    // Wide and unseen, so that a thin line can be hit.
    {
      id: "options-touch",
      type: "line",
      source: OPTIONS,
      filter: ["!", ["get", "rival"]],
      paint: { "line-color": palette.ink, "line-width": 14, "line-opacity": 0 },
    },
  ],
};

export const hoveredOption: MapLayer = {
  sources: [],
  layers: (look) =>
    drawn("hovered", look, look.hovered && look.hovered !== look.chosen ? look.hovered : "–", {
      casing: 5.5,
      line: 2.8,
    }),
};

export const chosenOption: MapLayer = {
  sources: [],
  layers: (look) => [
    ...drawn("chosen", look, look.chosen, { casing: 8, line: 4.2 }),
    {
      id: "chosen-leg",
      type: "line",
      source: OPTIONS,
      filter: ["all", ["==", ["get", "option"], look.chosen], ["==", ["get", "leg"], look.hoveredLeg]],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": look.palette.accent, "line-width": 10, "line-opacity": 0.4 },
    },
  ],
};

function drawn(
  name: string,
  { palette }: MapLook,
  option: string,
  width: { readonly casing: number; readonly line: number },
): LayerSpecification[] {
  const casing: LayerSpecification = {
    id: `${name}-casing`,
    type: "line",
    source: OPTIONS,
    filter: ["==", ["get", "option"], option],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": palette.halo, "line-width": width.casing },
  };
  const factor: Record<MapMode, number> = { rail: 1, sea: 1, road: 0.6, "inland-water": 1 };
  const dash: Partial<Record<MapMode, number[]>> = { sea: [2.2, 1.1], "inland-water": [1, 1] };
  const lines = MAP_MODES.map((mode): LayerSpecification => {
    const pattern = dash[mode];
    return {
      id: `${name}-${mode}`,
      type: "line",
      source: OPTIONS,
      filter: ["all", ["==", ["get", "option"], option], ["==", ["get", "mode"], mode]],
      layout: { "line-cap": pattern ? "butt" : "round", "line-join": "round" },
      paint: {
        "line-color": palette.mode[mode],
        "line-width": width.line * factor[mode],
        ...(pattern ? { "line-dasharray": pattern } : {}),
      },
    };
  });
  return [casing, ...lines];
}

/** Legs that move, of all options and rivals, as lines. */
export function optionFeatures(options: readonly OptionJson[], rivals: readonly OptionJson[]): FeatureCollection {
  const seen = new Set(options.map((option) => option.id));
  const features = [
    ...options.flatMap((option) => legFeatures(option, false)),
    ...rivals.filter((option) => !seen.has(option.id)).flatMap((option) => legFeatures(option, true)),
  ];
  return { type: "FeatureCollection", features };
}

function legFeatures(option: OptionJson, rival: boolean): Feature[] {
  return option.legs.flatMap((leg, index): Feature[] => {
    if (leg.geometry.length < 2) return [];
    return [
      {
        type: "Feature",
        properties: { option: option.id, leg: index, mode: leg.mode, rival },
        geometry: { type: "LineString", coordinates: leg.geometry },
      },
    ];
  });
}

/** [west, south, east, north] of an option, degrees; undefined when it is drawn nowhere. */
export function boundsOf(option: OptionJson): [number, number, number, number] | undefined {
  const points: Position[] = option.legs.flatMap((leg) => leg.geometry);
  if (points.length === 0) return undefined;
  const lons = points.map((point) => point[0] ?? 0);
  const lats = points.map((point) => point[1] ?? 0);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
