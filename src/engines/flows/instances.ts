// Instances for the tests and the bench of flows: random networks with a given supply, in the manner of NETGEN (Klingman,
// Napier, Stutz 1974): a skeleton of chains that carries all supply, and random arcs on top. Written by us from that
// description; not the published instances.

import { logOf } from "../../lib/exact-math.ts";
import { stream } from "../../lib/random.ts";
import type { CapacityNetwork } from "./max-flow.ts";
import type { MinCostProblem } from "./min-cost-flow.ts";
import type { MulticommodityProblem } from "./multicommodity.ts";

export interface TransportSize {
  readonly nodes: number;
  readonly arcs: number;
  readonly sources: number;
  readonly sinks: number;
  readonly supply: number;
  readonly costMax: number;
  readonly capacityMax: number;
  /** Share of the skeleton's arcs that cost as much as any; the others are free of that. */
  readonly capacitatedShare: number;
}

/** A feasible problem in whole numbers. */
export function transportInstance(seed: number, size: TransportSize): MinCostProblem {
  const random = stream(seed, "flows/transport");
  const below = (n: number) => Math.floor(random() * n);
  const { nodes, sources, sinks } = size;
  const supply = new Float64Array(nodes);
  for (let left = size.supply; left > 0; ) {
    const part = Math.min(left, 1 + below(Math.ceil((2 * size.supply) / Math.max(sources, sinks))));
    supply[below(sources)] += part;
    supply[nodes - 1 - below(sinks)] -= part;
    left -= part;
  }
  const tail: number[] = [];
  const head: number[] = [];
  const cost: number[] = [];
  const capacity: number[] = [];
  const add = (from: number, to: number, isSkeleton: boolean) => {
    tail.push(from);
    head.push(to);
    cost.push(1 + below(size.costMax));
    const isFree = isSkeleton || random() >= size.capacitatedShare;
    capacity.push(isFree ? size.supply : 1 + below(size.capacityMax));
  };
  // The skeleton: middle nodes in a ring that every source leads to and every sink is led to from.
  const middle = Array.from({ length: nodes - sources - sinks }, (_, i) => sources + i);
  const ring = middle.length > 0 ? middle : [0];
  for (let i = 0; i < ring.length; i++) add(ring[i], ring[(i + 1) % ring.length], true);
  for (let node = 0; node < sources; node++) if (node !== ring[0]) add(node, ring[below(ring.length)], true);
  for (let i = 0; i < sinks; i++) add(ring[below(ring.length)], nodes - 1 - i, true);
  while (tail.length < size.arcs) {
    const from = below(nodes);
    const to = below(nodes);
    if (from !== to) add(from, to, false);
  }
  return {
    nodeCount: nodes,
    tail: Int32Array.from(tail),
    head: Int32Array.from(head),
    cost: Float64Array.from(cost),
    capacity: Float64Array.from(capacity),
    supply,
  };
}

/** A random network with small whole capacities, some of them zero. */
export function capacityInstance(seed: number, nodes: number, arcs: number, capacityMax: number): CapacityNetwork {
  const random = stream(seed, "flows/capacity");
  const below = (n: number) => Math.floor(random() * n);
  return {
    nodeCount: nodes,
    tail: Int32Array.from({ length: arcs }, () => below(nodes)),
    head: Int32Array.from({ length: arcs }, () => below(nodes)),
    capacity: Float64Array.from({ length: arcs }, () => below(capacityMax + 1)),
  };
}

/**
 * Goods between random pairs over a strongly connected random network.
 * @param tightness mean capacity relative to what all shortest paths together would need per arc
 */
export function goodsInstance(
  seed: number,
  nodes: number,
  arcs: number,
  goods: number,
  tightness: number,
): MulticommodityProblem {
  const random = stream(seed, "flows/goods");
  const below = (n: number) => Math.floor(random() * n);
  const tail = Int32Array.from({ length: arcs }, (_, arc) => (arc < nodes ? arc : below(nodes)));
  const head = Int32Array.from({ length: arcs }, (_, arc) =>
    arc < nodes ? (arc + 1) % nodes : (tail[arc] + 1 + below(nodes - 1)) % nodes,
  );
  const origin = Int32Array.from({ length: goods }, () => below(nodes));
  const demand = Float64Array.from({ length: goods }, () => 1 + below(20));
  const meanArcs = logOf(nodes) / logOf(Math.max(2, arcs / nodes));
  const meanLoad = (demand.reduce((sum, amount) => sum + amount, 0) * meanArcs) / arcs;
  return {
    nodeCount: nodes,
    tail,
    head,
    cost: Float64Array.from({ length: arcs }, () => 1 + below(100)),
    capacity: Float64Array.from({ length: arcs }, () => Math.ceil(tightness * meanLoad * (0.5 + random()))),
    origin,
    destination: origin.map((node) => (node + 1 + below(nodes - 1)) % nodes),
    demand,
  };
}
