// Does each place lie in or near its country? The countries' outlines are those of world-atlas (Natural Earth, 1:50 million).
// Which outline belongs to which code is told by where most places of the code lie, so no list of names is needed; a country
// with a single place can therefore not be wrong about it.

import { createRequire } from "node:module";
import type { MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { Place } from "../model/network.ts";
import { isUserAssignedCode } from "./country-codes.ts";
import type { Findings } from "./findings.ts";
import type { LayerRows } from "./parse-layer.ts";

/** A generalised outline and a harbour built into the sea are this far apart at most. */
const OUTLINE_DOUBT_KM = 30;
export const DEFAULT_POSITION_DOUBT_KM = 5;
const KM_PER_DEGREE = 111.2;

type Ring = readonly (readonly number[])[];
interface Outline {
  readonly polygons: readonly (readonly Ring[])[];
}

/** Warns of nothing and reports places far outside the outline of their country; invented countries have none. */
export function checkPositions(rows: LayerRows, findings: Findings): void {
  const placed = rows.places.filter(
    ({ item }) => item.kind !== "sea-waypoint" && item.country !== "" && !isUserAssignedCode(item.country),
  );
  if (placed.length === 0) return;
  const outlines = loadOutlines();
  const containing = new Map(placed.map((row) => [row.key, outlines.find((outline) => contains(outline, row.item))]));
  const outlineOf = mostVoted(placed.map(({ key, item }) => ({ country: item.country, outline: containing.get(key) })));
  for (const row of placed) {
    const outline = outlineOf.get(row.item.country);
    if (outline === undefined || containing.get(row.key) === outline) continue;
    const awayKm = distanceKm(outline, row.item);
    if (awayKm <= OUTLINE_DOUBT_KM + (row.item.positionDoubtKm ?? DEFAULT_POSITION_DOUBT_KM)) continue;
    findings.errors.push({
      code: "implausible-position",
      place: row.place("lat"),
      message: `${row.key} lies ${Math.round(awayKm)} km outside ${row.item.country}`,
      hint: "check lat, lon (not swapped?) and country",
    });
  }
}

function loadOutlines(): Outline[] {
  const topology = createRequire(import.meta.url)("world-atlas/countries-50m.json") as Parameters<typeof feature>[0];
  const countries = feature(topology, topology.objects.countries);
  if (countries.type !== "FeatureCollection")
    throw new Error(`expected the outlines of countries, found ${countries.type}`);
  return countries.features.map(({ geometry }) => {
    const shape = geometry as Polygon | MultiPolygon;
    return { polygons: shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates };
  });
}

function mostVoted(votes: readonly { country: string; outline: Outline | undefined }[]): Map<string, Outline> {
  const counts = new Map<string, Map<Outline, number>>();
  for (const { country, outline } of votes) {
    if (outline === undefined) continue;
    const byOutline = counts.get(country) ?? new Map<Outline, number>();
    counts.set(country, byOutline.set(outline, (byOutline.get(outline) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([country, byOutline]) => [country, [...byOutline].sort((a, b) => b[1] - a[1])[0][0]]),
  );
}

function contains(outline: Outline, place: Place): boolean {
  return outline.polygons.some(
    ([outer, ...holes]) => inRing(outer, place) && !holes.some((hole) => inRing(hole, place)),
  );
}

/** Even–odd rule. */
function inRing(ring: Ring, { lat, lon }: Place): boolean {
  let inside = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [x1, y1] = ring[before];
    const [x2, y2] = ring[index];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** To the nearest side of the outline, on a plane tangent at the place: good enough for tens of kilometres. */
function distanceKm(outline: Outline, { lat, lon }: Place): number {
  const shrink = Math.cos((lat * Math.PI) / 180);
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of outline.polygons.flat()) {
    for (let index = 1; index < ring.length; index++) {
      const [ax, ay] = [(ring[index - 1][0] - lon) * shrink, ring[index - 1][1] - lat];
      const [bx, by] = [(ring[index][0] - lon) * shrink, ring[index][1] - lat];
      const [dx, dy] = [bx - ax, by - ay];
      const square = dx * dx + dy * dy;
      const along = square === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / square));
      nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy));
    }
  }
  return nearest * KM_PER_DEGREE;
}
