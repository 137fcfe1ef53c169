// How long does one wait, by how much of a thing is used? Simulated waits over a grid of traffic under the same luck, and a
// convex curve through them for every line that crosses and every station with servers: dataset/delay-functions.csv, which
// the corridor model reads. Traffic is that of the corridor model without such curves, so a row depends on no other.
// A line's traffic is varied with that of all others as it is. Not covered: seasons, berths as ships of a fleet find them.

import { createCorridorModel } from "../engines/assignment/index.ts";
import {
  blockNames,
  buildModel,
  type CorridorRead,
  compileModel,
  corridorBlocks,
  crossedWater,
  intervalOf,
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
import { carriedPerYear, saturate } from "./corridor-simulation.ts";
import { pathsOf } from "./crossing-flows.ts";
import { inputsOf, lineSubjects, rounded, withoutDelays } from "./delay-rows.ts";
import { fitCurve, type WaitPoint } from "./fit-curve.ts";
import { type ResourceFlow, summariseFlows } from "./flow-summary.ts";

export interface DelayFitOptions {
  readonly seed?: number;
  readonly replications?: number;
  /** Share of the usual grid of traffic: every so many points; 1 unless given. */
  readonly every?: number;
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
const REPLICATIONS = 5;
const MONTHS = 12;
const DAYS = 365;
const HOURS_PER_YEAR = 8760;
/** Shares of the pole, of the way that is fuller. Nearer to it a year is too short to show a mean wait. */
const SHIP_USES = [0.08, 0.16, 0.25, 0.35, 0.45, 0.55, 0.65, 0.72, 0.79, 0.85, 0.9];
/** Share of what comes that is taken aboard within the year. */
const SETTLED = 0.96;
/** A year does not show a mean wait of more than half a month: backlog grows then, or comes from one bad winter. */
const MOST_WAIT_HOURS = 365;
const STATION_USES = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];
const STATION_UNITS = 20_000;

/** Fits all rows. About a minute. @throws InvalidInput when nothing of the dataset can be simulated */
export function fitDelays(dataset: Dataset, options: DelayFitOptions = {}): DelayFits {
  const { seed = SEED, replications = REPLICATIONS, every = 1, onProgress } = options;
  const given = { seed, replications, every };
  const bare = withoutDelays(dataset);
  const { from } = readPeriod(bare, {});
  const stations = stationsOf(bare, from);
  const water = bare.demand.length === 0 ? undefined : crossedWater(bare, from);
  const ships = water === undefined ? undefined : fitShips(bare, water, from, given);
  const total = stations.length + (ships?.count ?? 0);
  let done = 0;
  const step = (): void => onProgress?.(++done, total);
  const { fits: ofShips, without } = ships?.fit(step) ?? { fits: [], without: [] };
  const queues = stations.flatMap((station) => {
    const fit = fitStation(station, given);
    step();
    return fit ?? [];
  });
  const fits = [...ofShips, ...queues];
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

function fitShips(
  dataset: Dataset,
  water: string,
  from: InstantHours,
  given: Required<Pick<DelayFitOptions, "seed" | "replications" | "every">>,
): { readonly count: number; readonly fit: (step: () => void) => Pick<DelayFits, "fits" | "without"> } {
  const { seed, replications, every } = given;
  const model = createCorridorModel(dataset, { from, months: MONTHS });
  model.findWays();
  const solved = { model, solved: model.solveAll() };
  const paths = pathsOf(solved);
  const resources = new Map(summariseFlows(solved).resources.map((resource) => [resource.id, resource]));
  const readWith = (line: string, load: number): CorridorRead =>
    readCorridor(dataset, water, scaled(paths, line, load), { from, days: DAYS });
  const today = readWith("", 1);
  const lines = today.lines.filter(({ id }) => today.flows.some((flow) => flow.line === id));
  const uses = SHIP_USES.filter((_, i) => i % every === 0);
  const fit = (step: () => void): Pick<DelayFits, "fits" | "without"> => {
    const poles = polesOf(today, { seed, replications: 2 });
    const fits: DelayFit[] = [];
    const without: { id: string; reason: string }[] = [];
    for (const line of lines) {
      const ends = ([0, 1] as const)
        .filter((end) => today.flows.some((flow) => flow.line === line.id && flow.end === end))
        .flatMap((end) => {
          const resource = resources.get(`${line.id}#vessels${end === 0 ? ">" : "<"}`);
          const pole = poles.get(`${line.id} ${end}`) ?? 1;
          return resource === undefined ? [] : [{ end, resource, pole, points: [] as WaitPoint[] }];
        });
      for (const use of uses) {
        const load = Math.min(...ends.map(({ resource, pole }) => loadAt(resource, use * pole)));
        step();
        if (!(load > 0)) continue;
        const read = withItsNeighbours(readWith(line.id, load), line.id);
        const experiment = runExperiment(compileModel(corridorBlocks(read)), { seed, level: 0.95, replications });
        const { compiled, records } = experiment;
        for (const { end, resource, points } of ends) {
          const block = compiled.flat.blocks.names.indexOf(blockNames.yard(line.id, end));
          const waits = block < 0 ? [] : records.map(({ waitMean }) => waitMean[block]).filter((wait) => wait >= 0);
          const comes = read.flows.reduce((sum, f) => (f.line === line.id && f.end === end ? sum + f.perYear : sum), 0);
          const taken = intervalOf(carriedPerYear(experiment, line.id, end), 0.95).mean / comes;
          // Beside what others take of the berths, ships cannot carry it: the wait is that of this year, and longer in a longer one.
          if (waits.length > 1 && taken > SETTLED && meanAndError(waits).hours < MOST_WAIT_HOURS)
            points.push({ use: shareInUse(resource, load), ...meanAndError(waits) });
        }
      }
      const inputs = inputsOf(dataset, lineSubjects(dataset, line.service), from);
      for (const { resource, pole, points } of ends) {
        const { id } = resource;
        const curve = fitCurve(points, pole);
        if (curve === undefined) {
          without.push({ id, reason: "fewer than four amounts of traffic that its ships can carry" });
          continue;
        }
        const row = rounded({ id, kind: "ships", ...curve, replications, seed, inputs, note: "" });
        fits.push({ row, points, today: shareInUse(resource, 1) });
      }
    }
    return { fits, without };
  };
  return { count: lines.length * uses.length, fit };
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

/** Use of the stated capacity when a line's traffic is `load` times today's; what stands outside the table stays. */
function shareInUse({ own, background, capacity }: ResourceFlow, load: number): number {
  return (load * own + background) / capacity;
}

/** The traffic that makes a use; Infinity where there is none today. */
function loadAt({ own, background, capacity }: ResourceFlow, use: number): number {
  return own > 0 ? (use * capacity - background) / own : Number.POSITIVE_INFINITY;
}

/** Traffic of one line times `load`, all other as it is. */
const scaled = (paths: readonly PathGiven[], line: string, load: number): PathGiven[] =>
  paths.map((path) =>
    path.legs.some(({ kind, service }) => kind === "line-haul" && service === line)
      ? { ...path, perDayByMonth: path.perDayByMonth.map((perDay) => load * perDay) }
      : path,
  );

/** What ships carry with full yards everywhere, over what their stated rounds say: where a wait would have no end. */
function polesOf(read: CorridorRead, given: { seed: number; replications: number }): ReadonlyMap<string, number> {
  const poles = new Map<string, number>();
  const experiment = runExperiment(compileModel(corridorBlocks(saturate(read))), { ...given, level: 0.95 });
  for (const line of read.lines) {
    const net = ((1 - line.backgroundShare) * line.capacityUnits) / line.unitsEach;
    const stated = (line.vessels * net * HOURS_PER_YEAR) / line.roundTripHours;
    // Of the stated capacity a part is other traffic's, and is in the use.
    for (const end of [0, 1] as const) {
      const carried = intervalOf(carriedPerYear(experiment, line.id, end), 0.95).mean / stated;
      if (carried > 0) poles.set(`${line.id} ${end}`, line.backgroundShare + (1 - line.backgroundShare) * carried);
    }
  }
  return poles;
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
