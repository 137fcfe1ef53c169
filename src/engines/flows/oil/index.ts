// The oil engine: allocation with perfect foresight, a rolling policy beside it, and what the loss of each element costs.

export {
  allocate,
  firstDay,
  type OilAllocation,
  type OilCertificate,
  type OilPrices,
  sliceDays,
  steadyFlows,
  steadyStart,
} from "./allocate.ts";
export { arcValueUsd, type OilStart } from "./build-program.ts";
export { evaluate, type OilOutcome } from "./evaluate.ts";
export { modelFromDocument, type OilDocument } from "./from-document.ts";
export { type ElementLoss, loseEach, mostOnPaper, onPaper } from "./lose-each.ts";
export type * from "./oil-model.ts";
export { toNetwork } from "./oil-model.ts";
export { type BankRow, barrelValueUsd, settleQualityBank, tonnesToBarrels } from "./quality-bank.ts";
export { type OilPolicy, type RollOptions, roll } from "./roll.ts";
