// How ways stand to each other: what the best of each corridor costs, what a closure takes, and whether another dataset's graph can have
// better ones at all.

import type { DemandRow } from "../../../../model/demand.ts";
import type { Column } from "./columns.ts";
import type { CargoGraph } from "./graphs.ts";
import type { CorridorModel, SolvedMonth } from "./model.ts";

/** Whether a way touches any of these. */
export const touchesAny = (column: Column, ids: ReadonlySet<string>): boolean => {
  for (const id of ids) if (column.touches.has(id)) return true;
  return false;
};

/** By row and corridor, what the best way costs, and what it would without prices and queues. */
export function leastCosts({
  problem,
  solution,
  columnOf,
  rowOf,
}: SolvedMonth): Map<string, { readonly cost: number; readonly free: number }>[] {
  const least: Map<string, { readonly cost: number; readonly free: number }>[] = Array.from(
    problem.demand,
    () => new Map(),
  );
  columnOf.forEach((column, path) => {
    if (!column) return;
    const cost = solution.pathCost[path];
    const best = least[rowOf[path]].get(column.corridor);
    if (!best || cost < best.cost) least[rowOf[path]].set(column.corridor, { cost, free: problem.pathUsd[path] });
  });
  return least;
}

/** Whether no arc of a graph is new or costs less, in money or time, than in another. */
export function isNowhereCheaper(graph: CargoGraph, other: CargoGraph): boolean {
  if (graph === other) return true;
  const [usd, hours] = graph.graph.criteria as readonly [Float64Array, Float64Array];
  const [usdThere, hoursThere] = other.graph.criteria as readonly [Float64Array, Float64Array];
  for (let slot = 0; slot < usd.length; slot++) {
    const there = other.slotOfKey(graph.arcKeyOf(slot));
    if (there < 0 || usd[slot] < usdThere[there] || hours[slot] < hoursThere[there]) return false;
  }
  return true;
}

/** Corridors of which some way of another model is missing or dearer here. */
export function worseCorridors(other: CorridorModel, row: DemandRow, known: readonly Column[]): Set<string> {
  const worse = new Set<string>();
  other.listWays(row.id, 0).forEach(({ corridor, usd, hours }) => {
    const own = known.some((column) => column.corridor === corridor && column.usd <= usd && column.hours <= hours);
    if (!own) worse.add(corridor);
  });
  return worse;
}
