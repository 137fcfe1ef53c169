// The map: the ways of an answer or the things of a scene on the base map. It only draws and reports clicks; everything it
// can do can also be done from a list. Loaded as its own chunk because MapLibre is most of the app's weight.

import type { FeatureCollection } from "geojson";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHover } from "../state/hover.ts";
import { usePlan } from "../state/plan.tsx";
import { useBaseMap, useBaseSources, useSource } from "./base-map.ts";
import { START_BOUNDS, showWhole, useFit } from "./fit.ts";
import { type MapLook, NO_FEATURES } from "./layers/layer.ts";
import { boundsOf, OPTIONS, optionFeatures } from "./layers/options.ts";
import { PLACES, placeFeatures, STOPS, stopFeatures } from "./layers/places.ts";
import { SCENE_LINES } from "./layers/scene-lines.ts";
import { SCENE_POINTS } from "./layers/scene-points.ts";
import { MapButtons } from "./map-buttons.tsx";
import { useAttribution, useScale } from "./map-controls.ts";
import { MapKey } from "./map-key.tsx";
import { MapTip } from "./map-tip.tsx";
import { type Palette, readPalette } from "./palette.ts";
import { PlaceCard, type PlacePick } from "./place-card.tsx";
import { useScene } from "./scene.ts";
import { SceneKey } from "./scene-key.tsx";
import { usePicture } from "./use-picture.ts";
import { usePointer, useScenePointer } from "./use-pointer.ts";

const NONE: readonly never[] = [];

export interface MapProps {
  /** Changes whenever colours do. */
  readonly theme: string;
  /** A place field waits for a click. */
  readonly picking: boolean;
  readonly onPick: (lon: number, lat: number) => void;
}

export default function WorldMap({ theme, picking, onPick }: MapProps) {
  const { t, i18n } = useTranslation();
  const plan = usePlan();
  const hover = useHover();
  const container = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<PlacePick>();
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

  const map = useBaseMap(container, look, () => ({
    bounds: START_BOUNDS,
    paddingPx: 24,
    keyboard: true,
    title: t("map.title"),
  }));
  useEffect(() => {
    const moved = map?.on("movestart", () => setPlace(undefined));
    return () => moved?.unsubscribe();
  }, [map]);

  useBaseSources(map, {
    lang,
    network,
    way: useMemo(() => chosen?.legs.flatMap(({ geometry }) => geometry) ?? NONE, [chosen]),
  });
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
      <MapButtons map={map} whole={t("map.fit")} onWhole={(made) => showWhole(made, bounds)} />
      {planning ? <MapKey network={network} /> : scene && <SceneKey colours={scene.colours} widest={scene.widest} />}
      {tip && <MapTip tip={tip} />}
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

/** The dataset's credit in short; the whole stands in the details. */
function firstSentence(text: string): string {
  return text.split(/\.\s/)[0] ?? text;
}
