// Answers `kopru flow`: solves a DIMACS instance and proves the answer.

import type { DimacsProblem } from "../data/index.ts";
import { maxFlow, minCostFlow } from "../engines/flows/index.ts";
import type { FlowAnswer } from "./critical.ts";

/**
 * Solves.
 * @param now milliseconds, never going back
 */
export function answerFlow(problem: DimacsProblem, now: () => number): FlowAnswer {
  return problem.kind === "max" ? answerMax(problem, now) : answerMinCost(problem, now);
}

const none = (reason: string, hint: string): FlowAnswer => ({
  status: "none",
  reason,
  problems: [{ code: "no-flow", place: "", message: reason, hint }],
});

const cutOf = ({ tail, head, capacity }: DimacsProblem, arcs: Int32Array) =>
  Array.from(arcs, (arc) => ({ from: tail[arc] + 1, to: head[arc] + 1, capacity: capacity[arc] }));

const flowsOf = ({ tail, head }: DimacsProblem, flow: Float64Array) =>
  Array.from(flow.keys())
    .filter((arc) => flow[arc] > 0)
    .map((arc) => ({ from: tail[arc] + 1, to: head[arc] + 1, flow: flow[arc] }));

function answerMax(problem: DimacsProblem, now: () => number): FlowAnswer {
  const start = now();
  const result = maxFlow(problem, problem.source, problem.sink);
  const seconds = (now() - start) / 1000;
  if (result.status === "unbounded") {
    return none("A path without any capacity joins source and sink.", "Give one of its arcs a capacity.");
  }
  const minCut = cutOf(problem, result.cut);
  const bound = minCut.reduce((sum, { capacity }) => sum + capacity, 0);
  return {
    status: "ok",
    problem: "max",
    nodes: problem.nodeCount,
    arcs: problem.tail.length,
    value: result.value,
    bound,
    gap: { name: "(cut - flow) / flow", value: result.value === 0 ? 0 : (bound - result.value) / result.value },
    minCut,
    flows: flowsOf(problem, result.flow),
    iterations: result.phases,
    seconds,
  };
}

function answerMinCost(problem: DimacsProblem, now: () => number): FlowAnswer {
  const start = now();
  const result = minCostFlow(problem);
  const seconds = (now() - start) / 1000;
  if (result.status === "infeasible") {
    const nodes = Array.from(result.side.keys()).filter((node) => result.side[node] === 1);
    const list = nodes.slice(0, 20).map((node) => node + 1);
    const named = `${list.join(", ")}${nodes.length > list.length ? " …" : ""}`;
    const reason =
      result.lacks === "out"
        ? `Nodes ${named} have ${result.excess} more to send than the arcs out of them can take.`
        : `Nodes ${named} need ${result.excess} more than the arcs into them can bring.`;
    return none(reason, "Raise a capacity of that cut, or balance supply and demand.");
  }
  if (result.status === "unbounded") {
    const nodes = Array.from(result.circle, (arc) => problem.tail[arc] + 1);
    return none(
      `Costs fall without end along the circle of nodes ${nodes.join(", ")}.`,
      "Give one of its arcs a capacity.",
    );
  }
  if (result.status === "stopped") throw new Error("expected an end: nothing stops it");
  const { cost, bound } = result;
  return {
    status: "ok",
    problem: "min-cost",
    nodes: problem.nodeCount,
    arcs: problem.tail.length,
    value: cost,
    bound,
    gap: { name: "(cost - dual) / |cost|", value: cost === 0 ? Math.abs(bound) : (cost - bound) / Math.abs(cost) },
    minCut: [],
    flows: flowsOf(problem, result.flow),
    iterations: result.pivots,
    seconds,
  };
}
