// What is drawn for cargo on land? A block train of the simulation is one mark. Wagons, boxes and trucks that travel alone are
// gathered for drawing: those of one flow that set off within half a day and arrive within a day of one another, up to a
// train or a convoy. A mark leaves and arrives at the means of its units, so no unit is told more than a day wrong.

import type { FlowRead, Journey } from "../engines/simulation/index.ts";
import type { LandPart, Lanes } from "./replay-lanes.ts";

export interface LandMark {
  readonly flow: number;
  readonly part: LandPart;
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

/** What a block on land stands for. */
export interface LandBlock {
  readonly flow: number;
  readonly part: LandPart;
}

export interface MarksOptions {
  readonly flows: readonly FlowRead[];
  readonly lanes: Lanes;
  /** Undefined for blocks that are not drawn. */
  readonly landOf: (block: number) => LandBlock | undefined;
  /** End of the run: who is under way then is drawn as if it took the mean, at least to the end. */
  readonly endHours: number;
}

/** Marks of journeys; those of one thing on one part of its way are one, from when it sets off until it is there. */
export function marksOf(journeys: readonly Journey[], { flows, lanes, landOf, endHours }: MarksOptions): LandMark[] {
  const marks: LandMark[] = [];
  const groups = new Map<string, { readonly land: LandBlock; readonly members: Ended[] }>();
  const dealt = new Map<string, number[]>();
  const put = (land: LandBlock, units: number, { fromHours, toHours }: Ended, isOne: boolean): void => {
    const lane = deal(dealt, land, lanes.of(flows[land.flow], land.part), units);
    if (lane >= 0) marks.push({ ...land, lane, fromHours, toHours, units, isOne });
  };
  for (const { land, units, isCarrier, ...times } of waysOf(journeys, landOf)) {
    const mean = flows[land.flow][land.part === "before" ? "beforeHours" : "afterHours"];
    const ended = Number.isFinite(times.toHours)
      ? times
      : { ...times, toHours: Math.max(endHours, times.fromHours + mean) };
    if (isCarrier) {
      put(land, units, ended, true);
      continue;
    }
    const key = `${land.flow} ${land.part} ${Math.floor(ended.fromHours / SET_OFF_WITHIN_HOURS)}`;
    const group = groups.get(key);
    if (group) group.members.push(ended);
    else groups.set(key, { land, members: [ended] });
  }
  for (const { land, members } of groups.values()) {
    const most = isByRoad(lanes, flows[land.flow], land.part) ? MOST_IN_CONVOY : MOST_IN_TRAIN;
    for (const part of partsOf(members, most)) {
      const mean = (of: (member: Ended) => number): number =>
        part.reduce((sum, each) => sum + of(each), 0) / part.length;
      const times = { fromHours: mean(({ fromHours }) => fromHours), toHours: mean(({ toHours }) => toHours) };
      put(land, part.length, times, false);
    }
  }
  return marks.sort((a, b) => a.fromHours - b.fromHours || a.toHours - b.toHours || a.lane - b.lane || a.flow - b.flow);
}

interface Ended {
  readonly fromHours: number;
  readonly toHours: number;
}

interface LandWay extends Ended {
  readonly land: LandBlock;
  readonly units: number;
  readonly isCarrier: boolean;
}

/** Journeys of one thing on one part, from the first to the last of them. */
function waysOf(journeys: readonly Journey[], landOf: MarksOptions["landOf"]): Iterable<LandWay> {
  const ways = new Map<string, LandWay>();
  for (const { block, entity, bornAt, units, isCarrier, fromHours, toHours } of journeys) {
    const land = landOf(block);
    if (land === undefined) continue;
    const key = `${land.flow} ${land.part} ${entity} ${bornAt}`;
    const known = ways.get(key);
    ways.set(key, {
      land,
      units,
      isCarrier,
      fromHours: Math.min(known?.fromHours ?? fromHours, fromHours),
      toHours: Math.max(known?.toHours ?? toHours, toHours),
    });
  }
  return ways.values();
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

function isByRoad(lanes: Lanes, flow: FlowRead, part: LandPart): boolean {
  const [first] = lanes.of(flow, part);
  return first !== undefined && lanes.lanes[first.lane].mode === "road";
}

/** The lane that is furthest behind its share, so that ways get marks in proportion; −1 without lanes. */
function deal(
  dealt: Map<string, number[]>,
  { flow, part }: LandBlock,
  lanes: ReturnType<Lanes["of"]>,
  units: number,
): number {
  if (lanes.length < 2) return lanes[0]?.lane ?? -1;
  const key = `${flow} ${part}`;
  const given = dealt.get(key) ?? lanes.map(() => 0);
  dealt.set(key, given);
  let best = 0;
  for (const [i, { weight }] of lanes.entries()) if (given[i] / weight < given[best] / lanes[best].weight) best = i;
  given[best] += units;
  return lanes[best].lane;
}
