// Fetches the bundled base map once: land (public-domain Natural Earth) as polygons, and the names on the water.

import type { FeatureCollection } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

let land: Promise<FeatureCollection> | undefined;
let seas: Promise<FeatureCollection> | undefined;

/** Countries as polygons in degrees; nothing when the file cannot be had, so that the rest still draws. */
export function loadCountries(): Promise<FeatureCollection> {
  land ??= load<Topology>("map/countries.json").then((file) => {
    const countries = file?.objects.countries;
    return file && countries ? feature(file, countries as GeometryCollection) : NOTHING;
  });
  return land;
}

/** Points that carry the names of seas. */
export function loadSeas(): Promise<FeatureCollection> {
  seas ??= load<FeatureCollection>("map/seas.json").then((file) => file ?? NOTHING);
  return seas;
}

async function load<T>(path: string): Promise<T | undefined> {
  try {
    const response = await fetch(new URL(path, document.baseURI));
    return response.ok ? ((await response.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
