// The simulation engine as others may use it: models as data, the builder, experiments and what they say.

export { buildModel, ModelBuilder } from "./build-model.ts";
export { addRow, type CellRows } from "./cells.ts";
export { type CompiledModel, compileModel } from "./compile-model.ts";
export type { Amount, Times } from "./distribution.ts";
export { PLACE } from "./entity-rows.ts";
export {
  type Experiment,
  ExperimentBook,
  type ExperimentOptions,
  endToEndMean,
  findWarmUp,
  type KeptRecord,
  LEAST_FOR_PRECISION,
  type PairedDifference,
  pairedDifference,
  runExperiment,
  type WarmUp,
} from "./experiment.ts";
export { EVENT, KIND } from "./flat-model.ts";
export { blockNames, isFleetOf } from "./from-network/block-names.ts";
export { type CauseHours, causeHoursOf } from "./from-network/cause-hours.ts";
export { corridorBlocks } from "./from-network/corridor-blocks.ts";
export {
  type CrossingPath,
  type FlowRead,
  type LegGiven,
  type PathGiven,
  STAGES,
  type Stage,
  type StationGiven,
} from "./from-network/corridor-given.ts";
export {
  type CorridorRead,
  crossedWater,
  linesOn,
  readCorridor,
} from "./from-network/read-corridor.ts";
export type { LineRead } from "./from-network/read-line.ts";
export { readTankers, type TankerLineRead, type TankersRead, tankerLinks } from "./from-network/read-tankers.ts";
export { sailHours } from "./from-network/ships-in-blocks.ts";
export { parcelsOf, tankerBlocks, tankerNames } from "./from-network/tanker-blocks.ts";
export { PHASE, PHASES } from "./gauge-plan.ts";
export type { Kernel } from "./kernel.ts";
export { CAUSES, type Cause } from "./lost-time.ts";
export type { Block, SimulationModel } from "./model.ts";
export { type Interval, intervalOf, mser5, relativeHalfWidth } from "./output-analysis.ts";
export { type ReplicationOptions, type ReplicationRecord, Replicator } from "./replication.ts";
export type { RunEnd, RunResult, RunWatcher, TraceRow } from "./run.ts";
export { cellStart, quantileOfCells, quantileOfGauge, SLOT_CELLS } from "./tally.ts";
export { type Journey, QueueSamples, Timeline, type VesselPhase } from "./timeline.ts";
export { findOverloads, type Load } from "./traffic.ts";
