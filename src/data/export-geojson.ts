// The network at a date as GeoJSON (RFC 7946): places as points, links as lines, each with its status and where its length
// comes from. Lines that cross the 180th meridian are not cut.

import type { Feature, FeatureCollection, LineString, Point } from "geojson";
import type { Dataset } from "../model/dataset.ts";
import { type ExportOptions, instantOf, type LinkAt, linksAt } from "./network-at.ts";

/** All places and links with what is known of them at the date; a link that does not stand then says so in `status`. */
export function exportGeojson(dataset: Dataset, options: ExportOptions = {}): FeatureCollection<Point | LineString> {
  const places = [...dataset.places.values()].map(
    (place): Feature<Point> => ({
      type: "Feature",
      id: place.id,
      geometry: { type: "Point", coordinates: [place.lon, place.lat] },
      properties: {
        layer: "places",
        id: place.id,
        kind: place.kind,
        name: place.names.en,
        name_kk: place.names.kk,
        name_az: place.names.az,
        name_ru: place.names.ru,
        country: place.country,
        city: place.city ?? null,
        unlocode: place.unlocode ?? null,
        position_source: place.positionSource,
      },
    }),
  );
  return {
    type: "FeatureCollection",
    features: [...places, ...linksAt(dataset, instantOf(dataset, options)).map(toFeature)],
  };
}

function toFeature({ link, status, length, speed, tracks, electrified, line }: LinkAt): Feature<LineString> {
  return {
    type: "Feature",
    id: link.id,
    geometry: { type: "LineString", coordinates: line.map(([lon, lat]) => [lon, lat]) },
    properties: {
      layer: "links",
      id: link.id,
      from: link.from,
      to: link.to,
      mode: link.mode,
      gauge: link.gauges.join(";"),
      status,
      one_way: link.oneWay,
      operator: link.operator,
      length_km: length?.value ?? null,
      length_basis: length?.basis ?? null,
      length_source: length?.source ?? null,
      speed_kmh: speed?.value ?? null,
      tracks: tracks?.value ?? null,
      electrified: electrified?.value ?? null,
    },
  };
}
