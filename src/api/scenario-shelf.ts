// Scenarios by id: those that come as files with the dataset, read once, and those that are kept in the store. A shipped id
// cannot be taken by a kept one.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { LoadedDataset } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import {
  checkScenarioDocument,
  checkScenarioText,
  type Resolution,
  readScenario,
  type Scenario,
  scenarioFromDocument,
  toDocument,
} from "../scenario/index.ts";
import {
  findScenario,
  type KeptScenario,
  listScenarios,
  type RunScenario,
  type ScenarioTitle,
} from "../store/index.ts";
import type { ScenarioListed } from "../wire/kept-scenarios.ts";
import type { Keeping } from "./keeping.ts";

export interface ShelvedScenario {
  readonly listed: ScenarioListed;
  readonly document: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly text: string;
}

export interface ScenarioShelf {
  /** Shipped ones first, each by name. */
  list(): Promise<ScenarioListed[]>;
  find(id: string): Promise<ShelvedScenario | undefined>;
  isShipped(id: string): boolean;
}

/**
 * @param folder of the shipped ones, `*.yaml`; there may be none
 * @param dataset that they are laid over
 */
export function createScenarioShelf(
  dataset: LoadedDataset,
  folder: string | undefined,
  keeping: Keeping,
): ScenarioShelf {
  let shipped: ReadonlyMap<string, ShelvedScenario> | undefined;
  const getShipped = (): ReadonlyMap<string, ShelvedScenario> => {
    shipped ??= new Map(readFolder(dataset, folder).map((one) => [one.listed.id, one]));
    return shipped;
  };
  return {
    async list() {
      const kept = !keeping.isEmpty() ? await listScenarios((await keeping.get()).store.db) : [];
      return [...[...getShipped().values()].map(({ listed }) => listed), ...kept.map(toListed)];
    },
    async find(id) {
      const found = getShipped().get(id);
      if (found !== undefined || keeping.isEmpty()) return found;
      const kept = await findScenario((await keeping.get()).store.db, id);
      return kept === undefined ? undefined : toShelved(kept);
    },
    isShipped: (id) => getShipped().has(id),
  };
}

/** Files that do not fit the dataset are left out: they are for another one, and `kopru scenario check` says why. */
function readFolder(dataset: LoadedDataset, folder: string | undefined): ShelvedScenario[] {
  const shelved = filesIn(folder).flatMap((file): ShelvedScenario[] => {
    const text = readFileSync(file, "utf8");
    try {
      const checked = checkSent(dataset, { text }, path.basename(file, ".yaml"));
      const { id, name, names, baseDate, notes, edits } = checked.scenario;
      const titles = { id, name, ...(names === undefined ? {} : { names }) };
      const common = { ...titles, baseDate, notes, edits: edits.length, hash: checked.resolution.hash };
      const listed = { ...common, kind: "shipped" as const, version: null, who: null, savedAt: null };
      return [{ listed, document: { ...toDocument(checked.scenario) }, text }];
    } catch (error) {
      if (error instanceof InvalidInput) return [];
      throw error;
    }
  });
  return shelved.sort((a, b) => (a.listed.name < b.listed.name ? -1 : 1));
}

function filesIn(folder: string | undefined): string[] {
  if (folder === undefined) return [];
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".yaml"))
      .map((file) => path.join(folder, file));
  } catch {
    // No folder: this dataset brings no scenarios.
    return [];
  }
}

export const toListed = (kept: ScenarioTitle): ScenarioListed => ({
  id: kept.id,
  name: kept.name,
  kind: "kept",
  baseDate: kept.base_date,
  edits: kept.edits,
  notes: kept.notes,
  hash: kept.hash,
  version: kept.version,
  who: kept.who,
  savedAt: kept.saved_at.toISOString(),
});

const toShelved = (kept: KeptScenario): ShelvedScenario => ({
  listed: toListed(kept),
  document: { ...kept.document, name: kept.name },
  text: kept.text,
});

export interface CheckedScenario {
  readonly scenario: Scenario;
  readonly resolution: Resolution;
}

/** A scenario as it is sent: one of the two. */
export interface SentScenario {
  readonly text?: string | undefined;
  readonly scenario?: unknown;
}

/** What a scenario would do, or everything that is wrong with it, of form and of meaning. */
export const resolveSent = (dataset: LoadedDataset, { text, scenario }: SentScenario, id: string): Resolution =>
  text === undefined ? checkScenarioDocument(dataset, scenario, id) : checkScenarioText(dataset, text, `${id}.yaml`);

/**
 * A scenario that can be laid over the dataset.
 * @throws InvalidInput with everything that is wrong with it
 */
export function checkSent(dataset: LoadedDataset, sent: SentScenario, id: string): CheckedScenario {
  const resolution = resolveSent(dataset, sent, id);
  if (resolution.errors.length > 0) throw new InvalidInput(resolution.errors);
  const { text, scenario: document } = sent;
  const scenario = text === undefined ? scenarioFromDocument(document, id) : readScenario(text, `${id}.yaml`);
  return { resolution, scenario };
}

/** What a run keeps of a scenario, so that it can be repeated when the scenario has changed. */
export const toRunScenario = ({ scenario, resolution }: CheckedScenario): RunScenario => ({
  name: scenario.name,
  baseDate: scenario.baseDate,
  hash: resolution.hash,
  document: { ...toDocument(scenario) },
});
