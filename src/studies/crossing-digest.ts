// What is kept of how the times of one replication are spread, before its cells are added to those of the others; and
// distribution-free intervals over replications (order statistics: Law, Simulation Modeling and Analysis, §9.5).

import { addRow, cellStart, quantileOfCells, type ReplicationRecord, SLOT_CELLS } from "../engines/simulation/index.ts";
import { orderInterval } from "../lib/order-statistics.ts";

export const SHARES = [0.5, 0.8, 0.95] as const;

/** Hours that the shares of SHARES do not exceed, by group; those of all units under `ALL`. NaN where nobody arrived. */
export type RecordDigest = ReadonlyMap<string, readonly number[]>;
export const ALL = "";

/** @param classes numbers of the classes of each group */
export function toDigest(
  { cells, sojournCount }: ReplicationRecord,
  classes: ReadonlyMap<string, readonly number[]>,
): RecordDigest {
  const quantiles = (own: readonly number[]): number[] => {
    const all = new Float64Array(SLOT_CELLS);
    for (const c of own) addRow(cells.sojourn, c, all);
    const has = own.some((c) => sojournCount[c] > 0);
    return SHARES.map((share) => (has ? quantileOfCells(all, share) : Number.NaN));
  };
  return new Map([
    [ALL, quantiles([...sojournCount.keys()])],
    ...[...classes].map(([id, own]) => [id, quantiles(own)] as const),
  ]);
}

/** A quantile in a usual year: the median of its values over replications. */
export interface UsualQuantile {
  readonly value: number;
  /** NaN with too few replications for the level. */
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

export function usualQuantiles(digests: readonly RecordDigest[], group: string, level: number): UsualQuantile[] {
  return SHARES.map((_, i) => {
    const values = digests
      .map((digest) => digest.get(group)?.[i] ?? Number.NaN)
      .filter((value) => !Number.isNaN(value));
    return { ...orderInterval(values, 0.5, level), level };
  });
}

export interface Bin {
  readonly fromHours: number;
  readonly toHours: number;
  readonly share: number;
}

/** Widths of bins, hours: what a reader of days and weeks expects. */
const WIDTHS = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720];
const MOST_BINS = 40;
/** Cells are as wide as 1/128 of their value or less; two of them make a bin. */
const LEAST_CELLS = 64;
/** What is beyond goes into the last bin. */
const TAIL = 0.998;

/** Shares of values in bins of equal width; the last one reaches to the greatest value. Within a cell they count as spread evenly. */
export function histogramOf(cells: Float64Array): Bin[] {
  const total = cells.reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const first = quantileOfCells(cells, 0.002);
  const last = quantileOfCells(cells, TAIL);
  // A bin holds some cells, as nobody knows where in a cell a value lies.
  const least = last / LEAST_CELLS;
  const width = WIDTHS.find((each) => (last - first) / each <= MOST_BINS && each >= least) ?? WIDTHS[WIDTHS.length - 1];
  const begin = Math.floor(first / width);
  const count = Math.max(1, Math.floor(last / width) - begin + 1);
  const shares = new Float64Array(count);
  let end = (begin + count) * width;
  for (const [cell, met] of cells.entries()) {
    if (met === 0) continue;
    const [low, high] = [cellStart(cell), cellStart(cell + 1)];
    if (high > end) end = high;
    const from = Math.max(0, Math.min(count - 1, Math.floor(low / width) - begin));
    const to = Math.max(0, Math.min(count - 1, Math.ceil(high / width) - 1 - begin));
    for (let bin = from; bin <= to; bin++) {
      // Ends of the first and the last bin are open.
      const left = bin === 0 ? low : Math.max(low, (begin + bin) * width);
      const right = bin === count - 1 ? high : Math.min(high, (begin + bin + 1) * width);
      const part = high > low ? Math.max(0, right - left) / (high - low) : 1;
      shares[bin] += (met * part) / total;
    }
  }
  return [...shares].map((share, bin) => ({
    fromHours: (begin + bin) * width,
    toHours: bin === count - 1 ? end : (begin + bin + 1) * width,
    share,
  }));
}

/** Cells of several rows together. */
export function addUp(rows: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  for (const cells of rows) for (let cell = 0; cell < cells.length; cell++) sums[cell] += cells[cell];
  return sums;
}
