// Which flows does a network carry when everybody takes the cheapest path and costs depend on flow? Column generation over
// paths (Leventhal, Nemhauser & Trotter 1973) with Newton steps by gradient projection (Jayakrishnan et al. 1994), where flow
// is shifted between pairs of alternative segments shared by many rows of demand. Why this and not a bush: docs/method/
// assignment.md. One class of travellers, fixed demand, separable costs. Deterministic to the bit: no clock, no chance.

import { type Csr, toCsr } from "../../lib/csr.ts";
import { DELAY, delayAt, delayIntegral, TANGENT_FROM } from "./delay.ts";
import { createLinkCosts, type LinkCosts } from "./link-costs.ts";
import { PathSets } from "./path-sets.ts";
import type {
  Assigned,
  AssignmentObjective,
  AssignmentOptions,
  AssignmentProblem,
  AssignmentResult,
  Certificate,
  PathFlows,
} from "./problem.ts";
import { SegmentPairs } from "./segment-pairs.ts";
import { ShortestTrees } from "./shortest-trees.ts";
import { sumOf } from "./sum-of.ts";

const DEFAULT_GAP = 1e-8;
const DEFAULT_MAX_ITERATIONS = 200;
/** A path is worth adding when it is cheaper than those known by more than rounding, relative. */
const WORTH_ADDING = 1e-13;
/** Parts in which demand is loaded at the start, costs being renewed after each. */
const LOADING_PARTS = 16;
/** Newton steps per iteration: at most so many, and none once the gap within the paths known is this share of the whole. */
const MOST_STEPS = 8;
const INNER_SHARE = 0.2;
/** Sweeps per Newton step: at most so many, and until the excess has fallen to this share. */
const MOST_SWEEPS = 40;
const SWEEP_SHARE = 0.05;
/** Sweeps after which shifts are made larger than they seem to need (successive over-relaxation, Young 1954; Cryer 1971). */
const PLAIN_SWEEPS = 4;
const RELAXATION = 1.5;
/** A step is lengthened when the objective falls at its end with this share of the slope at its start. */
const SHORT = 0.5;
/** Iterations without a better gap after which the run ends: rounding is then all that is left. */
const PATIENCE = 40;

/**
 * Assigns demand to paths.
 * @returns `ok` with a relative gap as small as asked for; `not-converged` with the flows of the last iteration, which are
 * feasible; or `infeasible` with the rows of demand that have no path
 */
export function assign(problem: AssignmentProblem, options: AssignmentOptions = {}): AssignmentResult {
  const { objective = "user-equilibrium", gap = DEFAULT_GAP, maxIterations = DEFAULT_MAX_ITERATIONS } = options;
  const graph = toCsr(problem.nodeCount, problem.linkTail, problem.linkHead);
  const origins = groupByOrigin(problem);
  const run: Run = {
    problem,
    objective,
    graph,
    ...origins,
    trees: new ShortestTrees(graph, problem.firstThroughNode, origins.origins),
    costs: createLinkCosts(graph, problem, objective),
    paths: new PathSets(graph, problem.demand.flow.length),
    pairs: new SegmentPairs(graph),
    flow: new Float64Array(graph.arcCount),
    leastCost: new Float64Array(problem.demand.flow.length),
  };
  const rowsWithoutPath = loadAtFreeCosts(run);
  if (rowsWithoutPath.length > 0) return { status: "infeasible", rowsWithoutPath };
  const balance = createBalance(run);
  let best = Number.POSITIVE_INFINITY;
  let bestAt = 0;
  for (let iterations = 1; ; iterations++) {
    const { totalCost, leastTotalCost } = priceOut(run);
    const relativeGap = gapOf(totalCost, leastTotalCost);
    if (relativeGap < best) {
      best = relativeGap;
      bestAt = iterations;
    }
    const ended = endOf({ relativeGap, gap, iterations, maxIterations, isStalled: iterations - bestAt >= PATIENCE });
    if (ended !== undefined) return toResult(run, ended, totalCost, leastTotalCost, iterations);
    if (options.shouldStop?.({ iterations, relativeGap }) === true)
      return toResult(run, "stopped", totalCost, leastTotalCost, iterations);
    balance(totalCost, leastTotalCost);
  }
}

