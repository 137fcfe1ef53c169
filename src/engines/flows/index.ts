// The flow engine to the outside. Everything else in this folder is its own business.

export { type Betweenness, betweenness } from "./betweenness.ts";
export { checkMaxFlow, checkMinCostFlow, checkMulticommodity } from "./check-flow.ts";
export { disjointPaths, type Graph } from "./disjoint-paths.ts";
export { type Diversification, diversify } from "./diversification.ts";
export { type CapacityNetwork, type MaxFlow, maxFlow } from "./max-flow.ts";
export { type MinCostFlow, type MinCostProblem, minCostFlow } from "./min-cost-flow.ts";
export {
  type Multicommodity,
  type MulticommodityOptions,
  type MulticommodityProblem,
  multicommodityFlow,
} from "./multicommodity.ts";
export * from "./oil/index.ts";
export { exponentialRecoveryLoss, followOutage, type OutageCase, type OutageCourse, resilienceLoss } from "./outage.ts";
export { type SplitNetwork, splitNodes } from "./split-nodes.ts";
