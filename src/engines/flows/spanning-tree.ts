// The basis of the network simplex: a spanning tree over all nodes and a root, with the flows that belong to it, the prices of
// its nodes, and the step from one tree to the next. Strongly feasible: along tree arcs some flow can always be sent to the
// root, so trees never repeat (Cunningham 1976). Children in linked lists, so hanging a part elsewhere touches that part only.

import type { CapacityNetwork } from "./max-flow.ts";

const NONE = -1;
/** States of arcs; times the reduced cost it is negative where a change gains. */
const AT_LOWER = 1;
const IN_TREE = 0;
const AT_UPPER = -1;
/** Arcs looked at per search, in parts of the square root of their number. */
const BLOCK_SHARE = 1.5;
const LEAST_BLOCK = 10;

export class SpanningTree {
  /** By node; the root's is 0. */
  readonly price: Float64Array;
  /** By arc, above the lower bound; arcs to the root stand behind. */
  readonly flow: Float64Array;
  pivots = 0;
  readonly #nodeCount: number;
  readonly #arcCount: number;
  readonly #root: number;
  readonly #tail: Int32Array;
  readonly #head: Int32Array;
  readonly #cost: Float64Array;
  readonly #capacity: Float64Array;
  readonly #state: Int8Array;
  readonly #parent: Int32Array;
  readonly #parentArc: Int32Array;
  /** 1 when the arc to the parent leads up to it. */
  readonly #isUp: Uint8Array;
  readonly #depth: Int32Array;
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;
  readonly #previousSibling: Int32Array;
  readonly #largestCost: number;
  readonly #blockSize: number;
  #nextArc = 0;

  /** Starts with an arc between every node and the root that carries its supply, so dear that no optimum keeps it. */
  constructor(network: CapacityNetwork & { readonly cost: Float64Array; readonly supply: Float64Array }) {
    const { nodeCount, supply } = network;
    const arcCount = network.tail.length;
    this.#nodeCount = nodeCount;
    this.#arcCount = arcCount;
    this.#root = nodeCount;
    this.#tail = withRoom(network.tail, nodeCount);
    this.#head = withRoom(network.head, nodeCount);
    this.#cost = new Float64Array(arcCount + nodeCount);
    this.#cost.set(network.cost);
    this.#capacity = new Float64Array(arcCount + nodeCount).fill(Number.POSITIVE_INFINITY);
    this.#capacity.set(network.capacity);
    this.flow = new Float64Array(arcCount + nodeCount);
    this.#state = new Int8Array(arcCount + nodeCount).fill(AT_LOWER);
    this.price = new Float64Array(nodeCount + 1);
    this.#parent = new Int32Array(nodeCount + 1).fill(NONE);
    this.#parentArc = new Int32Array(nodeCount + 1).fill(NONE);
    this.#isUp = new Uint8Array(nodeCount + 1);
    this.#depth = new Int32Array(nodeCount + 1);
    this.#firstChild = new Int32Array(nodeCount + 1).fill(NONE);
    this.#nextSibling = new Int32Array(nodeCount + 1).fill(NONE);
    this.#previousSibling = new Int32Array(nodeCount + 1).fill(NONE);
    this.#largestCost = largest(network.cost) || 1;
    this.#blockSize = Math.max(LEAST_BLOCK, Math.ceil(BLOCK_SHARE * Math.sqrt(arcCount)));
    this.#hangAll(supply);
  }