interface Origins {
  /** Nodes that demand comes from, ascending. */
  readonly origins: Int32Array;
  /** Rows with demand that travels, by origin: those of origin k are rows[firstRow[k]] up to rows[firstRow[k + 1]]. */
  readonly rows: Int32Array;
  readonly firstRow: Int32Array;
}

interface Run extends Origins {
  readonly problem: AssignmentProblem;
  readonly objective: AssignmentObjective;
  readonly graph: Csr;
  readonly trees: ShortestTrees;
  readonly costs: LinkCosts;
  readonly paths: PathSets;
  readonly pairs: SegmentPairs;
  /** Flow by arc of the graph. */
  readonly flow: Float64Array;
  /** By row of demand. */
  readonly leastCost: Float64Array;
}

/** Rows from a node to itself do not travel; rows without demand do not either, but get a least cost. */
function groupByOrigin({ nodeCount, demand }: AssignmentProblem): Origins {
  const { origin, destination } = demand;
  const count = new Int32Array(nodeCount + 1);
  for (let row = 0; row < origin.length; row++) if (origin[row] !== destination[row]) count[origin[row] + 1]++;
  const origins: number[] = [];
  const firstRow = [0];
  for (let node = 0; node < nodeCount; node++) {
    if (count[node + 1] > 0) {
      origins.push(node);
      firstRow.push(firstRow[firstRow.length - 1] + count[node + 1]);
    }
    count[node + 1] += count[node];
  }
  const rows = new Int32Array(count[nodeCount]);
  for (let row = 0; row < origin.length; row++) if (origin[row] !== destination[row]) rows[count[origin[row]]++] = row;
  return { origins: Int32Array.from(origins), rows, firstRow: Int32Array.from(firstRow) };
}

/** Puts each row on one shortest path, part by part at the costs of what is loaded; returns rows that have none. */
function loadAtFreeCosts(run: Run): Int32Array {
  const { origins, rows, firstRow, trees, costs, paths, flow, problem } = run;
  const { destination, flow: demand } = problem.demand;
  const missing: number[] = [];
  const part = Math.max(1, Math.ceil(origins.length / LOADING_PARTS));
  costs.evaluate(flow);
  for (let index = 0; index < origins.length; index++) {
    if (index > 0 && index % part === 0) costs.evaluate(flow);
    trees.update(index, costs.cost);
    for (let at = firstRow[index]; at < firstRow[index + 1]; at++) {
      const row = rows[at];
      if (demand[row] === 0) continue;
      if (trees.distance[destination[row]] === Number.POSITIVE_INFINITY) {
        missing.push(row);
        continue;
      }
      const path = paths.pathCount;
      paths.add(row, trees.parentArc, destination[row], demand[row]);
      for (let place = paths.begin[path]; place < paths.end[path]; place++) flow[paths.arcs[place]] += demand[row];
    }
  }
  return Int32Array.from(missing.sort((a, b) => a - b));
}

/** Costs at the flows of the paths, shortest paths at these costs, and new paths where they are cheaper. */
function priceOut(run: Run): { totalCost: number; leastTotalCost: number } {
  const { origins, rows, firstRow, trees, costs, paths, flow, leastCost, problem } = run;
  const { destination, flow: demand } = problem.demand;
  for (let at = 0; at < rows.length; at++) if (demand[rows[at]] > 0) paths.settle(rows[at], demand[rows[at]]);
  paths.addUp(flow);
  costs.evaluate(flow);
  for (let index = 0; index < origins.length; index++) {
    trees.update(index, costs.cost);
    for (let at = firstRow[index]; at < firstRow[index + 1]; at++) {
      const row = rows[at];
      const least = trees.distance[destination[row]];
      leastCost[row] = least;
      if (demand[row] === 0) continue;
      const known = paths.leastCost(row, costs.cost, least);
      if (least < known * (1 - WORTH_ADDING)) paths.add(row, trees.parentArc, destination[row], 0);
    }
  }
  return {
    totalCost: sumOf(flow.length, (arc) => flow[arc] * costs.cost[arc]),
    leastTotalCost: sumOf(rows.length, (at) => (demand[rows[at]] > 0 ? demand[rows[at]] * leastCost[rows[at]] : 0)),
  };
}

