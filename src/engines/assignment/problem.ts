// What the assignment engine is asked and what it answers: flat arrays by link and by row of demand. Readers of files are
// responsible for what is in them; the engine only asserts.

import type { LinkDelays } from "./delay.ts";

export interface AssignmentProblem {
  readonly nodeCount: number;
  /** Node that each link leaves and enters. */
  readonly linkTail: Int32Array;
  readonly linkHead: Int32Array;
  readonly delays: LinkDelays;
  /** Cost of a link that does not depend on flow (toll, distance), in units of time; none when not given. */
  readonly fixedCost?: Float64Array;
  /** Nodes below this index are zones: paths may begin and end there, but not pass. */
  readonly firstThroughNode: number;
  readonly demand: Demand;
}

/** Rows of demand >= 0; a row from a node to itself costs nothing and uses no link. */
export interface Demand {
  readonly origin: Int32Array;
  readonly destination: Int32Array;
  readonly flow: Float64Array;
}

/** `user-equilibrium`: nobody can do better alone (Wardrop 1952). `system-optimum`: least total cost. */
export type AssignmentObjective = "user-equilibrium" | "system-optimum";

export interface AssignmentOptions {
  readonly objective?: AssignmentObjective;
  /** Relative gap (TSTT − SPTT) / SPTT to reach; 1e-8 when not given. Below 1e-12 rounding may be in the way. */
  readonly gap?: number;
  /** 200 when not given. */
  readonly maxIterations?: number;
  /** Asked once per iteration; true ends the run. A limit on time belongs here: the engine has no clock. */
  readonly shouldStop?: (progress: Progress) => boolean;
}

export interface Progress {
  readonly iterations: number;
  readonly relativeGap: number;
}

/** How good an answer is. Costs are those that travellers choose by: marginal costs for the system optimum. */
export interface Certificate {
  /** (TSTT − SPTT) / SPTT. */
  readonly relativeGap: number;
  /** (TSTT − SPTT) / demand that travels: what a traveller loses on average. */
  readonly averageExcessCost: number;
  /** TSTT: sum of flow × cost over links. */
  readonly totalCost: number;
  /** SPTT: sum of demand × least cost, at the same costs. */
  readonly leastTotalCost: number;
  /** What is minimised: Beckmann's sum of integrals, or the total cost for the system optimum. */
  readonly objective: number;
  /** The objective is not below this (Frank and Wolfe 1956). */
  readonly lowerBound: number;
  readonly iterations: number;
}

export interface Assigned {
  /** `not-converged`: flows are feasible, but the gap asked for was not reached. */
  readonly status: "ok" | "not-converged";
  /** Why it ended. */
  readonly ended: "gap" | "iterations" | "stopped" | "stalled";
  readonly certificate: Certificate;
  /** Flow by link. */
  readonly linkFlow: Float64Array;
  /** What a traveller pays for a link: time and fixed cost. */
  readonly linkCost: Float64Array;
  /** What all others pay for one traveller more, flow × slope: the toll that makes the equilibrium the optimum. */
  readonly linkMarginalToll: Float64Array;
  /** Sum of flow × linkCost. */
  readonly totalTravelCost: number;
  /** Least cost by row of demand, in the costs travellers choose by. */
  readonly leastCost: Float64Array;
  /** Links whose flow is so close to a capacity that `davidson` or `mm1` was replaced by its tangent. */
  readonly linksAtCapacity: Int32Array;
  readonly paths: PathFlows;
}

/** Paths with flow, grouped by row of demand. Link flows of an equilibrium are unique, path flows are not. */
export interface PathFlows {
  readonly pathCount: number;
  /** Row of demand of each path. */
  readonly demandRow: Int32Array;
  readonly flow: Float64Array;
  /** pathCount + 1 offsets into `links`. */
  readonly firstLink: Int32Array;
  /** Links in the order of travel. */
  readonly links: Int32Array;
}

/** Some demand has no path at all. */
export interface Infeasible {
  readonly status: "infeasible";
  /** Rows of demand without a path. */
  readonly rowsWithoutPath: Int32Array;
}

export type AssignmentResult = Assigned | Infeasible;
