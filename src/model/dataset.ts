// A loaded, checked and indexed dataset: the base with the overlays on top, and one way to ask for a number at a date.
// `src/data` makes it; engines receive it through their from-network.ts.

import type { DelayFunction } from "./delay-function.ts";
import type { Count, DemandGroup, DemandRow } from "./demand.ts";
import type { Assumption, Claim, Commitment, Fact, Source, Value } from "./facts.ts";
import type { CountryCode, LinkId, PlaceId, ServiceId, TerminalId } from "./ids.ts";
import type {
  Border,
  CargoUnit,
  Cause,
  Closure,
  Commodity,
  Condition,
  Corridor,
  Embargo,
  EmissionFactor,
  Link,
  Names,
  Place,
  Service,
  Status,
  StatusPeriod,
  Tariff,
  Terminal,
  WaterBody,
} from "./network.ts";
import type { OilLayer } from "./oil.ts";
import type { SimulatedWaits } from "./simulated-waits.ts";
import type { InstantHours } from "./units.ts";

export interface DatasetLayer {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** SHA-256 over the layer's files (names and bytes), hexadecimal. */
  readonly hash: string;
  readonly kind: "base" | "overlay" | "scenario" | "waits";
}

/** Which scenario is laid over a dataset. */
export interface ScenarioOf {
  readonly id: string;
  readonly name: string;
  /** First day looked at. */
  readonly baseDate: string;
  /** SHA-256 over what the scenario says and the dataset under it, hexadecimal. */
  readonly hash: string;
}

export interface ExchangeRate {
  readonly currency: string;
  readonly date: string;
  readonly usdPerUnit: number;
  readonly source: string;
}

export interface DatasetExample {
  readonly from: string;
  readonly to: string;
  readonly cargo: string;
  readonly depart: string;
  readonly label: Partial<Names> & { readonly en: string };
}

export interface Dataset {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly licence: string;
  readonly attribution: string;
  readonly priceYear: number;
  readonly defaultDate: string;
  readonly examples: readonly DatasetExample[];
  /** Base first, then overlays in the order given; a later layer's row replaces an earlier one with the same id or key. */
  readonly layers: readonly DatasetLayer[];
  /** SHA-256 over the layers' hashes, hexadecimal. */
  readonly hash: string;

  readonly countries: ReadonlyMap<CountryCode, Names>;
  readonly places: ReadonlyMap<PlaceId, Place>;
  readonly links: ReadonlyMap<LinkId, Link>;
  readonly terminals: ReadonlyMap<TerminalId, Terminal>;
  readonly borders: readonly Border[];
  readonly services: ReadonlyMap<ServiceId, Service>;
  readonly tariffs: readonly Tariff[];
  readonly cargoUnits: ReadonlyMap<string, CargoUnit>;
  readonly commodities: ReadonlyMap<string, Commodity>;
  readonly waterBodies: ReadonlyMap<string, WaterBody>;
  readonly causes: readonly Cause[];
  readonly closures: readonly Closure[];
  readonly embargoes: readonly Embargo[];
  readonly conditions: readonly Condition[];
  readonly corridors: readonly Corridor[];
  readonly emissionFactors: readonly EmissionFactor[];
  readonly exchangeRates: readonly ExchangeRate[];
  readonly deflators: ReadonlyMap<number, number>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly assumptions: ReadonlyMap<string, Assumption>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly claims: readonly Claim[];
  readonly commitments: readonly Commitment[];
  /** The origin–destination table, its groups, and the published totals it was fitted to or is held against. */
  /** Fields, ways out and what limits them; all empty where a dataset says nothing of oil. */
  readonly oil: OilLayer;
  readonly demandGroups: ReadonlyMap<string, DemandGroup>;
  readonly demand: readonly DemandRow[];
  readonly counts: readonly Count[];
  /** Curves fitted to simulated waits, by element of the corridor model; none where nothing was simulated. */
  readonly delayFunctions: ReadonlyMap<string, DelayFunction>;
  /** All rows, in file order, alternatives included. */
  readonly values: readonly Value[];

  /** The same without its overlays, to tell what they change; absent when it has none. Loaded when first asked for. */
  readonly withoutOverlays?: () => Dataset;
  /** The scenario that is laid over `base`; absent for a dataset as it stands. */
  readonly scenario?: ScenarioOf;
  /** Simulated waits that lie over it. */
  readonly waits?: SimulatedWaits;
  /** The dataset under the scenario: undoing it. */
  readonly base?: Dataset;

  /** Links that touch a place; terminals at a place; terminals contained in a city. */
  linksOf(place: PlaceId): readonly Link[];
  terminalsOf(place: PlaceId): readonly Terminal[];
  placesOfCity(city: PlaceId): readonly Place[];
  /** The row that holds at an instant, or undefined. Seasonal (`months`) rows win over all-year ones; later layers over earlier. */
  findValue(subject: string, attribute: string, at: InstantHours): Value | undefined;
  /** Every row of a subject that holds at an instant, for display. */
  listValues(subject: string): readonly Value[];
  /** What a link or service is at an instant; `open` when nothing is said. */
  statusAt(subject: string, at: InstantHours): Status;
  statusPeriods(subject: string): readonly StatusPeriod[];
  /** Money of a value row as US dollars of the price year: rate of its date, then deflator from its year. */
  toUsd(value: Value, amount: number): number;
}
