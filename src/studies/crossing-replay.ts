// What happened on the crossing around its worst moment? One replication of the corridor simulation run again, with an observer
// that notes where ships, trains and queues were. Same model, seed and number: the same replication to the last bit as the one
// that a run counted. Not covered: tankers (the oil model has them), and where on land a unit is between two stations: only its
// time is simulated, its place follows from the stated means (replay-lanes.ts).

import {
  blockNames,
  type CompiledModel,
  type CorridorRead,
  compileModel,
  corridorBlocks,
  crossedWater,
  findOverloads,
  type Load,
  PHASE,
  type ReplicationRecord,
  Replicator,
  readCorridor,
  Timeline,
  type VesselPhase,
} from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { InvalidInput } from "../model/problem.ts";
import { type InstantHours, isoDateOf } from "../model/units.ts";
import { readPeriod } from "./corridor-flows.ts";
import { daysOf, pathsOf, solveFlows } from "./corridor-simulation.ts";
import { Lanes } from "./replay-lanes.ts";
import { type LandMark, marksOf, type StepOfBlock } from "./replay-marks.ts";
import { findWorst, MOST_LOOKED_AT, type WorstMoment, type Yard, yardsOf } from "./replay-worst.ts";

export type ReplayWhich = "base" | "changed";

/** One of the two crossings of a run, ready to be run again. */
export interface ReplayState {
  readonly dataset: Dataset;
  readonly read: CorridorRead;
  readonly compiled: CompiledModel;
  readonly overloads: readonly Load[];
  readonly yards: readonly Yard[];
}

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
  /** Which; the worst of the first twenty when left out. */
  readonly replication?: number;
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

export type StayKind = "waits-to-enter" | "unloads" | "lies" | "waits-for-load" | "loads" | "waits-to-leave";

