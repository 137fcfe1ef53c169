// How long does cargo wait for ships, weather, berths and borders on the way across the water, and what can the ships carry?
// The flows of the corridor model over a year, sent through the simulated crossing; a scenario beside the base under the
// same luck. Not covered: what shippers would do about waits that the flows did not foresee.

import {
  blockNames,
  type CompiledModel,
  type CorridorRead,
  compileModel,
  corridorBlocks,
  type Experiment,
  type ExperimentOptions,
  findOverloads,
  type LineRead,
  type Load,
  type PathGiven,
  type ReplicationRecord,
  readCorridor,
} from "../engines/simulation/index.ts";
import { loadLpSolver } from "../lib/lp-solver.ts";
import type { Dataset } from "../model/dataset.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import type { InstantHours } from "../model/units.ts";
import { queuesNotStated } from "./border-queues.ts";
import { readCrossing } from "./check-crossing.ts";
import { type RecordDigest, toDigest } from "./crossing-digest.ts";
import { crossingPaths } from "./crossing-flows.ts";
import { createProgress, type OnProgress, type Progress } from "./crossing-progress.ts";
import { type ModelSource, type Replications, replicationsHere, runReplicated } from "./crossing-replications.ts";
import { type Sensitivity, type SensitivityAsked, sensitivityOf } from "./crossing-sensitivity.ts";
import { fullStations } from "./full-stations.ts";
import { hasTankers, prepareTankers, type SimulatedTankers, simulateTankers } from "./tanker-crossing.ts";

/** What is looked at. */
export interface CrossingPeriod {
  /** First day, ISO; the scenario's base date, else the first of the year of the dataset's default date. */
  readonly from?: string;
  /** Length of the period; a year unless given. Flows are those of the year that begins with it. */
  readonly days?: number;
  readonly shouldStop?: () => boolean;
  readonly onProgress?: OnProgress;
  /** Flows are remembered by the dataset's hash and not solved again: see `crossingPaths`. */
  readonly keepsFlows?: boolean;
}

export interface CorridorSimulationRequest extends CrossingPeriod {
  readonly seed: number;
  readonly replications: number;
  readonly level: number;
  readonly precision?: number;
  readonly maxReplications?: number;
  /** Mean wait for a ship that is still good service: looks for the traffic at which it is met. */
  readonly serviceHours?: number;
  /** Looks for what an answer depends on. */
  readonly sensitivity?: SensitivityAsked;
}

/** A crossing that has been read and can be simulated. */
export interface PreparedCrossing {
  readonly dataset: Dataset;
  readonly read: CorridorRead;
  /** The same with all traffic times `load`, or of a dataset with other numbers. */
  readonly readAt: (load: number, dataset?: Dataset) => CorridorRead;
}

export interface PreparedCrossings {
  readonly from: InstantHours;
  readonly to: InstantHours;
  readonly base: PreparedCrossing;
  /** The scenario's; undefined without one. */
  readonly changed: PreparedCrossing | undefined;
}

/** One simulated crossing. */
export interface SimulatedCrossing extends PreparedCrossing {
  readonly experiment: Experiment;
  /** Of each replication, in order. */
  readonly digests: readonly RecordDigest[];
  /** Blocks that the samples of records are of, in their order. */
  readonly sampled: readonly string[];
  /** With more cargo than ships everywhere: what they carry then. */
  readonly saturated: Experiment;
  /** What more comes to than it can serve for ever, were the year to go on. */
  readonly overloads: readonly Load[];
  /** The same with other amounts of traffic, rising; empty unless asked for. */
  readonly curve: readonly LoadPoint[];
  /** Oil under the same weather, apart from all else; undefined where the dataset has no tankers on the water. */
  readonly tankers: SimulatedTankers | undefined;
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
  /** Of the scenario where there is one; undefined unless asked for. */
  readonly sensitivity: Sensitivity | undefined;
  readonly warnings: readonly Problem[];
}

/** Queues are noted at midnight. */
export const SAMPLE_HOURS = 24;
/** Enough that no ship ever waits for a load. */
const SATURATING = 1.5;
const SATURATED_RUNS = 5;
const CURVE_LOADS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5];
/** At each load; as many as the crossing itself is asked for, where that is more. */
const LEAST_CURVE_RUNS = 5;
const HOURS_PER_DAY = 24;
const HOURS_PER_YEAR = 8760;
const ENDS = [0, 1] as const;

/**
 * Reads the crossing of a dataset, and of its scenario when it has one: solves the flows of a year, which takes seconds.
 * @throws InvalidInput when it cannot be asked, or no water is crossed
 */
