// Did more come after the warm-up than went? Said as a warning of a run, with where the longest queue is. Not covered: why.

import type { Experiment } from "../engines/simulation/index.ts";
import type { ProblemJson } from "./common.ts";

/** Of those who came after a warm-up, the share that has to be left over in every replication before it is said. */
const LEFT_OVER_SHARE = 0.01;
const LEFT_OVER_LEAST = 10;

/**
 * That more came after the warm-up than went, so that means tell of the length of the run and not of the long run. Traffic equations
 * do not see it where stocks or full rooms behind bind.
 */
export function growthWarnings({ records, compiled, warmUp }: Experiment): ProblemJson[] {
  // Where a time that ends is looked at, it may end with many inside, but hardly with nobody gone.
  const isStuck = records.every(({ result }) => result.left === 0);
  if (records.length === 0 || (warmUp.hours <= 0 && !isStuck)) return [];
  const leftOver = records.map(({ result, lost }) => ({
    arrived: result.arrived,
    more: result.arrived - result.left - lost.reduce((sum, each) => sum + each, 0),
  }));
  if (leftOver.some(({ arrived, more }) => more < Math.max(LEFT_OVER_LEAST, LEFT_OVER_SHARE * arrived))) return [];
  const queues = [...compiled.flat.blocks.names.entries()].map(([b, name]) => ({
    name,
    most: records.reduce((sum, { queueMax }) => sum + (Number.isNaN(queueMax[b]) ? 0 : queueMax[b]), 0),
  }));
  const longest = queues.reduce((most, each) => (each.most > most.most ? each : most));
  const sum = (value: (each: (typeof leftOver)[number]) => number): number =>
    leftOver.reduce((total, each) => total + value(each), 0);
  const share = Math.round((1000 * sum(({ more }) => more)) / sum(({ arrived }) => arrived)) / 10;
  if (isStuck)
    return [
      {
        code: "still-growing",
        place: `blocks.${longest.name}`,
        message: `Of all who came nobody has left, and the longest queue is that of ${longest.name}: no time from arrival to the end is known, and waits only of those who are through.`,
        hint: "Does somebody wait there for what is never given back, or is the run too short?",
      },
    ];
  return [
    {
      code: "still-growing",
      place: `blocks.${longest.name}`,
      message: `Of all who came after the warm-up, ${share} % more were inside at the end than at its start; the longest queue is that of ${longest.name}. Means depend on the length of the run.`,
      hint: "Give more of what they wait for, or a longer warm-up; leave out run.warmUp to look at a time that ends.",
    },
  ];
}
