// Where do two paths of one row of demand differ? In a pair of alternative segments (Bar-Gera 2010): arcs that only the one
// has, arcs that only the other has. Thousands of rows share a few hundred pairs, so flow is shifted pair by pair and not
// row by row: all rows move at once, in proportion to what they have on the dearer side. That is what makes this fast,
// and it keeps the shares of rows on both sides nearly proportional (Bar-Gera 2006), though nothing here enforces that.

import type { Csr } from "../../lib/csr.ts";
import type { LinkCosts } from "./link-costs.ts";
import { grown, type PathSets } from "./path-sets.ts";

/** Rows with more paths pair each of them with their largest only; the number of pairs would grow with the square. */
const MOST_PATHS_ALL_PAIRED = 8;

export class SegmentPairs {
  count = 0;
  /** Arcs of pair q: side A from begin[q] to middle[q], side B from there to end[q]. */
  #begin = new Int32Array(256);
  #middle = new Int32Array(256);
  #end = new Int32Array(256);
  #hash = new Int32Array(256);
  #arcs = new Int32Array(4096);
  #arcCount = 0;
  /** Members of a pair: two paths of one row, one with side A, one with side B. A chain per pair. */
  #firstMember = new Int32Array(256);
  #memberCount = 0;
  #pathA = new Int32Array(4096);
  #pathB = new Int32Array(4096);
  #nextMember = new Int32Array(4096);
  /** Open addressing: pair by hash, -1 for none; a power of two. */
  #table = new Int32Array(1024);
  readonly #arcKey: Int32Array;
  /** Last time that an arc was seen on the first path, and on the second too. */
  readonly #onFirst: Int32Array;
  readonly #onBoth: Int32Array;
  #stamp = 0;
  readonly #longest: number;

  constructor(graph: Csr) {
    this.#arcKey = Int32Array.from({ length: graph.arcCount }, (_, arc) => mix(arc));
    this.#onFirst = new Int32Array(graph.arcCount);
    this.#onBoth = new Int32Array(graph.arcCount);
    this.#longest = 2 * graph.nodeCount;
  }

  /** Finds the pairs of all rows with more than one path. */
  build(paths: PathSets): void {
    this.count = 0;
    this.#arcCount = 0;
    this.#memberCount = 0;
    this.#table.fill(-1);
    const { firstOf, next, flow } = paths;
    for (let row = 0; row < firstOf.length; row++) {
      const newest = firstOf[row];
      if (newest < 0 || next[newest] < 0) continue;
      let pathCount = 0;
      let largest = newest;
      for (let path = newest; path >= 0; path = next[path]) {
        pathCount++;
        if (flow[path] > flow[largest]) largest = path;
      }
      if (pathCount <= MOST_PATHS_ALL_PAIRED) {
        for (let path = newest; path >= 0; path = next[path]) this.#pairWith(paths, path, next[path], -1);
      } else this.#pairWith(paths, largest, newest, largest);
    }
  }

  /**
   * One sweep over all pairs on linearised costs (cost + slope × change of flow): each pair is brought to equal cost, or as
   * near as its flow allows. Changes the flows of arcs and paths, and `cost` along its tangents.
   * @param relaxation multiplies shifts; above 0 and below 2, where sweeps still converge
   * @returns the sum of shiftable flow × difference in cost, before each shift
   */
  sweep(paths: PathSets, flowByArc: Float64Array, { cost, slope }: LinkCosts, relaxation: number): number {
    const arcs = this.#arcs;
    let excess = 0;
    for (let pair = 0; pair < this.count; pair++) {
      const begin = this.#begin[pair];
      const middle = this.#middle[pair];
      const end = this.#end[pair];
      let difference = 0;
      let steepness = 0;
      for (let at = begin; at < middle; at++) {
        difference += cost[arcs[at]];
        steepness += slope[arcs[at]];
      }
      for (let at = middle; at < end; at++) {
        difference -= cost[arcs[at]];
        steepness += slope[arcs[at]];
      }
      if (difference === 0) continue;
      const available = this.#available(paths.flow, pair, difference > 0);
      if (available === 0) continue;
      const size = difference > 0 ? difference : -difference;
      excess += size * available;
      // Without any slope the quotient is infinite, and everything moves.
      const wanted = (relaxation * size) / steepness;
      const moved = wanted < available ? wanted : available;
      this.#movePaths(paths.flow, pair, difference > 0, wanted < available ? wanted / available : 1);
      const change = difference > 0 ? moved : -moved;
      for (let at = begin; at < middle; at++) {
        const arc = arcs[at];
        flowByArc[arc] -= change;
        cost[arc] -= change * slope[arc];
      }
      for (let at = middle; at < end; at++) {
        const arc = arcs[at];
        flowByArc[arc] += change;
        cost[arc] += change * slope[arc];
      }
    }
    return excess;
  }

