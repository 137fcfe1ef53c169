// The simulated crossing as JSON, and the answer of `kopru simulate --scenario`.

import {
  blockNames,
  type Experiment,
  type FlowRead,
  intervalOf,
  type KeptRecord,
  type LineRead,
  PHASE,
  PHASES,
  quantileOfCells,
  quantileOfGauge,
  relativeHalfWidth,
  sailHours,
} from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import {
  type CorridorSimulationRequest,
  carriedPerYear,
  loadOfService,
  type SimulatedCrossing,
  simulateCorridor,
} from "../studies/corridor-simulation.ts";
import type { ProblemJson } from "./common.ts";
import { type Direction, directionsOf, groupMean, toComparison } from "./compare-crossings.ts";
import { CORRIDOR_STAGES, type SimulateCorridorAnswer, type SimulatedStateJson } from "./simulate-corridor.ts";
import { toDatasetRef } from "./to-dataset.ts";
import { joinHashes, toFleet, toInterval, toMeasure, toSimulateNone } from "./to-simulate.ts";

const HOURS_PER_YEAR = 8760;
const NOTHING = { value: null, low: null, high: null, level: 0.95 };
const NO_SPREAD = { p50: NOTHING, p80: NOTHING, p95: NOTHING, histogram: [] };

/**
 * Simulates the crossing of a dataset and answers.
 * @param now milliseconds, never going back
 * @throws InvalidInput with every problem of the request
 */
export function answerSimulateCorridor(
  dataset: Dataset,
  request: CorridorSimulationRequest,
  now: () => number,
): SimulateCorridorAnswer {
  const start = now();
  const { from, to, base, changed, warnings } = simulateCorridor(dataset, request);
  for (const { experiment, saturated } of changed ? [base, changed] : [base]) {
    const none = toSimulateNone(experiment) ?? toSimulateNone(saturated);
    if (none !== undefined) return none;
  }
  const { seed, level, precision } = request;
  const { scenario } = dataset;
  const { experiment } = base;
  const reached = relativeHalfWidth(experiment.endToEnd);
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    scenario: scenario
      ? { id: scenario.id, name: scenario.name, hash: scenario.hash, baseDate: scenario.baseDate }
      : null,
    waterBody: base.read.waterBody,
    period: { from: isoDateOf(from), to: isoDateOf(to), warmUpHours: base.read.warmUpHours },
    seed,
    replications: experiment.records.length,
    precision:
      precision === undefined
        ? null
        : { asked: precision, reached: Number.isFinite(reached) ? reached : null, isReached: experiment.isPrecise },
    seconds: (now() - start) / 1000,
    threads: 1,
    against: "dataset",
    base: toState(base, request),
    changed: changed ? toState(changed, request) : null,
    comparison: changed ? toComparison(base, changed, level) : null,
    sensitivity: null,
    warnings: [
      ...warnings.map((warning) => ({ ...warning })),
      ...overloadsOf(base, changed ? "in the base" : ""),
      ...(changed ? overloadsOf(changed, "in the scenario") : []),
      ...precisionWarnings(experiment, precision),
    ],
  };
}

function precisionWarnings({ isPrecise, records }: Experiment, precision: number | undefined): ProblemJson[] {
  const warnings: ProblemJson[] = [];
  if (records.length < 2)
    warnings.push({
      code: "no-interval",
      place: "replications",
      message: "One replication has no confidence interval.",
      hint: "Ask for more replications.",
    });
  if (precision !== undefined && !isPrecise)
    warnings.push({
      code: "not-converged",
      place: "precision",
      message: `The precision asked for was not reached in ${records.length} replications.`,
      hint: "Allow more replications, or ask for a wider interval.",
    });
  return warnings;
}

function overloadsOf(crossing: SimulatedCrossing, where: string): ProblemJson[] {
  return directionsOf(crossing).flatMap(({ line, end }) => {
    const load = crossing.overloads.find(({ block }) => block === blockNames.yard(line.id, end));
    if (load === undefined) return [];
    const [comes, takes] = [load.ratePerHour, load.capacityPerHour].map((rate) => Math.round(rate * HOURS_PER_YEAR));
    return [
      {
        code: "never-settles",
        place: line.id,
        message: `${line.service.name} can take ${takes} units a year from ${line.ends[end].place} and ${comes} come${where === "" ? "" : ` ${where}`}: its waits grow with the time looked at.`,
        hint: "The flow model fills ships to the brim where they bind; more ships, larger loads or less demand make it settle.",
      },
    ];
  });
}

