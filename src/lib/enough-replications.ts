// How many replications would probably be enough? The half width of an interval falls with the root of their number, and a little more
// since Student's t comes down. A true difference as large as the one seen is told four times in five when it is t + 0.84 standard
// errors (power 0.8).

import { studentHalfWidth } from "./student.ts";

/** More than this are not run for one answer. */
export const MOST_REPLICATIONS = 1_000;
/** Half the interval over the mean, above which a mean is hardly known, and what is then asked for. */
const WIDE = 0.25;
const NARROW = 0.1;
/** Where four fifths of the normal law lie below. */
const POWER = 0.84;
const MANY = 10_000;

interface Known {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
}

/**
 * Replications, rounded up, after which the interval would probably leave zero out.
 * @returns undefined where it does already, where nothing is known or where there is nothing; infinite above what can be run
 */
export function enoughToTell(known: Known, replications: number): number | undefined {
  const { mean, low, high } = known;
  if (mean === null || low === null || high === null || low > 0 || high < 0 || high - low < 1e-9) return undefined;
  return enough(known, replications, { within: Math.abs(mean), more: POWER });
}

/** Replications after which a mean of which little is known is known to a tenth; undefined where it is known well enough. */
export function enoughToKnow(known: Known, replications: number): number | undefined {
  const { mean, low, high } = known;
  if (mean === null || low === null || high === null || !(mean > 0) || (high - low) / 2 <= WIDE * mean)
    return undefined;
  return enough(known, replications, { within: NARROW * mean, more: 0 });
}

/** Replications of which t + `more` standard errors lie `within` so much. */
function enough(
  { low, high, level }: Known,
  replications: number,
  { within, more }: { readonly within: number; readonly more: number },
): number {
  const half = ((high ?? 0) - (low ?? 0)) / 2;
  const deviation = (half / studentHalfWidth(level, replications - 1)) * Math.sqrt(replications);
  const countAt = (freedom: number): number =>
    Math.ceil((((studentHalfWidth(level, freedom) + more) * deviation) / within) ** 2);
  // Student's t at the number that would do with the normal law; what cannot be run is not looked at.
  const first = Math.max(2, countAt(MANY));
  const count = first > MOST_REPLICATIONS ? first : countAt(first - 1);
  const step = count < 50 ? 5 : count < 200 ? 10 : 50;
  const up = Math.max(Math.ceil(count / step) * step, replications + 1);
  return up <= MOST_REPLICATIONS ? up : Number.POSITIVE_INFINITY;
}
