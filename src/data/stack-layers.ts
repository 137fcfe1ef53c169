// Lays parsed layers on top of each other: a later layer's row replaces an earlier one with the same key, value and status
// rows add up and the later layer wins where both hold. The result is the Dataset that engines read.

import { createHash } from "node:crypto";
import type { Dataset, DatasetLayer } from "../model/dataset.ts";
import type { ConnectivityRule, Incident, PublishedLength, ValidationRow } from "../model/evidence.ts";
import type { Value } from "../model/facts.ts";
import type { CountryCode, PlaceId } from "../model/ids.ts";
import type { Link, Names, Place, Terminal } from "../model/network.ts";
import { toUsdWith } from "./money.ts";
import type { LayerRows, ParsedLayer, Row } from "./parse-layer.ts";
import type { ClosureRow } from "./parse-rules.ts";
import type { DatasetHeader } from "./parse-yaml.ts";
import { indexStatuses } from "./status-index.ts";
import { indexValues } from "./value-index.ts";

/** A dataset with what only checks, studies and exports read beside the network. */
export interface LoadedDataset extends Dataset {
  readonly closures: readonly ClosureRow[];
  /** Customs or economic union of a country, where it is in one: no procedure at borders inside it. */
  readonly unions: ReadonlyMap<CountryCode, string>;
  readonly publishedLengths: readonly PublishedLength[];
  readonly connectivity: readonly ConnectivityRule[];
  readonly incidents: readonly Incident[];
  readonly validation: readonly ValidationRow[];
  /** Rows of use `model` for an attribute, whenever they hold, in order of precedence: findValue gives the first that holds. */
  valuesInOrder(subject: string, attribute: string): readonly Value[];
}

const NO_HEADER: DatasetHeader = {
  id: "",
  title: "",
  version: "",
  licence: "",
  attribution: "",
  priceYear: 2025,
  defaultDate: "2025-01-01",
  examples: [],
};

/** One list per kind, later layers' rows in place of earlier ones with the same key. */
export function stackRows(layers: readonly ParsedLayer[]): LayerRows {
  const kinds = Object.keys(layers[0].rows) as (keyof LayerRows)[];
  const stacked: Partial<Record<keyof LayerRows, Row<unknown>[]>> = {};
  for (const kind of kinds) stacked[kind] = stackKind(layers.map((layer) => layer.rows[kind]));
  return stacked as LayerRows;
}

function stackKind(lists: readonly Row<unknown>[][]): Row<unknown>[] {
  if (lists.length === 1) return lists[0];
  const rows: Row<unknown>[] = [];
  const position = new Map<string, number>();
  for (const row of lists.flat()) {
    const earlier = row.key === "" ? undefined : position.get(row.key);
    if (earlier === undefined) {
      if (row.key !== "") position.set(row.key, rows.length);
      rows.push(row);
    } else rows[earlier] = row;
  }
  return rows;
}

