// Colours and letters of a replay, from the page's custom properties: the same on map, strip and bars, in both themes.

import { type Palette, readPalette } from "../../../map/palette.ts";

export interface ReplayLook {
  readonly palette: Palette;
  readonly raised: string;
  readonly line: string;
  readonly ink: string;
  readonly ink2: string;
  readonly closed: string;
  readonly closedSoft: string;
  readonly band: string;
  readonly cargo: Readonly<Record<string, string>>;
  readonly font: string;
}

export function readLook(element: Element = document.documentElement): ReplayLook {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const palette = readPalette(element);
  return {
    palette,
    raised: read("raised"),
    line: read("line"),
    ink: read("ink"),
    ink2: read("ink-2"),
    closed: read("bad"),
    closedSoft: read("accent-soft"),
    band: read("band"),
    cargo: {
      containers: read("series-2"),
      wagons: read("mode-rail"),
      trucks: read("mode-road"),
      units: read("series-4"),
      trains: read("mode-rail"),
      oil: read("series-6"),
    },
    font: read("font") || "sans-serif",
  };
}
