// Is this an answer at all? Proves of any set of paths: each is connected, keeps to open arcs, visits no node twice,
// costs what it says; and no answer is dominated by another. Every test of this engine runs its results through it.
// It cannot see an answer that is missing: for that, compare with a second algorithm.

import type { Csr } from "../../lib/csr.ts";

export interface PathsToCheck {
  readonly graph: Csr;
  readonly criteria: readonly Float64Array[];
  readonly source: number | readonly number[];
  readonly target: number | readonly number[];
  readonly arcAllowed?: Uint8Array;
  readonly solutions: readonly { readonly costs: readonly number[]; readonly arcs: ArrayLike<number> }[];
  /** Default true; false for sets that may hold dominated paths (k shortest paths, search with slack). */
  readonly isParetoSet?: boolean;
}

/** What is wrong, one sentence each; empty when the paths are sound. Costs must agree to 1e-9 of their size. */
export function checkPaths(input: PathsToCheck): string[] {
  const wrong = input.solutions.flatMap((solution, at) => checkPath(input, solution, `path ${at}`));
  if (input.isParetoSet !== false) wrong.push(...checkNoneDominated(input.solutions.map(({ costs }) => costs)));
  return wrong;
}

function checkPath(input: PathsToCheck, solution: PathsToCheck["solutions"][number], name: string): string[] {
  const { graph, criteria, arcAllowed } = input;
  const wrong: string[] = [];
  const arcs = Array.from(solution.arcs);
  const starts = typeof input.source === "number" ? [input.source] : input.source;
  const ends = typeof input.target === "number" ? [input.target] : input.target;
  if (arcs.length === 0) {
    if (!starts.some((node) => ends.includes(node))) wrong.push(`${name} is empty, but no source is a target`);
  } else {
    if (!starts.includes(graph.tail[arcs[0]])) wrong.push(`${name} starts at ${graph.tail[arcs[0]]}`);
    const last = graph.head[arcs[arcs.length - 1]];
    if (!ends.includes(last)) wrong.push(`${name} ends at ${last}`);
    const visited = [graph.tail[arcs[0]], ...arcs.map((arc) => graph.head[arc])];
    if (new Set(visited).size !== visited.length) wrong.push(`${name} visits a node twice: ${visited.join(" ")}`);
  }
  for (let i = 1; i < arcs.length; i++) {
    const [left, entered] = [graph.tail[arcs[i]], graph.head[arcs[i - 1]]];
    if (left !== entered) wrong.push(`${name} breaks between ${entered} and ${left}`);
  }
  if (arcAllowed !== undefined && arcs.some((arc) => arcAllowed[arc] === 0)) wrong.push(`${name} uses a closed arc`);
  for (const [k, costs] of criteria.entries()) {
    const sum = arcs.reduce((total, arc) => total + costs[arc], 0);
    const stated = solution.costs[k];
    if (!(Math.abs(sum - stated) <= 1e-9 * Math.max(1, sum))) wrong.push(`${name} states ${stated}, adds up to ${sum}`);
  }
  return wrong;
}

function checkNoneDominated(vectors: readonly (readonly number[])[]): string[] {
  const wrong: string[] = [];
  for (const [a, one] of vectors.entries()) {
    for (const [b, other] of vectors.entries()) {
      if (a !== b && other.every((cost, k) => cost <= one[k])) wrong.push(`path ${a} is no better than path ${b}`);
    }
  }
  return wrong;
}