  /**
   * One sweep over all pairs on the true costs, each pair as near to equal cost as a few steps bring it. Slower than
   * `sweep`, but it never goes uphill: for places where costs bend so much that their tangents mislead.
   */
  sweepOnTrueCosts(paths: PathSets, flowByArc: Float64Array, costs: LinkCosts): void {
    for (let pair = 0; pair < this.count; pair++) {
      const difference = this.#differenceAfter(pair, 0, flowByArc, costs);
      if (difference === 0) continue;
      const fromA = difference > 0;
      const available = this.#available(paths.flow, pair, fromA);
      if (available === 0) continue;
      const moved = this.#equalise(pair, fromA ? available : -available, difference, flowByArc, costs);
      this.#movePaths(paths.flow, pair, fromA, Math.abs(moved) / available);
      for (let at = this.#begin[pair]; at < this.#end[pair]; at++) {
        const arc = this.#arcs[at];
        flowByArc[arc] = Math.max(0, flowByArc[arc] - (at < this.#middle[pair] ? moved : -moved));
        costs.evaluateArc(arc, flowByArc[arc]);
      }
    }
  }

  /** How much to move from side A to B (negative: from B to A), at most `limit`; safeguarded Newton steps. */
  #equalise(pair: number, limit: number, start: number, flowByArc: Float64Array, costs: LinkCosts): number {
    const sign = start > 0 ? 1 : -1;
    let low = 0;
    let high = limit;
    let moved = 0;
    let difference = start;
    for (let round = 0; round < 25; round++) {
      let steepness = 0;
      for (let at = this.#begin[pair]; at < this.#end[pair]; at++) steepness += costs.slope[this.#arcs[at]];
      const newton = moved + difference / steepness;
      const isInside = (newton - low) * (newton - high) < 0;
      // The first step may go to the limit itself; later ones stay between what is known to be too little and too much.
      if (isInside) moved = newton;
      else moved = round === 0 ? limit : (low + high) / 2;
      difference = this.#differenceAfter(pair, moved, flowByArc, costs);
      if (difference * sign >= 0) {
        if (moved === limit) return limit;
        low = moved;
      } else high = moved;
      if (Math.abs(difference) <= 0.01 * Math.abs(start)) return moved;
    }
    return low;
  }

  /** Cost of side A less that of side B after moving flow from A to B; leaves the costs there as they would then be. */
  #differenceAfter(pair: number, moved: number, flowByArc: Float64Array, costs: LinkCosts): number {
    const arcs = this.#arcs;
    const middle = this.#middle[pair];
    let difference = 0;
    for (let at = this.#begin[pair]; at < this.#end[pair]; at++) {
      const arc = arcs[at];
      const flow = at < middle ? flowByArc[arc] - moved : flowByArc[arc] + moved;
      costs.evaluateArc(arc, flow > 0 ? flow : 0);
      difference += at < middle ? costs.cost[arc] : -costs.cost[arc];
    }
    return difference;
  }

  #available(flow: Float64Array, pair: number, fromA: boolean): number {
    const from = fromA ? this.#pathA : this.#pathB;
    const nextMember = this.#nextMember;
    let sum = 0;
    for (let member = this.#firstMember[pair]; member >= 0; member = nextMember[member]) sum += flow[from[member]];
    return sum;
  }

  /** Moves a share of every member's flow to its other side; the share 1 leaves exactly 0. */
  #movePaths(flow: Float64Array, pair: number, fromA: boolean, share: number): void {
    const from = fromA ? this.#pathA : this.#pathB;
    const to = fromA ? this.#pathB : this.#pathA;
    const nextMember = this.#nextMember;
    for (let member = this.#firstMember[pair]; member >= 0; member = nextMember[member]) {
      const moved = flow[from[member]] * share;
      flow[to[member]] += moved;
      flow[from[member]] -= moved;
    }
  }

