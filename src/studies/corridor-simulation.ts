// How long does cargo wait for ships, weather, berths and borders on the way across the water, and what can the ships carry?
// The flows of the corridor model over a year, sent through the simulated crossing; a scenario beside the base under the
// same luck. Not covered: what shippers would do about waits that the flows did not foresee.

import { createCorridorModel, type SolvedMonth } from "../engines/assignment/index.ts";
import { arcsOf } from "../engines/routing/index.ts";
import {
  blockNames,
  type CompiledModel,
  type CorridorRead,
  compileModel,
  corridorBlocks,
  crossedWater,
  type Experiment,
  findOverloads,
  type Load,
  type PathGiven,
  readCorridor,
  runExperiment,
} from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import type { InstantHours } from "../model/units.ts";
import { readPeriod, type SolvedCorridor } from "./corridor-flows.ts";

export interface CorridorSimulationRequest {
  /** First day, ISO; the scenario's base date, else the first day of the year of the demand table. */
  readonly from?: string;
  /** Length of the period; a year unless given. Flows are those of the year that begins with it. */
  readonly days?: number;
  readonly seed: number;
  readonly replications: number;
  readonly level: number;
  readonly precision?: number;
  readonly maxReplications?: number;
  /** Mean wait for a ship that is still good service: looks for the traffic at which it is met. */
  readonly serviceHours?: number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly shouldStop?: () => boolean;
}

/** One simulated crossing. */
export interface SimulatedCrossing {
  readonly dataset: Dataset;
  readonly read: CorridorRead;
  readonly experiment: Experiment;
  /** With more cargo than ships everywhere: what they carry then. */
  readonly saturated: Experiment;
  /** What more comes to than it can serve for ever, were the year to go on. */
  readonly overloads: readonly Load[];
  /** The same with other amounts of traffic, rising; empty unless asked for. */
  readonly curve: readonly LoadPoint[];
}

/** All traffic times `load`. */
export interface LoadPoint {
  readonly load: number;
  readonly experiment: Experiment;
}

export interface CorridorSimulation {
  readonly from: InstantHours;
  readonly to: InstantHours;
  readonly base: SimulatedCrossing;
  /** The scenario's; undefined without one. */
  readonly changed: SimulatedCrossing | undefined;
  readonly warnings: readonly Problem[];
}

const MONTHS = 12;
const MOST_DAYS = 3660;
/** Enough that no ship ever waits for a load. */
const SATURATING = 1.5;
const SATURATED_RUNS = 3;
const CURVE_LOADS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5];
const CURVE_RUNS = 3;
const HOURS_PER_YEAR = 8760;

/**
 * Simulates the dataset, and under its scenario when it has one.
 * @throws InvalidInput when it cannot be asked, or no water is crossed
 */
