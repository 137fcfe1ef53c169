// Capacities of nodes as capacities of arcs: every node becomes an arc from where arcs come in to where they leave (Ford &
// Fulkerson 1962, ch. I.11). A port that handles 20 Mt bounds all ways over it together.

import type { CapacityNetwork } from "./max-flow.ts";

export interface SplitNetwork extends CapacityNetwork {
  /** Arcs of the given network keep their numbers; the arc of node v is `arcCount + v`. */
  readonly arcCount: number;
  /** Node to leave from, and node to arrive at: the node's own capacity bounds neither as an end. */
  readonly leaving: (node: number) => number;
  readonly arriving: (node: number) => number;
}

/**
 * The network with twice the nodes. Node v is entered at 2v and left at 2v + 1.
 * @param nodeCapacity Infinity where a node bounds nothing
 */
export function splitNodes(network: CapacityNetwork, nodeCapacity: Float64Array): SplitNetwork {
  const { nodeCount, tail, head, capacity } = network;
  const arcCount = tail.length;
  const tails = new Int32Array(arcCount + nodeCount);
  const heads = new Int32Array(arcCount + nodeCount);
  const capacities = new Float64Array(arcCount + nodeCount);
  for (let arc = 0; arc < arcCount; arc++) {
    tails[arc] = 2 * tail[arc] + 1;
    heads[arc] = 2 * head[arc];
    capacities[arc] = capacity[arc];
  }
  for (let node = 0; node < nodeCount; node++) {
    tails[arcCount + node] = 2 * node;
    heads[arcCount + node] = 2 * node + 1;
    capacities[arcCount + node] = nodeCapacity[node];
  }
  return {
    nodeCount: 2 * nodeCount,
    tail: tails,
    head: heads,
    capacity: capacities,
    arcCount,
    leaving: (node) => 2 * node + 1,
    arriving: (node) => 2 * node,
  };
}
