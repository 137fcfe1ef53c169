// Is the network of dataset/ what its README says? Cities hold terminals, ships keep to the sea, dates are those of openings
// and not of upgrades, and each path has one corridor. `kopru data check` proves the rest (references, lengths, reachability).

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { describe, expect, it } from "vitest";
import { loadDataset } from "../src/data/index.ts";
import { geodesicKm } from "../src/lib/geodesic.ts";
import type { Link } from "../src/model/network.ts";
import { instant } from "../src/model/units.ts";

const dataset = loadDataset({ base: fileURLToPath(new URL("../dataset", import.meta.url)) });
const linkNamed = (name: string): Link => {
  const link = [...dataset.links.values()].find(({ id }) => id === name);
  if (!link) throw new Error(`no link ${name}`);
  return link;
};

describe("cities and terminals", () => {
  it("gives every city a terminal that links touch", () => {
    const bare = [...dataset.places.values()].filter(
      (place) =>
        place.kind === "city" && !dataset.placesOfCity(place.id).some((inner) => dataset.linksOf(inner.id).length > 0),
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it("attaches no link to a city", () => {
    const wrong = [...dataset.links.values()].filter((link) =>
      [link.from, link.to].some((end) => dataset.places.get(end)?.kind === "city"),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("gives every terminal in a city a road, except where only ships call", () => {
    const withoutRoad = [...dataset.places.values()].filter(
      (place) => place.city !== undefined && !dataset.linksOf(place.id).some(({ mode }) => mode === "road"),
    );
    expect(withoutRoad.map(({ id }) => id).sort()).toEqual(["jebel-ali", "singapore-port"]);
  });

  it("keeps one time in Kazakhstan since March 2024", () => {
    const zones = new Set(
      [...dataset.places.values()].filter(({ country }) => country === "KZ").map(({ timeZone }) => timeZone),
    );
    expect(zones.size).toBeGreaterThan(1);
    const hours = [...zones].map((timeZone) =>
      new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(
        new Date("2026-12-01T00:00:00Z"),
      ),
    );
    expect(new Set(hours)).toEqual(new Set(["05"]));
  });
});

describe("drawn lines", () => {
  /** Harbours, straits and canals are narrower than a map of 1:50 million can show. */
  const NEAR_LAND_KM = 25;
  const NEAR_PORT_KM = 60;
  const STEP_KM = 20;

  it("sends ships across land in the one canal only", () => {
    const rings = loadRings();
    const ashore = [...dataset.links.values()]
      .filter(({ mode }) => mode === "sea")
      .filter((link) => pointsAlong(link, STEP_KM).some((at) => isDeepInLand(rings, at)));
    expect(ashore.map(({ id }) => id)).toEqual(["suez--port-said--sea"]);
  });

  it("draws no line much longer than the way itself", () => {
    const longer = [...dataset.links.values()].filter((link) => {
      const km =
        dataset.listValues(link.id).find(({ attribute, use }) => attribute === "lengthKm" && use === "model")?.value ??
        0;
      return drawnKm(link) > 1.2 * km + 10;
    });
    expect(longer.map(({ id }) => id)).toEqual([]);
  });

  type Point = readonly [number, number];
  const apartKm = (a: Point, b: Point) => geodesicKm({ lon: a[0], lat: a[1] }, { lon: b[0], lat: b[1] });

  function lineOf(link: Link): Point[] {
    const [from, to] = [link.from, link.to].map((end): Point => {
      const place = dataset.places.get(end);
      return [place?.lon ?? 0, place?.lat ?? 0];
    });
    return [from, ...link.via, to];
  }

  const drawnKm = (link: Link): number =>
    lineOf(link).reduce((sum, point, index, line) => (index === 0 ? 0 : sum + apartKm(line[index - 1], point)), 0);

  /** Points every so many kilometres, those near the ends left out. */
  function pointsAlong(link: Link, stepKm: number): Point[] {
    const line = lineOf(link);
    const ends = [line[0], line[line.length - 1]];
    const points = line.slice(1).flatMap((to, index) => {
      const from = line[index];
      const count = Math.max(1, Math.round(apartKm(from, to) / stepKm));
      return Array.from(
        { length: count },
        (_, step): Point => [
          from[0] + ((to[0] - from[0]) * step) / count,
          from[1] + ((to[1] - from[1]) * step) / count,
        ],
      );
    });
    return points.filter((point) => ends.every((end) => apartKm(end, point) > NEAR_PORT_KM));
  }

  interface Outline {
    readonly ring: readonly (readonly number[])[];
    readonly box: readonly [number, number, number, number];
  }

  function loadRings(): Outline[] {
    const topology = createRequire(import.meta.url)("world-atlas/land-50m.json") as Topology<{
      land: GeometryCollection;
    }>;
    return feature(topology, topology.objects.land).features.flatMap(({ geometry }) => {
      const shape = geometry as Polygon | MultiPolygon;
      return (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates).flat().map((ring) => {
        const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
        return { ring, box: [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)] as const };
      });
    });
  }

  /** Even–odd over all rings, so that inland seas count as water; then the distance to the nearest shore. */
  function isDeepInLand(outlines: readonly Outline[], point: Point): boolean {
    const [lon, lat] = point;
    const near = outlines.filter(
      ({ box }) => lon >= box[0] - 1 && lon <= box[1] + 1 && lat >= box[2] - 1 && lat <= box[3] + 1,
    );
    let inside = false;
    let shoreKm = Number.POSITIVE_INFINITY;
    for (const { ring } of near) {
      for (let index = 1; index < ring.length; index++) {
        const [[x1, y1], [x2, y2]] = [ring[index - 1], ring[index]];
        if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
        if (Math.abs(x1 - lon) < 1 && Math.abs(y1 - lat) < 1) shoreKm = Math.min(shoreKm, apartKm([x1, y1], point));
      }
    }
    return inside && shoreKm > NEAR_LAND_KM;
  }
});

describe("states by date", () => {
  const states: readonly (readonly [string, string, string])[] = [
    ["izmit-derince--istanbul-halkali--rail", "2018-06-01", "under-construction"],
    ["izmit-derince--istanbul-halkali--rail", "2021-06-01", "open"],
    ["dostyk--aktogay--rail", "2012-06-01", "open"],
    ["samtredia--poti-port--rail", "2012-06-01", "open"],
    ["akhalkalaki--kartsakhi--rail", "2023-10-01", "suspended"],
    ["gyumri-terminal--kars-terminal--rail", "2026-12-01", "closed"],
    ["julfa-ir--julfa-az--rail", "2026-12-01", "suspended"],
    ["shalkar--beyneu--rail", "2013-06-01", "under-construction"],
    ["zhetygen--kazybek-bek--rail", "2026-01-15", "open"],
    ["moyinty--kyzylzhar--rail", "2026-12-01", "under-construction"],
  ];
  it.each(states)("%s is on %s %s", (link, date, status) => {
    expect(dataset.statusAt(linkNamed(link).id, instant(date))).toBe(status);
  });

  it("dates the second track of Dostyk–Moyinty without closing the first", () => {
    const link = linkNamed("dostyk--aktogay--rail").id;
    const at = (attribute: string, date: string) => dataset.findValue(link, attribute, instant(date))?.value;
    expect([at("tracks", "2019-06-01"), at("tracks", "2026-06-01")]).toEqual([1, 2]);
    expect([at("capacityTrainsPerDay", "2019-06-01"), at("capacityTrainsPerDay", "2026-06-01")]).toEqual([12, 60]);
  });
});

describe("corridors", () => {
  const paths: Readonly<Record<string, readonly string[]>> = {
    "middle-btk": [
      "aktau-port",
      "alat-port",
      "akhalkalaki",
      "akhalkalaki--kartsakhi--rail",
      "kars-terminal",
      "mode:rail",
      "mode:sea",
      "country:KZ",
      "country:AZ",
    ],
    "middle-black-sea": ["kuryk-port", "alat-port", "poti-port", "mode:rail", "mode:sea", "country:KZ", "country:RO"],
    "middle-caspian": ["aktau-port", "alat-port", "mode:rail", "mode:sea", "country:KZ", "country:AZ"],
    "trans-caspian-turkmenbashi": [
      "turkmenbashi-port",
      "alat-port",
      "poti-port",
      "mode:rail",
      "mode:sea",
      "country:TM",
    ],
    "northern-rail": ["brest-by", "mode:rail", "mode:road", "country:RU", "country:BY"],
    "southern-iran": ["sarakhs-ir", "mode:rail", "country:IR", "country:TR"],
    "north-south": ["yalama", "alat-port", "mode:rail", "country:RU", "country:AZ"],
    zangezur: ["aktau-port", "alat-port", "aghband--meghri--rail", "kars-terminal", "mode:rail", "mode:sea"],
    cku: ["makmal", "turkmenbashi-port", "alat-port", "mode:rail", "mode:sea"],
    "sea-suez": ["suez", "poti-port", "mode:sea", "mode:rail"],
    "sea-cape": ["cape-good-hope", "mode:sea", "mode:road"],
    "tir-road": ["mode:road", "country:IR", "country:RU"],
  };
  it.each(Object.keys(paths))("%s alone names its path", (expected) => {
    const passed = new Set(paths[expected]);
    const matching = dataset.corridors.filter(
      ({ mustPass, mustAvoid }) =>
        mustPass.every((any) => any.some((entry) => passed.has(entry))) &&
        !mustAvoid.some((entry) => passed.has(entry)),
    );
    expect(matching.map(({ id }) => id)).toEqual([expected]);
  });

  it("has a path for each corridor here", () => {
    expect(Object.keys(paths).sort()).toEqual(dataset.corridors.map(({ id }) => String(id)).sort());
  });
});
