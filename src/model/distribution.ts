// How sure is a number? Distributions of non-negative times and amounts as plain values, with mean, variance, cdf,
// quantile, sample and mean excess, in closed form wherever one exists (laws.ts). Lognormal and gamma are given by mean
// and coefficient of variation, as the sources publish them. Not covered: negative values, dependence (engines/routing/journey.ts).
//
//   point(5)  uniform(1, 9)  triangular(min, mode, max)  exponential(mean)  lognormal(mean, cv)  gamma(mean, cv)
//   empirical(values, weights?)  mixture([{ weight, distribution }])  residual(of)      constructors, checked
//   fromLowHigh(p10, p90, mean?)  fromValue(row)            made of other numbers, of a row of the dataset
//   meanOf  varianceOf  sdOf  cdfOf(d, x)  survivalOf(d, x)  quantileOf(d, p)  sampleOf(d, random)
//   meanExcessOf(d, threshold)  meanShortfallOf(d, threshold)  minOf  maxOf  scaleOf(d, factor)
//
// Units are the caller's; every value of one distribution has the same.

import type { Random } from "../lib/random.ts";
import { normalQuantile } from "../lib/special.ts";
import type { Value } from "./facts.ts";
import {
  atomsLaw,
  exponentialLaw,
  gammaLaw,
  type Law,
  lognormalLaw,
  mixtureLaw,
  pointLaw,
  residualLaw,
  triangularLaw,
  uniformLaw,
} from "./laws.ts";
import { InvalidInput } from "./problem.ts";

export type Distribution =
  | { readonly kind: "point"; readonly value: number }
  | { readonly kind: "uniform"; readonly min: number; readonly max: number }
  | { readonly kind: "triangular"; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: "exponential"; readonly mean: number }
  | { readonly kind: "lognormal"; readonly mean: number; readonly cv: number }
  | { readonly kind: "gamma"; readonly mean: number; readonly cv: number }
  | { readonly kind: "empirical"; readonly values: readonly number[]; readonly weights?: readonly number[] }
  | { readonly kind: "mixture"; readonly parts: readonly MixturePart[] }
  /** What is left of an interval `of` when one looks at a random instant. */
  | { readonly kind: "residual"; readonly of: Distribution };

export interface MixturePart {
  /** Weights need not sum to 1. */
  readonly weight: number;
  readonly distribution: Distribution;
}

/** Below this coefficient of variation a law is a point: its spread is far under any grid or rounding. */
const CV_OF_A_POINT = 1e-6;

export const ZERO: Distribution = Object.freeze({ kind: "point", value: 0 });

// --- constructors -----------------------------------------------------------------------------------------------

/** @throws RangeError unless finite and >= 0 (as all constructors here). */
export function point(value: number): Distribution {
  requireAmount("value", value);
  return { kind: "point", value };
}

export function uniform(min: number, max: number): Distribution {
  requireOrder("min", min, "max", max);
  return min === max ? point(min) : { kind: "uniform", min, max };
}

export function triangular(min: number, mode: number, max: number): Distribution {
  requireOrder("min", min, "mode", mode);
  requireOrder("mode", mode, "max", max);
  return min === max ? point(min) : { kind: "triangular", min, mode, max };
}

export function exponential(mean: number): Distribution {
  requireAmount("mean", mean);
  return mean === 0 ? point(0) : { kind: "exponential", mean };
}

/** Lognormal by mean and coefficient of variation (standard deviation / mean). */
export function lognormal(mean: number, cv: number): Distribution {
  requireAmount("mean", mean);
  requireAmount("cv", cv);
  return mean === 0 || cv < CV_OF_A_POINT ? point(mean) : { kind: "lognormal", mean, cv };
}

/** Gamma by mean and coefficient of variation: shape 1/cv², scale mean cv². */
export function gamma(mean: number, cv: number): Distribution {
  requireAmount("mean", mean);
  requireAmount("cv", cv);
  return mean === 0 || cv < CV_OF_A_POINT ? point(mean) : { kind: "gamma", mean, cv };
}

/** Atoms at the values, equally likely without weights. */
export function empirical(values: readonly number[], weights?: readonly number[]): Distribution {
  if (values.length === 0) throw new RangeError("an empirical distribution needs at least one value");
  for (const value of values) requireAmount("value", value);
  if (weights === undefined) return { kind: "empirical", values };
  if (weights.length !== values.length) throw new RangeError(`${values.length} values but ${weights.length} weights`);
  requireWeights(weights);
  return { kind: "empirical", values, weights };
}

export function mixture(parts: readonly MixturePart[]): Distribution {
  if (parts.length === 0) throw new RangeError("a mixture needs at least one part");
  requireWeights(parts.map((part) => part.weight));
  const present = parts.filter((part) => part.weight > 0);
  return present.length === 1 ? present[0].distribution : { kind: "mixture", parts: present };
}

