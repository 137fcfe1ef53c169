// A law of time on a grid, and what is asked of it: quantiles, probabilities, mean and variance. What stands at a grid
// point is the mass of the step around it. How such laws come about: journey.ts. Not covered: laws off the grid
// (model/distribution.ts).

/** Law of a duration on a grid: mass[i] at i × stepHours. */
export interface GridLaw {
  readonly stepHours: number;
  readonly mass: Float64Array;
}

/** Hours by which the probability reaches p (0 < p < 1), between grid points in proportion. */
export const lawQuantile = (law: GridLaw, p: number): number => quantilesOfMass(law.mass, law.stepHours, [p])[0];

/** Several quantiles in one pass, hours; the probabilities must rise. */
export function quantilesOfMass(mass: Float64Array, stepHours: number, probabilities: readonly number[]): number[] {
  const found: number[] = [];
  let before = 0;
  let i = 0;
  for (const p of probabilities) {
    while (i < mass.length - 1 && before + mass[i] < p) before += mass[i++];
    const here = mass[i];
    found.push(Math.max(0, (i - 0.5 + (here > 0 ? Math.min(1, (p - before) / here) : 0)) * stepHours));
  }
  return found;
}

/** P(duration ≤ hours), between grid points in proportion. */
export function lawCdf(law: GridLaw, hours: number): number {
  const x = hours / law.stepHours + 0.5;
  const whole = Math.floor(x);
  let total = 0;
  for (let i = 0; i < Math.min(whole, law.mass.length); i++) total += law.mass[i];
  if (whole >= 0 && whole < law.mass.length) total += (x - whole) * law.mass[whole];
  return Math.min(1, Math.max(0, total));
}

/** Mean in hours. */
export function lawMean(law: GridLaw): number {
  let total = 0;
  for (let i = 0; i < law.mass.length; i++) total += law.mass[i] * i;
  return total * law.stepHours;
}

/** Variance in square hours. */
export function lawVariance(law: GridLaw): number {
  let mass = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < law.mass.length; i++) {
    const weight = law.mass[i];
    mass += weight;
    first += weight * i;
    second += weight * i * i;
  }
  const mean = first / mass;
  return Math.max(0, second / mass - mean * mean) * law.stepHours ** 2;
}
