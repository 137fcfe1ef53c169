// What the map shows whole, and when: a way that becomes the chosen one, a scene that is new, everything at a click.

import type { Map as MapLibreMap } from "maplibre-gl";
import { useEffect } from "react";
import type { Bounds } from "./base-map.ts";

/** Eurasia with the sea ways around it. */
export const START_BOUNDS: Bounds = [2, 18, 126, 60];

/** Shows a way whole when it becomes the chosen one and does not fit yet. */
export function useFit(map: MapLibreMap | undefined, bounds: Bounds | undefined, key: string | undefined) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another way moves the map, never a redraw of the same
  useEffect(() => {
    if (map && bounds) showWhole(map, bounds);
    // Where an answer comes before the places it names, its bounds come later than its key.
  }, [map, bounds && key]);
}

export function showWhole(map: MapLibreMap, bounds: Bounds | undefined) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  map.resize();
  // What is shown begins below the key, with room for the label of the northernmost.
  const box = map.getContainer();
  const key = box.parentElement?.querySelector(".scene-key")?.getBoundingClientRect();
  const below = key ? key.bottom - box.getBoundingClientRect().top + 28 : 0;
  map.fitBounds([...(bounds ?? START_BOUNDS)], {
    padding: { top: Math.max(64, Math.min(below, box.clientHeight / 3)), bottom: 48, left: 84, right: 96 },
    maxZoom: 6,
    duration: still ? 0 : 450,
  });
}
