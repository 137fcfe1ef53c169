// How much can go from one node to another at most, and which arcs bound it? Dinic's algorithm (Dinitz 1970; Ahuja, Magnanti,
// Orlin 1993, ch. 7) on flat arrays; the cut nearest to the source comes with it and proves the value (Ford & Fulkerson
// 1956). Node capacities: split-nodes.ts. Not covered: lower bounds, costs (min-cost-flow.ts).

import { toCsr } from "../../lib/csr.ts";

/** Arcs with capacities; a link that is used both ways is two arcs. */
export interface CapacityNetwork {
  readonly nodeCount: number;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** At least 0; Infinity where nothing is known to bound it. */
  readonly capacity: Float64Array;
}

export interface BoundedFlow {
  readonly status: "ok";
  readonly value: number;
  /** By arc. */
  readonly flow: Float64Array;
  /** 1 for nodes that the source still reaches in the residual network: its side of the cut. */
  readonly isSourceSide: Uint8Array;
  /** Arcs from the source's side to the other, all full: their capacities add up to the value. */
  readonly cut: Int32Array;
  readonly phases: number;
}

/** A path without any capacity joins source and sink. */
export interface UnboundedFlow {
  readonly status: "unbounded";
  readonly path: Int32Array;
}

export type MaxFlow = BoundedFlow | UnboundedFlow;

/**
 * The maximum flow and a minimum cut. O(n² m) at worst, far less on networks of the field; whole capacities give exact answers.
 * @param arcAllowed 0 forbids an arc; all are allowed when not given
 */
export function maxFlow(network: CapacityNetwork, source: number, sink: number, arcAllowed?: Uint8Array): MaxFlow {
  if (source === sink) throw new RangeError("source and sink are one node");
  const unbounded = findUnboundedPath(network, source, sink, arcAllowed);
  if (unbounded !== undefined) return { status: "unbounded", path: unbounded };
  const residual = new Residual(network, arcAllowed);
  let value = 0;
  let phases = 0;
  // Levels grow with each phase, so there are fewer phases than nodes.
  while (residual.setLevels(source, sink)) {
    value += residual.block(source, sink);
    phases++;
  }
  const isSourceSide = Uint8Array.from(residual.level, (level) => (level >= 0 ? 1 : 0));
  const cut: number[] = [];
  for (let arc = 0; arc < network.tail.length; arc++) {
    if (arcAllowed !== undefined && arcAllowed[arc] === 0) continue;
    if (isSourceSide[network.tail[arc]] === 1 && isSourceSide[network.head[arc]] === 0) cut.push(arc);
  }
  return { status: "ok", value, flow: residual.flows(), isSourceSide, cut: Int32Array.from(cut), phases };
}

/** Both directions of every arc in compressed rows; the flow over an arc is the room of its reverse. */
class Residual {
  readonly level: Int32Array;
  readonly #arcCount: number;
  readonly #firstOut: Int32Array;
  readonly #head: Int32Array;
  /** Slot of the same arc the other way. */
  readonly #partner: Int32Array;
  readonly #room: Float64Array;
  readonly #slotOf: Int32Array;
  readonly #next: Int32Array;
  readonly #queue: Int32Array;
  readonly #path: Int32Array;
  /** What the last path took. */
  #amount = 0;

  constructor({ nodeCount, tail, head, capacity }: CapacityNetwork, arcAllowed: Uint8Array | undefined) {
    const arcCount = tail.length;
    const tails = new Int32Array(2 * arcCount);
    const heads = new Int32Array(2 * arcCount);
    for (let arc = 0; arc < arcCount; arc++) {
      tails[arc] = heads[arcCount + arc] = tail[arc];
      heads[arc] = tails[arcCount + arc] = head[arc];
    }
    const rows = toCsr(nodeCount, tails, heads);
    const slotOf = new Int32Array(2 * arcCount);
    for (let slot = 0; slot < 2 * arcCount; slot++) slotOf[rows.original[slot]] = slot;
    this.#arcCount = arcCount;
    this.#firstOut = rows.firstOut;
    this.#head = rows.head;
    this.#slotOf = slotOf;
    this.#partner = rows.original.map((arc) => slotOf[arc < arcCount ? arc + arcCount : arc - arcCount]);
    this.#room = new Float64Array(2 * arcCount);
    for (let arc = 0; arc < arcCount; arc++) {
      if (arcAllowed === undefined || arcAllowed[arc] === 1) this.#room[slotOf[arc]] = capacity[arc];
    }
    this.level = new Int32Array(nodeCount);
    this.#next = new Int32Array(nodeCount);
    this.#queue = new Int32Array(nodeCount);
    this.#path = new Int32Array(nodeCount);
  }

