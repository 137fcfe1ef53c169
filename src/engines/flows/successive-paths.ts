// Least-cost flow by successive shortest paths (Jewell 1958; Busacker & Gowen 1961): the second way that the tests hold the
// network simplex against. Short and slow; whole numbers only, no lower bounds, and no circle may cost less than nothing.

import type { MinCostProblem } from "./min-cost-flow.ts";

/** Least cost, or undefined when supply and demand cannot all be served. */
export function successivePaths(problem: MinCostProblem): number | undefined {
  const { nodeCount, tail, head, cost, capacity } = problem;
  const left = problem.supply.slice();
  const flow = new Float64Array(tail.length);
  for (;;) {
    const { distance, cameBy } = bellmanFord(problem, flow, left);
    let sink = -1;
    for (let node = 0; node < nodeCount; node++) {
      if (left[node] < 0 && distance[node] < Number.POSITIVE_INFINITY && (sink < 0 || distance[node] < distance[sink]))
        sink = node;
    }
    if (sink < 0) break;
    let amount = -left[sink];
    let node = sink;
    const path: number[] = [];
    while (cameBy[node] !== 0) {
      path.push(cameBy[node]);
      const arc = Math.abs(cameBy[node]) - 1;
      amount = Math.min(amount, cameBy[node] > 0 ? capacity[arc] - flow[arc] : flow[arc]);
      node = cameBy[node] > 0 ? tail[arc] : head[arc];
    }
    amount = Math.min(amount, left[node]);
    for (const step of path) flow[Math.abs(step) - 1] += step > 0 ? amount : -amount;
    left[node] -= amount;
    left[sink] += amount;
  }
  if (left.some((amount) => amount !== 0)) return undefined;
  return flow.reduce((total, amount, arc) => total + amount * cost[arc], 0);
}

/** From all nodes that have something left; `cameBy` is arc + 1 forwards, −(arc + 1) backwards, 0 at a start. */
function bellmanFord(
  { nodeCount, tail, head, cost, capacity }: MinCostProblem,
  flow: Float64Array,
  left: Float64Array,
) {
  const distance = Float64Array.from(left, (amount) => (amount > 0 ? 0 : Number.POSITIVE_INFINITY));
  const cameBy = new Int32Array(nodeCount);
  for (let round = 0, changed = true; changed; round++) {
    if (round > nodeCount) throw new Error("expected no circle of negative cost");
    changed = false;
    for (let arc = 0; arc < tail.length; arc++) {
      const there = distance[tail[arc]] + cost[arc];
      if (flow[arc] < capacity[arc] && there < distance[head[arc]]) {
        distance[head[arc]] = there;
        cameBy[head[arc]] = arc + 1;
        changed = true;
      }
      const back = distance[head[arc]] - cost[arc];
      if (flow[arc] > 0 && back < distance[tail[arc]]) {
        distance[tail[arc]] = back;
        cameBy[tail[arc]] = -(arc + 1);
        changed = true;
      }
    }
  }
  return { distance, cameBy };
}
