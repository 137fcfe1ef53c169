// What a sum of independent durations comes to where only one number of its law is asked for.

import { type Distribution, meanExcessOf, meanOf } from "../../model/distribution.ts";
import { convolve, discretise, type Pmf, pmfMeanExcess } from "../../model/pmf.ts";

/** Grid for numbers that enter costs: a quarter of an hour changes a storage bill by less than its own doubt. */
const STEP_HOURS = 0.25;
const WIDE_STEP_HOURS = 1;

/** E[(sum − threshold)⁺] in hours: time beyond what is free. */
export function meanExcessOfSum(parts: readonly Distribution[], threshold: number): number {
  const [first, ...rest] = parts;
  if (!first) return 0;
  if (rest.length === 0) return meanExcessOf(first, threshold);
  const mean = parts.reduce((sum, part) => sum + meanOf(part), 0);
  const step = mean > 200 ? WIDE_STEP_HOURS : STEP_HOURS;
  let sum: Pmf = discretise(first, step);
  for (const part of rest) sum = convolve(sum, discretise(part, step));
  return pmfMeanExcess(sum, threshold);
}

/** E[exp(−rate × sum)], the Laplace transform of a duration: how much of a state that fades at this rate is left. */
export function expectedTilt(parts: readonly Distribution[], ratePerHour: number): number {
  let product = 1;
  for (const part of parts) {
    const { first, mass, stepHours } = discretise(part, STEP_HOURS);
    let sum = 0;
    for (let i = 0; i < mass.length; i++) sum += (mass[i] as number) * Math.exp(-ratePerHour * (first + i) * stepHours);
    product *= sum;
  }
  return product;
}
