// What happened on the crossing around its worst moment? One replication of the corridor simulation run again, with an observer
// that notes where ships, trains and queues were. Same model, seed and number: the same replication to the last bit as the one
// that a run counted; tankers beside it from their own model. Not covered: where on land a unit is between two stations: only its
// time is simulated, its place follows from the stated means (replay-lanes.ts).

import {
  blockNames,
  compileModel,
  findOverloads,
  KIND,
  PHASE,
  type ReplicationRecord,
  Replicator,
  Timeline,
  type VesselPhase,
} from "../engines/simulation/index.ts";
import type { LpSolver } from "../lib/lp-solver.ts";
import type { Dataset } from "../model/dataset.ts";
import { InvalidInput } from "../model/problem.ts";
import type { InstantHours } from "../model/units.ts";
import { type CrossingPeriod, type PreparedCrossing, prepareCrossings, sourceOf } from "./corridor-simulation.ts";
import { placeOfStation } from "./name-of-station.ts";
import { Lanes } from "./replay-lanes.ts";
import { type LandBlock, type LandMark, marksOf } from "./replay-marks.ts";
import { hourly, passagesOf, type ReplayQueue } from "./replay-queues.ts";
import { endsOfStops, lineOfFleet, type ReplayState, yardsOf } from "./replay-state.ts";
import { type StayKind, stayOf } from "./replay-stays.ts";
import { observeTankers, type TankerLineShown, type TankersObserved } from "./replay-tankers.ts";
import { findWorst, MOST_LOOKED_AT, type ToldMoment, tellMoment, type WorstMoment } from "./replay-worst.ts";
import { prepareTankers, sourceOfTankers } from "./tanker-crossing.ts";

export type ReplayWhich = "base" | "changed";

export interface PreparedReplay {
  readonly from: InstantHours;
  readonly days: number;
  readonly base: ReplayState;
  /** Under the scenario; undefined without one. */
  readonly changed: ReplayState | undefined;
}

export interface ReplayRequest {
  readonly state: ReplayWhich;
  readonly seed: number;
  /** How many the run counted. */
  readonly replications: number;
  /** Which; that of the moment, or the worst of the first twenty, when left out. */
  readonly replication?: number;
  /** What the run told of as its worst. */
  readonly moment?: ToldMoment;
  /** Hours from the first day; two weeks around the worst moment when left out. */
  readonly fromHour?: number;
  readonly toHour?: number;
}

/** A ship under way, in hours of the period. */
export interface ShipMove {
  readonly vessel: number;
  readonly line: number;
  readonly lane: number;
  readonly isReversed: boolean;
  readonly fromHours: number;
  readonly toHours: number;
  readonly load: number;
}

export interface ShipStay {
  readonly vessel: number;
  readonly place: string;
  readonly what: StayKind;
  readonly fromHours: number;
  readonly toHours: number;
  readonly load: number;
}

export interface Replay {
  readonly state: ReplayState;
  readonly replication: number;
  readonly fromHour: number;
  readonly toHour: number;
  readonly hours: number;
  readonly worst: WorstMoment | undefined;
  readonly record: ReplicationRecord;
  readonly lanes: Lanes;
  readonly marks: readonly LandMark[];
  /** Lines of tankers; their numbers are behind those of the other lines. */
  readonly tankers: readonly TankerLineShown[];
  /** Fleet (number of its line) and number in it of each vessel. */
  readonly vessels: readonly { readonly line: number; readonly number: number }[];
  readonly moves: readonly ShipMove[];
  readonly stays: readonly ShipStay[];
  readonly queues: readonly ReplayQueue[];
  readonly closures: readonly { readonly cause: string; readonly fromHours: number; readonly toHours: number }[];
}

export const SAMPLE_HOURS = 6;
const MOST_WINDOW_HOURS = 24 * 62;
const WINDOW_BEFORE_HOURS = 24 * 10;
const WINDOW_AFTER_HOURS = 24 * 4;
const LONGEST_WAY_HOURS = 24 * 60;

