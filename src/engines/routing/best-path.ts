// The single best path by money plus the cost of time, under a rule of what to pass and avoid: Dijkstra over (node,
// requirements met). Serves corridor comparison, where one path per corridor is wanted at once.

import { IndexHeap } from "../../lib/heap.ts";
import type { ArcRule } from "./constrain.ts";
import type { ServiceGraph } from "./service-graph.ts";

/**
 * Arc slots of the path with the least weight that follows the rule, or undefined when none does.
 * @param weight by arc slot, at least 0
 * @param toGo by node, the least weight to the target under no rule, or by node and requirements met (`leastToGo`): leads
 *   the search there (A*); made on the reversed graph, it never overestimates and never falls by more than an arc's weight
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
  const { firstOut, head } = csr;
  const { allowed, meets, groupCount: bits } = rule;
  const mask = (1 << bits) - 1;
  const start = source << bits;
  const end = (target << bits) | mask;
  const ahead = toGo ?? NOTHING;
  // What leads is by node, by state, or nothing.
  const shift = toGo === undefined ? 31 : toGo.length === csr.nodeCount ? bits : 0;
  const least = ahead[start >> shift];
  if (least > limit || least === Number.POSITIVE_INFINITY) return undefined;
  const { distance, reachedBy, cameFrom, seenIn, heap, run } = workspace(csr.nodeCount << bits);
  seenIn[start] = run;
  distance[start] = 0;
  reachedBy[start] = -1;
  heap.push(start, least);
  for (let state = heap.pop(); state >= 0; state = heap.pop()) {
    if (state === end) {
      heap.clear();
      return trace(end, reachedBy, cameFrom);
    }
    const node = state >> bits;
    const met = state & mask;
    const soFar = distance[state];
    for (let slot = firstOut[node]; slot < firstOut[node + 1]; slot++) {
      if (allowed[slot] === 0) continue;
      const next = (head[slot] << bits) | met | meets[slot];
      const through = soFar + weight[slot];
      if (through < (seenIn[next] === run ? distance[next] : Number.POSITIVE_INFINITY)) {
        seenIn[next] = run;
        distance[next] = through;
        reachedBy[next] = slot;
        cameFrom[next] = state;
        const whole = through + ahead[next >> shift];
        if (whole < Number.POSITIVE_INFINITY && whole <= limit) heap.push(next, whole);
      }
    }
  }
  return undefined;
}

const NOTHING = new Float64Array(1);

function trace(end: number, reachedBy: Int32Array, cameFrom: Int32Array): Int32Array {
  let count = 0;
  for (let state = end; reachedBy[state] >= 0; state = cameFrom[state]) count++;
  const slots = new Int32Array(count);
  for (let state = end; reachedBy[state] >= 0; state = cameFrom[state]) slots[--count] = reachedBy[state];
  return slots;
}

/** Arrays by state that searches share: what an earlier search wrote is not read, because it carries that search's number. */
interface Workspace {
  readonly size: number;
  readonly distance: Float64Array;
  readonly reachedBy: Int32Array;
  readonly cameFrom: Int32Array;
  readonly seenIn: Int32Array;
  readonly heap: IndexHeap;
  run: number;
}

let shared: Workspace | undefined;
const MOST_RUNS = 0x7fffffff;

function workspace(size: number): Workspace {
  if (shared === undefined || shared.size < size || shared.run === MOST_RUNS) {
    shared = {
      size,
      distance: new Float64Array(size),
      reachedBy: new Int32Array(size),
      cameFrom: new Int32Array(size),
      seenIn: new Int32Array(size),
      heap: new IndexHeap(size),
      run: 0,
    };
  }
  shared.run++;
  return shared;
}
