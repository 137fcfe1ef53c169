// Column generation: the ways that a row of demand may take, found by the routing engine. For each corridor the best way at
// today's costs, at first also another that shares little with it; and at the prices of an equilibrium again, for the rows
// that pay some, until nothing better turns up.

import { type ArcRule, bestPath, dijkstraTo, followsRule, leastToGo } from "../../../routing/index.ts";
import { amountTaken, type CargoGraph, type GroupUnit } from "./graphs.ts";
import type { Resource } from "./resources.ts";

/** One way of one row. */
export interface Column {
  readonly slots: Int32Array;
  readonly key: string;
  /** Corridor id; empty for a way that is of none. */
  readonly corridor: string;
  readonly usd: number;
  readonly hours: number;
  readonly co2eKg: number;
  /** Resource index and amount per unit, each resource as often as it is passed. */
  readonly uses: readonly { readonly element: number; readonly amount: number }[];
  readonly touches: ReadonlySet<string>;
  /** Links with their length, for overlap. */
  readonly links: ReadonlyMap<string, number>;
  /** Length that is passed a second time. */
  readonly twiceKm: number;
}

export interface SearchPlace {
  readonly graph: CargoGraph;
  readonly unit: GroupUnit;
  readonly resources: readonly Resource[];
}

/** Prices of elements to search at; absent for none. */
export interface SearchPrices {
  readonly delayHours: Float64Array;
  readonly multiplier: Float64Array;
}

/** What searches at given weights share among rows: one for each group. */
export interface SearchWeights {
  readonly weight: Float64Array;
  /** At most the weight still to go from each node to a target, for these weights. */
  readonly toGo: (target: number) => Float64Array;
  /** The same by node and requirements of a rule met: leads its searches, whatever their source and prices. */
  readonly toGoUnder: (rule: ArcRule, target: number) => Float64Array;
}

/**
 * Weights of a group's arcs at no price, USD per unit, with the distances to go that belong to them.
 * @param sourcesOf nodes from which a target is looked for: nobody goes farther than the dearest way of one of them
 */
export function freeWeights(
  { graph, unit }: SearchPlace,
  sourcesOf: (target: number) => readonly number[],
): SearchWeights {
  const [usd, hours] = graph.graph.criteria as readonly [Float64Array, Float64Array];
  const weight = usd.map((value, slot) => value + unit.usdPerHour * hours[slot]);
  const ahead = new Map<number, Float64Array>();
  const aheadUnder = new Map<ArcRule, Map<number, Float64Array>>();
  const toGo = (target: number): Float64Array => {
    let found = ahead.get(target);
    if (!found) {
      found = dijkstraTo(graph.backward, weight, target).distance;
      ahead.set(target, found);
    }
    return found;
  };
  const toGoUnder = (rule: ArcRule, target: number): Float64Array => {
    if (rule.isFree) return toGo(target);
    let known = aheadUnder.get(rule);
    if (!known) {
      known = new Map();
      aheadUnder.set(rule, known);
    }
    let found = known.get(target);
    if (!found) {
      const free = toGo(target);
      const reached = sourcesOf(target).filter((source) => free[source] < Number.POSITIVE_INFINITY);
      const radius = reached.reduce((most, source) => Math.max(most, farthest(unit, free[source])), 0);
      found = leastToGo(graph.backward, weight, rule, target, radius);
      known.set(target, found);
    }
    return found;
  };
  return { weight, toGo, toGoUnder };
}

/**
 * The same at prices, and Infinity on arcs that touch what is shut. Prices are never below 0, so the distances at no price
 * lead these searches too, and need not be made anew.
 */
export function searchWeights(
  { graph, unit, resources }: SearchPlace,
  free: SearchWeights,
  shut: ReadonlySet<string>,
  prices?: SearchPrices,
): SearchWeights {
  const weight = free.weight.slice();
  if (prices) {
    for (let slot = 0; slot < weight.length; slot++) {
      for (const use of graph.usesOf(slot)) {
        const { resource } = use;
        weight[slot] += unit.usdPerHour * prices.delayHours[resource];
        weight[slot] += amountTaken(resources[resource], use, unit.sizes) * prices.multiplier[resource];
      }
    }
  }
  for (const id of shut) for (const slot of graph.slotsTouching(id)) weight[slot] = Number.POSITIVE_INFINITY;
  return { ...free, weight };
}

