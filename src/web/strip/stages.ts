// The chosen way as stages on a clock, for the strip diagram and the timeline. The clock runs on mean times, which add up;
// the doubt after each stage is the answer's own distribution at that stage's end.

import type { LegJson, OptionJson } from "../../wire/route.ts";

export interface Stage {
  readonly leg: LegJson;
  readonly index: number;
  /** Mean hours after departure. */
  readonly start: number;
  readonly end: number;
  /** Hours after departure at which this stage is over with 10, 50, 90 and 95 %. */
  readonly done: { readonly p10: number; readonly p50: number; readonly p90: number; readonly p95: number };
  /** Share of the way's spread (variance) that comes from this stage, 0 to 1. */
  readonly spread: number;
}

/** P90 − P10 of a normal distribution in standard deviations: turns a leg's range into a scale of spread. */
const SD_PER_P10_P90 = 2.5631;

/** Stages in order. Legs without time stay, so that tables keep them. */
export function stagesOf(option: OptionJson): Stage[] {
  const variances = option.legs.map((leg) => ((leg.hoursP90 - leg.hoursP10) / SD_PER_P10_P90) ** 2);
  const total = variances.reduce((sum, variance) => sum + variance, 0) || 1;
  return option.legs.map((leg, index) => ({
    leg,
    index,
    start: leg.startHours,
    end: leg.startHours + leg.hours,
    done: { p10: leg.endP10, p50: leg.endP50, p90: leg.endP90, p95: leg.endP95 },
    spread: (variances[index] ?? 0) / total,
  }));
}

export interface Band {
  readonly from: number;
  readonly to: number;
  readonly key: string;
}

/** Consecutive stages in one country, in mean hours; the high seas are a band of their own (XX). */
export function countryBands(stages: readonly Stage[]): Band[] {
  const bands: { from: number; to: number; key: string }[] = [];
  for (const stage of stages) {
    const key = stage.leg.mode === "sea" && stage.leg.kind === "line-haul" ? "XX" : stage.leg.country || "XX";
    const last = bands.at(-1);
    if (last && last.key === key) last.to = stage.end;
    else bands.push({ from: last?.to ?? stage.start, to: stage.end, key });
  }
  return bands;
}

export interface Stop {
  readonly id: string;
  readonly name: string;
  readonly at: number;
  /** Smaller is more worth naming. */
  readonly rank: number;
}

/** Places worth naming along the strip: ends, then changes of mode, then borders. */
export function stopsOf(stages: readonly Stage[]): Stop[] {
  const stops = new Map<string, Stop>();
  const put = (stop: Stop) => {
    const known = stops.get(stop.id);
    if (!known || stop.rank < known.rank) stops.set(stop.id, known ? { ...stop, at: known.at } : stop);
  };
  const first = stages[0];
  const last = stages.at(-1);
  if (first) put({ id: first.leg.from, name: first.leg.fromName, at: first.start, rank: 0 });
  for (const { leg, start } of stages) {
    if (leg.kind === "terminal" || leg.kind === "gauge-change")
      put({ id: leg.from, name: leg.fromName, at: start, rank: 1 });
    else if (leg.kind === "border") put({ id: leg.from, name: leg.fromName, at: start, rank: 2 });
  }
  if (last) stops.set(`end-${last.leg.to}`, { id: last.leg.to, name: last.leg.toName, at: last.end, rank: 0 });
  const all = [...stops.values()];
  // The destination's own terminal is named by the end of the line.
  return all.filter((stop) => stop.rank === 0 || stop.id !== last?.leg.to).sort((a, b) => a.at - b.at);
}

/** Chooses which labels fit on one line: the most worth first, none over another. Widths and positions in px. */
export function fitLabels<T extends { readonly rank: number }>(
  labels: readonly T[],
  box: (label: T) => { readonly from: number; readonly to: number },
  gap = 8,
): T[] {
  const placed: T[] = [];
  const free = (label: T) => {
    const { from, to } = box(label);
    return placed.every((other) => {
      const at = box(other);
      return to + gap <= at.from || at.to + gap <= from;
    });
  };
  for (const label of [...labels].sort((a, b) => a.rank - b.rank)) if (free(label)) placed.push(label);
  return placed;
}
