// Which place is meant by a text: names in all languages, aliases, UN/LOCODE and ids; ranked search, and a verdict that never
// guesses. Waypoints at sea are no answer: nobody sends cargo there.

import { sphereKm } from "../lib/geodesic.ts";
import { editDistance } from "../lib/nearest-word.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Language, Place } from "../model/network.ts";
import { foldName } from "./fold-name.ts";

const MAX_QUERY = 100;

export interface FindPlacesOptions {
  /** 10 when not given. */
  readonly limit?: number;
  /** Names in this language come first among equal matches. */
  readonly language?: Language;
  /** Among equal matches the nearer comes first; with an empty text it orders all. */
  readonly near?: { readonly lon: number; readonly lat: number };
}

/** Places that match, best first: exact, then beginning, then a word's beginning, then within, then misspelt. */
export function findPlaces(dataset: Dataset, text: string, options: FindPlacesOptions = {}): readonly Place[] {
  return searchPlaces(dataset, text, options).places;
}

/** The same with the number of all matches. An empty text matches every place, the best connected first. */
export function searchPlaces(
  dataset: Dataset,
  text: string,
  options: FindPlacesOptions = {},
): { places: readonly Place[]; total: number } {
  const wanted = compact(foldName(text.slice(0, MAX_QUERY)));
  const index = placeIndex(dataset);
  const match = (rankOfEntry: (entry: Entry) => number): Match[] =>
    index.flatMap((entry) => {
      const rank = rankOfEntry(entry);
      if (rank >= NO_MATCH) return [];
      return [{ entry, rank, awayKm: options.near === undefined ? 0 : sphereKm(entry.place, options.near) }];
    });
  let matches = match((entry) => (wanted === "" ? 0 : rankOf(entry, wanted, text.trim(), options.language)));
  // Misspellings are looked for only when nothing is spelt right.
  if (matches.length === 0 && wanted.length >= 3) matches = match((entry) => fuzzyRank(entry, wanted));
  matches.sort((a, b) => a.rank - b.rank || a.awayKm - b.awayKm || a.entry.order - b.entry.order);
  return { places: matches.slice(0, options.limit ?? 10).map(({ entry }) => entry.place), total: matches.length };
}

export type PlaceResolution =
  | { readonly status: "ok"; readonly place: Place }
  | { readonly status: "unknown"; readonly suggestions: readonly Place[] }
  | { readonly status: "ambiguous"; readonly candidates: readonly Place[] };

/**
 * The one place a text names exactly (case, accents and apostrophes aside). A city stands before its own terminals of the same
 * name; a country after a comma (`Name, CC`) tells namesakes apart.
 */
export function resolvePlace(dataset: Dataset, text: string): PlaceResolution {
  const exact = exactMatches(dataset, text);
  const comma = text.lastIndexOf(",");
  const candidates =
    exact.length > 0 || comma < 0
      ? exact
      : inCountry(dataset, exactMatches(dataset, text.slice(0, comma)), text.slice(comma + 1));
  if (candidates.length === 0) return { status: "unknown", suggestions: findPlaces(dataset, text, { limit: 5 }) };
  const cities = new Set(candidates.filter((place) => place.kind === "city").map((place) => place.id));
  const left = candidates.filter((place) => place.city === undefined || !cities.has(place.city));
  return left.length === 1 ? { status: "ok", place: left[0] } : { status: "ambiguous", candidates: left };
}

function inCountry(dataset: Dataset, places: readonly Place[], country: string): Place[] {
  const wanted = compact(foldName(country));
  return places.filter((place) => {
    const names = Object.values(dataset.countries.get(place.country) ?? {});
    return [place.country, ...names].some((name) => compact(foldName(name)) === wanted);
  });
}

/** An id or a UN/LOCODE stands before all names. */
function exactMatches(dataset: Dataset, text: string): Place[] {
  const wanted = compact(foldName(text.slice(0, MAX_QUERY)));
  if (wanted === "") return [];
  const entries = placeIndex(dataset);
  const byCode = entries.filter(
    (entry) => entry.place.id === text.trim().toLowerCase() || entry.codes.includes(wanted),
  );
  const found =
    byCode.length > 0 ? byCode : entries.filter((entry) => entry.names.some((name) => name.compact === wanted));
  return found.map((entry) => entry.place);
}

