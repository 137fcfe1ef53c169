// The routing engine to the outside. Everything else in this folder is its own business.

export {
  type BiObjectiveGraph,
  type BiObjectiveOptions,
  type BiObjectiveResult,
  prepareBiObjective,
  searchBiObjective,
} from "./bi-objective.ts";
export { checkPaths, type PathsToCheck } from "./check-paths.ts";
export { type DijkstraOptions, dijkstra, dijkstraTo, pathTo, type ShortestPaths } from "./dijkstra.ts";
export {
  type CostBound,
  type CostSlack,
  computeLowerBounds,
  type LowerBounds,
  type ParetoQuery,
  type ParetoResult,
  type ParetoSolution,
  searchPareto,
} from "./pareto-search.ts";
