// A point of a sweep of the crossing: the scenario with the point's edits laid on it, the flows that follow, and the crossing in
// blocks.

import type { LoadedDataset } from "../data/index.ts";
import type { PreparePoint } from "./prepare-sweep.ts";

export function prepareCrossingPoint(_base: LoadedDataset): PreparePoint {
  return () => {
    throw new Error("not yet");
  };
}
