// The same goods as one linear program over arcs and goods: the second way that the tests hold multicommodity.ts against. It
// has goods × arcs columns, so it is for small instances only.

import type { LinearProgram, LpSolver } from "../../lib/lp-solver.ts";
import type { MulticommodityProblem } from "./multicommodity.ts";

/** Least total cost, or undefined when the goods cannot all be carried. */
export function solveArcModel(problem: MulticommodityProblem, solver: LpSolver): number | undefined {
  const solution = solver.solve(toProgram(problem));
  return solution.status === "optimal" ? solution.objective : undefined;
}

/** Rows: a balance per good and node, then a capacity per arc. Columns: flow per good and arc, then what is not carried. */
function toProgram(problem: MulticommodityProblem): LinearProgram {
  const { nodeCount, tail, head, cost, capacity, origin, destination, demand, penalty } = problem;
  const goods = demand.length;
  const arcs = tail.length;
  const balance = new Float64Array(goods * nodeCount);
  for (let good = 0; good < goods; good++) {
    balance[good * nodeCount + origin[good]] += demand[good];
    balance[good * nodeCount + destination[good]] -= demand[good];
  }
  const starts = [0];
  const rows: number[] = [];
  const values: number[] = [];
  const costs: number[] = [];
  for (let good = 0; good < goods; good++) {
    for (let arc = 0; arc < arcs; arc++) {
      const isLoop = tail[arc] === head[arc];
      if (!isLoop) {
        rows.push(good * nodeCount + tail[arc], good * nodeCount + head[arc]);
        values.push(1, -1);
      }
      rows.push(goods * nodeCount + arc);
      values.push(1);
      starts.push(rows.length);
      costs.push(cost[arc]);
    }
  }
  for (let good = 0; penalty !== undefined && good < goods; good++) {
    rows.push(good * nodeCount + origin[good], good * nodeCount + destination[good]);
    values.push(1, -1);
    starts.push(rows.length);
    costs.push(penalty[good]);
  }
  return {
    sense: "min",
    cost: Float64Array.from(costs),
    lower: new Float64Array(costs.length),
    upper: new Float64Array(costs.length).fill(Number.POSITIVE_INFINITY),
    rowLower: Float64Array.from([...balance, ...capacity.map(() => Number.NEGATIVE_INFINITY)]),
    rowUpper: Float64Array.from([...balance, ...capacity]),
    starts: Int32Array.from(starts),
    rows: Int32Array.from(rows),
    values: Float64Array.from(values),
  };
}
