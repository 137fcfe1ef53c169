// The map's picture for paper.

import type { Map as MapLibreMap } from "maplibre-gl";
import { useEffect } from "react";
import { MAP_PICTURE_EVENT, type MapPicture } from "../shell/print-view.tsx";

/** Hands its picture to the print view. Drawing and reading happen in one task, so no buffer has to be kept for it. */
export function usePicture(map: MapLibreMap | undefined) {
  useEffect(() => {
    if (!map) return;
    const answer = (event: Event) => {
      map.redraw();
      const { detail } = event as CustomEvent<MapPicture>;
      detail.image = map.getCanvas().toDataURL("image/png");
    };
    document.addEventListener(MAP_PICTURE_EVENT, answer);
    return () => document.removeEventListener(MAP_PICTURE_EVENT, answer);
  }, [map]);
}
