// The step of a Newton method whose unknowns have bounds: find d between `least` and `most` with
//   (right − A d)_i = 0 where d_i is between its bounds, ≤ 0 at the lower, ≥ 0 at the upper one.
// For a symmetric positive definite A this is the maximum of right·d − ½ d·A d in a box. Primal–dual active sets
// (Hintermüller, Ito & Kunisch 2002): guess who is at which bound, solve for the others, guess again; ends in a few rounds.

import { solveDense } from "../../../lib/solve-dense.ts";

const MAX_ROUNDS = 30;

/** Solves; after MAX_ROUNDS the last guess stands. Undefined when some system is singular. */
export function solveBoxed(
  matrix: Float64Array,
  right: Float64Array,
  least: Float64Array,
  most: Float64Array,
): Float64Array | undefined {
  const size = right.length;
  const step = new Float64Array(size);
  // −1 at the lower bound, 1 at the upper one, 0 between.
  const bound = new Int8Array(size);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (!solveBetween(matrix, right, least, most, bound, step)) return undefined;
    let changed = false;
    for (let i = 0; i < size; i++) {
      let next = 0;
      if (bound[i] === 0) next = step[i] < least[i] ? -1 : step[i] > most[i] ? 1 : 0;
      else {
        let pull = right[i];
        for (let j = 0; j < size; j++) pull -= matrix[i * size + j] * step[j];
        next = bound[i] < 0 ? (pull > 0 ? 0 : -1) : pull < 0 ? 0 : 1;
      }
      if (next !== bound[i]) {
        bound[i] = next;
        changed = true;
      }
    }
    if (!changed) break;
  }
  for (let i = 0; i < size; i++) step[i] = Math.min(Math.max(step[i], least[i]), most[i]);
  return step;
}

/** Solves for the unknowns between their bounds, the others at theirs. */
function solveBetween(
  matrix: Float64Array,
  right: Float64Array,
  least: Float64Array,
  most: Float64Array,
  bound: Int8Array,
  step: Float64Array,
): boolean {
  const size = right.length;
  const between: number[] = [];
  for (let i = 0; i < size; i++) {
    if (bound[i] === 0) between.push(i);
    else step[i] = bound[i] < 0 ? least[i] : most[i];
  }
  const count = between.length;
  const part = new Float64Array(count * count);
  const value = new Float64Array(count);
  for (let a = 0; a < count; a++) {
    const at = between[a] * size;
    value[a] = right[between[a]];
    for (let j = 0; j < size; j++) if (bound[j] !== 0) value[a] -= matrix[at + j] * step[j];
    for (let b = 0; b < count; b++) part[a * count + b] = matrix[at + between[b]];
  }
  if (!solveDense(part, value, count)) return false;
  for (let a = 0; a < count; a++) step[between[a]] = value[a];
  return true;
}
