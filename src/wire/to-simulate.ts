// Replications → the answer of `kopru simulate --model`.

import {
  type Experiment,
  endToEndMean,
  type Interval,
  intervalOf,
  type KeptRecord,
  KIND,
  type Load,
  PHASE,
  PHASES,
  pairedDifference,
  quantileOfCells,
  quantileOfGauge,
  relativeHalfWidth,
} from "../engines/simulation/index.ts";
import type { ProblemJson } from "./common.ts";
import { growthWarnings } from "./growth-warnings.ts";
import type { IntervalJson, MeasureJson, SimulateNone, SimulateOk } from "./simulate.ts";

export interface Told {
  readonly seed: number;
  readonly level: number;
  readonly precision: number | undefined;
  readonly seconds: number;
}

/** All that replications say. */
export function toSimulateOk(
  name: string,
  experiment: Experiment,
  told: Told,
  other?: { readonly name: string; readonly experiment: Experiment },
): SimulateOk {
  const { compiled, records, warmUp } = experiment;
  const { flat, run, parameters } = compiled;
  const { level } = told;
  const sum = (value: (record: KeptRecord) => number): number =>
    records.reduce((total, record) => total + value(record), 0);
  const reached = relativeHalfWidth(experiment.endToEnd);
  return {
    status: "ok",
    model: { name, blocks: flat.blocks.count, parameters: { ...parameters } },
    seed: told.seed,
    replications: records.length,
    run: {
      untilHours: run.untilHours < Number.POSITIVE_INFINITY ? run.untilHours : null,
      warmUpHours: warmUp.hours,
      warmUpBy: warmUp.by,
    },
    precision:
      told.precision === undefined
        ? null
        : { asked: told.precision, reached: finite(reached), isReached: experiment.isPrecise },
    customers: sum(({ result }) => result.left),
    arrived: sum(({ result }) => result.arrived),
    inside: sum(({ result }) => result.inside),
    events: sum(({ result }) => result.events),
    seconds: told.seconds,
    traceHash: joinHashes(records),
    endToEnd: toEndToEnd(experiment, level),
    throughputPerHour: toInterval(
      intervalOf(
        records.map(({ result }) => result.left / result.hours),
        level,
      ),
    ),
    classes: Object.fromEntries(flat.classes.map((each, c) => [each, toClass(experiment, c, level)])),
    blocks: Object.fromEntries(placesOf(experiment).map((b) => [flat.blocks.names[b], toBlock(experiment, b, level)])),
    sinks: Object.fromEntries(
      [...flat.blocks.kind.keys()]
        .filter((b) => flat.blocks.kind[b] === KIND.SINK)
        .map((b) => [flat.blocks.names[b], toSink(experiment, b, level)]),
    ),
    stocks: Object.fromEntries(
      flat.stocks.map((stock, s) => [
        stock.name,
        {
          count: stock.count,
          inUse: toInterval(
            intervalOf(
              records.map(({ stockMean }) => stockMean[s]),
              level,
            ),
          ),
        },
      ]),
    ),
    fleets: Object.fromEntries(flat.fleets.map((fleet, f) => [fleet.name, toFleet(experiment, f, level)])),
    little: { worst: Math.max(0, ...records.map(({ result }) => result.littleError)) },
    against: other === undefined ? null : toAgainst(experiment, other, level),
    warnings: toWarnings(experiment, told),
  };
}

/** Why there is no answer: too much traffic, or nobody can move, or a bound. */
export function toSimulateNone(experiment: Experiment): SimulateNone | undefined {
  const { records, compiled, overloads } = experiment;
  const last = records[records.length - 1];
  if (last === undefined || last.result.ended === "horizon" || last.result.ended === "empty") return undefined;
  const { ended, waiting, endHours, events } = last.result;
  const where = waiting
    .slice(0, 5)
    .map(({ block, entities, waitsFor }) => `${block} (${entities}, waiting for ${waitsFor})`);
  const { maxEntities, maxEvents } = compiled.run;
  const message = {
    deadlock: `Nobody can move any more after ${round(endHours)} hours: ${where.join(", ")}.`,
    "event-limit": `The limit of ${maxEvents} events was reached after ${round(endHours)} hours; most stand at ${where[0] ?? "no block"}.`,
    "entity-limit": `The limit of ${maxEntities} entities was reached after ${round(endHours)} hours; most stand at ${where[0] ?? "no block"}.`,
    "no-progress": `Events follow one another at ${round(endHours)} hours without end: ${where.join(", ")}.`,
  }[ended];
  const hint = {
    deadlock: "Give more room or another way, or let loads leave before they are full.",
    "event-limit": "Shorten the run, or raise run.maxEvents.",
    "entity-limit": "Is a block overloaded? If not, raise run.maxEntities.",
    "no-progress": "Look for times that are 0.",
  }[ended];
  return {
    status: "none",
    reason: ended,
    message,
    blocks: waiting.map((each) => ({ ...each })),
    overloads: overloads.map((load) => ({ ...load })),
    replication: records.length,
    hours: endHours,
    events,
    problems: [{ code: ended, place: waiting[0]?.block ?? "model", message, hint }],
  };
}

