// Is the warm-up long enough? The number waiting in all yards, day by day, mean over replications from the empty start (Welch),
// and the truncation that MSER-5 finds in it. Seasons move it too, so only the months after the start are looked at.

import { mser5 } from "../engines/simulation/index.ts";
import { SAMPLE_HOURS, type SimulatedCrossing } from "./corridor-simulation.ts";

export interface FoundWarmUp {
  readonly hours: number;
  /** False when the best truncation lies at the end of what was looked at, as with a queue that grows all the time. */
  readonly isKnown: boolean;
}

/** So many times the warm-up that is left out are looked at. */
const LOOKED_AT = 4;

export function warmUpOf({ read, experiment: { records }, overloads, sampled }: SimulatedCrossing): FoundWarmUp {
  const settled = [...sampled.keys()].filter((i) => !overloads.some(({ block }) => block === sampled[i]));
  const days = Math.floor((LOOKED_AT * read.warmUpHours) / SAMPLE_HOURS);
  const means = Array.from({ length: Math.min(days, records[0].result.samples.length) }, (_, day) => {
    let sum = 0;
    for (const { result } of records) for (const i of settled) sum += result.samples[day]?.[i] ?? 0;
    return sum / records.length;
  });
  const { observations, isAtLimit } = mser5(means);
  return { hours: observations * SAMPLE_HOURS, isKnown: !isAtLimit };
}