/** The dataset of stacked rows, with its indexes. */
export function toDataset(layers: readonly ParsedLayer[], rows: LayerRows): LoadedDataset {
  const header = layers[0].header ?? NO_HEADER;
  const values = indexValues(rows.values);
  const statuses = indexStatuses([...rows.statuses, ...rows.oilStatuses]);
  const exchangeRates = itemsOf(rows.exchangeRates);
  const deflators = new Map(rows.deflators.map(({ item }) => [item.year, item.index]));
  const datasetLayers = layers.map(
    ({ name, title, version, hash, kind }): DatasetLayer => ({ name, title, version, hash, kind }),
  );
  return {
    ...header,
    layers: datasetLayers,
    hash: hashOf(datasetLayers),
    countries: new Map<CountryCode, Names>(rows.countries.map(({ item }) => [item.code, item.names])),
    unions: new Map(rows.countries.filter(({ item }) => item.union !== "").map(({ item }) => [item.code, item.union])),
    places: byId(rows.places),
    links: byId(rows.links),
    terminals: byId(rows.terminals),
    borders: itemsOf(rows.borders),
    services: byId(rows.services),
    tariffs: itemsOf(rows.tariffs),
    cargoUnits: byId(rows.cargoUnits),
    commodities: byId(rows.commodities),
    waterBodies: byId(rows.waterBodies),
    causes: itemsOf(rows.causes),
    closures: itemsOf(rows.closures),
    embargoes: itemsOf(rows.embargoes),
    conditions: itemsOf(rows.conditions),
    corridors: itemsOf(rows.corridors),
    emissionFactors: itemsOf(rows.emissionFactors),
    exchangeRates,
    deflators,
    sources: byId([...overlaySources(layers), ...rows.sources]),
    assumptions: byId(rows.assumptions),
    facts: byId(rows.facts),
    claims: itemsOf(rows.claims),
    commitments: itemsOf(rows.commitments),
    oil: {
      places: byId(rows.oilPlaces),
      links: byId(rows.oilLinks),
      grades: byId(rows.oilGrades),
      routes: byId(rows.oilRoutes),
      ways: byId(rows.oilWays),
      tanks: byId(rows.oilTanks),
      fleets: byId(rows.oilFleets),
      limits: byId(rows.oilLimits),
      statuses: itemsOf(rows.oilStatuses),
    },
    demandGroups: byId(rows.demandGroups),
    demand: itemsOf(rows.demand),
    counts: itemsOf(rows.counts),
    delayFunctions: byId(rows.delayFunctions),
    publishedLengths: itemsOf(rows.publishedLengths),
    connectivity: itemsOf(rows.connectivity),
    incidents: itemsOf(rows.incidents),
    validation: itemsOf(rows.validation),
    values: itemsOf(rows.values),
    ...lookups({ links: itemsOf(rows.links), terminals: itemsOf(rows.terminals), places: itemsOf(rows.places) }),
    findValue: values.find,
    listValues: values.list,
    valuesInOrder: values.inOrder,
    statusAt: statuses.at,
    statusPeriods: statuses.periods,
    toUsd: toUsdWith({ exchangeRates, deflators, priceYear: header.priceYear }),
  };
}

const itemsOf = <T>(rows: readonly Row<T>[]): T[] => rows.map((row) => row.item);

function byId<T extends { readonly id: string }>(rows: readonly { readonly item: T }[]): Map<T["id"], T> {
  return new Map(rows.map(({ item }) => [item.id, item]));
}

/** Each overlay is a source of its own, so that a rate card can say `source:NAME-OF-THE-OVERLAY` and nothing more. */
function overlaySources(layers: readonly ParsedLayer[]) {
  return layers
    .filter((layer) => layer.kind === "overlay")
    .map((layer) => ({
      item: {
        id: layer.name,
        publisher: layer.title,
        title: `Overlay ${layer.name}`,
        url: "",
        published: "",
        accessed: "",
        licence: "private",
      },
    }));
}

/** What lies at a place, found by the place. */
export function lookups({
  links,
  terminals,
  places,
}: Things): Pick<Dataset, "linksOf" | "terminalsOf" | "placesOfCity"> {
  const linksOf = new Map<PlaceId, Link[]>();
  const terminalsOf = new Map<PlaceId, Terminal[]>();
  const placesOfCity = new Map<PlaceId, Place[]>();
  for (const link of links) {
    add(linksOf, link.from, link);
    add(linksOf, link.to, link);
  }
  for (const terminal of terminals) add(terminalsOf, terminal.place, terminal);
  for (const place of places) {
    if (place.city !== undefined) add(placesOfCity, place.city, place);
  }
  return {
    linksOf: (place) => linksOf.get(place) ?? [],
    terminalsOf: (place) => terminalsOf.get(place) ?? [],
    placesOfCity: (city) => placesOfCity.get(city) ?? [],
  };
}

interface Things {
  readonly links: Iterable<Link>;
  readonly terminals: Iterable<Terminal>;
  readonly places: Iterable<Place>;
}

function add<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function hashOf(layers: readonly DatasetLayer[]): string {
  const hash = createHash("sha256");
  for (const { kind, name, hash: inner } of layers) hash.update(`${kind} ${name} ${inner}\n`);
  return hash.digest("hex");
}
