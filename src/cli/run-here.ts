// Long work of a command: in a thread of its own, with a bar on stderr; Ctrl-C ends it. The dataset is read in that thread.

import { datasetInput, type GlobalOptions, loadBase } from "./global-options.ts";
import { programVersion } from "./program-version.ts";

export interface AskedHere {
  /** The command's global options: dataset, overlays and scenario. */
  readonly options: GlobalOptions;
  /** By the kind's form; usual values are filled in. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly seed?: number | null;
}

/** What a shell expects of a program that was ended with Ctrl-C. */
const EXIT_INTERRUPTED = 130;

/**
 * Runs a kind of long work and gives its answer, the same as the API's.
 * @throws InvalidInput with every problem of parameters, scenario or dataset
 */
export async function runHere<Answer extends object>(
  kind: string,
  { options, parameters = {}, seed = null }: AskedHere,
): Promise<Answer> {
  const [{ kinds, readParameters, runOnce }, { createProgressBar }] = await Promise.all([
    import("../jobs/index.ts"),
    import("./progress-bar.ts"),
  ]);
  const task = { kind, input: datasetInput(options), parameters: readParameters(kinds, kind, parameters), seed };
  const scenario = await readScenarioOption(options);
  const bar = createProgressBar(kind);
  const stopper = new AbortController();
  const stop = (): void => stopper.abort();
  process.once("SIGINT", stop);
  try {
    const onProgress = bar.show;
    const found = await runOnce({
      ...task,
      scenario,
      programVersion: programVersion(),
      onProgress,
      signal: stopper.signal,
    });
    if (found !== undefined) return found.answer as Answer;
  } finally {
    process.off("SIGINT", stop);
    bar.stop();
  }
  process.stderr.write("Cancelled.\n");
  process.exit(EXIT_INTERRUPTED);
}

/** The scenario of --scenario, checked here so that problems name line and column of its file. */
export async function readScenarioOption(options: GlobalOptions) {
  if (options.scenario === undefined) return null;
  const [base, { readScenarioFile }, { toDocument }] = await Promise.all([
    loadBase(options),
    import("./scenario-files.ts"),
    import("../scenario/index.ts"),
  ]);
  const scenario = readScenarioFile(base, options.scenario);
  return { id: scenario.id, document: { ...toDocument(scenario) } };
}
