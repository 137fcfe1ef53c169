// By how much can the additive figures of a path be too high because two of its arcs meet the same storm? Whoever has
// waited for a storm to end knows that it was open then; the chance to find it closed again grows back with time. The
// search needs a bound on that, and to know whether it matters at all.

import { IndexHeap } from "../../lib/heap.ts";
import type { ServiceGraph } from "./service-graph.ts";
import { closedShare, fadingPerHour, type StormSpells } from "./storm-spells.ts";
import { TiltMemo } from "./sums.ts";

export interface StormRelief {
  /** Bit of the storm in ServiceArc.storms. */
  readonly bit: number;
  /** Most that an earlier meeting can take off an arc's mean hours and variance, by arc slot. */
  readonly hours: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Bounds for each storm. Only the first meeting within an arc can be eased from outside; what is left of the knowledge
 * after the arc's boarding is E[exp(−γ time)], at most that of the quickest way onto the arc.
 */
export function stormRelief(graph: ServiceGraph): StormRelief[] {
  const tilts = new TiltMemo();
  return graph.storms.map((spells, storm) => {
    const hours = new Float64Array(graph.arcs.length);
    const variance = new Float64Array(graph.arcs.length);
    const rate = fadingPerHour(spells);
    const bit = 1 << Math.min(storm, 30);
    const kept = new Map<number, number>();
    graph.arcs.forEach((arc, slot) => {
      if ((arc.storms & bit) === 0) return;
      let memory = kept.get(arc.from);
      if (memory === undefined) {
        memory = memoryAt(graph, arc.from, rate, tilts);
        kept.set(arc.from, memory);
      }
      for (const element of arc.elements) {
        if (element.storm === storm) break;
        memory *= tilts.of(element.parts, rate);
      }
      const share = closedShare(spells);
      hours[slot] = memory * share * spells.meanClosedHours;
      variance[slot] = memory * share * secondMoment(spells);
    });
    return { bit, hours, variance };
  });
}

/** The most that can be left of knowledge of the storm on coming to a node: over the arcs into it. */
function memoryAt(graph: ServiceGraph, node: number, rate: number, tilts: TiltMemo): number {
  let most = 0;
  for (const arc of graph.arcs) {
    if (arc.to !== node) continue;
    const left = arc.elements.reduce(
      (product, element) => (element.storm >= 0 ? product : product * tilts.of(element.parts, rate)),
      1,
    );
    // An arc that meets storms itself passes on what it learned: nothing of it has faded at its end.
    most = Math.max(most, arc.storms !== 0 ? 1 : left);
  }
  return most;
}

const secondMoment = (spells: StormSpells): number => 2 * spells.meanClosedHours ** 2;

/** Whether some walk from source to target within a limit of weight has two arcs that meet the storm. */
export function meetsTwiceWithin(
  graph: ServiceGraph,
  bit: number,
  weight: Float64Array,
  question: { readonly source: number; readonly target: number; readonly rule: { readonly allowed: Uint8Array } },
  limit: number,
): boolean {
  const { csr, arcs } = graph;
  const layers = 3;
  const distance = new Float64Array(csr.nodeCount * layers).fill(Number.POSITIVE_INFINITY);
  const heap = new IndexHeap(csr.nodeCount * layers);
  const end = question.target * layers + 2;
  distance[question.source * layers] = 0;
  heap.push(question.source * layers, 0);
  for (let state = heap.pop(); state >= 0; state = heap.pop()) {
    const here = distance[state];
    if (here > limit) return false;
    if (state === end) return true;
    const node = Math.floor(state / layers);
    const met = state % layers;
    for (let slot = csr.firstOut[node]; slot < csr.firstOut[node + 1]; slot++) {
      if (question.rule.allowed[slot] === 0) continue;
      const meets = ((arcs[slot]?.storms ?? 0) & bit) === 0 ? 0 : 1;
      const next = csr.head[slot] * layers + Math.min(2, met + meets);
      const through = here + weight[slot];
      if (through < distance[next]) {
        distance[next] = through;
        heap.push(next, through);
      }
    }
  }
  return false;
}
