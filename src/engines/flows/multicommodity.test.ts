import { describe, expect, test } from "vitest";
import { type LpSolver, loadLpSolver } from "../../lib/lp-solver.ts";
import { stream } from "../../lib/random.ts";
import { solveArcModel } from "./arc-model.ts";
import { checkMulticommodity } from "./check-flow.ts";
import { goodsInstance } from "./instances.ts";
import { type MulticommodityProblem, multicommodityFlow } from "./multicommodity.ts";

const solver: LpSolver = await loadLpSolver();

function solveChecked(problem: MulticommodityProblem, name: string) {
  const result = multicommodityFlow(problem, solver);
  expect(checkMulticommodity(problem, result), name).toEqual([]);
  return result;
}

/** Two goods over one narrow arc, and a way round for each. */
const NARROW: MulticommodityProblem = {
  nodeCount: 4,
  tail: Int32Array.of(0, 1, 0, 1, 2),
  head: Int32Array.of(2, 2, 3, 3, 3),
  cost: Float64Array.of(1, 1, 9, 6, 1),
  capacity: Float64Array.of(50, 50, 50, 50, 10),
  origin: Int32Array.of(0, 1),
  destination: Int32Array.of(3, 3),
  demand: Float64Array.of(8, 7),
};

describe("multicommodityFlow", () => {
  test("by hand: who has the dearer way round gets the narrow arc, and its price is what the other saves there", () => {
    const result = solveChecked(NARROW, "by hand");
    expect(result.status).toBe("ok");
    if (result.status !== "ok") return;
    // 8 and 2 over the narrow arc at 2, 5 round at 6.
    expect(result.cost).toBeCloseTo(10 * 2 + 5 * 6, 9);
    expect(result.arcPrice[4]).toBeCloseTo(6 - 2, 9);
    expect(result.goodPrice[0]).toBeCloseTo(6, 9);
    expect(result.arcFlow[4]).toBeCloseTo(10, 9);
  });

  test("the same cost as the model over arcs and goods on 60 random instances; the same ones are infeasible", () => {
    let infeasible = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = stream(seed, "test/goods");
      const problem = goodsInstance(seed, 5 + (seed % 8), 30, 1 + (seed % 12), 0.5 + 3 * random());
      const result = solveChecked(problem, `seed ${seed}`);
      const truth = solveArcModel(problem, solver);
      expect(result.status === "ok", `seed ${seed}`).toBe(truth !== undefined);
      if (result.status === "ok" && truth !== undefined) expect(result.cost / truth, `seed ${seed}`).toBeCloseTo(1, 7);
      infeasible += result.status === "infeasible" ? 1 : 0;
    }
    expect(infeasible).toBeGreaterThan(5);
    expect(infeasible).toBeLessThan(55);
  });

  test("what is not worth its way is not carried, as in the model over arcs", () => {
    for (let seed = 1; seed <= 30; seed++) {
      const free = goodsInstance(seed, 8, 24, 10, 1);
      const problem = { ...free, penalty: free.demand.map((amount) => 20 * amount) };
      const result = solveChecked(problem, `seed ${seed}`);
      expect(result.status, `seed ${seed}`).toBe("ok");
      if (result.status === "ok")
        expect(result.cost / (solveArcModel(problem, solver) ?? 0), `seed ${seed}`).toBeCloseTo(1, 7);
    }
  });

  test("prices are what one more unit of capacity saves, where the optimum is not degenerate", () => {
    const more = { ...NARROW, capacity: NARROW.capacity.map((capacity, arc) => capacity + (arc === 4 ? 0.5 : 0)) };
    const [before, after] = [NARROW, more].map((problem) => solveChecked(problem, "price"));
    if (before.status !== "ok" || after.status !== "ok") throw new Error("expected optima");
    expect(before.cost - after.cost).toBeCloseTo(0.5 * before.arcPrice[4], 9);
  });

  test("too much demand: tolls prove how much cannot be carried at least", () => {
    const problem = { ...NARROW, capacity: Float64Array.of(50, 50, 0, 0, 10) };
    const result = solveChecked(problem, "infeasible");
    expect(result).toMatchObject({ status: "infeasible" });
    if (result.status !== "infeasible") return;
    // What the tolls prove lies a little below what is left, because ways cost something beside the tolls.
    expect(result.shortfall).toBeLessThanOrEqual(5 + 1e-9);
    expect(result.shortfall).toBeGreaterThan(4.9);
    expect(result.unserved[0] + result.unserved[1]).toBeCloseTo(5, 9);
  });

  test("100 nodes, 500 arcs, 200 goods: certified, twice to the same bit", () => {
    const problem = goodsInstance(1, 100, 500, 200, 3);
    const first = solveChecked(problem, "large");
    const second = multicommodityFlow(problem, solver);
    expect(first.status).toBe("ok");
    expect(second).toEqual(first);
    if (first.status === "ok") expect(first.relativeGap).toBeLessThan(1e-9);
  });

  test("no goods, goods of zero, arcs without capacity", () => {
    const none = { ...NARROW, origin: new Int32Array(0), destination: new Int32Array(0), demand: new Float64Array(0) };
    expect(solveChecked(none, "none")).toMatchObject({ status: "ok", cost: 0 });
    expect(solveChecked({ ...NARROW, demand: Float64Array.of(0, 0) }, "zero")).toMatchObject({ status: "ok", cost: 0 });
    const free = { ...NARROW, capacity: NARROW.capacity.map(() => Number.POSITIVE_INFINITY) };
    expect(solveChecked(free, "free")).toMatchObject({ status: "ok", cost: 30 });
  });

  test("bad numbers are refused", () => {
    expect(() => multicommodityFlow({ ...NARROW, cost: Float64Array.of(1, 1, -9, 6, 1) }, solver)).toThrow("cost 2");
    expect(() => multicommodityFlow({ ...NARROW, destination: Int32Array.of(3, 1) }, solver)).toThrow(
      "begins where it ends",
    );
  });
});
