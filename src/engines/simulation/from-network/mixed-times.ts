// Times of ways that are one flow: a mixture of the ways, each a gamma law with the mean and variance of its elements.

import type { Times } from "../distribution.ts";

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

export interface WeightedMoments extends Moments {
  readonly weight: number;
}

/** Ways of a flow that have a law of their own; the rest share one. */
const MOST_LAWS = 12;

/** The mixture of ways: the heaviest with a gamma law of their own, the others together. */
export function mixtureOf(laws: readonly WeightedMoments[]): Times {
  const sorted = laws.toSorted((a, b) => b.weight - a.weight);
  const rest = sorted.slice(MOST_LAWS);
  const parts = sorted.slice(0, MOST_LAWS);
  if (rest.length > 0) parts.push(together(rest));
  if (parts.length === 1) return lawOf(parts[0]);
  return { mixture: parts.map((part) => ({ weight: part.weight, of: lawOf(part) })) };
}

/** One law for several, by weight. */
export function together(laws: readonly WeightedMoments[]): WeightedMoments {
  const weight = laws.reduce((sum, law) => sum + law.weight, 0);
  const mean = laws.reduce((sum, law) => sum + law.weight * law.mean, 0) / weight;
  const square = laws.reduce((sum, law) => sum + law.weight * (law.variance + law.mean * law.mean), 0) / weight;
  return { weight, mean, variance: Math.max(0, square - mean * mean) };
}

const lawOf = ({ mean, variance }: Moments): Times =>
  variance > 0 && mean > 0 ? { gamma: { mean, cv: Math.sqrt(variance) / mean } } : mean;
