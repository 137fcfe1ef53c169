// A delay fitted to simulated waits: scale × r^power / (1 − r) with r = flow / (pole × capacity); increasing and convex for a
// power of at least 1. Beyond the uses that were simulated it goes on as its second-order Taylor polynomial (delays.ts).
// What is there whatever the flow is no queue and stands in the ways (from-network/fitted-waits.ts).

import { expOf, logOf } from "../../../lib/exact-math.ts";

/** Value and first two derivatives. */
export interface Jet {
  value: number;
  slope: number;
  bend: number;
}

export interface FittedLaw {
  readonly scaleHours: number;
  readonly power: number;
}

/** By the share r of the pole, 0 ≤ r < 1. Derivatives are by r. */
export function fittedJet({ scaleHours, power }: FittedLaw, r: number, into: Jet): Jet {
  if (!(r > 0)) {
    into.value = 0;
    into.slope = power === 1 ? scaleHours : 0;
    into.bend = power === 1 ? 2 * scaleHours : power === 2 ? 2 * scaleHours : 0;
    return into;
  }
  // p = r^a and q = 1/(1 − r), product rule.
  const p = scaleHours * expOf(power * logOf(r));
  const p1 = (power * p) / r;
  const p2 = ((power - 1) * p1) / r;
  const q = 1 / (1 - r);
  into.value = p * q;
  into.slope = p1 * q + p * q * q;
  into.bend = p2 * q + 2 * p1 * q * q + 2 * p * q * q * q;
  return into;
}