function toState(crossing: SimulatedCrossing, asked: CorridorSimulationRequest): SimulatedStateJson {
  const { level } = asked;
  const { read, experiment, dataset } = crossing;
  const { compiled, records, cells } = experiment;
  const { flat } = compiled;
  const total = (value: (record: KeptRecord) => number): number =>
    records.reduce((sum, record) => sum + value(record), 0);
  const everything = addUp(cells.sojourn);
  const name = (block: string): number => flat.blocks.names.indexOf(block);
  const stationWaits = (flow: FlowRead): number =>
    [...flow.before, ...flow.after].reduce((sum, step) => {
      if (step.kind !== "station") return sum;
      const b = name(blockNames.station(step.station));
      return sum + meanOf(records.map(({ waitMean }) => waitMean[b]));
    }, 0);
  const groups = [...new Set(read.flows.map(({ group }) => group))].map((id) => {
    const own = [...read.flows.entries()].filter(([, flow]) => flow.group === id);
    const served = own.map(([c]) => total(({ sojournCount }) => sojournCount[c]));
    const all = served.reduce((sum, count) => sum + count, 0);
    const mean = (value: (flow: FlowRead) => number): number =>
      all === 0
        ? 0
        : own.reduce((sum, [, flow], i) => (served[i] === 0 ? sum : sum + served[i] * value(flow)), 0) / all;
    const endToEnd = intervalOf(
      records.map((record) =>
        groupMean(
          record,
          own.map(([c]) => c),
        ),
      ),
      level,
    );
    const parts = {
      before: mean(({ beforeHours }) => beforeHours),
      stations: mean(stationWaits),
      portOfDeparture: mean(({ portHours }) => portHours),
      crossing: mean(({ line, end }) => crossingHours(experiment, read.lines, line, end)),
      after: mean(({ afterHours }) => afterHours),
    };
    const known = Object.values(parts).reduce((sum, hours) => sum + hours, 0);
    const waitForShip = Number.isFinite(endToEnd.mean) ? endToEnd.mean - known : 0;
    const times = addUp(own.map(([c]) => cells.sojourn[c]));
    return {
      id,
      name: dataset.demandGroups.get(id)?.names.en ?? id,
      cargo: dataset.demandGroups.get(id)?.cargo ?? "unit",
      unitsPerYear: own.reduce((sum, [, flow]) => sum + flow.perYear, 0),
      served: all,
      endToEnd: toMeasure(endToEnd, (share) => quantileOfCells(times, share)),
      spread: NO_SPREAD,
      waitHours: toInterval(intervalOf([], level)),
      lostTime: [],
      stages: CORRIDOR_STAGES.map((stage) => ({
        stage,
        hours: stage === "waitForShip" ? waitForShip : parts[stage],
      })),
    };
  });
  return {
    name: dataset.scenario?.name ?? dataset.title,
    spread: NO_SPREAD,
    waitHours: toInterval(intervalOf([], level)),
    lostTime: [],
    utilisation: [],
    emissions: null,
    days: { worst: null },
    endToEnd: toMeasure(experiment.endToEnd, (share) => quantileOfCells(everything, share)),
    arrived: total(({ result }) => result.arrived),
    customers: total(({ result }) => result.left),
    inside: total(({ result }) => result.inside),
    events: total(({ result }) => result.events),
    traceHash: joinHashes(records),
    little: { worst: Math.max(0, ...records.map(({ result }) => result.littleError)) },
    groups,
    crossings: directionsOf(crossing).map((direction) => toCrossing(crossing, direction, asked)),
    fleets: flat.fleets.flatMap((fleet, f) => {
      const line = read.lines.find(({ id }) => blockNames.fleet(id) === fleet.name);
      return line === undefined ? [] : [toCrossingFleet(experiment, line, f, level)];
    }),
    berths: flat.stocks.map(({ name: terminal, count }, s) => ({
      terminal,
      count,
      inUse: toInterval(
        intervalOf(
          records.map(({ stockMean }) => stockMean[s]),
          level,
        ),
      ),
    })),
    stations: read.stations.map(({ id, servers }) => {
      const b = name(blockNames.station(id));
      const of = (key: "waitMean" | "utilisation") =>
        intervalOf(
          records.map((record) => record[key][b]),
          level,
        );
      return {
        id,
        servers,
        wait: toMeasure(of("waitMean"), (share) => quantileOfCells(cells.wait[b], share)),
        utilisation: toMeasure(of("utilisation"), (share) => quantileOfGauge(cells.busy[b], share) / servers),
      };
    }),
  };
}

/** Aboard under way: sailing as stated, waits before the port of arrival as simulated, mean of both ways, and the call there. */
function crossingHours({ compiled, records }: Experiment, lines: readonly LineRead[], id: string, end: 0 | 1): number {
  const line = lines.find((each) => each.id === id);
  const f = compiled.flat.fleets.findIndex(({ name }) => name === blockNames.fleet(id));
  if (line === undefined || f < 0) return 0;
  const { block, vessels } = compiled.flat.fleets[f];
  const held = records.map(
    ({ phaseShare, waitCount, result }) =>
      (phaseShare[f * PHASES + PHASE.WAITING_TO_ENTER] * vessels * result.hours) / Math.max(1, waitCount[block]),
  );
  return sailHours(line.ends[end]) + line.ends[1 - end].callHours + meanOf(held);
}

