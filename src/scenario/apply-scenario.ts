// A scenario over a dataset → another dataset that answers every question with the edits in it. The base stays as it is.

import type { LoadedDataset } from "../data/index.ts";
import type { Scenario } from "./scenario.ts";

/**
 * The dataset as the scenario says. `dataset.scenario` names it and `dataset.base` gives the base back.
 * @throws InvalidInput with every error of its resolution
 */
export function applyScenario(_dataset: LoadedDataset, _scenario: Scenario): LoadedDataset {
  throw new Error("not written yet");
}
