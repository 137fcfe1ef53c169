// What a sum of independent durations comes to where only one number of its law is asked for. Answers are remembered by
// the values the durations come from: a corridor asks for the same few sums hundreds of times.

import { type Distribution, meanExcessOf, meanOf } from "../../model/distribution.ts";
import { convolve, discretise, type Pmf, pmfMeanExcess } from "../../model/pmf.ts";

/** Grid for numbers that enter costs: half an hour changes a storage bill by less than its own doubt. */
const STEP_HOURS = 0.5;
const WIDE_STEP_HOURS = 2;
const WIDE_FROM_HOURS = 100;

/** E[(sum − threshold)⁺] in hours: time beyond what is free. */
export function meanExcessOfSum(parts: readonly Distribution[], threshold: number): number {
  const [first, ...rest] = parts;
  if (!first) return 0;
  if (rest.length === 0) return meanExcessOf(first, threshold);
  const mean = parts.reduce((sum, part) => sum + meanOf(part), 0);
  const step = mean > WIDE_FROM_HOURS ? WIDE_STEP_HOURS : STEP_HOURS;
  let sum: Pmf = gridOf(first, step);
  for (const part of rest) sum = convolve(sum, gridOf(part, step));
  return pmfMeanExcess(sum, threshold);
}

/** E[exp(−rate × sum)], the Laplace transform of a duration: how much of a state that fades at this rate is left. */
export function expectedTilt(parts: readonly Distribution[], ratePerHour: number): number {
  let product = 1;
  for (const part of parts) {
    const { first, mass, stepHours } = gridOf(part, STEP_HOURS);
    let sum = 0;
    for (let i = 0; i < mass.length; i++) sum += mass[i] * Math.exp(-ratePerHour * (first + i) * stepHours);
    product *= sum;
  }
  return product;
}

const grids = new WeakMap<Distribution, Map<number, Pmf>>();

function gridOf(part: Distribution, step: number): Pmf {
  let bySteps = grids.get(part);
  if (!bySteps) {
    bySteps = new Map();
    grids.set(part, bySteps);
  }
  let grid = bySteps.get(step);
  if (!grid) {
    grid = discretise(part, step, 1e-7);
    bySteps.set(step, grid);
  }
  return grid;
}

/** Remembers mean excesses. Distributions of one element are told apart by identity, or by what they are if small. */
export class ExcessMemo {
  private readonly known = new Map<string, number>();
  private readonly names = new NameOf();

  of(parts: readonly Distribution[], threshold: number): number {
    const key = `${threshold} ${parts.map((part) => this.names.of(part)).join(" ")}`;
    let found = this.known.get(key);
    if (found === undefined) {
      found = meanExcessOfSum(parts, threshold);
      this.known.set(key, found);
    }
    return found;
  }
}

/** Remembers Laplace transforms. */
export class TiltMemo {
  private readonly known = new Map<string, number>();
  private readonly names = new NameOf();

  of(parts: readonly Distribution[], ratePerHour: number): number {
    const key = `${ratePerHour} ${parts.map((part) => this.names.of(part)).join(" ")}`;
    let found = this.known.get(key);
    if (found === undefined) {
      found = expectedTilt(parts, ratePerHour);
      this.known.set(key, found);
    }
    return found;
  }
}

/** A short name for a distribution: its numbers, or a running number for one made of many points. */
class NameOf {
  private readonly large = new WeakMap<Distribution, string>();
  private count = 0;

  of(part: Distribution): string {
    if (part.kind !== "empirical" && part.kind !== "mixture" && part.kind !== "residual") return JSON.stringify(part);
    let name = this.large.get(part);
    if (!name) {
      name = `#${this.count++}`;
      this.large.set(part, name);
    }
    return name;
  }
}
