// The nouns of a corridor as they stand in a dataset. Plain values, no lookups by reference the other way round:
// a link knows its places; "links of this place" is an index (src/data).

import type {
  BorderId,
  CauseId,
  CorridorId,
  CountryCode,
  LinkId,
  PlaceId,
  ServiceId,
  TariffId,
  TerminalId,
} from "./ids.ts";

export type Language = "en" | "kk" | "az" | "ru";
/** Names by language; English is always there. */
export type Names = Readonly<Record<Language, string>>;

export type Mode = "rail" | "road" | "sea" | "inland-water";
export const MODES: readonly Mode[] = ["rail", "road", "sea", "inland-water"];
/** Track gauge in millimetres; 0 where the mode has none. */
export type Gauge = 0 | 1435 | 1520;
export type TrainClass = "block" | "wagonload" | "";
export type CargoKind = "20ft" | "40ft" | "40hc" | "truck" | "wagon";
export const CARGO_KINDS: readonly CargoKind[] = ["20ft", "40ft", "40hc", "truck", "wagon"];

export type PlaceKind =
  | "city"
  | "seaport"
  | "dry-port"
  | "inland-terminal"
  | "rail-junction"
  | "border-crossing"
  | "sea-waypoint";

export interface Place {
  readonly id: PlaceId;
  readonly kind: PlaceKind;
  readonly country: CountryCode;
  /** The city that contains this terminal, when it lies in one. */
  readonly city?: PlaceId;
  readonly lat: number;
  readonly lon: number;
  readonly unlocode?: string;
  readonly iata?: string;
  readonly waterBody?: string;
  /** IANA zone, for timetables and display. */
  readonly timeZone: string;
  readonly names: Names;
  readonly localName?: string;
  readonly aliases: readonly string[];
  readonly positionSource: string;
  /** How far off the position may be, in kilometres, where that is more than a few. */
  readonly positionDoubtKm?: number;
  readonly note: string;
}

export interface Link {
  readonly id: LinkId;
  readonly from: PlaceId;
  readonly to: PlaceId;
  readonly mode: Mode;
  /** Empty for modes without a gauge; both for a stub with both. */
  readonly gauges: readonly Gauge[];
  readonly operator: string;
  readonly waterBody?: string;
  readonly oneWay: boolean;
  /** Points between the ends, [lon, lat], for drawing only. */
  readonly via: readonly (readonly [number, number])[];
  readonly note: string;
}

export type Status = "open" | "under-construction" | "planned" | "closed" | "suspended";

export interface StatusPeriod {
  /** A link or a service. */
  readonly subject: string;
  readonly status: Status;
  /** ISO dates; absent means from the beginning, or without end. */
  readonly from?: string;
  readonly to?: string;
  readonly source: string;
  readonly note: string;
}

export interface Terminal {
  readonly id: TerminalId;
  readonly place: PlaceId;
  readonly kind: "transhipment" | "gauge-change" | "access";
  readonly fromMode: Mode | "ground";
  readonly fromGauge: Gauge;
  readonly toMode: Mode;
  readonly toGauge: Gauge;
  readonly cargo: readonly CargoKind[];
  readonly operator: string;
  readonly note: string;
}

export interface Border {
  readonly id: BorderId;
  /** `*` for any crossing between the two countries. */
  readonly place: PlaceId | "*";
  readonly fromCountry: CountryCode | "*";
  readonly toCountry: CountryCode | "*";
  readonly mode: Mode | "*";
  readonly trainClass: TrainClass;
  readonly note: string;
}

export type Departures = "on-demand" | "headway" | "timetable" | "sail-when-full";