/**
 * The residual of an interval seen at a random instant. A point becomes uniform, an exponential stays itself.
 * @throws RangeError when the mean is 0 or `of` holds a residual already.
 */
export function residual(of: Distribution): Distribution {
  if (meanOf(of) === 0) throw new RangeError("an interval of mean 0 has no residual");
  if (Number.isNaN(lawOf(of).third)) throw new RangeError("the residual of a residual is not covered");
  if (of.kind === "point") return uniform(0, of.value);
  if (of.kind === "exponential") return of;
  return { kind: "residual", of };
}

/** z with P(Z <= z) = 0.9. */
const Z90 = normalQuantile(0.9);

/**
 * A lognormal from its P10 and P90. Without a mean both are met exactly. With a mean, the mean and the ratio P90 / P10
 * are kept, because totals are sums of means and a range says mostly how wide it is; the P10 and P90 then move by the
 * same factor. A low of 0 cannot be a lognormal's P10: then the mean (the middle of the range when not given) and the
 * P90 are kept, as far as a lognormal of that mean can reach (2.27 times the mean).
 * @throws RangeError unless 0 <= low <= high, and high > mean where low is 0.
 */
export function fromLowHigh(low: number, high: number, mean?: number): Distribution {
  requireOrder("low", low, "high", high);
  if (mean !== undefined) requireAmount("mean", mean);
  if (low === high) return point(mean ?? low);
  if (low > 0) {
    const sigma = Math.log(high / low) / (2 * Z90);
    const cv = Math.sqrt(Math.expm1(sigma * sigma));
    return lognormal(mean ?? Math.sqrt(low * high) * Math.exp((sigma * sigma) / 2), cv);
  }
  const kept = mean ?? high / 2;
  if (!(high > kept)) throw new RangeError(`P90 (${high}) must exceed the mean (${kept}) when P10 is 0`);
  if (kept === 0) return point(0);
  // P90 = mean exp(z sigma - sigma²/2), largest at sigma = z.
  const sigma = Z90 - Math.sqrt(Math.max(0, Z90 * Z90 - 2 * Math.log(high / kept)));
  return lognormal(kept, Math.sqrt(Math.expm1(sigma * sigma)));
}

const ofValue = new WeakMap<Value, Distribution>();

/**
 * The distribution a row of a values file states for the thing itself (how it varies from shipment to shipment):
 * `value` is the mean; `lognormal` and `gamma` take `cv`, or `low` and `high` as P10 and P90 ({@link fromLowHigh} with the mean;
 * a gamma gets the cv that gives the same ratio P90 / P10); `triangular` takes low and high as ends and the mode 3 value - low - high,
 * pulled to the nearer end when it lies outside (the mean then is not `value`). A `point` stays a point, whatever its range.
 * @throws InvalidInput naming the row when its numbers make no distribution.
 */
export function fromValue(value: Value): Distribution {
  const known = ofValue.get(value);
  if (known) return known;
  const made = atPlace(value, () => shaped(value));
  ofValue.set(value, made);
  return made;
}

// --- questions --------------------------------------------------------------------------------------------------

export const meanOf = (d: Distribution): number => lawOf(d).mean;
export const varianceOf = (d: Distribution): number => lawOf(d).variance;
export const sdOf = (d: Distribution): number => Math.sqrt(lawOf(d).variance);
export const minOf = (d: Distribution): number => lawOf(d).min;
/** Largest value, Infinity for laws with a tail. */
export const maxOf = (d: Distribution): number => lawOf(d).max;
/** P(X <= x). */
export const cdfOf = (d: Distribution, x: number): number => lawOf(d).cdf(x);
/** P(X > x), with all digits where it is small. */
export const survivalOf = (d: Distribution, x: number): number => lawOf(d).survival(x);
/** E[(X - threshold)^+]. */
export const meanExcessOf = (d: Distribution, threshold: number): number => lawOf(d).excess(threshold);
/** E[(threshold - X)^+], the integral of the cdf. */
export const meanShortfallOf = (d: Distribution, threshold: number): number => lawOf(d).below(threshold);

/**
 * The smallest x with P(X <= x) >= p.
 * @throws RangeError unless 0 <= p <= 1.
 */