function toCrossing(
  { experiment, saturated, overloads, read, curve }: SimulatedCrossing,
  { line, end, flows }: Direction,
  { level, serviceHours }: CorridorSimulationRequest,
): SimulatedStateJson["crossings"][number] {
  const { records, cells, compiled } = experiment;
  const yard = blockNames.yard(line.id, end);
  const b = compiled.flat.blocks.names.indexOf(yard);
  const perYear = flows.reduce((sum, flow) => sum + flow.perYear, 0);
  const meanSize = (size: (flow: FlowRead) => number): number =>
    flows.reduce((sum, flow) => sum + flow.perYear * size(flow), 0) / perYear;
  const carried = carriedPerYear(experiment, line.id, end);
  const inUnits = (values: readonly number[]) =>
    toInterval(
      intervalOf(
        values.map((value) => value * line.unitsEach),
        level,
      ),
    );
  return {
    line: line.id,
    name: line.service.name,
    from: line.ends[end].place,
    to: line.ends[1 - end].place,
    unit: line.unit,
    demandPerYear: perYear * line.unitsEach,
    carriedPerYear: inUnits(carried),
    carriedTeuPerYear: meanOf(carried) * meanSize(({ teuPerUnit }) => teuPerUnit),
    carriedTonnesPerYear: meanOf(carried) * meanSize(({ tonnesPerUnit }) => tonnesPerUnit),
    statedCapacityPerYear: (line.vessels * line.capacity * line.unitsEach * HOURS_PER_YEAR) / line.roundTripHours,
    simulatedCapacityPerYear: inUnits(carriedPerYear(saturated, line.id, end)),
    settles: !overloads.some(({ block }) => block === yard),
    wait: toMeasure(
      intervalOf(
        records.map(({ waitMean }) => waitMean[b]),
        level,
      ),
      (share) => quantileOfCells(cells.wait[b], share),
    ),
    queue: toMeasure(
      intervalOf(
        records.map(({ queueMean }) => queueMean[b]),
        level,
      ),
      (share) => quantileOfGauge(cells.queue[b], share),
    ),
    service:
      serviceHours === undefined
        ? null
        : toService(curve, { line: line.id, end, serviceHours }, perYear * line.unitsEach),
    curve: curve.map(({ load, experiment: { compiled: blocks, records: at } }) => {
      const block = blocks.flat.blocks.names.indexOf(yard);
      const waits = intervalOf(block < 0 ? [] : at.map(({ waitMean }) => waitMean[block]), level);
      return {
        load,
        perYear: load * perYear * line.unitsEach,
        waitHours: waits.count === 0 ? null : toInterval(waits),
        carriedPerYear:
          meanOf(at.map(({ waitCount, result }) => (waitCount[block] / result.hours) * HOURS_PER_YEAR)) *
          line.unitsEach,
      };
    }),
    queueByDay: [],
    queueByWeek: toWeeks(records, b, read),
  };
}

function toService(
  curve: SimulatedCrossing["curve"],
  asked: Parameters<typeof loadOfService>[1],
  today: number,
): SimulatedStateJson["crossings"][number]["service"] {
  const load = loadOfService(curve, asked) ?? null;
  return {
    waitHours: asked.serviceHours,
    load,
    perYear: load === null ? null : load * today,
    loads: null,
    perYears: null,
  };
}

function toWeeks(
  records: readonly KeptRecord[],
  b: number,
  { starts, warmUpHours, sampleEveryHours }: SimulatedCrossing["read"],
): SimulatedStateJson["crossings"][number]["queueByWeek"] {
  const [first] = records;
  return first.result.samples.flatMap((_, i) => {
    if (i * sampleEveryHours < warmUpHours) return [];
    const values = records.map(({ result }) => result.samples[i]?.[b] ?? 0);
    return [
      {
        week: isoDateOf((instant(starts) + i * sampleEveryHours) as InstantHours),
        mean: meanOf(values),
        low: Math.min(...values),
        high: Math.max(...values),
      },
    ];
  });
}

function toCrossingFleet(
  experiment: Experiment,
  line: LineRead,
  f: number,
  level: number,
): SimulatedStateJson["fleets"][number] {
  const fleet = toFleet(experiment, f, level);
  const hours = experiment.records.reduce((sum, { result }) => sum + result.hours, 0);
  const ends = experiment.compiled.flat.fleets[f].stops.filter(({ dock }) => dock >= 0).length;
  return {
    ...fleet,
    line: line.id,
    unitsEach: line.capacity,
    stated: { capacity: line.capacityUnits, unit: line.unit, roundTripHours: line.roundTripHours },
    voyagesPerYear: (fleet.voyages / hours) * HOURS_PER_YEAR,
    roundTripHours: fleet.voyages === 0 ? null : (ends * line.vessels * hours) / fleet.voyages,
  };
}

function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function addUp(each: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(each[0]?.length ?? 0);
  for (const cells of each) for (let cell = 0; cell < cells.length; cell++) sums[cell] += cells[cell];
  return sums;
}
