import { describe, expect, test } from "vitest";
import { loadLpSolver } from "../../lib/lp-solver.ts";
import { stream } from "../../lib/random.ts";
import { checkMinCostFlow } from "./check-flow.ts";
import { transportInstance } from "./instances.ts";
import { type MinCostFlow, type MinCostProblem, minCostFlow } from "./min-cost-flow.ts";
import { successivePaths } from "./successive-paths.ts";

const problemOf = (
  supply: readonly number[],
  arcs: readonly (readonly [number, number, number, number, number?])[],
): MinCostProblem => ({
  nodeCount: supply.length,
  supply: Float64Array.from(supply),
  tail: Int32Array.from(arcs, ([tail]) => tail),
  head: Int32Array.from(arcs, ([, head]) => head),
  cost: Float64Array.from(arcs, ([, , cost]) => cost),
  capacity: Float64Array.from(arcs, ([, , , capacity]) => capacity),
  lower: Float64Array.from(arcs, ([, , , , lower]) => lower ?? 0),
});

/** Small and often infeasible: some capacities are zero, some arcs join a node with itself, some costs are zero. */
function anyProblem(seed: number, isNegative = false): MinCostProblem {
  const random = stream(seed, "test/min-cost");
  const below = (n: number) => Math.floor(random() * n);
  const nodes = 2 + below(7);
  const supply = new Float64Array(nodes);
  for (let i = below(4); i >= 0; i--) {
    const amount = below(6);
    supply[below(nodes)] += amount;
    supply[below(nodes)] -= amount;
  }
  const arcs = 1 + below(24);
  return {
    nodeCount: nodes,
    supply,
    tail: Int32Array.from({ length: arcs }, () => below(nodes)),
    head: Int32Array.from({ length: arcs }, () => below(nodes)),
    cost: Float64Array.from({ length: arcs }, () => below(12) - (isNegative ? 4 : 0)),
    capacity: Float64Array.from({ length: arcs }, () => below(8)),
  };
}

function solveChecked(problem: MinCostProblem, name: string): MinCostFlow {
  const result = minCostFlow(problem);
  expect(checkMinCostFlow(problem, result), name).toEqual([]);
  return result;
}

