// The map of one run: the app's own base map below, what moves on a canvas above it. Cameras of several maps move together.

import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBaseMap, useBaseSources } from "../../../map/base-map.ts";
import type { MapLook } from "../../../map/layers/layer.ts";
import { MapButtons } from "../../../map/map-buttons.tsx";
import { useAttribution } from "../../../map/map-controls.ts";
import { MapTip, type Tip } from "../../../map/map-tip.tsx";
import type { NameBook } from "../../../state/place-names.ts";
import type { NetworkOk } from "../../../state/plan.tsx";
import { useFormat } from "../../../state/use-format.ts";
import { bordersOf, layoutBorders, type ScreenBorder } from "./borders.ts";
import type { Cameras } from "./cameras.ts";
import type { ReplayClock } from "./clock.ts";
import { cellsOf, drawMap, type Hits, noHits, widthOfName } from "./draw-map.ts";
import type { ReplayLook } from "./look.ts";
import { layoutPorts, portsOf, type ScreenPort, takenBy, unitsPerBox } from "./ports.ts";
import { projectLanes, type ScreenLane } from "./projection.ts";
import { sizeCanvas } from "./size-canvas.ts";
import { describeRow, placeName } from "./tell.ts";
import type { Tracks } from "./tracks.ts";
import type { Frames } from "./use-frames.ts";

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

const NO_WAY: readonly never[] = [];
const HIT_PX = 11;
const PLATE_PX = 172;
const NARROW_PLATE_PX = 112;
const NARROW_MAP_PX = 620;
const BORDER_PLATE_PX = 138;
const NARROW_BORDER_PLATE_PX = 96;

export default function ReplayMap(props: ReplayMapProps) {
  const { tracks, frames, clock, cameras, look, lang, names, network, title } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [tip, setTip] = useState<Tip>();
  const focus = useRef<number>(undefined);
  const hits = useMemo<Hits>(noHits, []);
  const ports = useMemo(() => portsOf(tracks), [tracks]);
  const borders = useMemo(() => bordersOf(tracks), [tracks]);
  const mapLook = useMemo<MapLook>(() => toMapLook(look), [look]);

  const map = useBaseMap(
    container,
    mapLook,
    (element) => ({
      bounds: cameras.bounds(tracks.replay),
      paddingPx: cameras.padding(element),
      // Arrow keys move the clock here.
      keyboard: false,
      title,
    }),
    (made) => {
      made.getCanvas().tabIndex = -1;
      return cameras.add(made);
    },
  );
  useBaseSources(map, { lang, network, way: NO_WAY });
  useAttribution(map, t("map.natural-earth"));

  useEffect(() => {
    const element = canvas.current;
    const box = container.current;
    if (!map || !element || !box) return;
    let ctx: CanvasRenderingContext2D | undefined;
    let [width, height] = [0, 0];
    let lanes: readonly ScreenLane[] = [];
    let placed: readonly ScreenPort[] = [];
    let stations: readonly ScreenBorder[] = [];
    let boxUnits = 1;
    const project = (lon: number, lat: number) => map.project([lon, lat]);
    const nameWidth = (place: number) => (ctx ? widthOfName(ctx, look, placeName(tracks.replay, place, names)) : 0);
    const view = () => {
      if (box.clientWidth !== width || box.clientHeight !== height) {
        [width, height] = [box.clientWidth, box.clientHeight];
        ctx = sizeCanvas(element, width, height);
      }
      const isNarrow = width < NARROW_MAP_PX;
      const plate = isNarrow ? NARROW_PLATE_PX : PLATE_PX;
      lanes = projectLanes(tracks, project);
      placed = layoutPorts(tracks, ports, { project, lanes, width, height, plate, nameWidth });
      stations = layoutBorders(tracks, borders, {
        ...{ project, width, height, isNarrow },
        plate: isNarrow ? NARROW_BORDER_PLATE_PX : BORDER_PLATE_PX,
        taken: takenBy(placed),
      });
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
          borders: stations,
          look,
          hour,
          width,
          height,
          unitsPerBox: boxUnits,
          focus: focus.current,
          nameOf: (place) => placeName(tracks.replay, place, names),
          closedWord: t("replay.closed"),
          gaugeWord: t("replay.gauge"),
          number: (value) => format.number(value),
          tonnes: (value) => `${format.number(value)} ${t("unit.t")}`,
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
  }, [map, tracks, ports, borders, frames, look, names, hits, format, t]);

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
      setTip({ x, y, toLeft: x > map.getContainer().clientWidth / 2, ...said });
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
      <MapButtons map={map} whole={t("replay.see-water")} onWhole={(made) => cameras.show(made, tracks.replay)} />
      {tip && <MapTip tip={tip} className="replay-tip" />}
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
