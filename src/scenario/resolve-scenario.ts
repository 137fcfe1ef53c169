// What a scenario would do to a dataset: every error and warning, and what each edit touches. Changes nothing.

import type { LoadedDataset } from "../data/index.ts";
import type { Resolution, Scenario } from "./scenario.ts";

/** Looks at every edit; never throws for what a scenario says. */
export function resolveScenario(_dataset: LoadedDataset, _scenario: Scenario): Resolution {
  throw new Error("not written yet");
}
