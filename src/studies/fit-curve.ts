// Which curve base + scale × r^power / (1 − r), r = use / pole, lies nearest to simulated waits? Weighted least squares in
// base and scale, both at least 0, for each power and each pole of a grid. Waits that fall with traffic (ships held for
// cargo) are replaced by the least wait at that traffic or more: the greatest curve below them that never falls.
// Not covered: confidence of the parameters.

import { expOf, logOf } from "../lib/exact-math.ts";

export interface WaitPoint {
  /** Share of the capacity in use. */
  readonly use: number;
  readonly hours: number;
  /** Standard error, hours. */
  readonly error: number;
}

export interface FittedCurve {
  readonly baseHours: number;
  readonly scaleHours: number;
  readonly power: number;
  readonly pole: number;
  /** Use from which on waits rise, to the last point. */
  readonly low: number;
  readonly high: number;
  readonly thinHours: number;
  readonly r2: number;
  readonly worstHours: number;
  readonly points: number;
}

/** A wait is not known better than this, whatever its interval says: the curve has three parameters. */
const LEAST_RELATIVE = 0.03;
const LEAST_HOURS = 0.05;
const MOST_POWER = 8;
const POWER_STEP = 0.25;

/** A curve is not asked to end so near to where it was last seen, nor where waits of a year say nothing of it. */
const BEYOND_LAST = 1.02;
const LATEST = 1.4;
const POLES = 36;

/**
 * Fits. Undefined for fewer than four points below the pole.
 * @param points in any order
 * @param usual use at which the pole lies, unless waits say that it comes earlier or later
 * @param isGiven it lies there
 */
export function fitCurve(points: readonly WaitPoint[], usual: number, isGiven = false): FittedCurve | undefined {
  const below = points.filter(({ use }) => use < usual);
  const last = Math.max(0, ...below.map(({ use }) => use));
  const there = fitAt(below, usual);
  if (there === undefined) return undefined;
  let best = there;
  const [least, most] = [Math.min(usual, BEYOND_LAST * last), LATEST * usual];
  for (let i = 0; i <= POLES && !isGiven; i++) {
    const curve = fitAt(below, least + (i / POLES) * (most - least));
    if (curve !== undefined && curve.error < best.error) best = curve;
  }
  const { error: _error, ...curve } = there.error - best.error > CLEARLY ? best : there;
  return curve;
}

/** Another pole is taken where it takes so much off the squares, counted in standard errors: chi-squared with one degree. */
const CLEARLY = 9;

function fitAt(points: readonly WaitPoint[], pole: number): (FittedCurve & { readonly error: number }) | undefined {
  const sorted = points.toSorted((a, b) => a.use - b.use);
  if (sorted.length < 4) return undefined;
  const { waits, from } = neverFalling(sorted);
  const weights = sorted.map(({ error }, i) => {
    const spread = Math.max(error, LEAST_RELATIVE * waits[i], LEAST_HOURS);
    return 1 / (spread * spread);
  });
  let best: (Line & { readonly power: number }) | undefined;
  for (let power = 1; power <= MOST_POWER; power += POWER_STEP) {
    const shape = sorted.map(({ use }) => shapeAt(use / pole, power));
    const line = fitLine(shape, waits, weights);
    if (best === undefined || line.error < best.error) best = { ...line, power };
  }
  if (best === undefined) return undefined;
  const { base, scale, power, error } = best;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = weights.reduce((sum, weight, i) => sum + weight * waits[i], 0) / total;
  const around = weights.reduce((sum, weight, i) => sum + weight * (waits[i] - mean) * (waits[i] - mean), 0);
  const worst = sorted
    .slice(from)
    .reduce((most, { use, hours }) => Math.max(most, Math.abs(base + scale * shapeAt(use / pole, power) - hours)), 0);
  return {
    baseHours: base,
    scaleHours: scale,
    power,
    pole,
    low: sorted[from].use,
    high: sorted[sorted.length - 1].use,
    thinHours: sorted[0].hours,
    r2: around > 0 ? 1 - error / around : 1,
    worstHours: worst,
    points: sorted.length,
    error,
  };
}

/** r^power / (1 − r). */
export const shapeAt = (r: number, power: number): number => (r > 0 ? expOf(power * logOf(r)) / (1 - r) : 0);

/** The least wait at each use or above, and the last place where that differs from the wait itself, plus one. */
function neverFalling(points: readonly WaitPoint[]): { readonly waits: readonly number[]; readonly from: number } {
  const waits = points.map(({ hours }) => hours);
  let from = 0;
  for (let i = waits.length - 2; i >= 0; i--) {
    // Within its error a wait that falls is noise.
    if (from === 0 && waits[i] > waits[i + 1] + 2 * (points[i].error + points[i + 1].error)) from = i + 1;
    waits[i] = Math.min(waits[i], waits[i + 1]);
  }
  return { waits, from };
}

interface Line {
  readonly base: number;
  readonly scale: number;
  readonly error: number;
}

/** Weighted least squares y = base + scale × x with both at least 0. */
function fitLine(x: readonly number[], y: readonly number[], weights: readonly number[]): Line {
  const sum = (of: (i: number) => number): number => weights.reduce((all, weight, i) => all + weight * of(i), 0);
  const [w, wx, wy, wxx, wxy] = [
    sum(() => 1),
    sum((i) => x[i]),
    sum((i) => y[i]),
    sum((i) => x[i] * x[i]),
    sum((i) => x[i] * y[i]),
  ];
  const determinant = w * wxx - wx * wx;
  const candidates: [number, number][] = [
    [0, wxx > 0 ? Math.max(0, wxy / wxx) : 0],
    [Math.max(0, wy / w), 0],
  ];
  if (determinant > 0) candidates.push([(wy * wxx - wx * wxy) / determinant, (w * wxy - wx * wy) / determinant]);
  let best: Line = { base: 0, scale: 0, error: Number.POSITIVE_INFINITY };
  for (const [base, scale] of candidates) {
    if (!(base >= 0 && scale >= 0)) continue;
    const error = sum((i) => (y[i] - base - scale * x[i]) * (y[i] - base - scale * x[i]));
    if (error < best.error) best = { base, scale, error };
  }
  return best;
}