export function prepareCrossings(
  dataset: Dataset,
  { from: asked, days, shouldStop, onProgress, keepsFlows = false }: CrossingPeriod,
): PreparedCrossings {
  const { from, water } = readCrossing(dataset, {
    ...(asked === undefined ? {} : { from: asked }),
    ...(days === undefined ? {} : { days }),
  });
  const solved = crossingPaths(dataset, from, shouldStop, keepsFlows, onProgress);
  const length = days ?? solved.days;
  const prepare = (own: Dataset, paths: readonly PathGiven[]): PreparedCrossing => {
    const readAt = (load: number, other: Dataset = own): CorridorRead =>
      readCorridor(
        other,
        water,
        load === 1
          ? paths
          : paths.map((path) => ({ ...path, perDayByMonth: path.perDayByMonth.map((perDay) => load * perDay) })),
        { from, days: length },
      );
    const read = readAt(1);
    if (read.flows.length === 0)
      throw missing(
        `no cargo of the corridor model crosses ${water} on a line with a stated fleet`,
        "give a line vessels, capacityUnits and roundTripHours, or demand that crosses",
      );
    return { dataset: own, read, readAt };
  };
  return {
    from,
    to: (from + 24 * length) as InstantHours,
    base: prepare(dataset.base ?? dataset, solved.base),
    changed: solved.changed && prepare(dataset, solved.changed),
  };
}

/** The model that is simulated; its samples are of the yards. */
export function sourceOf(read: CorridorRead): ModelSource {
  return { model: corridorBlocks({ ...read, sampleEveryHours: SAMPLE_HOURS }), sampled: yardsOf(read) };
}

/**
 * Simulates the dataset, and under its scenario when it has one.
 * @param replications who runs them; here, one after another, when left out
 * @throws InvalidInput when it cannot be asked, or no water is crossed
 */
export async function simulateCorridor(
  dataset: Dataset,
  request: CorridorSimulationRequest,
  replications: Replications = replicationsHere(),
): Promise<CorridorSimulation> {
  const { serviceHours, sensitivity: asked } = request;
  if (serviceHours !== undefined && !(serviceHours > 0 && serviceHours < HOURS_PER_YEAR))
    throw outOfRange("serviceHours", `a wait of ${serviceHours} hours is no level of service`, "hours above 0, as 48");
  const { from, to, base, changed } = prepareCrossings(dataset, request);
  const progress = createProgress(request.onProgress);
  const lab: Lab = { request, replications, progress };
  // How many replications there are is decided on the base; all others have as many, or a fixed number.
  const states = changed === undefined ? [base] : [base, changed];
  const rest = states.map((state) => planOthers(lab, state));
  const oil = await planTankers(lab, states, { from, to });
  const sensitive = asked === undefined ? undefined : sensitivityOf(changed ?? base, asked, lab);
  const later = changed === undefined ? undefined : progress.part(request.replications);
  const report = progress.part(request.replications, true);
  // Told when all parts are known: a total that grows would make the time to go jump.
  report(0, request.replications);
  const first = await runMain(lab, base, { report });
  const { precision: _, maxReplications: __, ...fixed } = request;
  const counts = { ...fixed, replications: first.experiment.records.length };
  const [second, others] = await inTurn(replications, [
    () => (changed === undefined ? undefined : runMain(lab, changed, { request: counts, report: later })),
    () => inTurn(replications, rest),
  ] as const);
  const sensitivity = await sensitive?.((second ?? first).experiment);
  const tankers = await inTurn(
    replications,
    oil.map((run) => () => run(first.experiment.records.length)),
  );
  const full = fullStations(base, first.experiment, request.level, second && "in the base");
  return {
    from,
    to,
    base: { ...first, ...others[0], tankers: tankers[0] },
    changed: second && { ...second, ...others[1], tankers: tankers[1] },
    sensitivity,
    warnings: [
      ...base.read.warnings,
      ...queuesNotStated(base, first.experiment, { from, days: (to - from) / HOURS_PER_DAY, level: request.level }),
      ...full,
      // What is full in both is said of the base.
      ...(second === undefined
        ? []
        : fullStations(second, second.experiment, request.level, "in the scenario").filter(
            ({ place }) => !full.some((known) => known.place === place),
          )),
      ...(changed?.read.warnings ?? []).filter(
        ({ message }) => !base.read.warnings.some((known) => known.message === message),
      ),
    ],
  };
}

/** What experiments need. */
export interface Lab {
  readonly request: CorridorSimulationRequest;
  readonly replications: Replications;
  readonly progress: Progress;
}

/** Side by side where there are threads; else one after another, so that each model is made once. */
export async function inTurn<const Runs extends readonly (() => unknown)[]>(
  { threads }: Replications,
  runs: Runs,
): Promise<{ -readonly [K in keyof Runs]: Awaited<ReturnType<Runs[K]>> }> {
  type All = { -readonly [K in keyof Runs]: Awaited<ReturnType<Runs[K]>> };
  if (threads > 1) return (await Promise.all(runs.map((run) => run()))) as All;
  const found: unknown[] = [];
  for (const run of runs) found.push(await run());
  return found as All;
}

type Main = PreparedCrossing & Pick<SimulatedCrossing, "experiment" | "digests" | "sampled" | "overloads">;

