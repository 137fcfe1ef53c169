// Cameras of several maps as one: whoever is moved takes the others along.

import type { Map as MapLibreMap } from "maplibre-gl";
import type { ReplayOk } from "../../../../wire/crossing-replay.ts";

type Bounds = [number, number, number, number];

const AROUND_DEGREES = 0.6;

export class Cameras {
  readonly #maps = new Set<MapLibreMap>();
  #isFollowing = false;

  get maps(): Iterable<MapLibreMap> {
    return this.#maps;
  }

  /** Joins; call the result to leave. */
  add(map: MapLibreMap): () => void {
    const [other] = this.#maps;
    if (other) map.jumpTo({ center: other.getCenter(), zoom: other.getZoom() });
    this.#maps.add(map);
    const follow = (): void => {
      if (this.#isFollowing) return;
      this.#isFollowing = true;
      for (const each of this.#maps) if (each !== map) each.jumpTo({ center: map.getCenter(), zoom: map.getZoom() });
      this.#isFollowing = false;
    };
    map.on("move", follow);
    return () => {
      this.#maps.delete(map);
    };
  }

  /** The water with its ports: [west, south, east, north]. */
  bounds({ lines, places }: ReplayOk): Bounds {
    const ends = new Set(lines.flatMap((line) => line.ends));
    const points = places.filter(({ id }) => ends.has(id)).map(({ coordinates }) => coordinates);
    const lons = points.map(([lon]) => lon);
    const lats = points.map(([, lat]) => lat);
    return [
      Math.min(...lons) - AROUND_DEGREES,
      Math.min(...lats) - AROUND_DEGREES,
      Math.max(...lons) + AROUND_DEGREES,
      Math.max(...lats) + AROUND_DEGREES,
    ];
  }

  /** Room for the plates beside the ports. */
  padding(element: HTMLElement) {
    const side =
      element.clientWidth < 620 ? Math.min(96, element.clientWidth / 5) : Math.min(220, element.clientWidth / 5);
    return { top: 24, bottom: 30, left: side, right: side };
  }

  /** All of the water in the picture. */
  show(map: MapLibreMap, replay: ReplayOk): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    map.fitBounds(this.bounds(replay), { padding: this.padding(map.getContainer()), duration: still ? 0 : 450 });
  }
}
