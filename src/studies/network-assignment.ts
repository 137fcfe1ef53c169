// How does demand spread over any congested network, TNTP or GMNS? The assignment engine on files' own units, with tolls and
// distances weighed into the cost, so that anybody can check it against published instances.

import {
  type Assigned,
  type AssignmentObjective,
  type AssignmentProblem,
  assign,
  createDelays,
  DELAY,
  type Progress,
} from "../engines/assignment/index.ts";
import type { CongestedNetwork, DemandTable } from "../model/congested-network.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";

export interface NetworkAssignmentRequest {
  readonly objective: AssignmentObjective;
  /** Relative gap (TSTT − SPTT) / SPTT. */
  readonly gap: number;
  readonly maxIterations: number;
  /** Units of time per unit of toll, and per unit of length: both 0 in the published solutions of TNTP. */
  readonly tollFactor: number;
  readonly distanceFactor: number;
  /** All demand is multiplied by this. */
  readonly demandFactor: number;
  readonly shouldStop?: (progress: Progress) => boolean;
}

export type NetworkAssignmentResult =
  | { readonly status: "ok"; readonly problem: AssignmentProblem; readonly result: Assigned }
  /** Pairs of node ids with demand and without a path. */
  | { readonly status: "none"; readonly pairsWithoutPath: readonly (readonly [string, string])[] };

/** Assigns. @throws InvalidInput with every number of the request that cannot be */
export function assignNetwork(
  network: CongestedNetwork,
  demand: DemandTable,
  request: NetworkAssignmentRequest,
): NetworkAssignmentResult {
  checkRequest(request);
  const problem = toAssignmentProblem(network, demand, request);
  const { objective, gap, maxIterations, shouldStop } = request;
  const limits = shouldStop === undefined ? {} : { shouldStop };
  const result = assign(problem, { objective, gap, maxIterations, ...limits });
  if (result.status !== "infeasible") return { status: "ok", problem, result };
  const pairsWithoutPath = Array.from(
    result.rowsWithoutPath,
    (row) => [network.nodeIds[demand.origin[row]], network.nodeIds[demand.destination[row]]] as const,
  );
  return { status: "none", pairsWithoutPath };
}

/** The engine's own problem: cost = t (1 + B (x / u)^p) + toll factor × toll + distance factor × length. */
export function toAssignmentProblem(
  network: CongestedNetwork,
  demand: DemandTable,
  { tollFactor, distanceFactor, demandFactor }: Factors,
): AssignmentProblem {
  const { nodeIds, firstThroughNode, linkTail, linkHead, freeTime, capacity, factor, power } = network;
  const kind = factor.map((b) => (b === 0 ? DELAY.constant : DELAY.bpr));
  const delays = { ...createDelays(linkTail.length), kind: Uint8Array.from(kind), freeTime, factor, power };
  return {
    nodeCount: nodeIds.length,
    linkTail,
    linkHead,
    // A constant link may have capacity 0 in the file.
    delays: { ...delays, capacity: capacity.map((u) => (u > 0 ? u : 1)) },
    fixedCost: network.toll.map((toll, link) => tollFactor * toll + distanceFactor * network.length[link]),
    firstThroughNode,
    demand: { ...demand, flow: demand.flow.map((flow) => demandFactor * flow) },
  };
}

type Factors = Pick<NetworkAssignmentRequest, "tollFactor" | "distanceFactor" | "demandFactor">;

/** Gaps below this cannot be told from rounding. */
const LEAST_GAP = 1e-13;

function checkRequest(request: NetworkAssignmentRequest): void {
  const problems: Problem[] = [];
  const check = (field: keyof Factors | "gap" | "maxIterations", least: number, most: number): void => {
    const value = request[field];
    if (value >= least && value <= most) return;
    const message = `${field} must lie between ${least} and ${most}, not ${value}.`;
    problems.push({ code: "out-of-range", place: field, message, hint: "Give a number in that range." });
  };
  check("gap", LEAST_GAP, 1);
  check("maxIterations", 1, 1_000_000);
  check("tollFactor", 0, 1e9);
  check("distanceFactor", 0, 1e9);
  check("demandFactor", 0, 1e6);
  if (problems.length > 0) throw new InvalidInput(problems);
}
