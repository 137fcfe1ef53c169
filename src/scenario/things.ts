// What an id of the dataset is, what it is called, and which subjects of values belong to it.

import type { LoadedDataset } from "../data/index.ts";
import { nearestWords } from "../lib/nearest-word.ts";
import type { CountryCode, LinkId, PlaceId, ServiceId, TerminalId } from "../model/ids.ts";
import type { Border, Link, Place, Tariff, Terminal } from "../model/network.ts";
import type { Touched } from "./scenario.ts";

export type ThingKind =
  | "place"
  | "link"
  | "terminal"
  | "border"
  | "service"
  | "tariff"
  | "water-body"
  | "country"
  | "cause"
  | "corridor"
  | "demand-group"
  | OilKind;

export type OilKind = "oil-place" | "oil-link" | "oil-grade" | "oil-route" | "oil-tank" | "oil-fleet" | "oil-limit";
export const OIL_KINDS: readonly OilKind[] = [
  "oil-place",
  "oil-link",
  "oil-grade",
  "oil-route",
  "oil-tank",
  "oil-fleet",
  "oil-limit",
];

export interface Thing extends Touched {
  readonly kind: ThingKind;
}

const COUNTRY = /^country:([A-Z]{2})$/;
/** A place stands for its terminals, a city for its places: a short chain. */
const EVERYTHING_OF = new Set<ThingKind>(["country", "water-body", "place", "oil-place"]);

/** The thing an id names, or undefined. Countries are `country:CC`. */
export function findThing(dataset: LoadedDataset, id: string): Thing | undefined {
  const country = COUNTRY.exec(id)?.[1];
  if (country !== undefined) {
    const names = dataset.countries.get(country as CountryCode);
    return names && { id, kind: "country", name: names.en };
  }
  const place = dataset.places.get(id as PlaceId);
  if (place) return { id, kind: "place", name: place.names.en };
  const link = dataset.links.get(id as LinkId);
  if (link) return { id, kind: "link", name: linkName(dataset, link) };
  const service = dataset.services.get(id as ServiceId);
  if (service) return { id, kind: "service", name: service.name };
  const terminal = dataset.terminals.get(id as TerminalId);
  if (terminal) return { id, kind: "terminal", name: terminalName(dataset, terminal) };
  const water = dataset.waterBodies.get(id);
  if (water) return { id, kind: "water-body", name: water.name };
  const group = dataset.demandGroups.get(id);
  if (group) return { id, kind: "demand-group", name: group.names.en };
  return inLists(dataset, id);
}

const listsById = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** A list is looked through once, however many ids are asked for. */
function byId<T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  const known = listsById.get(list);
  if (known !== undefined) return known as ReadonlyMap<string, T>;
  const made = new Map<string, T>(list.map((item) => [item.id, item]));
  listsById.set(list, made);
  return made;
}

function inLists(dataset: LoadedDataset, id: string): Thing | undefined {
  const border = byId(dataset.borders).get(id);
  if (border) return { id, kind: "border", name: borderName(dataset, border) };
  const tariff = byId(dataset.tariffs).get(id);
  if (tariff) return { id, kind: "tariff", name: tariffName(dataset, tariff) };
  const cause = dataset.causes.find((candidate) => candidate.id === id);
  if (cause) return { id, kind: "cause", name: cause.name };
  const corridor = dataset.corridors.find((candidate) => candidate.id === id);
  if (corridor) return { id, kind: "corridor", name: corridor.names.en };
  return inOil(dataset, id);
}

/** Oil things of each kind by id, with a name each. */
function oilThings({ oil }: LoadedDataset): readonly (readonly [OilKind, ReadonlyMap<string, Named>])[] {
  return [
    ["oil-place", oil.places],
    ["oil-link", oil.links],
    ["oil-grade", oil.grades],
    ["oil-route", oil.routes],
    ["oil-tank", oil.tanks],
    ["oil-fleet", oil.fleets],
    ["oil-limit", oil.limits],
  ];
}

type Named = { readonly name: string } | { readonly names: { readonly en: string } };

