// A few hundred linear equations at once: Gaussian elimination with the largest pivot of each column (partial pivoting).
// Not for large or sparse systems, and it says nothing of conditioning.

/**
 * Solves `matrix · x = right` in place: `matrix` (row-major, size × size) is used up, `right` becomes x.
 * @returns false when a column has no pivot at all
 */
export function solveDense(matrix: Float64Array, right: Float64Array, size: number): boolean {
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(matrix[row * size + column]) > Math.abs(matrix[pivot * size + column])) pivot = row;
    }
    const top = matrix[pivot * size + column];
    if (top === 0 || !Number.isFinite(top)) return false;
    if (pivot !== column) swapRows(matrix, right, size, pivot, column);
    const base = column * size;
    for (let row = column + 1; row < size; row++) {
      const at = row * size;
      const factor = matrix[at + column] / top;
      if (factor === 0) continue;
      for (let k = column + 1; k < size; k++) matrix[at + k] -= factor * matrix[base + k];
      right[row] -= factor * right[column];
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    let value = right[row];
    for (let k = row + 1; k < size; k++) value -= matrix[row * size + k] * right[k];
    right[row] = value / matrix[row * size + row];
  }
  return true;
}

function swapRows(matrix: Float64Array, right: Float64Array, size: number, a: number, b: number): void {
  for (let k = 0; k < size; k++) {
    const kept = matrix[a * size + k];
    matrix[a * size + k] = matrix[b * size + k];
    matrix[b * size + k] = kept;
  }
  const kept = right[a];
  right[a] = right[b];
  right[b] = kept;
}
