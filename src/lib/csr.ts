// A directed multigraph in compressed rows: the arcs out of node n are firstOut[n] … firstOut[n + 1] - 1.

export interface Csr {
  readonly nodeCount: number;
  readonly arcCount: number;
  /** nodeCount + 1 offsets. */
  readonly firstOut: Int32Array;
  /** Head of each arc. */
  readonly head: Int32Array;
  /** Tail of each arc. */
  readonly tail: Int32Array;
  /** Position in the list the graph was made from. */
  readonly original: Int32Array;
}

/** Builds compressed rows from arc lists; arcs out of one node keep their order. O(n + m). */
export function toCsr(nodeCount: number, tails: ArrayLike<number>, heads: ArrayLike<number>): Csr {
  const arcCount = tails.length;
  const firstOut = new Int32Array(nodeCount + 1);
  for (let arc = 0; arc < arcCount; arc++) firstOut[tails[arc] + 1]++;
  for (let node = 0; node < nodeCount; node++) firstOut[node + 1] += firstOut[node];
  const next = firstOut.slice(0, nodeCount);
  const head = new Int32Array(arcCount);
  const tail = new Int32Array(arcCount);
  const original = new Int32Array(arcCount);
  for (let arc = 0; arc < arcCount; arc++) {
    const slot = next[tails[arc]]++;
    head[slot] = heads[arc];
    tail[slot] = tails[arc];
    original[slot] = arc;
  }
  return { nodeCount, arcCount, firstOut, head, tail, original };
}

/** The same graph with every arc turned round; `original` refers to slots of the given graph. O(n + m). */
export function reverse(graph: Csr): Csr {
  return toCsr(graph.nodeCount, graph.head, graph.tail);
}
