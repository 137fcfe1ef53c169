// How far are several experiments together, and what is known by then? Parts are announced before they begin, so that the time to
// go counts them.

import type { Interval } from "../engines/simulation/index.ts";

/** What is being done: flows are counted in months, replications by themselves. */
export interface HowFar {
  readonly stage: "flows" | "scenario-flows" | "replications";
  /** Mean time from end to end of the base, from the replications that are done; absent before the first. */
  readonly endToEnd?: Interval;
}

export type OnProgress = (done: number, total: number, how: HowFar) => void;

export interface Progress {
  /**
   * Announces so many replications; returns who is told of them.
   * @param tells whether its mean time from end to end is the one that is told
   */
  part(expected: number, tells?: boolean): (done: number, expected: number, endToEnd?: Interval) => void;
}

export function createProgress(onProgress: OnProgress | undefined): Progress {
  const parts: { done: number; expected: number }[] = [];
  const sum = (key: "done" | "expected"): number => parts.reduce((total, part) => total + part[key], 0);
  let known: Pick<HowFar, "endToEnd"> = {};
  return {
    part(expected, tells = false) {
      const own = { done: 0, expected };
      parts.push(own);
      return (done, total, endToEnd) => {
        own.done = done;
        own.expected = total;
        if (tells && endToEnd !== undefined) known = { endToEnd };
        onProgress?.(sum("done"), sum("expected"), { stage: "replications", ...known });
      };
    },
  };
}
