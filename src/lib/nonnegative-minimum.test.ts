import { expect, test } from "vitest";
import { choleskyOf, invertCholesky, solveCholesky } from "./cholesky.ts";
import { nonnegativeMinimum } from "./nonnegative-minimum.ts";
import { stream } from "./random.ts";

test("Cholesky's factor, solution and inverse of a matrix by hand", () => {
  const matrix = [4, 2, 2, 5];
  const factor = choleskyOf(matrix, 2);
  expect([...factor]).toEqual([2, 0, 1, 2]);
  expect([...solveCholesky(factor, [8, 12], 2)]).toEqual([1, 2]);
  expect([...invertCholesky(factor, 2)].map((value) => value * 16)).toEqual([5, -2, -2, 4]);
  expect(() => choleskyOf([1, 2, 2, 1], 2)).toThrow("not positive definite");
});

test("a minimum inside stays, one outside goes to the edge", () => {
  expect([...nonnegativeMinimum(Float64Array.of(4, 2, 2, 5), Float64Array.of(8, 12)).x]).toEqual([1, 2]);
  // Free minimum (3, −1): at the edge x2 = 0, x1 = 5/2.
  const { x, gradient } = nonnegativeMinimum(Float64Array.of(2, 1, 1, 1), Float64Array.of(5, 2));
  expect(x[0]).toBeCloseTo(2.5, 12);
  expect(x[1]).toBe(0);
  expect(gradient[1]).toBeCloseTo(0.5, 12);
});

test("random problems have the value of the best of all sets of free unknowns", () => {
  const seed = 20_241_126;
  const random = stream(seed, "nonnegative minimum");
  for (let round = 0; round < 200; round++) {
    const size = 1 + Math.floor(random() * 5);
    const root = Float64Array.from({ length: size * size }, () => random() - 0.5);
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        for (let k = 0; k < size; k++) hessian[i * size + j] += root[k * size + i] * root[k * size + j];
        if (i === j) hessian[i * size + j] += 0.05;
      }
    const linear = Float64Array.from({ length: size }, () => random() - 0.4);
    const { x, kkt } = nonnegativeMinimum(hessian, linear);
    expect(kkt, `seed ${seed}, round ${round}`).toBeLessThan(1e-10);
    expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
    expect(valueAt(hessian, linear, x)).toBeCloseTo(bestOfAllSets(hessian, linear), 9);
  }
});

function valueAt(hessian: Float64Array, linear: Float64Array, x: Float64Array): number {
  let value = 0;
  x.forEach((xi, i) => {
    value -= linear[i] * xi;
    x.forEach((xj, j) => {
      value += 0.5 * hessian[i * x.length + j] * xi * xj;
    });
  });
  return value;
}

/** Every set of free unknowns, and the least value among those whose solution is not negative. */
function bestOfAllSets(hessian: Float64Array, linear: Float64Array): number {
  const size = linear.length;
  let best = 0;
  for (let set = 1; set < 1 << size; set++) {
    const index = [...linear.keys()].filter((i) => (set & (1 << i)) !== 0);
    const part = index.flatMap((i) => index.map((j) => hessian[i * size + j]));
    const solved = solveCholesky(
      choleskyOf(part, index.length),
      index.map((i) => linear[i]),
      index.length,
    );
    if (solved.some((value) => value < 0)) continue;
    const x = new Float64Array(size);
    index.forEach((i, k) => {
      x[i] = solved[k];
    });
    best = Math.min(best, valueAt(hessian, linear, x));
  }
  return best;
}