  /** Pairs a path with every path from `other` on in its chain, except `excepted`. */
  #pairWith(paths: PathSets, path: number, other: number, excepted: number): void {
    const { arcs, begin, end, next } = paths;
    const onFirst = this.#onFirst;
    const stamp = ++this.#stamp;
    for (let at = begin[path], last = end[path]; at < last; at++) onFirst[arcs[at]] = stamp;
    for (let second = other; second >= 0; second = next[second]) {
      if (second !== excepted) this.#pair(paths, path, second, stamp);
    }
  }

  #pair(paths: PathSets, first: number, second: number, stamp: number): void {
    const { arcs, begin, end } = paths;
    if (this.#arcCount + this.#longest > this.#arcs.length)
      this.#arcs = grown(this.#arcs, new Int32Array(2 * this.#arcs.length + this.#longest));
    const onFirst = this.#onFirst;
    const onBoth = this.#onBoth;
    const segment = this.#arcs;
    const both = ++this.#stamp;
    const start = this.#arcCount;
    let at = start;
    let hashA = 0;
    for (let place = begin[second], last = end[second]; place < last; place++) {
      const arc = arcs[place];
      if (onFirst[arc] === stamp) onBoth[arc] = both;
      else {
        segment[at++] = arc;
        hashA = (hashA + this.#arcKey[arc]) | 0;
      }
    }
    const middle = at;
    let hashB = 0;
    for (let place = begin[first], last = end[first]; place < last; place++) {
      const arc = arcs[place];
      if (onBoth[arc] === both) continue;
      segment[at++] = arc;
      hashB = (hashB + this.#arcKey[arc]) | 0;
    }
    // The same whichever side comes first.
    this.#join(start, middle, at, hashA ^ hashB, second, first);
  }

  /** Makes the two paths members of the pair whose arcs lie from `start` to `end`, which is new or known. */
  #join(start: number, middle: number, end: number, hash: number, pathA: number, pathB: number): void {
    const mask = this.#table.length - 1;
    let slot = mix(hash) & mask;
    let pair = this.#table[slot];
    let isTurned = false;
    for (; pair >= 0; slot = (slot + 1) & mask, pair = this.#table[slot]) {
      if (this.#hash[pair] !== hash) continue;
      if (this.#isSame(pair, start, middle, middle, end)) break;
      isTurned = this.#isSame(pair, middle, end, start, middle);
      if (isTurned) break;
    }
    if (pair < 0) pair = this.#addPair(start, middle, end, hash, slot);
    const member = this.#memberCount++;
    if (member === this.#pathA.length) {
      this.#pathA = grown(this.#pathA, new Int32Array(2 * member));
      this.#pathB = grown(this.#pathB, new Int32Array(2 * member));
      this.#nextMember = grown(this.#nextMember, new Int32Array(2 * member));
    }
    this.#pathA[member] = isTurned ? pathB : pathA;
    this.#pathB[member] = isTurned ? pathA : pathB;
    this.#nextMember[member] = this.#firstMember[pair];
    this.#firstMember[pair] = member;
  }

  /** Whether a pair's sides A and B have the arcs of the two ranges, in that order. */
  #isSame(pair: number, beginA: number, endA: number, beginB: number, endB: number): boolean {
    const arcs = this.#arcs;
    const begin = this.#begin[pair];
    const middle = this.#middle[pair];
    if (middle - begin !== endA - beginA || this.#end[pair] - middle !== endB - beginB) return false;
    for (let at = 0; at < endA - beginA; at++) if (arcs[begin + at] !== arcs[beginA + at]) return false;
    for (let at = 0; at < endB - beginB; at++) if (arcs[middle + at] !== arcs[beginB + at]) return false;
    return true;
  }

  #addPair(start: number, middle: number, end: number, hash: number, slot: number): number {
    const pair = this.count++;
    if (pair === this.#begin.length) {
      this.#begin = grown(this.#begin, new Int32Array(2 * pair));
      this.#middle = grown(this.#middle, new Int32Array(2 * pair));
      this.#end = grown(this.#end, new Int32Array(2 * pair));
      this.#hash = grown(this.#hash, new Int32Array(2 * pair));
      this.#firstMember = grown(this.#firstMember, new Int32Array(2 * pair));
    }
    this.#begin[pair] = start;
    this.#middle[pair] = middle;
    this.#end[pair] = end;
    this.#hash[pair] = hash;
    this.#firstMember[pair] = -1;
    this.#arcCount = end;
    this.#table[slot] = pair;
    if (2 * this.count > this.#table.length) this.#enlargeTable();
    return pair;
  }

  #enlargeTable(): void {
    this.#table = new Int32Array(2 * this.#table.length).fill(-1);
    const mask = this.#table.length - 1;
    for (let pair = 0; pair < this.count; pair++) {
      let slot = mix(this.#hash[pair]) & mask;
      while (this.#table[slot] >= 0) slot = (slot + 1) & mask;
      this.#table[slot] = pair;
    }
  }
}

/** A number with its bits well stirred (finaliser of MurmurHash3, Appleby 2011). */
function mix(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16) ^ 0x9e3779b9, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
