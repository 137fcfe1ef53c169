// The same equilibrium by another method, to compare with: Frank and Wolfe's with conjugate directions (Mitradjieva & Lindberg
// 2013). Link flows only, user equilibrium only, slow; shares nothing with the engine but the delay functions. For tests.

import { delayAt, delayIntegral } from "./delay.ts";
import type { AssignmentProblem } from "./problem.ts";

/** Link flows near the user equilibrium, with the objective and the best lower bound seen. */
export function solveByFrankWolfe(
  problem: AssignmentProblem,
  iterations: number,
): { readonly flow: Float64Array; readonly objective: number; readonly lowerBound: number } {
  const linkCount = problem.linkTail.length;
  const { time, slope, evaluate } = costsOf(problem);
  evaluate(new Float64Array(linkCount));
  let flow = allOrNothing(problem, time);
  let target = flow;
  let lowerBound = Number.NEGATIVE_INFINITY;
  for (let iteration = 0; iteration < iterations; iteration++) {
    evaluate(flow);
    const shortest = allOrNothing(problem, time);
    const objective = beckmann(problem, flow);
    lowerBound = Math.max(lowerBound, objective + dot(time, minus(shortest, flow)));
    if (objective - lowerBound <= 1e-13 * objective) break;
    target = conjugate(flow, target, shortest, slope);
    const step = minus(target, flow);
    // Rounding may leave a conjugate direction that does not go down; the plain one does.
    if (iteration % 50 === 49 || dot(time, step) >= 0) target = shortest;
    const direction = minus(target, flow);
    const length = lineSearch(flow, direction, evaluate, time);
    flow = flow.map((value, link) => Math.max(0, value + length * direction[link]));
  }
  return { flow, objective: beckmann(problem, flow), lowerBound };
}

function costsOf(problem: AssignmentProblem) {
  const time = new Float64Array(problem.linkTail.length);
  const slope = new Float64Array(problem.linkTail.length);
  const point = { time: 0, slope: 0, curvature: 0 };
  const evaluate = (flow: Float64Array): void => {
    for (let link = 0; link < flow.length; link++) {
      delayAt(problem.delays, link, flow[link], point);
      time[link] = point.time + (problem.fixedCost?.[link] ?? 0);
      slope[link] = point.slope;
    }
  };
  return { time, slope, evaluate };
}

const beckmann = (problem: AssignmentProblem, flow: Float64Array): number =>
  flow.reduce(
    (sum, value, link) => sum + delayIntegral(problem.delays, link, value) + value * (problem.fixedCost?.[link] ?? 0),
    0,
  );

function conjugate(flow: Float64Array, last: Float64Array, shortest: Float64Array, slope: Float64Array): Float64Array {
  const old = minus(last, flow);
  const weighted = old.map((value, link) => value * slope[link]);
  const numerator = dot(weighted, minus(shortest, flow));
  const denominator = dot(weighted, minus(shortest, last));
  const share = denominator === 0 ? 0 : Math.min(Math.max(numerator / denominator, 0), 0.99);
  return last.map((value, link) => share * value + (1 - share) * shortest[link]);
}

function lineSearch(
  flow: Float64Array,
  direction: Float64Array,
  evaluate: (flow: Float64Array) => void,
  time: Float64Array,
): number {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 60; round++) {
    const middle = round === 0 ? 1 : (low + high) / 2;
    evaluate(flow.map((value, link) => Math.max(0, value + middle * direction[link])));
    if (dot(time, direction) > 0) high = middle;
    else low = middle;
    if (low === 1) break;
  }
  return low;
}

function allOrNothing(problem: AssignmentProblem, cost: Float64Array): Float64Array {
  const { nodeCount, linkTail, linkHead, demand, firstThroughNode } = problem;
  const flow = new Float64Array(linkTail.length);
  for (const origin of new Set(demand.origin)) {
    const distance = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    const parent = new Int32Array(nodeCount).fill(-1);
    distance[origin] = 0;
    for (let changed = true; changed; ) {
      changed = false;
      for (let link = 0; link < linkTail.length; link++) {
        if (linkTail[link] < firstThroughNode && linkTail[link] !== origin) continue;
        const through = distance[linkTail[link]] + cost[link];
        if (through >= distance[linkHead[link]]) continue;
        distance[linkHead[link]] = through;
        parent[linkHead[link]] = link;
        changed = true;
      }
    }
    demand.flow.forEach((amount, row) => {
      if (demand.origin[row] !== origin) return;
      for (let node = demand.destination[row]; node !== origin; node = linkTail[parent[node]])
        flow[parent[node]] += amount;
    });
  }
  return flow;
}

const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, link) => value - b[link]);
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, link) => sum + value * b[link], 0);
