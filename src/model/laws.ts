// Closed forms of the probability laws behind `Distribution`: cdf, partial expectations, quantiles. Textbook results
// (Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions). Only distribution.ts imports this file.
// Not covered: negative values, laws without a mean.

import { gammaP, gammaQ, gammaQuantile, gammaTerm, normalCdf, normalQuantile, normalSurvival } from "../lib/special.ts";

/** What a law of a non-negative time or amount X can tell. All functions take any finite x. */
export interface Law {
  readonly mean: number;
  readonly variance: number;
  /** E[X³]. */
  readonly third: number;
  readonly min: number;
  readonly max: number;
  /** P(X <= x). */
  cdf(x: number): number;
  /** P(X > x), precise in the upper tail. */
  survival(x: number): number;
  /** E[(x - X)^+], the integral of the cdf up to x; precise in the lower tail. */
  below(x: number): number;
  /** E[(X - x)^+]; precise in the upper tail. */
  excess(x: number): number;
  /** E[((X - x)^+)²]. */
  squaredExcess(x: number): number;
  /** The smallest x with P(X <= x) >= p, for 0 <= p <= 1. */
  quantile(p: number): number;
}

const positive = (x: number): number => (x > 0 ? x : 0);
const squared = (x: number): number => x * x;

export function pointLaw(value: number): Law {
  return {
    mean: value,
    variance: 0,
    third: value * value * value,
    min: value,
    max: value,
    cdf: (x) => (x >= value ? 1 : 0),
    survival: (x) => (x >= value ? 0 : 1),
    below: (x) => positive(x - value),
    excess: (x) => positive(value - x),
    squaredExcess: (x) => squared(positive(value - x)),
    quantile: () => value,
  };
}

export function uniformLaw(min: number, max: number): Law {
  const width = max - min;
  const mean = min + width / 2;
  const variance = squared(width) / 12;
  const below = (x: number): number => (x <= min ? 0 : x >= max ? x - mean : squared(x - min) / (2 * width));
  return {
    mean,
    variance,
    third: (min * min * min + min * min * max + min * max * max + max * max * max) / 4,
    min,
    max,
    cdf: (x) => (x <= min ? 0 : x >= max ? 1 : (x - min) / width),
    survival: (x) => (x <= min ? 1 : x >= max ? 0 : (max - x) / width),
    below,
    excess: (x) => (x <= min ? mean - x : x >= max ? 0 : squared(max - x) / (2 * width)),
    squaredExcess: (x) =>
      x <= min ? variance + squared(mean - x) : (squared(positive(max - x)) * positive(max - x)) / (3 * width),
    quantile: (p) => min + p * width,
  };
}

export function triangularLaw(min: number, mode: number, max: number): Law {
  const width = max - min;
  const left = mode - min;
  const right = max - mode;
  const mean = (min + mode + max) / 3;
  const variance = (squared(left) + squared(right) + left * right) / 18;
  const lowSide = (x: number): boolean => x < mode || right === 0;
  const cube = (x: number): number => x * x * x;
  const below = (x: number): number => (x <= min ? 0 : cube(x - min) / (3 * width * left));
  const above = (x: number): number => (x >= max ? 0 : cube(max - x) / (3 * width * right));
  const cdfLow = (x: number): number => (x <= min ? 0 : squared(x - min) / (width * left));
  const survivalHigh = (x: number): number => (x >= max ? 0 : squared(max - x) / (width * right));
  return {
    mean,
    variance,
    // Complete homogeneous symmetric polynomial of degree 3 over its 10 terms.
    third:
      (cube(min) +
        cube(mode) +
        cube(max) +
        min * min * (mode + max) +
        mode * mode * (min + max) +
        max * max * (min + mode) +
        min * mode * max) /
      10,
    min,
    max,
    cdf: (x) => (x >= max ? 1 : lowSide(x) ? cdfLow(x) : 1 - survivalHigh(x)),
    survival: (x) => (x >= max ? 0 : lowSide(x) ? 1 - cdfLow(x) : survivalHigh(x)),
    below: (x) => (x >= max ? x - mean : lowSide(x) ? below(x) : x - mean + above(x)),
    excess: (x) => (x >= max ? 0 : lowSide(x) ? mean - x + below(x) : above(x)),
    squaredExcess: (x) => {
      if (x >= max) return 0;
      if (!lowSide(x)) return squared(squared(max - x)) / (6 * width * right);
      return variance + squared(mean - x) - (x <= min ? 0 : squared(squared(x - min)) / (6 * width * left));
    },
    quantile: (p) => (p * width < left ? min + Math.sqrt(p * width * left) : max - Math.sqrt((1 - p) * width * right)),
  };
}

