// Between which of the values in order does a quantile lie, whatever their law? The number of values below it is binomial, so
// two ranks enclose it with a chance that is known (David & Nagaraja, Order Statistics, §7.1). Not covered: values that depend
// on one another.

import { expOf, logOf } from "./exact-math.ts";

export interface OrderInterval {
  /** The sample's own quantile; NaN without values. */
  readonly value: number;
  /** NaN when there are too few values for the level. */
  readonly low: number;
  readonly high: number;
}

/**
 * Interval of a quantile that covers it with at least the chance `level`; each end is missed with at most half of the rest.
 * @param share of the quantile, between 0 and 1
 */
export function orderInterval(values: readonly number[], share: number, level: number): OrderInterval {
  const sorted = values.toSorted((a, b) => a - b);
  const { lower, upper } = orderRanks(sorted.length, share, level);
  return {
    value: sampleQuantile(sorted, share),
    low: lower < 1 ? Number.NaN : sorted[lower - 1],
    high: lower < 1 ? Number.NaN : sorted[upper - 1],
  };
}

/** Of chances that are added up. */
const ROUNDING = 1e-12;

/** Ranks from 1; both 0 when no two of them are far enough apart. */
export function orderRanks(
  count: number,
  share: number,
  level: number,
): { readonly lower: number; readonly upper: number } {
  const miss = (1 - level) / 2;
  let below = 0;
  let lower = 0;
  let upper = 0;
  // P(B = k) by its logarithm, so that no term is lost with many values.
  let term = count * logOf(1 - share);
  for (let k = 0; k <= count; k++) {
    below += expOf(term);
    // The value of rank k + 1 is above the quantile with the chance that at most k lie below it.
    if (below <= miss + ROUNDING) lower = k + 1;
    if (upper === 0 && below >= 1 - miss - ROUNDING) upper = k + 1;
    if (k < count) term += logOf(((count - k) / (k + 1)) * (share / (1 - share)));
  }
  return lower < 1 || upper < 1 || upper > count ? { lower: 0, upper: 0 } : { lower, upper };
}

/** Between two values in proportion (type 7 of Hyndman & Fan). */
export function sampleQuantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}
