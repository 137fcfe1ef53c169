// Scenario files that a command line names: a path, or the short name of one that comes with the program.

import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { LoadedDataset } from "../data/index.ts";
import { didYouMean } from "../lib/nearest-word.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { checkScenarioText, readScenario, type Scenario } from "../scenario/index.ts";
import { wrongKind } from "../wire/kind-of-file.ts";
import { listShipped, SHIPPED } from "./shipped-scenarios.ts";

/** A scenario is read by people. */
const MAX_BYTES = 1_000_000;

export interface ScenarioText {
  /** As the user named it, for messages. */
  readonly place: string;
  readonly text: string;
}

/** The text of a scenario. @throws InvalidInput when there is no such file */
export function readScenarioText(named: string): ScenarioText {
  const shipped = path.join(SHIPPED, `${named}.yaml`);
  const isShort = /^[a-z0-9-]+$/.test(named) && !isFile(named) && isFile(shipped);
  const file = isShort ? shipped : named;
  if (!isFile(file)) {
    const hint = didYouMean(
      path.basename(named).replace(/\.ya?ml$/, ""),
      listShipped(),
      "a YAML file, or a name out of scenarios/",
    );
    throw new InvalidInput([{ code: "no-file", place: named, message: "there is no such scenario", hint }]);
  }
  if (statSync(file).size > MAX_BYTES)
    throw new InvalidInput([
      { code: "too-large", place: named, message: "larger than 1 MB", hint: "split the scenario" },
    ]);
  return { place: isShort ? path.relative(process.cwd(), shipped) : named, text: readFileSync(file, "utf8") };
}

const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile();

/**
 * A scenario for a dataset.
 * @throws InvalidInput with what is wrong with its form and with its meaning at once
 */
export function readScenarioFile(dataset: LoadedDataset, named: string): Scenario {
  const { place, text } = readScenarioText(named);
  const { errors } = checkScenarioText(dataset, text, place);
  if (errors.length > 0) throw new InvalidInput(ofOtherKind(text, place) ?? errors);
  return readScenario(text, place);
}

/** That a file is no scenario at all, instead of all that it lacks to be one. */
function ofOtherKind(text: string, place: string): Problem[] | undefined {
  try {
    const other = wrongKind(parse(text, { logLevel: "silent" }), place, "scenario");
    return other === undefined ? undefined : [other];
  } catch {
    return undefined;
  }
}
