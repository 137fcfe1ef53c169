// Proves a dataset: everything that loading checks, and whether what it says of the world can be true. The list of what is
// proved stands in docs/data.md.

import type { Problem } from "../model/problem.ts";
import { checkAges } from "./check-ages.ts";
import { checkBorders } from "./check-borders.ts";
import { checkDefaults } from "./check-defaults.ts";
import { checkConnectivity, checkPublishedLengths, type LengthCheck } from "./check-expectations.ts";
import { checkHeader } from "./check-header.ts";
import { checkLinks } from "./check-links.ts";
import { checkNames } from "./check-names.ts";
import { checkOil } from "./check-oil.ts";
import { checkPositions } from "./check-positions.ts";
import { checkServices } from "./check-services.ts";
import { assembleDataset, type DatasetInput } from "./load-dataset.ts";
import type { LoadedDataset } from "./stack-layers.ts";

export interface CheckReport {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Rows by kind, after stacking. */
  readonly counts: Readonly<Record<string, number>>;
  readonly lengths: readonly LengthCheck[];
  /** The dataset without the rows that have errors. */
  readonly dataset: LoadedDataset;
}

export interface CheckOptions {
  /** ISO date against which the age of values is counted; the dataset's default date when not given. */
  readonly date?: string;
}

/**
 * Checks everything and throws nothing away: all errors and warnings together.
 * @throws InvalidInput only when a folder does not exist.
 */
export function checkDataset(input: DatasetInput, options: CheckOptions = {}): CheckReport {
  const { rows, dataset, findings } = assembleDataset(input);
  checkHeader(dataset, findings);
  checkDefaults(dataset, findings);
  checkNames(rows, findings);
  checkPositions(rows, findings);
  checkLinks(dataset, rows, findings);
  checkBorders(dataset, rows, findings);
  checkServices(dataset, rows, findings);
  checkOil(dataset, rows, findings);
  checkConnectivity(dataset, rows, findings);
  const lengths = checkPublishedLengths(dataset, rows, findings);
  checkAges(rows, options.date ?? dataset.defaultDate, findings);
  const counts = Object.fromEntries(Object.entries(rows).map(([kind, list]) => [kind, list.length]));
  return { errors: findings.errors, warnings: findings.warnings, counts, lengths, dataset };
}
