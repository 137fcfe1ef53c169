// Length of the shortest line between two positions on the WGS84 ellipsoid (Karney 2013, by geographiclib), exact to
// nanometres; and a quick distance on the sphere for what needs no more than half a per cent.

import geographiclib from "geographiclib-geodesic";

export interface Position {
  readonly lat: number;
  readonly lon: number;
}

const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Geodesic distance in kilometres. */
export function geodesicKm(a: Position, b: Position): number {
  const metres = geographiclib.Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon).s12;
  if (metres === undefined) throw new Error(`expected a distance from ${a.lat},${a.lon} to ${b.lat},${b.lon}`);
  return metres / 1000;
}

/** Great-circle distance on the mean sphere in kilometres (haversine); off by at most 0.56 %. */
export function sphereKm(a: Position, b: Position): number {
  const dLat = (b.lat - a.lat) * RADIANS;
  const dLon = (b.lon - a.lon) * RADIANS;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