export function exponentialLaw(mean: number): Law {
  const survival = (x: number): number => (x <= 0 ? 1 : Math.exp(-x / mean));
  return {
    mean,
    variance: mean * mean,
    third: 6 * mean * mean * mean,
    min: 0,
    max: Number.POSITIVE_INFINITY,
    cdf: (x) => (x <= 0 ? 0 : -Math.expm1(-x / mean)),
    survival,
    below: (x) => (x <= 0 ? 0 : x + mean * Math.expm1(-x / mean)),
    excess: (x) => (x <= 0 ? mean - x : mean * survival(x)),
    squaredExcess: (x) => (x <= 0 ? mean * mean + squared(mean - x) : 2 * mean * mean * survival(x)),
    quantile: (p) => -mean * Math.log1p(-p),
  };
}

/** Lognormal with this mean and coefficient of variation, both positive. */
export function lognormalLaw(mean: number, cv: number): Law {
  const variance = squared(mean * cv);
  const logVariance = Math.log1p(cv * cv);
  const sigma = Math.sqrt(logVariance);
  const mu = Math.log(mean) - logVariance / 2;
  const secondMoment = mean * mean * (1 + cv * cv);
  const score = (x: number): number => (Math.log(x) - mu) / sigma;
  return {
    mean,
    variance,
    third: mean * secondMoment * squared(1 + cv * cv),
    min: 0,
    max: Number.POSITIVE_INFINITY,
    cdf: (x) => (x <= 0 ? 0 : normalCdf(score(x))),
    survival: (x) => (x <= 0 ? 1 : normalSurvival(score(x))),
    below: (x) => {
      if (x <= 0) return 0;
      const z = score(x);
      return positive(x * normalCdf(z) - mean * normalCdf(z - sigma));
    },
    excess: (x) => {
      if (x <= 0) return mean - x;
      const z = score(x);
      return positive(mean * normalSurvival(z - sigma) - x * normalSurvival(z));
    },
    squaredExcess: (x) => {
      if (x <= 0) return variance + squared(mean - x);
      const z = score(x);
      return positive(
        secondMoment * normalSurvival(z - 2 * sigma) -
          2 * x * mean * normalSurvival(z - sigma) +
          x * x * normalSurvival(z),
      );
    },
    quantile: (p) => (p === 0 ? 0 : Math.exp(mu + sigma * normalQuantile(p))),
  };
}

/** Gamma with this mean and coefficient of variation, both positive: shape 1/cv², scale mean cv². */
export function gammaLaw(mean: number, cv: number): Law {
  const shape = 1 / (cv * cv);
  const scale = mean / shape;
  const variance = squared(mean * cv);
  const secondMoment = variance + mean * mean;
  return {
    mean,
    variance,
    third: mean * mean * mean * (1 + cv * cv) * (1 + 2 * cv * cv),
    min: 0,
    max: Number.POSITIVE_INFINITY,
    cdf: (x) => gammaP(shape, x / scale),
    survival: (x) => gammaQ(shape, x / scale),
    below: (x) => {
      if (x <= 0) return 0;
      // E[X; X <= x] = mean P(shape + 1, y), and P(a + 1, y) = P(a, y) - y^a e^-y / Gamma(a + 1).
      const p = gammaP(shape, x / scale);
      return positive(x * p - mean * (p - gammaTerm(shape, x / scale)));
    },
    excess: (x) => {
      if (x <= 0) return mean - x;
      const q = gammaQ(shape, x / scale);
      return positive(mean * (q + gammaTerm(shape, x / scale)) - x * q);
    },
    squaredExcess: (x) => {
      if (x <= 0) return variance + squared(mean - x);
      const y = x / scale;
      const q = gammaQ(shape, y);
      const term = gammaTerm(shape, y);
      return positive(secondMoment * (q + term + (term * y) / (shape + 1)) - 2 * x * mean * (q + term) + x * x * q);
    },
    quantile: (p) => scale * gammaQuantile(shape, p),
  };
}

