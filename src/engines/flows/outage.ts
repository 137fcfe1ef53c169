// What does an outage of some days cost when traffic waits for its end? A fluid queue (Newell 1982): while the element is out a
// share of its demand goes other ways and the rest waits; afterwards it is served with the capacity that is not needed
// for what comes in. Loss as the area above served demand (Bruneau et al. 2003). Not covered: chance; a cap on the queue.

import { expOf } from "../../lib/exact-math.ts";

export interface OutageCase {
  /** How long the element is out, days. */
  readonly days: number;
  /** What usually comes a day, tonnes. */
  readonly demandPerDay: number;
  /** What it can serve a day when open, tonnes; Infinity releases the queue at once. */
  readonly capacityPerDay: number;
  /** Share of what comes that goes another way while there is a queue. */
  readonly divertedShare: number;
  /** Share of what comes that is not shipped at all while there is a queue. */
  readonly lostShare: number;
}

export interface OutagePoint {
  readonly day: number;
  /** Share of the usual demand that is served, by the element or other ways; above 1 while the queue is released. */
  readonly served: number;
  readonly backlogTonnes: number;
}

export interface OutageCourse {
  /** ∫ (1 − Q) dt in days, Q capped at 1: catching up does not undo the wait. */
  readonly lossDays: number;
  /** ∫ backlog dt, tonnes × days. */
  readonly waitTonneDays: number;
  /** Day on which the queue is gone; Infinity when capacity does not exceed what comes. */
  readonly clearedOnDay: number;
  readonly largestBacklogTonnes: number;
  readonly divertedTonnes: number;
  readonly lostTonnes: number;
  /** Corners of the course, and every day between them. */
  readonly curve: readonly OutagePoint[];
}

/** A queue that takes longer is drawn to here; its sums are exact all the same. */
const MOST_DAYS_DRAWN = 730;

/**
 * The course of an outage, in closed form: backlog rises and falls in straight lines.
 * @throws RangeError when shares do not lie in [0, 1] or add up to more
 */
export function followOutage(outage: OutageCase): OutageCourse {
  const { days, demandPerDay, capacityPerDay, divertedShare, lostShare } = outage;
  const isShare = (value: number) => value >= 0 && value <= 1;
  if (!isShare(divertedShare) || !isShare(lostShare) || divertedShare + lostShare > 1 + 1e-12)
    throw new RangeError("shares must lie between 0 and 1 together");
  if (!(days >= 0 && demandPerDay >= 0 && capacityPerDay >= 0)) throw new RangeError("amounts must be at least 0");
  const waitingShare = Math.max(0, 1 - divertedShare - lostShare);
  const peak = waitingShare * demandPerDay * days;
  // Who comes after the element opens joins the queue or goes elsewhere as before, until the queue is gone.
  const release = capacityPerDay - waitingShare * demandPerDay;
  const releaseDays = peak === 0 ? 0 : release > 0 ? peak / release : Number.POSITIVE_INFINITY;
  const clearedOnDay = days + releaseDays;
  const servedDuring = demandPerDay === 0 ? 1 : divertedShare;
  const servedAfter = demandPerDay === 0 ? 1 : divertedShare + capacityPerDay / demandPerDay;
  const shortAfter = Math.max(0, 1 - servedAfter);
  const awayDays = peak === 0 ? days : clearedOnDay;
  return {
    lossDays: days * (1 - servedDuring) + (releaseDays === 0 ? 0 : shortAfter * releaseDays),
    waitTonneDays: peak === 0 ? 0 : (peak * clearedOnDay) / 2,
    clearedOnDay,
    largestBacklogTonnes: peak,
    divertedTonnes: divertedShare * demandPerDay * awayDays,
    lostTonnes: lostShare * demandPerDay * awayDays,
    curve: draw(days, clearedOnDay, peak, servedDuring, servedAfter),
  };
}

function draw(days: number, clearedOnDay: number, peak: number, during: number, after: number): OutagePoint[] {
  const end = Math.min(clearedOnDay, MOST_DAYS_DRAWN);
  const corners = new Set([0, days, end]);
  for (let day = 1; day < end; day++) corners.add(day);
  const backlogAt = (day: number): number => {
    if (day <= days) return days === 0 ? 0 : (peak * day) / days;
    return clearedOnDay === Number.POSITIVE_INFINITY ? peak : peak * (1 - (day - days) / (clearedOnDay - days));
  };
  const servedAt = (day: number): number => (day < days ? during : day < clearedOnDay ? after : 1);
  return [...corners]
    .sort((a, b) => a - b)
    .map((day) => ({ day, served: servedAt(day), backlogTonnes: Math.max(0, backlogAt(day)) }));
}

/** ∫ (1 − Q) dt over a course of served shares, drawn as straight lines between points (Bruneau et al. 2003). Days. */
export function resilienceLoss(course: readonly { readonly day: number; readonly served: number }[]): number {
  let loss = 0;
  for (let i = 1; i < course.length; i++) {
    const [before, after] = [course[i - 1], course[i]];
    loss += (after.day - before.day) * (1 - (before.served + after.served) / 2);
  }
  return loss;
}

/** The same for exponential recovery with time constant `tauDays` from a drop, over `days`: drop τ (1 − e^(−days/τ)). */
export function exponentialRecoveryLoss(drop: number, tauDays: number, days: number): number {
  return drop * tauDays * (1 - expOf(-days / tauDays));
}