export function simulateCorridor(dataset: Dataset, request: CorridorSimulationRequest): CorridorSimulation {
  if (request.serviceHours !== undefined && !(request.serviceHours > 0 && request.serviceHours < HOURS_PER_YEAR))
    throw new InvalidInput([
      {
        code: "out-of-range",
        place: "serviceHours",
        message: `a wait of ${request.serviceHours} hours is no level of service`,
        hint: "hours above 0, as 48",
      },
    ]);
  if (request.days !== undefined && !(Number.isInteger(request.days) && request.days >= 7 && request.days <= MOST_DAYS))
    throw new InvalidInput([
      {
        code: "out-of-range",
        place: "days",
        message: `${request.days} days are no period to simulate`,
        hint: `a whole number from 7 to ${MOST_DAYS}`,
      },
    ]);
  const { from } = readPeriod(dataset, request.from === undefined ? {} : { from: request.from });
  const below = dataset.base ?? dataset;
  const water = crossedWater(below, from);
  if (water === undefined)
    throw new InvalidInput([
      {
        code: "missing",
        place: "dataset",
        message: "no water body of the dataset has a level: there is no crossing to simulate",
        hint: "give a water body a levelM, and lines on it vessels, capacityUnits and roundTripHours (docs/method/corridor-simulation.md)",
      },
    ]);
  const solved = solveFlows(dataset, from, request.shouldStop);
  const days = request.days ?? daysOf(solved.base);
  const crossing = (of: SolvedCorridor, runs: number): SimulatedCrossing => {
    const paths = pathsOf(of);
    const readAt = (load: number): CorridorRead =>
      readCorridor(
        of.model.dataset,
        water,
        paths.map((path) => ({ ...path, perDayByMonth: path.perDayByMonth.map((perDay) => load * perDay) })),
        { from, days },
      );
    const read = readAt(1);
    if (read.flows.length === 0)
      throw new InvalidInput([
        {
          code: "missing",
          place: "dataset",
          message: `no cargo of the corridor model crosses ${water} on a line with a stated fleet`,
          hint: "give a line vessels, capacityUnits and roundTripHours, or demand that crosses",
        },
      ]);
    const simulated = simulateCrossing(of.model.dataset, read, { ...request, replications: runs });
    const loads = request.serviceHours === undefined ? [] : CURVE_LOADS;
    const { seed, level } = request;
    const curve = loads.map((load) => ({
      load,
      experiment: runExperiment(compileModel(corridorBlocks(readAt(load))), { seed, level, replications: CURVE_RUNS }),
    }));
    return { ...simulated, curve };
  };
  const base = crossing(solved.base, request.replications);
  const changed = solved.changed && crossing(solved.changed, base.experiment.records.length);
  return {
    from,
    to: (from + 24 * days) as InstantHours,
    base,
    changed,
    warnings: [
      ...base.read.warnings,
      ...(changed?.read.warnings ?? []).filter(
        ({ message }) => !base.read.warnings.some((known) => known.message === message),
      ),
    ],
  };
}

