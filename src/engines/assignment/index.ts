// The assignment engine to the outside. Everything else in this folder is its own business.

export { assign } from "./assign.ts";
export { checkAssignment } from "./check-assignment.ts";
export { checkCorridor } from "./corridor/check-corridor.ts";
export type { Column } from "./corridor/from-network/columns.ts";
export {
  type CorridorModel,
  type CorridorModelOptions,
  type ModelRow,
  NOT_SHIPPED,
  type SolvedMonth,
  type SolveMonthOptions,
} from "./corridor/from-network/corridor-model.ts";
export type { CargoGraph, GroupUnit } from "./corridor/from-network/graphs.ts";
export { createCorridorModel } from "./corridor/from-network/model.ts";
export type { Month, MonthState } from "./corridor/from-network/months.ts";
export type { Resource, ResourceState } from "./corridor/from-network/resources.ts";
export type {
  CorridorElements,
  CorridorOptions,
  CorridorPrices,
  CorridorProblem,
  CorridorSolution,
  NamedGap,
} from "./corridor/problem.ts";
export { solveCorridor } from "./corridor/solve.ts";
export {
  createDelays,
  DELAY,
  type DelayName,
  type DelayPoint,
  delayAt,
  delayIntegral,
  type LinkDelays,
} from "./delay.ts";
export { type CountsEstimate, type CountsProblem, demandFromCounts } from "./demand-from-counts.ts";
export type {
  Assigned,
  AssignmentObjective,
  AssignmentOptions,
  AssignmentProblem,
  AssignmentResult,
  Certificate,
  Demand,
  Infeasible,
  PathFlows,
  Progress,
} from "./problem.ts";
export { type SelectedLink, selectLink } from "./select-link.ts";
export { skim } from "./skim.ts";
