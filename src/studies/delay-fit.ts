// How long does one wait, by how much of a thing is used? Simulated waits over a grid of traffic under the same luck, and a
// convex curve through them for every line that crosses and every station with servers: dataset/delay-functions.csv, which
// the corridor model reads. A line's traffic is varied with that of all others as it is: in a first, rough round that of the
// corridor model without such curves, then that with the curves of the round before. Rows depend on the dataset alone.
// Not covered: seasons, berths as ships of a fleet find them.

import { createCorridorModel } from "../engines/assignment/index.ts";
import {
  blockNames,
  buildModel,
  type CorridorRead,
  compileModel,
  corridorBlocks,
  crossedWater,
  type Experiment,
  intervalOf,
  linesOn,
  type PathGiven,
  readCorridor,
  runExperiment,
} from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { DelayFunction } from "../model/delay-function.ts";
import { fromValue, meanOf, sdOf } from "../model/distribution.ts";
import type { Value } from "../model/facts.ts";
import { InvalidInput } from "../model/problem.ts";
import { type InstantHours, isoDateOf } from "../model/units.ts";
import { readPeriod } from "./corridor-flows.ts";
import { carriedPerYear } from "./corridor-simulation.ts";
import { pathsOf } from "./crossing-flows.ts";
import { inputsOf, lineSubjects, rounded, withoutDelays } from "./delay-rows.ts";
import { fitCurve, type WaitPoint } from "./fit-curve.ts";
import { summariseFlows } from "./flow-summary.ts";

export interface DelayFitOptions {
  readonly seed?: number;
  readonly replications?: number;
  /** Share of the usual grid of traffic: every so many points; 1 unless given. */
  readonly every?: number;
  /** Rounds of flows and curves; 2 unless given. */
  readonly rounds?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A row, with the points it was fitted to. */
export interface DelayFit {
  readonly row: DelayFunction;
  readonly points: readonly WaitPoint[];
  /** Use today, background in it. */
  readonly today: number;
}

export interface DelayFits {
  readonly from: string;
  readonly fits: readonly DelayFit[];
  /** What has a queue and no row, with the reason. */
  readonly without: readonly { readonly id: string; readonly reason: string }[];
}

const SEED = 20261126;
const REPLICATIONS = 8;
const MONTHS = 12;
const DAYS = 365;
const HOURS_PER_YEAR = 8760;
/** Shares of the capacity, of the way that is fuller: as far as its ships take what comes. */
const SHIP_USES = [0.08, 0.16, 0.25, 0.35, 0.45, 0.55, 0.65, 0.72, 0.79, 0.85, 0.9, 0.94, 0.97];
/** Of what is taken in a year, so much more in the yard at its end than at its beginning is no chance: more comes than is taken. */
const GROWTH = 0.01;
/** A year does not show a mean wait of more than half a month: backlog grows then, or comes from one bad winter. */
const MOST_WAIT_HOURS = 365;
/** Less of today's traffic is none. */
const THIN = 0.01;
const STATION_USES = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];
const STATION_UNITS = 20_000;

/** Rounds in which the traffic of other lines follows the curves, and what the rough one before them is spared. */
const ROUNDS = 2;
const ROUGH = { every: 2, replications: 3 };

/** Fits all rows: 45 s of one core. @throws InvalidInput when nothing of the dataset can be simulated */
export function fitDelays(dataset: Dataset, options: DelayFitOptions = {}): DelayFits {
  const { seed = SEED, replications = REPLICATIONS, every = 1, onProgress } = options;
  const given = { seed, replications, every };
  const bare = withoutDelays(dataset);
  const { from } = readPeriod(bare, {});
  const stations = stationsOf(bare, from);
  const water = bare.demand.length === 0 ? undefined : crossedWater(bare, from);
  const { rounds = ROUNDS } = options;
  const count = water === undefined ? 0 : linesOn(bare, water, from).length * SHIP_USES.length;
  const total = stations.length + rounds * count;
  let done = 0;
  const step = (): void => onProgress?.(Math.min(++done, total), total);
  const queues = stations.flatMap((station) => {
    const fit = fitStation(station, given);
    step();
    return fit ?? [];
  });
  let ships: Pick<DelayFits, "fits" | "without"> = { fits: [], without: [] };
  for (let round = 1; round <= rounds && water !== undefined; round++) {
    const rows = [...ships.fits, ...queues].map(({ row }) => [row.id, row] as const);
    const traffic = round === 1 ? bare : { ...bare, delayFunctions: new Map(rows) };
    const rough = {
      seed,
      every: Math.max(every, ROUGH.every),
      replications: Math.min(replications, ROUGH.replications),
    };
    ships = fitShips(bare, traffic, { water, from, ...(round < rounds ? rough : given) }, step);
    done = stations.length + round * count;
  }
  const { without } = ships;
  const fits = [...ships.fits, ...queues];
  if (fits.length === 0)
    throw new InvalidInput([
      {
        code: "missing",
        place: "dataset",
        message: "nothing of the dataset has servers or a stated fleet: there is no delay to fit",
        hint: "give a terminal servers, serviceHours and serviceUnits, or a line vessels, capacityUnits and roundTripHours",
      },
    ]);
  return { from: isoDateOf(from), fits, without };
}

