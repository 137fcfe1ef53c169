// The map's colours, read from the page's custom properties so that map, charts and text can never differ.

import type { LegJson } from "../../wire/route.ts";

export const MAP_MODES = ["rail", "road", "sea", "inland-water"] as const;
export type MapMode = (typeof MAP_MODES)[number];

export interface Palette {
  readonly ink: string;
  readonly ink2: string;
  readonly paper: string;
  readonly raised: string;
  readonly accent: string;
  readonly land: string;
  readonly land2: string;
  readonly sea: string;
  readonly border: string;
  readonly grid: string;
  readonly label: string;
  readonly seaLabel: string;
  readonly halo: string;
  readonly off: string;
  readonly terminal: string;
  readonly mode: Readonly<Record<MapMode, string>>;
  readonly accentInk: string;
  /** Use of a capacity: four steps of one hue, nearly full, full. */
  readonly flow: readonly [string, string, string, string, string, string];
  /** Much less, less, the same, more, much more. */
  readonly difference: readonly [string, string, string, string, string];
  /** Flow where no capacity is known. */
  readonly unknown: string;
}

/** The palette of the theme that is on. */
export function readPalette(element: Element = document.documentElement): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: read("ink"),
    ink2: read("ink-2"),
    paper: read("paper"),
    raised: read("raised"),
    accent: read("accent"),
    land: read("map-land"),
    land2: read("map-land-2"),
    sea: read("map-sea"),
    border: read("map-border"),
    grid: read("map-grid"),
    label: read("map-label"),
    seaLabel: read("map-sea-label"),
    halo: read("map-halo"),
    off: read("off"),
    terminal: read("mode-terminal"),
    mode: {
      rail: read("mode-rail"),
      road: read("mode-road"),
      sea: read("mode-sea"),
      "inland-water": read("mode-inland-water"),
    },
    accentInk: read("accent-ink"),
    flow: [read("use-1"), read("use-2"), read("use-3"), read("use-4"), read("use-high"), read("use-full")],
    difference: [read("less-2"), read("less-1"), read("zero"), read("more-1"), read("more-2")],
    unknown: read("use-none"),
  };
}

/** CSS colour of a leg, the same everywhere. */
export function legColour(leg: Pick<LegJson, "kind" | "mode">): string {
  if (leg.kind === "wait" || leg.kind === "storage") return "var(--wait)";
  if (leg.kind === "line-haul" || leg.kind === "access" || leg.kind === "empty-return") return modeColour(leg.mode);
  return leg.kind === "border" ? "var(--mode-border)" : "var(--mode-terminal)";
}

/** CSS colour of a mode. */
export function modeColour(mode: string): string {
  const known = MAP_MODES.find((one) => one === mode);
  return `var(--mode-${known ?? "terminal"})`;
}

/** Dash pattern of a mode in SVG, matching the map's. */
export function modeDash(mode: string, width: number): string | undefined {
  if (mode === "sea") return `${width * 2.2} ${width * 1.1}`;
  if (mode === "inland-water") return `${width} ${width}`;
  return undefined;
}
