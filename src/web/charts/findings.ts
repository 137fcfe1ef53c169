// What a chart shows, as data for one sentence: the title says the finding, not the axes. Pure.

import type { LegJson, OptionJson } from "../../wire/route.ts";
import { stagesOf } from "../strip/stages.ts";

export interface SpreadFinding {
  readonly leg: LegJson;
  /** Share of the variance, 0 to 1. */
  readonly share: number;
}

/** Where most of the doubt comes from: the place or stretch whose stages make the largest share of the variance. */
export function largestSpread(option: OptionJson): SpreadFinding | undefined {
  let best: SpreadFinding | undefined;
  for (const stage of stagesOf(option))
    if (!best || stage.spread > best.share) best = { leg: stage.leg, share: stage.spread };
  return best && best.share > 0 ? best : undefined;
}

export interface TradeFinding {
  readonly fast: OptionJson;
  readonly cheap: OptionJson;
  readonly hoursSaved: number;
  readonly extraUsd: number;
}

/** What the fastest option saves in median time and costs more than the cheapest; undefined when they are the same. */
export function fastAgainstCheap(options: readonly OptionJson[]): TradeFinding | undefined {
  const [first] = options;
  if (!first) return undefined;
  const fast = options.reduce((best, option) => (option.hours.p50 < best.hours.p50 ? option : best), first);
  const cheap = options.reduce((best, option) => (option.costUsd.mean < best.costUsd.mean ? option : best), first);
  if (fast.id === cheap.id) return undefined;
  return {
    fast,
    cheap,
    hoursSaved: cheap.hours.p50 - fast.hours.p50,
    extraUsd: fast.costUsd.mean - cheap.costUsd.mean,
  };
}

export interface Share {
  readonly key: string;
  readonly value: number;
  /** 0 to 1. */
  readonly share: number;
}

/** Sums by key, largest first. */
export function sharesBy<T>(rows: readonly T[], key: (row: T) => string, value: (row: T) => number): Share[] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + value(row));
  const total = [...sums.values()].reduce((sum, one) => sum + one, 0) || 1;
  return [...sums]
    .map(([name, sum]) => ({ key: name, value: sum, share: sum / total }))
    .sort((a, b) => b.value - a.value);
}

/** Probability density from a cumulative distribution: [hours, density per hour] at the middle of each step. */
export function densityOf(distribution: readonly (readonly [number, number])[]): [number, number][] {
  const raw: [number, number][] = [];
  for (let i = 1; i < distribution.length; i++) {
    const [x0, p0] = distribution[i - 1] ?? [0, 0];
    const [x1, p1] = distribution[i] ?? [0, 0];
    if (x1 > x0) raw.push([(x0 + x1) / 2, Math.max(0, p1 - p0) / (x1 - x0)]);
  }
  // A moving mean over five steps: the steps are finer than what is known.
  return raw.map(([x], index) => {
    const near = raw.slice(Math.max(0, index - 2), index + 3);
    return [x, near.reduce((sum, [, y]) => sum + y, 0) / near.length];
  });
}
