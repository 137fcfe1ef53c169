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
  /** In place of Allen and Cunneen's; needs servers. */
  readonly fitted?: {
    readonly scaleHours: number;
    readonly power: number;
    readonly pole: number;
    readonly high: number;
  };
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
  let nestCount = 0;
  let pathCount = 0;
  let useCount = 0;
  for (const { nests } of rows) {
    nestCount += nests.length;
    for (const { paths } of nests) {
      pathCount += paths.length;
      for (const { uses } of paths) useCount += uses.length;
    }
  }
  const problem = {
    demand: Float64Array.from(rows, (row) => row.demand),
    scale: Float64Array.from(rows, (row) => row.scale),
    timeValue: Float64Array.from(rows, (row) => row.timeValue),
    rowFirstNest: new Int32Array(rows.length + 1),
    nestConstant: new Float64Array(nestCount),
    nestDissimilarity: new Float64Array(nestCount),
    nestFirstPath: new Int32Array(nestCount + 1),
    pathUsd: new Float64Array(pathCount),
    pathLogSize: new Float64Array(pathCount),
    pathFirstUse: new Int32Array(pathCount + 1),
    useElement: new Int32Array(useCount),
    useAmount: new Float64Array(useCount),
    elements: flattenElements(elements),
  };
  let nest = 0;
  let path = 0;
  let use = 0;
  rows.forEach(({ nests }, row) => {
    for (const { constant, dissimilarity, paths } of nests) {
      problem.nestConstant[nest] = constant;
      problem.nestDissimilarity[nest] = dissimilarity;
      for (const { usd, logSize = 0, uses } of paths) {
        problem.pathUsd[path] = usd;
        problem.pathLogSize[path] = logSize;
        for (const { element, amount } of uses) {
          problem.useElement[use] = element;
          problem.useAmount[use] = amount;
          use++;
        }
        problem.pathFirstUse[++path] = use;
      }
      problem.nestFirstPath[++nest] = path;
    }
    problem.rowFirstNest[row + 1] = nest;
  });
  return problem;
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
    fittedHours: Float64Array.from(elements, (element) => element.fitted?.scaleHours ?? 0),
    fittedPower: Float64Array.from(elements, (element) => element.fitted?.power ?? 0),
    fittedPole: Float64Array.from(elements, (element) => element.fitted?.pole ?? 0),
    fittedHigh: Float64Array.from(elements, (element) => element.fitted?.high ?? 0),
  };
}
