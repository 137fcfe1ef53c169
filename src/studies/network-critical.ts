// Which links and nodes of any network matter, by its shape and capacities alone: what the maximum flow between two nodes loses
// without each, how long the detour is, how many shortest paths lie on it. Without demand there is no loss of service.

import { betweenness, disjointPaths, maxFlow } from "../engines/flows/index.ts";
import { dijkstra, pathTo } from "../engines/routing/index.ts";
import { type Csr, toCsr } from "../lib/csr.ts";
import { nearestWords } from "../lib/nearest-word.ts";
import type { GmnsNetwork } from "../model/gmns.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";

export interface NetworkCriticalRequest {
  /** Node ids, both or none. */
  readonly from?: string;
  readonly to?: string;
  /** Column that adds up along a path; every link counts one when not given. */
  readonly cost?: string;
  readonly hasCapacity: boolean;
}

export interface NetworkElement {
  readonly id: string;
  readonly kind: "link" | "node";
  readonly from: string;
  readonly to: string;
  readonly capacityLossShare: number | undefined;
  /** Undefined without a pair; Infinity when cut off. */
  readonly detourCost: number | undefined;
  readonly betweenness: number;
}

export interface NetworkCritical {
  readonly maxFlow: number | undefined;
  readonly minCut: readonly { readonly id: string; readonly capacity: number }[];
  /** Undefined without a pair; Infinity when there is no way. */
  readonly leastCost: number | undefined;
  readonly linkDisjointPaths: number | undefined;
  readonly nodeDisjointPaths: number | undefined;
  /** Links in their order, then nodes. */
  readonly elements: readonly NetworkElement[];
  readonly solves: number;
}

interface Arcs {
  readonly nodeCount: number;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly capacity: Float64Array;
  readonly cost: Float64Array;
  /** Link of each arc; a link that is used both ways has two arcs. */
  readonly link: Int32Array;
}

/** Looks at every element. @throws InvalidInput when the ends are not in the network or are one */
export function findNetworkCritical(network: GmnsNetwork, request: NetworkCriticalRequest): NetworkCritical {
  const ends = readEnds(network, request);
  const arcs = toArcs(network, request);
  const graph = toCsr(arcs.nodeCount, arcs.tail, arcs.head);
  const shares = betweenness(
    arcs,
    arcs.cost.map((cost) => Math.max(cost, LEAST_COST)),
  );
  const pair = ends && new Pair(arcs, graph, ends.source, ends.target, request.hasCapacity);
  const arcsOfLink: number[][] = network.links.map(() => []);
  for (const [arc, link] of arcs.link.entries()) arcsOfLink[link].push(arc);
  const links = network.links.map(({ id, from, to }, link): NetworkElement => {
    const own = arcsOfLink[link];
    const passing = own.reduce((sum, arc) => sum + shares.arc[arc], 0) / own.length;
    return { id, kind: "link", from, to, betweenness: passing, ...lossOf(pair, own) };
  });
  const arcsOfNode: number[][] = network.nodes.map(() => []);
  for (let arc = 0; arc < arcs.tail.length; arc++) {
    arcsOfNode[arcs.tail[arc]].push(arc);
    if (arcs.head[arc] !== arcs.tail[arc]) arcsOfNode[arcs.head[arc]].push(arc);
  }
  // Where every link goes both ways a pair is counted once, not once each way; links above are halved by their two arcs.
  const perPair = network.links.every(({ directed }) => !directed) ? 0.5 : 1;
  const nodes = network.nodes.flatMap(({ id }, node): NetworkElement[] =>
    ends !== undefined && (node === ends.source || node === ends.target)
      ? []
      : [
          {
            id,
            kind: "node",
            from: id,
            to: id,
            betweenness: perPair * shares.node[node],
            ...lossOf(pair, arcsOfNode[node]),
          },
        ],
  );
  return {
    maxFlow: pair?.maxFlow,
    minCut: (pair?.cut ?? []).map((arc) => ({ id: network.links[arcs.link[arc]].id, capacity: arcs.capacity[arc] })),
    leastCost: pair?.leastCost,
    linkDisjointPaths: ends && disjointPaths(arcs, ends.source, ends.target, "arcs").length,
    nodeDisjointPaths: ends && disjointPaths(arcs, ends.source, ends.target, "nodes").length,
    elements: [...links, ...nodes],
    solves: pair?.solves ?? 0,
  };
}

/** Betweenness needs lengths above 0. */
const LEAST_COST = 1e-9;

function lossOf(
  pair: Pair | undefined,
  arcs: readonly number[],
): Pick<NetworkElement, "capacityLossShare" | "detourCost"> {
  return { capacityLossShare: pair?.capacityLoss(arcs), detourCost: pair?.detour(arcs) };
}

