// What wants to be carried from where to where in a year, and what was published about how much went where. Numbers of a
// group (tonnes a unit, value, scale of choice …) are values with the group's id as subject, like every other number.

import type { Dataset } from "./dataset.ts";
import type { Basis, Value } from "./facts.ts";
import type { CorridorId, PlaceId } from "./ids.ts";
import type { CargoKind, Names } from "./network.ts";
import type { InstantHours } from "./units.ts";

/** Goods that choose alike: one representative unit stands for all of them on the routing graph. */
export interface DemandGroup {
  readonly id: string;
  readonly names: Names;
  /** The unit that is routed. */
  readonly cargo: CargoKind;
  /** Commodity of the representative unit; empty for mixed goods. */
  readonly commodity: string;
  /** What published totals of this group are counted in. */
  readonly countedIn: "TEU" | "t";
  /** Corridors that compete for it; empty means all of the dataset. The best way of all competes beside them where it has no corridor's name. */
  readonly corridors: readonly CorridorId[];
  readonly note: string;
}

/** One cell of the origin–destination table, for one year. */
export interface DemandRow {
  readonly id: string;
  /** Places that stand for their regions. */
  readonly origin: PlaceId;
  readonly destination: PlaceId;
  readonly group: string;
  /** Corridors that compete for this cell; empty means those of its group. The best way of all competes beside them. */
  readonly corridors: readonly CorridorId[];
  /** Net tonnes of goods. */
  readonly tonnesPerYear: number;
  /** 0 for goods that are not counted in containers. */
  readonly teuPerYear: number;
  /** P10 and P90 of the tonnes. */
  readonly low?: number;
  readonly high?: number;
  readonly year: number;
  readonly basis: Basis;
  /** `fact:ID`, `source:ID` or `assumption:ID`. */
  readonly source: string;
  readonly note: string;
}

export const COUNT_KINDS = ["link", "place", "corridor", "border", "pair", "transit", "country"] as const;
export type CountKind = (typeof COUNT_KINDS)[number];
export const COUNT_UNITS = ["t", "TEU", "unit"] as const;
export type CountUnit = (typeof COUNT_UNITS)[number];

/**
 * A published total. What is counted follows from the kind: `link`, `place`, `border`, `corridor`: everything whose way uses
 * any of the subjects; `pair`: `AA>BB`, goods from one country to the other; `transit`: through a country and neither from nor
 * to it; `country`: everything that touches it.
 */
export interface Count {
  readonly id: string;
  readonly kind: CountKind;
  /** Ids, country codes or pairs; one consignment counts once even where it uses several. */
  readonly subjects: readonly string[];
  /** Groups that are counted; empty means all. */
  readonly groups: readonly string[];
  /** Only ways whose legs in a counted country, or at all, use this mode; empty means any. */
  readonly mode: string;
  /** Only goods from, or to, these countries; empty means any. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly year: number;
  readonly value: number;
  /** `unit`: trucks, wagons or containers, as the group's cargo. */
  readonly unit: CountUnit;
  /** Standard error of the count as a statement about the modelled flow, in the same unit: error of the figure and of its definition. */
  readonly se: number;
  /** Part of the published figure that is outside this demand table (other goods, coastal, empties …), in the same unit. */
  readonly outside: number;
  /** Id of the fact. */
  readonly fact: string;
  /** A figure for validation is never fitted on. */
  readonly use: "fit" | "validate";
  readonly note: string;
}

/** The numbers of a group at an instant. */
export interface GroupNumbers {
  /** Net tonnes of one unit, and the containers it counts as. */
  readonly tonnesPerUnit: number;
  readonly teuPerUnit: number;
  /** Value of the goods. */
  readonly usdPerTonne: number;
  /** Cost of capital and loss of value, a year. */
  readonly holdingPerYear: number;
  /** Scale of the choice between the ways of one family of corridors, 1/USD of generalised cost of one unit. */
  readonly theta: number;
  /** Scale of the choice between families relative to that inside one, in (0, 1]: between families it is theta × nestMu. */
  readonly nestMu: number;
  /** The alternative of not shipping costs so much more than the cheapest way of the base, as a share of it. */
  readonly notShippedPremium: number;
  /** Demand relative to the year of the table. */
  readonly demandFactor: number;
}

/** Of a group, and of one row of demand: 1 where nothing is said. */
export const DEMAND_FACTOR = "demandFactor";

const NUMBERS: Readonly<Record<keyof GroupNumbers, string>> = {
  tonnesPerUnit: "tonnesPerUnit",
  teuPerUnit: "teuPerUnit",
  usdPerTonne: "valueUsdPerTonne",
  holdingPerYear: "holdingPerYear",
  theta: "choiceTheta",
  nestMu: "choiceNestMu",
  notShippedPremium: "notShippedPremium",
  demandFactor: DEMAND_FACTOR,
};

/** Attributes that every group must have at all times; the factor is 1 where nothing is said. */
export const GROUP_ATTRIBUTES: readonly string[] = Object.values(NUMBERS).filter((name) => name !== DEMAND_FACTOR);

/**
 * The numbers of a group.
 * @throws RangeError when one is missing: loading has checked that there are all.
 */
export function groupNumbersAt(dataset: Dataset, group: string, at: InstantHours): GroupNumbers {
  const read = (attribute: string, otherwise?: number): number => {
    const value = dataset.findValue(group, attribute, at);
    if (value !== undefined) return inDollars(dataset, value);
    if (otherwise === undefined) throw new RangeError(`${group} has no ${attribute}`);
    return otherwise;
  };
  return {
    tonnesPerUnit: read(NUMBERS.tonnesPerUnit),
    teuPerUnit: read(NUMBERS.teuPerUnit),
    usdPerTonne: read(NUMBERS.usdPerTonne),
    holdingPerYear: read(NUMBERS.holdingPerYear),
    theta: read(NUMBERS.theta),
    nestMu: read(NUMBERS.nestMu),
    notShippedPremium: read(NUMBERS.notShippedPremium),
    demandFactor: read(NUMBERS.demandFactor, 1),
  };
}

const inDollars = (dataset: Dataset, value: Value): number =>
  /^[A-Z]{3}\//.test(value.unit) ? dataset.toUsd(value, value.value) : value.value;
