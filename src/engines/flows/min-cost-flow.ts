// How does supply reach demand at least cost over arcs with bounds? Network simplex with strongly feasible trees (Cunningham
// 1976; Ahuja, Magnanti, Orlin 1993, ch. 11) and block search for the entering arc (Kiraly & Kovacs 2012), on flat arrays.
// Node prices come with it and prove the optimum. Not covered: several goods (multicommodity.ts), gains and losses.

import { SpanningTree } from "./spanning-tree.ts";

export interface MinCostProblem {
  readonly nodeCount: number;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** Per unit; may be negative. */
  readonly cost: Float64Array;
  /** At least `lower`; may be Infinity. */
  readonly capacity: Float64Array;
  /** Least flow; 0 when not given. */
  readonly lower?: Float64Array;
  /** By node: positive for supply, negative for demand. */
  readonly supply: Float64Array;
}

export interface MinCostOptimum {
  readonly status: "ok";
  readonly flow: Float64Array;
  readonly cost: number;
  /** What one more unit costs at each node, up to one constant per connected part: cost + price(tail) - price(head) >= 0 where there is room. */
  readonly price: Float64Array;
  /** Value of the dual: no feasible flow costs less. */
  readonly bound: number;
  readonly pivots: number;
}

/**
 * No flow carries all supply. `out`: the nodes of `side` have `excess` more to send than the arcs out of them can take;
 * `in`: they need `excess` more than the arcs into them can bring.
 */
export interface MinCostInfeasible {
  readonly status: "infeasible";
  /** 1 for the nodes of the set that proves it. */
  readonly side: Uint8Array;
  readonly lacks: "out" | "in";
  /** Arcs that leave (enter) the set, all full, and those the other way with a lower bound, all at it. */
  readonly cut: Int32Array;
  readonly excess: number;
}

/** Costs fall for ever along a circle without capacity. */
export interface MinCostUnbounded {
  readonly status: "unbounded";
  readonly circle: Int32Array;
}

export interface MinCostStopped {
  readonly status: "stopped";
  readonly pivots: number;
}

export type MinCostFlow = MinCostOptimum | MinCostInfeasible | MinCostUnbounded | MinCostStopped;

/** Relative to the largest cost: rounding in sums along a tree. */
const TOLERANCE = 1e-12;
/** Relative to all supply and lower bounds: what counts as nothing left over. */
const LEFT_OVER = 1e-11;
/** Pivots per arc after which something must be wrong; usual are one to five per node. */
const MOST_PIVOTS_PER_ARC = 1000;

/**
 * The optimum with its proof, or why there is none. Whole numbers give exact answers.
 * @throws RangeError when a capacity lies below its lower bound or a number is not one
 */
export function minCostFlow(problem: MinCostProblem, shouldStop?: () => boolean): MinCostFlow {
  const { nodeCount, tail, head, capacity } = problem;
  checkProblem(problem);
  const lower = problem.lower ?? new Float64Array(tail.length);
  const supply = problem.supply.slice();
  const room = new Float64Array(tail.length);
  for (let arc = 0; arc < tail.length; arc++) {
    room[arc] = capacity[arc] - lower[arc];
    supply[tail[arc]] -= lower[arc];
    supply[head[arc]] += lower[arc];
  }
  const tree = new SpanningTree({ nodeCount, tail, head, cost: problem.cost, capacity: room, supply });
  const amounts = problem.supply.reduce((sum, amount) => sum + Math.abs(amount), 0);
  const leftOver = LEFT_OVER * lower.reduce((sum, amount) => sum + Math.abs(amount), amounts);
  const limit = MOST_PIVOTS_PER_ARC * (tail.length + nodeCount);
  for (const tolerance of [TOLERANCE, 0]) {
    // First with the high cost of arcs to the root inside the prices, then without it: prices are then exact to rounding.
    const eps = tree.startPricing(tolerance === 0 ? TOLERANCE : TOLERANCE * 4);
    for (let entering = tree.findEntering(eps); entering >= 0; entering = tree.findEntering(eps)) {
      const circle = tree.pivot(entering);
      if (circle !== undefined) return { status: "unbounded", circle };
      if (tree.pivots > limit) throw new Error(`expected an end within ${limit} pivots`);
      if ((tree.pivots & 1023) === 0 && shouldStop?.()) return { status: "stopped", pivots: tree.pivots };
    }
    if (tolerance > 0 && tree.isLeftOver(leftOver)) return proveInfeasible(problem, lower, room, tree, leftOver);
  }
  return toOptimum(problem, lower, tree);
}

