// What is drawn for cargo on land? A block train of the simulation is one mark. Wagons, boxes and trucks that travel alone are
// gathered for drawing: those of one flow that set off within half a day and arrive within a day of one another, up to a
// train or a convoy. A mark leaves and arrives at the means of its units, so no unit is told more than a day wrong.

import type { FlowRead, Journey } from "../engines/simulation/index.ts";
import type { Lanes } from "./replay-lanes.ts";

export interface LandMark {
  readonly flow: number;
  readonly lane: number;
  readonly fromHours: number;
  readonly toHours: number;
  readonly units: number;
  /** One train of the simulation, not units drawn together. */
  readonly isOne: boolean;
}

const SET_OFF_WITHIN_HOURS = 12;
const ARRIVE_WITHIN_HOURS = 24;
/** Wagons or boxes of a drawn train, trucks of a drawn convoy. */
const MOST_IN_TRAIN = 50;
const MOST_IN_CONVOY = 10;

export interface StepOfBlock {
  readonly flow: number;
  readonly part: "before" | "after";
  readonly step: number;
}

/**
 * Marks of journeys.
 * @param stepOf the step of a flow that a block stands for; undefined: not drawn
 * @param endHours end of the run: who is still under way then is drawn as if it took as long as the step's mean, at least to the end
 */
export function marksOf(
  journeys: readonly Journey[],
  {
    flows,
    lanes,
    stepOf,
    endHours,
    meanHoursOf,
  }: {
    readonly flows: readonly FlowRead[];
    readonly lanes: Lanes;
    readonly stepOf: (block: number) => StepOfBlock | undefined;
    readonly endHours: number;
    readonly meanHoursOf: (step: StepOfBlock) => number;
  },
): LandMark[] {
  const marks: LandMark[] = [];
  const groups = new Map<string, { readonly step: StepOfBlock; readonly members: Ended[] }>();
  const dealt = new Map<string, number[]>();
  const put = (step: StepOfBlock, units: number, fromHours: number, toHours: number, isOne: boolean): void => {
    const lane = deal(dealt, step, lanes.ofStep(flows[step.flow], step.part, step.step), units);
    if (lane >= 0) marks.push({ flow: step.flow, lane, fromHours, toHours, units, isOne });
  };
  for (const journey of journeys) {
    const step = stepOf(journey.block);
    if (step === undefined) continue;
    const { fromHours, units } = journey;
    const toHours = Number.isFinite(journey.toHours)
      ? journey.toHours
      : Math.max(endHours, fromHours + meanHoursOf(step));
    if (journey.isCarrier) {
      put(step, units, fromHours, toHours, true);
      continue;
    }
    const key = `${journey.block} ${Math.floor(fromHours / SET_OFF_WITHIN_HOURS)}`;
    const group = groups.get(key);
    if (group) group.members.push({ fromHours, toHours });
    else groups.set(key, { step, members: [{ fromHours, toHours }] });
  }
  for (const { step, members } of groups.values()) {
    const most =
      flows[step.flow].trainUnits > 1 || !isByRoad(lanes, flows[step.flow], step) ? MOST_IN_TRAIN : MOST_IN_CONVOY;
    for (const part of partsOf(members, most)) {
      const mean = (of: (member: Ended) => number): number =>
        part.reduce((sum, each) => sum + of(each), 0) / part.length;
      put(
        step,
        part.length,
        mean(({ fromHours }) => fromHours),
        mean(({ toHours }) => toHours),
        false,
      );
    }
  }
  return marks.sort((a, b) => a.fromHours - b.fromHours || a.toHours - b.toHours || a.lane - b.lane || a.flow - b.flow);
}

interface Ended {
  readonly fromHours: number;
  readonly toHours: number;
}

/** Cut by arrival. */
function partsOf(members: readonly Ended[], most: number): Ended[][] {
  const parts: Ended[][] = [];
  for (const member of members.toSorted((a, b) => a.toHours - b.toHours || a.fromHours - b.fromHours)) {
    const last = parts.at(-1);
    if (last && last.length < most && member.toHours - last[0].toHours <= ARRIVE_WITHIN_HOURS) last.push(member);
    else parts.push([member]);
  }
  return parts;
}

function isByRoad(lanes: Lanes, flow: FlowRead, { part, step }: StepOfBlock): boolean {
  const [first] = lanes.ofStep(flow, part, step);
  return first !== undefined && lanes.lanes[first.lane].mode === "road";
}

/** The lane that is furthest behind its share, so that ways get marks in proportion; −1 without lanes. */
function deal(
  dealt: Map<string, number[]>,
  { flow, part, step }: StepOfBlock,
  lanes: ReturnType<Lanes["ofStep"]>,
  units: number,
): number {
  if (lanes.length < 2) return lanes[0]?.lane ?? -1;
  const key = `${flow} ${part} ${step}`;
  const given = dealt.get(key) ?? lanes.map(() => 0);
  dealt.set(key, given);
  let best = 0;
  for (const [i, { weight }] of lanes.entries()) if (given[i] / weight < given[best] / lanes[best].weight) best = i;
  given[best] += units;
  return lanes[best].lane;
}