/** Dearer than the cheapest by more than this over the scale: a share below one in four hundred. */
const FARTHEST = 6;
const farthest = ({ numbers }: GroupUnit, least: number): number => least + FARTHEST / (numbers.theta * numbers.nestMu);

/** So many further ways of a corridor are tried. */
const MOST_OTHERS = 2;
/** Arcs of the ways found weigh so much more when another one is looked for … */
const AVOIDING = 2;
/** … which may cost so much more in truth, */
const MOST_DEARER = 1.35;
/** and share so much of its length. */
const MOST_SHARED = 0.85;

export interface ColumnSearch {
  /** Also another way of each corridor. */
  readonly seconds: boolean;
  /** Corridors to look in; all unless given. */
  readonly only?: ReadonlySet<string>;
  /** Corridors that compete for the row at all; those of its group when empty. */
  readonly rivals?: readonly string[];
  /** Ways that are known: only better ones of their corridors are looked for. */
  readonly known?: readonly Column[];
  readonly lengthOf: (link: string) => number;
}

/** The best way of each corridor for a row, at weights; those that are not known yet. */
export function findColumns(
  place: SearchPlace,
  weights: SearchWeights,
  source: number,
  target: number,
  { seconds, only, rivals = [], known = [], lengthOf }: ColumnSearch,
): Column[] {
  const { graph, unit } = place;
  const { weight } = weights;
  const toGo = weights.toGo(target);
  if (toGo[source] === Number.POSITIVE_INFINITY) return [];
  const limit = farthest(unit, toGo[source]);
  const found: Column[] = [];
  const take = (slots: Int32Array, corridor: string): Column | undefined => {
    const key = slots.join(" ");
    if (known.some((column) => column.key === key)) return undefined;
    const column = toColumn(place, slots, key, corridor, lengthOf);
    if (column.twiceKm > LONGEST_SPUR_KM) return undefined;
    found.push(column);
    return column;
  };
  /** What a way of a corridor must not cost: more than the dearest that anybody takes, or as much as one that is known. */
  const limitOf = (corridor: string): number => {
    let least = limit;
    for (const column of known) {
      // The way of no name is the best of all, or none.
      if (column.corridor === corridor || corridor === "")
        least = Math.min(least, BETTER * costOf(weight, column.slots));
    }
    return least;
  };
  /** Ways of a corridor that share little with those found: each time what they use weighs more. */
  const takeOthers = (rule: ArcRule, first: Column): void => {
    const taken = [first];
    const cost = costOf(weight, first.slots);
    const dearer = weight.slice();
    for (let tries = 0; tries < MOST_OTHERS; tries++) {
      for (const slot of taken[taken.length - 1].slots) dearer[slot] *= AVOIDING;
      const ahead = weights.toGoUnder(rule, target);
      const slots = bestPath(graph.graph, dearer, rule, source, target, ahead, AVOIDING * MOST_DEARER * cost);
      if (!slots || nameOf(graph, slots) !== first.corridor || costOf(weight, slots) > MOST_DEARER * cost) return;
      const key = slots.join(" ");
      if (taken.some((column) => column.key === key)) return;
      const other = toColumn(place, slots, key, first.corridor, lengthOf);
      taken.push(other);
      const isOwn = taken.slice(0, -1).every((column) => sharedOf(other, column) <= MOST_SHARED);
      if (isOwn && other.twiceKm <= LONGEST_SPUR_KM && !known.some((column) => column.key === key)) found.push(other);
    }
  };
  /** The best way of a rule that goes nowhere twice: where the best of all does, what it passes twice weighs more. */
  const straight = (rule: ArcRule, most: number): Int32Array | undefined => {
    const ahead = weights.toGoUnder(rule, target);
    let dearer: Float64Array | undefined;
    for (let tries = 0; tries <= MOST_STRAIGHTENED; tries++) {
      const slots = bestPath(
        graph.graph,
        dearer ?? weight,
        rule,
        source,
        target,
        ahead,
        dearer ? TURNING * most : most,
      );
      if (!slots || (dearer && costOf(weight, slots) > most)) return undefined;
      const twice = slotsTwice(place, slots, lengthOf);
      if (twice.length === 0) return slots;
      dearer ??= weight.slice();
      for (const slot of twice) dearer[slot] *= TURNING;
    }
    return undefined;
  };
  if (only?.has("") ?? true) {
    const free = straight(graph.freeRule, limitOf(""));
    if (free && nameOf(graph, free) === "") take(free, "");
  }
  for (const { corridor, rule, isPossible } of graph.corridors) {
    if (!isPossible || !mayCompete(unit, corridor.id, only, rivals)) continue;
    const slots = straight(rule, limitOf(corridor.id));
    if (!slots || nameOf(graph, slots) !== corridor.id) continue;
    const column = take(slots, corridor.id);
    if (seconds && column) takeOthers(rule, column);
  }
  return found;
}