/** A long run was asked for of a model whose queues grow for ever. */
export function toOverloaded(overloads: readonly Load[]): SimulateNone {
  const problems = overloads.map(overloadProblem);
  return {
    status: "none",
    reason: "never-settles",
    message: problems.map(({ message }) => message).join(" "),
    blocks: [],
    overloads: overloads.map((load) => ({ ...load })),
    replication: 0,
    hours: 0,
    events: 0,
    problems,
  };
}

function overloadProblem({ block, ratePerHour, capacityPerHour }: Load): ProblemJson {
  return {
    code: "never-settles",
    place: `blocks.${block}`,
    message: `${block} can serve ${round(capacityPerHour)} an hour and ${round(ratePerHour)} come: the queue for it grows for ever.`,
    hint: "Add servers or capacity, lower the rate, or leave out run.warmUp to look at a time that ends.",
  };
}

/** Blocks that an answer tells of. */
function placesOf({ compiled }: Experiment): number[] {
  const { kind } = compiled.flat.blocks;
  return [...kind.keys()].filter((b) => kind[b] === KIND.SERVER || kind[b] === KIND.STORE || kind[b] === KIND.FLEET);
}

function toBlock({ compiled, records, cells }: Experiment, b: number, level: number): SimulateOk["blocks"][string] {
  const { flat } = compiled;
  const servers = flat.blocks.kind[b] === KIND.SERVER ? flat.blocks.servers[b] : 1;
  const isFleet = flat.blocks.kind[b] === KIND.FLEET;
  const sum = (value: (record: KeptRecord) => number): number =>
    records.reduce((total, record) => total + value(record), 0);
  const waits = isFleet ? [] : records.map(({ waitMean }) => waitMean[b]);
  const waitMax = isFleet ? 0 : Math.max(0, ...records.map((record) => record.waitMax[b]));
  const waitCells = cells.wait[b];
  const queueCells = cells.queue[b];
  const busyCells = cells.busy[b];
  return {
    kind: wordOf(flat, b),
    served: sum(({ waitCount }) => waitCount[b]),
    // The end of a sketch's cell may lie above the longest wait.
    wait: toMeasure(
      intervalOf(waits, level),
      isFleet ? undefined : (share) => Math.min(waitMax, quantileOfCells(waitCells, share)),
    ),
    queue: toMeasure(
      intervalOf(
        records.map(({ queueMean }) => queueMean[b]),
        level,
      ),
      queueCells.length === 0 ? undefined : (share) => quantileOfGauge(queueCells, share),
    ),
    utilisation: toMeasure(
      intervalOf(
        records.map(({ utilisation }) => utilisation[b]),
        level,
      ),
      busyCells.length === 0 ? undefined : (share) => quantileOfGauge(busyCells, share) / servers,
    ),
    blocked: toInterval(
      intervalOf(
        records.map(({ blockedMean }) => blockedMean[b]),
        level,
      ),
    ),
    lost: sum(({ lost }) => lost[b]),
    interruptions: sum(({ interruptions }) => interruptions[b]),
    waitMax,
    queueMax: isFleet ? 0 : Math.max(0, ...records.map(({ queueMax }) => queueMax[b])),
  };
}

function wordOf({ blocks, fleets }: Experiment["compiled"]["flat"], b: number): string {
  if (fleets.some(({ block }) => block === b)) return "vessel";
  if (blocks.ownDock[b] >= 0) return blocks.law[b] >= 0 ? "bulk" : "batch";
  if (blocks.kind[b] === KIND.STORE) return "queue";
  if (blocks.law[b] >= 0) return "server";
  if (blocks.stock[b] >= 0) return "seize";
  return blocks.condition[b] >= 0 ? "gate" : "queue";
}

function toSink({ records, cells }: Experiment, b: number, level: number): SimulateOk["sinks"][string] {
  const waits = cells.wait[b];
  return {
    served: records.reduce((total, { waitCount }) => total + waitCount[b], 0),
    endToEnd: toMeasure(
      intervalOf(
        records.map(({ waitMean }) => waitMean[b]),
        level,
      ),
      (share) => quantileOfCells(waits, share),
    ),
  };
}

function toClass({ records, cells }: Experiment, c: number, level: number): SimulateOk["classes"][string] {
  const times = cells.sojourn[c];
  return {
    served: records.reduce((total, { sojournCount }) => total + sojournCount[c], 0),
    endToEnd: toMeasure(
      intervalOf(
        records.map(({ sojournMean }) => sojournMean[c]),
        level,
      ),
      (share) => quantileOfCells(times, share),
    ),
  };
}

function toEndToEnd({ records, cells }: Experiment, level: number): MeasureJson {
  const times = addUp(cells.sojourn);
  return toMeasure(intervalOf(records.map(endToEndMean), level), (share) => quantileOfCells(times, share));
}