function inOil(dataset: LoadedDataset, id: string): Thing | undefined {
  for (const [kind, things] of oilThings(dataset)) {
    const thing = things.get(id);
    if (thing) return { id, kind, name: "name" in thing ? thing.name : thing.names.en };
  }
  return undefined;
}

/** Ids near a word that names nothing, among things of the kinds given (all when left out). */
export function nearestIds(dataset: LoadedDataset, word: string, kinds?: readonly ThingKind[]): string[] {
  const lists: [ThingKind, Iterable<string>][] = [
    ["place", dataset.places.keys()],
    ["link", dataset.links.keys()],
    ["service", dataset.services.keys()],
    ["terminal", dataset.terminals.keys()],
    ["border", dataset.borders.map(({ id }) => id)],
    ["tariff", dataset.tariffs.map(({ id }) => id)],
    ["water-body", dataset.waterBodies.keys()],
    ["country", [...dataset.countries.keys()].map((code) => `country:${code}`)],
    ["cause", dataset.causes.map(({ id }) => id)],
    ["corridor", dataset.corridors.map(({ id }) => id)],
    ["demand-group", dataset.demandGroups.keys()],
    ...oilThings(dataset).map(([kind, things]): [ThingKind, Iterable<string>] => [kind, things.keys()]),
  ];
  const known = lists.filter(([kind]) => kinds === undefined || kinds.includes(kind)).flatMap(([, ids]) => [...ids]);
  const near = nearestWords(word.slice(0, 100), known);
  if (near.length > 0) return near;
  // A part of the id is what people remember: the word between hyphens.
  const parts = word
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part.length > 3);
  return known.filter((id) => parts.some((part) => id.includes(part))).slice(0, 3);
}

const placeName = (dataset: LoadedDataset, id: string): string =>
  dataset.places.get(id as PlaceId)?.names.en ?? (id === "*" ? "any place" : id);
const countryName = (dataset: LoadedDataset, code: string): string =>
  dataset.countries.get(code as CountryCode)?.en ?? (code === "*" ? "any country" : code);

const WAYS = { rail: "railway", road: "road", sea: "sea lane", "inland-water": "waterway" };

const linkName = (dataset: LoadedDataset, { from, to, mode }: Link): string =>
  `${WAYS[mode]} ${placeName(dataset, from)}–${placeName(dataset, to)}`;

function terminalName(dataset: LoadedDataset, { place, kind, fromMode, toMode }: Terminal): string {
  const words =
    kind === "gauge-change"
      ? "gauge change"
      : kind === "access"
        ? `access to ${toMode}`
        : `${fromMode}–${toMode} terminal`;
  return `${words} at ${placeName(dataset, place)}`;
}

function borderName(dataset: LoadedDataset, { place, fromCountry, toCountry, mode, trainClass }: Border): string {
  const where = place === "*" ? "" : ` at ${placeName(dataset, place)}`;
  const how = [mode === "*" ? "" : mode, trainClass].filter((word) => word !== "").join(", ");
  return `border ${countryName(dataset, fromCountry)}→${countryName(dataset, toCountry)}${where}${how === "" ? "" : ` (${how})`}`;
}

function tariffName(dataset: LoadedDataset, { subject, country, party, kind, cargo }: Tariff): string {
  const of = dataset.services.get(subject as ServiceId)?.name ?? subject;
  const where = country === "" ? "" : ` in ${countryName(dataset, country)}`;
  return `${kind} of ${of}${where}${cargo.length > 0 ? `, ${cargo.join("/")}` : ""}${party === "" ? "" : `, ${party}`}`;
}

/** What a thing stands for, itself first: a place for its terminals, a city for its places, a water for what is on it. */
export function partsOf(dataset: LoadedDataset, thing: Thing): Thing[] {
  const parts = new Map<string, Thing>([[thing.id, thing]]);
  const put = (ids: Iterable<string>) => {
    for (const id of ids) {
      const part = parts.has(id) ? undefined : findThing(dataset, id);
      if (part === undefined) continue;
      parts.set(id, part);
      if (EVERYTHING_OF.has(part.kind)) put(idsWithin(dataset, part));
    }
  };
  put(idsWithin(dataset, thing));
  return [...parts.values()];
}

