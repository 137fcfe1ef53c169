// Which table of demand is nearest to a first guess and to published totals? Generalised least squares (Cascetta 1984):
// min (x − x0)ᵀ W⁻¹ (x − x0) + (v − A x)ᵀ S⁻¹ (v − A x), x ≥ 0; and what the totals say of each cell at all.
// Not covered: totals that depend on the demand through congestion (A is given).

import { choleskyOf, invertCholesky, solveCholesky } from "../../lib/cholesky.ts";
import { nonnegativeMinimum } from "../../lib/nonnegative-minimum.ts";

export interface CountsProblem {
  /** First guess by cell, above 0. */
  readonly prior: Float64Array;
  /** Covariance of the first guess, cells × cells, positive definite. */
  readonly covariance: Float64Array;
  /** Counts × cells: how much of a cell a count sees, in the count's unit. */
  readonly seen: Float64Array;
  readonly counts: Float64Array;
  /** Standard errors of the counts, independent of each other, above 0. */
  readonly errors: Float64Array;
}

export interface CountsEstimate {
  readonly x: Float64Array;
  /** A x, and A x0. */
  readonly fitted: Float64Array;
  readonly priorFitted: Float64Array;
  /** Standard errors after, and before, the counts; those of cells at 0 are of the problem without x ≥ 0. */
  readonly standardError: Float64Array;
  readonly priorError: Float64Array;
  /** Posterior over prior variance by cell: 1 where the counts say nothing. */
  readonly varianceRatio: Float64Array;
  /** Directions of demand that the counts see, and that they do not. */
  readonly rank: number;
  readonly nullity: number;
  /** Violation of the conditions of the minimum. */
  readonly kkt: number;
  /** The minimum itself: sum of squares of guesses and of counts, each over its variance. */
  readonly priorLoss: number;
  readonly countLoss: number;
}

/**
 * Estimates. Cells are scaled by their first guess inside, so that large and small ones are solved alike.
 * @throws RangeError when sizes do not agree or the covariance is not positive definite
 */
export function demandFromCounts(problem: CountsProblem): CountsEstimate {
  const { prior, covariance, seen, counts, errors } = problem;
  const size = prior.length;
  const many = counts.length;
  if (covariance.length !== size * size || seen.length !== many * size || errors.length !== many)
    throw new RangeError("sizes of prior, covariance, counts and what they see do not agree");
  const scaled = covariance.map((value, i) => value / (prior[Math.floor(i / size)] * prior[i % size]));
  const a = seen.map((value, i) => (value * prior[i % size]) / errors[Math.floor(i / size)]);
  const v = counts.map((value, i) => value / errors[i]);
  const precision = invertCholesky(choleskyOf(scaled, size), size);
  const hessian = Float64Array.from(precision);
  const linear = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      linear[i] += precision[i * size + j];
      for (let count = 0; count < many; count++) hessian[i * size + j] += a[count * size + i] * a[count * size + j];
    }
    for (let count = 0; count < many; count++) linear[i] += a[count * size + i] * v[count];
  }
  const { x: factor, kkt } = nonnegativeMinimum(hessian, linear);
  const posterior = invertCholesky(choleskyOf(hessian, size), size);
  const x = factor.map((value, i) => value * prior[i]);
  const fitted = times(seen, x, many);
  const rank = rankOf(a, many, size);
  const deviation = factor.map((value) => value - 1);
  const weighted = solveCholesky(choleskyOf(scaled, size), deviation, size);
  return {
    x,
    fitted,
    priorFitted: times(seen, prior, many),
    standardError: prior.map((value, i) => value * Math.sqrt(posterior[i * size + i])),
    priorError: prior.map((_, i) => Math.sqrt(covariance[i * size + i])),
    varianceRatio: prior.map((_, i) => posterior[i * size + i] / scaled[i * size + i]),
    rank,
    nullity: size - rank,
    kkt,
    priorLoss: deviation.reduce((sum, value, i) => sum + value * weighted[i], 0),
    countLoss: fitted.reduce((sum, value, i) => sum + squareOf((counts[i] - value) / errors[i]), 0),
  };
}

const squareOf = (value: number): number => value * value;

function times(matrix: Float64Array, x: Float64Array, rows: number): Float64Array {
  const size = x.length;
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += matrix[row * size + column] * x[column];
    return sum;
  });
}

/** Rank by elimination with the largest pivot of all; pivots below 1e-9 of the largest entry count as 0. */
function rankOf(matrix: Float64Array, rows: number, columns: number): number {
  const m = Float64Array.from(matrix);
  const limit = 1e-9 * m.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let rank = 0;
  for (; rank < Math.min(rows, columns); rank++) {
    let pivot = -1;
    for (let i = rank * columns; i < m.length; i++) {
      if (i % columns < rank) continue;
      if (pivot < 0 || Math.abs(m[i]) > Math.abs(m[pivot])) pivot = i;
    }
    if (pivot < 0 || Math.abs(m[pivot]) <= limit) break;
    swap(m, rows, columns, rank, pivot);
    for (let row = rank + 1; row < rows; row++) {
      const times = m[row * columns + rank] / m[rank * columns + rank];
      for (let column = rank; column < columns; column++)
        m[row * columns + column] -= times * m[rank * columns + column];
    }
  }
  return rank;
}

/** Brings the pivot to the diagonal. */
function swap(m: Float64Array, rows: number, columns: number, rank: number, pivot: number): void {
  const [pivotRow, pivotColumn] = [Math.floor(pivot / columns), pivot % columns];
  for (let column = 0; column < columns; column++) {
    const kept = m[rank * columns + column];
    m[rank * columns + column] = m[pivotRow * columns + column];
    m[pivotRow * columns + column] = kept;
  }
  for (let row = 0; row < rows; row++) {
    const kept = m[row * columns + rank];
    m[row * columns + rank] = m[row * columns + pivotColumn];
    m[row * columns + pivotColumn] = kept;
  }
}
