// How many ways share nothing? By Menger's theorem (1927) as many as a maximum flow with capacities of one: arcs for ways
// that share no arc, nodes for ways that share no node either. The paths come with it.

import { type CapacityNetwork, maxFlow } from "./max-flow.ts";
import { splitNodes } from "./split-nodes.ts";

export interface Graph {
  readonly nodeCount: number;
  readonly tail: Int32Array;
  readonly head: Int32Array;
}

/**
 * Paths from source to sink, as lists of arcs, as many as there can be.
 * @param share `arcs`: no arc twice; `nodes`: no node twice between the ends
 */
export function disjointPaths(graph: Graph, source: number, sink: number, share: "arcs" | "nodes"): Int32Array[] {
  const { nodeCount, tail, head } = graph;
  const unit: CapacityNetwork = { nodeCount, tail, head, capacity: new Float64Array(tail.length).fill(1) };
  const split = share === "nodes" ? splitNodes(unit, new Float64Array(nodeCount).fill(1)) : undefined;
  const result =
    split === undefined ? maxFlow(unit, source, sink) : maxFlow(split, split.leaving(source), split.arriving(sink));
  // A unit bounds every arc, so there is always a largest flow.
  if (result.status === "unbounded") throw new Error("expected a bounded flow of units");
  return walk(graph, source, sink, result.flow);
}

/** Follows flows of one from the source; flow in circles is left behind. */
function walk({ nodeCount, tail, head }: Graph, source: number, sink: number, flow: Float64Array): Int32Array[] {
  const out: number[][] = Array.from({ length: nodeCount }, () => []);
  for (let arc = 0; arc < tail.length; arc++) if (flow[arc] > 0.5) out[tail[arc]].push(arc);
  const paths: Int32Array[] = [];
  for (;;) {
    const path: number[] = [];
    for (let node = source; node !== sink; node = head[path[path.length - 1]]) {
      const arc = out[node].pop();
      if (arc === undefined) return paths;
      path.push(arc);
    }
    paths.push(withoutCircles(path, tail));
  }
}

/** The same path without coming back to a node. */
function withoutCircles(path: readonly number[], tail: Int32Array): Int32Array {
  const short: number[] = [];
  for (const arc of path) {
    const seen = short.findIndex((other) => tail[other] === tail[arc]);
    if (seen >= 0) short.length = seen;
    short.push(arc);
  }
  return Int32Array.from(short);
}