  #hangAll(supply: Float64Array): void {
    const dear = this.#largestCost * (this.#nodeCount + 1);
    for (let node = 0; node < this.#nodeCount; node++) {
      const arc = this.#arcCount + node;
      const isUp = supply[node] >= 0;
      this.#tail[arc] = isUp ? node : this.#root;
      this.#head[arc] = isUp ? this.#root : node;
      this.#cost[arc] = isUp ? 0 : dear;
      this.#state[arc] = IN_TREE;
      this.flow[arc] = Math.abs(supply[node]);
      this.#isUp[node] = isUp ? 1 : 0;
      this.#parentArc[node] = arc;
      this.#depth[node] = 1;
      this.#link(node, this.#root);
    }
  }

  /**
   * Sums prices anew from the root. Once no arc to the root carries flow, those left in the tree all lead up at no cost, so
   * prices are sums of real costs and their rounding is small.
   * @returns how far below zero a reduced cost must be, for a relative tolerance
   */
  startPricing(tolerance: number): number {
    let steps = 0;
    for (let node = this.#firstChild[this.#root]; node !== NONE; node = this.#after(node, this.#root)) {
      const cost = this.#cost[this.#parentArc[node]];
      this.price[node] = this.price[this.#parent[node]] + (this.#isUp[node] === 1 ? -cost : cost);
      steps = Math.max(steps, Math.abs(this.price[node]));
    }
    return tolerance * Math.max(this.#largestCost, steps);
  }

  /** The next node of a part of the tree in preorder; NONE at its end. */
  #after(node: number, top: number): number {
    if (this.#firstChild[node] !== NONE) return this.#firstChild[node];
    for (let at = node; at !== top; at = this.#parent[at]) {
      if (this.#nextSibling[at] !== NONE) return this.#nextSibling[at];
    }
    return NONE;
  }

  /** The arc that gains most in the first block in which one gains; NONE when none does: the tree is optimal. */
  findEntering(tolerance: number): number {
    const state = this.#state;
    const cost = this.#cost;
    const price = this.price;
    const tail = this.#tail;
    const head = this.#head;
    const arcCount = this.#arcCount;
    let best = -tolerance;
    let found = NONE;
    let arc = this.#nextArc;
    let left = this.#blockSize;
    for (let looked = 0; looked < arcCount; looked++) {
      const gain = state[arc] * (cost[arc] + price[tail[arc]] - price[head[arc]]);
      if (gain < best) {
        best = gain;
        found = arc;
      }
      if (++arc === arcCount) arc = 0;
      if (--left === 0) {
        if (found !== NONE) break;
        left = this.#blockSize;
      }
    }
    this.#nextArc = arc;
    return found;
  }

  /** Takes an arc in, as much flow round its circle as fits, and the arc out that is full first; a circle without end is returned. */
  pivot(entering: number): Int32Array | undefined {
    this.pivots++;
    const isAtLower = this.#state[entering] === AT_LOWER;
    const first = isAtLower ? this.#tail[entering] : this.#head[entering];
    const second = isAtLower ? this.#head[entering] : this.#tail[entering];
    const flow = this.flow;
    const capacity = this.#capacity;
    const parent = this.#parent;
    const parentArc = this.#parentArc;
    const isUp = this.#isUp;
    const depth = this.#depth;
    // Up from both ends to where they meet. Of several arcs that are full at once the last one in the direction of the flow,
    // seen from the meeting node, leaves: that keeps the tree strongly feasible.
    let firstRoom = capacity[entering];
    let secondRoom = Number.POSITIVE_INFINITY;
    let firstOut = NONE;
    let secondOut = NONE;
    let a = first;
    let b = second;
    while (a !== b) {
      if (depth[a] >= depth[b]) {
        const arc = parentArc[a];
        const room = isUp[a] === 1 ? flow[arc] : capacity[arc] - flow[arc];
        if (room < firstRoom) {
          firstRoom = room;
          firstOut = a;
        }
        a = parent[a];
      } else {
        const arc = parentArc[b];
        const room = isUp[b] === 1 ? capacity[arc] - flow[arc] : flow[arc];
        if (room <= secondRoom) {
          secondRoom = room;
          secondOut = b;
        }
        b = parent[b];
      }
    }
    const meeting = a;
    const isSecond = secondOut !== NONE && secondRoom <= firstRoom;
    const amount = Math.max(0, isSecond ? secondRoom : firstRoom);
    if (amount === Number.POSITIVE_INFINITY) return this.#circleOf(entering, first, second, meeting);
    if (amount > 0) {
      flow[entering] += isAtLower ? amount : -amount;
      for (let node = first; node !== meeting; node = parent[node])
        flow[parentArc[node]] += isUp[node] === 1 ? -amount : amount;
      for (let node = second; node !== meeting; node = parent[node])
        flow[parentArc[node]] += isUp[node] === 1 ? amount : -amount;
    }
    const out = isSecond ? secondOut : firstOut;
    if (out === NONE) {
      this.#state[entering] = -this.#state[entering];
      flow[entering] = isAtLower ? capacity[entering] : 0;
      return undefined;
    }
    const leaving = parentArc[out];
    const isEmpty = (isUp[out] === 1) !== isSecond;
    // Set, not added up: rounding must not leave an arc a hair beside its bound.
    flow[leaving] = isEmpty ? 0 : capacity[leaving];
    this.#state[leaving] = isEmpty ? AT_LOWER : AT_UPPER;
    this.#state[entering] = IN_TREE;
    if (isSecond) this.#rehang(second, first, entering, out);
    else this.#rehang(first, second, entering, out);
    return undefined;
  }

  /** Hangs the part below `out` by its node `inside` on `outside` instead: parents along the stem between them turn round. */
  #rehang(inside: number, outside: number, entering: number, out: number): void {
    const tail = this.#tail;
    const parent = this.#parent;
    const parentArc = this.#parentArc;
    const isUp = this.#isUp;
    const depth = this.#depth;
    const price = this.price;
    let node = inside;
    let newParent = outside;
    let newArc = entering;
    let newIsUp = tail[entering] === inside ? 1 : 0;
    const newPrice = price[outside] + (newIsUp === 1 ? -this.#cost[entering] : this.#cost[entering]);
    for (;;) {
      const oldParent = parent[node];
      const oldArc = parentArc[node];
      const oldIsUp = isUp[node];
      this.#unlink(node);
      this.#link(node, newParent);
      parentArc[node] = newArc;
      isUp[node] = newIsUp;
      if (node === out) break;
      newParent = node;
      newArc = oldArc;
      newIsUp = 1 - oldIsUp;
      node = oldParent;
    }
    const shift = newPrice - price[inside];
    const firstChild = this.#firstChild;
    const nextSibling = this.#nextSibling;
    node = inside;
    for (;;) {
      price[node] += shift;
      depth[node] = depth[parent[node]] + 1;
      if (firstChild[node] !== NONE) {
        node = firstChild[node];
        continue;
      }
      while (node !== inside && nextSibling[node] === NONE) node = parent[node];
      if (node === inside) return;
      node = nextSibling[node];
    }
  }

  #link(node: number, parent: number): void {
    const oldFirst = this.#firstChild[parent];
    this.#parent[node] = parent;
    this.#nextSibling[node] = oldFirst;
    this.#previousSibling[node] = NONE;
    if (oldFirst !== NONE) this.#previousSibling[oldFirst] = node;
    this.#firstChild[parent] = node;
  }

  #unlink(node: number): void {
    const previous = this.#previousSibling[node];
    const next = this.#nextSibling[node];
    if (previous === NONE) this.#firstChild[this.#parent[node]] = next;
    else this.#nextSibling[previous] = next;
    if (next !== NONE) this.#previousSibling[next] = previous;
  }

  #circleOf(entering: number, first: number, second: number, meeting: number): Int32Array {
    const arcs = [entering];
    for (const end of [second, first])
      for (let node = end; node !== meeting; node = this.#parent[node]) arcs.push(this.#parentArc[node]);
    return Int32Array.from(arcs);
  }

  isInTree(arc: number): boolean {
    return this.#state[arc] === IN_TREE;
  }

  /** Supply (above 0) or demand (below) by node that only the root takes. */
  leftOver(): Float64Array {
    const left = new Float64Array(this.#nodeCount);
    for (let node = 0; node < this.#nodeCount; node++) {
      const arc = this.#arcCount + node;
      left[node] = this.#tail[arc] === node ? this.flow[arc] : -this.flow[arc];
    }
    return left;
  }

  /** Whether more than an amount is left over anywhere. */
  isLeftOver(amount: number): boolean {
    return this.leftOver().some((left) => Math.abs(left) > amount);
  }
}

function withRoom(list: Int32Array, more: number): Int32Array {
  const longer = new Int32Array(list.length + more);
  longer.set(list);
  return longer;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