/**
 * Solves the flows and reads both crossings, as a simulation does: seconds of work, to be kept between replays of a run.
 * @param solver for the oil that tankers carry; they are not shown without one
 * @throws InvalidInput when no water is crossed
 */
export function prepareReplay(dataset: Dataset, period: CrossingPeriod, solver?: LpSolver): PreparedReplay {
  const { from, to, base, changed } = prepareCrossings(dataset, period);
  const prepare = ({ dataset: own, read }: PreparedCrossing): ReplayState => {
    const compiled = compileModel(sourceOf(read).model);
    const state = { dataset: own, read, compiled, overloads: findOverloads(compiled.flat) };
    const oil = solver && prepareTankers(own, read.waterBody, { from, days: (to - from) / 24, solver });
    return {
      ...state,
      yards: yardsOf(state),
      tankers: oil && { read: oil, compiled: compileModel(sourceOfTankers(oil).model) },
    };
  };
  return { from, days: (to - from) / 24, base: prepare(base), changed: changed && prepare(changed) };
}

/**
 * Runs one replication again and notes what happened in the window.
 * @throws InvalidInput for a state, replication or window that there is not
 */
export function replayCrossing(prepared: PreparedReplay, request: ReplayRequest): Replay {
  const state = prepared[request.state];
  const hours = 24 * prepared.days;
  checkRequest(request, hours, state !== undefined);
  if (state === undefined) throw new Error("expected a state after its check");
  const { seed, replications } = request;
  const { moment } = request;
  const isTold = moment !== undefined && (request.replication ?? moment.replication) === moment.replication;
  const looked =
    request.replication === undefined
      ? Array.from({ length: Math.min(replications, MOST_LOOKED_AT) }, (_, i) => i + 1)
      : [request.replication];
  const worst =
    (isTold ? tellMoment(state, moment, { seed, lookedAt: replications }) : undefined) ??
    findWorst(state, { seed, replications: looked });
  const replication = request.replication ?? worst?.replication ?? 1;
  const [fromHour, toHour] = windowOf(request, worst, hours);
  return { ...observe(state, { seed, replication, fromHour, toHour, hours }), worst };
}

function checkRequest(
  { replication, replications, fromHour, toHour, state }: ReplayRequest,
  hours: number,
  isThere: boolean,
): void {
  const problems = [];
  if (!isThere)
    problems.push({
      code: "wrong-value",
      place: "state",
      message: `There is no state ${state}: the run has no scenario.`,
      hint: "Ask for state=base.",
    });
  if (replication !== undefined && replication > replications)
    problems.push({
      code: "out-of-range",
      place: "replication",
      message: `There is no replication ${replication}: the run counted ${replications}.`,
      hint: `A whole number from 1 to ${replications}.`,
    });
  const [from, to] = [fromHour ?? 0, toHour ?? hours];
  if (from < 0 || to > hours || (fromHour !== undefined && toHour !== undefined && !(from < to)))
    problems.push({
      code: "out-of-range",
      place: "from",
      message: `Hours ${from} to ${to} are no part of the ${hours} hours of the period.`,
      hint: "Hours from its first day, the first below the last.",
    });
  if (fromHour !== undefined && toHour !== undefined && to - from > MOST_WINDOW_HOURS)
    problems.push({
      code: "out-of-range",
      place: "to",
      message: `A replay of ${to - from} hours is too long.`,
      hint: `${MOST_WINDOW_HOURS} hours at most; ask for the next part when it is wanted.`,
    });
  if (problems.length > 0) throw new InvalidInput(problems);
}

function windowOf(
  { fromHour, toHour }: ReplayRequest,
  worst: WorstMoment | undefined,
  hours: number,
): [number, number] {
  const length = WINDOW_BEFORE_HOURS + WINDOW_AFTER_HOURS;
  if (fromHour !== undefined) return [fromHour, toHour ?? Math.min(hours, fromHour + length)];
  if (toHour !== undefined) return [Math.max(0, toHour - length), toHour];
  const begin = Math.max(0, Math.min(hours - length, (worst?.hour ?? 0) - WINDOW_BEFORE_HOURS));
  // Whole days are easier to read.
  const day = Math.floor(begin / 24) * 24;
  return [day, Math.min(hours, day + length)];
}

