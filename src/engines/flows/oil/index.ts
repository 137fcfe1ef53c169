// The oil engine: allocation with perfect foresight, a rolling policy beside it, and what the loss of each element costs.

export { allocate, type OilAllocation, type OilCertificate, type OilPrices } from "./allocate.ts";
export { evaluate, type OilOutcome } from "./evaluate.ts";
export { modelFromDocument, type OilDocument } from "./from-document.ts";
export type * from "./oil-model.ts";