export interface ReplayQueue {
  readonly id: string;
  readonly place: string;
  readonly kind: "yard" | "station";
  /** Number of its line, −1 for a station. */
  readonly line: number;
  readonly end: number;
  readonly hours: readonly number[];
  readonly units: readonly number[];
  /** Of the whole period, every `SAMPLE_HOURS`. */
  readonly samples: readonly number[];
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

/**
 * Solves the flows and reads both crossings, as a simulation does: seconds of work, to be kept between replays of a run.
 * @throws InvalidInput when no water is crossed
 */
export function prepareReplay(
  dataset: Dataset,
  { from, days }: { readonly from?: string; readonly days?: number },
): PreparedReplay {
  const period = readPeriod(dataset, from === undefined ? {} : { from });
  const water = crossedWater(dataset.base ?? dataset, period.from);
  if (water === undefined)
    throw new InvalidInput([
      {
        code: "missing",
        place: "dataset",
        message: "There is no crossing to replay.",
        hint: "See docs/method/replay.md.",
      },
    ]);
  const solved = solveFlows(dataset, period.from, undefined);
  const length = days ?? daysOf(solved.base);
  const prepare = (of: typeof solved.base): ReplayState => {
    const read = readCorridor(of.model.dataset, water, pathsOf(of), { from: period.from, days: length });
    const compiled = compileModel(corridorBlocks(read));
    const state = { dataset: of.model.dataset, read, compiled, overloads: findOverloads(compiled.flat) };
    return { ...state, yards: yardsOf(state) };
  };
  return {
    from: period.from,
    days: length,
    base: prepare(solved.base),
    changed: solved.changed && prepare(solved.changed),
  };
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
  const looked =
    request.replication === undefined
      ? Array.from({ length: Math.min(replications, MOST_LOOKED_AT) }, (_, i) => i + 1)
      : [request.replication];
  const worst = findWorst(state, { seed, replications: looked });
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
  const steps = stepsOfBlocks(state);
  const stations = read.stations.flatMap(({ id }) => {
    const block = flat.blocks.names.indexOf(blockNames.station(id));
    return block < 0 ? [] : [{ id, block }];
  });
  const timeline = new Timeline(flat.blocks.count, {
    fromHours: zero + fromHour,
    toHours: zero + toHour,
    journeys: [...steps.keys()],
    queues: [...yards.map(({ block }) => block), ...stations.map(({ block }) => block)],
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
    stepOf: (block) => steps.get(block),
    endHours: read.untilHours,
    meanHoursOf: ({ flow, part }) => read.flows[flow][part === "before" ? "beforeHours" : "afterHours"],
  });
  const queue = (at: number) => ({
    hours: timeline.queues[at].hours.map((hour) => hour - zero),
    units: timeline.queues[at].values,
    samples: timeline.samples[at].slice(Math.ceil(zero / SAMPLE_HOURS)),
  });
  return {
    state,
    replication,
    fromHour,
    toHour,
    hours,
    record,
    lanes,
    marks: marks.map(shift).filter((mark) => mark.toHours >= fromHour && mark.fromHours <= toHour),
    vessels: flat.fleets.flatMap(({ name, vessels }) =>
      Array.from({ length: vessels }, (_, i) => ({
        line: read.lines.findIndex(({ id }) => blockNames.fleet(id) === name),
        number: i + 1,
      })),
    ),
    moves: moves.map(shift),
    stays: stays.map(shift),
    queues: [
      ...yards.map(({ line, end }, at) => ({
        id: blockNames.yard(line.id, end),
        place: line.ends[end].place,
        kind: "yard" as const,
        line: read.lines.indexOf(line),
        end,
        ...queue(at),
      })),
      ...stations.map(({ id }, at) => ({
        id: blockNames.station(id),
        place: state.dataset.terminals.get(id as never)?.place ?? id,
        kind: "station" as const,
        line: -1,
        end: 0,
        ...queue(yards.length + at),
      })),
    ],
    closures: timeline.closed
      .map(({ closure, ...spell }) => shift({ ...spell, cause: flat.closures[closure].name }))
      .filter(({ toHours }) => toHours > 0),
  };
}

/** Which step of which flow a block of the model stands for. */
function stepsOfBlocks({ read, compiled }: ReplayState): Map<number, StepOfBlock> {
  const numbers = new Map(compiled.flat.blocks.names.map((name, block) => [name, block]));
  const steps = new Map<number, StepOfBlock>();
  for (const [flow, { id, before, after }] of read.flows.entries())
    for (const [part, own] of [
      ["before", before],
      ["after", after],
    ] as const)
      for (const step of own.keys()) {
        const block = numbers.get(`${part} ${step} ${id}`);
        if (block !== undefined) steps.set(block, { flow, part, step });
      }
  return steps;
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

const STAYS: Readonly<Record<number, StayKind>> = {
  [PHASE.WAITING_TO_ENTER]: "waits-to-enter",
  [PHASE.UNLOADING]: "unloads",
  [PHASE.LANDING]: "unloads",
  [PHASE.AT_DOCK]: "waits-for-load",
  [PHASE.LOADING]: "loads",
  [PHASE.WAITING_TO_LEAVE]: "waits-to-leave",
};

/** Phases of vessels as moves between ports and stays at them. The first half of a fleet's stops lies at its first end. */
function shipsOf(
  { read, compiled }: ReplayState,
  phases: readonly VesselPhase[],
  sea: readonly { readonly lane: number; readonly isReversed: boolean }[],
): { moves: ShipMove[]; stays: ShipStay[] } {
  const moves: ShipMove[] = [];
  const stays: ShipStay[] = [];
  for (const { vessel, fleet, stop, phase, fromHours, toHours, aboard } of phases) {
    const { name, stops } = compiled.flat.fleets[fleet];
    const line = read.lines.findIndex(({ id }) => blockNames.fleet(id) === name);
    if (line < 0) continue;
    const endOf = (at: number): 0 | 1 => (at < stops.length / 2 ? 0 : 1);
    const end = endOf(stop);
    const times = { fromHours, toHours, load: aboard };
    if (phase === PHASE.SAILING && end !== endOf((stop + stops.length - 1) % stops.length)) {
      const { lane, isReversed } = sea[line];
      if (lane >= 0) moves.push({ vessel, line, lane, isReversed: (end === 0) !== isReversed, ...times });
      continue;
    }
    stays.push({ vessel, place: read.lines[line].ends[end].place, what: STAYS[phase] ?? "lies", ...times });
  }
  const byTime = (a: { fromHours: number; vessel: number }, b: { fromHours: number; vessel: number }): number =>
    a.fromHours - b.fromHours || a.vessel - b.vessel;
  return { moves: moves.sort(byTime), stays: stays.sort(byTime) };
}

/** The date of an hour of the period. */
export const dateOfHour = ({ from }: PreparedReplay, hour: number): string => isoDateOf((from + hour) as InstantHours);
