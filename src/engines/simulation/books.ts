// Little's law on every resource, kept for every run: the area under a number is the time spent in it added up over entities,
// those still in it included and what lies before the end of the warm-up left out. It is rounding when the books are right.

import { PLACE } from "./entity-rows.ts";
import { KIND } from "./flat-model.ts";
import type { Kernel } from "./kernel.ts";

/**
 * Adds the hours until now of all who wait, are served, or are inside.
 * @param hours by block waiting, then by block served, then in all
 */
export function addPresent(k: Kernel, hours: Float64Array): void {
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
export function littleError(k: Kernel): number {
  const { count, kind, law, delivers } = k.flat.blocks;
  const { tally, servedHours, before } = k;
  const present = new Float64Array(2 * count + 1);
  addPresent(k, present);
  k.moveInside(0);
  let worst = 0;
  const compare = (area: number, hours: number): void => {
    worst = Math.max(worst, Math.abs(area - hours) / Math.max(1, Math.abs(area)));
  };
  let sojourn = present[2 * count] - before[2 * count];
  for (let b = 0; b < count; b++) {
    if (kind[b] === KIND.SERVER || kind[b] === KIND.STORE)
      compare(tally.areaOf(k.plan.queue(b)), tally.sumOf(b) + present[b] - before[b]);
    if ((kind[b] === KIND.SERVER && law[b] >= 0) || kind[b] === KIND.DELAY)
      compare(tally.areaOf(k.plan.busy(b)), servedHours[b] + present[count + b] - before[count + b]);
    if (kind[b] === KIND.SINK || delivers[b] === 1) sojourn += tally.sumOf(b);
  }
  compare(k.insideHours[1], sojourn);
  return worst;
}
