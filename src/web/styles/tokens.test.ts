// Colours hold up: text has 4.5:1 and marks 3:1 on every ground they stand on, in both themes (WCAG 2.2, 1.4.3 and 1.4.11),
// and the modes stay apart for readers without red or green cones (Viénot, Brettel and Mollon 1999).

import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");
const [lightText = "", darkText = ""] = css.split(':root[data-theme="dark"]');
const read = (text: string) =>
  new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = "", value = ""]) => [name, value]));
const THEMES = { light: read(lightText), dark: read(darkText) };

const GROUNDS = ["paper", "raised", "sunk"];
const TEXT = ["ink", "ink-2", "ink-3", "accent", "good", "warn", "bad", "focus"];
const MARKS = ["mode-rail", "mode-sea", "mode-road", "mode-inland-water", "mode-terminal", "line-2", "off"];

type Rgb = [number, number, number];

function linearOf(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(linearOf(a)), luminance(linearOf(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function colour(theme: keyof typeof THEMES, name: string): string {
  const value = THEMES[theme].get(name);
  if (!value) throw new Error(`${theme} has no --${name}`);
  return value;
}

const cases = (names: string[], grounds: string[]) =>
  (["light", "dark"] as const).flatMap((theme) =>
    names.flatMap((name) => grounds.map((ground) => [theme, name, ground] as const)),
  );

test.each(cases(TEXT, GROUNDS))("%s: text %s on %s", (theme, name, ground) => {
  expect(contrast(colour(theme, name), colour(theme, ground))).toBeGreaterThanOrEqual(4.5);
});

test.each(cases(MARKS, [...GROUNDS, "map-land"]))("%s: mark %s on %s", (theme, name, ground) => {
  expect(contrast(colour(theme, name), colour(theme, ground))).toBeGreaterThanOrEqual(3);
});

test.each(cases(["mode-sea", "mode-inland-water", "mode-rail"], ["map-sea"]))(
  "%s: line %s on %s",
  (theme, name, ground) => {
    expect(contrast(colour(theme, name), colour(theme, ground))).toBeGreaterThanOrEqual(3);
  },
);

test.each(cases(["map-label"], ["map-land"]))("%s: %s on %s", (theme, name, ground) => {
  expect(contrast(colour(theme, name), colour(theme, ground))).toBeGreaterThanOrEqual(4.5);
});

test.each(["light", "dark"] as const)("%s: text on the accent and on its soft ground", (theme) => {
  expect(contrast(colour(theme, "accent-ink"), colour(theme, "accent"))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colour(theme, "accent"), colour(theme, "accent-soft"))).toBeGreaterThanOrEqual(4.5);
});

/** Linear RGB as seen without long or medium cones: red and green fall together. */
const DICHROMAT: Record<string, [Rgb, Rgb, Rgb]> = {
  protanopia: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deuteranopia: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
};

function labOf([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(a: string, b: string, sight: string): number {
  const see = (hex: string): Rgb => {
    const rgb = linearOf(hex);
    const rows = DICHROMAT[sight] ?? [];
    return labOf(rows.map((row) => Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])) as Rgb);
  };
  const [p, q] = [see(a), see(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

// Rail solid, sea dashed, road thin: the three that meet everywhere must differ by colour too. The river is told from the
// sea by its dash.
const PAIRS = [
  ["mode-rail", "mode-road"],
  ["mode-rail", "mode-sea"],
  ["mode-sea", "mode-road"],
] as const;
test.each(
  (["light", "dark"] as const).flatMap((theme) =>
    Object.keys(DICHROMAT).flatMap((sight) => PAIRS.map(([a, b]) => [theme, sight, a, b] as const)),
  ),
)("%s, %s: %s and %s", (theme, sight, a, b) => {
  expect(difference(colour(theme, a), colour(theme, b), sight)).toBeGreaterThan(15);
});

const USE = ["use-1", "use-2", "use-3", "use-4"];
const WARNINGS = ["use-high", "use-full"];
const DIFFERENCE = ["less-2", "less-1", "zero", "more-1", "more-2"];
test.each(cases([...USE, ...WARNINGS, ...DIFFERENCE, "use-none"], ["map-land", "map-sea", "paper", "raised"]))(
  "%s: flow %s on %s",
  (theme, name, ground) => {
    expect(contrast(colour(theme, name), colour(theme, ground))).toBeGreaterThanOrEqual(3);
  },
);

test.each(["light", "dark"] as const)("%s: fuller stands out more, and the steps can be told apart", (theme) => {
  const steps = USE.map((name) => contrast(colour(theme, name), colour(theme, "map-land")));
  for (const [at, step] of steps.slice(1).entries()) expect(step / (steps[at] ?? 0)).toBeGreaterThan(1.2);
});

// Warnings leave the hue of the ramp; more and less are told apart by hue whatever cones a reader has.
const FLOW_PAIRS = [
  ["use-4", "use-high"],
  ["use-4", "use-full"],
  ["use-3", "use-high"],
  ["less-2", "more-2"],
  ["less-1", "more-1"],
  ["less-2", "zero"],
  ["more-2", "zero"],
] as const;
test.each(
  (["light", "dark"] as const).flatMap((theme) =>
    Object.keys(DICHROMAT).flatMap((sight) => FLOW_PAIRS.map(([a, b]) => [theme, sight, a, b] as const)),
  ),
)("%s, %s: %s and %s", (theme, sight, a, b) => {
  expect(difference(colour(theme, a), colour(theme, b), sight)).toBeGreaterThan(20);
});
