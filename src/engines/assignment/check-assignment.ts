// Is an assignment right? Looks at any result without the code that made it: demand met, paths connected and allowed, flows
// adding up, costs as the delay functions say, used paths no dearer than the gap allows, and the certificate's numbers found
// again. Shortest paths by Bellman and Ford's algorithm (1958), slow and simple on purpose.

import { delayAt, delayIntegral } from "./delay.ts";
import type { Assigned, AssignmentObjective, AssignmentProblem } from "./problem.ts";
import { sumOf } from "./sum-of.ts";

/**
 * Everything that is wrong, in words; empty when the result is right.
 * @param tolerance relative, for what may differ by rounding
 */
export function checkAssignment(
  problem: AssignmentProblem,
  result: Assigned,
  objective: AssignmentObjective = "user-equilibrium",
  tolerance = 1e-9,
): string[] {
  const faults: string[] = [];
  const isNear = (a: number, b: number, size = 1): boolean =>
    Math.abs(a - b) <= tolerance * Math.max(size, Math.abs(a), Math.abs(b));
  checkPaths(problem, result, faults);
  checkFlows(problem, result, isNear, faults);
  checkCosts(problem, result, isNear, faults);
  checkGap(problem, result, objective, isNear, faults);
  return faults;
}

type IsNear = (a: number, b: number, size?: number) => boolean;

/** Each path leads from its origin to its destination, and passes no zone. */
function checkPaths(problem: AssignmentProblem, { paths }: Assigned, faults: string[]): void {
  const { linkTail, linkHead, demand, firstThroughNode } = problem;
  for (let path = 0; path < paths.pathCount; path++) {
    const row = paths.demandRow[path];
    let at = demand.origin[row];
    for (let place = paths.firstLink[path]; place < paths.firstLink[path + 1]; place++) {
      const link = paths.links[place];
      if (linkTail[link] !== at) faults.push(`path ${path}: link ${link} does not begin at node ${at}`);
      if (at < firstThroughNode && at !== demand.origin[row]) faults.push(`path ${path} passes zone ${at}`);
      at = linkHead[link];
    }
    if (at !== demand.destination[row]) faults.push(`path ${path} ends at node ${at}`);
    if (!(paths.flow[path] > 0)) faults.push(`path ${path} has flow ${paths.flow[path]}`);
  }
}

/** Path flows add up to demand and to link flows; nodes lose and gain nothing but demand. */
function checkFlows(problem: AssignmentProblem, { paths, linkFlow }: Assigned, isNear: IsNear, faults: string[]): void {
  const { nodeCount, linkTail, linkHead, demand } = problem;
  const byRow = new Float64Array(demand.flow.length);
  const byLink = new Float64Array(linkFlow.length);
  for (let path = 0; path < paths.pathCount; path++) {
    byRow[paths.demandRow[path]] += paths.flow[path];
    for (let place = paths.firstLink[path]; place < paths.firstLink[path + 1]; place++) {
      byLink[paths.links[place]] += paths.flow[path];
    }
  }
  const balance = new Float64Array(nodeCount);
  const size = sumOf(demand.flow.length, (row) => demand.flow[row]);
  demand.flow.forEach((flow, row) => {
    const travels = demand.origin[row] !== demand.destination[row];
    if (!isNear(byRow[row], travels ? flow : 0, flow)) faults.push(`row ${row} carries ${byRow[row]} of ${flow}`);
    balance[demand.origin[row]] += flow;
    balance[demand.destination[row]] -= flow;
  });
  linkFlow.forEach((flow, link) => {
    if (!(flow >= 0)) faults.push(`link ${link} has flow ${flow}`);
    if (!isNear(flow, byLink[link], size)) faults.push(`link ${link} carries ${flow}, its paths ${byLink[link]}`);
    balance[linkTail[link]] -= flow;
    balance[linkHead[link]] += flow;
  });
  balance.forEach((left, node) => {
    if (!isNear(left, 0, size)) faults.push(`node ${node} keeps ${left}`);
  });
}

