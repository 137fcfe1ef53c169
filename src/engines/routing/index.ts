// The routing engine to the outside. Everything else in this folder is its own business.

export { bestPath } from "./best-path.ts";
export {
  type BiObjectiveGraph,
  type BiObjectiveOptions,
  type BiObjectiveResult,
  prepareBiObjective,
  searchBiObjective,
} from "./bi-objective.ts";
export { checkPaths, type PathsToCheck } from "./check-paths.ts";
export { type ArcRule, arcsOf, bothRules, followsRule, MOST_GROUPS, type PathRule, readRule } from "./constrain.ts";
export { type DijkstraOptions, dijkstra, dijkstraTo, pathTo, type ShortestPaths } from "./dijkstra.ts";
export { epsilonFilter } from "./epsilon-filter.ts";
export type { Evaluation } from "./evaluate.ts";
export {
  type FoundOptions,
  type FoundPath,
  findOptions,
  generalisedWeights,
  type PreparedGraph,
  prepareGraph,
} from "./find-options.ts";
export { type Consignment, fromNetwork, type NetworkQuery } from "./from-network/index.ts";
export { type GridLaw, lawCdf, lawQuantile } from "./grid-law.ts";
export { findHyperpath, type Hyperpath, type HyperpathQuery, loadHyperpath } from "./hyperpath.ts";
export type { EvaluatedElement } from "./journey.ts";
export { leastToGo } from "./least-to-go.ts";
export {
  type CostBound,
  type CostSlack,
  type LowerBounds,
  type ParetoQuery,
  type ParetoResult,
  type ParetoSolution,
  searchPareto,
} from "./pareto-search.ts";
export { notBeaten } from "./select.ts";
export type { Charge, Element, Emission, Exclusion, ServiceArc, ServiceGraph } from "./service-graph.ts";
export {
  breakEvenValueUsd,
  generalisedUsd,
  inventoryUsd,
  type ShippersTerms,
} from "./shippers-terms.ts";
export { SpectrumCache } from "./spectrum-cache.ts";
export { type KShortestQuery, kShortestPaths, type RankedPath } from "./yen.ts";
