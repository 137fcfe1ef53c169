// Writes src/web/public/map/countries.json and seas.json: the land the map draws and the names on the water. Land is Natural
// Earth 1:50m (public domain) as packed by world-atlas, thinned out where the corridors do not run; names are ICU's.
// Boundaries are Natural Earth's, which shows who controls a territory de facto; areas without an ISO code carry no name.
// `--check` compares instead of writing; exit code 1 when a file is stale.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "..");
const FOLDER = path.join(ROOT, "src", "web", "public", "map");
const LANGUAGES = ["kk", "az", "ru"];
/** Where the corridors run, in degrees: kept as fine as the source. */
const CORE = { west: 5, south: 24, east: 125, north: 58 };
/** Elsewhere a line may be off by so much, and islands smaller than so much (square degrees) are left out. */
const COARSE_DEGREES = 0.12;
const SMALLEST_ISLAND = 0.06;
/** Coordinates are written in steps of so many degrees, about a kilometre. */
const STEP = 0.01;
/** Natural Earth's southernmost feature is not needed and takes much room. */
const LEFT_OUT = new Set(["010"]);

/** Names on the water, at points chosen by hand; `size` 1 shows first. Names as used in each language. */
const SEAS = [
  ["caspian", 50.6, 41.9, 1, "Caspian Sea", "Каспий теңізі", "Xəzər dənizi", "Каспийское море"],
  ["black", 34.5, 43.3, 1, "Black Sea", "Қара теңіз", "Qara dəniz", "Чёрное море"],
  ["mediterranean", 18.5, 34.6, 1, "Mediterranean Sea", "Жерорта теңізі", "Aralıq dənizi", "Средиземное море"],
  ["azov", 36.6, 46.1, 3, "Sea of Azov", "Азов теңізі", "Azov dənizi", "Азовское море"],
  ["marmara", 28.1, 40.7, 3, "Sea of Marmara", "Мәрмәр теңізі", "Mərmərə dənizi", "Мраморное море"],
  ["aegean", 25.1, 38.6, 3, "Aegean Sea", "Эгей теңізі", "Egey dənizi", "Эгейское море"],
  ["adriatic", 16.0, 42.9, 3, "Adriatic Sea", "Адриат теңізі", "Adriatik dənizi", "Адриатическое море"],
  ["red", 38.2, 20.5, 2, "Red Sea", "Қызыл теңіз", "Qırmızı dəniz", "Красное море"],
  ["gulf", 51.4, 27.0, 2, "Persian Gulf", "Парсы шығанағы", "İran körfəzi", "Персидский залив"],
  ["aden", 48.0, 12.2, 3, "Gulf of Aden", "Аден шығанағы", "Ədən körfəzi", "Аденский залив"],
  ["arabian", 63.5, 15.5, 2, "Arabian Sea", "Араб теңізі", "Ərəb dənizi", "Аравийское море"],
  ["bengal", 88.5, 14.5, 2, "Bay of Bengal", "Бенгал шығанағы", "Benqal körfəzi", "Бенгальский залив"],
  [
    "south-china",
    113.8,
    14.0,
    2,
    "South China Sea",
    "Оңтүстік Қытай теңізі",
    "Cənubi Çin dənizi",
    "Южно-Китайское море",
  ],
  ["east-china", 124.8, 29.2, 3, "East China Sea", "Шығыс Қытай теңізі", "Şərqi Çin dənizi", "Восточно-Китайское море"],
  ["yellow", 123.2, 35.8, 3, "Yellow Sea", "Сары теңіз", "Sarı dəniz", "Жёлтое море"],
  ["north", 3.2, 56.3, 2, "North Sea", "Солтүстік теңіз", "Şimal dənizi", "Северное море"],
  ["baltic", 19.4, 57.3, 2, "Baltic Sea", "Балтық теңізі", "Baltik dənizi", "Балтийское море"],
  ["indian", 76.0, -14.0, 1, "Indian Ocean", "Үнді мұхиты", "Hind okeanı", "Индийский океан"],
  ["atlantic", -14.0, -8.0, 1, "Atlantic Ocean", "Атлант мұхиты", "Atlantik okean", "Атлантический океан"],
];