describe("minCostFlow", () => {
  test("two ways by hand: the cheap one first, and its price says what room on it is worth", () => {
    const result = solveChecked(
      problemOf(
        [100, -100],
        [
          [0, 1, 10, 60],
          [0, 1, 14, 80],
        ],
      ),
      "by hand",
    );
    expect(result).toMatchObject({ status: "ok", cost: 60 * 10 + 40 * 14, bound: 1160 });
    if (result.status !== "ok") return;
    expect([...result.flow]).toEqual([60, 40]);
    expect(result.price[1] - result.price[0]).toBe(14);
  });

  test("the same cost as successive shortest paths on 2,000 random problems; both find the same ones infeasible", () => {
    let infeasible = 0;
    for (let seed = 1; seed <= 2000; seed++) {
      const problem = anyProblem(seed);
      const result = solveChecked(problem, `seed ${seed}`);
      const cost = result.status === "ok" ? result.cost : undefined;
      expect(cost, `seed ${seed}`).toBe(successivePaths(problem));
      infeasible += result.status === "infeasible" ? 1 : 0;
    }
    expect(infeasible).toBeGreaterThan(100);
    expect(infeasible).toBeLessThan(1500);
  });

  test("the same cost as the linear solver with negative costs, lower bounds and fractions, on 500 random problems", async () => {
    const solver = await loadLpSolver();
    for (let seed = 1; seed <= 500; seed++) {
      const whole = anyProblem(seed, true);
      const random = stream(seed, "test/lower");
      const problem = {
        ...whole,
        lower: whole.capacity.map((capacity) => (random() < 0.2 ? Math.floor(random() * (capacity + 1)) : 0) / 3),
        capacity: whole.capacity.map((capacity) => capacity / 3),
        supply: whole.supply.map((amount) => amount / 3),
        cost: whole.cost.map((cost) => cost / 7),
      };
      const { tail, head } = problem;
      const result = solveChecked(problem, `seed ${seed}`);
      const solution = solver.solve({
        sense: "min",
        cost: problem.cost,
        lower: problem.lower,
        upper: problem.capacity,
        rowLower: problem.supply,
        rowUpper: problem.supply,
        starts: Int32Array.from({ length: tail.length + 1 }, (_, arc) =>
          [...tail.subarray(0, arc)].reduce((sum, node, i) => sum + (node === head[i] ? 0 : 2), 0),
        ),
        rows: Int32Array.from([...tail].flatMap((node, arc) => (node === head[arc] ? [] : [node, head[arc]]))),
        values: Float64Array.from([...tail].flatMap((node, arc) => (node === head[arc] ? [] : [1, -1]))),
      });
      expect(result.status === "ok", `seed ${seed}`).toBe(solution.status === "optimal");
      if (result.status === "ok") expect(result.cost, `seed ${seed}`).toBeCloseTo(solution.objective, 7);
    }
  });

  test("larger instances in the manner of NETGEN: certified, and whole flows for whole numbers", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const size = {
        nodes: 400,
        arcs: 1600,
        sources: 40,
        sinks: 60,
        supply: 40_000,
        costMax: 1000,
        capacityMax: 500,
        capacitatedShare: 0.8,
      };
      const problem = transportInstance(seed, size);
      const result = solveChecked(problem, `seed ${seed}`);
      expect(result.status, `seed ${seed}`).toBe("ok");
      if (result.status !== "ok") return;
      expect(result.cost).toBe(result.bound);
      expect(result.flow.every(Number.isInteger)).toBe(true);
    }
  });

  test("relations: nodes renumbered, costs scaled, amounts scaled, an arc split in two, a useless arc added", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const problem = anyProblem(seed);
      const result = minCostFlow(problem);
      if (result.status !== "ok") continue;
      const last = problem.nodeCount - 1;
      const same = (other: MinCostProblem, factor = 1) => {
        const changed = solveChecked(other, `seed ${seed}`);
        expect(changed.status === "ok" ? changed.cost : undefined, `seed ${seed}`).toBe(result.cost * factor);
      };
      same({
        ...problem,
        tail: problem.tail.map((node) => last - node),
        head: problem.head.map((node) => last - node),
        supply: problem.supply.slice().reverse(),
      });
      same({ ...problem, cost: problem.cost.map((cost) => 8 * cost) }, 8);
      same({ ...problem, supply: problem.supply.map((s) => 4 * s), capacity: problem.capacity.map((c) => 4 * c) }, 4);
      const half = problem.capacity.map((capacity) => capacity / 2);
      same({
        ...problem,
        tail: Int32Array.from([...problem.tail, ...problem.tail]),
        head: Int32Array.from([...problem.head, ...problem.head]),
        cost: Float64Array.from([...problem.cost, ...problem.cost]),
        capacity: Float64Array.from([...half, ...half]),
      });
      same({
        ...problem,
        tail: Int32Array.from([...problem.tail, 0]),
        head: Int32Array.from([...problem.head, last]),
        cost: Float64Array.from([...problem.cost, 1e6]),
        capacity: Float64Array.from([...problem.capacity, Number.POSITIVE_INFINITY]),
      });
    }
  });

  test("too little room: the set of nodes that has too much to send, and the arcs that are full", () => {
    const problem = problemOf(
      [5, 4, 0, -9],
      [
        [0, 2, 1, 3],
        [1, 2, 1, 9],
        [2, 3, 1, 6],
        [0, 3, 5, 1],
      ],
    );
    const result = solveChecked(problem, "cut");
    expect(result).toMatchObject({ status: "infeasible", excess: 2, cut: Int32Array.of(2, 3) });
  });

  test("supply and demand that do not balance are infeasible, from either side", () => {
    for (const supply of [
      [3, -1],
      [1, -3],
    ]) {
      expect(solveChecked(problemOf(supply, [[0, 1, 1, 10]]), "unbalanced")).toMatchObject({
        status: "infeasible",
        excess: 2,
      });
    }
  });

  test("a circle that earns without end is named; with a capacity it is filled", () => {
    const circle = (capacity: number) =>
      problemOf(
        [1, 0, -1],
        [
          [0, 1, 2, 5],
          [1, 2, -3, Number.POSITIVE_INFINITY],
          [2, 1, 1, capacity],
        ],
      );
    const result = solveChecked(circle(Number.POSITIVE_INFINITY), "unbounded");
    expect(result.status).toBe("unbounded");
    if (result.status === "unbounded") expect([...result.circle].sort()).toEqual([1, 2]);
    expect(solveChecked(circle(4), "filled")).toMatchObject({ status: "ok", cost: 2 - 15 + 4 });
  });

  test("nothing to send, no arcs, arcs without room, arcs from a node to itself", () => {
    expect(solveChecked(problemOf([0, 0], []), "nothing")).toMatchObject({ status: "ok", cost: 0 });
    expect(solveChecked(problemOf([2, -2], []), "no arcs")).toMatchObject({ status: "infeasible", excess: 2 });
    expect(solveChecked(problemOf([2, -2], [[0, 1, 1, 0]]), "no room")).toMatchObject({ status: "infeasible" });
    expect(solveChecked(problemOf([0, 0], [[0, 0, -1, 3]]), "itself")).toMatchObject({ status: "ok", cost: -3 });
  });

  test("numbers that are none are refused", () => {
    expect(() => minCostFlow(problemOf([1, -1], [[0, 1, Number.NaN, 1]]))).toThrow("cost");
    expect(() => minCostFlow(problemOf([1, -1], [[0, 1, 1, -1]]))).toThrow("capacity");
    expect(() => minCostFlow(problemOf([1, -1], [[0, 1, 1, 2, 3]]))).toThrow("lower");
    expect(() => minCostFlow(problemOf([Number.NaN, -1], [[0, 1, 1, 2]]))).toThrow("supply");
  });
});