interface ShipsGiven extends Required<Pick<DelayFitOptions, "seed" | "replications" | "every">> {
  readonly water: string;
  readonly from: InstantHours;
}

/** @param traffic the dataset whose flows are sent */
function fitShips(
  dataset: Dataset,
  traffic: Dataset,
  { water, from, seed, replications, every }: ShipsGiven,
  step: () => void,
): Pick<DelayFits, "fits" | "without"> {
  const model = createCorridorModel(traffic, { from, months: MONTHS });
  model.findWays();
  const solved = { model, solved: model.solveAll() };
  const paths = pathsOf(solved);
  const resources = new Map(summariseFlows(solved).resources.map((resource) => [resource.id, resource]));
  const readWith = (line: string, load: number): CorridorRead =>
    readCorridor(dataset, water, scaled(paths, line, load), { from, days: DAYS });
  const today = readWith("", 1);
  const lines = today.lines.filter(({ id }) => today.flows.some((flow) => flow.line === id));
  const uses = SHIP_USES.filter((_, i) => i % every === 0);
  const fits: DelayFit[] = [];
  const without: { id: string; reason: string }[] = [];
  for (const line of lines) {
    const capacity = (line.vessels * line.capacityUnits * HOURS_PER_YEAR) / line.roundTripHours;
    const ends = ([0, 1] as const)
      .filter((end) => today.flows.some((flow) => flow.line === line.id && flow.end === end))
      .flatMap((end) => {
        const found = resources.get(`${line.id}#vessels${end === 0 ? ">" : "<"}`);
        if (found === undefined) return [];
        const ships = { id: found.id, own: found.own, background: line.backgroundShare * capacity, capacity };
        return [{ end, ships, points: [] as WaitPoint[] }];
      });
    let settles = true;
    for (const use of uses) {
      const load = Math.min(...ends.map(({ ships }) => loadAt(ships, use)));
      step();
      if (!(load > THIN) || !settles) continue;
      const read = fromTheYard(withItsNeighbours(readWith(line.id, load), line.id));
      const experiment = runExperiment(compileModel(corridorBlocks(read)), { seed, level: 0.95, replications });
      const { compiled, records } = experiment;
      const found = ends.map(({ end }) => {
        const block = compiled.flat.blocks.names.indexOf(blockNames.yard(line.id, end));
        const waits = block < 0 ? [] : records.map(({ waitMean }) => waitMean[block]).filter((wait) => wait >= 0);
        const taken = intervalOf(carriedPerYear(experiment, line.id, end), 0.95).mean;
        return {
          wait: meanAndError(waits),
          isSeen: waits.length > 1,
          growth: growthPerYear(read, experiment, block) / taken,
        };
      });
      // More than ships can take, beside what others take of their berths: the wait is that of this year, and longer in a longer one.
      settles = found.every(({ wait, growth }) => growth < GROWTH && wait.hours < MOST_WAIT_HOURS);
      if (!settles) continue;
      for (const [i, { wait, isSeen }] of found.entries())
        if (isSeen) ends[i].points.push({ use: shareInUse(ends[i].ships, load), ...wait });
    }
    const inputs = inputsOf(dataset, lineSubjects(dataset, line.service), from);
    for (const { ships, points } of ends) {
      const { id } = ships;
      // Cargo of the emptier way waits longer as ships come late, but its own room is full at the capacity alone.
      const isFuller = ends.every((other) => other.ships.own <= ships.own);
      const curve = fitCurve(points, 1, !isFuller);
      if (curve === undefined) {
        without.push({ id, reason: "fewer than four amounts of traffic that its ships can carry" });
        continue;
      }
      const row = rounded({ id, kind: "ships", ...curve, replications, seed, inputs, note: "" });
      fits.push({ row, points, today: shareInUse(ships, 1) });
    }
  }
  return { fits, without };
}

/**
 * A crossing without the flows of lines that share neither berths nor wagons with one, nor with those that do: they change
 * nothing about its ships, and take most of the time.
 */
function withItsNeighbours(read: CorridorRead, line: string): CorridorRead {
  const sharedBy = new Map<string, string[]>();
  const note = (shared: string | undefined, by: string): void => {
    if (shared !== undefined) sharedBy.set(shared, [...(sharedBy.get(shared) ?? []), by]);
  };
  for (const { id, ends } of read.lines) for (const { berth } of ends) note(berth, id);
  for (const flow of read.flows) note(flow.wagons, flow.line);
  const near = new Set([line]);
  // A set tells of those that join while it is walked.
  for (const one of near)
    for (const lines of sharedBy.values()) if (lines.includes(one)) for (const other of lines) near.add(other);
  return {
    ...read,
    flows: read.flows.filter((flow) => near.has(flow.line)),
    ...(read.empties === undefined ? {} : { empties: read.empties.filter((empty) => near.has(empty.line)) }),
  };
}

/**
 * Without ways on land, which move arrivals at the ships in time and leave them as random as they are: most of the events of
 * a crossing, and none of its waits for ships.
 */
