// The answer of `kopru route --network`: ways through a network in GMNS form.

import type { GmnsNetwork } from "../model/gmns.ts";
import { findNetworkPaths, type NetworkParetoRequest } from "../studies/network-pareto.ts";
import type { NetworkParetoAnswer } from "./route.ts";

/**
 * Finds the ways that none beats.
 * @param now milliseconds, never going back
 * @throws InvalidInput with every problem of the request
 */
export function answerNetwork(
  network: GmnsNetwork,
  request: NetworkParetoRequest,
  now: () => number,
): NetworkParetoAnswer {
  const start = now();
  const result = findNetworkPaths(network, request);
  const criteria = [...request.criteria];
  if (result.status === "none") {
    const { reason } = result;
    const hint = "Links with `directed` true lead one way only.";
    return {
      status: "none",
      criteria,
      paths: [],
      reason,
      problems: [{ code: "no-route", place: "", message: reason, hint }],
    };
  }
  return {
    status: "ok",
    criteria,
    paths: result.paths.map(({ criteria: costs, nodes }) => ({ criteria: { ...costs }, nodes: [...nodes] })),
    labels: { ...result.labels },
    computedMs: now() - start,
  };
}
