// Little's law on every resource, kept for every run: the area under a number is the time spent in it added up over entities,
// those still in it included and what lies before the end of the warm-up left out. It is rounding when the books are right.

import { PLACE } from "./entity-rows.ts";
import { KIND } from "./flat-model.ts";
import type { KernelState } from "./kernel-state.ts";

/**
 * Adds the hours until now of all who wait, are served, or are inside.
 * @param hours by block waiting, then by block served, then in all
 */
export function addPresent(k: KernelState, hours: Float64Array): void {
  const { count, kind } = k.flat.blocks;
  for (let e = k.fleets.vesselCount; e < k.entityCount; e++) {
    const place = k.placeOf[e];
    const b = k.blockOf[e];
    if (place === PLACE.WAITING) hours[b] += k.now - k.sinceAt[e];
    if (place === PLACE.SERVED && kind[b] !== KIND.SPLIT) hours[count + b] += k.now - k.sinceAt[e];
    // Carriers are not counted as inside.
    if (place !== PLACE.FREE && k.aboard[e] === 0 && k.unpacksTo[e] < 0) hours[2 * count] += k.now - k.bornAt[e];
  }
}

/** Greatest relative difference over all places, after the tally has been settled. */
export function littleError(k: KernelState): number {
  const { count, kind, delivers } = k.flat.blocks;
  const { tally, before } = k;
  const present = presentHours(k);
  k.moveInside(0);
  let sojourn = present[2 * count] - before[2 * count];
  for (let b = 0; b < count; b++) if (kind[b] === KIND.SINK || delivers[b] === 1) sojourn += tally.sumOf(b);
  return littleErrors(k).reduce((worst, error) => Math.max(worst, error), differenceOf(k.insideHours[1], sojourn));
}

/** The same of each block, of those who wait in it and who are served; 0 of others. */
export function littleErrors(k: KernelState): Float64Array {
  const { count, kind, law } = k.flat.blocks;
  const { tally, servedHours, before } = k;
  const present = presentHours(k);
  return Float64Array.from({ length: count }, (_, b) => {
    const waiting =
      kind[b] === KIND.SERVER || kind[b] === KIND.STORE
        ? differenceOf(tally.areaOf(k.plan.queue(b)), tally.sumOf(b) + present[b] - before[b])
        : 0;
    const served =
      (kind[b] === KIND.SERVER && law[b] >= 0) || kind[b] === KIND.DELAY
        ? differenceOf(tally.areaOf(k.plan.busy(b)), servedHours[b] + present[count + b] - before[count + b])
        : 0;
    return Math.max(waiting, served);
  });
}

function presentHours(k: KernelState): Float64Array {
  const present = new Float64Array(2 * k.flat.blocks.count + 1);
  addPresent(k, present);
  return present;
}

const differenceOf = (area: number, hours: number): number => Math.abs(area - hours) / Math.max(1, Math.abs(area));
