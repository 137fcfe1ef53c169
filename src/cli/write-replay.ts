// `kopru simulate --replay FILE`: the worst days of the simulated crossing as JSON, the same that GET /runs/:id/replay gives.

import type { SimulateCorridorOk } from "../wire/simulate-corridor.ts";
import { datasetInput, type GlobalOptions } from "./global-options.ts";
import { programVersion } from "./program-version.ts";

/**
 * Runs the worst replication again in a thread and writes it.
 * @param parameters those of the run
 * @returns whether the file could be written
 * @throws InvalidInput for what cannot be replayed
 */
export async function writeReplay(
  file: string,
  {
    options,
    parameters,
    scenario,
    answer,
  }: {
    readonly options: GlobalOptions;
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly scenario: { readonly id: string; readonly document: Readonly<Record<string, unknown>> } | null;
    readonly answer: SimulateCorridorOk;
  },
): Promise<boolean> {
  const [{ runOnce }, { shownState, toldMoment }, { writeFile }] = await Promise.all([
    import("../jobs/index.ts"),
    import("../wire/told-moment.ts"),
    import("node:fs/promises"),
  ]);
  const { seed, replications } = answer;
  const state = shownState(answer);
  const moment = toldMoment(answer, state);
  const found = await runOnce({
    kind: "replay",
    kindsModule: new URL("../jobs/replay-kinds.ts", import.meta.url).href,
    input: datasetInput(options),
    scenario,
    parameters: { run: parameters, state, seed, replications, ...(moment === undefined ? {} : { moment }) },
    seed,
    programVersion: programVersion(),
    onProgress: () => {},
    signal: new AbortController().signal,
  });
  if (found === undefined) return false;
  try {
    await writeFile(file, `${JSON.stringify(found.answer)}\n`);
    return true;
  } catch {
    return false;
  }
}