/** How often a way that turns back is looked for anew, and what its turns weigh then. */
const MOST_STRAIGHTENED = 4;
const TURNING = 1.5;

/** Slots on links that a way passes more than once, where that is more than the spur of a terminal. */
function slotsTwice({ graph }: SearchPlace, slots: Int32Array, lengthOf: (link: string) => number): readonly number[] {
  const slotOf = new Map<string, number>();
  const twice: number[] = [];
  let twiceKm = 0;
  for (const slot of slots) {
    for (const id of graph.linksOf(slot)) {
      const before = slotOf.get(id);
      if (before === undefined) slotOf.set(id, slot);
      else {
        twiceKm += lengthOf(id);
        twice.push(before, slot);
      }
    }
  }
  return twiceKm > LONGEST_SPUR_KM ? twice : [];
}

/** A way counts as better when it saves this much, beyond what sums of floating point differ by. */
const BETTER = 1 - 1e-9;

/** Goes over the same links twice, beyond the spur of a terminal: no shipper calls that a way by the corridor. */
const LONGEST_SPUR_KM = 100;

function costOf(weight: Float64Array, slots: Int32Array): number {
  let cost = 0;
  for (const slot of slots) cost += weight[slot];
  return cost;
}

function mayCompete(
  { group }: GroupUnit,
  corridor: string,
  only: ReadonlySet<string> | undefined,
  rivals: readonly string[],
): boolean {
  if (only && !only.has(corridor)) return false;
  const list: readonly string[] = rivals.length > 0 ? rivals : group.corridors;
  return list.length === 0 || list.includes(corridor);
}

const nameOf = ({ corridors }: CargoGraph, slots: Int32Array): string =>
  corridors.find(({ rule, isPossible }) => isPossible && followsRule(rule, slots))?.corridor.id ?? "";

/** The column of a way that is given. */
export function columnOfSlots(place: SearchPlace, slots: Int32Array, lengthOf: (link: string) => number): Column {
  return toColumn(place, slots, slots.join(" "), nameOf(place.graph, slots), lengthOf);
}

function toColumn(
  { graph, unit, resources }: SearchPlace,
  slots: Int32Array,
  key: string,
  corridor: string,
  lengthOf: (link: string) => number,
): Column {
  const [usd, hours, , co2eKg] = graph.graph.criteria as readonly Float64Array[];
  const touches = new Set<string>();
  const links = new Map<string, number>();
  const uses: { readonly element: number; readonly amount: number }[] = [];
  let twiceKm = 0;
  for (const slot of slots) {
    for (const id of graph.touchesOf(slot)) touches.add(id);
    for (const use of graph.usesOf(slot)) {
      const amount = amountTaken(resources[use.resource], use, unit.sizes);
      if (amount > 0) uses.push({ element: use.resource, amount });
    }
    for (const id of graph.linksOf(slot)) {
      const km = lengthOf(id);
      if (links.has(id)) twiceKm += km;
      links.set(id, km);
    }
  }
  return {
    slots,
    key,
    corridor,
    usd: costOf(usd, slots),
    hours: costOf(hours, slots),
    co2eKg: costOf(co2eKg, slots),
    uses,
    touches,
    links: links.size > 0 ? links : new Map([["", 1]]),
    twiceKm,
  };
}

function sharedOf(column: Column, other: Column): number {
  let shared = 0;
  let length = 0;
  for (const [link, km] of column.links) {
    length += km;
    if (other.links.has(link)) shared += km;
  }
  return length > 0 ? shared / length : 1;
}
