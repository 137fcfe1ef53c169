// How much is still to go from every node, when some requirements of a rule are met and the others are not? One search from
// the target on the reversed graph over (node, requirements met on the rest of the way). Leads bestPath for all sources and
// for all weights that are nowhere lower.

import type { Csr } from "../../lib/csr.ts";
import { IndexHeap } from "../../lib/heap.ts";
import type { ArcRule } from "./constrain.ts";

/**
 * Least weight to the target by `node << groupCount | met`; where it is more than `radius`, that radius, which is no more.
 * @param backward `reverse(graph)`
 * @param weight by slot of the forward graph, at least 0
 */
export function leastToGo(
  backward: Csr,
  weight: Float64Array,
  { allowed, meets, groupCount: bits }: ArcRule,
  target: number,
  radius = Number.POSITIVE_INFINITY,
): Float64Array {
  const { firstOut, head, original, nodeCount } = backward;
  const layers = 1 << bits;
  const mask = layers - 1;
  // First by what the rest of the way meets, then turned into what may have been met before.
  const least = new Float64Array(nodeCount << bits).fill(Number.POSITIVE_INFINITY);
  const { settledIn, heap, run } = workspace(nodeCount << bits);
  least[target << bits] = 0;
  heap.push(target << bits, 0);
  for (let state = heap.pop(); state >= 0; state = heap.pop()) {
    const node = state >> bits;
    const met = state & mask;
    if (isDominated(settledIn, run, node << bits, met, mask)) continue;
    settledIn[state] = run;
    const soFar = least[state];
    for (let at = firstOut[node]; at < firstOut[node + 1]; at++) {
      const slot = original[at];
      if (allowed[slot] === 0) continue;
      const next = (head[at] << bits) | met | meets[slot];
      const through = soFar + weight[slot];
      if (through < least[next] && through <= radius) {
        least[next] = through;
        heap.push(next, through);
      }
    }
  }
  for (let from = 0; from < least.length; from += layers) {
    for (let bit = 1; bit < layers; bit <<= 1) {
      for (let met = 0; met < layers; met++) {
        if ((met & bit) === 0 && least[from + (met | bit)] < least[from + met])
          least[from + met] = least[from + (met | bit)];
      }
    }
    // What the rest must meet is what was not met before.
    for (let met = 0; met < layers >> 1; met++) {
      const low = least[from + met];
      least[from + met] = least[from + (mask ^ met)];
      least[from + (mask ^ met)] = low;
    }
  }
  if (radius < Number.POSITIVE_INFINITY) {
    for (let state = 0; state < least.length; state++) if (least[state] > radius) least[state] = radius;
  }
  return least;
}

/** Whether a way that meets more was as short. */
function isDominated(settledIn: Int32Array, run: number, first: number, met: number, mask: number): boolean {
  for (let more = (met + 1) | met; more <= mask; more = (more + 1) | met) {
    if (settledIn[first + more] === run) return true;
  }
  return false;
}

/** What searches share: an earlier one's marks are not read, because they carry its number; the heap ends empty. */
interface Workspace {
  readonly size: number;
  readonly settledIn: Int32Array;
  readonly heap: IndexHeap;
  run: number;
}

let shared: Workspace | undefined;
const MOST_RUNS = 0x7fffffff;

function workspace(size: number): Workspace {
  if (shared === undefined || shared.size < size || shared.run === MOST_RUNS) {
    shared = { size, settledIn: new Int32Array(size), heap: new IndexHeap(size), run: 0 };
  }
  shared.run++;
  return shared;
}
