// How far the simulated crossing agrees with the world: rows of validation.csv of kind `crossing` beside what a few
// replications with a fixed seed give, with their interval. Numbers that a row's query sets (`set=`) hold for that row alone:
// full draught, ships that never bind. Nothing is fitted here; `use` says which figures served to set a number.

import { type LoadedDataset, layOver, layWaits } from "../data/index.ts";
import {
  blockNames,
  buildModel,
  type CorridorRead,
  compileModel,
  type Experiment,
  type Interval,
  intervalOf,
  isFleetOf,
  quantileOfCells,
  runExperiment,
} from "../engines/simulation/index.ts";
import type { ValidationRow } from "../model/evidence.ts";
import type { Value } from "../model/facts.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { type Answerer, measure, parseStudyQuery } from "./answer-query.ts";
import {
  besideCells,
  checkPublishedRows,
  type PublishedCheck,
  rounded,
  sayMissed,
  tableRow,
} from "./beside-published.ts";
import { carriedPerYear, type PreparedCrossing, prepareCrossings, saturate, sourceOf } from "./corridor-simulation.ts";
import { type CrossingQuery, parseCrossingQuery } from "./crossing-query.ts";

export const CROSSING_QUANTITIES = [
  "canCarryPerYear",
  "carriedPerYear",
  "sailingsPerDay",
  "closedShare",
  "longestShutHours",
  "waiting",
  "mostWaiting",
  "hours",
] as const;
type CrossingQuantity = (typeof CROSSING_QUANTITIES)[number];

export interface CrossingCheck extends PublishedCheck {
  /** Mean over replications with its 95 % interval; low and high are the mean where nothing is simulated. */
  readonly model: Interval;
}

export interface CrossingValidationOptions {
  readonly seed?: number;
  readonly replications?: number;
  /** Asks the planner on a dataset with other waits. */
  readonly answererOf: (dataset: LoadedDataset) => Answerer;
}

/** Declared beforehand. */
const SEED = 20261126;
const REPLICATIONS = 5;
const LEVEL = 0.95;
const WINTERS = 20;

/** Rows of kind `crossing`. */
export const crossingRows = (dataset: Pick<LoadedDataset, "validation">): readonly ValidationRow[] =>
  dataset.validation.filter(({ kind }) => kind === "crossing");

/** What is wrong with the rows themselves. */
export const checkCrossingRows = (rows: readonly ValidationRow[]): readonly Problem[] =>
  checkPublishedRows(
    rows,
    CROSSING_QUANTITIES,
    parseCrossingQuery,
    "period=2025-01-01 days=365 lines=a,b at=PLACE station=BORDER months=11,12 set=SUBJECT.ATTRIBUTE:5; the rest is for the planner",
  );

/**
 * Simulates what the rows ask; equal periods and numbers are simulated once. Some twenty seconds.
 * @throws InvalidInput with every problem of the rows
 */
export function validateCrossing(dataset: LoadedDataset, options: CrossingValidationOptions): CrossingCheck[] {
  const rows = crossingRows(dataset);
  const problems = checkCrossingRows(rows);
  if (problems.length > 0) throw new InvalidInput(problems);
  const bench = createBench(dataset, options);
  return rows.map((row) => {
    const query = parseCrossingQuery(row.query) as CrossingQuery;
    const model = measureCrossing(bench, row.quantity as CrossingQuantity, query);
    return { row, model, ratio: model.mean / row.published };
  });
}

interface Bench {
  readonly dataset: LoadedDataset;
  readonly seed: number;
  readonly answererOf: CrossingValidationOptions["answererOf"];
  read(query: CrossingQuery): CorridorRead;
  run(query: CrossingQuery, isFull: boolean): Experiment;
}

function createBench(dataset: LoadedDataset, options: CrossingValidationOptions): Bench {
  const { seed = SEED, replications = REPLICATIONS, answererOf } = options;
  const prepared = new Map<string, PreparedCrossing>();
  const reads = new Map<string, CorridorRead>();
  const runs = new Map<string, Experiment>();
  const read = (query: CrossingQuery): CorridorRead => {
    const key = keyOf(query);
    let found = reads.get(key);
    if (found === undefined) {
      const span = `${query.period} ${query.days}`;
      const crossing = prepared.get(span) ?? prepareCrossings(dataset, { from: query.period, days: query.days }).base;
      prepared.set(span, crossing);
      found =
        query.set.length === 0
          ? crossing.read
          : crossing.readAt(1, layOver(dataset, { values: query.set.map(toValue) }));
      reads.set(key, found);
    }
    return found;
  };
  return {
    dataset,
    seed,
    answererOf,
    read,
    run(query, isFull) {
      const key = `${keyOf(query)} ${isFull}`;
      let found = runs.get(key);
      if (found === undefined) {
        const given = isFull ? saturate(read(query)) : read(query);
        found = runExperiment(compileModel(sourceOf(given).model), { seed, level: LEVEL, replications });
        runs.set(key, found);
      }
      return found;
    },
  };
}

