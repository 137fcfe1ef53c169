// An experiment: replications of one model until there are as many as asked for, or until the mean time from arrival to the end
// is known precisely enough; with the warm-up left out, and in pairs with another model under the same luck.

import { addCells, type Cells } from "./cells.ts";
import type { CompiledModel } from "./compile-model.ts";
import { correlationOf, type Interval, intervalOf, isPreciseEnough, mser5 } from "./output-analysis.ts";
import { emptyCells, type ReplicationRecord, Replicator } from "./replication.ts";
import { findOverloads, type Load } from "./traffic.ts";

export interface ExperimentOptions {
  readonly seed: number;
  /** How many; with a precision, how many at least. */
  readonly replications: number;
  readonly level: number;
  /** Relative half-width to reach. */
  readonly precision?: number;
  readonly maxReplications?: number;
  /** Rows of a trace of the first replication. */
  readonly traceRows?: number;
  /** Gets the mean time from arrival to the end as it is known by then. */
  readonly onProgress?: (done: number, expected: number, endToEnd: Interval) => void;
  /** Gets each record with its cells, in order, before they are added up. */
  readonly onRecord?: (record: ReplicationRecord) => void;
  readonly shouldStop?: () => boolean;
}

/** What is kept of each replication. */
export type KeptRecord = Omit<ReplicationRecord, "cells">;

export interface Experiment {
  readonly compiled: CompiledModel;
  readonly records: readonly KeptRecord[];
  /** Cells of all replications. */
  readonly cells: Cells;
  readonly warmUp: WarmUp;
  /** Mean time from arrival to the end, over replications. */
  readonly endToEnd: Interval;
  readonly isPrecise: boolean;
  readonly wasStopped: boolean;
  readonly overloads: readonly Load[];
}

export interface WarmUp {
  readonly hours: number;
  readonly by: "none" | "given" | "mser-5";
  /** Pilot runs that were too short to know. */
  readonly tooShort: number;
}

/** Fewer replications than this say too little of their own spread to stop on it. */
export const LEAST_FOR_PRECISION = 10;
const PILOTS = 5;
const MAX_REPLICATIONS = 10_000;

/** Runs an experiment. Whether the model is overloaded is for the caller to look at first (`findOverloads`). */
export function runExperiment(compiled: CompiledModel, options: ExperimentOptions): Experiment {
  const book = new ExperimentBook(compiled, options, findWarmUp(compiled, options.seed));
  const replicator = new Replicator(compiled);
  while (book.wantsMore) {
    book.add(
      replicator.run({
        ...book.taskOf(book.count + 1),
        traceRows: book.count === 0 ? (options.traceRows ?? 0) : 0,
      }),
    );
  }
  return book.close();
}

/**
 * The records of an experiment in the order of their numbers, wherever they were made: when there are enough is decided on them
 * alone, so that the answer does not depend on who was faster.
 */
export class ExperimentBook {
  readonly #compiled: CompiledModel;
  readonly #options: ExperimentOptions;
  readonly #warmUp: WarmUp;
  readonly #least: number;
  /** Replications after which it ends in any case. */
  readonly most: number;
  readonly #records: KeptRecord[] = [];
  readonly #means: number[] = [];
  readonly #cells: Cells;
  #endToEnd: Interval;
  #isPrecise = false;
  #wasStopped = false;
  #wantsMore = true;

  constructor(compiled: CompiledModel, options: ExperimentOptions, warmUp: WarmUp) {
    this.#compiled = compiled;
    this.#cells = emptyCells(compiled);
    this.#options = options;
    this.#warmUp = warmUp;
    const { precision, replications, maxReplications } = options;
    this.#least = precision === undefined ? replications : Math.max(replications, LEAST_FOR_PRECISION);
    this.most = precision === undefined ? this.#least : Math.max(this.#least, maxReplications ?? MAX_REPLICATIONS);
    this.#endToEnd = intervalOf([], options.level);
  }

  get count(): number {
    return this.#records.length;
  }

  get wantsMore(): boolean {
    return this.#wantsMore;
  }

