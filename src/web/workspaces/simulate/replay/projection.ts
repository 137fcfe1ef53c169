// Lanes on the screen: projected once for each view of the map, so that a frame only interpolates.

import type { Tracks } from "./tracks.ts";

/** Where a share of a lane lies, and which way it runs there. */
export interface Spot {
  x: number;
  y: number;
  /** Direction in which things move, as cosine and sine on the screen. */
  dx: number;
  dy: number;
}

export interface ScreenLane {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly share: Float64Array;
}

export type Project = (lon: number, lat: number) => { readonly x: number; readonly y: number };

export function projectLanes({ lanes }: Tracks, project: Project): ScreenLane[] {
  return lanes.map(({ lon, lat, share }) => {
    const x = new Float32Array(lon.length);
    const y = new Float32Array(lon.length);
    for (let i = 0; i < lon.length; i++) {
      const point = project(lon[i] ?? 0, lat[i] ?? 0);
      x[i] = point.x;
      y[i] = point.y;
    }
    return { x, y, share };
  });
}

/** Writes the spot of a share into `spot`. A halt has no direction of its own: the last one stays. */
export function spotAt({ x, y, share }: ScreenLane, at: number, reversed: boolean, spot: Spot): void {
  const last = share.length - 1;
  const wanted = reversed ? 1 - at : at;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((share[middle] as number) <= wanted) low = middle;
    else high = middle;
  }
  const [a, b] = [share[low] as number, share[high] as number];
  const part = b > a ? Math.min(1, Math.max(0, (wanted - a) / (b - a))) : 0;
  const [x0, y0, x1, y1] = [x[low] as number, y[low] as number, x[high] as number, y[high] as number];
  spot.x = x0 + (x1 - x0) * part;
  spot.y = y0 + (y1 - y0) * part;
  const [dx, dy] = reversed ? [x0 - x1, y0 - y1] : [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy);
  if (length < 1e-6) return;
  spot.dx = dx / length;
  spot.dy = dy / length;
}