interface Observed {
  readonly seed: number;
  readonly replication: number;
  readonly fromHour: number;
  readonly toHour: number;
  readonly hours: number;
}

function observe(state: ReplayState, { seed, replication, fromHour, toHour, hours }: Observed): Omit<Replay, "worst"> {
  const { read, compiled, yards } = state;
  const { flat } = compiled;
  const zero = read.warmUpHours;
  const land = landBlocks(state);
  const stations = read.stations.flatMap((station) => {
    const block = flat.blocks.names.indexOf(blockNames.station(station.id));
    return block < 0 ? [] : [{ station, block }];
  });
  const timeline = new Timeline(flat.blocks.count, {
    // Ways on land begin long before the window.
    fromHours: zero + fromHour,
    toHours: zero + toHour,
    marginHours: LONGEST_WAY_HOURS,
    journeys: [...land.keys()],
    queues: [...yards.map(({ block }) => block), ...stations.map(({ block }) => block)],
    fleets: [...flat.fleets.keys()].filter((fleet) => lineOfFleet(read, flat.fleets[fleet].name) >= 0),
    sampleEveryHours: SAMPLE_HOURS,
  });
  const record = new Replicator(compiled).run({ seed, index: replication, warmUpHours: zero, watcher: timeline });
  const lanes = new Lanes();
  const sea = read.lines.map((line) => seaLane(state, line.id, lanes));
  const { moves, stays } = shipsOf(state, timeline.phases, sea);
  const shift = <T extends { fromHours: number; toHours: number }>(one: T): T => ({
    ...one,
    fromHours: one.fromHours - zero,
    toHours: one.toHours - zero,
  });
  const marks = marksOf(timeline.journeys, {
    flows: read.flows,
    lanes,
    landOf: (block) => land.get(block),
    endHours: read.untilHours,
  });
  const ships = vesselsOf(state);
  const oil =
    state.tankers &&
    observeTankers(
      state.tankers,
      state.dataset,
      { seed, replication, fromHours: zero + fromHour, toHours: zero + toHour, sampleEveryHours: SAMPLE_HOURS },
      lanes,
      { line: read.lines.length, vessel: ships.length },
    );
  const inPeriod = ({ hours: all, samples }: { hours: readonly number[]; samples: readonly number[] }) => ({
    hours: all.map((hour) => hour - zero),
    samples: samples.slice(Math.ceil(zero / SAMPLE_HOURS)),
  });
  const queue = (at: number) => {
    const { hours: all, values } = timeline.queues[at];
    return { units: values, ...inPeriod({ hours: all, samples: timeline.samples[at] }) };
  };
  return {
    state,
    replication,
    fromHour,
    toHour,
    hours,
    record,
    lanes,
    marks: marks.map(shift).filter((mark) => mark.toHours >= fromHour && mark.fromHours <= toHour),
    tankers: oil?.lines ?? [],
    vessels: [...ships, ...(oil?.vessels ?? [])],
    moves: inTime([...moves, ...(oil?.moves ?? [])]).map(shift),
    stays: inTime([...stays, ...(oil?.stays ?? [])]).map(shift),
    queues: [
      ...yards.map(({ line, end }, at) => ({
        id: blockNames.yard(line.id, end),
        place: line.ends[end].place,
        kind: "yard" as const,
        line: read.lines.indexOf(line),
        end,
        passages: [],
        ...queue(at),
      })),
      ...stations.map(({ station }, at) => ({
        id: blockNames.station(station.id),
        place: placeOfStation(state.dataset, station),
        kind: "station" as const,
        line: -1,
        end: 0,
        passages: passagesOf(read, station.id),
        ...hourly(queue(yards.length + at)),
      })),
      ...(oil?.tanks ?? []).map((tank) => hourly({ ...tank, ...inPeriod(tank) })),
    ],
    closures: closedOf(
      timeline.closed.map(({ closure, ...spell }) => ({ ...spell, cause: flat.closures[closure].name })),
      oil,
    )
      .map(shift)
      .filter(({ toHours }) => toHours > 0),
  };
}

