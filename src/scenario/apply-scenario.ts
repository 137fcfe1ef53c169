// A scenario over a dataset → another dataset that answers every question with the edits in it. The base stays as it is.

import { type LaidRows, type LoadedDataset, layOver, underScenario } from "../data/index.ts";
import type { ScenarioOf } from "../model/dataset.ts";
import { rowsOf } from "./resolve-scenario.ts";
import type { Scenario } from "./scenario.ts";

/**
 * The dataset as the scenario says. `dataset.scenario` names it and `dataset.base` gives the base back.
 * @throws InvalidInput with every error of its resolution
 */
export function applyScenario(dataset: LoadedDataset, scenario: Scenario): LoadedDataset {
  const { resolution, rows, laid } = rowsOf(dataset, scenario);
  const { id, name, baseDate, hash } = resolution;
  return named(dataset, laid, rows, { id, name, baseDate, hash });
}

function named(dataset: LoadedDataset, laid: LoadedDataset, rows: LaidRows, scenario: ScenarioOf): LoadedDataset {
  const applied = underScenario(dataset, laid, scenario);
  const bare = dataset.withoutOverlays;
  if (bare === undefined) return applied;
  // What an overlay changes is told by the same scenario without it.
  return {
    ...applied,
    withoutOverlays: () => underScenario(bare() as LoadedDataset, layOver(bare() as LoadedDataset, rows), scenario),
  };
}