/** Runs a crossing that has been read. */
function simulateCrossing(
  dataset: Dataset,
  read: CorridorRead,
  request: Omit<CorridorSimulationRequest, "from">,
): Omit<SimulatedCrossing, "curve"> {
  const compiled = compileModel(corridorBlocks(read));
  const { seed, replications, level, precision, maxReplications, onProgress, shouldStop } = request;
  const experiment = runExperiment(compiled, {
    seed,
    replications,
    level,
    ...(precision === undefined ? {} : { precision }),
    ...(maxReplications === undefined ? {} : { maxReplications }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(shouldStop === undefined ? {} : { shouldStop }),
  });
  const saturated = runExperiment(saturate(read), { seed, replications: SATURATED_RUNS, level });
  return { dataset, read, experiment, saturated, overloads: findOverloads(compiled.flat) };
}

/** The same ships, with more at every end than they can take by their stated rounds. */
function saturate(read: CorridorRead): CompiledModel {
  const flows = read.flows.map((flow) => {
    const line = read.lines.find(({ id }) => id === flow.line);
    const perYear = read.flows
      .filter((other) => other.line === flow.line && other.end === flow.end)
      .reduce((sum, other) => sum + other.perYear, 0);
    if (line === undefined || perYear === 0) return flow;
    const wanted = (SATURATING * line.vessels * line.capacity * HOURS_PER_YEAR) / line.roundTripHours;
    const rate = (wanted * flow.perYear) / perYear / HOURS_PER_YEAR;
    return { ...flow, rateByMonth: flow.rateByMonth.map(() => rate), before: [], port: [], after: [] };
  });
  // Full both ways, all of the stated round is spent.
  const lines = read.lines.map((line) => {
    const [first, second] = line.ends.map((end) => ({ ...end, layHours: line.restHours / 2 }));
    return { ...line, ends: [first, second] as const };
  });
  return compileModel(corridorBlocks({ ...read, stations: [], flows, lines }));
}

export function solveFlows(
  dataset: Dataset,
  from: InstantHours,
  shouldStop: (() => boolean) | undefined,
): { readonly base: SolvedCorridor; readonly changed: SolvedCorridor | undefined } {
  const options = { from, months: MONTHS, ...(shouldStop ? { shouldStop } : {}) };
  const model = createCorridorModel(dataset.base ?? dataset, options);
  model.findWays();
  if (!dataset.base) return { base: { model, solved: model.solveAll() }, changed: undefined };
  const other = createCorridorModel(dataset, { ...options, like: model, notShipped: model.notShipped });
  other.findWays();
  other.shareWays(model);
  model.shareWays(other);
  return { base: { model, solved: model.solveAll() }, changed: { model: other, solved: other.solveAll() } };
}

export const daysOf = ({ model }: SolvedCorridor): number => model.months.reduce((sum, { days }) => sum + days, 0);

/** Path flows as the simulation takes them. */
export function pathsOf({ model, solved }: SolvedCorridor): PathGiven[] {
  const paths = new Map<string, PathGiven & { readonly perDayByMonth: number[] }>();
  for (const { label, state } of model.months) {
    const month = solved[state];
    const calendar = Number(label.slice(5)) - 1;
    month.columnOf.forEach((column, at) => {
      const perDay = month.solution.pathFlow[at];
      if (!column || !(perDay > 0)) return;
      const row = model.rows[month.rowOf[at]];
      const key = `${row.demand.id} ${column.key}`;
      let path = paths.get(key);
      if (!path) {
        path = {
          group: row.demand.group,
          perDayByMonth: new Array<number>(MONTHS).fill(0),
          teuPerUnit: row.unit.sizes.teu,
          tonnesPerUnit: row.unit.sizes.tonnes,
          legs: legsOf(model, row, month, column.slots),
        };
        paths.set(key, path);
      }
      path.perDayByMonth[calendar] += perDay;
    });
  }
  return [...paths.values()];
}

function legsOf(
  model: SolvedCorridor["model"],
  row: SolvedCorridor["model"]["rows"][number],
  { state }: SolvedMonth,
  slots: Int32Array,
): PathGiven["legs"] {
  const { graph } = model.graphOf(row, state);
  return arcsOf(graph, slots)
    .flatMap(({ elements }) => elements)
    .map(({ kind, subject = "", service, mode, from, to, meanHours, varianceHours, storm, geometry }) => ({
      kind,
      subject,
      service,
      from,
      to,
      meanHours,
      varianceHours,
      storm: storm < 0 ? "" : graph.storms[storm].cause,
      mode,
      geometry,
    }));
}

/**
 * The traffic at which the mean wait for a ship at an end first leaves what is good service, as a multiple of today's, between
 * points in proportion. Undefined when it is met at all loads looked at; 0 when at none.
 */
export function loadOfService(
  curve: readonly LoadPoint[],
  { line, end, serviceHours }: { readonly line: string; readonly end: 0 | 1; readonly serviceHours: number },
): number | undefined {
  const waits = curve.map(({ load, experiment: { compiled, records } }) => {
    const block = compiled.flat.blocks.names.indexOf(blockNames.yard(line, end));
    const values = records.map(({ waitMean }) => (block < 0 ? Number.NaN : waitMean[block]));
    return { load, wait: values.reduce((sum, value) => sum + value, 0) / values.length };
  });
  // Thin traffic waits longer for ships that are held: it is the rise towards full ships that counts.
  for (let i = waits.length - 1; i >= 0; i--) {
    if (!(waits[i].wait <= serviceHours)) continue;
    const next = waits[i + 1];
    if (next === undefined) return undefined;
    if (!(next.wait > waits[i].wait)) return waits[i].load;
    return waits[i].load + ((next.load - waits[i].load) * (serviceHours - waits[i].wait)) / (next.wait - waits[i].wait);
  }
  return 0;
}

/** What ships carry when there is always a load: units of cargo a year aboard at an end, over replications. */
export function carriedPerYear({ compiled, records }: Experiment, line: string, end: 0 | 1): number[] {
  const block = compiled.flat.blocks.names.indexOf(blockNames.yard(line, end));
  return records.map(({ waitCount, result }) => (block < 0 ? 0 : (waitCount[block] / result.hours) * HOURS_PER_YEAR));
}
