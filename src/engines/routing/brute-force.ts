// What is the right answer on a graph small enough to list every path? The oracle of the routing tests.

import type { Csr } from "../../lib/csr.ts";

/** Slots of every path without a repeated node from source to target, ending at the first target met. Exponential. */
export function listPaths(graph: Csr, source: number, targets: readonly number[], arcAllowed?: Uint8Array): number[][] {
  const paths: number[][] = [];
  const visited = new Set<number>();
  const arcs: number[] = [];
  const visit = (node: number) => {
    if (targets.includes(node)) {
      paths.push([...arcs]);
      return;
    }
    visited.add(node);
    for (let arc = graph.firstOut[node]; arc < graph.firstOut[node + 1]; arc++) {
      if (visited.has(graph.head[arc]) || (arcAllowed !== undefined && arcAllowed[arc] === 0)) continue;
      arcs.push(arc);
      visit(graph.head[arc]);
      arcs.pop();
    }
    visited.delete(node);
  };
  visit(source);
  return paths;
}

/** Costs of a path, added from its start. */
export function costsOf(arcs: readonly number[], criteria: readonly Float64Array[]): number[] {
  return criteria.map((costs) => arcs.reduce((sum, arc) => sum + costs[arc], 0));
}

/** The vectors that no other one is <= in every component, each once, in lexicographic order. O(n²). */
export function paretoVectors(vectors: readonly (readonly number[])[]): number[][] {
  const distinct = [...new Map(vectors.map((vector) => [vector.join(), [...vector]])).values()];
  return distinct
    .filter((one) => !distinct.some((other) => other !== one && other.every((cost, k) => cost <= one[k])))
    .sort((a, b) => a.map((cost, k) => cost - b[k]).find((difference) => difference !== 0) ?? 0);
}
