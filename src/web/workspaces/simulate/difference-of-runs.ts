// How sure is the difference of two runs of which only means and intervals are known? They are taken as independent: Welch's
// interval (Welch 1947, Biometrika 34, 28–35), with the degrees of freedom of Welch and Satterthwaite. Runs under the same luck
// go up and down together: their true interval is narrower than this one, never wider where they agree. Pure.

import type { IntervalJson } from "../../../wire/simulate.ts";

/** Above so many degrees of freedom Student's law is the normal one to five digits. */
const MOST_FREEDOM = 20_000;
const STEPS = 4_000;

/**
 * Where the middle `level` of Student's law ends.
 * With t = √ν tan θ its density becomes cos^(ν−1) θ, so that the share within ±θ is a ratio of two integrals and needs no constant.
 * @param freedom degrees of freedom, 1 or more
 */
export function studentReach(level: number, freedom: number): number {
  const nu = Math.min(MOST_FREEDOM, Math.max(1, freedom));
  // Beyond 40 standard deviations there is nothing to add up.
  const most = nu > 30 ? Math.min(Math.PI / 2, Math.atan(40 / Math.sqrt(nu))) : Math.PI / 2;
  const step = most / STEPS;
  const density = (theta: number) => Math.cos(Math.min(theta, Math.PI / 2 - 1e-12)) ** (nu - 1);
  const sums = [0];
  for (let i = 0; i < STEPS; i++) {
    const at = i * step;
    const part = (density(at) + 4 * density(at + step / 2) + density(at + step)) * (step / 6);
    sums.push((sums[i] ?? 0) + part);
  }
  const wanted = level * (sums[STEPS] ?? 1);
  const above = Math.max(
    1,
    sums.findIndex((sum) => sum >= wanted),
  );
  const [before, after] = [sums[above - 1] ?? 0, sums[above] ?? 1];
  return Math.sqrt(nu) * Math.tan((above - 1 + (wanted - before) / (after - before)) * step);
}

/** A mean over replications. */
export interface Estimate {
  readonly interval: Pick<IntervalJson, "mean" | "low" | "high" | "level">;
  readonly replications: number;
}

/** `second` less `first`, at the level of `second`; no interval where one of them has none. */
export function differenceOfRuns(first: Estimate, second: Estimate): IntervalJson {
  const { level } = second.interval;
  const mean =
    first.interval.mean === null || second.interval.mean === null ? null : second.interval.mean - first.interval.mean;
  const parts = [first, second].map(({ interval: { low, high, level: own }, replications }) =>
    low === null || high === null || replications < 2
      ? undefined
      : { square: ((high - low) / 2 / studentReach(own, replications - 1)) ** 2, freedom: replications - 1 },
  );
  const [a, b] = parts;
  if (mean === null || !a || !b) return { mean, low: null, high: null, level };
  const square = a.square + b.square;
  if (square === 0) return { mean, low: mean, high: mean, level };
  const freedom = square ** 2 / (a.square ** 2 / a.freedom + b.square ** 2 / b.freedom);
  const half = studentReach(level, freedom) * Math.sqrt(square);
  return { mean, low: mean - half, high: mean + half, level };
}
