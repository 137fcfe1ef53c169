// What does an outage of some days cost? Shorter than a month it is no month without the thing: most wait. Who comes on the first
// day waits for its end, who comes when the queue is nearly gone hardly at all; in between it falls in a straight line, so half
// of the outage is the mean wait, however long the queue lasts. Who waits and who goes elsewhere follows the corridor model with
// that wait as a delay on every way over the thing.

import { type CorridorModel, type SolvedMonth, solveCorridor } from "../engines/assignment/index.ts";
import { followOutage, type OutageCourse } from "../engines/flows/index.ts";
import { shippersCostUsd, type WayReader } from "./critical-things.ts";

export interface OutageFound extends OutageCourse {
  readonly thing: number;
  readonly days: number;
  /** Tonnes a day in the base. */
  readonly flow: number;
  /** What it can serve a day, in tonnes of its usual mix; Infinity where nothing is stated. */
  readonly capacity: number;
  readonly meanWaitHours: number;
  /** What shippers lose from the first day to the day the queue is gone; to the end of the outage where it never is. */
  readonly lossUsd: number;
}

const HOURS_PER_DAY = 24;

/** Follows an outage. @throws RangeError when nothing goes over the thing in the base */
export function findOutage(
  model: CorridorModel,
  reader: WayReader,
  base: SolvedMonth,
  thing: number,
  days: number,
): OutageFound {
  const before = reader.amounts(base);
  const flow = before.byThing[thing];
  if (!(flow > 0)) throw new RangeError("nothing goes over it");
  const { id } = reader.things[thing];
  const capacity = capacityOf(model, base, id, flow);
  const meanWaitHours = (HOURS_PER_DAY * days) / 2;
  const solved = withWait(reader, base, thing, meanWaitHours);
  const after = reader.amounts(solved);
  const lostShare = Math.min(1, Math.max(0, (before.shipped - after.shipped) / flow));
  const waitingShare = Math.min(1 - lostShare, Math.max(0, after.byThing[thing] / flow));
  const divertedShare = 1 - lostShare - waitingShare;
  const course = followOutage({ days, demandPerDay: flow, capacityPerDay: capacity, divertedShare, lostShare });
  const lossUsdPerDay = shippersCostUsd(solved) - shippersCostUsd(base);
  const lastDay = Number.isFinite(course.clearedOnDay) ? course.clearedOnDay : days;
  return { ...course, thing, days, flow, capacity, meanWaitHours, lossUsd: lossUsdPerDay * lastDay };
}

/** The base with a wait on every way over a thing; ways are the base's, because waiting closes none. */
function withWait(reader: WayReader, base: SolvedMonth, thing: number, waitHours: number): SolvedMonth {
  const pathUsd = base.problem.pathUsd.slice();
  for (const [path, way] of base.columnOf.entries()) {
    if (way !== undefined && reader.thingsOf(way).includes(thing)) {
      pathUsd[path] += base.problem.timeValue[base.rowOf[path]] * waitHours;
    }
  }
  const problem = { ...base.problem, pathUsd };
  return { ...base, problem, solution: solveCorridor(problem, { start: base.solution }) };
}

/** The usual flow times how often it fits into the tightest of what the thing closes. */
function capacityOf(model: CorridorModel, base: SolvedMonth, id: string, flow: number): number {
  let times = Number.POSITIVE_INFINITY;
  for (const [element, { dependsOn, subject }] of model.resources.entries()) {
    if (subject !== id && !dependsOn.includes(id)) continue;
    const used = base.solution.elementFlow[element];
    const { capacity, background } = base.state.elements[element];
    if (used > 0) times = Math.min(times, Math.max(1, (capacity - background) / used));
  }
  return flow * times;
}
