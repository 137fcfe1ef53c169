// Sums of uncertain times: probability masses on an equidistant time grid, convolved directly or by Fourier transform
// (docs/method/routing.md; mean-preserving discretisation as in Gerber 1982, "local moment matching" of order 1).
// Not covered: dependence between the summands, waits for the clock (both: engines/routing/journey.ts), grids of different
// steps in one sum.
//
//   discretise(d, step)  pointPmf(hours, step)  toDistribution(pmf)                        in and out
//   convolve(a, b)  mixPmf([{ weight, pmf }])  shiftPmf(pmf, hours)    calculus
//   exponentiallyTilted(pmf, ratePerHour)
//   pmfTotal  pmfMean  pmfVariance  pmfCdf(pmf, x)  pmfQuantile(pmf, p)  pmfMeanExcess(pmf, x)
//
// Accuracy: the mean is exact. Splitting mass between neighbours adds at most step²/4, for a smooth law step²/6, to each
// summand's variance (0.04 h² at half an hour). Quantiles and probabilities are good to about a step's mass.

import { convolution } from "../lib/fft.ts";
import { type Distribution, empirical, lawOf } from "./distribution.ts";
import type { Law } from "./laws.ts";

export interface Pmf {
  readonly stepHours: number;
  /** Index of the first bin: mass[i] sits at the time (first + i) * stepHours. */
  readonly first: number;
  readonly mass: Float64Array;
}

/** Bins of one discretised law; what lies beyond is put into the last, with the mean kept. */
export const MAX_BINS = 8192;

// --- in and out -------------------------------------------------------------------------------------------------

/**
 * A distribution on the grid: mass is split linearly between the two neighbours of each value, so that
 * mass[i] = (E|X - t(i-1)| - 2 E|X - t(i)| + E|X - t(i+1)|) / 2 step and the mean is exact. The tails beyond the `tail` and
 * 1 - `tail` quantiles (and beyond `maxBins` bins) are put on the outermost bins and the mean is put right again.
 * @throws RangeError when the step is not positive.
 */
export function discretise(d: Distribution, stepHours: number, tail = 1e-9, maxBins = MAX_BINS): Pmf {
  if (!(stepHours > 0 && stepHours < Number.POSITIVE_INFINITY))
    throw new RangeError(`step must be > 0, not ${stepHours}`);
  if (d.kind === "point") return pointPmf(d.value, stepHours);
  const law = lawOf(d);
  const first = Math.floor(law.quantile(tail) / stepHours + 1e-9);
  const wanted = Math.ceil(law.quantile(1 - tail) / stepHours - 1e-9) - first + 1;
  const bins = Math.max(2, Math.min(wanted, maxBins));
  const mass = new Float64Array(bins);
  fillMass(law, stepHours, first, mass);
  restoreMean(mass, law.mean / stepHours - first);
  return { stepHours, first, mass };
}

/** All mass at one time, split between the two bins beside it. */
export function pointPmf(hours: number, stepHours: number): Pmf {
  const position = hours / stepHours;
  const nearest = Math.round(position);
  if (Math.abs(position - nearest) < 1e-9) return { stepHours, first: nearest, mass: Float64Array.of(1) };
  const first = Math.floor(position);
  return { stepHours, first, mass: Float64Array.of(first + 1 - position, position - first) };
}

/** Its bins as atoms. Bins below time 0 are not allowed. */
export function toDistribution(pmf: Pmf): Distribution {
  const values: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < pmf.mass.length; i++) {
    if (pmf.mass[i] <= 0) continue;
    values.push((pmf.first + i) * pmf.stepHours);
    weights.push(pmf.mass[i]);
  }
  return empirical(values, weights);
}

/** Differences of the cdf's mean over each cell, taken from the tail that is small: no digits cancel. */
function fillMass(law: Law, step: number, first: number, mass: Float64Array): void {
  const last = mass.length - 1;
  const turn = Math.min(last, Math.max(0, Math.floor(law.mean / step) - first));
  let cellBelow = 0;
  let integral = law.below(first * step);
  for (let i = 0; i < turn; i++) {
    const next = law.below((first + i + 1) * step);
    const cell = (next - integral) / step;
    mass[i] = cell - cellBelow;
    cellBelow = cell;
    integral = next;
  }
  let cellAbove = 0;
  integral = law.excess((first + last) * step);
  for (let i = last; i > turn; i--) {
    const next = law.excess((first + i - 1) * step);
    const cell = (next - integral) / step;
    mass[i] = cell - cellAbove;
    cellAbove = cell;
    integral = next;
  }
  mass[turn] = 1 - cellBelow - cellAbove;
  for (let i = 0; i <= last; i++) if (mass[i] < 0) mass[i] = 0;
}

/** Gives a small share of all mass to one end, so that the mean (in bins) is what it must be. */
function restoreMean(mass: Float64Array, meanBins: number): void {
  let mean = 0;
  for (let i = 0; i < mass.length; i++) mean += i * mass[i];
  const end = meanBins > mean ? mass.length - 1 : 0;
  if (end === mean) return;
  const share = Math.min(1, (meanBins - mean) / (end - mean));
  for (let i = 0; i < mass.length; i++) mass[i] *= 1 - share;
  mass[end] += share;
}

