// How ways stand to each other: what the best of each corridor costs, what a closure takes, and whether another dataset's graph can have
// better ones at all.

import type { DemandRow } from "../../../../model/demand.ts";
import type { CorridorProblem } from "../problem.ts";
import type { Column } from "./columns.ts";
import type { SolvedMonth } from "./corridor-model.ts";
import type { CargoGraph } from "./graphs.ts";

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

/**
 * Slots of a graph by those of another one: arcs of the same name. Undefined where it is the same graph.
 */
export function slotsByOther(graph: CargoGraph, other: CargoGraph): Int32Array | undefined {
  if (graph === other) return undefined;
  return Int32Array.from(other.graph.arcs, (_, slot) => graph.slotOfKey(other.arcKeyOf(slot)));
}

/**
 * Ways in an order that depends on what they are and cost alone, never on when they were found: sums over them are then the
 * same to the bit in models that know the same ways.
 */
export function inOrder(
  columns: readonly Column[],
  { arcKeyOf }: CargoGraph,
  rankOf: (corridor: string) => number,
): readonly Column[] {
  const nameOf = ({ slots }: Column): string => Array.from(slots, arcKeyOf).join(" ");
  const byName = (a: Column, b: Column): number => (nameOf(a) < nameOf(b) ? -1 : 1);
  return columns.toSorted(
    (a, b) =>
      rankOf(a.corridor) - rankOf(b.corridor) || a.usd - b.usd || a.hours - b.hours || (a === b ? 0 : byName(a, b)),
  );
}

/** Whether two flat problems are the same in every bit, so that their solutions are too. */
export function isSameProblem(a: CorridorProblem, b: CorridorProblem): boolean {
  const parts = (problem: CorridorProblem): readonly ArrayLike<number>[] => {
    const { elements, ...rest } = problem;
    return [...Object.values(rest), ...Object.values(elements)];
  };
  const others = parts(b);
  return parts(a).every((list, at) => {
    const other = others[at];
    if (list.length !== other.length) return false;
    for (let i = 0; i < list.length; i++) if (!Object.is(list[i], other[i])) return false;
    return true;
  });
}

/** Corridors of which some way of another model is missing or dearer here. */
export function worseCorridors(theirs: readonly Column[], known: readonly Column[]): Set<string> {
  const worse = new Set<string>();
  for (const { corridor, usd, hours } of theirs) {
    const own = known.some((column) => column.corridor === corridor && column.usd <= usd && column.hours <= hours);
    if (!own) worse.add(corridor);
  }
  return worse;
}

/** Whether ways of one row of demand are ways of another. */
export const isAskedAlike = (row: DemandRow, other: DemandRow): boolean =>
  row === other ||
  (row.group === other.group &&
    row.origin === other.origin &&
    row.destination === other.destination &&
    row.corridors.join(" ") === other.corridors.join(" "));