/** Flow and path between two nodes, and both again without some arcs. */
class Pair {
  readonly maxFlow: number | undefined;
  readonly cut: readonly number[];
  readonly leastCost: number;
  solves = 0;
  readonly #arcs: Arcs;
  readonly #graph: Csr;
  readonly #source: number;
  readonly #target: number;
  readonly #flow: Float64Array | undefined;
  readonly #costs: Float64Array;
  readonly #isOnPath: Uint8Array;
  readonly #allowed: Uint8Array;

  constructor(arcs: Arcs, graph: Csr, source: number, target: number, hasCapacity: boolean) {
    this.#arcs = arcs;
    this.#graph = graph;
    this.#source = source;
    this.#target = target;
    this.#costs = Float64Array.from(graph.original, (arc) => arcs.cost[arc]);
    const result = hasCapacity ? maxFlow(arcs, source, target) : undefined;
    const bounded = result?.status === "ok" ? result : undefined;
    this.maxFlow = bounded?.value;
    this.cut = bounded === undefined ? [] : [...bounded.cut];
    this.#flow = bounded?.flow;
    const paths = dijkstra(graph, this.#costs, source, { target });
    this.leastCost = paths.distance[target];
    this.#isOnPath = new Uint8Array(arcs.tail.length);
    for (const slot of pathTo(graph, paths, target) ?? []) this.#isOnPath[graph.original[slot]] = 1;
    this.#allowed = new Uint8Array(arcs.tail.length).fill(1);
  }

  /** Without arcs that carry nothing the same flow remains, so nothing is lost and nothing need be solved. */
  capacityLoss(arcs: readonly number[]): number | undefined {
    const flow = this.#flow;
    if (flow === undefined || !this.maxFlow) return undefined;
    if (arcs.every((arc) => flow[arc] === 0)) return 0;
    const left = this.#without(arcs, (allowed) => maxFlow(this.#arcs, this.#source, this.#target, allowed));
    return left.status === "ok" ? 1 - left.value / this.maxFlow : 0;
  }

  /** Without arcs that the shortest path does not use it remains the shortest. */
  detour(arcs: readonly number[]): number {
    if (arcs.every((arc) => this.#isOnPath[arc] === 0)) return 0;
    const { original } = this.#graph;
    const distance = this.#without(arcs, (allowed) => {
      const arcAllowed = Uint8Array.from(original, (arc) => allowed[arc]);
      return dijkstra(this.#graph, this.#costs, this.#source, { target: this.#target, arcAllowed }).distance;
    });
    return distance[this.#target] - this.leastCost;
  }

  #without<T>(arcs: readonly number[], solve: (allowed: Uint8Array) => T): T {
    this.solves++;
    for (const arc of arcs) this.#allowed[arc] = 0;
    try {
      return solve(this.#allowed);
    } finally {
      for (const arc of arcs) this.#allowed[arc] = 1;
    }
  }
}

function toArcs({ nodes, links }: GmnsNetwork, { cost, hasCapacity }: NetworkCriticalRequest): Arcs {
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const both = links.flatMap((link, index) => {
    const [from, to] = [indexOf.get(link.from) ?? -1, indexOf.get(link.to) ?? -1];
    const { capacity = Number.POSITIVE_INFINITY, lanes = 1 } = link.values;
    const arc = {
      index,
      cost: cost === undefined ? 1 : link.values[cost],
      capacity: hasCapacity ? capacity * lanes : 1,
    };
    return [{ ...arc, from, to }, ...(link.directed ? [] : [{ ...arc, from: to, to: from }])];
  });
  return {
    nodeCount: nodes.length,
    tail: Int32Array.from(both, ({ from }) => from),
    head: Int32Array.from(both, ({ to }) => to),
    capacity: Float64Array.from(both, ({ capacity }) => capacity),
    cost: Float64Array.from(both, (arc) => arc.cost),
    link: Int32Array.from(both, ({ index }) => index),
  };
}

function readEnds(
  { nodes }: GmnsNetwork,
  { from, to }: NetworkCriticalRequest,
): { readonly source: number; readonly target: number } | undefined {
  if (from === undefined && to === undefined) return undefined;
  const problems: Problem[] = [];
  const ids = nodes.map(({ id }) => id);
  const find = (id: string | undefined, place: string): number => {
    if (id === undefined) {
      problems.push({
        code: "missing",
        place,
        message: "one end is given without the other",
        hint: "give --from and --to, or neither",
      });
      return -1;
    }
    const node = ids.indexOf(id);
    if (node < 0) {
      const near = nearestWords(id, ids);
      const hint = near.length > 0 ? `perhaps ${near.join(", ")}` : "use ids of node.csv";
      problems.push({ code: "unknown-node", place, message: `node ${id} is not in node.csv`, hint });
    }
    return node;
  };
  const [source, target] = [find(from, "from"), find(to, "to")];
  if (source >= 0 && source === target) {
    problems.push({ code: "same-place", place: "to", message: "both ends are one node", hint: "name two nodes" });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return { source, target };
}
