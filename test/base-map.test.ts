// The bundled base map and the locale data: made by scripts, in step with them, and fit for the corridor.

import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FeatureCollection, MultiPolygon, Point, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../src/lib/csv.ts";

const root = join(import.meta.dirname, "..");
const file = (name: string) => join(root, "src/web/public/map", name);
const topology: Topology = JSON.parse(readFileSync(file("countries.json"), "utf8"));
const land = feature(topology, topology.objects.countries as GeometryCollection) as FeatureCollection<MultiPolygon>;
const seas: FeatureCollection<Point> = JSON.parse(readFileSync(file("seas.json"), "utf8"));
const intl: Record<string, { countries: Record<string, string>; months: string[]; group: string; decimal: string }> =
  JSON.parse(readFileSync(join(root, "src/web/generated/intl.json"), "utf8"));
const countries = parseCsv(readFileSync(join(root, "dataset/countries.csv"), "utf8"))
  .records.slice(1)
  .map(({ cells }) => cells[0])
  .filter((code) => !/^X[A-Z]$/.test(code));

/** Whether a point lies within a ring (rays to the east). */
function within([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + ring.length - 1) % ring.length];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}
const codesAt = (at: Position): string[] =>
  land.features
    .filter(({ geometry }) =>
      geometry.coordinates.some(([outer, ...holes]) => within(at, outer) && !holes.some((hole) => within(at, hole))),
    )
    .map(({ properties }) => properties?.code);

test.each(["make-intl.mjs", "make-map.mjs"])("%s has nothing to change", (script) => {
  const run = spawnSync(process.execPath, [join(root, "scripts", script), "--check"], { encoding: "utf8" });
  expect(run.stderr).not.toMatch(/stale/);
  expect(run.status).toBe(0);
});

describe("the land", () => {
  test("stays small", () => {
    expect(statSync(file("countries.json")).size).toBeLessThan(400_000);
  });

  test("has every country of the dataset once, with its name in four languages", () => {
    for (const code of countries) {
      const found = land.features.filter(({ properties }) => properties?.code === code);
      expect(found.length, code).toBe(1);
      for (const word of ["name", "kk", "az", "ru"])
        expect(found[0].properties?.[word], `${code} ${word}`).toMatch(/\S/);
    }
  });

  test("has no ring that jumps across the map", () => {
    const jumps = land.features.flatMap(({ geometry, properties }) =>
      geometry.coordinates
        .flat()
        .filter((ring) => ring.some(([lon], i) => i > 0 && Math.abs(lon - ring[i - 1][0]) > 180))
        .map(() => properties?.code),
    );
    expect(jumps).toEqual([]);
  });

  test("leaves the seas empty, the inland one too", () => {
    expect(seas.features.map(({ geometry }) => codesAt(geometry.coordinates))).toEqual(seas.features.map(() => []));
    const middleOfCaspian = [51.5, 39.5];
    expect(codesAt(middleOfCaspian)).toEqual([]);
    expect(codesAt([69, 48])).toEqual(["KZ"]);
  });
});

test("seas and months are named in all languages", () => {
  for (const { properties } of seas.features) {
    for (const word of ["name", "kk", "az", "ru"]) expect(properties?.[word], properties?.id).toMatch(/\S/);
  }
  expect(Object.keys(intl)).toEqual(["en", "kk", "az", "ru"]);
  // Chromium would answer "M03" and a comma here.
  expect([intl.kk.months[2], intl.kk.group, intl.kk.decimal]).toEqual(["наурыз", "\u00a0", ","]);
  expect([intl.az.months[2], intl.az.group, intl.az.countries.KZ]).toEqual(["mart", ".", "Qazaxıstan"]);
});
