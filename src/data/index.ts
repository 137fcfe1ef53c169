// What the rest of the program may use of the data folder.

export { type DatasetInput, type LayerInput, loadDataset, loadWithWarnings } from "./load-dataset.ts";
export { type LayerFile } from "./read-layer.ts";
export type { LoadedDataset } from "./stack-layers.ts";
