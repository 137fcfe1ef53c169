// The certificate proves an optimum and does not prove what is none.

import { expect, it } from "vitest";
import { certify } from "./lp-certificate.ts";
import { type LinearProgram, loadLpSolver } from "./lp-solver.ts";

const solver = await loadLpSolver();
/** max 3x + 2y, x + y ≤ 4, 2x ≤ 6, y ≥ 1/2: (3, 1), value 11. */
const program: LinearProgram = {
  sense: "max",
  cost: Float64Array.of(3, 2),
  lower: Float64Array.of(0, 0.5),
  upper: Float64Array.of(Number.POSITIVE_INFINITY, 9),
  rowLower: Float64Array.of(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY),
  rowUpper: Float64Array.of(4, 6),
  starts: Int32Array.of(0, 2, 3),
  rows: Int32Array.of(0, 1, 0),
  values: Float64Array.of(1, 2, 1),
};

it("an optimum has no gap, in either sense", () => {
  const found = certify(program, solver.solve(program));
  expect(found.gap).toBeLessThan(1e-12);
  expect(found.primalViolation).toBe(0);
  expect(found.dualViolation).toBe(0);
  const least: LinearProgram = { ...program, sense: "min", cost: program.cost.map((c) => -c) };
  expect(certify(least, solver.solve(least)).gap).toBeLessThan(1e-12);
});

it("a feasible point that is no optimum has a gap, one outside is seen, and so are multipliers that prove nothing", () => {
  const optimum = solver.solve(program);
  expect(certify(program, { ...optimum, primal: Float64Array.of(2, 1) }).gap).toBeCloseTo(3 / 8, 12);
  expect(certify(program, { ...optimum, primal: Float64Array.of(4, 1) }).primalViolation).toBeGreaterThan(0.2);
  expect(certify(program, { ...optimum, rowDual: Float64Array.of(0, 0) }).dualViolation).toBeGreaterThan(1);
});
