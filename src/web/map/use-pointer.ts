// Pointer and map: in Plan it chooses ways and opens places, elsewhere it chooses things of the scene and says what they are.

import type { Map as MapLibreMap } from "maplibre-gl";
import { useEffect, useRef, useState } from "react";
import { setHover } from "../state/hover.ts";
import { setView } from "../state/store.ts";
import type { Tip } from "./map-tip.tsx";
import type { PlacePick } from "./place-card.tsx";
import type { Scene } from "./scene.ts";

const HIT_PX = 10;
const CARD_HALF_PX = 160;

export interface PointerOptions {
  /** A place field waits for a click. */
  readonly picking: boolean;
  readonly onPick: (lon: number, lat: number) => void;
  readonly onPlace: (pick: PlacePick | undefined) => void;
}

export function usePointer(map: MapLibreMap | undefined, { picking, onPick, onPlace }: PointerOptions) {
  useEffect(() => {
    if (!map) return;
    const canvas = map.getCanvas();
    const near = (x: number, y: number, layers: string[]) =>
      map.queryRenderedFeatures(
        [
          [x - HIT_PX, y - HIT_PX],
          [x + HIT_PX, y + HIT_PX],
        ],
        { layers },
      )[0];
    const move = map.on("mousemove", ({ point }) => {
      const place = near(point.x, point.y, ["stops", "places"]);
      const way = place ? undefined : map.queryRenderedFeatures(point, { layers: ["options-touch"] })[0];
      canvas.style.cursor = picking ? "crosshair" : place || way ? "pointer" : "";
      const option = way?.properties.option;
      setHover(option ? { option: String(option), leg: Number(way.properties.leg) } : {});
    });
    const leave = map.on("mouseout", () => setHover({}));
    const click = map.on("click", ({ point, lngLat }) => {
      if (picking) {
        onPick(lngLat.lng, lngLat.lat);
        return;
      }
      const place = near(point.x, point.y, ["stops", "places"]);
      if (place) {
        const { clientWidth, clientHeight } = map.getContainer();
        // The card stays whole on the map: inwards at the sides, above the place in the lower half.
        const x = Math.min(Math.max(point.x, CARD_HALF_PX), Math.max(CARD_HALF_PX, clientWidth - CARD_HALF_PX));
        onPlace({ id: String(place.properties.id), x, y: point.y, above: point.y > clientHeight / 2 });
        return;
      }
      onPlace(undefined);
      const way = map.queryRenderedFeatures(point, { layers: ["options-touch"] })[0];
      if (way) setView({ option: String(way.properties.option) });
    });
    return () => {
      for (const subscription of [move, leave, click]) subscription.unsubscribe();
    };
  }, [map, picking, onPick, onPlace]);
}

/** Things of a scene: hover shows them in lists and charts, a click chooses. Points lie above lines, lines above the network. */
export function useScenePointer(map: MapLibreMap | undefined, scene: Scene | undefined): Tip | undefined {
  const { onChoose, choosesNetwork, describe } = scene ?? {};
  const [tip, setTip] = useState<Tip>();
  const say = useRef(describe);
  say.current = describe;
  useEffect(() => {
    if (!map || !onChoose) return;
    const canvas = map.getCanvas();
    const at = (x: number, y: number) => {
      const box: [[number, number], [number, number]] = [
        [x - HIT_PX / 2, y - HIT_PX / 2],
        [x + HIT_PX / 2, y + HIT_PX / 2],
      ];
      const order = ["scene-points", "scene-touch", ...(choosesNetwork ? ["places", "network-touch"] : [])];
      for (const layer of order) {
        // Of several lines under the pointer the widest: it is the one that is seen.
        const wide = ({ properties }: { properties: Record<string, unknown> }) => Number(properties.width ?? 0);
        const [found] = map.queryRenderedFeatures(box, { layers: [layer] }).sort((a, b) => wide(b) - wide(a));
        if (found) return String(found.properties.id);
      }
      return undefined;
    };
    const move = map.on("mousemove", ({ point }) => {
      const id = at(point.x, point.y);
      canvas.style.cursor = id ? "pointer" : "";
      setHover(id ? { thing: id } : {});
      const said = id && say.current?.(id);
      const toLeft = point.x > map.getContainer().clientWidth / 2;
      setTip(
        said ? { title: said.title, lines: said.text ? [said.text] : [], x: point.x, y: point.y, toLeft } : undefined,
      );
    });
    const leave = map.on("mouseout", () => {
      setHover({});
      setTip(undefined);
    });
    const click = map.on("click", ({ point }) => onChoose(at(point.x, point.y)));
    return () => {
      setTip(undefined);
      for (const subscription of [move, leave, click]) subscription.unsubscribe();
    };
  }, [map, onChoose, choosesNetwork]);
  return tip;
}
