// What does one replication of one point of a sweep say? A point is plain data that a machine without the dataset can run: a
// model of blocks, values of its parameters, the hours not counted, and which figures are wanted. The same text, seed and
// number of the replication give the same bits anywhere. Not covered: quantiles over all replications; each has its own.

import {
  addRow,
  type CompiledModel,
  compileModel,
  findWarmUp,
  KIND,
  quantileOfCells,
  type ReplicationRecord,
  Replicator,
  type RunEnd,
  type SimulationModel,
  SLOT_CELLS,
} from "../engines/simulation/index.ts";

/** How a figure is taken from a replication. */
export type Take =
  /** Mean hours from arrival to leaving of the classes `of`, and the hours that a share of them does not exceed. */
  | "hours"
  | "p50"
  | "p80"
  | "p95"
  /** Mean hours in the waiting room of the block `of`, mean number in it, share of its servers busy. */
  | "wait"
  | "queue"
  | "utilisation"
  /** Entities that end their wait at the block `of` in a year. */
  | "perYear"
  /** Entities that leave the model, an hour. */
  | "throughput";

export interface SweepMeasure {
  /** Stable name, such as `server.wait`. */
  readonly id: string;
  /** In words. */
  readonly name: string;
  readonly unit: string;
  readonly take: Take;
  /** Numbers of classes or of one block, as they come in the model. */
  readonly of: readonly number[];
}

/** A point of a sweep, ready to be run. */
export interface SweepModel {
  readonly format: typeof SWEEP_FORMAT;
  readonly model: SimulationModel;
  /** Values of parameters that take the place of the model's. */
  readonly set: Readonly<Record<string, number>>;
  readonly warmUpHours: number;
  readonly measures: readonly SweepMeasure[];
}

/** Changes when what stands in a model changes its meaning. */
export const SWEEP_FORMAT = "kopru-sweep-1";

/** One replication as it is sent and kept. */
export interface SweptReplication {
  readonly replication: number;
  readonly ended: RunEnd;
  readonly hours: number;
  readonly events: number;
  readonly arrived: number;
  readonly left: number;
  readonly inside: number;
  readonly traceHash: string;
  /** In the order of the model's measures; null where nothing was met. */
  readonly values: readonly (number | null)[];
}

const HOURS_PER_YEAR = 8760;
const SHARES: Readonly<Partial<Record<Take, number>>> = { p50: 0.5, p80: 0.8, p95: 0.95 };
/** Fewer names are asked for than a model may have blocks. */
const MOST_MEASURES = 400;

/** Figures of a model that nothing else is known of: the whole, its classes, every waiting room, server and fleet. */
export function measuresOf({ flat }: CompiledModel): SweepMeasure[] {
  const { blocks, classes } = flat;
  const all = [...classes.keys()];
  const measures: SweepMeasure[] = [
    ...endToEndMeasures("endToEnd", "end to end", all),
    { id: "throughput", name: "leaving", unit: "1/h", take: "throughput", of: [] },
  ];
  if (classes.length > 1)
    for (const [c, name] of classes.entries())
      measures.push({ id: `${name}.hours`, name: `${name}, end to end`, unit: "h", take: "hours", of: [c] });
  for (const [b, name] of blocks.names.entries()) {
    const kind = blocks.kind[b];
    const waits = kind === KIND.SERVER || kind === KIND.STORE;
    if (waits) measures.push({ id: `${name}.wait`, name: `${name}, wait`, unit: "h", take: "wait", of: [b] });
    if (waits) measures.push({ id: `${name}.queue`, name: `${name}, queue`, unit: "", take: "queue", of: [b] });
    if (kind === KIND.FLEET || (kind === KIND.SERVER && blocks.law[b] >= 0))
      measures.push({ id: `${name}.busy`, name: `${name}, busy`, unit: "share", take: "utilisation", of: [b] });
  }
  return measures.slice(0, MOST_MEASURES);
}

/** Mean and quantiles of the time from arrival to leaving of some classes. */
export const endToEndMeasures = (id: string, name: string, of: readonly number[]): SweepMeasure[] => [
  { id: `${id}.hours`, name, unit: "h", take: "hours", of },
  { id: `${id}.p50`, name: `${name}, half within`, unit: "h", take: "p50", of },
  { id: `${id}.p80`, name: `${name}, 80 % within`, unit: "h", take: "p80", of },
  { id: `${id}.p95`, name: `${name}, 95 % within`, unit: "h", take: "p95", of },
];

/**
 * Makes a point of a model. Where the warm-up is to be found, pilot runs find it here, so that every machine leaves out the same.
 * @param measures of the compiled model; all that it has when left out
 * @throws InvalidInput with everything that is wrong with the model
 */
export function toSweepModel(
  model: SimulationModel,
  set: Readonly<Record<string, number>>,
  seed: number,
  measures?: (compiled: CompiledModel) => readonly SweepMeasure[],
): SweepModel {
  const compiled = compileModel(model, set);
  const warmUpHours = compiled.run.warmUpHours ?? findWarmUp(compiled, seed).hours;
  return { format: SWEEP_FORMAT, model, set, warmUpHours, measures: (measures ?? measuresOf)(compiled) };
}

export interface SweepRunner {
  run(seed: number, replication: number): SweptReplication;
}

/** Compiles a point once, to run replications of it one after another. @throws InvalidInput when the model is wrong */
export function createSweepRunner({ model, set, warmUpHours, measures }: SweepModel): SweepRunner {
  const replicator = new Replicator(compileModel(model, set));
  return {
    run(seed, replication) {
      const record = replicator.run({ seed, index: replication, warmUpHours });
      const { ended, hours, events, arrived, left, inside, traceHash } = record.result;
      const values = measures.map((measure) => toFinite(figureOf(record, measure)));
      return { replication, ended, hours, events, arrived, left, inside, traceHash, values };
    },
  };
}

const toFinite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function figureOf(record: ReplicationRecord, { take, of }: SweepMeasure): number {
  const [first] = of;
  switch (take) {
    case "hours":
      return meanHours(record, of);
    case "p50":
    case "p80":
    case "p95":
      return quantileHours(record, of, SHARES[take] ?? 0);
    case "wait":
      return record.waitMean[first];
    case "queue":
      return record.queueMean[first];
    case "utilisation":
      return record.utilisation[first];
    case "perYear":
      return (record.waitCount[first] / record.result.hours) * HOURS_PER_YEAR;
    case "throughput":
      return record.result.left / record.result.hours;
  }
}

function meanHours({ sojournMean, sojournCount }: ReplicationRecord, classes: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (const c of classes) {
    if (sojournCount[c] === 0) continue;
    sum += sojournMean[c] * sojournCount[c];
    count += sojournCount[c];
  }
  return sum / count;
}

/** NaN when nobody left. */
function quantileHours({ cells, sojournCount }: ReplicationRecord, classes: readonly number[], share: number): number {
  const met = classes.filter((c) => sojournCount[c] > 0);
  if (met.length === 0) return Number.NaN;
  const sums = new Float64Array(SLOT_CELLS);
  for (const c of met) addRow(cells.sojourn, c, sums);
  return quantileOfCells(sums, share);
}
