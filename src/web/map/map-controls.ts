// What a map says of itself: whose data it draws, and how long a way on it is.

import { AttributionControl, type IControl, type Map as MapLibreMap, ScaleControl } from "maplibre-gl";
import { useEffect } from "react";

export function useAttribution(map: MapLibreMap | undefined, text: string) {
  useEffect(() => {
    if (!map) return;
    const control = new AttributionControl({ compact: false, customAttribution: escapeHtml(text) });
    map.addControl(control, "bottom-right");
    return () => takeOff(map, control);
  }, [map, text]);
}

export function useScale(map: MapLibreMap | undefined, distance: "km" | "nmi") {
  useEffect(() => {
    if (!map) return;
    const control = new ScaleControl({ unit: distance === "nmi" ? "nautical" : "metric", maxWidth: 110 });
    map.addControl(control, "bottom-left");
    return () => takeOff(map, control);
  }, [map, distance]);
}

/** Removes a control; a map that is gone already took its controls with it, and asking it again throws. */
function takeOff(map: MapLibreMap, control: IControl) {
  if (map.hasControl(control)) map.removeControl(control);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
