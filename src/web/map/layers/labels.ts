// Names of countries in the reader's language, quiet and spaced, at the middle of their largest part.

import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import { MAP_FONT, type MapLayer } from "./layer.ts";

export const COUNTRY_LABELS = "country-labels";

export const labels: MapLayer = {
  sources: [COUNTRY_LABELS],
  layers: ({ palette }) => [
    {
      id: "country-names",
      type: "symbol",
      source: COUNTRY_LABELS,
      maxzoom: 7,
      filter: ["<=", ["get", "minZoom"], ["zoom"]],
      layout: {
        "text-field": ["get", "name"],
        "text-font": MAP_FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 2, 9.5, 5, 14],
        "text-letter-spacing": 0.14,
        "text-transform": "uppercase",
        "text-max-width": 7,
        "symbol-sort-key": ["-", 0, ["get", "area"]],
        "text-padding": 6,
      },
      paint: {
        "text-color": palette.label,
        "text-opacity": 0.8,
        "text-halo-color": palette.land,
        "text-halo-width": 1.2,
      },
    },
  ],
};

/** Tried in order for a label that the chosen way would strike through: steps in units of the country's size. */
const ASIDE: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, 0.22],
  [0, -0.22],
  [0.22, 0.12],
  [-0.22, 0.12],
  [0.22, -0.2],
  [-0.22, -0.2],
  [0, 0.36],
  [0, -0.36],
];
/** A label keeps so many degrees from the way. */
const CLEAR_DEG = 2.6;

/**
 * A label for each country that has a code; names come with the file, in all languages. `way` is what the labels keep clear
 * of, [lon, lat] in degrees.
 */
export function countryLabels(countries: FeatureCollection, lang: string, way: readonly Position[]): FeatureCollection {
  const features = countries.features.flatMap((country): Feature[] => {
    const name: unknown = country.properties?.[lang] ?? country.properties?.name;
    if (!name || !country.properties?.code) return [];
    if (country.geometry.type !== "Polygon" && country.geometry.type !== "MultiPolygon") return [];
    const ring = largestRing(country.geometry);
    const { area, at: middle } = centreOf(ring);
    const at = clearOf(way, middle, ring, Math.sqrt(area));
    return [
      {
        type: "Feature",
        properties: { name, area, minZoom: area > 120 ? 0 : area > 25 ? 3 : area > 6 ? 3.8 : 4.6 },
        geometry: { type: "Point", coordinates: at },
      },
    ];
  });
  return { type: "FeatureCollection", features };
}

function clearOf(way: readonly Position[], middle: Position, ring: readonly Position[], size: number): Position {
  if (way.length === 0) return middle;
  const tries = ASIDE.map(([dx, dy]): Position => [(middle[0] ?? 0) + dx * size, (middle[1] ?? 0) + dy * size]);
  return tries.find((at) => distanceTo(way, at) > CLEAR_DEG && (at === tries[0] || inside(ring, at))) ?? middle;
}

/** Degrees to the nearest stretch of a line; latitude counts double because labels are wide and low. */
function distanceTo(line: readonly Position[], [x = 0, y = 0]: Position): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < line.length; i++) {
    const [x0 = 0, y0 = 0] = line[i] ?? [];
    const [x1 = 0, y1 = 0] = line[i + 1] ?? [];
    const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length));
    best = Math.min(best, Math.hypot((x - x0 - along * (x1 - x0)) / 2, y - y0 - along * (y1 - y0)));
  }
  return best;
}

/** Even-odd rule. */
function inside(ring: readonly Position[], [x = 0, y = 0]: Position): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi = 0, yi = 0] = ring[i] ?? [];
    const [xj = 0, yj = 0] = ring[j] ?? [];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}

function largestRing(geometry: Polygon | MultiPolygon): Position[] {
  const outer =
    geometry.type === "Polygon" ? [geometry.coordinates[0] ?? []] : geometry.coordinates.map((part) => part[0] ?? []);
  return outer.reduce(
    (best, ring) => (Math.abs(signedArea(ring)) > Math.abs(signedArea(best)) ? ring : best),
    outer[0] ?? [],
  );
}

function signedArea(ring: readonly Position[]): number {
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) twice += cross(ring[i], ring[i + 1]);
  return twice / 2;
}

/** Area in square degrees and the centroid of a ring (shoelace formula). */
function centreOf(ring: readonly Position[]): { area: number; at: Position } {
  const area = signedArea(ring);
  let lon = 0;
  let lat = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const weight = cross(ring[i], ring[i + 1]);
    lon += ((ring[i]?.[0] ?? 0) + (ring[i + 1]?.[0] ?? 0)) * weight;
    lat += ((ring[i]?.[1] ?? 0) + (ring[i + 1]?.[1] ?? 0)) * weight;
  }
  return { area: Math.abs(area), at: area === 0 ? (ring[0] ?? [0, 0]) : [lon / (6 * area), lat / (6 * area)] };
}

function cross(a: Position | undefined, b: Position | undefined): number {
  return (a?.[0] ?? 0) * (b?.[1] ?? 0) - (b?.[0] ?? 0) * (a?.[1] ?? 0);
}
