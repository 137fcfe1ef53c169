// Amounts → lines and points of a scene, and where they lie: width by the root of the share of the largest, so that ten times as
// much is about three times as wide; colour by use, or in a difference by what was gained and lost. Pure.

import type { Feature, Position } from "geojson";

/** Root of a share from 0 to 1 with the sign of the amount: what a difference is coloured by. */
export function signedRoot(amount: number, share: number): number {
  return Math.sign(amount) * Math.sqrt(share);
}

export interface SceneLine {
  readonly id: string;
  readonly coordinates: readonly Position[];
  /** Of the largest amount, 0 to 1. */
  readonly share: number;
  readonly thinnestPx: number;
  readonly widestPx: number;
  /** What it is coloured by; null where that is not known. */
  readonly value: number | null;
  /** Nothing can pass any more. */
  readonly off?: boolean;
}

export function sceneLine({ id, coordinates, share, thinnestPx, widestPx, value, off }: SceneLine): Feature {
  return {
    type: "Feature",
    properties: {
      id,
      width: Math.max(thinnestPx, widestPx * Math.sqrt(share)),
      ...(value === null ? {} : { value }),
      ...(off ? { off } : {}),
    },
    geometry: { type: "LineString", coordinates: [...coordinates] },
  };
}

/** The middle of a line, or the point itself. */
export function middleOf(coordinates: readonly Position[]): Position | undefined {
  if (coordinates.length < 3) {
    const [a, b] = coordinates;
    return a && b ? [((a[0] ?? 0) + (b[0] ?? 0)) / 2, ((a[1] ?? 0) + (b[1] ?? 0)) / 2] : a;
  }
  return coordinates[Math.floor(coordinates.length / 2)];
}

/** [west, south, east, north] of points and lines. */
export function boundsOfFeatures(features: readonly Feature[]): [number, number, number, number] | undefined {
  const points = features.flatMap(({ geometry }): Position[] =>
    geometry.type === "Point" ? [geometry.coordinates] : geometry.type === "LineString" ? geometry.coordinates : [],
  );
  if (points.length === 0) return undefined;
  const lons = points.map(([lon = 0]) => lon);
  const lats = points.map(([, lat = 0]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Whether a point lies inside bounds; everything does when there are none. */
export function isInside(
  bounds: readonly [number, number, number, number] | undefined,
  { geometry }: Feature,
): boolean {
  if (!bounds || geometry.type !== "Point") return true;
  const [lon = 0, lat = 0] = geometry.coordinates;
  return lon >= bounds[0] && lon <= bounds[2] && lat >= bounds[1] && lat <= bounds[3];
}
