// What does a trip cost in some quantity of its links (kilometres, tolls, time) at the equilibrium? The mean over the paths in
// use, weighted by their flows. Least costs themselves stand in the result of an assignment.

import type { AssignmentProblem, PathFlows } from "./problem.ts";

/**
 * Mean by row of demand of a quantity added up along paths; NaN for rows that use no path, 0 from a node to itself.
 * @param quantity one number per link
 */
export function skim(problem: AssignmentProblem, paths: PathFlows, quantity: ArrayLike<number>): Float64Array {
  const { demand } = problem;
  const sums = new Float64Array(demand.flow.length);
  const flows = new Float64Array(demand.flow.length);
  for (let path = 0; path < paths.pathCount; path++) {
    let along = 0;
    for (let place = paths.firstLink[path]; place < paths.firstLink[path + 1]; place++) {
      along += quantity[paths.links[place]];
    }
    sums[paths.demandRow[path]] += along * paths.flow[path];
    flows[paths.demandRow[path]] += paths.flow[path];
  }
  return sums.map((sum, row) => (demand.origin[row] === demand.destination[row] ? 0 : sum / flows[row]));
}
