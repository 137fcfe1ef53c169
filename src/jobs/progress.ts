// From "so many of so many" to a rate and the seconds that are left.

import type { RunProgress } from "../store/index.ts";

/** Before so much of a second has passed, a rate says nothing. */
const SETTLED_SECONDS = 0.2;

/**
 * @param seconds since the work, or this stage of it, began
 * @param before what was done when it began
 */
export function toProgress(done: number, total: number, unit: string, seconds: number, before = 0): RunProgress {
  const rate = seconds >= SETTLED_SECONDS && done > before ? (done - before) / seconds : null;
  const left = Math.max(0, total - done);
  return { done, total, unit, rate, secondsLeft: rate === null ? null : left / rate };
}
