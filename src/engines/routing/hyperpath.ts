// How long does a journey take when one boards whatever comes first among the services worth taking? Optimal strategies
// (Spiess & Florian 1989): expected time to the destination from every node, the links worth taking, and how flow
// splits over them. Waits are memoryless (alpha 1) or half a regular headway (alpha 1/2). No capacities, no timetable.

import { type Csr, reverse } from "../../lib/csr.ts";
import { KeyedHeap } from "../../lib/keyed-heap.ts";

export interface HyperpathQuery {
  readonly graph: Csr;
  /** `reverse(graph)`; made on the way when absent. */
  readonly backward?: Csr;
  /** Hours on each arc, one value >= 0 per slot. */
  readonly hours: Float64Array;
  /** Departures per hour, one value > 0 per slot; Infinity where nobody waits (riding, alighting). */
  readonly perHour: Float64Array;
  readonly target: number;
  /** Mean wait times total frequency: 1 (default) for departures at random, 0.5 for regular headways. */
  readonly alpha?: number;
}

export interface Hyperpath {
  /** Expected hours to the target per node, waits included; Infinity where it cannot be reached. */
  readonly expectedHours: Float64Array;
  /** Share of the flow at its tail that takes each arc; 0 for arcs not worth taking. */
  readonly share: Float64Array;
  /** Slots worth taking, in the order in which they were chosen: towards the target, nearest first. */
  readonly attractive: readonly number[];
}

/** Optimal strategy towards one target. O(m log m). */
export function findHyperpath(query: HyperpathQuery): Hyperpath {
  const { graph, hours, perHour, target, alpha = 1 } = query;
  const backward = query.backward ?? reverse(graph);
  const expectedHours = new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  const frequency = new Float64Array(graph.nodeCount);
  const isChosen = new Uint8Array(graph.arcCount);
  const chosen: number[] = [];
  const queue = new KeyedHeap();
  const offerArcsInto = (node: number) => {
    for (let slot = backward.firstOut[node]; slot < backward.firstOut[node + 1]; slot++) {
      const arc = backward.original[slot];
      if (isChosen[arc] === 0) queue.push(expectedHours[node] + hours[arc], arc);
    }
  };
  expectedHours[target] = 0;
  offerArcsInto(target);
  for (let arc = queue.pop(); arc >= 0; arc = queue.pop()) {
    const through = expectedHours[graph.head[arc]] + hours[arc];
    // The head has come nearer since: the arc stands further up in the queue as well, and was dealt with there.
    if (isChosen[arc] === 1 || queue.poppedKey > through) continue;
    const node = graph.tail[arc];
    if (through >= expectedHours[node]) continue;
    if (perHour[arc] === Number.POSITIVE_INFINITY) {
      // Leaving at once beats every strategy that waits.
      frequency[node] = Number.POSITIVE_INFINITY;
      expectedHours[node] = through;
    } else {
      const waited = frequency[node] === 0 ? alpha : frequency[node] * expectedHours[node];
      frequency[node] += perHour[arc];
      expectedHours[node] = (waited + perHour[arc] * through) / frequency[node];
    }
    isChosen[arc] = 1;
    chosen.push(arc);
    offerArcsInto(node);
  }
  const share = new Float64Array(graph.arcCount);
  for (const arc of chosen) {
    const total = frequency[graph.tail[arc]];
    if (total === Number.POSITIVE_INFINITY) share[arc] = perHour[arc] === Number.POSITIVE_INFINITY ? 1 : 0;
    else share[arc] = perHour[arc] / total;
  }
  return { expectedHours, share, attractive: chosen.filter((arc) => share[arc] > 0) };
}

/**
 * Flow per slot when demand follows the strategy.
 * @param demand one value per node, any unit; what starts at nodes that cannot reach the target stays there
 */
export function loadHyperpath(graph: Csr, hyperpath: Hyperpath, demand: Float64Array): Float64Array {
  const atNode = demand.slice();
  const flow = new Float64Array(graph.arcCount);
  // Chosen last is farthest away, so everything that comes to a node is there before it is shared out.
  for (let i = hyperpath.attractive.length - 1; i >= 0; i--) {
    const arc = hyperpath.attractive[i];
    flow[arc] = hyperpath.share[arc] * atNode[graph.tail[arc]];
    atNode[graph.head[arc]] += flow[arc];
  }
  return flow;
}
