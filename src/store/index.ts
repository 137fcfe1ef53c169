// What the rest of the program may use of the store.

export { awaitOwnerAddress, findOwnerSecret } from "./lock.ts";
export { openStore, type Reservation, reserveStore, type Store, type StorePlace } from "./open-store.ts";
export { addResult, findResult, type PackedResult, packResult } from "./results.ts";
export {
  addRun,
  beginRun,
  ENDED,
  endRun,
  findEqualRun,
  findRun,
  forgetOldRuns,
  forgetRun,
  type KeptRun,
  listRuns,
  listUnderWay,
  noteJob,
  noteProgress,
  type RunEnd,
  type RunsAsked,
  type RunToKeep,
  requeueRun,
} from "./runs.ts";
export {
  countScenarios,
  findScenario,
  forgetScenario,
  type KeptScenario,
  listScenarios,
  type ScenarioTitle,
  type ScenarioToKeep,
  saveScenario,
} from "./scenarios.ts";
export {
  addSweepParts,
  addSweepPoints,
  addSweepResults,
  clearSweep,
  countSweep,
  findModel,
  findPart,
  hasPartsLeft,
  holdRun,
  keepModel,
  listJobsOf,
  listJobsOfSweep,
  listSweepPoints,
  listSweepResults,
  noteFailure,
  notePartDone,
  noteWorker,
} from "./sweeps.ts";
export type { Db, HeadlineFigure, KnownSoFar, RunProgress, RunScenario, RunState, StoredProblem } from "./tables.ts";
export { findWorkToken, type KeptToken, listTokens, makeToken, revokeToken } from "./tokens.ts";
