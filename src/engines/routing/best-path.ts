// The single best path by money plus the cost of time, under a rule of what to pass and avoid: Dijkstra over (node,
// requirements met). Serves corridor comparison, where one path per corridor is wanted at once.

import { IndexHeap } from "../../lib/heap.ts";
import type { ArcRule } from "./constrain.ts";
import type { ServiceGraph } from "./service-graph.ts";

/**
 * Arc slots of the path with the least weight that follows the rule, or undefined when none does.
 * @param weight by arc slot, at least 0
 * @param toGo by node, the least weight to the target under no rule: leads the search there (A*); made by Dijkstra on the
 *   reversed graph, it never overestimates and never falls by more than an arc's weight along it
 * @param limit paths that weigh more are not looked for
 */
export function bestPath(
  graph: ServiceGraph,
  weight: Float64Array,
  rule: ArcRule,
  source: number,
  target: number,
  toGo?: Float64Array,
  limit = Number.POSITIVE_INFINITY,
): Int32Array | undefined {
  const { csr } = graph;
  const layers = 1 << rule.groupCount;
  const distance = new Float64Array(csr.nodeCount * layers).fill(Number.POSITIVE_INFINITY);
  const reachedBy = new Int32Array(csr.nodeCount * layers).fill(-1);
  const cameFrom = new Int32Array(csr.nodeCount * layers).fill(-1);
  const heap = new IndexHeap(csr.nodeCount * layers);
  const start = source * layers;
  const end = target * layers + layers - 1;
  distance[start] = 0;
  if (toGo && toGo[source] === Number.POSITIVE_INFINITY) return undefined;
  heap.push(start, toGo?.[source] ?? 0);
  for (let state = heap.pop(); state >= 0; state = heap.pop()) {
    if (state === end) return trace(end, reachedBy, cameFrom);
    const node = Math.floor(state / layers);
    const met = state % layers;
    for (let slot = csr.firstOut[node]; slot < csr.firstOut[node + 1]; slot++) {
      if (rule.allowed[slot] === 0) continue;
      const next = csr.head[slot] * layers + (met | rule.meets[slot]);
      const through = distance[state] + weight[slot];
      if (through < distance[next]) {
        distance[next] = through;
        reachedBy[next] = slot;
        cameFrom[next] = state;
        const ahead = toGo?.[csr.head[slot]] ?? 0;
        if (ahead !== Number.POSITIVE_INFINITY && through + ahead <= limit) heap.push(next, through + ahead);
      }
    }
  }
  return undefined;
}

function trace(end: number, reachedBy: Int32Array, cameFrom: Int32Array): Int32Array {
  const slots: number[] = [];
  for (let state = end; reachedBy[state] >= 0; state = cameFrom[state]) {
    slots.push(reachedBy[state]);
  }
  return Int32Array.from(slots.reverse());
}