/** The replications that most of the answer is made of. */
async function runMain(
  { request, replications }: Lab,
  crossing: PreparedCrossing,
  {
    request: asked = request,
    report,
  }: {
    readonly request?: CorridorSimulationRequest;
    readonly report: ReturnType<Progress["part"]> | undefined;
  },
): Promise<Main> {
  const { read } = crossing;
  const source = sourceOf(read);
  const compiled = compileModel(source.model);
  const groups = [...new Set(read.flows.map(({ group }) => group))];
  const classes = new Map(groups.map((id) => [id, classesOf(read, id)]));
  const digests: RecordDigest[] = [];
  const { seed, level, replications: count, precision, maxReplications, shouldStop } = asked;
  const options: ExperimentOptions = {
    seed,
    level,
    replications: count,
    ...(precision === undefined ? {} : { precision }),
    ...(maxReplications === undefined ? {} : { maxReplications }),
    ...(shouldStop === undefined ? {} : { shouldStop }),
    ...(report === undefined ? {} : { onProgress: report }),
    onRecord: (record: ReplicationRecord) => digests.push(toDigest(record, classes)),
  };
  const experiment = await runReplicated(replications, source, options, compiled);
  return {
    ...crossing,
    experiment,
    digests,
    sampled: source.sampled ?? [],
    overloads: findOverloads(compiled.flat),
  };
}

/** What else is simulated of a state; the number of replications is known before. */
function planOthers(
  { request, replications, progress }: Lab,
  { read, readAt }: PreparedCrossing,
): () => Promise<Pick<SimulatedCrossing, "saturated" | "curve">> {
  const { seed, level, serviceHours } = request;
  const curveRuns = Math.max(LEAST_CURVE_RUNS, request.replications);
  const full = progress.part(SATURATED_RUNS);
  const loads = (serviceHours === undefined ? [] : CURVE_LOADS).map((load) => ({
    load,
    part: progress.part(curveRuns),
  }));
  const run = (given: CorridorRead, runs: number, onProgress: (done: number, expected: number) => void) =>
    runReplicated(
      replications,
      { model: corridorBlocks({ ...given, sampleEveryHours: given.untilHours }), sampled: [] },
      { seed, level, replications: runs, onProgress },
    );
  return async () => {
    const [saturated, ...points] = await inTurn(replications, [
      () => run(saturate(read), SATURATED_RUNS, full),
      ...loads.map(
        ({ load, part }) =>
          () =>
            run(readAt(load), curveRuns, part),
      ),
    ]);
    return { saturated, curve: loads.map(({ load }, i) => ({ load, experiment: points[i] })) };
  };
}

/** Oil by tanker in each state: what comes is known now, how often it is simulated when the crossing has been. */
async function planTankers(
  { request, replications, progress }: Lab,
  states: readonly PreparedCrossing[],
  { from, to }: { readonly from: InstantHours; readonly to: InstantHours },
): Promise<((count: number) => Promise<SimulatedTankers> | undefined)[]> {
  const { seed, level } = request;
  if (!states.some(({ dataset, read }) => hasTankers(dataset, read.waterBody)))
    return states.map(() => () => undefined);
  const solver = await loadLpSolver();
  return states.map(({ dataset, read: { waterBody } }) => {
    const read = prepareTankers(dataset, waterBody, { from, days: (to - from) / HOURS_PER_DAY, solver });
    if (read === undefined) return () => undefined;
    const report = progress.part(request.replications);
    return (count) => simulateTankers(dataset, read, { seed, level, count }, replications, report);
  });
}

/** The same ships, with more at every end than they can take by their stated rounds. */
export function saturate(read: CorridorRead): CorridorRead {
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
  const lines: LineRead[] = read.lines.map((line) => {
    const [first, second] = line.ends.map((end) => ({ ...end, layHours: line.restHours / 2 }));
    return { ...line, ends: [first, second] as const };
  });
  return { ...read, stations: [], flows, lines };
}

/** Numbers of the classes of a group. */
export const classesOf = ({ flows }: CorridorRead, group: string): number[] =>
  [...flows.entries()].flatMap(([c, flow]) => (flow.group === group ? [c] : []));

/** Names of the yards from which ships take cargo. */
export const yardsOf = ({ lines, flows }: CorridorRead): string[] =>
  lines.flatMap(({ id }) =>
    ENDS.filter((end) => flows.some((flow) => flow.line === id && flow.end === end)).map((end) =>
      blockNames.yard(id, end),
    ),
  );

/** Number of a block of a model; −1 for none. */
export const blockOf = ({ flat }: CompiledModel, name: string): number => flat.blocks.names.indexOf(name);

/** What ships take aboard at an end: units of cargo a year, over replications. */
export function carriedPerYear({ compiled, records }: Experiment, line: string, end: 0 | 1): number[] {
  const block = blockOf(compiled, blockNames.yard(line, end));
  return records.map(({ waitCount, result }) => (block < 0 ? 0 : (waitCount[block] / result.hours) * HOURS_PER_YEAR));
}

const outOfRange = (place: string, message: string, hint: string): InvalidInput =>
  new InvalidInput([{ code: "out-of-range", place, message, hint }]);
const missing = (message: string, hint: string): InvalidInput =>
  new InvalidInput([{ code: "missing", place: "dataset", message, hint }]);
