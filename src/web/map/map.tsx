// The map: bundled land, the network at the date, the ways of the answer. It only draws and reports clicks; everything it
// can do can also be done from a list. Loaded as its own chunk because MapLibre is most of the app's weight.

import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection } from "geojson";
import {
  AttributionControl,
  type GeoJSONSource,
  type IControl,
  Map as MapLibreMap,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { MAP_PICTURE_EVENT, type MapPicture } from "../shell/print-view.tsx";
import { setHover, useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { setView } from "../state/store.ts";
import { loadCountries, loadSeas } from "./base-files.ts";
import { COUNTRIES } from "./layers/countries.ts";
import { GRATICULE, graticuleLines } from "./layers/graticule.ts";
import { COUNTRY_LABELS, countryLabels } from "./layers/labels.ts";
import { type MapLook, NO_FEATURES } from "./layers/layer.ts";
import { NETWORK, networkFeatures } from "./layers/network.ts";
import { boundsOf, OPTIONS, optionFeatures } from "./layers/options.ts";
import { PLACES, placeFeatures, STOPS, stopFeatures } from "./layers/places.ts";
import { SCENE_LINES } from "./layers/scene-lines.ts";
import { SCENE_POINTS } from "./layers/scene-points.ts";
import { SEAS, seaLabels } from "./layers/seas.ts";
import { MapKey } from "./map-key.tsx";
import { type Palette, readPalette } from "./palette.ts";
import { PlaceCard } from "./place-card.tsx";
import { type Scene, useScene } from "./scene.ts";
import { SceneKey } from "./scene-key.tsx";
import { buildStyle, restyle } from "./style.ts";

setWorkerUrl(workerUrl);

/** Eurasia with the sea ways around it. */
const START_BOUNDS: [number, number, number, number] = [2, 18, 126, 60];
const HIT_PX = 10;
const NONE: readonly never[] = [];

type Bounds = readonly [number, number, number, number];
const CARD_HALF_PX = 160;

export interface MapProps {
  /** Changes whenever colours do. */
  readonly theme: string;
  /** A place field waits for a click. */
  readonly picking: boolean;
  readonly onPick: (lon: number, lat: number) => void;
}

interface Tip {
  readonly title: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly toLeft: boolean;
}

export interface PlacePick {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly above: boolean;
}

export default function WorldMap({ theme, picking, onPick }: MapProps) {
  const { t, i18n } = useTranslation();
  const plan = usePlan();
  const hover = useHover();
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibreMap>();
  const [place, setPlace] = useState<PlacePick>();
  const [land, setLand] = useState<FeatureCollection>();
  const [water, setWater] = useState<FeatureCollection>();
  const palette = usePalette(theme);
  const { network, names } = plan;
  const scene = useScene();
  const namedOnScene = useMemo(() => namedOn(scene?.points), [scene?.points]);
  const planning = plan.view.page === "plan";
  const chosen = planning ? plan.chosen : undefined;
  const options = planning ? plan.options : NONE;
  const rivals = planning ? plan.rivals : NONE;
  const { lang } = plan.view;
  const rivalOptions = useMemo(() => rivals.flatMap((rival) => (rival.option ? [rival.option] : [])), [rivals]);

  const look = useMemo<MapLook>(
    () => ({
      palette,
      answered: chosen !== undefined,
      chosen: chosen?.id ?? "–",
      hovered: hover.option ?? "–",
      hoveredLeg: hover.leg ?? -1,
      scene: {
        on: !planning,
        colours: scene?.colours ?? "plain",
        stale: scene?.stale ?? false,
        chosen: scene?.chosen ?? "–",
        hovered: hover.thing ?? "–",
      },
    }),
    [palette, chosen, planning, hover.option, hover.leg, hover.thing, scene?.colours, scene?.stale, scene?.chosen],
  );
  const drawnLook = useRef(look);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; looks and data follow by the effects below
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    drawnLook.current = look;
    const made = new MapLibreMap({
      container: element,
      style: buildStyle(look),
      bounds: START_BOUNDS,
      fitBoundsOptions: { padding: 24 },
      attributionControl: false,
      maxZoom: 11,
      minZoom: 1.2,
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      locale: { "Map.Title": t("map.title") },
    });
    made.touchZoomRotate.disableRotation();
    made.keyboard.disableRotation();
    made.on("load", () => setMap(made));
    made.on("idle", () => {
      element.dataset.idle = "yes";
    });
    made.on("movestart", () => {
      element.dataset.idle = "no";
      setPlace(undefined);
    });
    return () => made.remove();
  }, []);

  useEffect(() => {
    if (!map) return;
    restyle(map, drawnLook.current, look);
    drawnLook.current = look;
  }, [map, look]);

  useEffect(() => {
    let live = true;
    void loadCountries().then((loaded) => live && setLand(loaded));
    void loadSeas().then((loaded) => live && setWater(loaded));
    return () => {
      live = false;
    };
  }, []);

  useSource(map, GRATICULE, useMemo(graticuleLines, []));
  useSource(map, COUNTRIES, land);
  useSource(
    map,
    COUNTRY_LABELS,
    useMemo(
      () => land && countryLabels(land, lang, chosen?.legs.flatMap((leg) => leg.geometry) ?? []),
      [land, lang, chosen],
    ),
  );
  useSource(
    map,
    SEAS,
    useMemo(() => water && seaLabels(water, lang), [water, lang]),
  );
  useSource(
    map,
    NETWORK,
    useMemo(() => network && networkFeatures(network), [network]),
  );
  useSource(
    map,
    PLACES,
    useMemo(() => network && placeFeatures(network, names, namedOnScene), [network, names, namedOnScene]),
  );
  useSource(
    map,
    OPTIONS,
    useMemo(() => optionFeatures(options, rivalOptions), [options, rivalOptions]),
  );
  useSource(
    map,
    STOPS,
    useMemo(() => (chosen ? stopFeatures(chosen, names) : NO_FEATURES), [chosen, names]),
  );

  useSource(map, SCENE_LINES, planning ? NO_FEATURES : (scene?.lines ?? NO_FEATURES));
  useSource(map, SCENE_POINTS, planning ? NO_FEATURES : (scene?.points ?? NO_FEATURES));

  usePicture(map);
  useAttribution(
    map,
    `${t("map.natural-earth")}${plan.dataset ? ` · ${firstSentence(plan.dataset.attribution)}` : ""}`,
  );
  useScale(map, plan.view.distance);
  const bounds = planning ? (chosen ? boundsOf(chosen) : undefined) : scene?.bounds;
  useFit(map, bounds, planning ? chosen?.id : scene?.boundsKey);
  usePointer(planning ? map : undefined, { picking, onPick, onPlace: setPlace });
  const tip = useScenePointer(planning ? undefined : map, scene);

  return (
    <div className="map" data-picking={picking || undefined}>
      <div ref={container} className="map-canvas" role="application" aria-label={t("map.title")} lang={i18n.language} />
      <div className="map-buttons">
        <button
          type="button"
          className="icon-button"
          aria-label={t("map.zoom-in")}
          title={t("map.zoom-in")}
          onClick={() => map?.zoomIn()}
        >
          +
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t("map.zoom-out")}
          title={t("map.zoom-out")}
          onClick={() => map?.zoomOut()}
        >
          −
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t("map.fit")}
          title={t("map.fit")}
          onClick={() => map && showWhole(map, bounds)}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      </div>
      {planning ? <MapKey network={network} /> : scene && <SceneKey colours={scene.colours} widest={scene.widest} />}
      {tip && (
        <div
          className="scene-tip"
          style={{ left: tip.x, top: tip.y }}
          data-left={tip.toLeft || undefined}
          aria-hidden="true"
        >
          <b>{tip.title}</b>
          {tip.text && <span>{tip.text}</span>}
        </div>
      )}
      {planning && place && <PlaceCard pick={place} onClose={() => setPlace(undefined)} />}
    </div>
  );
}

