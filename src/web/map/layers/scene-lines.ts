// Flows as lines: the width is the amount, the colour how full the line is or how much it gained or lost. One hue for use
// that turns to warning only above 85 %; purple – neutral – orange for differences, symmetric about zero.

import type { ExpressionSpecification, LayerSpecification, LineLayerSpecification } from "maplibre-gl";
import type { Palette } from "../palette.ts";
import type { SceneColours } from "../scene.ts";
import { MAP_FONT_MEDIUM, type MapLayer } from "./layer.ts";

export const SCENE_LINES = "scene-lines";
/** Use above which a line is drawn as a warning. */
export const NEARLY_FULL = 0.85;

export const sceneLines: MapLayer = {
  sources: [SCENE_LINES],
  layers: ({ palette, scene }) => {
    const opacity = scene.stale ? 0.35 : 1;
    const round: LineLayerSpecification["layout"] = {
      "line-cap": "round",
      "line-join": "round",
      "line-sort-key": ["get", "width"],
    };
    return [
      {
        id: "scene-casing",
        type: "line",
        source: SCENE_LINES,
        layout: round,
        paint: { "line-color": palette.halo, "line-width": widthOf(1.12, 2), "line-opacity": opacity },
      },
      {
        id: "scene-lines",
        type: "line",
        source: SCENE_LINES,
        filter: ["!", ["has", "off"]],
        layout: round,
        paint: { "line-color": colourOf(scene.colours, palette), "line-width": widthOf(1, 0), "line-opacity": opacity },
      },
      {
        id: "scene-lines-off",
        type: "line",
        source: SCENE_LINES,
        filter: ["has", "off"],
        layout: { "line-cap": "butt", "line-join": "round" },
        paint: {
          "line-color": ["case", ["has", "value"], colourOf(scene.colours, palette), palette.off],
          "line-width": widthOf(1, 0),
          "line-dasharray": [0.6, 0.6],
          "line-opacity": opacity,
        },
      },
      ...chosen(palette, scene.chosen, scene.hovered),
      {
        id: "scene-touch",
        type: "line",
        source: SCENE_LINES,
        paint: { "line-color": palette.ink, "line-width": widthOf(1, 10), "line-opacity": 0 },
      },
    ];
  },
};

export const sceneLabels: MapLayer = {
  sources: [],
  layers: ({ palette, scene }) => [
    {
      id: "scene-labels",
      type: "symbol",
      source: SCENE_LINES,
      filter: ["has", "label"],
      layout: {
        "symbol-placement": "line-center",
        "text-field": ["get", "label"],
        "text-font": MAP_FONT_MEDIUM,
        "text-size": 11.5,
        "symbol-sort-key": ["-", 0, ["get", "width"]],
        "text-offset": [0, -1],
        "text-padding": 6,
        "text-keep-upright": true,
      },
      paint: {
        "text-color": palette.ink,
        "text-halo-color": palette.halo,
        "text-halo-width": 1.8,
        "text-opacity": scene.stale ? 0.4 : 1,
      },
    },
  ],
};

function chosen(palette: Palette, id: string, hovered: string): LayerSpecification[] {
  const ring = (name: string, of: string, opacity: number): LayerSpecification => ({
    id: `scene-${name}`,
    type: "line",
    source: SCENE_LINES,
    filter: ["==", ["get", "id"], of],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": palette.accent,
      "line-width": 1.6,
      "line-gap-width": widthOf(1, 3),
      "line-opacity": opacity,
    },
  });
  return [ring("chosen", id, 1), ring("hovered", hovered, 0.75)];
}

/** Width in px by zoom: what is drawn at zoom 4, times `factor`, plus `extra` px. */
function widthOf(factor: number, extra: number): ExpressionSpecification {
  const at = (scale: number): ExpressionSpecification => [
    "+",
    ["*", ["coalesce", ["get", "width"], 1], factor * scale],
    extra,
  ];
  return ["interpolate", ["linear"], ["zoom"], 2, at(0.7), 4, at(1), 8, at(1.7)];
}

export function colourOf(colours: SceneColours, palette: Palette): ExpressionSpecification | string {
  if (colours === "plain") return palette.flow[2];
  const value: ExpressionSpecification = ["get", "value"];
  const known: ExpressionSpecification =
    colours === "use"
      ? [
          "step",
          value,
          palette.flow[0],
          0.25,
          palette.flow[1],
          0.5,
          palette.flow[2],
          0.7,
          palette.flow[3],
          NEARLY_FULL,
          palette.flow[4],
          0.995,
          palette.flow[5],
        ]
      : [
          "interpolate",
          ["linear"],
          value,
          -1,
          palette.difference[0],
          -0.35,
          palette.difference[1],
          0,
          palette.difference[2],
          0.35,
          palette.difference[3],
          1,
          palette.difference[4],
        ];
  return ["case", ["has", "value"], known, palette.unknown];
}
