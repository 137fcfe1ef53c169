// The map of one run: the app's own base map below, what moves on a canvas above it. Cameras of several maps move together.

import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection } from "geojson";
import { AttributionControl, type GeoJSONSource, Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { loadCountries, loadSeas } from "../../../map/base-files.ts";
import { COUNTRIES } from "../../../map/layers/countries.ts";
import { GRATICULE, graticuleLines } from "../../../map/layers/graticule.ts";
import { COUNTRY_LABELS, countryLabels } from "../../../map/layers/labels.ts";
import type { MapLook } from "../../../map/layers/layer.ts";
import { NETWORK, networkFeatures } from "../../../map/layers/network.ts";
import { SEAS, seaLabels } from "../../../map/layers/seas.ts";
import { buildStyle, restyle } from "../../../map/style.ts";
import type { NameBook } from "../../../state/place-names.ts";
import type { NetworkOk } from "../../../state/plan.tsx";
import { useFormat } from "../../../state/use-format.ts";
import type { Cameras } from "./cameras.ts";
import type { ReplayClock } from "./clock.ts";
import { cellsOf, drawMap, type Hits, noHits, widthOfName } from "./draw-map.ts";
import type { ReplayLook } from "./look.ts";
import { layoutPorts, portsOf, type ScreenPort, unitsPerBox } from "./ports.ts";
import { projectLanes, type ScreenLane } from "./projection.ts";
import { sizeCanvas } from "./size-canvas.ts";
import { describeRow, placeName } from "./tell.ts";
import type { Tracks } from "./tracks.ts";
import type { Frames } from "./use-frames.ts";

setWorkerUrl(workerUrl);

export interface ReplayMapProps {
  readonly tracks: Tracks;
  readonly frames: Frames;
  readonly clock: ReplayClock;
  readonly cameras: Cameras;
  readonly look: ReplayLook;
  readonly lang: string;
  readonly names: NameBook;
  readonly network: NetworkOk | undefined;
  readonly title: string;
}

interface Tip {
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly toLeft: boolean;
  readonly title: string;
  readonly lines: readonly string[];
}

const HIT_PX = 11;
const PLATE_PX = 172;
const NARROW_PLATE_PX = 112;
const NARROW_MAP_PX = 620;

export default function ReplayMap(props: ReplayMapProps) {
  const { tracks, frames, clock, cameras, look, lang, names, network, title } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [map, setMap] = useState<MapLibreMap>();
  const [tip, setTip] = useState<Tip>();
  const focus = useRef<number>(undefined);
  const hits = useMemo<Hits>(noHits, []);
  const ports = useMemo(() => portsOf(tracks), [tracks]);
  const mapLook = useMemo<MapLook>(() => toMapLook(look), [look]);
  const drawn = useRef(mapLook);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; looks and data follow by the effects below
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    drawn.current = mapLook;
    const made = new MapLibreMap({
      container: element,
      style: buildStyle(mapLook),
      bounds: cameras.bounds(tracks.replay),
      fitBoundsOptions: { padding: cameras.padding(element) },
      attributionControl: false,
      maxZoom: 11,
      minZoom: 1.2,
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      // Arrow keys move the clock here.
      keyboard: false,
      locale: { "Map.Title": title },
    });
    made.touchZoomRotate.disableRotation();
    made.getCanvas().tabIndex = -1;
    made.addControl(
      new AttributionControl({ compact: false, customAttribution: t("map.natural-earth") }),
      "bottom-right",
    );
    made.on("load", () => setMap(made));
    made.on("idle", () => {
      element.dataset.idle = "yes";
    });
    const leave = cameras.add(made);
    return () => {
      leave();
      made.remove();
    };
  }, []);

  useEffect(() => {
    if (!map) return;
    restyle(map, drawn.current, mapLook);
    drawn.current = mapLook;
  }, [map, mapLook]);

  useEffect(() => {
    if (!map) return;
    let live = true;
    const put = (id: string, data: FeatureCollection) => {
      if (live) (map.getSource(id) as GeoJSONSource | undefined)?.setData(data);
    };
    put(GRATICULE, graticuleLines());
    if (network) put(NETWORK, networkFeatures(network));
    void loadCountries().then((land) => {
      put(COUNTRIES, land);
      put(COUNTRY_LABELS, countryLabels(land, lang, []));
    });
    void loadSeas().then((seas) => put(SEAS, seaLabels(seas, lang)));
    return () => {
      live = false;
    };
  }, [map, lang, network]);

  useEffect(() => {
    const element = canvas.current;
    const box = container.current;
    if (!map || !element || !box) return;
    let ctx: CanvasRenderingContext2D | undefined;
    let [width, height] = [0, 0];
    let lanes: readonly ScreenLane[] = [];
    let placed: readonly ScreenPort[] = [];
    let boxUnits = 1;
    const project = (lon: number, lat: number) => map.project([lon, lat]);
    const nameWidth = (place: number) => (ctx ? widthOfName(ctx, look, placeName(tracks.replay, place, names)) : 0);
    const view = () => {
      if (box.clientWidth !== width || box.clientHeight !== height) {
        [width, height] = [box.clientWidth, box.clientHeight];
        ctx = sizeCanvas(element, width, height);
      }
      const plate = width < NARROW_MAP_PX ? NARROW_PLATE_PX : PLATE_PX;
      lanes = projectLanes(tracks, project);
      placed = layoutPorts(tracks, ports, { project, lanes, width, height, plate, nameWidth });
      boxUnits = unitsPerBox(ports, cellsOf(plate));
      frames.ask();
    };
    view();
    map.on("move", view);
    map.on("resize", view);
    const stop = frames.add((hour) => {
      if (!ctx) return;
      const things = drawMap(
        ctx,
        {
          tracks,
          lanes,
          ports: placed,
          look,
          hour,
          width,
          height,
          unitsPerBox: boxUnits,
          focus: focus.current,
          nameOf: (place) => placeName(tracks.replay, place, names),
          closedWord: t("replay.closed"),
        },
        hits,
      );
      element.dataset.things = String(things);
    });
    return () => {
      stop();
      map.off("move", view);
      map.off("resize", view);
    };
  }, [map, tracks, ports, frames, look, names, hits, t]);

  useEffect(() => {
    if (!map) return;
    let pointer: { x: number; y: number } | undefined;
    let isPinned = false;
    const say = (row: number | undefined, x: number, y: number) => {
      if (row === undefined) {
        setTip(undefined);
        return;
      }
      const words = (key: string, values?: Record<string, unknown>) => t(key, values ?? {});
      const said = describeRow(tracks.replay, row, { t: words, format, names });
      setTip({ row, x, y, toLeft: x > map.getContainer().clientWidth / 2, ...said });
    };
    const look = () => {
      if (isPinned) {
        const at = hits.row.subarray(0, hits.count).indexOf(focus.current ?? Number.NaN);
        if (at < 0) isPinned = false;
        else return say(focus.current, hits.x[at] ?? 0, hits.y[at] ?? 0);
      }
      const row = pointer && nearest(hits, pointer.x, pointer.y);
      map.getCanvas().style.cursor = row === undefined ? "" : "pointer";
      const changed = focus.current !== row;
      focus.current = row;
      say(row, pointer?.x ?? 0, pointer?.y ?? 0);
      if (changed) frames.ask();
    };
    const move = map.on("mousemove", ({ point }) => {
      pointer = { x: point.x, y: point.y };
      if (!isPinned) look();
    });
    const leave = map.on("mouseout", () => {
      pointer = undefined;
      if (!isPinned) look();
    });
    const click = map.on("click", ({ point }) => {
      const row = nearest(hits, point.x, point.y);
      isPinned = row !== undefined;
      focus.current = row;
      say(row, point.x, point.y);
      frames.ask();
    });
    const stop = frames.follow(() => {
      if (clock.isPlaying && (isPinned || pointer)) look();
    });
    return () => {
      stop();
      for (const subscription of [move, leave, click]) subscription.unsubscribe();
    };
  }, [map, tracks, hits, frames, clock, format, names, t]);

  return (
    <div className="replay-map map">
      <div ref={container} className="map-canvas" role="application" aria-label={title} />
      <canvas ref={canvas} className="replay-canvas" />
      <div className="map-buttons">
        <button type="button" className="icon-button" aria-label={t("map.zoom-in")} onClick={() => map?.zoomIn()}>
          +
        </button>
        <button type="button" className="icon-button" aria-label={t("map.zoom-out")} onClick={() => map?.zoomOut()}>
          −
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t("replay.see-water")}
          title={t("replay.see-water")}
          onClick={() => map && cameras.show(map, tracks.replay)}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      </div>
      {tip && (
        <div
          className="scene-tip replay-tip"
          style={{ left: tip.x, top: tip.y }}
          data-left={tip.toLeft || undefined}
          aria-hidden="true"
        >
          <b>{tip.title}</b>
          {tip.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </div>
      )}
    </div>
  );
}

function nearest(hits: Hits, x: number, y: number): number | undefined {
  let best = HIT_PX * HIT_PX;
  let row: number | undefined;
  // Backwards: what was drawn last lies on top.
  for (let i = hits.count - 1; i >= 0; i--) {
    const [dx, dy] = [(hits.x[i] ?? 0) - x, (hits.y[i] ?? 0) - y];
    const away = dx * dx + dy * dy;
    if (away >= best) continue;
    best = away;
    row = hits.row[i];
  }
  return row;
}

const toMapLook = ({ palette }: ReplayLook): MapLook => ({
  palette,
  answered: false,
  chosen: "–",
  hovered: "–",
  hoveredLeg: -1,
  scene: { on: true, colours: "plain", stale: false, chosen: "–", hovered: "–" },
});
