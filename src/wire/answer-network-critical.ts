// The answer of `kopru critical --network`: what the shape and the capacities of any network say.

import type { GmnsNetwork } from "../model/gmns.ts";
import { findNetworkCritical, type NetworkCriticalRequest, type NetworkElement } from "../studies/network-critical.ts";
import type { ProblemJson } from "./common.ts";
import type { NetworkCriticalAnswer } from "./critical.ts";

/**
 * Looks at every element.
 * @param now milliseconds, never going back
 * @throws InvalidInput with every problem of the request
 */
export function answerNetworkCritical(
  network: GmnsNetwork,
  request: NetworkCriticalRequest,
  now: () => number,
): NetworkCriticalAnswer {
  const start = now();
  const found = findNetworkCritical(network, request);
  const seconds = (now() - start) / 1000;
  const { from, to } = request;
  if (found.leastCost === Number.POSITIVE_INFINITY) {
    const reason = `No path leads from ${from} to ${to}.`;
    const hint = "Links with `directed` true lead one way only.";
    return { status: "none", reason, problems: [{ code: "no-route", place: "", message: reason, hint }] };
  }
  const elements = found.elements.map((element) => toElement(element, from !== undefined));
  return {
    status: "ok",
    from: from ?? null,
    to: to ?? null,
    cost: request.cost ?? null,
    nodes: network.nodes.length,
    links: network.links.length,
    maxFlow: found.maxFlow ?? null,
    minCut: found.minCut.map(({ id, capacity }) => ({ id, name: id, capacity })),
    leastCost: found.leastCost ?? null,
    linkDisjointPaths: found.linkDisjointPaths ?? null,
    nodeDisjointPaths: found.nodeDisjointPaths ?? null,
    elements: elements.sort((a, b) => compareElements(a, b)),
    solves: found.solves,
    seconds,
    warnings: request.hasCapacity || from === undefined ? [] : [NO_CAPACITY],
  };
}

type ElementJson = Extract<NetworkCriticalAnswer, { status: "ok" }>["elements"][number];

function toElement(element: NetworkElement, hasPair: boolean): ElementJson {
  const { id, kind, from, to, capacityLossShare = null, detourCost, betweenness } = element;
  const cutsOff = detourCost === Number.POSITIVE_INFINITY;
  const detour = !hasPair || cutsOff || detourCost === undefined ? null : detourCost;
  return { id, kind, from, to, capacityLossShare, detourCost: detour, cutsOff, betweenness };
}

/** What cuts off first, then what costs capacity, then the detour, then the shape. */
function compareElements(a: ElementJson, b: ElementJson): number {
  return (
    Number(b.cutsOff) - Number(a.cutsOff) ||
    (b.capacityLossShare ?? 0) - (a.capacityLossShare ?? 0) ||
    (b.detourCost ?? 0) - (a.detourCost ?? 0) ||
    b.betweenness - a.betweenness ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

const NO_CAPACITY: ProblemJson = {
  code: "no-capacities",
  place: "link.csv",
  message: "the network has no column capacity, so nothing is said about maximum flow",
  hint: "add a column capacity",
};
