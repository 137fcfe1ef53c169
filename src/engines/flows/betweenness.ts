// On how many shortest paths does a link or a node lie? Brandes's accumulation (2001) over all origins, for additive costs; where
// several paths are shortest each counts its share. It knows neither demand nor capacity, so it is shown beside losses and
// never instead of them.

import { toCsr } from "../../lib/csr.ts";
import { KeyedHeap } from "../../lib/keyed-heap.ts";
import type { Graph } from "./disjoint-paths.ts";

export interface Betweenness {
  /** Ordered pairs of nodes by the share of their shortest paths over the arc; a link both ways is the sum of its two arcs, halved for unordered pairs. */
  readonly arc: Float64Array;
  /** The same over a node between the ends. */
  readonly node: Float64Array;
  /** Sum of all finite distances over ordered pairs. */
  readonly distanceSum: number;
}

/** Relative: costs that differ by less are the same length. */
const SAME = 1e-12;

/**
 * Betweenness of all arcs and nodes. O(n m log n).
 * @param cost by arc, above 0: circles of no length would be on infinitely many shortest paths
 * @throws RangeError when a cost is not above 0
 */
export function betweenness({ nodeCount, tail, head }: Graph, cost: Float64Array): Betweenness {
  const bad = cost.findIndex((value) => !(value > 0));
  if (bad >= 0) throw new RangeError(`cost ${bad} is not above 0`);
  const { firstOut, head: headOf, tail: tailOf, original } = toCsr(nodeCount, tail, head);
  const arcShare = new Float64Array(tail.length);
  const nodeShare = new Float64Array(nodeCount);
  const distance = new Float64Array(nodeCount);
  const paths = new Float64Array(nodeCount);
  const carried = new Float64Array(nodeCount);
  const order = new Int32Array(nodeCount);
  const isSettled = new Uint8Array(nodeCount);
  const heap = new KeyedHeap(nodeCount);
  let distanceSum = 0;
  const isShortest = (slot: number): boolean => {
    const through = distance[tailOf[slot]] + cost[original[slot]];
    return Math.abs(through - distance[headOf[slot]]) <= SAME * through;
  };
  for (let origin = 0; origin < nodeCount; origin++) {
    distance.fill(Number.POSITIVE_INFINITY);
    isSettled.fill(0);
    distance[origin] = 0;
    heap.clear();
    heap.push(0, origin);
    let settled = 0;
    for (let node = heap.pop(); node >= 0; node = heap.pop()) {
      if (isSettled[node] === 1) continue;
      isSettled[node] = 1;
      order[settled++] = node;
      distanceSum += distance[node];
      for (let slot = firstOut[node]; slot < firstOut[node + 1]; slot++) {
        const through = distance[node] + cost[original[slot]];
        if (through >= distance[headOf[slot]]) continue;
        distance[headOf[slot]] = through;
        heap.push(through, headOf[slot]);
      }
    }
    // Forwards: how many shortest paths; backwards: what all nodes behind hand on.
    paths.fill(0);
    carried.fill(0);
    paths[origin] = 1;
    for (let i = 0; i < settled; i++) {
      const node = order[i];
      for (let slot = firstOut[node]; slot < firstOut[node + 1]; slot++)
        if (isShortest(slot)) paths[headOf[slot]] += paths[node];
    }
    for (let i = settled - 1; i >= 0; i--) {
      const node = order[i];
      for (let slot = firstOut[node]; slot < firstOut[node + 1]; slot++) {
        if (!isShortest(slot)) continue;
        const next = headOf[slot];
        const share = (paths[node] / paths[next]) * (1 + carried[next]);
        arcShare[original[slot]] += share;
        carried[node] += share;
      }
      if (node !== origin) nodeShare[node] += carried[node];
    }
  }
  return { arc: arcShare, node: nodeShare, distanceSum };
}
