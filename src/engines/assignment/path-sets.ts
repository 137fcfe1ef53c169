// The paths in use (or worth using) of every row of demand, with their flows: chains of numbered paths whose arcs lie one
// after another in one growing array. A path's arcs run from its destination back to its origin, as trees give them.

import type { Csr } from "../../lib/csr.ts";

export class PathSets {
  /** First path of each row, -1 for none. The newest path comes first. */
  readonly firstOf: Int32Array;
  pathCount = 0;
  /** Next path of the same row, -1 at the end. */
  next = new Int32Array(0);
  flow = new Float64Array(0);
  /** Arcs of a path: `arcs[begin[path]]` up to `end[path]`, the last arc of travel first. */
  begin = new Int32Array(0);
  end = new Int32Array(0);
  arcs = new Int32Array(0);
  #arcCount = 0;
  readonly #tail: Int32Array;
  readonly #nodeCount: number;

  constructor(graph: Csr, rowCount: number) {
    this.firstOf = new Int32Array(rowCount).fill(-1);
    this.#tail = graph.tail;
    this.#nodeCount = graph.nodeCount;
    this.#makeRoom(rowCount + rowCount / 2, 32 * rowCount);
  }

  /** Adds the path that a tree of parents gives to a node, unless the row has it; returns whether it was new. */
  add(row: number, parentArc: Int32Array, node: number, flow: number): boolean {
    this.#makeRoom(this.pathCount + 1, this.#arcCount + this.#nodeCount);
    const path = this.pathCount;
    const begin = this.#arcCount;
    let end = begin;
    for (let arc = parentArc[node]; arc >= 0; arc = parentArc[this.#tail[arc]]) this.arcs[end++] = arc;
    if (this.#has(row, begin, end)) return false;
    this.begin[path] = begin;
    this.end[path] = end;
    this.flow[path] = flow;
    this.next[path] = this.firstOf[row];
    this.firstOf[row] = path;
    this.#arcCount = end;
    this.pathCount++;
    return true;
  }

  /** The least cost of a row's paths; paths without flow that cost more than `least` are dropped, except the newest. */
  leastCost(row: number, cost: Float64Array, least: number): number {
    const { arcs, begin, end, next, flow } = this;
    let result = Number.POSITIVE_INFINITY;
    let kept = -1;
    for (let path = this.firstOf[row]; path >= 0; path = next[path]) {
      let sum = 0;
      for (let at = begin[path], last = end[path]; at < last; at++) sum += cost[arcs[at]];
      if (sum < result) result = sum;
      if (kept >= 0 && flow[path] === 0 && sum > least) next[kept] = next[path];
      else kept = path;
    }
    return result;
  }

  /** Flow by arc, summed from scratch in the order of rows. */
  addUp(flowByArc: Float64Array): void {
    const { arcs, begin, end, next, flow } = this;
    flowByArc.fill(0);
    for (let row = 0; row < this.firstOf.length; row++) {
      for (let path = this.firstOf[row]; path >= 0; path = next[path]) {
        const own = flow[path];
        if (own === 0) continue;
        for (let at = begin[path], last = end[path]; at < last; at++) flowByArc[arcs[at]] += own;
      }
    }
  }

  /** Makes the flows of a row add up to its demand again: rounding goes to the path with the largest flow. */
  settle(row: number, demand: number): void {
    let largest = this.firstOf[row];
    let sum = 0;
    for (let path = this.firstOf[row]; path >= 0; path = this.next[path]) {
      sum += this.flow[path];
      if (this.flow[path] > this.flow[largest]) largest = path;
    }
    if (largest >= 0) this.flow[largest] += demand - sum;
  }

  #has(row: number, begin: number, end: number): boolean {
    const { arcs } = this;
    for (let path = this.firstOf[row]; path >= 0; path = this.next[path]) {
      const other = this.begin[path];
      if (this.end[path] - other !== end - begin) continue;
      let at = 0;
      while (at < end - begin && arcs[other + at] === arcs[begin + at]) at++;
      if (at === end - begin) return true;
    }
    return false;
  }

  #makeRoom(paths: number, arcs: number): void {
    if (paths > this.next.length) {
      const room = Math.ceil(Math.max(paths, 1.5 * this.next.length));
      this.next = grown(this.next, new Int32Array(room));
      this.flow = grown(this.flow, new Float64Array(room));
      this.begin = grown(this.begin, new Int32Array(room));
      this.end = grown(this.end, new Int32Array(room));
    }
    if (arcs > this.arcs.length)
      this.arcs = grown(this.arcs, new Int32Array(Math.ceil(Math.max(arcs, 1.5 * this.arcs.length))));
  }
}

/** `to` with what `from` holds at its beginning. */
export function grown<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
