// What is known of a simulation while it runs: the mean time from end to end with half its interval, and how precise that is.

import { type Interval, relativeHalfWidth } from "../engines/simulation/index.ts";
import type { KnownSoFar } from "../store/index.ts";

/** @param asked relative half-width to reach, where one was asked for */
export function toSoFar(endToEnd: Interval, asked: number | undefined): KnownSoFar {
  const half = (endToEnd.high - endToEnd.low) / 2;
  const reached = relativeHalfWidth(endToEnd);
  return {
    what: "endToEndHours",
    mean: endToEnd.mean,
    half: Number.isFinite(half) ? half : null,
    level: endToEnd.level,
    precision: asked === undefined ? null : { asked, reached: Number.isFinite(reached) ? reached : null },
  };
}
