// How many replications would probably be enough? The half width of an interval falls with the root of their number: twice as many
// as bring it down to what is asked leave a true difference, as large as the one seen, inside it one time in five (power 0.8 at a
// level of 95 %: (1.96 + 0.84)² / 1.96² = 2.04). The page has the same in its own folder: it imports no code from here.

/** More than this are not run for one answer. */
const MOST_REPLICATIONS = 1_000;
/** Half the interval over the mean, above which a mean is hardly known, and what is then asked for. */
const WIDE = 0.25;
const NARROW = 0.1;
const POWER = 2;

interface Known {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Replications, rounded up, after which the interval would probably leave zero out.
 * @returns undefined where it does already, where nothing is known or where there is nothing; infinite above what can be run
 */
export const enoughToTell = ({ mean, low, high }: Known, replications: number): number | undefined =>
  mean === null || low === null || high === null || low > 0 || high < 0 || high - low < 1e-9
    ? undefined
    : rounded((POWER * replications * ((high - low) / 2) ** 2) / mean ** 2, replications);

/** Replications after which a mean of which little is known is known to a tenth; undefined where it is known well enough. */
export const enoughToKnow = ({ mean, low, high }: Known, replications: number): number | undefined =>
  mean === null || low === null || high === null || !(mean > 0) || (high - low) / 2 <= WIDE * mean
    ? undefined
    : rounded(replications * ((high - low) / 2 / (NARROW * mean)) ** 2, replications);

function rounded(count: number, replications: number): number {
  const step = count < 50 ? 5 : count < 200 ? 10 : 50;
  const up = Math.max(Math.ceil(count / step) * step, replications + 1);
  return up <= MOST_REPLICATIONS ? up : Number.POSITIVE_INFINITY;
}