// --- calculus ---------------------------------------------------------------------------------------------------

/** The sum of two independent times. */
export function convolve(a: Pmf, b: Pmf): Pmf {
  requireSameStep(a, b);
  const mass = convolution(a.mass, b.mass);
  // The transform's rounding leaves values of about -1e-18.
  for (let i = 0; i < mass.length; i++) if (mass[i] < 0) mass[i] = 0;
  return { stepHours: a.stepHours, first: a.first + b.first, mass };
}

/** The time of part i with probability weight i / (sum of weights). */
export function mixPmf(parts: readonly { readonly weight: number; readonly pmf: Pmf }[]): Pmf {
  const [{ pmf: model }] = parts;
  let first = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  let total = 0;
  for (const { weight, pmf } of parts) {
    requireSameStep(model, pmf);
    first = Math.min(first, pmf.first);
    end = Math.max(end, pmf.first + pmf.mass.length);
    total += weight;
  }
  const mass = new Float64Array(end - first);
  for (const { weight, pmf } of parts) {
    const share = weight / total;
    const offset = pmf.first - first;
    for (let i = 0; i < pmf.mass.length; i++) mass[offset + i] += share * pmf.mass[i];
  }
  return { stepHours: model.stepHours, first, mass };
}

/** Later by a fixed time; exact in the mean, split between neighbours when it is no whole number of steps. */
export function shiftPmf(pmf: Pmf, hours: number): Pmf {
  const by = pointPmf(hours, pmf.stepHours);
  if (by.mass.length === 1) return { ...pmf, first: pmf.first + by.first };
  return convolve(pmf, by);
}

/** mass(t) exp(-rate t): the part of each time during which a decay of this rate has not struck. Sums to less than 1. */
export function exponentiallyTilted(pmf: Pmf, ratePerHour: number): Pmf {
  if (ratePerHour === 0) return pmf;
  const { stepHours, first, mass } = pmf;
  const tilted = new Float64Array(mass.length);
  for (let i = 0; i < mass.length; i++) tilted[i] = mass[i] * Math.exp(-ratePerHour * stepHours * (first + i));
  return { stepHours, first, mass: tilted };
}

// --- questions --------------------------------------------------------------------------------------------------

/** Sum of the mass: 1 for a law. */
export function pmfTotal(pmf: Pmf): number {
  let sum = 0;
  for (let i = 0; i < pmf.mass.length; i++) sum += pmf.mass[i];
  return sum;
}

/** Mean in hours. */
export function pmfMean(pmf: Pmf): number {
  let sum = 0;
  for (let i = 0; i < pmf.mass.length; i++) sum += i * pmf.mass[i];
  return (pmf.first + sum) * pmf.stepHours;
}

/** Variance in square hours. */
export function pmfVariance(pmf: Pmf): number {
  const { stepHours, first, mass } = pmf;
  const centre = pmfMean(pmf) / stepHours - first;
  let sum = 0;
  for (let i = 0; i < mass.length; i++) sum += mass[i] * (i - centre) * (i - centre);
  return sum * stepHours * stepHours;
}

/**
 * P(T <= hours). Half of a bin's mass lies on either side of its time and the cdf is linear in between; at the last bin
 * it is 1, so a time without spread is met exactly.
 */
export function pmfCdf(pmf: Pmf, hours: number): number {
  const { mass } = pmf;
  const position = hours / pmf.stepHours - pmf.first;
  if (position < -1e-9) return 0;
  if (position >= mass.length - 1 - 1e-9) return 1;
  const bin = Math.max(0, Math.floor(position));
  let before = 0;
  for (let i = 0; i < bin; i++) before += mass[i];
  const here = before + mass[bin] / 2;
  return here + Math.max(0, position - bin) * ((mass[bin] + mass[bin + 1]) / 2);
}

/**
 * The time in hours by which a share p has arrived: the inverse of {@link pmfCdf}, never outside the outermost bins.
 * @throws RangeError unless 0 <= p <= 1
 */
export function pmfQuantile(pmf: Pmf, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability cannot be ${p}`);
  const { mass, stepHours, first } = pmf;
  const last = mass.length - 1;
  let bin = 0;
  // Cumulated mass to the middle of the bin.
  let here = mass[0] / 2;
  while (bin < last && here + (mass[bin] + mass[bin + 1]) / 2 < p) {
    here += (mass[bin] + mass[bin + 1]) / 2;
    bin++;
  }
  const slope = bin < last ? (mass[bin] + mass[bin + 1]) / 2 : 0;
  const beyond = p <= here || slope === 0 ? 0 : (p - here) / slope;
  return (first + bin + beyond) * stepHours;
}

/** E[(T - hours)^+], with each bin's mass at its time. */
export function pmfMeanExcess(pmf: Pmf, hours: number): number {
  const { mass } = pmf;
  const position = hours / pmf.stepHours - pmf.first;
  let sum = 0;
  for (let i = Math.max(0, Math.ceil(position)); i < mass.length; i++) sum += mass[i] * (i - position);
  return sum * pmf.stepHours;
}

function requireSameStep(a: { readonly stepHours: number }, b: { readonly stepHours: number }): void {
  if (a.stepHours !== b.stepHours) throw new RangeError(`grids of ${a.stepHours} h and ${b.stepHours} h do not mix`);
}
