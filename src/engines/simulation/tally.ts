// What is counted while a run goes on. Gauges are whole numbers that stand for a time (a queue's length): area under them,
// greatest value, and for how long each value stood. Slots are values that entities bring (a wait): count, sum, greatest, and
// a sketch of their distribution: 128 cells per power of two, so that a quantile is within 0.8 % of the true one.

import { HIGH_WORD } from "../../lib/exact-math.ts";
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

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

export class Tally {
  readonly gaugeValue: Int32Array;
  readonly gaugeArea: Float64Array;
  readonly gaugeMax: Int32Array;
  readonly #gaugeSince: Float64Array;
  /** First cell of a gauge, −1 when only the area is wanted. */
  readonly #gaugeCells: Int32Array;
  readonly #cellHours: Float64Array;
  readonly slotCount: Float64Array;
  readonly slotSum: Float64Array;
  readonly slotMax: Float64Array;
  readonly #slotCells: Int32Array;

  /** Hours since the start, kept by the kernel: an argument of every call would be boxed. */
  readonly #clock: Float64Array;

  /** @param gaugeLimits greatest value that a gauge is expected to reach; −1 when only its area is wanted */
  constructor(gaugeLimits: readonly number[], slots: number, clock: Float64Array) {
    this.#clock = clock;
    const gauges = gaugeLimits.length;
    this.gaugeValue = new Int32Array(gauges);
    this.gaugeArea = new Float64Array(gauges);
    this.gaugeMax = new Int32Array(gauges);
    this.#gaugeSince = new Float64Array(gauges);
    this.#gaugeCells = new Int32Array(gauges);
    let cells = 0;
    for (const [gauge, limit] of gaugeLimits.entries()) {
      this.#gaugeCells[gauge] = limit < 0 ? -1 : cells;
      cells += limit < 0 ? 0 : cellsOfGauge(limit);
    }
    this.#cellHours = new Float64Array(cells);
    this.slotCount = new Float64Array(slots);
    this.slotSum = new Float64Array(slots);
    this.slotMax = new Float64Array(slots);
    this.#slotCells = new Int32Array(slots * SLOT_CELLS);
  }

  /** Everything at zero. */
  clear(): void {
    this.gaugeValue.fill(0);
    this.restart();
  }

  /** Forgets what was counted; gauges keep their values. */
  restart(): void {
    this.gaugeArea.fill(0);
    this.gaugeMax.set(this.gaugeValue);
    this.#gaugeSince.fill(this.#clock[0]);
    this.#cellHours.fill(0);
    this.slotCount.fill(0);
    this.slotSum.fill(0);
    this.slotMax.fill(0);
    this.#slotCells.fill(0);
  }

  move(gauge: number, by: number): void {
    const now = this.#clock[0];
    const value = this.gaugeValue[gauge];
    const hours = now - this.#gaugeSince[gauge];
    if (hours > 0) {
      this.gaugeArea[gauge] += value * hours;
      const cells = this.#gaugeCells[gauge];
      if (cells >= 0) this.#cellHours[cells + (value < FINE_VALUES ? value : coarseCell(value))] += hours;
      this.#gaugeSince[gauge] = now;
    }
    const next = value + by;
    this.gaugeValue[gauge] = next;
    if (next > this.gaugeMax[gauge]) this.gaugeMax[gauge] = next;
  }

  /** Brings all areas up to now. */
  settle(): void {
    for (let gauge = 0; gauge < this.gaugeValue.length; gauge++) this.move(gauge, 0);
  }

  record(slot: number, value: number): void {
    this.slotCount[slot]++;
    this.slotSum[slot] += value;
    if (value > this.slotMax[slot]) this.slotMax[slot] = value;
    double[0] = value;
    let cell = (words[HIGH_WORD] >>> CELL_SHIFT) - FIRST_CELL;
    if (cell < 0) cell = 0;
    else if (cell >= SLOT_CELLS) cell = SLOT_CELLS - 1;
    this.#slotCells[slot * SLOT_CELLS + cell]++;
  }

  /** The same as recording 0. */
  recordZero(slot: number): void {
    this.slotCount[slot]++;
    this.#slotCells[slot * SLOT_CELLS]++;
  }

  /** Adds the cells of a slot to those of other runs. */
  addSlotCells(slot: number, sums: Float64Array): void {
    const from = slot * SLOT_CELLS;
    for (let cell = 0; cell < SLOT_CELLS; cell++) sums[cell] += this.#slotCells[from + cell];
  }

  /** Adds the hours of each cell of a gauge to those of other runs. */
  addGaugeCells(gauge: number, sums: Float64Array): void {
    const from = this.#gaugeCells[gauge];
    if (from >= 0) for (let cell = 0; cell < sums.length; cell++) sums[cell] += this.#cellHours[from + cell];
  }
}

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
function cellStart(cell: number): number {
  if (cell <= 0) return 0;
  words[HIGH_WORD] = (cell + FIRST_CELL) << CELL_SHIFT;
  words[1 - HIGH_WORD] = 0;
  return double[0];
}

/** The least value that a gauge did not exceed during a share of the time. */
export function quantileOfGauge(hours: Float64Array, share: number): number {
  let total = 0;
  for (const each of hours) total += each;
  let left = share * total;
  if (total === 0) return 0;
  for (let cell = 0; cell < hours.length; cell++) {
    left -= hours[cell];
    // Rounding may leave a trace of time over.
    if (left <= 1e-12 * total) return cell < FINE_VALUES ? cell : coarseStart(cell - FINE_VALUES);
  }
  return hours.length - 1;
}

function coarseStart(cell: number): number {
  const exponent = 9 + (cell >> 3);
  return (8 + (cell & 7)) << (exponent - 3);
}
