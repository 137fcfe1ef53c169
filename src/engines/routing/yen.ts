// Which are the k shortest paths without a repeated node? Yen (1971) with Lawler's partition (1972), which looks at
// every deviation once, and an A* search for each. Gives near-duplicates by nature: for really different options choose
// among many of them (select.ts). One additive cost only.

import { type Csr, reverse } from "../../lib/csr.ts";
import { KeyedHeap } from "../../lib/keyed-heap.ts";
import { dijkstraTo } from "./dijkstra.ts";

export interface KShortestQuery {
  readonly graph: Csr;
  /** `reverse(graph)`; made on the way when absent. */
  readonly backward?: Csr;
  /** One finite cost >= 0 per slot. */
  readonly costs: Float64Array;
  readonly source: number;
  readonly target: number;
  /** Paths wanted, at least 1. */
  readonly count: number;
  /** One byte per slot: 0 closes the arc. */
  readonly arcAllowed?: Uint8Array;
}

export interface RankedPath {
  readonly cost: number;
  readonly arcs: readonly number[];
}

/** A found path, and the set of paths it is the best of: the same first arcs, then none of the banned ones. */
interface Candidate extends RankedPath {
  readonly fixedArcs: number;
  readonly banned: readonly number[];
}

/**
 * Up to `count` paths in rising cost; fewer when there are no more, none when there is no path. Parallel arcs make
 * different paths. O(count · path length · Dijkstra).
 */
export function kShortestPaths(query: KShortestQuery): RankedPath[] {
  const search = new DeviationSearch(query);
  const candidates: Candidate[] = [];
  const queue = new KeyedHeap();
  const offer = (candidate: Candidate | undefined) => {
    if (candidate !== undefined) queue.push(candidate.cost, candidates.push(candidate) - 1);
  };
  offer(search.best([], []));
  const paths: RankedPath[] = [];
  while (paths.length < query.count) {
    const at = queue.pop();
    if (at < 0) break;
    const { cost, arcs, fixedArcs, banned } = candidates[at];
    paths.push({ cost, arcs });
    for (let kept = fixedArcs; kept < arcs.length; kept++) {
      offer(search.best(arcs.slice(0, kept), kept === fixedArcs ? [...banned, arcs[kept]] : [arcs[kept]]));
    }
  }
  return paths;
}

/** A* with the exact distances of the whole graph as bounds; what is banned can only make paths longer. */
class DeviationSearch {
  readonly #query: KShortestQuery;
  readonly #toGo: Float64Array;
  readonly #soFar: Float64Array;
  readonly #cameBy: Int32Array;
  readonly #queue = new KeyedHeap();

  constructor(query: KShortestQuery) {
    const { graph, costs, target, arcAllowed } = query;
    const mask = arcAllowed === undefined ? {} : { arcAllowed };
    this.#query = query;
    this.#toGo = dijkstraTo(query.backward ?? reverse(graph), costs, target, mask).distance;
    this.#soFar = new Float64Array(graph.nodeCount);
    this.#cameBy = new Int32Array(graph.nodeCount);
  }

  /** The shortest path that begins with some arcs, leaves their end by none of the banned, and repeats no node. */
  best(prefix: readonly number[], banned: readonly number[]): Candidate | undefined {
    const { graph, costs, source, target, arcAllowed } = this.#query;
    const { firstOut, head } = graph;
    const [toGo, soFar, cameBy, queue] = [this.#toGo, this.#soFar, this.#cameBy, this.#queue];
    const start = prefix.length === 0 ? source : head[prefix[prefix.length - 1]];
    soFar.fill(Number.POSITIVE_INFINITY);
    soFar[source] = Number.NEGATIVE_INFINITY;
    for (const arc of prefix) soFar[head[arc]] = Number.NEGATIVE_INFINITY;
    soFar[start] = prefix.reduce((sum, arc) => sum + costs[arc], 0);
    const before = soFar[start];
    cameBy[start] = -1;
    queue.clear();
    if (toGo[start] !== Number.POSITIVE_INFINITY) queue.push(before + toGo[start], start);
    for (let node = queue.pop(); node >= 0 && node !== target; node = queue.pop()) {
      if (queue.poppedKey > soFar[node] + toGo[node]) continue;
      for (let arc = firstOut[node]; arc < firstOut[node + 1]; arc++) {
        if (arcAllowed !== undefined && arcAllowed[arc] === 0) continue;
        const next = head[arc];
        const through = soFar[node] + costs[arc];
        if (through >= soFar[next] || toGo[next] === Number.POSITIVE_INFINITY) continue;
        if (node === start && banned.includes(arc)) continue;
        soFar[next] = through;
        cameBy[next] = arc;
        queue.push(through + toGo[next], next);
      }
    }
    if (soFar[target] === Number.POSITIVE_INFINITY || soFar[target] === Number.NEGATIVE_INFINITY) return undefined;
    // The path that ends where it starts has no arcs, and nothing deviates from it.
    if (start === target && banned.length > 0) return undefined;
    const rest: number[] = [];
    for (let arc = cameBy[target]; arc >= 0 && target !== start; arc = cameBy[graph.tail[arc]]) rest.push(arc);
    const arcs = [...prefix, ...rest.reverse()];
    return { cost: soFar[target], arcs, fixedArcs: prefix.length, banned };
  }
}
