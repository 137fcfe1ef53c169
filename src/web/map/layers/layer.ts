// What a layer of the map is: sources it needs and how it looks under a palette. One file each; map/style.ts lists them.

import type { FeatureCollection } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import type { Palette } from "../palette.ts";
import type { SceneColours } from "../scene.ts";

export interface MapLook {
  readonly palette: Palette;
  /** An answer is drawn: everything else steps back. */
  readonly answered: boolean;
  /** Ids of the options in focus. */
  readonly chosen: string;
  readonly hovered: string;
  /** Index of the leg in focus, or -1. */
  readonly hoveredLeg: number;
  /** What another workspace draws; its sources are empty when there is none. */
  readonly scene: {
    readonly on: boolean;
    readonly colours: SceneColours;
    readonly stale: boolean;
    readonly chosen: string;
    readonly hovered: string;
  };
}

export interface MapLayer {
  /** GeoJSON sources, empty until their data comes. */
  readonly sources: readonly string[];
  readonly layers: (look: MapLook) => readonly LayerSpecification[];
}

export const NO_FEATURES: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Drawn by the browser from the page's own font: no glyph server. */
export const MAP_FONT = ["Noto Sans Variable", "sans-serif"];
export const MAP_FONT_MEDIUM = ["Kopru Map Medium", "sans-serif"];
