// Column generation: the ways that a row of demand may take, found by the routing engine. For each corridor the best way at
// today's costs, at first also another that shares little with it; and at the prices of an equilibrium again, for the rows
// that pay some, until nothing better turns up.

import { bestPath, dijkstraTo, followsRule } from "../../../routing/index.ts";
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

/** What a search at given weights shares among rows: one for each group and destination. */
export interface SearchWeights {
  readonly weight: Float64Array;
  readonly toGo: (target: number) => Float64Array;
}

/** Weights of a group's arcs, USD per unit, with prices where given; Infinity on arcs that touch what is shut. */
export function searchWeights(
  { graph, unit, resources }: SearchPlace,
  shut: ReadonlySet<string>,
  prices?: SearchPrices,
): SearchWeights {
  const [usd, hours] = graph.graph.criteria as readonly [Float64Array, Float64Array];
  const weight = usd.map((value, slot) => value + unit.usdPerHour * hours[slot]);
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
  const ahead = new Map<number, Float64Array>();
  return {
    weight,
    toGo: (target) => {
      let found = ahead.get(target);
      if (!found) {
        found = dijkstraTo(graph.backward, weight, target).distance;
        ahead.set(target, found);
      }
      return found;
    },
  };
}

/** Dearer than the cheapest by more than this over the scale: a share below one in a million. */
const FARTHEST = 14;
/** Arcs of the first way weigh so much more when a second one is looked for … */
const AVOIDING = 1.5;
/** … which may cost so much more in truth, */
const MOST_DEARER = 1.35;
/** and share so much of its length. */
const MOST_SHARED = 0.85;

/**
 * The best way of each corridor for a row, at weights; with `seconds` also another one.
 * @param corridors ids that compete; undefined for all
 */
export function findColumns(
  place: SearchPlace,
  weights: SearchWeights,
  source: number,
  target: number,
  options: {
    readonly seconds: boolean;
    readonly only?: ReadonlySet<string>;
    readonly lengthOf: (link: string) => number;
  },
): Column[] {
  const { graph, unit } = place;
  const toGo = weights.toGo(target);
  const least = toGo[source];
  if (least === Number.POSITIVE_INFINITY) return [];
  const scale = unit.numbers.theta * unit.numbers.nestMu;
  const limit = least + FARTHEST / scale;
  const found: Column[] = [];
  const goes = new Set<string>();
  const free = shortest(graph, weights.weight, source, target, toGo);
  if (free && nameOf(graph, free) === "" && (options.only?.has("") ?? true)) {
    const column = toColumn(place, free, "", options.lengthOf);
    if (!isThereAndBack(column)) found.push(column);
  }
  for (const { corridor, rule, isPossible } of graph.corridors) {
    if (!isPossible || !mayCompete(unit, corridor.id, options.only)) continue;
    if (corridor.variants.some((variant) => goes.has(variant))) continue;
    const slots = bestPath(graph.graph, weights.weight, rule, source, target, toGo, limit);
    if (!slots || nameOf(graph, slots) !== corridor.id) continue;
    const column = toColumn(place, slots, corridor.id, options.lengthOf);
    if (isThereAndBack(column)) continue;
    goes.add(corridor.id);
    found.push(column);
    if (!options.seconds) continue;
    const dearer = weights.weight.slice();
    for (const slot of slots) dearer[slot] *= AVOIDING;
    const other = bestPath(graph.graph, dearer, rule, source, target, toGo, limit);
    if (!other || nameOf(graph, other) !== corridor.id) continue;
    const second = toColumn(place, other, corridor.id, options.lengthOf);
    const cost = (slotsOf: Int32Array) => slotsOf.reduce((sum, slot) => sum + weights.weight[slot], 0);
    if (second.key === column.key || isThereAndBack(second) || cost(other) > MOST_DEARER * cost(slots)) continue;
    if (sharedOf(second, column) <= MOST_SHARED) found.push(second);
  }
  return found;
}

function mayCompete({ group }: GroupUnit, corridor: string, only: ReadonlySet<string> | undefined): boolean {
  if (only && !only.has(corridor)) return false;
  return group.corridors.length === 0 || group.corridors.some((id) => id === corridor);
}

/** The best way under no rule, along the distances to go. */
function shortest(
  { graph }: CargoGraph,
  weight: Float64Array,
  source: number,
  target: number,
  toGo: Float64Array,
): Int32Array | undefined {
  const slots: number[] = [];
  const { csr } = graph;
  for (let node = source; node !== target; ) {
    let next = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let slot = csr.firstOut[node]; slot < csr.firstOut[node + 1]; slot++) {
      const through = weight[slot] + toGo[csr.head[slot]];
      if (through < least) {
        least = through;
        next = slot;
      }
    }
    if (next < 0 || slots.length > csr.nodeCount) return undefined;
    slots.push(next);
    node = csr.head[next];
  }
  return Int32Array.from(slots);
}

const nameOf = ({ corridors }: CargoGraph, slots: Int32Array): string =>
  corridors.find(({ rule, isPossible }) => isPossible && followsRule(rule, slots))?.corridor.id ?? "";

function toColumn(
  { graph, unit, resources }: SearchPlace,
  slots: Int32Array,
  corridor: string,
  lengthOf: (link: string) => number,
): Column {
  const [usd, hours, , co2eKg] = graph.graph.criteria as readonly Float64Array[];
  const sum = (values: Float64Array) => slots.reduce((total, slot) => total + values[slot], 0);
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
    for (const { link } of graph.graph.arcs[slot].elements) {
      // A ship that calls at a port on a spur passes it twice by itself.
      for (const id of new Set(link === "" ? [] : link.split(" "))) {
        if (links.has(id)) twiceKm += lengthOf(id);
        links.set(id, lengthOf(id));
      }
    }
  }
  return {
    slots,
    key: slots.join(" "),
    corridor,
    usd: sum(usd),
    hours: sum(hours),
    co2eKg: sum(co2eKg),
    uses,
    touches,
    links: links.size > 0 ? links : new Map([["", 1]]),
    twiceKm,
  };
}

/** Goes over the same links twice, beyond the spur of a terminal: no shipper calls that a way by the corridor. */
const isThereAndBack = ({ twiceKm }: Column): boolean => twiceKm > LONGEST_SPUR_KM;
const LONGEST_SPUR_KM = 100;

function sharedOf(column: Column, other: Column): number {
  let shared = 0;
  let length = 0;
  for (const [link, km] of column.links) {
    length += km;
    if (other.links.has(link)) shared += km;
  }
  return length > 0 ? shared / length : 1;
}
