// From rows written as objects to the flat problem: what tests and from-network/ hand over. Elements are told by their
// place in a list; the same element twice on a path counts twice.

import type { CorridorElements, CorridorProblem } from "./problem.ts";

export interface ElementGiven {
  /** Resource units per day. */
  readonly capacity: number;
  readonly background?: number;
  /** May not be exceeded; true unless said. */
  readonly hard?: boolean;
  /** Servers of its queue; none unless said. */
  readonly servers?: number;
  readonly variability?: number;
}

export interface UseGiven {
  readonly element: number;
  /** Resource units per flow unit. */
  readonly amount: number;
}

export interface PathGiven {
  /** USD per flow unit. */
  readonly usd: number;
  readonly logSize?: number;
  readonly uses: readonly UseGiven[];
}

export interface NestGiven {
  readonly constant: number;
  readonly dissimilarity: number;
  readonly paths: readonly PathGiven[];
}

export interface RowGiven {
  /** Flow units per day. */
  readonly demand: number;
  /** Per USD per flow unit. */
  readonly scale: number;
  /** USD per hour per flow unit. */
  readonly timeValue: number;
  readonly nests: readonly NestGiven[];
}

/** Flattens. */
export function flattenCorridor(rows: readonly RowGiven[], elements: readonly ElementGiven[]): CorridorProblem {
  const nests = rows.flatMap((row) => row.nests);
  const paths = nests.flatMap((nest) => nest.paths);
  const uses = paths.flatMap((path) => path.uses);
  return {
    demand: Float64Array.from(rows, (row) => row.demand),
    scale: Float64Array.from(rows, (row) => row.scale),
    timeValue: Float64Array.from(rows, (row) => row.timeValue),
    rowFirstNest: firsts(rows, (row) => row.nests.length),
    nestConstant: Float64Array.from(nests, (nest) => nest.constant),
    nestDissimilarity: Float64Array.from(nests, (nest) => nest.dissimilarity),
    nestFirstPath: firsts(nests, (nest) => nest.paths.length),
    pathUsd: Float64Array.from(paths, (path) => path.usd),
    pathLogSize: Float64Array.from(paths, (path) => path.logSize ?? 0),
    pathFirstUse: firsts(paths, (path) => path.uses.length),
    useElement: Int32Array.from(uses, (use) => use.element),
    useAmount: Float64Array.from(uses, (use) => use.amount),
    elements: flattenElements(elements),
  };
}

export function flattenElements(elements: readonly ElementGiven[]): CorridorElements {
  return {
    capacity: Float64Array.from(elements, (element) => element.capacity),
    background: Float64Array.from(elements, (element) => element.background ?? 0),
    hard: Uint8Array.from(elements, (element) =>
      element.hard === false || !Number.isFinite(element.capacity) ? 0 : 1,
    ),
    servers: Int32Array.from(elements, (element) => element.servers ?? 0),
    variability: Float64Array.from(elements, (element) => element.variability ?? 1),
  };
}

function firsts<T>(things: readonly T[], count: (thing: T) => number): Int32Array {
  const first = new Int32Array(things.length + 1);
  things.forEach((thing, i) => {
    first[i + 1] = first[i] + count(thing);
  });
  return first;
}
