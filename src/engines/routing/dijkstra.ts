// How far is every node, for one additive cost? Dijkstra's label-setting search (Dijkstra 1959) on compressed rows,
// from a node forwards or towards a target backwards; the latter gives the lower bounds that exact multi-criteria
// search needs. Costs must be finite and at least 0. Not for time-dependent or negative costs.

import type { Csr } from "../../lib/csr.ts";
import { KeyedHeap } from "../../lib/keyed-heap.ts";

export interface DijkstraOptions {
  /** Stop once this node is settled; other distances may then be Infinity or larger than the shortest. */
  readonly target?: number;
  /** One byte per slot of the forward graph: 0 closes the arc. */
  readonly arcAllowed?: Uint8Array;
  /** Nodes farther than this stay at Infinity. */
  readonly limit?: number;
}

export interface ShortestPaths {
  /** Distance per node in the unit of the costs; Infinity where there is no path. */
  readonly distance: Float64Array;
  /** Slot of the last arc of a shortest path per node; -1 at the start and where there is no path. */
  readonly parentArc: Int32Array;
}

/**
 * Shortest paths from one or several nodes to all (or to one target). O((n + m) log n).
 * @param costs one cost per slot of `graph`
 */
export function dijkstra(
  graph: Csr,
  costs: Float64Array,
  source: number | readonly number[],
  options: DijkstraOptions = {},
): ShortestPaths {
  return settle(graph, costs, false, source, options);
}

/**
 * Shortest paths from all nodes to one or several targets: `distance[node]` is the cost still to go, `parentArc[node]`
 * the slot of `graph` by which a shortest path leaves the node.
 * @param backward `reverse(graph)`, made once and used again
 * @param costs one cost per slot of `graph` (not of `backward`)
 */
export function dijkstraTo(
  backward: Csr,
  costs: Float64Array,
  target: number | readonly number[],
  options: DijkstraOptions = {},
): ShortestPaths {
  return settle(backward, costs, true, target, options);
}

/** Slots of the arcs from the start to a node, in the order of travel; undefined when there is no path. */
export function pathTo(graph: Csr, paths: ShortestPaths, node: number): Int32Array | undefined {
  if (paths.distance[node] === Number.POSITIVE_INFINITY) return undefined;
  const arcs: number[] = [];
  for (let at = node, arc = paths.parentArc[at]; arc >= 0; at = graph.tail[arc], arc = paths.parentArc[at]) {
    arcs.push(arc);
  }
  return Int32Array.from(arcs.reverse());
}

function settle(
  graph: Csr,
  costs: Float64Array,
  costsByOriginal: boolean,
  start: number | readonly number[],
  options: DijkstraOptions,
): ShortestPaths {
  const { firstOut, head, original } = graph;
  const { arcAllowed, target = -1, limit = Number.POSITIVE_INFINITY } = options;
  const distance = new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  const parentArc = new Int32Array(graph.nodeCount).fill(-1);
  const queue = new KeyedHeap(graph.nodeCount);
  for (const node of typeof start === "number" ? [start] : start) {
    distance[node] = 0;
    queue.push(0, node);
  }
  for (let node = queue.pop(); node >= 0; node = queue.pop()) {
    const soFar = queue.poppedKey;
    if (soFar > distance[node]) continue;
    if (node === target) break;
    for (let slot = firstOut[node]; slot < firstOut[node + 1]; slot++) {
      const arc = costsByOriginal ? original[slot] : slot;
      if (arcAllowed !== undefined && arcAllowed[arc] === 0) continue;
      const next = head[slot];
      const through = soFar + costs[arc];
      if (through < distance[next] && through <= limit) {
        distance[next] = through;
        parentArc[next] = arc;
        queue.push(through, next);
      }
    }
  }
  return { distance, parentArc };
}
