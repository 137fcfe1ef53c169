// The oil layer of a dataset: where oil comes from, by which ways it may leave, and what limits it. Numbers are ordinary
// values, standing and closures ordinary status and closure rows, all by id in the one id space.

import type { CountryCode, PlaceId } from "./ids.ts";
import type { Names, StatusPeriod } from "./network.ts";

export type OilPlaceKind = "oil-field" | "oil-station" | "oil-terminal" | "mooring" | "refinery" | "oil-market";
export const OIL_PLACE_KINDS: readonly OilPlaceKind[] = [
  "oil-field",
  "oil-station",
  "oil-terminal",
  "mooring",
  "refinery",
  "oil-market",
];

export interface OilPlace {
  readonly id: string;
  readonly kind: OilPlaceKind;
  readonly country: CountryCode;
  readonly lat: number;
  readonly lon: number;
  readonly names: Names;
  /** The freight place in which it lies: closing that closes this. */
  readonly at?: PlaceId;
  /** The place of which this is one of several parts that work side by side: the parts' capacities add up. */
  readonly partOf?: string;
  /** Grade of the oil a field gives. */
  readonly grade?: string;
  readonly positionSource: string;
  readonly note: string;
}

export type OilMode = "pipeline" | "tanker" | "rail";
export const OIL_MODES: readonly OilMode[] = ["pipeline", "tanker", "rail"];

/** Runs from `from` to `to`; a line that is used both ways has two rows. */
export interface OilLink {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly mode: OilMode;
  readonly operator: string;
  /** Whose charges fall due in which country; empty: of the place it starts from. */
  readonly country: CountryCode | "";
  /** Countries crossed between the ends' own. */
  readonly crosses: readonly CountryCode[];
  /** Tankers that sail it, any of them. */
  readonly fleets: readonly string[];
  readonly waterBody?: string;
  readonly via: readonly (readonly [number, number])[];
  readonly note: string;
}

/** Under which name oil is sold or delivered: the price is the benchmark's and a differential. */
export interface OilGrade {
  readonly id: string;
  readonly name: string;
  /** The grade that is priced itself; empty for the benchmark. */
  readonly benchmark: string;
  readonly note: string;
}

export type OilRouteKind = "export" | "domestic" | "background";

/** What a table of exports calls a route; its ways lead there from the fields. */
export interface OilRoute {
  readonly id: string;
  readonly kind: OilRouteKind;
  readonly names: Names;
  /** Grade as which its oil is sold. */
  readonly grade: string;
  /** A bank settles differences of quality between those who ship. */
  readonly qualityBank: boolean;
  readonly note: string;
}

/** From one field along links in order. */
export interface OilWay {
  readonly id: string;
  readonly route: string;
  readonly field: string;
  readonly links: readonly string[];
  readonly note: string;
}

export interface OilTank {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly note: string;
}

/** Tankers that work alike. */
export interface OilFleet {
  readonly id: string;
  readonly name: string;
  readonly operator: string;
  readonly waterBody?: string;
  readonly note: string;
}

export type OilLimitKind = "quality-cap" | "contract" | "quota" | "supply-duty";

/** A limit that no pipe sets: of ways that match all of `fields`, `routes`, `links` (any of each; empty means all). */
export interface OilLimit {
  readonly id: string;
  readonly kind: OilLimitKind;
  readonly name: string;
  readonly party: string;
  readonly fields: readonly string[];
  readonly routes: readonly string[];
  readonly links: readonly string[];
  /** Days over which it is counted. */
  readonly windowDays: number;
  readonly note: string;
}

export interface OilLayer {
  readonly places: ReadonlyMap<string, OilPlace>;
  readonly links: ReadonlyMap<string, OilLink>;
  readonly grades: ReadonlyMap<string, OilGrade>;
  readonly routes: ReadonlyMap<string, OilRoute>;
  readonly ways: ReadonlyMap<string, OilWay>;
  readonly tanks: ReadonlyMap<string, OilTank>;
  readonly fleets: ReadonlyMap<string, OilFleet>;
  readonly limits: ReadonlyMap<string, OilLimit>;
  readonly statuses: readonly StatusPeriod[];
}
