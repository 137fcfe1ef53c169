// Which table is nearest to a seed and has given row and column totals? Iterated proportional fitting (RAS): it minimises
// the sum of x ln(x / seed) and keeps the seed's odds ratios. Not covered: more than two dimensions.

export interface Fitted {
  /** Row by row. */
  readonly table: Float64Array;
  readonly sweeps: number;
  /** Largest |row or column sum − total| relative to the grand total. */
  readonly residual: number;
}

/**
 * Fits a table.
 * @param seed rows × columns, row by row; zeros stay zeros
 * @param rowTotals their sum must be that of `columnTotals` to 1e-9
 * @throws RangeError when sizes or totals do not agree, or a total above 0 has no seed that could carry it
 */
export function fitTable(
  seed: ArrayLike<number>,
  rowTotals: ArrayLike<number>,
  columnTotals: ArrayLike<number>,
  tolerance = 1e-12,
): Fitted {
  const rows = rowTotals.length;
  const columns = columnTotals.length;
  if (seed.length !== rows * columns) throw new RangeError(`the seed has ${seed.length} cells, not ${rows * columns}`);
  const total = sumOf(rowTotals);
  const other = sumOf(columnTotals);
  if (Math.abs(total - other) > 1e-9 * Math.max(total, other, 1e-300))
    throw new RangeError(`the rows add up to ${total}, the columns to ${other}`);
  const table = Float64Array.from(seed);
  let sweeps = 0;
  let residual = Number.POSITIVE_INFINITY;
  while (residual > tolerance && sweeps < 10_000) {
    sweeps++;
    scale(table, rows, columns, rowTotals, true);
    scale(table, rows, columns, columnTotals, false);
    const before = residual;
    residual = worst(table, rows, columns, rowTotals) / Math.max(total, 1e-300);
    // No progress any more: rounding, or totals that this pattern of zeros cannot meet.
    if (sweeps > 1_000 && residual >= before) break;
  }
  if (residual > 1e-6) throw new RangeError("these totals cannot be met with the zeros of the seed");
  return { table, sweeps, residual };
}

function scale(table: Float64Array, rows: number, columns: number, totals: ArrayLike<number>, byRow: boolean): void {
  const lines = byRow ? rows : columns;
  const along = byRow ? columns : rows;
  for (let line = 0; line < lines; line++) {
    let sum = 0;
    for (let k = 0; k < along; k++) sum += table[byRow ? line * columns + k : k * columns + line];
    if (sum === 0) {
      if (totals[line] > 0) throw new RangeError(`${byRow ? "row" : "column"} ${line} has a total and no seed`);
      continue;
    }
    const factor = totals[line] / sum;
    for (let k = 0; k < along; k++) table[byRow ? line * columns + k : k * columns + line] *= factor;
  }
}

function worst(table: Float64Array, rows: number, columns: number, totals: ArrayLike<number>): number {
  let most = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += table[row * columns + column];
    most = Math.max(most, Math.abs(sum - totals[row]));
  }
  return most;
}

function sumOf(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
  return sum;
}
