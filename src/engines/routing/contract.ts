// A smaller graph with the same paths between two nodes: stretches on which nothing can be decided (a line with stations
// where this consignment neither boards nor changes) become one arc, and what cannot lie on a path is left out.

import { type Csr, toCsr } from "../../lib/csr.ts";
import type { ArcRule } from "./constrain.ts";

export interface ContractedGraph {
  readonly csr: Csr;
  readonly source: number;
  readonly target: number;
  /** Slots of the whole graph that an arc stands for, in order of travel, by slot. */
  readonly slotsOf: readonly Int32Array[];
  /** The rule, read for the new arcs (all of which are allowed). */
  readonly rule: ArcRule;
  /** Node of the whole graph, by node. */
  readonly baseNode: Int32Array;
}

/** Contracts what lies between source and target under a rule. O(nodes + arcs). */
export function contract(csr: Csr, rule: ArcRule, source: number, target: number): ContractedGraph {
  const useful = onSomePath(csr, rule, source, target);
  const passing = passingNodes(csr, useful, source, target);
  const nodeOf = new Int32Array(csr.nodeCount).fill(-1);
  const baseNode: number[] = [];
  const nodeFor = (node: number): number => {
    if (nodeOf[node] === -1) {
      nodeOf[node] = baseNode.length;
      baseNode.push(node);
    }
    return nodeOf[node] as number;
  };
  const tails: number[] = [];
  const heads: number[] = [];
  const stretches: Int32Array[] = [];
  for (let slot = 0; slot < csr.arcCount; slot++) {
    const tail = csr.tail[slot] as number;
    if (useful[slot] === 0 || passing[tail] === 1) continue;
    const stretch = follow(csr, useful, passing, slot);
    if (!stretch) continue;
    tails.push(nodeFor(tail));
    heads.push(nodeFor(csr.head[stretch[stretch.length - 1] as number] as number));
    stretches.push(Int32Array.from(stretch));
  }
  const contractedSource = nodeFor(source);
  const contractedTarget = nodeFor(target);
  const small = toCsr(baseNode.length, tails, heads);
  const slotsOf = Array.from(small.original, (original) => stretches[original] as Int32Array);
  const meets = new Uint16Array(slotsOf.length);
  slotsOf.forEach((slots, i) => {
    for (const slot of slots) meets[i] |= rule.meets[slot] as number;
  });
  return {
    csr: small,
    source: contractedSource,
    target: contractedTarget,
    slotsOf,
    rule: { allowed: new Uint8Array(slotsOf.length).fill(1), meets, groupCount: rule.groupCount },
    baseNode: Int32Array.from(baseNode),
  };
}

/** Sums of an additive criterion over the stretches. */
export function sumOver(contracted: ContractedGraph, values: Float64Array): Float64Array {
  return Float64Array.from(contracted.slotsOf, (slots) => {
    let total = 0;
    for (const slot of slots) total += values[slot] as number;
    return total;
  });
}

/** Arcs between what the source reaches and what reaches the target. */
function onSomePath(csr: Csr, rule: ArcRule, source: number, target: number): Uint8Array {
  const forward = new Uint8Array(csr.nodeCount);
  const stack = [source];
  forward[source] = 1;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (let slot = csr.firstOut[node] as number; slot < (csr.firstOut[node + 1] as number); slot++) {
      const head = csr.head[slot] as number;
      if (rule.allowed[slot] === 0 || forward[head] === 1) continue;
      forward[head] = 1;
      stack.push(head);
    }
  }
  // Backwards by sweeps over the arcs in compressed order of their heads.
  const firstIn = new Int32Array(csr.nodeCount + 1);
  for (let slot = 0; slot < csr.arcCount; slot++) firstIn[(csr.head[slot] as number) + 1]++;
  for (let node = 0; node < csr.nodeCount; node++) firstIn[node + 1] += firstIn[node] as number;
  const fill = firstIn.slice(0, csr.nodeCount);
  const into = new Int32Array(csr.arcCount);
  for (let slot = 0; slot < csr.arcCount; slot++) into[fill[csr.head[slot] as number]++] = slot;
  const backward = new Uint8Array(csr.nodeCount);
  backward[target] = 1;
  stack.push(target);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (let i = firstIn[node] as number; i < (firstIn[node + 1] as number); i++) {
      const slot = into[i] as number;
      const tail = csr.tail[slot] as number;
      if (rule.allowed[slot] === 0 || backward[tail] === 1) continue;
      backward[tail] = 1;
      stack.push(tail);
    }
  }
  const useful = new Uint8Array(csr.arcCount);
  for (let slot = 0; slot < csr.arcCount; slot++) {
    const tail = csr.tail[slot] as number;
    const head = csr.head[slot] as number;
    // Nothing good comes back to the source or goes on from the target.
    if (head === source || tail === target) continue;
    if (rule.allowed[slot] === 1 && forward[tail] === 1 && backward[head] === 1) useful[slot] = 1;
  }
  return useful;
}

/**
 * Nodes with at most two neighbours: whoever comes from one can only go on to the other. A neighbour joined by two
 * parallel arcs counts as a decision.
 */
function passingNodes(csr: Csr, useful: Uint8Array, source: number, target: number): Uint8Array {
  const first = new Int32Array(csr.nodeCount).fill(-1);
  const second = new Int32Array(csr.nodeCount).fill(-1);
  const decides = new Uint8Array(csr.nodeCount);
  const outs = new Set<number>();
  const meet = (node: number, neighbour: number) => {
    if (first[node] === -1 || first[node] === neighbour) first[node] = neighbour;
    else if (second[node] === -1 || second[node] === neighbour) second[node] = neighbour;
    else decides[node] = 1;
  };
  for (let node = 0; node < csr.nodeCount; node++) {
    outs.clear();
    for (let slot = csr.firstOut[node] as number; slot < (csr.firstOut[node + 1] as number); slot++) {
      if (useful[slot] === 0) continue;
      const head = csr.head[slot] as number;
      if (outs.has(head) || head === node) {
        decides[node] = 1;
        decides[head] = 1;
      }
      outs.add(head);
      meet(node, head);
      meet(head, node);
    }
  }
  const passing = new Uint8Array(csr.nodeCount);
  for (let node = 0; node < csr.nodeCount; node++) {
    if (first[node] !== -1 && decides[node] === 0 && node !== source && node !== target) passing[node] = 1;
  }
  return passing;
}

/** From an arc on to the next node that decides; undefined when the stretch ends nowhere. */
function follow(csr: Csr, useful: Uint8Array, passing: Uint8Array, start: number): number[] | undefined {
  const stretch = [start];
  let slot = start;
  for (let steps = 0; steps <= csr.nodeCount; steps++) {
    const node = csr.head[slot] as number;
    if (passing[node] === 0) return stretch;
    const cameFrom = csr.tail[slot] as number;
    let next = -1;
    for (let out = csr.firstOut[node] as number; out < (csr.firstOut[node + 1] as number); out++) {
      if (useful[out] === 1 && csr.head[out] !== cameFrom) next = out;
    }
    if (next === -1) return undefined;
    stretch.push(next);
    slot = next;
  }
  return undefined;
}
