// `--waits FILE|RUN`: waits for ships as a simulation found them, in place of the assumed ones.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import type { LoadedDataset } from "../data/index.ts";
import { type GlobalOptions, loadGiven } from "./global-options.ts";
import { addStoreOptions, type StoreOptions } from "./store-options.ts";

export interface WaitsOptions extends GlobalOptions, StoreOptions {
  readonly waits?: string;
}

/** The option, with those that name where runs are kept. */
export function addWaitsOption(command: Command): Command {
  return addStoreOptions(command).option(
    "--waits <run>",
    "waits for ships as a simulation found them: a kept run (its id or the first eight letters), or a file with its answer",
  );
}

/**
 * The dataset that the options name, with scenario and waits.
 * @throws InvalidInput when there is no such file or run, or it has no waits
 */
export async function loadWithWaits(options: WaitsOptions): Promise<LoadedDataset> {
  const dataset = await loadGiven(options);
  const { waits } = options;
  if (waits === undefined) return dataset;
  const [{ layWaits }, { readWaits }] = await Promise.all([
    import("../data/index.ts"),
    import("../wire/read-waits.ts"),
  ]);
  const isFile = existsSync(waits);
  const text = isFile ? readFileSync(waits, "utf8") : await resultOfRun(options, waits);
  return layWaits(dataset, readWaits(text, isFile ? path.basename(waits) : waits));
}

/** A run's id, or its first letters as `kopru runs list` shows them. */
const RUN_ID = /^[0-9a-f]{8}[0-9a-f-]{0,28}$/;

async function resultOfRun(options: WaitsOptions, run: string): Promise<string> {
  const { InvalidInput } = await import("../model/problem.ts");
  if (!RUN_ID.test(run))
    throw new InvalidInput([
      {
        code: "unknown-run",
        place: "--waits",
        message: `${JSON.stringify(run.slice(0, 100))} is neither a file nor the id of a run.`,
        hint: "kopru runs list names the runs that are kept; kopru simulate --scenario FILE --json > FILE makes a file.",
      },
    ]);
  const [{ openStoreDesk }, { findRunId }] = await Promise.all([import("./ask-store.ts"), import("./find-run-id.ts")]);
  const desk = await openStoreDesk(options, 0);
  try {
    const answer = await desk.ask("GET", `/runs/${await findRunId(desk, run, "--waits")}/result`);
    const { status, problems } = answer as { readonly status?: string; readonly problems?: never };
    if (status === "invalid" && problems !== undefined) throw new InvalidInput(problems);
    return JSON.stringify(answer);
  } finally {
    await desk.close();
  }
}
