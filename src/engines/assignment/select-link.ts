// Who uses a link, and where else do they go? Sums over the paths of an assignment. Path flows of an equilibrium are not
// unique, so a selected link is one possible answer, the one that these path flows give.

import type { AssignmentProblem, PathFlows } from "./problem.ts";

export interface SelectedLink {
  /** Flow over the link by row of demand. */
  readonly flowByRow: Float64Array;
  /** Flow by link of those who use the link selected. */
  readonly flowByLink: Float64Array;
}

/** Flows of all paths that pass a link. */
export function selectLink(problem: AssignmentProblem, paths: PathFlows, link: number): SelectedLink {
  const flowByRow = new Float64Array(problem.demand.flow.length);
  const flowByLink = new Float64Array(problem.linkTail.length);
  for (let path = 0; path < paths.pathCount; path++) {
    const links = paths.links.subarray(paths.firstLink[path], paths.firstLink[path + 1]);
    if (!links.includes(link)) continue;
    flowByRow[paths.demandRow[path]] += paths.flow[path];
    for (const other of links) flowByLink[other] += paths.flow[path];
  }
  return { flowByRow, flowByLink };
}
