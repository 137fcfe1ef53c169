// What a path must pass and must not touch, as a graph: nodes are multiplied by the set of requirements met so far, so
// that every search of this engine stays exact under requirements. Corridors are such rules, kept in data.

import { type Csr, toCsr } from "../../lib/csr.ts";
import type { ServiceArc, ServiceGraph } from "./service-graph.ts";

export interface PathRule {
  /** All of the outer list, any of each inner list; entries as in ServiceArc.touches. At most ten groups. */
  readonly mustPass: readonly (readonly string[])[];
  readonly mustAvoid: readonly string[];
}

/** A rule read against the arcs of one graph. */
export interface ArcRule {
  /** 1 where an arc may be used, by arc slot. */
  readonly allowed: Uint8Array;
  /** Bit g is set where an arc satisfies group g, by arc slot. */
  readonly meets: Uint16Array;
  readonly groupCount: number;
  /** Asks for nothing. */
  readonly isFree?: true;
}

/** Each doubles the states of a search. */
export const MOST_GROUPS = 10;

/** Reads a rule against a graph's arcs. O(arcs × touches). */
export function readRule(graph: ServiceGraph, rule: PathRule): ArcRule {
  if (rule.mustPass.length > MOST_GROUPS) throw new RangeError(`at most ${MOST_GROUPS} requirements at once`);
  if (rule.mustPass.length === 0 && rule.mustAvoid.length === 0) return freeRule(graph);
  const avoid = new Set(rule.mustAvoid);
  const groupsOf = new Map<string, number>();
  rule.mustPass.forEach((group, g) => {
    for (const entry of group) groupsOf.set(entry, (groupsOf.get(entry) ?? 0) | (1 << g));
  });
  const allowed = new Uint8Array(graph.arcs.length).fill(1);
  const meets = new Uint16Array(graph.arcs.length);
  graph.arcs.forEach((arc, slot) => {
    for (const touched of arc.touches) {
      if (avoid.has(touched)) allowed[slot] = 0;
      meets[slot] |= groupsOf.get(touched) ?? 0;
    }
  });
  return { allowed, meets, groupCount: rule.mustPass.length };
}

const freeRules = new WeakMap<ServiceGraph, ArcRule>();

/** The rule that asks for nothing. */
function freeRule(graph: ServiceGraph): ArcRule {
  let free = freeRules.get(graph);
  if (!free) {
    const size = graph.arcs.length;
    free = { allowed: new Uint8Array(size).fill(1), meets: new Uint16Array(size), groupCount: 0, isFree: true };
    freeRules.set(graph, free);
  }
  return free;
}

/** Both rules at once. */
export function bothRules(first: ArcRule, second: ArcRule): ArcRule {
  if (second.isFree) return first;
  if (first.isFree) return second;
  if (first.groupCount + second.groupCount > MOST_GROUPS) {
    throw new RangeError(`at most ${MOST_GROUPS} requirements at once`);
  }
  return {
    allowed: first.allowed.map((value, slot) => value & second.allowed[slot]),
    meets: first.meets.map((value, slot) => value | (second.meets[slot] << first.groupCount)),
    groupCount: first.groupCount + second.groupCount,
  };
}

/** True when the arcs of a path, taken together, satisfy a rule. */
export function followsRule(rule: ArcRule, slots: Iterable<number>): boolean {
  let met = 0;
  for (const slot of slots) {
    if (rule.allowed[slot] === 0) return false;
    met |= rule.meets[slot];
  }
  return met === (1 << rule.groupCount) - 1;
}

export interface ConstrainedGraph {
  readonly csr: Csr;
  /** Slot of the unconstrained graph, by slot of this one. */
  readonly baseSlot: Int32Array;
  readonly source: number;
  readonly target: number;
}

/** The graph whose paths from source to target are exactly those that follow the rule. */
export function constrain(csr: Csr, rule: ArcRule, source: number, target: number): ConstrainedGraph {
  const layers = 1 << rule.groupCount;
  const tails: number[] = [];
  const heads: number[] = [];
  const base: number[] = [];
  for (let slot = 0; slot < csr.arcCount; slot++) {
    if (rule.allowed[slot] === 0) continue;
    for (let met = 0; met < layers; met++) {
      tails.push(csr.tail[slot] * layers + met);
      heads.push(csr.head[slot] * layers + (met | rule.meets[slot]));
      base.push(slot);
    }
  }
  const product = toCsr(csr.nodeCount * layers, tails, heads);
  return {
    csr: product,
    baseSlot: product.original.map((original) => base[original]),
    source: source * layers,
    target: target * layers + layers - 1,
  };
}

/** Values by slot of the unconstrained graph, carried over. */
export function carryOver(constrained: ConstrainedGraph, values: Float64Array): Float64Array {
  return Float64Array.from(constrained.baseSlot, (slot) => values[slot]);
}

/** The arcs of a path. */
export function arcsOf(graph: ServiceGraph, slots: Iterable<number>): ServiceArc[] {
  return Array.from(slots, (slot) => graph.arcs[slot]);
}