/** Brings the paths known near to equal costs: Newton steps, each followed back until it goes downhill. */
function createBalance(run: Run): (totalCost: number, leastTotalCost: number) => void {
  const { graph, costs, paths, pairs, flow } = run;
  const before = new Float64Array(graph.arcCount);
  const costBefore = new Float64Array(graph.arcCount);
  let pathFlowBefore = new Float64Array(0);

  /** Derivative of the objective along the step, at the costs given. */
  function descent(cost: Float64Array): number {
    let sum = 0;
    for (let arc = 0; arc < flow.length; arc++) sum += (flow[arc] - before[arc]) * cost[arc];
    return sum;
  }

  /**
   * Multiple of the step to take, at most `most`, by the derivative of the objective along it; leaves `flow` as it was made
   * by the sweeps.
   */
  function lengthOfStep(atStart: number, atEnd: number, most: number): number {
    const step = new Float64Array(flow.length);
    const trial = new Float64Array(flow.length);
    for (let arc = 0; arc < flow.length; arc++) step[arc] = flow[arc] - before[arc];
    let low = 0;
    let high = most;
    for (let round = 0; round < 30; round++) {
      const secant = atStart / (atStart - atEnd);
      const share = round === 0 && secant > 1 ? Math.min(most, secant) : (low + high) / 2;
      for (let arc = 0; arc < flow.length; arc++) trial[arc] = before[arc] + share * step[arc];
      costs.evaluate(trial);
      let slope = 0;
      for (let arc = 0; arc < flow.length; arc++) slope += step[arc] * costs.cost[arc];
      if (slope > 0) high = share;
      else low = share;
      if ((slope < -0.3 * atStart && slope > 0.3 * atStart) || low === most) return share;
    }
    return low;
  }

  /** The largest multiple of the step that leaves no path with less than no flow. */
  function mostOfStep(): number {
    let most = 1e6;
    for (let path = 0; path < paths.pathCount; path++) {
      const loss = pathFlowBefore[path] - paths.flow[path];
      if (loss > 0 && most * loss > pathFlowBefore[path]) most = pathFlowBefore[path] / loss;
    }
    return most;
  }

  function scaleStep(share: number): void {
    for (let arc = 0; arc < flow.length; arc++)
      flow[arc] = Math.max(0, before[arc] + share * (flow[arc] - before[arc]));
    for (let path = 0; path < paths.pathCount; path++) {
      const made = pathFlowBefore[path] + share * (paths.flow[path] - pathFlowBefore[path]);
      paths.flow[path] = made > 0 ? made : 0;
    }
  }

  return (totalCost, leastTotalCost) => {
    const excess = totalCost - leastTotalCost;
    // Flows are rounded, so that no derivative is known better than this.
    const rounding = 4 * Number.EPSILON * totalCost;
    pairs.build(paths);
    if (pathFlowBefore.length < paths.flow.length) pathFlowBefore = new Float64Array(paths.flow.length);
    let wasCut = false;
    for (let step = 0; step < MOST_STEPS; step++) {
      if (step > 0) costs.evaluate(flow);
      if (wasCut) pairs.sweepOnTrueCosts(paths, flow, costs);
      before.set(flow);
      costBefore.set(costs.cost);
      pathFlowBefore.set(paths.flow);
      const first = pairs.sweep(paths, flow, costs, 1);
      for (let sweep = 1; sweep < MOST_SWEEPS; sweep++) {
        if (pairs.sweep(paths, flow, costs, sweep < PLAIN_SWEEPS ? 1 : RELAXATION) <= SWEEP_SHARE * first) break;
      }
      const atStart = descent(costBefore);
      costs.evaluate(flow);
      const atEnd = descent(costs.cost);
      wasCut = atEnd > Math.max(-0.5 * atStart, rounding);
      if (wasCut) scaleStep(lengthOfStep(atStart, atEnd, 1));
      else if (atEnd < SHORT * atStart && atStart < -rounding) {
        const most = mostOfStep();
        if (most > 1) scaleStep(lengthOfStep(atStart, atEnd, most));
      }
      if (first <= INNER_SHARE * excess) break;
    }
  };
}

