// Small programs whose answers are worked out by hand, duals against finite differences, and clashes that must be named.

import { describe, expect, it } from "vitest";
import { type LinearProgram, loadLpSolver } from "./lp-solver.ts";
import { stream } from "./random.ts";

const { POSITIVE_INFINITY: INF, NEGATIVE_INFINITY: NEG } = Number;

/** Rows as lists of coefficients, so that a program reads as it is written on paper. */
function program(
  sense: "min" | "max",
  cost: number[],
  rows: { a: number[]; lower?: number; upper?: number }[],
  bounds: { lower?: number[]; upper?: number[] } = {},
): LinearProgram {
  const starts = [0];
  const rowsOf: number[] = [];
  const values: number[] = [];
  cost.forEach((_, j) => {
    rows.forEach(({ a }, i) => {
      if (a[j] !== 0) {
        rowsOf.push(i);
        values.push(a[j]);
      }
    });
    starts.push(rowsOf.length);
  });
  return {
    sense,
    cost: Float64Array.from(cost),
    lower: Float64Array.from(bounds.lower ?? cost.map(() => 0)),
    upper: Float64Array.from(bounds.upper ?? cost.map(() => INF)),
    rowLower: Float64Array.from(rows.map(({ lower }) => lower ?? NEG)),
    rowUpper: Float64Array.from(rows.map(({ upper }) => upper ?? INF)),
    starts: Int32Array.from(starts),
    rows: Int32Array.from(rowsOf),
    values: Float64Array.from(values),
  };
}

const solver = await loadLpSolver();

describe("solve", () => {
  it("max 3x + 2y, x + y ≤ 4, 2x ≤ 6: (3, 1), value 11, duals 2 and 1/2", () => {
    const found = solver.solve(
      program(
        "max",
        [3, 2],
        [
          { a: [1, 1], upper: 4 },
          { a: [2, 0], upper: 6 },
        ],
      ),
    );
    expect(found.status).toBe("optimal");
    expect(found.objective).toBeCloseTo(11, 12);
    expect([...found.primal]).toEqual([3, 1]);
    expect([...found.rowDual]).toEqual([2, 0.5]);
    expect([...found.rowActivity]).toEqual([4, 6]);
  });

  it("min 2x + 3y, x + y ≥ 5, x ≤ 3: (3, 2), value 12; one more of the demand costs 3, one more of x saves 1", () => {
    const found = solver.solve(program("min", [2, 3], [{ a: [1, 1], lower: 5 }], { upper: [3, INF] }));
    expect(found.objective).toBeCloseTo(12, 12);
    expect(found.rowDual[0]).toBeCloseTo(3, 12);
    expect(found.reducedCost[0]).toBeCloseTo(-1, 12);
  });

  it("tells infeasible from unbounded", () => {
    expect(solver.solve(program("min", [1], [{ a: [1], lower: 3 }], { upper: [2] })).status).toBe("infeasible");
    expect(solver.solve(program("max", [1, 0], [{ a: [1, -1], upper: 1 }])).status).toBe("unbounded");
  });

  it("ends at its limit of iterations and says so", () => {
    const random = stream(4, "limit");
    const rows = Array.from({ length: 30 }, () => ({ a: Array.from({ length: 30 }, random), upper: 1 }));
    const large = program("max", Array.from({ length: 30 }, random), rows);
    const found = solver.solve(large, { method: "simplex", presolve: false, maxIterations: 1 });
    expect(found.status).toBe("limit");
    expect(found.objective).toBeNaN();
  });

  it("duals are the differences they say they are, and the same program gives the same bits", () => {
    const seed = 20251129;
    const random = stream(seed, "duals");
    for (let run = 0; run < 20; run++) {
      const cost = Array.from({ length: 6 }, () => 1 + random());
      const rows = Array.from({ length: 4 }, () => ({ a: Array.from({ length: 6 }, random), upper: 5 + 5 * random() }));
      const base = solver.solve(program("max", cost, rows));
      expect(solver.solve(program("max", cost, rows))).toEqual(base);
      rows.forEach((row, i) => {
        const step = 1e-4;
        const more = rows.map((other) => (other === row ? { ...row, upper: row.upper + step } : other));
        const gain = (solver.solve(program("max", cost, more)).objective - base.objective) / step;
        expect(gain, `seed ${seed}, run ${run}, row ${i}`).toBeCloseTo(base.rowDual[i], 5);
      });
    }
  });
});

describe("a kept program", () => {
  it("answers changed costs, bounds and new columns as a fresh one does", () => {
    const kept = solver.keep(program("max", [3, 2], [{ a: [1, 1], upper: 4 }], { upper: [3, INF] }));
    expect(kept.solve().objective).toBeCloseTo(11, 12);
    kept.setRowBounds(Int32Array.of(0), Float64Array.of(NEG), Float64Array.of(5));
    expect(kept.solve().objective).toBeCloseTo(13, 12);
    kept.setColumnBounds(Int32Array.of(0), Float64Array.of(0), Float64Array.of(1));
    expect(kept.solve().objective).toBeCloseTo(11, 12);
    kept.setCosts(Int32Array.of(1), Float64Array.of(4));
    expect(kept.solve().objective).toBeCloseTo(20, 12);
    kept.addColumns({
      cost: Float64Array.of(10),
      lower: Float64Array.of(0),
      upper: Float64Array.of(2),
      starts: Int32Array.of(0, 1),
      rows: Int32Array.of(0),
      values: Float64Array.of(1),
    });
    const last = kept.solve();
    expect(last.objective).toBeCloseTo(2 * 10 + 3 * 4, 12);
    expect(last.primal).toHaveLength(3);
    kept.dispose();
  });
});

describe("explain", () => {
  it("names the rows and bounds that clash, and no other", () => {
    const clash = program(
      "min",
      [0, 0],
      [
        { a: [1, 0], lower: 3 },
        { a: [0, 1], upper: 6 },
        { a: [1, 0], upper: 2 },
        { a: [1, 1], upper: 90 },
      ],
    );
    expect(solver.explain(clash)).toEqual({
      rows: [
        { row: 0, bound: "lower" },
        { row: 2, bound: "upper" },
      ],
      columns: [],
    });
    const byColumn = program("min", [0, 0], [{ a: [1, 1], lower: 7 }], { upper: [1, 5] });
    expect(solver.explain(byColumn)).toEqual({
      rows: [{ row: 0, bound: "lower" }],
      columns: [
        { column: 0, bound: "upper" },
        { column: 1, bound: "upper" },
      ],
    });
  });

  it("names nothing where nothing clashes", () => {
    expect(solver.explain(program("min", [1], [{ a: [1], lower: 1 }]))).toEqual({ rows: [], columns: [] });
  });
});
