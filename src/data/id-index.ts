// The one id space of a dataset: which id is what.

import type { LayerRows, Row } from "./parse-layer.ts";

export type ThingKind =
  | "place"
  | "link"
  | "terminal"
  | "border"
  | "service"
  | "tariff"
  | "cargo-unit"
  | "commodity"
  | "water-body"
  | "cause"
  | "closure"
  | "embargo"
  | "condition"
  | "corridor"
  | "emission-factor"
  | "source"
  | "assumption"
  | "fact"
  | "claim"
  | "commitment"
  | "incident"
  | "demand-group"
  | "demand"
  | "count"
  | "oil-place"
  | "oil-link"
  | "oil-grade"
  | "oil-route"
  | "oil-way"
  | "oil-tank"
  | "oil-fleet"
  | "oil-limit"
  | "dataset";

export interface IdIndex {
  /** Kinds of an id; more than one is an error that check-ids.ts reports. */
  readonly kinds: ReadonlyMap<string, readonly ThingKind[]>;
  readonly has: (kind: ThingKind, id: string) => boolean;
  readonly ids: (kinds: readonly ThingKind[]) => string[];
  /** Of a row that was left out because of an error of its own. */
  readonly isLeftOut: (id: string) => boolean;
}

const lists = (rows: LayerRows): readonly (readonly [ThingKind, readonly Row<unknown>[]])[] => [
  ["place", rows.places],
  ["link", rows.links],
  ["terminal", rows.terminals],
  ["border", rows.borders],
  ["service", rows.services],
  ["tariff", rows.tariffs],
  ["cargo-unit", rows.cargoUnits],
  ["commodity", rows.commodities],
  ["water-body", rows.waterBodies],
  ["cause", rows.causes],
  ["closure", rows.closures],
  ["embargo", rows.embargoes],
  ["condition", rows.conditions],
  ["corridor", rows.corridors],
  ["emission-factor", rows.emissionFactors],
  ["source", rows.sources],
  ["assumption", rows.assumptions],
  ["fact", rows.facts],
  ["claim", rows.claims],
  ["commitment", rows.commitments],
  ["incident", rows.incidents],
  ["oil-place", rows.oilPlaces],
  ["oil-link", rows.oilLinks],
  ["oil-grade", rows.oilGrades],
  ["oil-route", rows.oilRoutes],
  ["oil-way", rows.oilWays],
  ["oil-tank", rows.oilTanks],
  ["oil-fleet", rows.oilFleets],
  ["oil-limit", rows.oilLimits],
  ["demand-group", rows.demandGroups],
  ["demand", rows.demand],
  ["count", rows.counts],
];

/** Rows of every kind that has ids in the common space, with their kind. */
export function thingRows(rows: LayerRows): { kind: ThingKind; row: Row<unknown> }[] {
  return lists(rows).flatMap(([kind, list]) => list.map((row) => ({ kind, row })));
}

export function indexIds(
  rows: LayerRows,
  datasetId: string,
  overlayNames: readonly string[],
  leftOut: ReadonlySet<string>,
): IdIndex {
  const kinds = new Map<string, ThingKind[]>();
  const put = (id: string, kind: ThingKind) => {
    const known = kinds.get(id);
    if (known === undefined) kinds.set(id, [kind]);
    else known.push(kind);
  };
  for (const [kind, list] of lists(rows)) for (const row of list) put(row.key, kind);
  if (datasetId !== "") put(datasetId, "dataset");
  for (const name of overlayNames) if (!kinds.get(name)?.includes("source")) put(name, "source");
  return {
    kinds,
    has: (kind, id) => kinds.get(id)?.includes(kind) ?? false,
    ids: (wanted) => [...kinds].filter(([, found]) => found.some((kind) => wanted.includes(kind))).map(([id]) => id),
    isLeftOut: (id) => leftOut.has(id),
  };
}
