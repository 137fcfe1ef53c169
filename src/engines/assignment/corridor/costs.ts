// What paths cost at given queues and shadow prices, and what they load: the two sums along paths that everything here is
// made of.

import { type Jet, queueJet } from "./delays.ts";
import { type CorridorProblem, roomOf } from "./problem.ts";

/** 1 for paths that are not there: over an element that is shut, or hard and without room beside its background. */
export function missingPaths(problem: CorridorProblem, shut: Uint8Array | undefined): Uint8Array {
  const { elements, pathFirstUse, useElement } = problem;
  const closed = Uint8Array.from(elements.capacity, (_, element) =>
    shut?.[element] === 1 || (elements.hard[element] === 1 && roomOf(elements, element) <= 0) ? 1 : 0,
  );
  const missing = new Uint8Array(problem.pathUsd.length);
  for (let path = 0; path < missing.length; path++) {
    for (let use = pathFirstUse[path]; use < pathFirstUse[path + 1]; use++) {
      if (closed[useElement[use]] === 1) missing[path] = 1;
    }
  }
  return missing;
}

/** Queueing delays at flows without background; slopes too where asked for. Hours, and hours per resource unit per day. */
export function computeDelays(
  problem: CorridorProblem,
  flow: Float64Array,
  delayHours: Float64Array,
  slope?: Float64Array,
): void {
  const { elements } = problem;
  const jet: Jet = { value: 0, slope: 0, bend: 0 };
  for (let element = 0; element < delayHours.length; element++) {
    queueJet(elements, element, elements.background[element] + flow[element], jet);
    delayHours[element] = jet.value;
    if (slope) slope[element] = jet.slope;
  }
}

/** USD per flow unit by path; Infinity for missing paths. */
export function computePathCosts(
  problem: CorridorProblem,
  missing: Uint8Array,
  delayHours: Float64Array,
  multiplier: Float64Array,
  into: Float64Array,
): void {
  const { rowFirstNest, nestFirstPath, pathUsd, pathFirstUse, useElement, useAmount, timeValue } = problem;
  for (let row = 0; row < timeValue.length; row++) {
    const perHour = timeValue[row];
    const end = nestFirstPath[rowFirstNest[row + 1]];
    for (let path = nestFirstPath[rowFirstNest[row]]; path < end; path++) {
      if (missing[path] === 1) {
        into[path] = Number.POSITIVE_INFINITY;
        continue;
      }
      let cost = pathUsd[path];
      for (let use = pathFirstUse[path]; use < pathFirstUse[path + 1]; use++) {
        const element = useElement[use];
        cost += perHour * delayHours[element] + useAmount[use] * multiplier[element];
      }
      into[path] = cost;
    }
  }
}

/** Flows of paths from shares of rows, flow units per day. */
export function computePathFlows(problem: CorridorProblem, share: Float64Array, into: Float64Array): void {
  const { rowFirstNest, nestFirstPath, demand } = problem;
  for (let row = 0; row < demand.length; row++) {
    const end = nestFirstPath[rowFirstNest[row + 1]];
    for (let path = nestFirstPath[rowFirstNest[row]]; path < end; path++) into[path] = demand[row] * share[path];
  }
}

/** Flow by element without background, resource units per day; sums that do not lose digits (Neumaier 1974). */
export function loadElements(problem: CorridorProblem, pathFlow: Float64Array, into: Float64Array): void {
  const { pathFirstUse, useElement, useAmount } = problem;
  const lost = new Float64Array(into.length);
  into.fill(0);
  for (let path = 0; path < pathFlow.length; path++) {
    const flow = pathFlow[path];
    if (flow === 0) continue;
    for (let use = pathFirstUse[path]; use < pathFirstUse[path + 1]; use++) {
      const element = useElement[use];
      const value = flow * useAmount[use];
      const sum = into[element];
      const next = sum + value;
      lost[element] += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      into[element] = next;
    }
  }
  for (let element = 0; element < into.length; element++) into[element] += lost[element];
}
