// `kopru simulate --scenario`: the crossing of the dataset; a thread of its own runs it, as the server would.

import type { SEASONS } from "../jobs/season.ts";
import type { ProblemJson } from "../wire/common.ts";
import type { SimulateCorridorAnswer } from "../wire/simulate-corridor.ts";
import { cannotWrite } from "./can-write.ts";
import { type GlobalOptions, loadBase } from "./global-options.ts";
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
  const [{ readScenarioOption, runHere }, { toCrossingText }] = await Promise.all([
    import("./run-here.ts"),
    import("./crossing-text.ts"),
  ]);
  const { seed } = options;
  const parameters = await parametersOf(options);
  const answer = await atFlags(() => runHere<SimulateCorridorAnswer>("simulate", { options, seed, parameters }));
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
    process.stderr.write(`The days around the worst moment are in ${options.replay}.\n`);
  }
  return printAnswer(answer, options.json, toCrossingText);
}

/** What is wrong with it by its form and by the dataset, without running it. */
export async function findCrossingProblems(options: SimulateCorridorOptions): Promise<readonly ProblemJson[]> {
  const [{ kinds, readParameters }, { simulateKind }, { applyScenario }, { InvalidInput }] = await Promise.all([
    import("../jobs/index.ts"),
    import("../jobs/simulate-kind.ts"),
    import("../scenario/index.ts"),
    import("../model/problem.ts"),
  ]);
  // What contradicts itself has been said.
  const { precision: _, maxReplications: __, ...rest } = options;
  try {
    await atFlags(async () => {
      const parameters = readParameters(kinds, "simulate", await parametersOf(rest));
      const base = await loadBase(options);
      const { readScenarioFile } = await import("./scenario-files.ts");
      const scenario = options.scenario === undefined ? null : readScenarioFile(base, options.scenario);
      const changed = scenario === null ? null : applyScenario(base, scenario);
      await simulateKind.check?.({ base, changed, scenario, parameters });
    });
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

/** In the form of runs of kind simulate. @throws InvalidInput when the precision cannot be read */
async function parametersOf(options: SimulateCorridorOptions): Promise<Record<string, unknown>> {
  const { readPrecision } = await import("../wire/answer-simulate.ts");
  const { replications, level, precision, sensitivity, fleet = [], scenario } = options;
  const kept = (["from", "days", "season", "maxReplications", "serviceHours", "threads"] as const).filter(
    (name) => options[name] !== undefined,
  );
  const [line, from] = typeof sensitivity === "string" ? sensitivity.split("@") : [];
  return {
    replications,
    level,
    fleet,
    // Beside what there would be without the other fleet.
    against: fleet.length > 0 && scenario !== undefined ? "scenario" : "dataset",
    sensitivity: sensitivity !== undefined,
    ...(line === undefined ? {} : { sensitivityOf: { line, from: from ?? "" } }),
    ...(precision === undefined ? {} : { precision: readPrecision(precision, "--precision") }),
    ...Object.fromEntries(kept.map((name) => [name, options[name]])),
  };
}

/** `maxReplications` as the command line calls it. */
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Problems at fields of a run are told at the options that gave them. */
async function atFlags<T>(make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    const { InvalidInput } = await import("../model/problem.ts");
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.problems.map((problem) => {
        const [, name, of = ""] = /^(?:parameters\.)?([a-zA-Z]+)((?:\.\w+)*)$/.exec(problem.place) ?? [];
        if (name === undefined || !FIELDS.includes(name)) return problem;
        const flag = flagOf(name === "sensitivityOf" ? "sensitivity" : name);
        const message = problem.message.replaceAll(`parameters.${name}${of}`, flag);
        return { ...problem, place: flag, message };
      }),
    );
  }
}

/** Parameters of a run that are options of the same name. */
const FIELDS = [
  ...["from", "days", "season", "replications", "precision", "maxReplications", "level", "serviceHours", "fleet"],
  ...["sensitivity", "sensitivityOf", "threads"],
];