function checkCosts(problem: AssignmentProblem, result: Assigned, isNear: IsNear, faults: string[]): void {
  const point = { time: 0, slope: 0, curvature: 0 };
  for (let link = 0; link < result.linkFlow.length; link++) {
    const flow = result.linkFlow[link];
    delayAt(problem.delays, link, flow, point);
    const cost = point.time + (problem.fixedCost?.[link] ?? 0);
    if (!isNear(result.linkCost[link], cost)) faults.push(`link ${link} costs ${result.linkCost[link]}, not ${cost}`);
    const toll = flow === 0 ? 0 : flow * point.slope;
    if (!isNear(result.linkMarginalToll[link], toll)) faults.push(`link ${link}: toll is not ${toll}`);
  }
  const total = sumOf(result.linkFlow.length, (link) => result.linkFlow[link] * result.linkCost[link]);
  if (!isNear(total, result.totalTravelCost)) faults.push(`total cost is ${total}, not ${result.totalTravelCost}`);
}

/** The certificate again, and no used path dearer than its share of the gap. */
function checkGap(
  problem: AssignmentProblem,
  result: Assigned,
  objective: AssignmentObjective,
  isNear: IsNear,
  faults: string[],
): void {
  const { demand, delays, fixedCost } = problem;
  const { certificate, linkFlow, linkCost, linkMarginalToll, paths } = result;
  const isOptimum = objective === "system-optimum";
  const faced = linkCost.map((cost, link) => cost + (isOptimum ? linkMarginalToll[link] : 0));
  const total = sumOf(linkFlow.length, (link) => linkFlow[link] * faced[link]);
  const distances = new Map<number, Float64Array>();
  for (const origin of demand.origin) {
    if (!distances.has(origin)) distances.set(origin, bellmanFord(problem, faced, origin));
  }
  const least = Float64Array.from(demand.flow, (_, row) =>
    demand.origin[row] === demand.destination[row]
      ? 0
      : (distances.get(demand.origin[row])?.[demand.destination[row]] ?? Number.NaN),
  );
  least.forEach((cost, row) => {
    if (cost !== result.leastCost[row] && !isNear(cost, result.leastCost[row]))
      faults.push(`row ${row}: least cost is ${cost}, not ${result.leastCost[row]}`);
  });
  const leastTotal = sumOf(least.length, (row) => (demand.flow[row] > 0 ? demand.flow[row] * least[row] : 0));
  if (!isNear(total, certificate.totalCost)) faults.push(`TSTT is ${total}, not ${certificate.totalCost}`);
  if (!isNear(leastTotal, certificate.leastTotalCost))
    faults.push(`SPTT is ${leastTotal}, not ${certificate.leastTotalCost}`);
  const gap = leastTotal > 0 ? (total - leastTotal) / leastTotal : 0;
  if (Math.abs(gap - certificate.relativeGap) > tolerance(total, leastTotal))
    faults.push(`the relative gap is ${gap}, not ${certificate.relativeGap}`);
  for (let path = 0; path < paths.pathCount; path++) {
    let cost = 0;
    for (let place = paths.firstLink[path]; place < paths.firstLink[path + 1]; place++)
      cost += faced[paths.links[place]];
    const excess = paths.flow[path] * (cost - least[paths.demandRow[path]]);
    if (excess > (certificate.relativeGap + 1e-11) * leastTotal) faults.push(`path ${path} alone exceeds the gap`);
  }
  const minimised = isOptimum
    ? result.totalTravelCost
    : sumOf(
        linkFlow.length,
        (link) => delayIntegral(delays, link, linkFlow[link]) + linkFlow[link] * (fixedCost?.[link] ?? 0),
      );
  if (!isNear(minimised, certificate.objective)) faults.push(`the objective is ${minimised}`);
  if (certificate.lowerBound > minimised * (1 + 1e-12)) faults.push("the lower bound is above the objective");
}

/** A gap is a small difference of large sums: it cannot be found again more exactly than they are. */
const tolerance = (total: number, leastTotal: number): number =>
  leastTotal > 0 ? (1e-12 * total) / leastTotal : 1e-12;

function bellmanFord(problem: AssignmentProblem, cost: Float64Array, origin: number): Float64Array {
  const { nodeCount, linkTail, linkHead, firstThroughNode } = problem;
  const distance = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
  distance[origin] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (let link = 0; link < cost.length; link++) {
      const tail = linkTail[link];
      if (tail < firstThroughNode && tail !== origin) continue;
      if (distance[tail] + cost[link] >= distance[linkHead[link]]) continue;
      distance[linkHead[link]] = distance[tail] + cost[link];
      changed = true;
    }
  }
  return distance;
}