export function toFleet({ compiled, records }: Experiment, f: number, level: number): SimulateOk["fleets"][string] {
  const { block, vessels } = compiled.flat.fleets[f];
  const share = (phase: number): number =>
    records.reduce((sum, { phaseShare }) => sum + phaseShare[f * PHASES + phase], 0) / records.length;
  return {
    vessels,
    voyages: records.reduce((sum, { waitCount }) => sum + waitCount[block], 0),
    load: toInterval(
      intervalOf(
        records.map(({ waitMean }) => waitMean[block]),
        level,
      ),
    ),
    share: toPhaseShares(share),
  };
}

/** What ships do with their time. */
export const toPhaseShares = (share: (phase: number) => number): SimulateOk["fleets"][string]["share"] => ({
  sailing: share(PHASE.SAILING),
  waitingToEnter: share(PHASE.WAITING_TO_ENTER),
  unloading: share(PHASE.UNLOADING),
  landing: share(PHASE.LANDING),
  atDock: share(PHASE.AT_DOCK),
  loading: share(PHASE.LOADING),
  waitingToLeave: share(PHASE.WAITING_TO_LEAVE),
});

/** Differences of everything that both models have under the same name. */
function toAgainst(
  experiment: Experiment,
  other: { readonly name: string; readonly experiment: Experiment },
  level: number,
): SimulateOk["against"] {
  const theirs = other.experiment.compiled.flat.blocks.names;
  const differ = (
    what: string,
    measure: "endToEnd" | "wait" | "queue" | "utilisation",
    first: number[],
    second: number[],
  ) => {
    const { difference, correlation, gain } = pairedDifference(first, second, level);
    return difference.count === 0 ? [] : [{ what, measure, difference: toInterval(difference), correlation, gain }];
  };
  const shared = placesOf(experiment).flatMap((b) => {
    const name = experiment.compiled.flat.blocks.names[b];
    const match = theirs.indexOf(name);
    if (match < 0 || !placesOf(other.experiment).includes(match)) return [];
    return (["wait", "queue", "utilisation"] as const).flatMap((measure) => {
      const key = ({ wait: "waitMean", queue: "queueMean", utilisation: "utilisation" } as const)[measure];
      const column = ({ records }: Experiment, block: number): number[] =>
        measure === "wait" && experiment.compiled.flat.blocks.kind[b] === KIND.FLEET
          ? []
          : records.map((record) => record[key][block]);
      return differ(name, measure, column(experiment, b), column(other.experiment, match));
    });
  });
  return {
    name: other.name,
    endToEnd: toEndToEnd(other.experiment, level),
    traceHash: joinHashes(other.experiment.records),
    differences: [
      ...differ(
        "endToEnd",
        "endToEnd",
        experiment.records.map(endToEndMean),
        other.experiment.records.map(endToEndMean),
      ),
      ...shared,
    ],
  };
}

function toWarnings(experiment: Experiment, { precision }: Told): ProblemJson[] {
  const { overloads, warmUp } = experiment;
  const warnings = overloads.map(overloadProblem);
  if (warmUp.tooShort > 0)
    warnings.push({
      code: "warm-up-unknown",
      place: "run.warmUp",
      message: `In ${warmUp.tooShort} of the pilot runs the best truncation lay at the middle: they are too short to know the warm-up.`,
      hint: "Raise run.until.",
    });
  return [...warnings, ...growthWarnings(experiment), ...precisionWarnings(experiment, precision)];
}

/** That intervals are missing, or wider than was asked. */
export function precisionWarnings(
  { records, isPrecise, wasStopped }: Experiment,
  precision: number | undefined,
): ProblemJson[] {
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
      message: wasStopped
        ? "Stopped before the precision asked for was reached."
        : `The precision asked for was not reached in ${records.length} replications.`,
      hint: "Allow more replications, or ask for a wider interval.",
    });
  return warnings;
}

function addUp(each: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(each[0]?.length ?? 0);
  for (const cells of each) for (let cell = 0; cell < cells.length; cell++) sums[cell] += cells[cell];
  return sums;
}

export function toMeasure(interval: Interval, quantile: ((share: number) => number) | undefined): MeasureJson {
  const at = (share: number): number | null =>
    quantile === undefined || interval.count === 0 ? null : quantile(share);
  return { ...toInterval(interval), p50: at(0.5), p80: at(0.8), p95: at(0.95) };
}

export const toInterval = ({ mean, low, high, level }: Interval): IntervalJson => ({
  mean: finite(mean),
  low: finite(low),
  high: finite(high),
  level,
});
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const round = (value: number): number => Number(value.toPrecision(4));

/** FNV-1a over the hashes of all replications in order; that of one is its own. */
export function joinHashes(records: readonly KeptRecord[]): string {
  if (records.length === 1) return records[0].result.traceHash;
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (const { result } of records) {
    for (let i = 0; i < result.traceHash.length; i++) {
      low = Math.imul(low ^ result.traceHash.charCodeAt(i), 0x01000193);
      high = Math.imul(high ^ low, 0x85ebca6b);
    }
  }
  return [low, high].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
