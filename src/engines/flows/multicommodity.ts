// How do several goods share arcs at least total cost? Column generation (Ford & Fulkerson 1958; Dantzig & Wolfe 1960; Ahuja,
// Magnanti, Orlin 1993, ch. 17): a linear program over the paths found so far, whose prices tell the shortest path search
// which path is missing. Every round gives a lower bound, so the answer carries its gap. Not covered: whole numbers.

import { type Csr, toCsr } from "../../lib/csr.ts";
import type { KeptProgram, LpSolution, LpSolver } from "../../lib/lp-solver.ts";
import { dijkstra, pathTo } from "../routing/index.ts";

export interface MulticommodityProblem {
  readonly nodeCount: number;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** Per unit of any good, at least 0. */
  readonly cost: Float64Array;
  /** Shared by all goods; may be Infinity. */
  readonly capacity: Float64Array;
  readonly origin: Int32Array;
  readonly destination: Int32Array;
  readonly demand: Float64Array;
  /** What one unit that is not carried costs, by good; all must be carried when not given. */
  readonly penalty?: Float64Array;
}

export interface CarriedPath {
  readonly good: number;
  readonly arcs: Int32Array;
  readonly flow: number;
}

export interface MulticommodityOptimum {
  /** `not-converged`: ended by a limit; flows are feasible and the bound holds all the same. */
  readonly status: "ok" | "not-converged";
  readonly cost: number;
  /** No solution costs less. */
  readonly bound: number;
  /** (cost − bound) / |cost| */
  readonly relativeGap: number;
  readonly paths: readonly CarriedPath[];
  /** Of all goods, by arc. */
  readonly arcFlow: Float64Array;
  /** What one more unit of capacity would save, by arc. */
  readonly arcPrice: Float64Array;
  /** What one more unit of a good would cost. */
  readonly goodPrice: Float64Array;
  /** Not carried, by good. */
  readonly unserved: Float64Array;
  readonly rounds: number;
  readonly columns: number;
}

/**
 * With tolls `arcToll` the goods would need more toll on their shortest paths, Σ demand × distance, than all capacities
 * give, Σ capacity × toll: so they cannot all be carried (Iri 1971; Onaga & Kakusho 1971).
 */
export interface MulticommodityInfeasible {
  readonly status: "infeasible";
  readonly arcToll: Float64Array;
  /** Units at least that cannot be carried. */
  readonly shortfall: number;
  readonly unserved: Float64Array;
}

export type Multicommodity = MulticommodityOptimum | MulticommodityInfeasible;

export interface MulticommodityOptions {
  /** Relative; 1e-9 unless given. */
  readonly gap?: number;
  readonly maxRounds?: number;
  readonly shouldStop?: () => boolean;
}

const DEFAULT_GAP = 1e-9;
const MOST_ROUNDS = 500;
/** Of all demand: less than this unserved is rounding of the linear solver. */
const UNSERVED = 1e-8;

/**
 * Least-cost flows of all goods, or tolls that prove there are none.
 * @throws RangeError when a cost, capacity or demand is negative
 */
export function multicommodityFlow(
  problem: MulticommodityProblem,
  solver: LpSolver,
  options: MulticommodityOptions = {},
): Multicommodity {
  checkProblem(problem);
  const { penalty } = problem;
  if (problem.demand.every((amount) => amount === 0)) return nothingToCarry(problem);
  if (penalty !== undefined) return run(problem, solver, options, { penalty, countUnservedOnly: false });
  // Dearer than any path; what is not carried at such a price mostly cannot be, and the tolls prove it.
  const dear = (problem.cost.reduce((most, value) => Math.max(most, value), 0) || 1) * problem.nodeCount;
  const most = UNSERVED * sum(problem.demand);
  const goods = problem.demand.length;
  for (const perUnit of [4 * dear, 4e3 * dear]) {
    const found = run(problem, solver, options, {
      penalty: new Float64Array(goods).fill(perUnit),
      countUnservedOnly: false,
    });
    if (sum(found.unserved) <= most) return found;
    const arcToll = found.arcPrice.map((price) => price / perUnit);
    const pricing = new Pricing(problem, new Float64Array(arcToll.length), new Float64Array(goods).fill(1));
    pricing.findPaths(arcToll, undefined);
    if (pricing.bound > most)
      return { status: "infeasible", arcToll, shortfall: pricing.bound, unserved: found.unserved };
  }
  // Exactly as much as cannot be carried, whatever it costs; zero means that only the price above was too low.
  const least = run(problem, solver, options, { penalty: new Float64Array(goods).fill(1), countUnservedOnly: true });
  const { arcPrice: arcToll, bound: shortfall, unserved } = least;
  return shortfall > most
    ? { status: "infeasible", arcToll, shortfall, unserved }
    : { ...least, status: "not-converged" };
}