const keyOf = ({ period, days, set }: CrossingQuery): string => JSON.stringify([period, days, set]);

const toValue = ({ subject, attribute, value, unit }: CrossingQuery["set"][number]): Value => ({
  subject,
  attribute,
  value,
  unit,
  shape: "point",
  basis: "assumed",
  asOf: "",
  source: "assumption:crossing-validation" as Value["source"],
  use: "model",
  note: "",
  place: "validation.csv",
});

function measureCrossing(bench: Bench, quantity: CrossingQuantity, query: CrossingQuery): Interval {
  switch (quantity) {
    case "canCarryPerYear":
    case "carriedPerYear":
      return carried(bench, query, quantity === "canCarryPerYear");
    case "sailingsPerDay":
      return sailings(bench, query);
    case "closedShare":
      return exact(closedShare(bench.read(query), query));
    case "longestShutHours":
      return longestShut(bench, query);
    case "waiting":
    case "mostWaiting":
      return waiting(bench, query, quantity === "mostWaiting");
    case "hours":
      return journey(bench, query);
  }
}

/** What lines take, in the units of the line where they are one of them, from a place or both ways. */
function carried(bench: Bench, query: CrossingQuery, isFull: boolean): Interval {
  const read = bench.read(query);
  const experiment = bench.run(query, isFull);
  const ends = endsOf(read, query);
  return intervalOf(
    experiment.records.map((_, replication) =>
      ends.reduce((sum, { line, end }) => {
        const units = carriedPerYear(experiment, line.id, end)[replication];
        return sum + units * (query.inUnitsOfLine ? line.unitsEach : 1);
      }, 0),
    ),
    LEVEL,
  );
}

/** Ships that leave a place in a day, with more cargo than they can take. */
function sailings(bench: Bench, query: CrossingQuery): Interval {
  const read = bench.read(query);
  const { compiled, records } = bench.run(query, query.isFull);
  const lines = new Set(endsOf(read, query).map(({ line }) => line.id));
  // Ships that are there for a part of the time are fleets of their own.
  const blocks = compiled.flat.fleets
    .filter(({ name }) => [...lines].some((line) => isFleetOf(name, line)))
    .map(({ block }) => block);
  return intervalOf(
    records.map(({ waitCount, result }) =>
      // A ship leaves from both ends in turn.
      blocks.reduce((sum, block) => sum + (12 * waitCount[block]) / result.hours, 0),
    ),
    LEVEL,
  );
}

