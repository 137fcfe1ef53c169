// What a workspace other than Plan puts on the map: lines with a width and a colour by number, points, and what a click on
// a thing does. The workspace sets it, the map draws it; neither knows the other.

import type { FeatureCollection } from "geojson";
import { useSyncExternalStore } from "react";

/** How the number of a line becomes its colour: share of a capacity in use, a difference from −1 to 1, or nothing. */
export type SceneColours = "use" | "difference" | "plain";

export interface Scene {
  readonly colours: SceneColours;
  /**
   * Lines with `id`, `width` (px at zoom 4), `value` (by `colours`; absent: not known), `label`, and `off` where nothing can
   * pass any more.
   */
  readonly lines: FeatureCollection;
  /** The amount of the widest line, as it is said. */
  readonly widest?: string;
  /** Points with `id`, `size` (px), `value` as above, `label`, `mark`: bottleneck, element, edit or end. */
  readonly points: FeatureCollection;
  /** [west, south, east, north]: shown whole when `boundsKey` changes. */
  readonly bounds?: readonly [number, number, number, number];
  readonly boundsKey?: string;
  /** The scene belongs to an earlier question: it is drawn faded. */
  readonly stale: boolean;
  readonly chosen?: string;
  readonly onChoose: (id: string | undefined) => void;
  /** What a thing is called and what there is to say of it, under the pointer. */
  readonly describe: (id: string) => { readonly title: string; readonly text: string } | undefined;
  /** Things of the network without flow can be chosen too. */
  readonly choosesNetwork: boolean;
}

let scene: Scene | undefined;
const listeners = new Set<() => void>();

export function setScene(next: Scene | undefined): void {
  if (next === scene) return;
  scene = next;
  for (const listener of listeners) listener();
}

export function useScene(): Scene | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => scene,
  );
}
