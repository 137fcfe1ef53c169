// Points of a scene: where something binds, what was edited, where oil is loaded. Size by amount, colour as the lines.

import { MAP_FONT_MEDIUM, type MapLayer } from "./layer.ts";
import { colourOf } from "./scene-lines.ts";

export const SCENE_POINTS = "scene-points";

export const scenePoints: MapLayer = {
  sources: [SCENE_POINTS],
  layers: ({ palette, scene }) => {
    const opacity = scene.stale ? 0.4 : 1;
    return [
      {
        id: "scene-points",
        type: "circle",
        source: SCENE_POINTS,
        paint: {
          "circle-radius": ["coalesce", ["get", "size"], 5],
          "circle-color": ["match", ["get", "mark"], "edit", palette.accent, colourOf(scene.colours, palette)],
          "circle-stroke-color": ["case", ["==", ["get", "id"], scene.chosen], palette.accent, palette.halo],
          "circle-stroke-width": [
            "case",
            ["any", ["==", ["get", "id"], scene.chosen], ["==", ["get", "id"], scene.hovered]],
            3,
            1.6,
          ],
          "circle-opacity": opacity,
          "circle-stroke-opacity": opacity,
        },
      },
      {
        id: "scene-signs",
        type: "symbol",
        source: SCENE_POINTS,
        filter: ["has", "sign"],
        layout: {
          "text-field": ["get", "sign"],
          "text-font": MAP_FONT_MEDIUM,
          "text-size": 12,
          "text-allow-overlap": true,
          "text-ignore-placement": true,
        },
        paint: { "text-color": palette.accentInk },
      },
      {
        id: "scene-point-labels",
        type: "symbol",
        source: SCENE_POINTS,
        filter: ["has", "label"],
        layout: {
          "text-field": ["get", "label"],
          "text-font": MAP_FONT_MEDIUM,
          "text-size": 12,
          "text-variable-anchor": ["left", "right", "top", "bottom"],
          "text-radial-offset": 0.95,
          "text-justify": "auto",
          "text-max-width": 10,
          "symbol-sort-key": ["-", 0, ["coalesce", ["get", "size"], 5]],
          "text-padding": 4,
        },
        paint: {
          "text-color": palette.ink,
          "text-halo-color": palette.halo,
          "text-halo-width": 1.8,
          "text-opacity": opacity,
        },
      },
    ];
  },
};