const fromTheYard = (read: CorridorRead): CorridorRead => ({
  ...read,
  stations: [],
  stationTraffic: [],
  trains: [],
  flows: read.flows.map((flow) => ({ ...flow, before: [], port: [], after: [] })),
});

/** Ships of a line as one way has them, in their units a year. */
interface ShipsUsed {
  readonly id: string;
  /** Of the traffic of today, both ways as they share the time in port. */
  readonly own: number;
  readonly background: number;
  readonly capacity: number;
}

/** Use of the stated capacity when a line's traffic is `load` times today's; what stands outside the table stays. */
function shareInUse({ own, background, capacity }: ShipsUsed, load: number): number {
  return (load * own + background) / capacity;
}

/** The traffic that makes a use; Infinity where there is none today. */
function loadAt({ own, background, capacity }: ShipsUsed, use: number): number {
  return own > 0 ? (use * capacity - background) / own : Number.POSITIVE_INFINITY;
}

/** Traffic of one line times `load`, all other as it is. */
const scaled = (paths: readonly PathGiven[], line: string, load: number): PathGiven[] =>
  paths.map((path) =>
    path.legs.some(({ kind, service }) => kind === "line-haul" && service === line)
      ? { ...path, perDayByMonth: path.perDayByMonth.map((perDay) => load * perDay) }
      : path,
  );

/** Units that a yard gains in a year, less two standard errors of that over replications: what is no chance. */
function growthPerYear(
  { warmUpHours, sampleEveryHours }: CorridorRead,
  { records }: Experiment,
  block: number,
): number {
  const first = Math.ceil(warmUpHours / sampleEveryHours);
  const gained = records.map(({ result: { samples } }) => {
    const years = ((samples.length - 1 - first) * sampleEveryHours) / HOURS_PER_YEAR;
    return (samples[samples.length - 1][block] - samples[first][block]) / years;
  });
  const { hours: units, error } = meanAndError(gained);
  return units - 2 * error;
}

function meanAndError(values: readonly number[]): { readonly hours: number; readonly error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { hours: mean, error: Math.sqrt(square / (values.length - 1) / values.length) };
}

/** A place with servers, as the corridor model has it. */
export interface Station {
  readonly id: string;
  readonly servers: number;
  readonly meanHours: number;
  readonly cv: number;
  readonly inputs: string;
}

/** All that have servers and hours. */
export function stationsOf(dataset: Dataset, at: InstantHours): Station[] {
  const subjects = [
    ...[...dataset.terminals.values()].map(({ id }) => id as string),
    ...dataset.borders.map(({ id }) => id),
    ...[...dataset.places.values()].map(({ id }) => id as string),
  ];
  return subjects.flatMap((id): Station[] => {
    const [servers, hours, units] = ["servers", "serviceHours", "serviceUnits"].map((name) =>
      dataset.findValue(id, name, at),
    );
    // Where stated hours hold the queue, the flow model has none.
    if (!servers || !hours || !units || dataset.findValue(id, "queueHours", at)) return [];
    const law = fromValue(withSpread(hours));
    const inputs = inputsOf(dataset, [id], at);
    return [
      {
        id,
        servers: Math.max(1, Math.round(servers.value)),
        meanHours: meanOf(law),
        cv: sdOf(law) / meanOf(law),
        inputs,
      },
    ];
  });
}

/** A stated range is that of single trains and ships; without one they all take the same time. */
const withSpread = (value: Value): Value =>
  value.cv === undefined && value.shape === "point" && value.low !== undefined && value.high !== undefined
    ? { ...value, shape: "lognormal" }
    : value;

/** A station by itself: trains or ships come at random, each is served as one. Undefined when it cannot be fitted. */
export function fitStation(
  { id, servers, meanHours, cv, inputs }: Station,
  { seed = SEED, replications = REPLICATIONS, every = 1 }: DelayFitOptions = {},
): DelayFit | undefined {
  const service = cv > 1e-6 ? { gamma: { mean: meanHours, cv } } : meanHours;
  const points = STATION_USES.filter((_, i) => i % every === 0).map((use): WaitPoint => {
    const rate = (use * servers) / meanHours;
    const hours = STATION_UNITS / rate;
    const model = buildModel(id)
      .run({ until: 1.1 * hours, warmUp: 0.1 * hours })
      .arrivals("arrivals", { rate, to: "station" })
      .server("station", { servers, service, to: "out" })
      .sink("out")
      .build();
    const { compiled, records } = runExperiment(compileModel(model), { seed, level: 0.95, replications });
    const block = compiled.flat.blocks.names.indexOf("station");
    return { use, ...meanAndError(records.map(({ waitMean }) => waitMean[block])) };
  });
  const curve = fitCurve(points, 1, true);
  if (curve === undefined) return undefined;
  const row = {
    id: `${id}#queue`,
    kind: "queue" as const,
    ...curve,
    baseHours: 0,
    replications,
    seed,
    inputs,
    note: "",
  };
  return { row: rounded(row), points, today: Number.NaN };
}