/** Line and number of each vessel; ships of others have line −1. */
function vesselsOf({ read, compiled }: ReplayState): { line: number; number: number }[] {
  const made = new Map<number, number>();
  return compiled.flat.fleets.flatMap(({ name, vessels }) => {
    const line = lineOfFleet(read, name);
    return Array.from({ length: vessels }, () => {
      const number = (made.get(line) ?? 0) + 1;
      made.set(line, number);
      return { line, number };
    });
  });
}

/** Which part of which flow a delay of the model stands for; behind a train that gathers only what it drives. */
function landBlocks({ read, compiled }: ReplayState): Map<number, LandBlock> {
  const numbers = new Map(compiled.flat.blocks.names.map((name, block) => [name, block]));
  const blocks = new Map<number, LandBlock>();
  for (const [flow, { id, before, after }] of read.flows.entries()) {
    const gathers = after.findIndex(({ kind }) => (kind as string) === "train");
    for (const [part, count, first] of [
      ["before", before.length, 0],
      ["after", after.length, gathers + 1],
    ] as const)
      for (let step = first; step < count; step++) {
        const block = numbers.get(`${part} ${step} ${id}`);
        if (block !== undefined && compiled.flat.blocks.kind[block] === KIND.DELAY) blocks.set(block, { flow, part });
      }
  }
  return blocks;
}

/** The lane of a line from its first end to its second; −1 when nothing is drawn. */
function seaLane({ read }: ReplayState, line: string, lanes: Lanes): { lane: number; isReversed: boolean } {
  const flows = read.flows
    .filter((flow) => flow.line === line)
    .toSorted((a, b) => a.end - b.end || b.perYear - a.perYear);
  for (const { end, ways } of flows) {
    for (const { haul } of ways) {
      const lane = lanes.add([haul]);
      if (lane >= 0) return { lane, isReversed: end === 1 };
    }
  }
  return { lane: -1, isReversed: false };
}

/** Phases of vessels as moves between ports and stays at them. */
function shipsOf(
  { read, compiled }: ReplayState,
  phases: readonly VesselPhase[],
  sea: readonly { readonly lane: number; readonly isReversed: boolean }[],
): { moves: ShipMove[]; stays: ShipStay[] } {
  const moves: ShipMove[] = [];
  const stays: ShipStay[] = [];
  const ends: (readonly (0 | 1)[])[] = [];
  for (const { vessel, fleet, stop, phase, fromHours, toHours, aboard } of phases) {
    const line = lineOfFleet(read, compiled.flat.fleets[fleet].name);
    if (line < 0) continue;
    ends[fleet] ??= endsOfStops(read.lines[line], compiled, fleet);
    const own = ends[fleet];
    const end = own[stop];
    const times = { fromHours, toHours, load: aboard };
    if (phase === PHASE.SAILING && end !== own[(stop + own.length - 1) % own.length]) {
      const { lane, isReversed } = sea[line];
      if (lane >= 0) moves.push({ vessel, line, lane, isReversed: (end === 0) !== isReversed, ...times });
      continue;
    }
    stays.push({ vessel, place: read.lines[line].ends[end].place, what: stayOf(phase), ...times });
  }
  return { moves, stays };
}

const inTime = <T extends { readonly fromHours: number; readonly vessel: number }>(all: T[]): T[] =>
  all.sort((a, b) => a.fromHours - b.fromHours || a.vessel - b.vessel);

/** Of causes that shut ferries and tankers, once. */
function closedOf(own: TankersObserved["closed"], oil: TankersObserved | undefined): TankersObserved["closed"] {
  const known = new Set(own.map(({ cause }) => cause));
  return [...own, ...(oil?.closed ?? []).filter(({ cause }) => !known.has(cause))];
}
