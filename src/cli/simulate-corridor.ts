// `kopru simulate --scenario`: the crossing of the dataset; a thread of its own runs it, as the server would.

import type { SEASONS } from "../jobs/season.ts";
import type { SimulateCorridorAnswer } from "../wire/simulate-corridor.ts";
import { cannotWrite } from "./can-write.ts";
import type { GlobalOptions } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";

export interface SimulateCorridorOptions extends GlobalOptions {
  readonly from?: string;
  readonly days?: number;
  readonly season?: (typeof SEASONS)[number];
  readonly fleet?: readonly { readonly line: string; readonly vessels: number; readonly before?: number }[];
  readonly seed: number;
  readonly replications: number;
  readonly level: number;
  readonly precision?: string;
  readonly maxReplications?: number;
  readonly serviceHours?: number;
  /** True for the mean time end to end, else a line and a port: line@port. */
  readonly sensitivity?: true | string;
  readonly threads?: number;
  /** File for the days around the worst moment. */
  readonly replay?: string;
}

/** Runs it. @returns the exit code */
export async function runSimulateCorridor(options: SimulateCorridorOptions): Promise<number> {
  const [{ readScenarioOption, runHere }, { toCrossingText }, { readPrecision }] = await Promise.all([
    import("./run-here.ts"),
    import("./crossing-text.ts"),
    import("../wire/answer-simulate.ts"),
  ]);
  const { seed, replications, level, precision, sensitivity, fleet = [], scenario } = options;
  const kept = (["from", "days", "season", "maxReplications", "serviceHours", "threads"] as const).filter(
    (name) => options[name] !== undefined,
  );
  const [line, from] = typeof sensitivity === "string" ? sensitivity.split("@") : [];
  const parameters = {
    replications,
    level,
    fleet,
    // Beside what there would be without the other fleet.
    against: fleet.length > 0 && scenario !== undefined ? "scenario" : "dataset",
    sensitivity: sensitivity !== undefined,
    ...(line === undefined ? {} : { sensitivityOf: { line, from: from ?? "" } }),
    ...(precision === undefined ? {} : { precision: readPrecision(precision) }),
    ...Object.fromEntries(kept.map((name) => [name, options[name]])),
  };
  const answer = await runHere<SimulateCorridorAnswer>("simulate", { options, seed, parameters });
  if (options.replay !== undefined && answer.status === "ok") {
    const [{ writeReplay }, { kinds, readParameters }] = await Promise.all([
      import("./write-replay.ts"),
      import("../jobs/index.ts"),
    ]);
    const given = {
      options,
      parameters: readParameters(kinds, "simulate", parameters),
      scenario: await readScenarioOption(options),
      answer,
    };
    if (!(await writeReplay(options.replay, given)))
      return printProblems([cannotWrite("--replay", options.replay)], options.json);
  }
  return printAnswer(answer, options.json, toCrossingText);
}