  flows(): Float64Array {
    const flow = new Float64Array(this.#arcCount);
    for (let arc = 0; arc < this.#arcCount; arc++) flow[arc] = this.#room[this.#slotOf[this.#arcCount + arc]];
    return flow;
  }

  /** Arcs from the source to each node by breadth first; false when the sink is not reached any more. */
  setLevels(source: number, sink: number): boolean {
    const { level } = this;
    const queue = this.#queue;
    const head = this.#head;
    level.fill(-1);
    level[source] = 0;
    queue[0] = source;
    for (let first = 0, last = 1; first < last; first++) {
      const node = queue[first];
      for (let slot = this.#firstOut[node], end = this.#firstOut[node + 1]; slot < end; slot++) {
        const next = head[slot];
        if (level[next] >= 0 || this.#room[slot] <= 0) continue;
        level[next] = level[node] + 1;
        queue[last++] = next;
      }
    }
    return level[sink] >= 0;
  }

  /** Sends flow along paths of rising levels until none is left; returns how much. */
  block(source: number, sink: number): number {
    const { level } = this;
    const firstOut = this.#firstOut;
    const head = this.#head;
    const room = this.#room;
    const next = this.#next;
    const path = this.#path;
    next.set(firstOut.subarray(0, next.length));
    let sent = 0;
    let depth = 0;
    let node = source;
    for (;;) {
      if (node === sink) {
        const narrowest = this.#augment(depth);
        sent += this.#amount;
        depth = narrowest;
        node = head[this.#partner[path[narrowest]]];
        continue;
      }
      const end = firstOut[node + 1];
      while (next[node] < end && (room[next[node]] <= 0 || level[head[next[node]]] !== level[node] + 1)) next[node]++;
      if (next[node] < end) {
        path[depth++] = next[node];
        node = head[next[node]];
        continue;
      }
      if (depth === 0) return sent;
      node = head[this.#partner[path[--depth]]];
      next[node]++;
    }
  }

  /** Fills the path found; returns the place on it of the first arc that is full now. */
  #augment(depth: number): number {
    const room = this.#room;
    const path = this.#path;
    let narrowest = 0;
    for (let at = 1; at < depth; at++) if (room[path[at]] < room[path[narrowest]]) narrowest = at;
    const amount = room[path[narrowest]];
    for (let at = 0; at < depth; at++) {
      room[path[at]] -= amount;
      room[this.#partner[path[at]]] += amount;
    }
    this.#amount = amount;
    return narrowest;
  }
}

/** A path over arcs without capacity only; then no flow is the largest. */
function findUnboundedPath(
  { nodeCount, tail, head, capacity }: CapacityNetwork,
  source: number,
  sink: number,
  arcAllowed: Uint8Array | undefined,
): Int32Array | undefined {
  const isFree = (arc: number) =>
    capacity[arc] === Number.POSITIVE_INFINITY && (arcAllowed === undefined || arcAllowed[arc] === 1);
  const { firstOut, head: headOf, original } = toCsr(nodeCount, tail, head);
  const cameBy = new Int32Array(nodeCount).fill(-1);
  const queue = [source];
  for (const node of queue) {
    for (let slot = firstOut[node]; slot < firstOut[node + 1]; slot++) {
      const next = headOf[slot];
      if (next === source || cameBy[next] >= 0 || !isFree(original[slot])) continue;
      cameBy[next] = original[slot];
      queue.push(next);
    }
  }
  if (cameBy[sink] < 0) return undefined;
  const path: number[] = [];
  for (let node = sink; node !== source; node = tail[cameBy[node]]) path.push(cameBy[node]);
  return Int32Array.from(path.reverse());
}
