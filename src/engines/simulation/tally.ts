// What is counted while a run goes on. Gauges are whole numbers that stand for a time (a queue's length): area under them,
// greatest value, and for how long each value stood. Slots are values that entities bring (a wait): count, sum, greatest, and
// a sketch of their distribution: 128 cells per power of two, so that a quantile is within 0.8 % of the true one.

import * as exactMath from "../../lib/exact-math.ts";
import type { CellPacker } from "./cells.ts";
import { NO_LIMIT } from "./flat-model.ts";

/** Values of a gauge up to here have a cell of their own; above, eight cells per power of two. */
const FINE_VALUES = 512;
const GAUGE_CELLS = FINE_VALUES + 8 * 22;

/** Of a double's high word these bits make a cell: sign, exponent and seven bits of the fraction. */
const CELL_SHIFT = 13;
const CELLS_PER_DOUBLING = 128;
/** Cells reach from 2^-14 to 2^18; cell 0 is for zero and what is below. */
const LEAST_EXPONENT = -14;
const FIRST_CELL = (1023 + LEAST_EXPONENT) * CELLS_PER_DOUBLING - 1;
export const SLOT_CELLS = 32 * CELLS_PER_DOUBLING + 1;

// As a constant of this file it costs nothing to read.
const { HIGH_WORD } = exactMath;
export const GAUGE_ROW = 4;
const SLOT_ROW = 4;

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

export class Tally {
  /** Row of each gauge: value, greatest value, first cell (−1 when only the area is wanted). One row, one line of the cache. */
  readonly gaugeRows: Int32Array;
  /** Of each gauge: since when its value stands, and the area until then. */
  readonly #gaugeHours: Float64Array;
  readonly #cellHours: Float64Array;
  /** Row of each slot: count, sum, greatest value. */
  readonly #slotRows: Float64Array;
  readonly #slotCells: Int32Array;
  /** What `record` notes: as an argument it would be boxed. */
  readonly value = new Float64Array(1);
  readonly #valueWords = new Int32Array(this.value.buffer);

  /** Hours since the start, kept by the kernel: an argument of every call would be boxed. */
  readonly #clock: Float64Array;

  /** @param gaugeLimits greatest value that a gauge is expected to reach; −1 when only its area is wanted */
  constructor(gaugeLimits: readonly number[], slots: number, clock: Float64Array) {
    this.#clock = clock;
    this.gaugeRows = new Int32Array(gaugeLimits.length * GAUGE_ROW);
    this.#gaugeHours = new Float64Array(gaugeLimits.length * 2);
    let cells = 0;
    for (const [gauge, limit] of gaugeLimits.entries()) {
      this.gaugeRows[gauge * GAUGE_ROW + 2] = limit < 0 ? -1 : cells;
      cells += limit < 0 ? 0 : cellsOfGauge(limit);
    }
    this.#cellHours = new Float64Array(cells);
    this.#slotRows = new Float64Array(slots * SLOT_ROW);
    this.#slotCells = new Int32Array(slots * SLOT_CELLS);
  }

  valueOf(gauge: number): number {
    return this.gaugeRows[gauge * GAUGE_ROW];
  }
  greatestOf(gauge: number): number {
    return this.gaugeRows[gauge * GAUGE_ROW + 1];
  }
  areaOf(gauge: number): number {
    return this.#gaugeHours[gauge * 2 + 1];
  }
  countOf(slot: number): number {
    return this.#slotRows[slot * SLOT_ROW];
  }
  sumOf(slot: number): number {
    return this.#slotRows[slot * SLOT_ROW + 1];
  }
  longestOf(slot: number): number {
    return this.#slotRows[slot * SLOT_ROW + 2];
  }

  /** Everything at zero. */
  clear(): void {
    for (let at = 0; at < this.gaugeRows.length; at += GAUGE_ROW) this.gaugeRows[at] = 0;
    this.restart();
  }

