// Who takes which path at given costs: nested logit over corridors and the paths inside them (McFadden 1978; normalised at
// the top, so μ of a nest lies in (0, 1]), with a correction for paths that overlap (path size, Ben-Akiva & Bierlaire 1999).
// P_n ∝ exp(A_n + μ I_n), I_n = ln Σ_j exp(V_j / μ + ln PS_j), V = −scale × cost. All sums by log-sum-exp.

import { expOf, logOf } from "../../../lib/exact-math.ts";
import type { CorridorProblem } from "./problem.ts";

/** Shares at costs; arrays are written over. */
export interface Shares {
  /** Share of the row, by path. */
  readonly path: Float64Array;
  /** Share of the row, by nest. */
  readonly nest: Float64Array;
  /** ln Σ_n exp(A_n + μ I_n), by row. */
  readonly logsum: Float64Array;
}

export const createShares = (problem: CorridorProblem): Shares => ({
  path: new Float64Array(problem.pathUsd.length),
  nest: new Float64Array(problem.nestConstant.length),
  logsum: new Float64Array(problem.demand.length),
});

/**
 * Shares of all rows.
 * @param cost USD per flow unit by path; Infinity for a path that is not there
 * @throws RangeError when a row has no path left
 */
export function computeShares(problem: CorridorProblem, cost: Float64Array, into: Shares): Shares {
  for (let row = 0; row < problem.demand.length; row++) sharesOfRow(problem, row, cost, into);
  return into;
}

function sharesOfRow(problem: CorridorProblem, row: number, cost: Float64Array, into: Shares): void {
  const { rowFirstNest, nestConstant, nestDissimilarity, nestFirstPath, pathLogSize } = problem;
  const first = rowFirstNest[row];
  const end = rowFirstNest[row + 1];
  const scale = problem.scale[row];
  let best = Number.NEGATIVE_INFINITY;
  for (let nest = first; nest < end; nest++) {
    const mu = nestDissimilarity[nest];
    const inclusive = inclusiveOf(
      cost,
      pathLogSize,
      nestFirstPath[nest],
      nestFirstPath[nest + 1],
      scale / mu,
      into.path,
    );
    // Until normalised below, the nest's utility.
    const utility = inclusive === Number.NEGATIVE_INFINITY ? inclusive : nestConstant[nest] + mu * inclusive;
    into.nest[nest] = utility;
    if (utility > best) best = utility;
  }
  if (best === Number.NEGATIVE_INFINITY) throw new RangeError(`expected a path for row ${row}, found none`);
  let sum = 0;
  for (let nest = first; nest < end; nest++) {
    into.nest[nest] = expOf(into.nest[nest] - best);
    sum += into.nest[nest];
  }
  into.logsum[row] = best + logOf(sum);
  for (let nest = first; nest < end; nest++) {
    const share = into.nest[nest] / sum;
    into.nest[nest] = share;
    for (let path = nestFirstPath[nest]; path < nestFirstPath[nest + 1]; path++) into.path[path] *= share;
  }
}

/** ln Σ exp(ln PS − scale × cost) over the paths of a nest; leaves each path's share of the nest in `share`. */
function inclusiveOf(
  cost: Float64Array,
  logSize: Float64Array,
  first: number,
  end: number,
  scale: number,
  share: Float64Array,
): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let path = first; path < end; path++) {
    const utility =
      cost[path] === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : logSize[path] - scale * cost[path];
    share[path] = utility;
    if (utility > best) best = utility;
  }
  if (best === Number.NEGATIVE_INFINITY) {
    share.fill(0, first, end);
    return best;
  }
  let sum = 0;
  for (let path = first; path < end; path++) {
    share[path] = expOf(share[path] - best);
    sum += share[path];
  }
  for (let path = first; path < end; path++) share[path] /= sum;
  return best + logOf(sum);
}

/**
 * Path sizes: how much of a path is its own. PS_k = Σ_a (l_a / L_k) / N_a, N_a the number of paths of the set on a.
 * @param parts the parts of each path, each once, with its length (or cost)
 */
export function pathSizes(parts: readonly ReadonlyMap<string, number>[]): Float64Array {
  const users = new Map<string, number>();
  for (const path of parts) for (const part of path.keys()) users.set(part, (users.get(part) ?? 0) + 1);
  return Float64Array.from(parts, (path) => {
    let length = 0;
    let own = 0;
    for (const [part, partLength] of path) {
      length += partLength;
      own += partLength / (users.get(part) ?? 1);
    }
    return length > 0 ? own / length : 1;
  });
}
