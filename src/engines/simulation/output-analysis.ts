// How sure is a simulated number? Intervals over replications (Student), paired differences under common random numbers,
// the truncation of a warm-up by MSER-5 (White 1997), and when enough has been run for a relative precision (Law, ch. 9).

import { studentHalfWidth } from "../../lib/student.ts";

export interface Interval {
  readonly mean: number;
  /** NaN with fewer than two values. */
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** Values that it is made of. */
  readonly count: number;
}

/** Interval of the mean of independent values; NaN among them is left out. */
export function intervalOf(values: readonly number[], level: number): Interval {
  const known = values.filter((value) => !Number.isNaN(value));
  const count = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, low: Number.NaN, high: Number.NaN, level, count };
  const squares = known.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const half = studentHalfWidth(level, count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, low: mean - half, high: mean + half, level, count };
}

/** Half the width of an interval against its mean; Infinity when it is not known. */
export function relativeHalfWidth({ mean, low, high }: Interval): number {
  const half = (high - low) / 2;
  if (half === 0) return 0;
  const relative = half / Math.abs(mean);
  return Number.isNaN(relative) ? Number.POSITIVE_INFINITY : relative;
}

/**
 * Whether an interval found by adding runs until it is narrow enough is narrow enough: against the true mean the relative error
 * is then at most g, as the mean itself is known to that only.
 */
export const isPreciseEnough = (interval: Interval, g: number): boolean => relativeHalfWidth(interval) <= g / (1 + g);

/** Pearson's correlation of pairs; 0 when one side does not vary. */
export function correlationOf(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) * (a[i] - meanA);
    bb += (b[i] - meanB) * (b[i] - meanB);
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** Values that a mean of MSER-5 covers. */
export const MSER_BATCH = 5;

export interface Truncation {
  /** Observations to leave out. */
  readonly observations: number;
  /** Whether the best point lies at the last one looked at: then the run is too short to know. */
  readonly isAtLimit: boolean;
}

/** The truncation that makes the squared standard error of the mean of the rest least, looked for in the first half. O(n). */
export function mser5(values: readonly number[]): Truncation {
  const batches = Math.floor(values.length / MSER_BATCH);
  if (batches < 4) return { observations: 0, isAtLimit: true };
  const means = Array.from({ length: batches }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < MSER_BATCH; j++) sum += values[i * MSER_BATCH + j];
    return sum / MSER_BATCH;
  });
  // From the end, so that sums of all truncations come from one pass (Welford's update keeps the digits).
  const last = Math.floor(batches / 2);
  let count = 0;
  let mean = 0;
  let squares = 0;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = batches - 1; i >= 0; i--) {
    count++;
    const step = means[i] - mean;
    mean += step / count;
    squares += step * (means[i] - mean);
    if (i > last) continue;
    const error = squares / (count * count);
    if (error <= least) {
      least = error;
      best = i;
    }
  }
  return { observations: best * MSER_BATCH, isAtLimit: best === last };
}
