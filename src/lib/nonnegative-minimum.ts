// Which x ≥ 0 makes ½ xᵀ H x − cᵀ x least, H positive definite? The active-set method of Lawson and Hanson (1974) on the
// normal equations, begun with all unknowns free, with the Karush–Kuhn–Tucker conditions as certificate. Dense, a few hundred unknowns.

import { choleskyOf, solveCholesky } from "./cholesky.ts";

export interface NonnegativeMinimum {
  readonly x: Float64Array;
  /** H x − c: at least 0 where x is 0, 0 elsewhere. */
  readonly gradient: Float64Array;
  /** Largest violation of the conditions: max(−gradient where x = 0, |gradient| where x > 0), over max(|c|, 1). */
  readonly kkt: number;
  readonly iterations: number;
}

/**
 * Minimises.
 * @param hessian size × size, row by row, symmetric positive definite
 * @throws RangeError when it is not
 */
export function nonnegativeMinimum(hessian: Float64Array, linear: Float64Array): NonnegativeMinimum {
  const size = linear.length;
  // All are free at first and leave on the way to the minimum: with terms of very different weight, gradients at 0 could no
  // longer tell who should enter.
  const free = new Uint8Array(size).fill(1);
  let x: Float64Array = settle(hessian, linear, new Float64Array(size).fill(1), free);
  const scale = linear.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  let iterations = 0;
  for (; iterations < 10 * size + 10; iterations++) {
    const gradient = gradientOf(hessian, linear, x);
    let entering = -1;
    for (let i = 0; i < size; i++)
      if (free[i] === 0 && gradient[i] < -1e-12 * scale && (entering < 0 || gradient[i] < gradient[entering]))
        entering = i;
    if (entering < 0) break;
    free[entering] = 1;
    x = settle(hessian, linear, x, free);
  }
  const gradient = gradientOf(hessian, linear, x);
  let worst = 0;
  for (let i = 0; i < size; i++) worst = Math.max(worst, free[i] === 1 ? Math.abs(gradient[i]) : -gradient[i]);
  return { x, gradient, kkt: worst / scale, iterations };
}

/** Goes to the minimum over the free unknowns; one that would turn negative on the way stays at 0. */
function settle(hessian: Float64Array, linear: Float64Array, start: Float64Array, free: Uint8Array): Float64Array {
  let x = start;
  for (;;) {
    const index = [...free.keys()].filter((i) => free[i] === 1);
    const target = minimumOver(hessian, linear, index);
    let step = 1;
    let leaving = -1;
    index.forEach((i, k) => {
      if (target[k] > 0) return;
      const reach = x[i] / (x[i] - target[k]);
      if (reach < step || (leaving < 0 && reach <= step)) {
        step = reach;
        leaving = i;
      }
    });
    const moved = new Float64Array(x.length);
    index.forEach((i, k) => {
      moved[i] = leaving < 0 ? target[k] : x[i] + step * (target[k] - x[i]);
    });
    x = moved;
    if (leaving < 0) return x;
    free[leaving] = 0;
    x[leaving] = 0;
  }
}

function minimumOver(hessian: Float64Array, linear: Float64Array, index: readonly number[]): Float64Array {
  const size = linear.length;
  const part = new Float64Array(index.length * index.length);
  index.forEach((i, row) => {
    index.forEach((j, column) => {
      part[row * index.length + column] = hessian[i * size + j];
    });
  });
  const right = Float64Array.from(index, (i) => linear[i]);
  return solveCholesky(choleskyOf(part, index.length), right, index.length);
}

function gradientOf(hessian: Float64Array, linear: Float64Array, x: Float64Array): Float64Array {
  const size = linear.length;
  const gradient = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = -linear[row];
    for (let column = 0; column < size; column++) sum += hessian[row * size + column] * x[column];
    gradient[row] = sum;
  }
  return gradient;
}
