// What the rest of the program may use of the data folder.

export { type CheckOptions, type CheckReport, checkDataset } from "./check.ts";
export type { LengthCheck } from "./check-expectations.ts";
export { type DimacsProblem, dimacsFromText, readDimacs } from "./dimacs.ts";
export { exportCsv } from "./export-csv.ts";
export { exportGeojson } from "./export-geojson.ts";
export { exportGmns } from "./export-gmns.ts";
export { type GmnsOptions, gmnsFromFiles, readGmns } from "./gmns.ts";
export { gmnsCapacitiesFromFiles, readGmnsCapacities } from "./gmns-capacities.ts";
export { readGmnsCongested } from "./gmns-congested.ts";
export { type ImportGmnsOptions, importGmnsFolder } from "./import-gmns.ts";
export { joinRows, type LaidRows, layOver, underScenario } from "./lay-over.ts";
export { layWaits, nearestLaw } from "./lay-waits.ts";
export { type DatasetInput, type LayerInput, loadDataset, loadWithWarnings } from "./load-dataset.ts";
export type { ExportOptions } from "./network-at.ts";
export { type FindPlacesOptions, findPlaces, type PlaceResolution, resolvePlace, searchPlaces } from "./places.ts";
export { type DerivationInputs, type FlowGuess, readDerivation, type Zone } from "./read-derivation.ts";
export type { LayerFile } from "./read-layer.ts";
export type { LoadedDataset } from "./stack-layers.ts";
export { readTntp, type TntpInstance, tntpFromTexts } from "./tntp.ts";