/** Share of the time of some months at which a place is shut by weather. */
function closedShare(read: CorridorRead, { at, months }: CrossingQuery): number {
  const causes = causesAt(read, at);
  const shares = months.map((month) =>
    causes.reduce((open, { openByMonth, closedByMonth }) => {
      const [o, c] = [openByMonth[month - 1], closedByMonth[month - 1]];
      return (open * o) / (o + c);
    }, 1),
  );
  return 1 - shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

const causesAt = ({ lines, weather }: CorridorRead, at: string) => {
  const shutting = new Set(
    lines.flatMap(({ ends }) => ends.flatMap(({ place, closures }) => (place === at ? closures : []))),
  );
  return weather.filter(({ id }) => shutting.has(id));
};

/** The longest time that a place is shut in one go, of a year: that of whoever comes every hour and waits at the gate. */
function longestShut(bench: Bench, query: CrossingQuery): Interval {
  const causes = causesAt(bench.read(query), query.at);
  const model = buildModel(query.at)
    .starts(query.period)
    .run({ until: query.days * 24, warmUp: 0 })
    .arrivals("hours", { every: 1, to: "gate" })
    .gate("gate", { closures: causes.map(({ id }) => id), to: "out" });
  for (const { id, openByMonth, closedByMonth } of causes)
    model.closures(id, {
      open: { exponential: { meanByMonth: openByMonth } },
      closed: { exponential: { meanByMonth: closedByMonth } },
    });
  const { compiled, records } = runExperiment(compileModel(model.sink("out").build()), {
    seed: bench.seed,
    level: LEVEL,
    replications: WINTERS,
  });
  const gate = compiled.flat.blocks.names.indexOf("gate");
  return intervalOf(
    records.map(({ waitMax }) => waitMax[gate]),
    LEVEL,
  );
}

/** Units in the yards of a place, or in the queue of a station: mean over the period, or the most. */
function waiting(bench: Bench, query: CrossingQuery, isMost: boolean): Interval {
  const { compiled, records } = bench.run(query, false);
  const names =
    query.station === ""
      ? endsOf(bench.read(query), query).map(({ line, end }) => blockNames.yard(line.id, end))
      : [blockNames.station(query.station)];
  const blocks = names.map((name) => compiled.flat.blocks.names.indexOf(name)).filter((block) => block >= 0);
  return intervalOf(
    records.map(({ queueMean, queueMax }) =>
      blocks.reduce((sum, block) => sum + (isMost ? queueMax : queueMean)[block], 0),
    ),
    LEVEL,
  );
}

/** A journey of the planner with the waits for ships of this period; the interval is that of the waits. */
function journey(bench: Bench, query: CrossingQuery): Interval {
  const read = bench.read(query);
  const { compiled, records, cells } = bench.run(query, false);
  const ask = (waitOf: (interval: Interval) => number): number => {
    const waits = read.lines.flatMap((line) =>
      ([0, 1] as const).flatMap((end) => {
        const block = compiled.flat.blocks.names.indexOf(blockNames.yard(line.id, end));
        if (block < 0) return [];
        const interval = intervalOf(
          records.map(({ waitMean }) => waitMean[block]),
          LEVEL,
        );
        if (!(interval.mean >= 0)) return [];
        const [p50, p80, p95] = [0.5, 0.8, 0.95].map((share) => quantileOfCells(cells.wait[block], share));
        const meanHours = Math.max(0, waitOf(interval));
        return [{ line: line.id, from: line.ends[end].place, meanHours, p50, p80, p95, settles: true }];
      }),
    );
    const laid = layWaits(bench.dataset, {
      run: "validation",
      scenario: "",
      replications: records.length,
      seed: bench.seed,
      from: query.period,
      to: query.period,
      baseHash: "",
      waits,
    });
    const found = measure(parseStudyQuery(query.rest, "validation.csv"), "hours", bench.answererOf(laid));
    return found.status === "ok" ? found.value : Number.NaN;
  };
  const [mean, low, high] = [ask((one) => one.mean), ask((one) => one.low), ask((one) => one.high)];
  return { ...exact(mean), low, high, count: records.length };
}

const exact = (value: number): Interval => ({
  ...intervalOf([value, value], LEVEL),
  mean: value,
  low: value,
  high: value,
});

interface End {
  readonly line: CorridorRead["lines"][number];
  readonly end: 0 | 1;
}

/** Ends of the lines named (all without), at a place where one is named. */
function endsOf(read: CorridorRead, { lines, at }: CrossingQuery): End[] {
  return read.lines.flatMap((line) =>
    ([0, 1] as const).flatMap((end) =>
      (lines.length === 0 || lines.includes(line.id)) && (at === "" || line.ends[end].place === at)
        ? [{ line, end }]
        : [],
    ),
  );
}

/** The section of docs/validation.md about the simulated crossing. */
export function writeCrossingValidation(checks: readonly CrossingCheck[]): string {
  if (checks.length === 0) return "";
  return [
    "## Crossing: ships, weather, waits",
    "",
    `Rows of kind \`crossing\` in \`dataset/validation.csv\` beside the simulated crossing (${REPLICATIONS} replications, seed ${SEED}, declared before any was`,
    "run), with the 95 % interval over replications. A row is a miss beyond 25 %.",
    "",
    sayMissed(checks),
    "",
    "| row | quantity | published | model | 95 % | model / published | use | fact | explanation |",
    "|---|---|---:|---:|---|---:|---|---|---|",
    ...checks.map((check) => {
      const { row, model } = check;
      const unit = row.unit === "" ? "" : ` ${row.unit}`;
      const range = row.low === undefined || row.high === undefined ? "" : ` (${shown(row.low)}–${shown(row.high)})`;
      return tableRow([
        `\`${row.id}\``,
        row.quantity,
        `${shown(row.published)}${range}${unit}`,
        `${shown(model.mean)}${unit}`,
        model.low === model.high ? "" : `${shown(model.low)}–${shown(model.high)}`,
        ...besideCells(check),
      ]);
    }),
    "",
  ].join("\n");
}

/** Whole hundreds above ten thousand: chance leaves no more. */
function shown(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return rounded(value >= 10_000 ? Math.round(value / 100) * 100 : value);
}