function endOf(state: {
  readonly relativeGap: number;
  readonly gap: number;
  readonly iterations: number;
  readonly maxIterations: number;
  readonly isStalled: boolean;
}): Assigned["ended"] | undefined {
  if (state.relativeGap <= state.gap) return "gap";
  if (state.iterations >= state.maxIterations) return "iterations";
  return state.isStalled ? "stalled" : undefined;
}

function gapOf(totalCost: number, leastTotalCost: number): number {
  return leastTotalCost > 0
    ? (totalCost - leastTotalCost) / leastTotalCost
    : totalCost > 0
      ? Number.POSITIVE_INFINITY
      : 0;
}

function toResult(
  run: Run,
  ended: Assigned["ended"],
  totalCost: number,
  leastTotalCost: number,
  iterations: number,
): Assigned {
  const { graph, flow, problem, rows, leastCost } = run;
  const { delays, fixedCost, demand } = problem;
  const linkFlow = new Float64Array(graph.arcCount);
  const linkCost = new Float64Array(graph.arcCount);
  const linkMarginalToll = new Float64Array(graph.arcCount);
  const linksAtCapacity: number[] = [];
  const point = { time: 0, slope: 0, curvature: 0 };
  for (let arc = 0; arc < graph.arcCount; arc++) linkFlow[graph.original[arc]] = flow[arc];
  for (let link = 0; link < graph.arcCount; link++) {
    delayAt(delays, link, linkFlow[link], point);
    linkCost[link] = point.time + (fixedCost?.[link] ?? 0);
    linkMarginalToll[link] = linkFlow[link] === 0 ? 0 : linkFlow[link] * point.slope;
    const isAsymptotic = delays.kind[link] === DELAY.davidson || delays.kind[link] === DELAY.mm1;
    if (isAsymptotic && linkFlow[link] > TANGENT_FROM * delays.capacity[link]) linksAtCapacity.push(link);
  }
  const totalTravelCost = sumOf(linkFlow.length, (link) => linkFlow[link] * linkCost[link]);
  const beckmann = (link: number): number =>
    delayIntegral(delays, link, linkFlow[link]) + linkFlow[link] * (fixedCost?.[link] ?? 0);
  const objective = run.objective === "system-optimum" ? totalTravelCost : sumOf(linkFlow.length, beckmann);
  const travelling = sumOf(rows.length, (at) => demand.flow[rows[at]]);
  const certificate: Certificate = {
    relativeGap: gapOf(totalCost, leastTotalCost),
    averageExcessCost: travelling > 0 ? (totalCost - leastTotalCost) / travelling : 0,
    totalCost,
    leastTotalCost,
    objective,
    lowerBound: objective - (totalCost - leastTotalCost),
    iterations,
  };
  return {
    status: ended === "gap" ? "ok" : "not-converged",
    ended,
    certificate,
    linkFlow,
    linkCost,
    linkMarginalToll,
    totalTravelCost,
    leastCost: leastCost.slice(),
    linksAtCapacity: Int32Array.from(linksAtCapacity),
    paths: toPathFlows(run),
  };
}

/** Paths with flow, in the order of rows and with links in the order of travel. */
function toPathFlows({ graph, paths }: Run): PathFlows {
  const used: number[] = [];
  const demandRow: number[] = [];
  let linkCount = 0;
  for (let row = 0; row < paths.firstOf.length; row++) {
    for (let path = paths.firstOf[row]; path >= 0; path = paths.next[path]) {
      if (!(paths.flow[path] > 0)) continue;
      used.push(path);
      demandRow.push(row);
      linkCount += paths.end[path] - paths.begin[path];
    }
  }
  const firstLink = new Int32Array(used.length + 1);
  const links = new Int32Array(linkCount);
  let at = 0;
  used.forEach((path, index) => {
    for (let place = paths.end[path] - 1; place >= paths.begin[path]; place--)
      links[at++] = graph.original[paths.arcs[place]];
    firstLink[index + 1] = at;
  });
  return {
    pathCount: used.length,
    demandRow: Int32Array.from(demandRow),
    flow: Float64Array.from(used, (path) => paths.flow[path]),
    firstLink,
    links,
  };
}
