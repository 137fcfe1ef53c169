// Datasets with the waits of kept runs over them. Laying takes milliseconds, but what is planned on a dataset is remembered
// for that object: the same run must give the same one.

import { type LoadedDataset, layWaits } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import { notASimulation, readWaits } from "../wire/read-waits.ts";
import type { Keeping } from "./keeping.ts";

/** Runs whose waits are kept over one dataset; the one not asked for longest goes first. */
const MOST = 6;

export interface WaitsShelf {
  /**
   * The dataset with the waits of a kept run.
   * @throws InvalidInput when there is no such run, it has no answer or no waits
   */
  lay(below: LoadedDataset, run: string): Promise<LoadedDataset>;
}

export function createWaitsShelf(keeping: Keeping): WaitsShelf {
  const shelves = new WeakMap<LoadedDataset, Map<string, LoadedDataset>>();
  return {
    async lay(below, id) {
      const { runs } = await keeping.get();
      // Asked each time: a run that was forgotten is not used any more.
      const run = /^[0-9a-f-]{36}$/.test(id) ? await runs.find(id) : undefined;
      if (run === undefined) throw unknownRun(id);
      if (run.kind !== "simulate") throw notASimulation(id, `It is a run of kind ${run.kind}.`);
      const shelf = shelves.get(below) ?? new Map<string, LoadedDataset>();
      shelves.set(below, shelf);
      const laid = shelf.get(id) ?? layWaits(below, readWaits(await resultOf(runs, id, run.state), id));
      shelf.delete(id);
      shelf.set(id, laid);
      const oldest = shelf.keys().next().value;
      if (shelf.size > MOST && oldest !== undefined) shelf.delete(oldest);
      return laid;
    },
  };
}

async function resultOf(
  runs: { findResult(id: string): Promise<string | undefined> },
  id: string,
  state: string,
): Promise<string> {
  const text = await runs.findResult(id);
  if (text !== undefined) return text;
  throw new InvalidInput([
    {
      code: "no-result",
      place: "waits",
      message: `The run ${id} is ${state} and has no answer.`,
      hint: "Wait until its state is done, or repeat it.",
    },
  ]);
}

const unknownRun = (id: string): InvalidInput =>
  new InvalidInput([
    {
      code: "unknown-run",
      place: "waits",
      message: `There is no run ${JSON.stringify(id.slice(0, 60))} whose waits could be used.`,
      hint: "GET /api/v1/runs?kind=simulate lists them; it may have been forgotten. Leave waits out for the assumed ones.",
    },
  ]);
