// The map under everything: bundled land and water, the network at the date, flat and never turned. What a workspace or a replay
// puts on it comes from whoever makes it.

import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection, Position } from "geojson";
import { type GeoJSONSource, Map as MapLibreMap, type PaddingOptions, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { NetworkOk } from "../state/plan.tsx";
import { loadCountries, loadSeas } from "./base-files.ts";
import { COUNTRIES } from "./layers/countries.ts";
import { GRATICULE, graticuleLines } from "./layers/graticule.ts";
import { COUNTRY_LABELS, countryLabels } from "./layers/labels.ts";
import type { MapLook } from "./layers/layer.ts";
import { NETWORK, networkFeatures } from "./layers/network.ts";
import { SEAS, seaLabels } from "./layers/seas.ts";
import { buildStyle, restyle } from "./style.ts";

setWorkerUrl(workerUrl);

/** [west, south, east, north], degrees. */
export type Bounds = readonly [number, number, number, number];

/** How a map starts; read once, when it is made. */
export interface MapStart {
  readonly bounds: Bounds;
  readonly paddingPx: number | PaddingOptions;
  /** Arrow keys move the map. */
  readonly keyboard: boolean;
  readonly title: string;
}

/**
 * Makes a map in an element and keeps its colours as `look` says.
 * @param onMade called once with the new map, before it has loaded; what it returns is called before the map goes.
 * @returns the map once it has loaded. Its element says in `data-idle` whether everything is drawn.
 */
export function useBaseMap(
  container: RefObject<HTMLElement | null>,
  look: MapLook,
  startOf: (element: HTMLElement) => MapStart,
  onMade?: (map: MapLibreMap) => () => void,
): MapLibreMap | undefined {
  const [map, setMap] = useState<MapLibreMap>();
  const drawn = useRef(look);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; looks and data follow by the effects below
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    drawn.current = look;
    const start = startOf(element);
    const made = new MapLibreMap({
      container: element,
      style: buildStyle(look),
      bounds: [...start.bounds],
      fitBoundsOptions: { padding: start.paddingPx },
      attributionControl: false,
      maxZoom: 11,
      minZoom: 1.2,
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      keyboard: start.keyboard,
      locale: { "Map.Title": start.title },
    });
    made.touchZoomRotate.disableRotation();
    made.keyboard.disableRotation();
    made.on("load", () => setMap(made));
    made.on("idle", () => {
      element.dataset.idle = "yes";
    });
    made.on("movestart", () => {
      element.dataset.idle = "no";
    });
    const leave = onMade?.(made);
    return () => {
      leave?.();
      made.remove();
    };
  }, []);
  useEffect(() => {
    if (!map) return;
    restyle(map, drawn.current, look);
    drawn.current = look;
  }, [map, look]);
  return map;
}

/** Puts data into a source of the style as soon as there are any. */
export function useSource(map: MapLibreMap | undefined, id: string, data: FeatureCollection | undefined) {
  useEffect(() => {
    if (map && data) (map.getSource(id) as GeoJSONSource | undefined)?.setData(data);
  }, [map, id, data]);
}

export interface BaseSourceOptions {
  readonly lang: string;
  readonly network: NetworkOk | undefined;
  /** A way beside which names of countries keep clear. */
  readonly way: readonly Position[];
}

/** Land, waters and the network, with their names. */
export function useBaseSources(map: MapLibreMap | undefined, { lang, network, way }: BaseSourceOptions) {
  const [land, setLand] = useState<FeatureCollection>();
  const [water, setWater] = useState<FeatureCollection>();
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
    useMemo(() => land && countryLabels(land, lang, way), [land, lang, way]),
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
}
