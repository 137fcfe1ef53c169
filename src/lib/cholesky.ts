// Symmetric positive definite systems by Cholesky's method, dense and small (a few hundred unknowns). Not for sparse or
// indefinite matrices.

/**
 * The lower factor L with L Lᵀ = matrix, row by row.
 * @throws RangeError when the matrix is not positive definite
 */
export function choleskyOf(matrix: ArrayLike<number>, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column];
      for (let k = 0; k < column; k++) sum -= factor[row * size + k] * factor[column * size + k];
      if (row !== column) factor[row * size + column] = sum / factor[column * size + column];
      else if (sum > 0) factor[row * size + row] = Math.sqrt(sum);
      else throw new RangeError(`row ${row} makes the matrix not positive definite`);
    }
  }
  return factor;
}

/** Solves L Lᵀ x = right; the factor is that of `choleskyOf`. */
export function solveCholesky(factor: ArrayLike<number>, right: ArrayLike<number>, size: number): Float64Array {
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) x[row] -= factor[row * size + k] * x[k];
    x[row] /= factor[row * size + row];
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) x[row] -= factor[k * size + row] * x[k];
    x[row] /= factor[row * size + row];
  }
  return x;
}

/** The inverse of the factored matrix. */
export function invertCholesky(factor: ArrayLike<number>, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    unit.fill(0);
    unit[column] = 1;
    const x = solveCholesky(factor, unit, size);
    for (let row = 0; row < size; row++) inverse[row * size + column] = x[row];
  }
  return inverse;
}