  /** Forgets what was counted; gauges keep their values. */
  restart(): void {
    for (let at = 0; at < this.gaugeRows.length; at += GAUGE_ROW) this.gaugeRows[at + 1] = this.gaugeRows[at];
    for (let at = 0; at < this.#gaugeHours.length; at += 2) {
      this.#gaugeHours[at] = this.#clock[0];
      this.#gaugeHours[at + 1] = 0;
    }
    this.#cellHours.fill(0);
    // A model of many blocks has 20 MB of cells, most of which nobody met.
    for (let slot = 0; slot * SLOT_ROW < this.#slotRows.length; slot++)
      this.#slotCells.fill(0, slot * SLOT_CELLS, slot * SLOT_CELLS + this.#slotEnd(slot));
    this.#slotRows.fill(0);
  }

  move(gauge: number, by: number): void {
    const now = this.#clock[0];
    const rows = this.gaugeRows;
    const at = gauge * GAUGE_ROW;
    const value = rows[at];
    const hours = now - this.#gaugeHours[2 * gauge];
    if (hours > 0) {
      this.#gaugeHours[2 * gauge + 1] += value * hours;
      this.#gaugeHours[2 * gauge] = now;
      const cells = rows[at + 2];
      if (cells >= 0) this.#cellHours[cells + gaugeCell(value)] += hours;
    }
    const next = value + by;
    rows[at] = next;
    if (next > rows[at + 1]) rows[at + 1] = next;
  }

  /** Brings all areas up to now. */
  settle(): void {
    for (let gauge = 0; 2 * gauge < this.#gaugeHours.length; gauge++) this.move(gauge, 0);
  }

  /** Notes `value[0]`. */
  record(slot: number): void {
    const value = this.value[0];
    const rows = this.#slotRows;
    const at = slot * SLOT_ROW;
    rows[at]++;
    rows[at + 1] += value;
    if (value > rows[at + 2]) rows[at + 2] = value;
    this.#slotCells[slot * SLOT_CELLS + cellOf(this.#valueWords[HIGH_WORD])]++;
  }

  /** The same as recording 0. */
  recordZero(slot: number): void {
    this.#slotRows[slot * SLOT_ROW]++;
    this.#slotCells[slot * SLOT_CELLS]++;
  }

  /** Packs how often each cell of some slots together was met. */
  packSlots(slots: readonly number[], into: CellPacker): void {
    const end = slots.reduce((most, slot) => Math.max(most, this.#slotEnd(slot)), 0);
    for (let cell = 0; cell < end; cell++) {
      let count = 0;
      for (const slot of slots) count += this.#slotCells[slot * SLOT_CELLS + cell];
      if (count > 0) into.add(cell, count);
    }
  }

  /** Packs the hours of each cell of a gauge; nothing where only its area is wanted. */
  packGauge(gauge: number, into: CellPacker): void {
    const from = this.gaugeRows[gauge * GAUGE_ROW + 2];
    if (from < 0) return;
    const end = gaugeCell(this.greatestOf(gauge));
    for (let cell = 0; cell <= end; cell++)
      if (this.#cellHours[from + cell] > 0) into.add(cell, this.#cellHours[from + cell]);
  }

  /** One more than the greatest cell of a slot that was met. */
  #slotEnd(slot: number): number {
    if (this.#slotRows[slot * SLOT_ROW] === 0) return 0;
    double[0] = this.#slotRows[slot * SLOT_ROW + 2];
    return cellOf(words[HIGH_WORD]) + 1;
  }
}

/** @param high high word of a value that is not negative */
function cellOf(high: number): number {
  const cell = (high >>> CELL_SHIFT) - FIRST_CELL;
  if (cell < 0) return 0;
  return cell >= SLOT_CELLS ? SLOT_CELLS - 1 : cell;
}

const gaugeCell = (value: number): number => (value < FINE_VALUES ? value : coarseCell(value));

/** Cells that a gauge needs whose values reach up to a limit. */
export const cellsOfGauge = (limit: number): number =>
  limit === NO_LIMIT || limit >= FINE_VALUES ? GAUGE_CELLS : limit + 1;

function coarseCell(value: number): number {
  const exponent = 31 - Math.clz32(value);
  return FINE_VALUES + 8 * (exponent - 9) + ((value >> (exponent - 3)) & 7);
}

/** Value below which a share of the entities lies, within 0.8 %; 0 without any. Within a cell values count as spread evenly. */
export function quantileOfCells(cells: Float64Array, share: number): number {
  let total = 0;
  for (const count of cells) total += count;
  let left = share * total;
  if (total === 0 || left <= cells[0]) return 0;
  for (let cell = 0; cell < cells.length; cell++) {
    if (cells[cell] >= left && cells[cell] > 0) {
      const low = cellStart(cell);
      return low + (cellStart(cell + 1) - low) * (left / cells[cell]);
    }
    left -= cells[cell];
  }
  return cellStart(cells.length - 1);
}

/** Least value of a cell. */
export function cellStart(cell: number): number {
  if (cell <= 0) return 0;
  words[HIGH_WORD] = (cell + FIRST_CELL) << CELL_SHIFT;
  words[1 - HIGH_WORD] = 0;
  return double[0];
}

/**
 * The least value that a gauge did not exceed during a share of the time. Within a cell of several values, those above 512, they count
 * as spread evenly.
 */
export function quantileOfGauge(hours: Float64Array, share: number): number {
  let total = 0;
  for (const each of hours) total += each;
  let left = share * total;
  if (total === 0) return 0;
  for (let cell = 0; cell < hours.length; cell++) {
    const before = left;
    left -= hours[cell];
    // Rounding may leave a trace of time over.
    if (left > 1e-12 * total) continue;
    if (cell < FINE_VALUES) return cell;
    const low = coarseStart(cell - FINE_VALUES);
    return low + Math.floor((coarseStart(cell + 1 - FINE_VALUES) - 1 - low) * Math.min(1, before / hours[cell]));
  }
  return hours.length - 1;
}

function coarseStart(cell: number): number {
  const exponent = 9 + (cell >> 3);
  return (8 + (cell & 7)) << (exponent - 3);
}