const inCore = ([lon, lat]) => lon >= CORE.west && lon <= CORE.east && lat >= CORE.south && lat <= CORE.north;

/** Absolute degrees of every arc of a quantised topology. */
function decodeArcs({ arcs, transform }) {
  const [scaleX, scaleY] = transform.scale;
  const [left, bottom] = transform.translate;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scaleX + left, y * scaleY + bottom];
    });
  });
}

/** Douglas and Peucker 1973: drops points nearer than `tolerance` to the line that stays. Ends stay, so borders still meet. */
function thin(points, tolerance) {
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const stack = [[0, points.length - 1]];
  while (stack.length > 0) {
    const [first, last] = stack.pop();
    let worst = -1;
    let far = tolerance;
    for (let i = first + 1; i < last; i++) {
      const distance = distanceToSegment(points[i], points[first], points[last]);
      if (distance > far) {
        far = distance;
        worst = i;
      }
    }
    if (worst === -1) continue;
    keep[worst] = 1;
    stack.push([first, worst], [worst, last]);
  }
  return points.filter((_, i) => keep[i] === 1);
}

function distanceToSegment([x, y], [ax, ay], [bx, by]) {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Square degrees of a ring of arcs, by the shoelace formula. */
function ringArea(ring, arcs) {
  const points = pointsOf(ring, arcs);
  let twice = 0;
  for (let i = 0; i < points.length; i++) {
    const [ax, ay] = points[i];
    const [bx, by] = points[(i + 1) % points.length];
    twice += ax * by - bx * ay;
  }
  return Math.abs(twice / 2);
}

const sizeOf = ({ type, arcs: parts }, arcs) =>
  Math.max(...(type === "Polygon" ? [parts] : parts).map(([outer]) => ringArea(outer, arcs)));

/** Whether one of two geometries of the same state is the main one. */
const larger = (a, atA, b, atB, arcs) => atA !== atB && sizeOf(a, arcs) > sizeOf(b, arcs);

const arcsOf = (ring) => ring.map((index) => (index < 0 ? ~index : index));

const pointsOf = (ring, arcs) => ring.flatMap((index) => (index < 0 ? [...arcs[~index]].reverse() : arcs[index]));

/**
 * The source closes polygons across the 180th meridian by a jump of 360 degrees, which a flat map draws as a band around the
 * world. Such polygons go on beyond 180 instead; their arcs touch no other country.
 */
function openAcrossDateLine(countries, arcs) {
  const crossing = new Set();
  for (const { type, arcs: parts } of countries) {
    for (const ring of (type === "Polygon" ? [parts] : parts).flat()) {
      const points = pointsOf(ring, arcs);
      const jumps = points.some(([lon], i) => Math.abs(lon - points[(i + 1) % points.length][0]) > 180);
      if (jumps) for (const index of arcsOf(ring)) crossing.add(index);
    }
  }
  return arcs.map((arc, index) =>
    crossing.has(index) ? arc.map(([lon, lat]) => [lon < 0 ? lon + 360 : lon, lat]) : arc,
  );
}

/** The polygons of a country that are drawn: all that touch the core, and elsewhere the larger ones. */
function polygonsOf(geometry, arcs) {
  const all = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
  const drawn = all.filter(
    ([outer]) => arcsOf(outer).some((index) => arcs[index].some(inCore)) || ringArea(outer, arcs) >= SMALLEST_ISLAND,
  );
  return drawn.length > 0 ? drawn : all.slice(0, 1);
}

/** Two letters of a numeric ISO 3166 code, as CLDR's territory aliases have them; empty without one. */
function alphaCode(numeric) {
  if (numeric === undefined) return "";
  const code = new Intl.Locale(`und-${numeric}`).region ?? "";
  return /^[A-Z]{2}$/.test(code) ? code : "";
}

function properties(code) {
  if (code === "") return { code, name: "" };
  const name = (language) => new Intl.DisplayNames([language], { type: "region" }).of(code);
  return { code, name: name("en"), ...Object.fromEntries(LANGUAGES.map((language) => [language, name(language)])) };
}

/** Steps from point to point in whole units; points that fall together are dropped. */
function encodeArc(points) {
  const steps = [];
  let x = 0;
  let y = 0;
  for (const [lon, lat] of points) {
    const dx = Math.round(lon / STEP) - x;
    const dy = Math.round(lat / STEP) - y;
    if (steps.length > 0 && dx === 0 && dy === 0) continue;
    steps.push([dx, dy]);
    x += dx;
    y += dy;
  }
  if (steps.length === 1) steps.push([0, 0]);
  return steps;
}

function makeCountries() {
  const source = JSON.parse(readFileSync(path.join(ROOT, "node_modules/world-atlas/countries-50m.json"), "utf8"));
  const countries = source.objects.countries.geometries.filter((country) => !LEFT_OUT.has(country.id));
  const fine = openAcrossDateLine(countries, decodeArcs(source));
  const arcs = fine.map((arc) => (arc.some(inCore) ? arc : thin(arc, COARSE_DEGREES)));
  const drawn = countries
    // A few outlying reefs carry their state's code once more; one label each is enough.
    .filter(
      ({ id }, at, all) =>
        id === undefined || !all.some((other, index) => other.id === id && larger(other, index, all[at], at, fine)),
    )
    .map((country) => ({ ...country, polygons: polygonsOf(country, fine) }));
  const used = [...new Set(drawn.flatMap(({ polygons }) => polygons.flat().flatMap(arcsOf)))].sort((a, b) => a - b);
  const position = new Map(used.map((index, at) => [index, at]));
  const renumber = (ring) => ring.map((index) => (index < 0 ? ~position.get(~index) : position.get(index)));
  const geometries = drawn.map(({ id, polygons }) => ({
    type: "MultiPolygon",
    arcs: polygons.map((rings) => rings.map(renumber)),
    properties: properties(alphaCode(id)),
  }));
  return `${JSON.stringify({
    type: "Topology",
    transform: { scale: [STEP, STEP], translate: [0, 0] },
    objects: { countries: { type: "GeometryCollection", geometries } },
    arcs: used.map((index) => encodeArc(arcs[index])),
    // The edition of the names; `--check` does not judge by another one.
    cldr: process.versions.cldr,
  })}\n`;
}

function makeSeas() {
  const features = SEAS.map(([id, lon, lat, size, name, kk, az, ru]) => ({
    type: "Feature",
    properties: { id, size, name, kk, az, ru },
    geometry: { type: "Point", coordinates: [lon, lat] },
  }));
  return `${JSON.stringify({ type: "FeatureCollection", features }, null, 1)}\n`;
}

function main() {
  const files = { "countries.json": makeCountries(), "seas.json": makeSeas() };
  if (!process.argv.includes("--check")) {
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(FOLDER, file), text);
    return 0;
  }
  const read = (file) => readFileSync(path.join(FOLDER, file), "utf8");
  const edition = JSON.parse(read("countries.json")).cldr;
  if (edition !== process.versions.cldr) {
    process.stderr.write(`made with CLDR ${edition}, this Node has ${process.versions.cldr}: not compared\n`);
    return 0;
  }
  const stale = Object.entries(files).filter(([file, text]) => read(file) !== text);
  for (const [file] of stale) process.stderr.write(`${file} of the map is stale: run node scripts/make-map.mjs\n`);
  return stale.length > 0 ? 1 : 0;
}

process.exit(main());
