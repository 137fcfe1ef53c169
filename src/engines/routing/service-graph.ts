// The graph that a consignment is routed on: nodes are states (on the ground, on board), arcs are what happens between
// them (board, ride, cross a border, tranship, alight). Every arc is a sequence of elements; each element becomes one
// leg of the answer. The additive vector of an arc is the sum over its elements. The graph knows no dataset: it is
// made by from-network/ and could as well be made by a test.

import type { Csr } from "../../lib/csr.ts";
import type { Distribution } from "../../model/distribution.ts";
import type { Basis } from "../../model/facts.ts";
import type { CostKind, Gauge, Mode } from "../../model/network.ts";
import { HOURS_PER_DAY, type Hours, hours, type KgCo2e, kgCo2e, usd as toUsd, type Usd } from "../../model/units.ts";
import type { StormSpells } from "./storm-spells.ts";

export type ElementKind =
  | "access"
  | "wait"
  | "line-haul"
  | "terminal"
  | "gauge-change"
  | "border"
  | "storage"
  | "empty-return";

/** One amount that one party charges. */
export interface Charge {
  readonly party: string;
  readonly kind: CostKind;
  /** USD of the price year for the whole consignment: mean, P10, P90. */
  readonly usd: number;
  readonly low: number;
  readonly high: number;
  readonly basis: Basis;
  readonly sources: readonly string[];
  readonly note: string;
}

export interface Emission {
  readonly factor: number;
  readonly unit: string;
  readonly scope: "WTW" | "TTW";
  readonly quality: "primary" | "modelled" | "default";
  readonly sources: readonly string[];
  readonly rule: string;
}

/** A weekly timetable: the first departure at or after an instant (hours since 1970, UTC). */
export interface Timetable {
  readonly next: (instantHours: number) => number;
  /** Longest gap between departures, hours. */
  readonly longestGapHours: number;
}

/** Storage at a terminal: what is charged for each day beyond the free time, on dwell and wait together. */
export interface StorageTerms {
  readonly freeHours: number;
  /** USD per day for the whole consignment. */
  readonly usdPerDay: number;
  readonly lowUsdPerDay: number;
  readonly highUsdPerDay: number;
  readonly party: string;
  readonly basis: Basis;
  readonly sources: readonly string[];
}

export interface Element {
  readonly kind: ElementKind;
  /** Id of the terminal or border row that it is a passage of. */
  readonly subject?: string;
  readonly mode: Mode | "terminal" | "border" | "none";
  readonly from: string;
  readonly to: string;
  readonly country: string;
  readonly operator: string;
  readonly service: string;
  readonly gauge: Gauge;
  readonly km: number;
  /** Independent parts whose sum is the duration; empty for what takes no time of its own. */
  readonly parts: readonly Distribution[];
  readonly meanHours: number;
  readonly varianceHours: number;
  /** True when the duration is waiting. */
  readonly waiting: boolean;
  /** The wait is for the next departure of a timetable; `meanHours` is then the average over a week. */
  readonly timetable?: Timetable;
  /** The element may find this storm (index into the graph's storms) and waits until it is over; -1 for none. */
  readonly storm: number;
  /** Known closed window [from, to), instants in hours: mass that comes inside leaves at its end. */
  readonly window?: { readonly fromHours: number; readonly toHours: number };
  readonly storage?: StorageTerms;
  readonly charges: readonly Charge[];
  readonly usd: number;
  readonly co2eKg: number;
  readonly emission?: Emission;
  readonly borders: 0 | 1;
  readonly basis: Basis;
  readonly timeBasis: string;
  readonly sources: readonly string[];
  readonly remarks: readonly string[];
  readonly link: string;
  /** [lon, lat] from start to end; empty when it stays in a place. */
  readonly geometry: readonly (readonly [number, number])[];
}

export interface ServiceArc {
  readonly from: number;
  readonly to: number;
  readonly elements: readonly Element[];
  readonly usd: Usd;
  readonly meanHours: Hours;
  readonly varianceHours: number;
  readonly co2eKg: KgCo2e;
  readonly borders: number;
  /** How far the real figures can be from the additive ones because a wait depends on the clock. */
  readonly slackHours: Hours;
  readonly slackVariance: number;
  readonly slackUsd: Usd;
  /** Bit s is set when an element may find storm s; storms beyond the thirtieth share a bit. */
  readonly storms: number;
  /** Holds an element whose wait depends on the clock. */
  readonly timed: boolean;
  /** Ids this arc touches: places, links, services, `country:CC`, `mode:M`; for avoid, require and corridors. */
  readonly touches: readonly string[];
}

export interface GraphNode {
  readonly place: string;
  /** `out:place`, `in:place`, `brd:service:place`, `net:service:place`, `dep:service:dir:i`, `arr:service:dir:i`. */
  readonly key: string;
}

/** Why something that the data know is not in the graph; for the sentence that explains a missing route. */
export interface Exclusion {
  readonly subject: string;
  readonly reason: "planned" | "under-construction" | "closed" | "suspended" | "closure" | "embargo" | "cargo";
  readonly detail: string;
  /** ISO date from which it opens again, when known. */
  readonly until?: string;
}

export interface ServiceGraph {
  readonly csr: Csr;
  readonly nodes: readonly GraphNode[];
  /** By arc slot of the csr. */
  readonly arcs: readonly ServiceArc[];
  /** Five arrays by arc slot: USD, mean hours, variance of hours, kg CO2e, borders. */
  readonly criteria: readonly Float64Array[];
  readonly storms: readonly StormSpells[];
  /** Node where a consignment starts or ends at a place (a city starts at all its terminals). */
  readonly originOf: ReadonlyMap<string, number>;
  readonly destinationOf: ReadonlyMap<string, number>;
  readonly exclusions: readonly Exclusion[];
  /** Departure, hours since 1970. */
  readonly departHours: number;
}

/** Sums elements into an arc. */
export function toArc(from: number, to: number, elements: readonly Element[], touches: readonly string[]): ServiceArc {
  let usd = 0;
  let meanHours = 0;
  let varianceHours = 0;
  let co2eKg = 0;
  let borders = 0;
  let slackHours = 0;
  let slackVariance = 0;
  let slackUsd = 0;
  let gapHours = 0;
  let storms = 0;
  for (const element of elements) {
    usd += element.usd;
    meanHours += element.meanHours;
    varianceHours += element.varianceHours;
    co2eKg += element.co2eKg;
    borders += element.borders;
    if (element.timetable) gapHours += element.timetable.longestGapHours;
    if (element.window) gapHours += element.window.toHours - element.window.fromHours;
    if (element.storm >= 0) storms |= 1 << Math.min(element.storm, 30);
    if (element.storage && gapHours > 0) slackUsd += (element.storage.usdPerDay * gapHours) / HOURS_PER_DAY;
  }
  slackHours += gapHours;
  slackVariance += gapHours * gapHours;
  const timed = gapHours > 0;
  return {
    from,
    to,
    elements,
    usd: toUsd(usd),
    meanHours: hours(meanHours),
    varianceHours,
    co2eKg: kgCo2e(co2eKg),
    borders,
    slackHours: hours(slackHours),
    slackVariance,
    slackUsd: toUsd(slackUsd),
    storms,
    timed,
    touches,
  };
}