/** Atoms at `values` with `weights` that sum to a positive number. */
export function atomsLaw(values: readonly number[], weights: readonly number[]): Law {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const at = Float64Array.from(order, (i) => values[i]);
  const mass = Float64Array.from(order, (i) => weights[i] / total);
  const count = at.length;
  // cumulative[i] = P(X <= at[i - 1]); firstMoment likewise for E[X; …].
  const cumulative = new Float64Array(count + 1);
  const firstMoment = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) {
    cumulative[i + 1] = cumulative[i] + mass[i];
    firstMoment[i + 1] = firstMoment[i] + mass[i] * at[i];
  }
  cumulative[count] = 1;
  const mean = firstMoment[count];
  let variance = 0;
  let third = 0;
  for (let i = 0; i < count; i++) {
    variance += mass[i] * squared(at[i] - mean);
    third += mass[i] * at[i] * at[i] * at[i];
  }
  const countUpTo = (x: number): number => lowerBound(count, (i) => at[i] > x);
  const below = (x: number): number => {
    const i = countUpTo(x);
    return positive(x * cumulative[i] - firstMoment[i]);
  };
  return {
    mean,
    variance,
    third,
    min: at[0],
    max: at[count - 1],
    cdf: (x) => cumulative[countUpTo(x)],
    survival: (x) => 1 - cumulative[countUpTo(x)],
    below,
    excess: (x) => {
      const i = countUpTo(x);
      return positive(mean - firstMoment[i] - x * (1 - cumulative[i]));
    },
    squaredExcess: (x) => {
      let sum = 0;
      for (let i = countUpTo(x); i < count; i++) sum += mass[i] * squared(at[i] - x);
      return sum;
    },
    quantile: (p) =>
      at[
        Math.min(
          count - 1,
          lowerBound(count, (i) => cumulative[i + 1] >= p),
        )
      ],
  };
}

/** The law of X, where X follows law i with probability shares[i]; shares sum to 1. */
export function mixtureLaw(shares: readonly number[], laws: readonly Law[]): Law {
  const mix = (of: (law: Law) => number): number => {
    let sum = 0;
    for (let i = 0; i < laws.length; i++) sum += shares[i] * of(laws[i]);
    return sum;
  };
  const mean = mix((law) => law.mean);
  const cdf = (x: number): number => mix((law) => law.cdf(x));
  return {
    mean,
    variance: mix((law) => law.variance + squared(law.mean - mean)),
    third: mix((law) => law.third),
    min: Math.min(...laws.map((law) => law.min)),
    max: Math.max(...laws.map((law) => law.max)),
    cdf,
    survival: (x) => mix((law) => law.survival(x)),
    below: (x) => mix((law) => law.below(x)),
    excess: (x) => mix((law) => law.excess(x)),
    squaredExcess: (x) => mix((law) => law.squaredExcess(x)),
    quantile: (p) => {
      const ends = laws.map((law) => law.quantile(p));
      return invert(cdf, p, Math.min(...ends), Math.max(...ends));
    },
  };
}

/**
 * Time left of an interval with law `of` that a random instant falls into: density P(X > x) / E[X]
 * (the inspection paradox; Ross, Stochastic Processes, §3.4). Its third moment and squared excess are not known here.
 */
export function residualLaw(of: Law): Law {
  const mean = (of.variance + of.mean * of.mean) / (2 * of.mean);
  const survival = (x: number): number => (x <= 0 ? 1 : of.excess(x) / of.mean);
  const cdf = (x: number): number => (x <= 0 ? 0 : 1 - survival(x));
  const excess = (x: number): number => (x <= 0 ? mean - x : of.squaredExcess(x) / (2 * of.mean));
  return {
    mean,
    variance: of.third / (3 * of.mean) - mean * mean,
    third: Number.NaN,
    min: 0,
    max: of.max,
    cdf,
    survival,
    below: (x) => (x <= 0 ? 0 : positive(x - mean + excess(x))),
    excess,
    squaredExcess: () => Number.NaN,
    quantile: (p) => {
      if (p <= 0) return 0;
      if (p >= 1) return of.max;
      let high = Math.max(mean, of.mean);
      while (cdf(high) < p && high < of.max) high *= 2;
      return invert(cdf, p, 0, Math.min(high, of.max));
    },
  };
}

/** Smallest x in [low, high] with cdf(x) >= p, by bisection to the last bits; cdf(high) >= p is taken for granted. */
function invert(cdf: (x: number) => number, p: number, low: number, high: number): number {
  if (low === high || cdf(low) >= p) return low;
  let a = low;
  let b = high;
  for (let step = 0; step < 200; step++) {
    const middle = b === Number.POSITIVE_INFINITY ? 2 * Math.max(1, a) : a + (b - a) / 2;
    if (middle <= a || middle >= b || middle === Number.POSITIVE_INFINITY) break;
    if (cdf(middle) >= p) b = middle;
    else a = middle;
  }
  return b;
}

/** The first of 0 … count for which `holds` is true (it stays true from there); count when none. */
function lowerBound(count: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
