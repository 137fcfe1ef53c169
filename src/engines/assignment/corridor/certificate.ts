// How far are flows and multipliers from an equilibrium? Computed from nothing but the problem, the flows of paths and the
// multipliers: costs at the queues of these flows, shares at these costs, and who exceeds or leaves room at a price.

import { computeDelays, computePathCosts, loadElements, missingPaths } from "./costs.ts";
import { computeShares, createShares } from "./nested-logit.ts";
import { type CorridorProblem, roomOf } from "./problem.ts";

export interface Certified {
  /** max over paths of |flow − demand × share(costs)| / demand. */
  readonly shareGap: number;
  /** max over hard elements of excess, and of room left where there is a price, both relative to the room. */
  readonly capacityGap: number;
  readonly pathCost: Float64Array;
  readonly logsum: Float64Array;
  readonly elementFlow: Float64Array;
  readonly delayHours: Float64Array;
}

/** Certifies flows and multipliers. */
export function certify(
  problem: CorridorProblem,
  pathFlow: Float64Array,
  multiplier: Float64Array,
  shut?: Uint8Array,
): Certified {
  const { elements, demand, rowFirstNest, nestFirstPath } = problem;
  const elementFlow = new Float64Array(multiplier.length);
  const delayHours = new Float64Array(multiplier.length);
  const pathCost = new Float64Array(pathFlow.length);
  loadElements(problem, pathFlow, elementFlow);
  computeDelays(problem, elementFlow, delayHours);
  computePathCosts(problem, missingPaths(problem, shut), delayHours, multiplier, pathCost);
  const shares = computeShares(problem, pathCost, createShares(problem));
  let shareGap = 0;
  let units = 0;
  let usd = 0;
  for (let row = 0; row < demand.length; row++) {
    if (demand[row] === 0) continue;
    const end = nestFirstPath[rowFirstNest[row + 1]];
    for (let path = nestFirstPath[rowFirstNest[row]]; path < end; path++) {
      shareGap = Math.max(shareGap, Math.abs(pathFlow[path] / demand[row] - shares.path[path]));
      if (pathFlow[path] > 0) usd += pathFlow[path] * Math.abs(pathCost[path]);
    }
    units += demand[row];
  }
  const meanCost = units > 0 ? usd / units : 0;
  let capacityGap = 0;
  for (let element = 0; element < multiplier.length; element++) {
    const room = roomOf(elements, element);
    if (elements.hard[element] === 0 || room === 0 || room === Number.POSITIVE_INFINITY) continue;
    const excess = (elementFlow[element] - room) / room;
    const priced = multiplier[element] > 0 ? 1 : 0;
    const weight = meanCost > 0 ? Math.min(1, multiplier[element] / meanCost) : priced;
    capacityGap = Math.max(capacityGap, excess, -weight * excess, multiplier[element] < 0 ? 1 : 0);
  }
  return { shareGap, capacityGap, pathCost, logsum: shares.logsum, elementFlow, delayHours };
}
