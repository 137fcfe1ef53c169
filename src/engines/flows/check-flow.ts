// Proves any answer of the flow engines, or says what is wrong with it: flow is conserved and within bounds, prices leave no
// gain, and both values meet. Used by all their tests, and by whoever does not trust an answer.

import { toCsr } from "../../lib/csr.ts";
import { dijkstra } from "../routing/index.ts";
import type { CapacityNetwork, MaxFlow } from "./max-flow.ts";
import type { MinCostFlow, MinCostProblem } from "./min-cost-flow.ts";
import type { Multicommodity, MulticommodityProblem } from "./multicommodity.ts";

/** Relative; sums over thousands of arcs round that much. */
const TOLERANCE = 1e-9;

/** What is wrong with a maximum flow; empty when nothing is. */
export function checkMaxFlow(
  network: CapacityNetwork,
  source: number,
  sink: number,
  result: MaxFlow,
  arcAllowed?: Uint8Array,
): string[] {
  const { nodeCount, tail, head } = network;
  const capacity = network.capacity.map((most, arc) => (arcAllowed?.[arc] === 0 ? 0 : most));
  if (result.status === "unbounded") {
    const arcs = [...result.path];
    const joins = arcs.every((arc, i) => tail[arc] === (i === 0 ? source : head[arcs[i - 1]]));
    const isFree = arcs.every((arc) => capacity[arc] === Number.POSITIVE_INFINITY);
    return joins && isFree && head[arcs[arcs.length - 1]] === sink ? [] : ["the path without capacity is none"];
  }
  const { value, flow, isSourceSide, cut } = result;
  const size = TOLERANCE * Math.max(1, value);
  const problems: string[] = [];
  const net = new Float64Array(nodeCount);
  let across = 0;
  for (let arc = 0; arc < tail.length; arc++) {
    if (flow[arc] < -size || flow[arc] > capacity[arc] + size)
      problems.push(`arc ${arc}: flow ${flow[arc]} out of bounds`);
    net[tail[arc]] -= flow[arc];
    net[head[arc]] += flow[arc];
    if (isSourceSide[tail[arc]] === 1 && isSourceSide[head[arc]] === 0) across += capacity[arc];
  }
  for (let node = 0; node < nodeCount; node++) {
    const expected = node === sink ? value : node === source ? -value : 0;
    if (Math.abs(net[node] - expected) > size) problems.push(`node ${node}: ${net[node]} stays, not ${expected}`);
  }
  const listed = cut.reduce((total, arc) => total + capacity[arc], 0);
  if (isSourceSide[source] !== 1 || isSourceSide[sink] !== 0) problems.push("the cut does not part source and sink");
  if (Math.abs(across - value) > size) problems.push(`the cut takes ${across}, the flow is ${value}`);
  if (Math.abs(listed - across) > size) problems.push(`the arcs listed take ${listed}, the cut ${across}`);
  return problems;
}

/** What is wrong with a least-cost flow, its proof that there is none, or its circle without end. */
export function checkMinCostFlow(problem: MinCostProblem, result: MinCostFlow): string[] {
  if (result.status === "ok") return checkOptimum(problem, result);
  if (result.status === "infeasible") return checkInfeasible(problem, result);
  if (result.status === "unbounded") return checkCircle(problem, result.circle);
  return ["stopped before the end"];
}

function checkOptimum(
  { nodeCount, tail, head, cost, capacity, lower, supply }: MinCostProblem,
  result: MinCostFlow & { readonly status: "ok" },
): string[] {
  const { flow, price } = result;
  const problems: string[] = [];
  const amount = TOLERANCE * Math.max(1, largest(supply), largest(flow));
  const money = TOLERANCE * Math.max(1, largest(cost), largest(price));
  const net = supply.slice();
  let value = 0;
  let bound = 0;
  let scale = 1;
  for (let arc = 0; arc < tail.length; arc++) {
    const least = lower?.[arc] ?? 0;
    if (flow[arc] < least - amount || flow[arc] > capacity[arc] + amount)
      problems.push(`arc ${arc}: flow out of bounds`);
    net[tail[arc]] -= flow[arc];
    net[head[arc]] += flow[arc];
    value += cost[arc] * flow[arc];
    scale += Math.abs(cost[arc] * flow[arc]);
    const reduced = cost[arc] + price[tail[arc]] - price[head[arc]];
    if (reduced > money && flow[arc] > least + amount) problems.push(`arc ${arc}: flow on an arc that is too dear`);
    if (reduced < -money && flow[arc] < capacity[arc] - amount)
      problems.push(`arc ${arc}: room on an arc that is cheap`);
    if (reduced > money) bound += reduced * least;
    if (reduced < -money) bound += reduced * capacity[arc];
  }
  for (let node = 0; node < nodeCount; node++) {
    if (Math.abs(net[node]) > amount * 10) problems.push(`node ${node}: ${net[node]} is left over`);
    bound -= price[node] * supply[node];
    scale += Math.abs(price[node] * supply[node]);
  }
  if (Math.abs(value - result.cost) > TOLERANCE * scale) problems.push(`cost ${result.cost}, flows cost ${value}`);
  if (Math.abs(value - bound) > TOLERANCE * scale) problems.push(`cost ${value}, dual ${bound}`);
  if (Math.abs(result.bound - bound) > TOLERANCE * scale) problems.push(`bound ${result.bound}, prices give ${bound}`);
  return problems;
}