function nothingToCarry({ cost, demand }: MulticommodityProblem): MulticommodityOptimum {
  const none = { cost: 0, bound: 0, relativeGap: 0, paths: [], rounds: 0, columns: 0 };
  const [arcFlow, arcPrice] = [new Float64Array(cost.length), new Float64Array(cost.length)];
  const [goodPrice, unserved] = [new Float64Array(demand.length), new Float64Array(demand.length)];
  return { status: "ok", ...none, arcFlow, arcPrice, goodPrice, unserved };
}

function checkProblem({ cost, capacity, demand, origin, destination }: MulticommodityProblem): void {
  const isBad = (value: number) => !(value >= 0);
  for (const [name, values] of Object.entries({ cost, capacity, demand })) {
    const at = values.findIndex(isBad);
    if (at >= 0) throw new RangeError(`${name} ${at} is negative or not a number`);
  }
  const same = origin.findIndex((node, good) => node === destination[good]);
  if (same >= 0) throw new RangeError(`good ${same} begins where it ends`);
}

interface Setting {
  readonly penalty: Float64Array;
  /** Paths cost nothing: the least that cannot be carried. */
  readonly countUnservedOnly: boolean;
}

function run(
  problem: MulticommodityProblem,
  solver: LpSolver,
  { gap = DEFAULT_GAP, maxRounds = MOST_ROUNDS, shouldStop }: MulticommodityOptions,
  { penalty, countUnservedOnly }: Setting,
): MulticommodityOptimum {
  const cost = countUnservedOnly ? new Float64Array(problem.cost.length) : problem.cost;
  const master = new Master(problem, cost, penalty, solver);
  const pricing = new Pricing(problem, cost, penalty);
  try {
    let bestBound = Number.NEGATIVE_INFINITY;
    let bestPrice: Float64Array = new Float64Array(cost.length);
    master.add(pricing.findPaths(bestPrice, undefined));
    for (let round = 1; ; round++) {
      const solution = master.solve();
      const arcPrice = master.arcPrices(solution);
      const missing = pricing.findPaths(arcPrice, master.goodPrices(solution));
      if (pricing.bound > bestBound) {
        bestBound = pricing.bound;
        bestPrice = arcPrice;
      }
      const scale = Math.max(Math.abs(solution.objective), Number.MIN_VALUE);
      const relativeGap = Math.max(0, solution.objective - bestBound) / scale;
      const isDone = relativeGap <= gap || missing.length === 0;
      if (isDone || round >= maxRounds || shouldStop?.()) {
        const status = relativeGap <= Math.max(gap, LP_ROUNDING) ? "ok" : "not-converged";
        return { status, ...master.read(solution), bound: bestBound, relativeGap, arcPrice: bestPrice, rounds: round };
      }
      master.add(missing);
    }
  } finally {
    master.dispose();
  }
}

/** Paths that gain less than this are not missing; it lies below the solver's own tolerance on duals. */
const LP_ROUNDING = 1e-7;

interface FoundPath {
  readonly good: number;
  readonly arcs: Int32Array;
}

/** Shortest paths under prices, one search per origin. */
class Pricing {
  /** Lagrangian bound of the last prices. */
  bound = Number.NEGATIVE_INFINITY;
  readonly #problem: MulticommodityProblem;
  readonly #graph: Csr;
  readonly #cost: Float64Array;
  readonly #penalty: Float64Array;
  readonly #goodsByOrigin: readonly (readonly [number, readonly number[]])[];

  constructor(problem: MulticommodityProblem, cost: Float64Array, penalty: Float64Array) {
    this.#problem = problem;
    this.#graph = toCsr(problem.nodeCount, problem.tail, problem.head);
    this.#cost = cost;
    this.#penalty = penalty;
    const goods = new Map<number, number[]>();
    for (const [good, origin] of problem.origin.entries()) {
      if (problem.demand[good] === 0) continue;
      const list = goods.get(origin);
      if (list === undefined) goods.set(origin, [good]);
      else list.push(good);
    }
    this.#goodsByOrigin = [...goods];
  }

