// Two slow, plain ways to the same equilibrium, for tests: the method of successive averages with self-regulated steps
// (Liu, He & He 2009) where capacities are soft, and projected gradient steps on the dual where they are hard. They share
// with the solver the shares and the delays, and neither its Jacobian nor its steps.

import { computeDelays, computePathCosts, computePathFlows, loadElements, missingPaths } from "./costs.ts";
import { computeShares, createShares } from "./nested-logit.ts";
import { type CorridorProblem, roomOf } from "./problem.ts";

export interface SlowAnswer {
  readonly pathFlow: Float64Array;
  readonly multiplier: Float64Array;
}

/**
 * Prices climb the dual one at a time: each queue flow and multiplier is set by bisection to what it should be, the others
 * held, round after round. On a concave dual this ends at the maximum.
 */
export function solveByBisection(problem: CorridorProblem, rounds = 400, settled = 1e-12): SlowAnswer {
  const { elements } = problem;
  const count = elements.capacity.length;
  const missing = missingPaths(problem, undefined);
  const queueFlow = new Float64Array(count);
  const multiplier = new Float64Array(count);
  const delays = new Float64Array(count);
  const cost = new Float64Array(problem.pathUsd.length);
  const pathFlow = new Float64Array(problem.pathUsd.length);
  const flow = new Float64Array(count);
  const shares = createShares(problem);
  const load = (): void => {
    computeDelays(problem, queueFlow, delays);
    computePathCosts(problem, missing, delays, multiplier, cost);
    computeShares(problem, cost, shares);
    computePathFlows(problem, shares.path, pathFlow);
    loadElements(problem, pathFlow, flow);
  };
  load();
  for (let round = 0; round < rounds; round++) {
    let change = 0;
    for (let element = 0; element < count; element++) {
      if (elements.servers[element] > 0) {
        const before = queueFlow[element];
        load();
        // The flow that it would find falls with the delay, so there is one crossing between nothing and that.
        queueFlow[element] = 0;
        load();
        let high = flow[element];
        let low = 0;
        for (let cut = 0; cut < 100 && high - low > 1e-15 * high; cut++) {
          queueFlow[element] = (low + high) / 2;
          load();
          if (flow[element] > queueFlow[element]) low = queueFlow[element];
          else high = queueFlow[element];
        }
        change = Math.max(change, Math.abs(queueFlow[element] - before) / elements.capacity[element]);
      }
      const room = roomOf(elements, element);
      if (elements.hard[element] === 0 || room === 0) continue;
      const before = multiplier[element];
      multiplier[element] = 0;
      load();
      if (flow[element] > room) {
        let low = 0;
        let high = 1;
        for (; high < 1e300; high *= 2) {
          multiplier[element] = high;
          load();
          if (flow[element] <= room) break;
          low = high;
        }
        for (let cut = 0; cut < 200 && high - low > 1e-15 * high; cut++) {
          multiplier[element] = (low + high) / 2;
          load();
          if (flow[element] > room) low = multiplier[element];
          else high = multiplier[element];
        }
      }
      change = Math.max(change, Math.abs(multiplier[element] - before) / (1 + before));
    }
    load();
    if (change < settled) break;
  }
  return { pathFlow, multiplier };
}

/** Successive averages of path flows; steps grow when the residual grows. Hard capacities are not seen. */
export function solveByAverages(problem: CorridorProblem, iterations = 20_000, gap = 1e-10): SlowAnswer {
  const count = problem.elements.capacity.length;
  const missing = missingPaths(problem, undefined);
  const multiplier = new Float64Array(count);
  const delays = new Float64Array(count);
  const cost = new Float64Array(problem.pathUsd.length);
  const pathFlow = new Float64Array(problem.pathUsd.length);
  const wished = new Float64Array(problem.pathUsd.length);
  const flow = new Float64Array(count);
  const shares = createShares(problem);
  const respond = (into: Float64Array): void => {
    loadElements(problem, pathFlow, flow);
    computeDelays(problem, flow, delays);
    computePathCosts(problem, missing, delays, multiplier, cost);
    computePathFlows(problem, computeShares(problem, cost, shares).path, into);
  };
  respond(pathFlow);
  let beta = 1;
  let last = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < iterations; iteration++) {
    respond(wished);
    const distance = Math.sqrt(
      wished.reduce((sum, value, path) => sum + (value - pathFlow[path]) * (value - pathFlow[path]), 0),
    );
    if (distance < gap) break;
    beta += distance >= last ? 1.8 : 0.02;
    last = distance;
    for (let path = 0; path < pathFlow.length; path++) pathFlow[path] += (wished[path] - pathFlow[path]) / beta;
  }
  return { pathFlow, multiplier };
}
