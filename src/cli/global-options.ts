// Options that every command takes, and the dataset that they name.

import path from "node:path";
import { type Command, Option } from "commander";
import type { DatasetInput, LoadedDataset } from "../data/index.ts";
import type { Language } from "../model/network.ts";
import { projectFolder } from "./program-version.ts";

export interface GlobalOptions {
  readonly data?: string;
  readonly overlay?: readonly string[];
  readonly scenario?: string;
  readonly date?: string;
  readonly json?: boolean;
  readonly source?: boolean;
  readonly lang: Language;
}

/** Gets the exit code of a command that ran. */
export type Finish = (exitCode: number) => void;

export function addGlobalOptions(program: Command): void {
  const collect = (folder: string, before: readonly string[] = []): readonly string[] => [...before, folder];
  program
    .option("--data <folder>", "dataset to use instead of the project's own")
    .option("--overlay <folder>", "files of your own over the dataset; may be given several times", collect)
    .option("--scenario <file>", "a scenario over the dataset: a file, or the name of one in scenarios/")
    .option("--date <date>", "date of the network, as 2030-01-01")
    .option("--json", "print exactly what the API answers")
    .option("--source", "print where the numbers come from")
    .addOption(
      new Option("--lang <language>", "language of place names").choices(["en", "kk", "az", "ru"]).default("en"),
    );
}

/** Which folders the options name. */
export function datasetInput({ data, overlay }: GlobalOptions): DatasetInput {
  return { base: data ?? path.join(projectFolder, "dataset"), overlays: overlay ?? [] };
}

/**
 * Loads the dataset that the options name, with the scenario over it when one is given.
 * @throws InvalidInput with every error in it.
 */
export async function loadGiven(options: GlobalOptions): Promise<LoadedDataset> {
  const dataset = await loadBase(options);
  if (options.scenario === undefined) return dataset;
  const [{ applyScenario }, { readScenarioFile }] = await Promise.all([
    import("../scenario/index.ts"),
    import("./scenario-files.ts"),
  ]);
  return applyScenario(dataset, readScenarioFile(dataset, options.scenario));
}

/** The same without the scenario, for what compares the two. */
export async function loadBase(options: GlobalOptions): Promise<LoadedDataset> {
  const { loadDataset } = await import("../data/index.ts");
  return loadDataset(datasetInput(options));
}

/** Refuses a scenario where it would have no effect, so that nobody believes it had one. @throws InvalidInput */
export async function refuseScenario({ scenario }: GlobalOptions, hint: string): Promise<void> {
  if (scenario === undefined) return;
  const { InvalidInput } = await import("../model/problem.ts");
  throw new InvalidInput([
    { code: "usage", place: "--scenario", message: "This command does not take a scenario.", hint },
  ]);
}
