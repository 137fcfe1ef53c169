// Answers `kopru assign`: runs the study and turns its result into JSON.

import { type Assigned, delayAt, selectLink } from "../engines/assignment/index.ts";
import type { CongestedNetwork, DemandTable } from "../model/congested-network.ts";
import { InvalidInput } from "../model/problem.ts";
import { assignNetwork, type NetworkAssignmentRequest } from "../studies/network-assignment.ts";
import type { AssignAnswer, AssignedLinkJson, AssignOk } from "./assign.ts";
import type { ProblemJson } from "./common.ts";

const SLOWEST_SHOWN = 10;
const PAIRS_SHOWN = 100;
const WARM_SECONDS = 0.5;
const MOST_WARM_RUNS = 400;

export interface AssignQuestion extends Omit<NetworkAssignmentRequest, "shouldStop"> {
  /** Id of a link whose users are asked for. */
  readonly selectedLink?: string;
  readonly maxSeconds?: number;
  /**
   * Solves so often and reports the median of the times. `warm`: as often as fits into half a second, and the median of the
   * later half, when the code has been compiled. 1 when not given. The answer is the same each time.
   */
  readonly repeat?: number | "warm";
}

export interface AnsweredAssignment {
  readonly answer: AssignAnswer;
  /** For files beside the answer; absent when there is no answer. */
  readonly result?: Assigned;
}

/**
 * Assigns demand and certifies the result.
 * @param now milliseconds, never going back
 * @throws InvalidInput with every problem of the question
 */
export function answerAssignment(
  network: CongestedNetwork,
  demand: DemandTable,
  question: AssignQuestion,
  now: () => number,
): AnsweredAssignment {
  const selected = question.selectedLink === undefined ? undefined : findLink(network, question.selectedLink);
  const { maxSeconds } = question;
  const times: number[] = [];
  const solve = () => {
    const start = now();
    const shouldStop = (): boolean => maxSeconds !== undefined && now() - start > 1000 * maxSeconds;
    const found = assignNetwork(network, demand, { ...question, shouldStop });
    times.push((now() - start) / 1000);
    return found;
  };
  let found = solve();
  const [secondsFirst] = times;
  const isEnough =
    question.repeat === "warm"
      ? () => times.length >= MOST_WARM_RUNS || times.reduce((sum, time) => sum + time, 0) > WARM_SECONDS
      : () => times.length >= Number(question.repeat ?? 1);
  while (!isEnough()) found = solve();
  const counted = question.repeat === "warm" ? times.slice(times.length >> 1) : times;
  const seconds = counted.toSorted((a, b) => a - b)[counted.length >> 1];
  if (found.status === "none") return { answer: toNone(found.pairsWithoutPath) };
  const { problem, result } = found;
  const { certificate } = result;
  const showLink = linkWriter(network, result);
  const lost = result.linkFlow.map((flow, link) => flow * (result.linkCost[link] - freeCostOf(link)));
  function freeCostOf(link: number): number {
    const point = { time: 0, slope: 0, curvature: 0 };
    delayAt(problem.delays, link, 0, point);
    return point.time + (problem.fixedCost?.[link] ?? 0);
  }
  const slowest = Array.from(lost.keys()).sort((a, b) => lost[b] - lost[a] || a - b);
  const answer: AssignOk = {
    status: "ok",
    principle: question.objective,
    converged: result.status === "ok",
    ended: result.ended,
    objective: certificate.objective,
    lowerBound: certificate.lowerBound,
    totalTravelTime: result.totalTravelCost,
    relativeGap: certificate.relativeGap,
    gap: { name: "(TSTT - SPTT) / SPTT", value: certificate.relativeGap, asked: question.gap },
    averageExcessCost: certificate.averageExcessCost,
    iterations: certificate.iterations,
    seconds,
    secondsFirst,
    runs: times.length,
    threads: 1,
    network: {
      nodes: problem.nodeCount,
      links: problem.linkTail.length,
      pairs: problem.demand.flow.filter((flow) => flow > 0).length,
      trips: problem.demand.flow.reduce((sum, flow) => sum + flow, 0),
      paths: result.paths.pathCount,
    },
    slowestLinks: slowest.slice(0, SLOWEST_SHOWN).map((link) => showLink(link, freeCostOf(link))),
    ...(selected === undefined
      ? {}
      : {
          selectedLink: {
            link: showLink(selected, freeCostOf(selected)),
            pairs: pairsOf(network, demand, selectLink(problem, result.paths, selected).flowByRow),
          },
        }),
    warnings: toWarnings(result),
  };
  return { answer, result };
}

function findLink({ linkIds }: CongestedNetwork, id: string): number {
  const link = linkIds.indexOf(id);
  if (link >= 0) return link;
  const message = `There is no link ${JSON.stringify(id.slice(0, 60))}.`;
  const hint = "Links of TNTP files are called from-to, as 3-12; of GMNS by their link_id.";
  throw new InvalidInput([{ code: "unknown-link", place: "selectedLink", message, hint }]);
}

function linkWriter(network: CongestedNetwork, result: Assigned): (link: number, freeCost: number) => AssignedLinkJson {
  return (link, freeCost) => ({
    link: network.linkIds[link],
    from: network.nodeIds[network.linkTail[link]],
    to: network.nodeIds[network.linkHead[link]],
    flow: result.linkFlow[link],
    cost: result.linkCost[link],
    freeCost,
    volumeCapacityRatio: network.factor[link] > 0 ? result.linkFlow[link] / network.capacity[link] : null,
    marginalToll: result.linkMarginalToll[link],
  });
}

/** Pairs that use the link selected, largest first. */
function pairsOf(network: CongestedNetwork, demand: DemandTable, flowByRow: Float64Array) {
  return Array.from(flowByRow.keys())
    .filter((row) => flowByRow[row] > 0)
    .sort((a, b) => flowByRow[b] - flowByRow[a] || a - b)
    .map((row) => ({
      from: network.nodeIds[demand.origin[row]],
      to: network.nodeIds[demand.destination[row]],
      flow: flowByRow[row],
    }));
}

const WHY_NOT = {
  iterations: "the limit on iterations was reached",
  stopped: "the limit on time was reached",
  stalled: "rounding leaves nothing more to gain",
} as const;

function toWarnings({ ended, certificate }: Assigned): ProblemJson[] {
  if (ended === "gap") return [];
  const message = `The gap asked for was not reached: ${WHY_NOT[ended]}. The relative gap is ${certificate.relativeGap.toExponential(2)}.`;
  const hint = "Allow more iterations or seconds, or ask for a wider gap.";
  return [{ code: "not-converged", place: "gap", message, hint }];
}

function toNone(pairs: readonly (readonly [string, string])[]): AssignAnswer {
  const [[from, to]] = pairs;
  const others = pairs.length > 1 ? `, and from ${pairs.length - 1} more origins to destinations` : "";
  const reason = `No path leads from ${from} to ${to}${others}.`;
  const hint = "Add links, or take these trips out of the demand. Zones below the first through node cannot be passed.";
  return {
    status: "none",
    reason,
    pairsWithoutPath: pairs.slice(0, PAIRS_SHOWN).map(([a, b]) => [a, b]),
    problems: [{ code: "no-path", place: "demand", message: reason, hint }],
  };
}
