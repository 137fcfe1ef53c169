// Oil on the screen as files: routes by day as CSV, links as GeoJSON.

import type { Feature } from "geojson";
import type { OilOk } from "../../../wire/oil.ts";
import { toCsv } from "../../shell/downloads.ts";
import { dateOfDay } from "./use-oil.ts";

/** One row per route and day, base and scenario side by side. */
export function oilCsv(ok: OilOk): string {
  const changed = new Map(ok.changed?.routes.map((route) => [route.id, route]));
  const rows = ok.base.routes.flatMap((route) =>
    route.byDay.map((tonnes, day) => [
      dateOfDay(ok.horizon.from, day),
      route.id,
      route.name,
      route.producer,
      route.kind,
      tonnes,
      changed.get(route.id)?.byDay[day],
    ]),
  );
  return toCsv(["date", "route", "name", "producer", "kind", "baseTonnes", "scenarioTonnes"], rows);
}

export function oilGeoJson(ok: OilOk, show: "base" | "scenario" | "difference"): string {
  const state = show === "base" ? ok.base : (ok.changed ?? ok.base);
  const before = new Map(ok.base.links.map((link) => [link.id, link.tonnesPerDay]));
  const features = state.links.map(({ coordinates, ...properties }): Feature => {
    const baseTonnesPerDay = before.get(properties.id) ?? 0;
    return {
      type: "Feature",
      properties: { ...properties, baseTonnesPerDay, deltaTonnesPerDay: properties.tonnesPerDay - baseTonnesPerDay },
      geometry: { type: "LineString", coordinates },
    };
  });
  return JSON.stringify({ type: "FeatureCollection", features }, null, 1);
}