/** Places that a scene names itself. */
function namedOn(points: FeatureCollection | undefined): ReadonlySet<string> {
  return new Set(
    (points?.features ?? []).filter(({ properties }) => properties?.label).map(({ properties }) => properties?.id),
  );
}

function usePalette(theme: string): Palette {
  const [palette, setPalette] = useState(() => readPalette());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the custom properties are
  useEffect(() => setPalette(readPalette()), [theme]);
  return palette;
}

function useSource(map: MapLibreMap | undefined, id: string, data: FeatureCollection | undefined) {
  useEffect(() => {
    if (map && data) (map.getSource(id) as GeoJSONSource | undefined)?.setData(data);
  }, [map, id, data]);
}

/** Hands its picture to the print view. Drawing and reading happen in one task, so no buffer has to be kept for it. */
function usePicture(map: MapLibreMap | undefined) {
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

function useAttribution(map: MapLibreMap | undefined, text: string) {
  useEffect(() => {
    if (!map) return;
    const control = new AttributionControl({ compact: false, customAttribution: escapeHtml(text) });
    map.addControl(control, "bottom-right");
    return () => takeOff(map, control);
  }, [map, text]);
}

function useScale(map: MapLibreMap | undefined, distance: "km" | "nmi") {
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

/** Shows a way whole when it becomes the chosen one and does not fit yet. */
function useFit(map: MapLibreMap | undefined, bounds: Bounds | undefined, key: string | undefined) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another way moves the map, never a redraw of the same
  useEffect(() => {
    if (map && bounds) showWhole(map, bounds);
    // Where an answer comes before the places it names, its bounds come later than its key.
  }, [map, bounds && key]);
}

function showWhole(map: MapLibreMap, bounds: Bounds | undefined) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  map.resize();
  // What is shown begins below the key, with room for the label of the northernmost.
  const box = map.getContainer();
  const key = box.parentElement?.querySelector(".scene-key")?.getBoundingClientRect();
  const below = key ? key.bottom - box.getBoundingClientRect().top + 28 : 0;
  map.fitBounds(bounds ? [...bounds] : START_BOUNDS, {
    padding: { top: Math.max(64, Math.min(below, box.clientHeight / 3)), bottom: 48, left: 84, right: 96 },
    maxZoom: 6,
    duration: still ? 0 : 450,
  });
}

function usePointer(
  map: MapLibreMap | undefined,
  {
    picking,
    onPick,
    onPlace,
  }: Pick<MapProps, "picking" | "onPick"> & { onPlace: (pick: PlacePick | undefined) => void },
) {
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
function useScenePointer(map: MapLibreMap | undefined, scene: Scene | undefined): Tip | undefined {
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
      setTip(said ? { ...said, x: point.x, y: point.y, toLeft } : undefined);
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

/** The dataset's credit in short; the whole stands in the details. */
function firstSentence(text: string): string {
  return text.split(/\.\s/)[0] ?? text;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