  /** What to run as the replication of a number, from 1. */
  taskOf(index: number): { readonly seed: number; readonly index: number; readonly warmUpHours: number } {
    return { seed: this.#options.seed, index, warmUpHours: this.#warmUp.hours };
  }

  /** Takes the next record: that of number `count + 1`. */
  add(next: ReplicationRecord): void {
    const { precision, level, onProgress, onRecord, shouldStop } = this.#options;
    onRecord?.(next);
    const { cells, ...record } = next;
    this.#records.push(record);
    addCells(this.#cells, cells);
    const { ended } = record.result;
    if (ended !== "horizon" && ended !== "empty") {
      this.#wantsMore = false;
      return;
    }
    this.#means.push(endToEndMean(record));
    this.#endToEnd = intervalOf(this.#means, level);
    this.#isPrecise = precision === undefined || isPreciseEnough(this.#endToEnd, precision);
    onProgress?.(
      this.count,
      precision === undefined ? this.most : expectedRuns(this.#endToEnd, this.count, this.#least, this.most, precision),
      this.#endToEnd,
    );
    // Where nobody ever leaves there is no mean to be precise about.
    if (this.count >= this.#least && (this.#isPrecise || this.#endToEnd.count === 0)) this.#wantsMore = false;
    else this.#wasStopped = shouldStop?.() ?? false;
    if (this.count >= this.most || this.#wasStopped) this.#wantsMore = false;
  }

  /** What was found. */
  close(): Experiment {
    if (this.count === 0) throw new Error("expected at least one replication");
    return {
      compiled: this.#compiled,
      records: this.#records,
      cells: this.#cells,
      warmUp: this.#warmUp,
      endToEnd: this.#endToEnd,
      isPrecise: this.#isPrecise && !this.#wasStopped,
      wasStopped: this.#wasStopped,
      overloads: findOverloads(this.#compiled.flat),
    };
  }
}

/** Mean time from arrival to the end over all classes. */
export function endToEndMean({ sojournMean, sojournCount }: KeptRecord): number {
  let [sum, count] = [0, 0];
  for (const [c, mean] of sojournMean.entries()) {
    if (sojournCount[c] === 0) continue;
    sum += mean * sojournCount[c];
    count += sojournCount[c];
  }
  return sum / count;
}

/** How many runs the precision will probably need: the half-width falls with the root of their number. */
function expectedRuns(interval: Interval, done: number, least: number, most: number, precision: number): number {
  if (done < LEAST_FOR_PRECISION) return Math.max(least, done);
  const ratio = (interval.high - interval.low) / 2 / Math.abs(interval.mean) / (precision / (1 + precision));
  return Math.min(most, Math.max(least, done, Math.ceil(done * ratio * ratio)));
}

/** The warm-up as given, or the longest that MSER-5 finds in pilot runs of their own streams. */
export function findWarmUp(compiled: CompiledModel, seed: number): WarmUp {
  const { run } = compiled;
  if (run.warmUpHours !== undefined)
    return { hours: run.warmUpHours, by: run.warmUpHours > 0 ? "given" : "none", tooShort: 0 };
  const replicator = new Replicator(compiled);
  let hours = 0;
  let tooShort = 0;
  for (let pilot = 1; pilot <= PILOTS; pilot++) {
    const { sojourns, leftAt } = replicator.pilot(seed, pilot);
    const { observations, isAtLimit } = mser5(sojourns);
    if (isAtLimit) tooShort++;
    if (observations > 0) hours = Math.max(hours, leftAt[observations - 1]);
  }
  return { hours: Math.min(hours, run.untilHours / 2), by: "mser-5", tooShort };
}

export interface PairedDifference {
  readonly difference: Interval;
  /** Of the two values of the same replication; positive when the same luck helps. */
  readonly correlation: number;
  /** Half-width of independent runs over that of these pairs. */
  readonly gain: number;
}

/** The second less the first, replication by replication. Pairs with NaN are left out. */
export function pairedDifference(first: readonly number[], second: readonly number[], level: number): PairedDifference {
  const pairs = first.flatMap((a, i) => (Number.isNaN(a) || Number.isNaN(second[i]) ? [] : [[a, second[i]] as const]));
  const a = pairs.map(([value]) => value);
  const b = pairs.map(([, value]) => value);
  const difference = intervalOf(
    a.map((value, i) => b[i] - value),
    level,
  );
  const [alone, other] = [intervalOf(a, level), intervalOf(b, level)];
  const half = (interval: Interval): number => (interval.high - interval.low) / 2;
  const independent = Math.sqrt(half(alone) * half(alone) + half(other) * half(other));
  return {
    difference,
    correlation: correlationOf(a, b),
    // What differs by rounding only, or by what a solver of flows left over, is the same.
    gain: half(difference) > 1e-6 * independent ? independent / half(difference) : 1,
  };
}