function checkInfeasible(
  { tail, head, capacity, lower, supply }: MinCostProblem,
  { side, lacks, excess }: MinCostFlow & { readonly status: "infeasible" },
): string[] {
  const sign = lacks === "out" ? 1 : -1;
  let inside = 0;
  for (let node = 0; node < side.length; node++) if (side[node] === 1) inside += sign * supply[node];
  for (let arc = 0; arc < tail.length; arc++) {
    const isInside = side[tail[arc]] - side[head[arc]];
    if (isInside === sign) inside -= capacity[arc];
    if (isInside === -sign) inside += lower?.[arc] ?? 0;
  }
  const size = TOLERANCE * Math.max(1, largest(supply));
  return inside > 0 && Math.abs(inside - excess) <= size ? [] : [`the set has ${inside} too much, ${excess} was said`];
}

function checkCircle({ tail, head, cost, capacity, lower }: MinCostProblem, circle: Int32Array): string[] {
  // Arcs may be passed backwards where nothing bounds them below, which cannot be here: all go forwards.
  const net = new Map<number, number>();
  let total = 0;
  for (const arc of circle) {
    net.set(tail[arc], (net.get(tail[arc]) ?? 0) - 1);
    net.set(head[arc], (net.get(head[arc]) ?? 0) + 1);
    total += cost[arc];
    if (Number.isFinite(capacity[arc])) return [`arc ${arc} of the circle has a capacity`];
    if (!Number.isFinite(lower?.[arc] ?? 0)) return [`arc ${arc} has no lower bound`];
  }
  if ([...net.values()].some((value) => value !== 0)) return ["the circle is not closed"];
  return total < 0 ? [] : [`the circle costs ${total}`];
}

/** What is wrong with flows of several goods, or with tolls that are to prove there are none. */
export function checkMulticommodity(problem: MulticommodityProblem, result: Multicommodity, gap = 1e-6): string[] {
  const { demand, capacity, cost, penalty } = problem;
  const total = Math.max(
    1,
    demand.reduce((sum, amount) => sum + amount, 0),
  );
  if (result.status === "infeasible") {
    const proved = dualValue(
      problem,
      result.arcToll,
      new Float64Array(cost.length),
      new Float64Array(demand.length).fill(1),
    );
    return proved > 0 && Math.abs(proved - result.shortfall) <= gap * total ? [] : [`the tolls prove ${proved}`];
  }
  const problems: string[] = [];
  const carried = result.unserved.slice();
  const load = new Float64Array(cost.length);
  let value = 0;
  for (const { good, arcs, flow } of result.paths) {
    carried[good] += flow;
    for (const arc of arcs) load[arc] += flow;
    value += flow * arcs.reduce((sum, arc) => sum + cost[arc], 0);
    problems.push(...checkPath(problem, good, arcs));
  }
  for (const [good, amount] of demand.entries()) {
    if (Math.abs(carried[good] - amount) > gap * total) problems.push(`good ${good}: ${carried[good]} of ${amount}`);
    value += (penalty?.[good] ?? 0) * result.unserved[good];
    if (penalty === undefined && result.unserved[good] > gap * total) problems.push(`good ${good} is not all carried`);
  }
  for (const [arc, most] of capacity.entries()) {
    if (load[arc] > most + gap * total) problems.push(`arc ${arc}: ${load[arc]} of ${most}`);
  }
  const dear = penalty ?? new Float64Array(demand.length).fill(Number.POSITIVE_INFINITY);
  const bound = dualValue(problem, result.arcPrice, cost, dear);
  const size = gap * Math.max(1, Math.abs(value));
  if (Math.abs(value - result.cost) > size) problems.push(`cost ${result.cost}, paths cost ${value}`);
  if (result.status === "ok" && value - bound > size) problems.push(`cost ${value}, prices prove ${bound}`);
  return problems;
}

function checkPath(
  { tail, head, origin, destination }: MulticommodityProblem,
  good: number,
  arcs: Int32Array,
): string[] {
  let node = origin[good];
  for (const arc of arcs) {
    if (tail[arc] !== node) return [`good ${good}: a path with a gap`];
    node = head[arc];
  }
  return node === destination[good] ? [] : [`good ${good}: a path that ends elsewhere`];
}

/** Lagrange's bound for given prices of arcs: Σ demand × shortest distance − Σ capacity × price. */
function dualValue(
  { nodeCount, tail, head, capacity, origin, destination, demand }: MulticommodityProblem,
  arcPrice: Float64Array,
  cost: Float64Array,
  penalty: Float64Array,
): number {
  const graph = toCsr(nodeCount, tail, head);
  const priced = Float64Array.from(graph.original, (arc) =>
    capacity[arc] === 0 ? Number.POSITIVE_INFINITY : cost[arc] + arcPrice[arc],
  );
  let bound = 0;
  for (const [arc, price] of arcPrice.entries()) if (price > 0) bound -= price * capacity[arc];
  for (const [good, amount] of demand.entries()) {
    if (amount === 0) continue;
    const { distance } = dijkstra(graph, priced, origin[good]);
    bound += amount * Math.min(distance[destination[good]], penalty[good]);
  }
  return bound;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