export function quantileOf(d: Distribution, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability cannot be ${p}`);
  return lawOf(d).quantile(p);
}

/** One draw by inversion: monotone in its uniform number, so that scenarios can share numbers. A mixture uses two. */
export function sampleOf(d: Distribution, random: Random): number {
  if (d.kind !== "mixture") return lawOf(d).quantile(random());
  const total = d.parts.reduce((sum, part) => sum + part.weight, 0);
  let left = random() * total;
  for (const part of d.parts) {
    left -= part.weight;
    if (left < 0) return sampleOf(part.distribution, random);
  }
  return sampleOf(d.parts[d.parts.length - 1].distribution, random);
}

/** The distribution of factor X, factor >= 0. */
export function scaleOf(d: Distribution, factor: number): Distribution {
  requireAmount("factor", factor);
  switch (d.kind) {
    case "point":
      return point(d.value * factor);
    case "uniform":
      return uniform(d.min * factor, d.max * factor);
    case "triangular":
      return triangular(d.min * factor, d.mode * factor, d.max * factor);
    case "exponential":
      return exponential(d.mean * factor);
    case "lognormal":
      return lognormal(d.mean * factor, d.cv);
    case "gamma":
      return gamma(d.mean * factor, d.cv);
    case "empirical":
      return empirical(
        d.values.map((value) => value * factor),
        d.weights,
      );
    case "mixture":
      return mixture(
        d.parts.map(({ weight, distribution }) => ({ weight, distribution: scaleOf(distribution, factor) })),
      );
    case "residual":
      return factor === 0 ? point(0) : residual(scaleOf(d.of, factor));
  }
}

// --- inside -----------------------------------------------------------------------------------------------------

const laws = new WeakMap<Distribution, Law>();

/** The law of a distribution, made once per value. For pmf.ts, which asks it thousands of times. */
export function lawOf(d: Distribution): Law {
  const known = laws.get(d);
  if (known) return known;
  const law = makeLaw(d);
  laws.set(d, law);
  return law;
}

function makeLaw(d: Distribution): Law {
  switch (d.kind) {
    case "point":
      return pointLaw(d.value);
    case "uniform":
      return d.min === d.max ? pointLaw(d.min) : uniformLaw(d.min, d.max);
    case "triangular":
      return d.min === d.max ? pointLaw(d.min) : triangularLaw(d.min, d.mode, d.max);
    case "exponential":
      return d.mean === 0 ? pointLaw(0) : exponentialLaw(d.mean);
    case "lognormal":
      return d.mean === 0 || d.cv < CV_OF_A_POINT ? pointLaw(d.mean) : lognormalLaw(d.mean, d.cv);
    case "gamma":
      return d.mean === 0 || d.cv < CV_OF_A_POINT ? pointLaw(d.mean) : gammaLaw(d.mean, d.cv);
    case "empirical":
      return atomsLaw(d.values, d.weights ?? d.values.map(() => 1));
    case "mixture": {
      const total = d.parts.reduce((sum, part) => sum + part.weight, 0);
      return mixtureLaw(
        d.parts.map((part) => part.weight / total),
        d.parts.map((part) => lawOf(part.distribution)),
      );
    }
    case "residual":
      return residualLaw(lawOf(d.of));
  }
}

function shaped(value: Value): Distribution {
  const { value: mean, low, high, cv } = value;
  switch (value.shape) {
    case "point":
      return point(mean);
    case "triangular": {
      if (low === undefined || high === undefined) throw new RangeError("triangular needs low and high");
      requireOrder("low", low, "high", high);
      return triangular(low, Math.min(high, Math.max(low, 3 * mean - low - high)), high);
    }
    case "lognormal":
      if (cv !== undefined) return lognormal(mean, cv);
      if (low === undefined || high === undefined) throw new RangeError("lognormal needs cv, or low and high");
      return fromLowHigh(low, high, mean);
    case "gamma":
      if (cv !== undefined) return gamma(mean, cv);
      if (low === undefined || high === undefined) throw new RangeError("gamma needs cv, or low and high");
      return gamma(mean, gammaCv(low, high));
  }
}

/** The cv at which a gamma's P90 / P10 is high / low (that ratio grows with cv); the exact value is between 0 and 5. */
function gammaCv(low: number, high: number): number {
  requireOrder("low", low, "high", high);
  if (low === high) return 0;
  if (low === 0) throw new RangeError("gamma from low and high needs low above 0; give cv instead");
  const wanted = high / low;
  let least = 0;
  let most = 5;
  for (let step = 0; step < 60; step++) {
    const cv = (least + most) / 2;
    const law = gammaLaw(1, cv);
    if (law.quantile(0.9) / law.quantile(0.1) < wanted) least = cv;
    else most = cv;
  }
  return (least + most) / 2;
}

function atPlace(value: Value, make: () => Distribution): Distribution {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidInput([
      {
        code: "bad-distribution",
        place: value.place,
        message: `${value.subject} ${value.attribute}: ${error.message}`,
        hint: "give numbers >= 0 with low <= value <= high, and cv (or low and high) for lognormal and gamma",
      },
    ]);
  }
}

function requireAmount(name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name} must be a finite number >= 0, not ${value}`);
  }
}

function requireOrder(lowName: string, low: number, highName: string, high: number): void {
  requireAmount(lowName, low);
  requireAmount(highName, high);
  if (low > high) throw new RangeError(`${lowName} (${low}) must not exceed ${highName} (${high})`);
}

function requireWeights(weights: readonly number[]): void {
  let total = 0;
  for (const weight of weights) {
    requireAmount("weight", weight);
    total += weight;
  }
  if (!(total > 0)) throw new RangeError("at least one weight must be above 0");
}