interface Entry {
  readonly place: Place;
  /** UN/LOCODE and id, folded. */
  readonly codes: readonly string[];
  readonly names: readonly { readonly folded: string; readonly compact: string; readonly language?: Language }[];
  /** Position among equal matches: cities, then the best connected. */
  readonly order: number;
}

interface Match {
  readonly entry: Entry;
  readonly rank: number;
  readonly awayKm: number;
}

const NO_MATCH = 100;
/** Words are joined, so that it does not matter whether a name is written as one word or two. */
const compact = (folded: string): string => folded.replaceAll(" ", "");

const indexes = new WeakMap<Dataset, readonly Entry[]>();

function placeIndex(dataset: Dataset): readonly Entry[] {
  let index = indexes.get(dataset);
  if (index === undefined) {
    const places = [...dataset.places.values()].filter((place) => place.kind !== "sea-waypoint");
    const weight = (place: Place) =>
      (place.kind === "city" ? 1000 : 0) +
      dataset.linksOf(place.id).length +
      3 * dataset.terminalsOf(place.id).length +
      5 * dataset.placesOfCity(place.id).length;
    const weighed = places
      .map((place) => ({ place, weight: weight(place) }))
      .sort((a, b) => b.weight - a.weight || (a.place.id < b.place.id ? -1 : 1));
    index = weighed.map(({ place }, order) => toEntry(place, order));
    indexes.set(dataset, index);
  }
  return index;
}

function toEntry(place: Place, order: number): Entry {
  const languages = ["en", "kk", "az", "ru"] as const;
  const named = [
    ...languages.map((language) => ({ text: place.names[language], language })),
    ...[place.localName ?? "", ...place.aliases].map((text) => ({ text })),
  ];
  const names = new Map<string, Entry["names"][number]>();
  for (const { text, ...rest } of named) {
    const folded = foldName(text);
    if (folded !== "" && !names.has(folded)) names.set(folded, { folded, compact: compact(folded), ...rest });
  }
  return {
    place,
    codes: [place.unlocode?.toLowerCase() ?? "", place.id.replaceAll("-", "")].filter((code) => code !== ""),
    names: [...names.values()],
    order,
  };
}

/** Lower is better; NO_MATCH when nothing fits. */
function rankOf(entry: Entry, wanted: string, text: string, language: Language | undefined): number {
  if (entry.place.id === text || entry.codes.includes(wanted)) return 0;
  let best = NO_MATCH;
  for (const name of entry.names) {
    const preferred = name.language === language ? 0 : 1;
    if (name.compact === wanted) best = Math.min(best, 2 + preferred);
    else if (name.compact.startsWith(wanted)) best = Math.min(best, 6 + preferred);
    else if (name.folded.includes(` ${wanted}`)) best = Math.min(best, 12 + preferred);
    else if (wanted.length >= 3 && name.compact.includes(wanted)) best = Math.min(best, 20 + preferred);
  }
  if (best < NO_MATCH) return best;
  return entry.codes.some((code) => code.startsWith(wanted)) ? 16 : NO_MATCH;
}

/** One wrong letter in words of up to five, two in eight, three in longer ones; in the whole name, a word of it, or its beginning. */
function fuzzyRank(entry: Entry, wanted: string): number {
  let allowed = wanted.length <= 5 ? 1 : wanted.length <= 8 ? 2 : 3;
  let best = NO_MATCH;
  for (const name of entry.names) {
    const words = name.folded === name.compact ? [] : name.folded.split(" ");
    for (const candidate of [name.compact, name.compact.slice(0, wanted.length), ...words]) {
      const distance = editDistance(wanted, candidate, allowed);
      if (distance > allowed) continue;
      best = distance;
      allowed = distance - 1;
      if (allowed < 0) return best;
    }
  }
  return best;
}
