// The program knows no corridor: no name, alias or id of a place, no country and no water of dataset/ stands in src/, comments
// and texts of the web app included. What the app shows of places comes from data.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { loadDataset } from "../src/data/index.ts";

/** Data that is made, not written: the base map and the names of countries and seas in it, from public sources. */
const MADE = ["src/web/generated", "src/web/public"];

/** Words that are a name and something else, with what else they are. */
const ALSO_ORDINARY: Readonly<Record<string, string>> = {
  pop: "what a heap does; a town by its short name",
  өзен: "Kazakh for river, a mode of transport; a town",
};

const texts = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (MADE.includes(file)) return [];
    if (entry.isDirectory()) return texts(file);
    return /\.(ts|tsx|css|html|json|svg)$/.test(entry.name) ? [file] : [];
  });

/** Everything that names a place, a country or a water of the dataset. */
function namesOfPlaces(): Set<string> {
  const { places, countries, waterBodies } = loadDataset({ base: "dataset" });
  const names = [
    ...[...places.values()].flatMap((place) => [
      place.id,
      ...Object.values(place.names),
      place.localName ?? "",
      ...place.aliases,
    ]),
    ...[...countries.values()].flatMap((country) => Object.values(country)),
    ...[...waterBodies.values()].flatMap(({ id, name }) => [id, name]),
  ];
  return new Set(names.map((name) => name.toLowerCase()).filter((name) => name.length > 2));
}

/** Whole words only: `Van` is not in `advance`. */
const wordsOf = (names: Iterable<string>): RegExp => {
  const escaped = [...names].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${escaped.sort((a, b) => b.length - a.length).join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
};

const findIn = (text: string, pattern: RegExp): string[] => {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => [...line.matchAll(pattern)].map(([found]) => `${i + 1}: ${found}`));
};

it("no name of a place, country or water stands in src/", () => {
  const names = namesOfPlaces();
  expect(names.size).toBeGreaterThan(1000);
  for (const word of Object.keys(ALSO_ORDINARY)) names.delete(word);
  const pattern = wordsOf(names);
  const found = texts("src").flatMap((file) =>
    findIn(readFileSync(file, "utf8"), pattern).map((hit) => `${file}:${hit}`),
  );
  expect(found).toEqual([]);
});

it("a planted name would be found: in any case, in an id, in another script, and never inside another word", () => {
  const pattern = wordsOf(["van", "port-a", "порт"]);
  const hits = (text: string) => findIn(text, pattern);
  expect(hits("const x = 1; // by way of VAN\n'port-a--port-b--sea'\nв Порт")).toEqual([
    "1: VAN",
    "2: port-a",
    "3: Порт",
  ]);
  expect(hits("advance caravan port-abc портовый")).toEqual([]);
});