function checkProblem({ nodeCount, tail, head, cost, capacity, lower, supply }: MinCostProblem): void {
  if (supply.length !== nodeCount || head.length !== tail.length) throw new RangeError("lists of different lengths");
  for (let arc = 0; arc < tail.length; arc++) {
    const least = lower?.[arc] ?? 0;
    if (!(capacity[arc] >= least) || !Number.isFinite(least))
      throw new RangeError(`arc ${arc}: capacity below its lower bound`);
    if (!Number.isFinite(cost[arc])) throw new RangeError(`arc ${arc}: cost is not a number`);
  }
  for (let node = 0; node < nodeCount; node++) {
    if (!Number.isFinite(supply[node])) throw new RangeError(`node ${node}: supply is not a number`);
  }
}

function toOptimum(problem: MinCostProblem, lower: Float64Array, tree: SpanningTree): MinCostOptimum {
  const { tail, head, cost, capacity, supply } = problem;
  const flow = new Float64Array(tail.length);
  const price = tree.price.slice(0, problem.nodeCount);
  let total = 0;
  let bound = 0;
  for (let arc = 0; arc < tail.length; arc++) {
    flow[arc] = Math.min(lower[arc] + tree.flow[arc], capacity[arc]);
    total += cost[arc] * flow[arc];
    const reduced = cost[arc] + price[tail[arc]] - price[head[arc]];
    // A tree arc's reduced cost is zero; what is left is rounding, and would count times its capacity.
    if (tree.isInTree(arc)) continue;
    bound += reduced * (reduced >= 0 ? lower[arc] : flow[arc]);
  }
  for (let node = 0; node < problem.nodeCount; node++) bound -= price[node] * supply[node];
  return { status: "ok", flow, cost: total, price, bound, pivots: tree.pivots };
}

/**
 * Nodes that what is left over still reaches: everything out of them is full (else the optimum would have used it), so
 * they have more than can leave. When demand is left over and no supply, the same seen from the other side.
 */
function proveInfeasible(
  { nodeCount, tail, head }: MinCostProblem,
  lower: Float64Array,
  room: Float64Array,
  tree: SpanningTree,
  leftOver: number,
): MinCostInfeasible {
  const left = tree.leftOver();
  const lacks = left.some((amount) => amount > leftOver) ? "out" : "in";
  const sign = lacks === "out" ? 1 : -1;
  const side = new Uint8Array(nodeCount);
  const queue: number[] = [];
  const reach = (node: number) => {
    if (side[node] === 1) return;
    side[node] = 1;
    queue.push(node);
  };
  for (let node = 0; node < nodeCount; node++) if (sign * left[node] > leftOver) reach(node);
  const touching: number[][] = Array.from({ length: nodeCount }, () => []);
  for (let arc = 0; arc < tail.length; arc++) {
    touching[tail[arc]].push(arc);
    touching[head[arc]].push(arc);
  }
  for (const node of queue) {
    for (const arc of touching[node]) {
      const [from, to] = lacks === "out" ? [tail[arc], head[arc]] : [head[arc], tail[arc]];
      if (from === node && tree.flow[arc] < room[arc]) reach(to);
      if (to === node && tree.flow[arc] > 0) reach(from);
    }
  }
  const cut: number[] = [];
  let excess = 0;
  for (let node = 0; node < nodeCount; node++) if (side[node] === 1) excess += sign * left[node];
  for (let arc = 0; arc < tail.length; arc++) {
    const isInside = side[tail[arc]] - side[head[arc]];
    if (isInside === sign || (isInside === -sign && lower[arc] > 0)) cut.push(arc);
  }
  return { status: "infeasible", side, lacks, cut: Int32Array.from(cut), excess };
}