function idsWithin(dataset: LoadedDataset, { id, kind }: Thing): string[] {
  if (kind === "place") {
    return [
      ...dataset.placesOfCity(id as PlaceId).map((place) => place.id),
      ...dataset.terminalsOf(id as PlaceId).map((terminal) => terminal.id),
    ];
  }
  if (kind === "water-body") {
    const onIt = <T extends { readonly id: string; readonly waterBody?: string }>(things: Iterable<T>) =>
      [...things].filter(({ waterBody }) => waterBody === id).map((thing) => thing.id as string);
    return [
      ...onIt(dataset.places.values()),
      ...onIt(dataset.links.values()),
      ...onIt(dataset.services.values()),
      ...onIt(dataset.oil.links.values()),
      ...onIt(dataset.oil.fleets.values()),
    ];
  }
  if (kind === "oil-place") {
    return [...dataset.oil.places.values()].filter(({ partOf }) => partOf === id).map((place) => place.id);
  }
  if (kind === "country") {
    const code = id.slice("country:".length);
    const inside = (place: PlaceId) => dataset.places.get(place)?.country === code;
    return [
      ...[...dataset.places.values()].filter((place: Place) => place.country === code).map((place) => place.id),
      ...[...dataset.links.values()].filter(({ from, to }) => inside(from) && inside(to)).map((link) => link.id),
    ];
  }
  return [];
}

const subjectsByOwner = new WeakMap<object, Map<string, string[]>>();

/** Subjects of values that belong to a thing: its id, and what is composed of it (`service@CC`, `service#a>b`, `service>a`). */
export function subjectsOf(dataset: LoadedDataset, { id, kind }: Thing): string[] {
  let byOwner = subjectsByOwner.get(dataset.values);
  if (byOwner === undefined) {
    byOwner = new Map();
    const seen = new Set<string>();
    for (const { subject } of dataset.values) {
      if (seen.has(subject)) continue;
      seen.add(subject);
      for (const owner of ownersOf(subject)) {
        const list = byOwner.get(owner);
        if (list === undefined) byOwner.set(owner, [subject]);
        else list.push(subject);
      }
    }
    subjectsByOwner.set(dataset.values, byOwner);
  }
  const owned = byOwner.get(id) ?? [];
  return kind === "country" ? owned : [id, ...owned.filter((subject) => subject !== id)];
}

/** Spares looking through all rows again after some were added that describe nothing new. */
export function carrySubjects(
  before: LoadedDataset,
  after: LoadedDataset,
  added: readonly { readonly subject: string }[],
): void {
  const known = subjectsByOwner.get(before.values);
  if (known === undefined || before.values === after.values) return;
  const isKnown = (subject: string) => ownersOf(subject).every((owner) => known.get(owner)?.includes(subject));
  if (added.every(({ subject }) => isKnown(subject))) subjectsByOwner.set(after.values, known);
}

/** `service@CC` belongs to the service and to the country. */
function ownersOf(subject: string): string[] {
  const at = subject.indexOf("@");
  if (at > 0) return [subject.slice(0, at), `country:${subject.slice(at + 1)}`];
  const end = subject.search(/[#>]/);
  return [end > 0 ? subject.slice(0, end) : subject];
}

/** What a subject of values is called: the name of its owner and the part that is meant. */
export function subjectName(dataset: LoadedDataset, subject: string): string {
  const [owner] = ownersOf(subject);
  const thing = findThing(dataset, owner);
  if (thing === undefined) return subject;
  const rest = subject.slice(owner.length);
  if (rest.startsWith("@")) return `${thing.name} in ${countryName(dataset, rest.slice(1))}`;
  if (rest.startsWith("#"))
    return `${thing.name}, ${rest
      .slice(1)
      .split(">")
      .map((place) => placeName(dataset, place))
      .join("–")}`;
  if (rest.startsWith(">")) return `${thing.name} from ${placeName(dataset, rest.slice(1))}`;
  return thing.name;
}