  /** For every good its shortest path, where that is cheaper than its price; sets the bound of these prices. */
  findPaths(arcPrice: Float64Array, goodPrice: Float64Array | undefined): FoundPath[] {
    const { destination, demand, capacity } = this.#problem;
    const graph = this.#graph;
    const priced = graph.original.length === 0 ? new Float64Array(0) : new Float64Array(graph.arcCount);
    for (let slot = 0; slot < priced.length; slot++) {
      const arc = graph.original[slot];
      // An arc without any room carries nothing: what a path over it would cost does not matter.
      priced[slot] = capacity[arc] === 0 ? Number.POSITIVE_INFINITY : this.#cost[arc] + arcPrice[arc];
    }
    let bound = 0;
    for (let arc = 0; arc < arcPrice.length; arc++) if (arcPrice[arc] > 0) bound -= capacity[arc] * arcPrice[arc];
    const found: FoundPath[] = [];
    for (const [origin, goods] of this.#goodsByOrigin) {
      const paths = dijkstra(graph, priced, origin);
      for (const good of goods) {
        const distance = paths.distance[destination[good]];
        bound += demand[good] * Math.min(distance, this.#penalty[good]);
        const price = goodPrice?.[good] ?? Number.POSITIVE_INFINITY;
        if (distance === Number.POSITIVE_INFINITY || distance >= price - 1e-11 * (Math.abs(price) + 1)) continue;
        const slots = pathTo(graph, paths, destination[good]);
        if (slots !== undefined) found.push({ good, arcs: slots.map((slot) => graph.original[slot]) });
      }
    }
    this.bound = bound;
    return found;
  }
}

/** The linear program over known paths; its first columns are what is not carried. */
class Master {
  readonly #problem: MulticommodityProblem;
  readonly #cost: Float64Array;
  readonly #program: KeptProgram;
  /** Row of an arc's capacity, -1 where it has none or no room at all. */
  readonly #rowOf: Int32Array;
  readonly #columns: FoundPath[] = [];

  constructor(problem: MulticommodityProblem, cost: Float64Array, penalty: Float64Array, solver: LpSolver) {
    this.#problem = problem;
    this.#cost = cost;
    const { demand, capacity } = problem;
    const goods = demand.length;
    const bounded = [...capacity.keys()].filter((arc) => capacity[arc] > 0 && Number.isFinite(capacity[arc]));
    this.#rowOf = new Int32Array(capacity.length).fill(-1);
    for (const [i, arc] of bounded.entries()) this.#rowOf[arc] = goods + i;
    const rowUpper = Float64Array.from([...demand, ...bounded.map((arc) => capacity[arc])]);
    this.#program = solver.keep({
      sense: "min",
      cost: penalty,
      lower: new Float64Array(goods),
      upper: new Float64Array(goods).fill(Number.POSITIVE_INFINITY),
      rowLower: Float64Array.from(rowUpper, (value, row) => (row < goods ? value : Number.NEGATIVE_INFINITY)),
      rowUpper,
      starts: Int32Array.from({ length: goods + 1 }, (_, good) => good),
      rows: Int32Array.from({ length: goods }, (_, good) => good),
      values: new Float64Array(goods).fill(1),
    });
  }

  add(paths: readonly FoundPath[]): void {
    if (paths.length === 0) return;
    const starts = [0];
    const rows: number[] = [];
    const costs: number[] = [];
    for (const { good, arcs } of paths) {
      rows.push(good, ...[...arcs].map((arc) => this.#rowOf[arc]).filter((row) => row >= 0));
      starts.push(rows.length);
      costs.push(arcs.reduce((total, arc) => total + this.#cost[arc], 0));
    }
    this.#columns.push(...paths);
    this.#program.addColumns({
      cost: Float64Array.from(costs),
      lower: new Float64Array(paths.length),
      upper: new Float64Array(paths.length).fill(Number.POSITIVE_INFINITY),
      starts: Int32Array.from(starts),
      rows: Int32Array.from(rows),
      values: new Float64Array(rows.length).fill(1),
    });
  }

  /** From the last basis, which new columns leave feasible. */
  solve(): LpSolution {
    const solution = this.#program.solve({ method: "simplex", simplex: "primal", presolve: false });
    // It has a solution (carry nothing) and no cost below zero, so anything else is a failure of the numbers.
    if (solution.status !== "optimal") throw new Error(`expected an optimum of the master program: ${solution.status}`);
    return solution;
  }

  arcPrices(solution: LpSolution): Float64Array {
    return Float64Array.from(this.#rowOf, (row) => (row < 0 ? 0 : Math.max(0, -solution.rowDual[row])));
  }

  goodPrices(solution: LpSolution): Float64Array {
    return solution.rowDual.slice(0, this.#problem.demand.length);
  }

  read(
    solution: LpSolution,
  ): Pick<MulticommodityOptimum, "cost" | "paths" | "arcFlow" | "goodPrice" | "unserved" | "columns"> {
    const goods = this.#problem.demand.length;
    const arcFlow = new Float64Array(this.#cost.length);
    const paths: CarriedPath[] = [];
    for (const [column, { good, arcs }] of this.#columns.entries()) {
      const flow = solution.primal[goods + column];
      if (!(flow > 0)) continue;
      paths.push({ good, arcs, flow });
      for (const arc of arcs) arcFlow[arc] += flow;
    }
    return {
      cost: solution.objective,
      paths,
      arcFlow,
      goodPrice: this.goodPrices(solution),
      unserved: solution.primal.slice(0, goods).map((amount) => Math.max(0, amount)),
      columns: this.#columns.length,
    };
  }

  dispose(): void {
    this.#program.dispose();
  }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