export interface Service {
  readonly id: ServiceId;
  readonly kind: "network" | "line";
  readonly mode: Mode;
  readonly gauge: Gauge;
  readonly trainClass: TrainClass;
  readonly operator: string;
  /** Calls of a line in order; empty for a network service. */
  readonly stops: readonly PlaceId[];
  readonly bothWays: boolean;
  /** Countries a network service runs in; empty means everywhere. */
  readonly countries: readonly CountryCode[];
  readonly departures: Departures;
  /** Weekly departures at the first stop of the direction: day 0 = Monday, hour of local day. */
  readonly timetable: readonly { readonly day: number; readonly hour: number }[];
  readonly timeZone: string;
  readonly cargo: readonly CargoKind[];
  readonly waterBody?: string;
  readonly causes: readonly CauseId[];
  /** In English; `names` in every language. */
  readonly name: string;
  readonly names: Names;
  readonly note: string;
}

export type CostKind = "line-haul" | "handling" | "border" | "storage" | "access" | "empty-return" | "surcharge";

export interface Tariff {
  readonly id: TariffId;
  /** A service, terminal or border id, or `*`. */
  readonly subject: string;
  /** Where it applies for a network service; empty means everywhere. */
  readonly country: CountryCode | "";
  /** A hop or through journey of a line service; empty means any. */
  readonly from: PlaceId | "";
  readonly to: PlaceId | "";
  /** Empty means any cargo. */
  readonly cargo: readonly CargoKind[];
  readonly party: string;
  readonly kind: CostKind;
  readonly note: string;
}

export interface CargoUnit {
  readonly id: CargoKind;
  readonly name: string;
  readonly teu: number;
  readonly aliases: readonly string[];
}

export interface Commodity {
  readonly id: string;
  readonly names: Names;
  readonly hs: string;
  readonly dangerousClass: string;
  readonly reefer: boolean;
  readonly aliases: readonly string[];
  readonly note: string;
}

/** A sea or a river. */
export interface WaterBody {
  readonly id: string;
  /** In English; `names` in every language. */
  readonly name: string;
  readonly names: Names;
  readonly note: string;
}

/** Closes several places and services at once: a storm, a holiday, a strike. */
export interface Cause {
  readonly id: CauseId;
  readonly kind: string;
  /** In English; `names` in every language. */
  readonly name: string;
  readonly names: Names;
  readonly places: readonly PlaceId[];
  readonly services: readonly ServiceId[];
  readonly note: string;
}

/** A known closed window of a place, link or service. */
export interface Closure {
  readonly id: string;
  readonly subject: string;
  readonly from: string;
  readonly to?: string;
  readonly source: string;
  readonly note: string;
}

export interface Embargo {
  readonly id: string;
  readonly place: PlaceId | "";
  readonly country: CountryCode | "";
  readonly link: LinkId | "";
  readonly mode: Mode | "";
  /** `in`, `out`, `transit` or empty for all. */
  readonly direction: string;
  /** A cargo kind, a commodity id, `dangerous`, `reefer`, or empty for all. */
  readonly cargo: string;
  readonly from?: string;
  readonly to?: string;
  readonly reason: string;
  readonly source: string;
}

/** What is true now, with an expiry. */
export interface Condition {
  readonly id: string;
  readonly subject: string;
  readonly kind: "closed" | "extra-delay" | "queue";
  readonly value: number;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly note: string;
}

/** A rule that gives a path its name: all of the outer list, any of each inner list. */
export interface Corridor {
  readonly id: CorridorId;
  readonly names: Names;
  readonly mustPass: readonly (readonly string[])[];
  readonly mustAvoid: readonly string[];
  /** Corridors that are ways of this one; it is compared only where none of them goes. */
  readonly variants: readonly string[];
  /** Corridors of one family are nearer to each other than to the rest: a nest of the choice between corridors. Its own id when alone. */
  readonly family: string;
  readonly remarks: readonly string[];
}

export interface EmissionFactor {
  readonly id: string;
  readonly mode: Mode | "terminal";
  /** Empty means any service of the mode. */
  readonly service: ServiceId | "";
  readonly country: CountryCode | "";
  readonly traction: string;
  readonly scope: "WTW" | "TTW";
  readonly quality: "primary" | "modelled" | "default";
  readonly note: string;
}
