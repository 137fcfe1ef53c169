// Answers `kopru simulate --model`: compiles the text, runs the experiment and turns it into JSON.

import {
  type Experiment,
  type ExperimentOptions,
  findOverloads,
  runExperiment,
  type TraceRow,
} from "../engines/simulation/index.ts";
import { InvalidInput } from "../model/problem.ts";
import { type Replications, replicationsHere, runReplicated } from "../studies/crossing-replications.ts";
import { type ReadModel, readSimulationModel } from "./read-simulation-model.ts";
import type { SimulateAnswer } from "./simulate.ts";
import { toOverloaded, toSimulateNone, toSimulateOk } from "./to-simulate.ts";

export type { TraceRow };

export interface ModelText {
  readonly file: string;
  readonly text: string;
}

export interface SimulateQuestion extends Omit<ExperimentOptions, "onProgress" | "shouldStop"> {
  readonly model: ModelText;
  /** A second model, run under the same luck. */
  readonly against?: ModelText;
  /** Values of parameters, for both models where they have them. */
  readonly set?: Readonly<Record<string, number>>;
}

export interface AnsweredSimulation {
  readonly answer: SimulateAnswer;
  /** Of the first replication, when asked for. */
  readonly trace: readonly TraceRow[];
}

/**
 * Simulates a model.
 * @param now milliseconds, never going back
 * @param lab who runs them; here, one after another, when left out. What is traced is always run here
 * @throws InvalidInput with every problem of the model
 */
export async function answerSimulate(
  question: SimulateQuestion,
  now: () => number,
  onProgress?: ExperimentOptions["onProgress"],
  lab: Replications = replicationsHere(),
): Promise<AnsweredSimulation> {
  const start = now();
  const set = question.set ?? {};
  const first = readSimulationModel(question.model.text, question.model.file, set);
  const second = question.against === undefined ? undefined : readSecond(question.against, set);
  for (const { compiled } of second === undefined ? [first] : [first, second]) {
    const overloads = compiled.run.isSteady ? findOverloads(compiled.flat) : [];
    if (overloads.length > 0) return { answer: toOverloaded(overloads), trace: [] };
  }
  const run = async ({ model, compiled, set: own }: ReadWithSet, options: ExperimentOptions): Promise<Experiment> => {
    const all = { ...options, ...(onProgress === undefined ? {} : { onProgress }) };
    if (options.traceRows !== undefined) return runExperiment(compiled, all);
    return runReplicated(lab, { model, set: own }, all, compiled);
  };
  const { seed, replications, level, precision, maxReplications, traceRows } = question;
  const experiment = await run(
    { ...first, set },
    {
      seed,
      replications,
      level,
      ...(precision === undefined ? {} : { precision }),
      ...(maxReplications === undefined ? {} : { maxReplications }),
      ...(traceRows === undefined ? {} : { traceRows }),
    },
  );
  const { trace } = experiment.records[0].result;
  const none = toSimulateNone(experiment);
  if (none !== undefined) return { answer: none, trace };
  const other =
    second === undefined
      ? undefined
      : {
          name: second.model.name,
          experiment: await run(second, { seed, level, replications: experiment.records.length }),
        };
  const otherNone = other === undefined ? undefined : toSimulateNone(other.experiment);
  if (otherNone !== undefined) return { answer: otherNone, trace };
  const told = { seed, level, precision, seconds: (now() - start) / 1000 };
  return { answer: toSimulateOk(first.model.name, experiment, told, other), trace };
}

interface ReadWithSet extends ReadModel {
  readonly set: Readonly<Record<string, number>>;
}

/** The second model takes those of the changed parameters that it has. */
function readSecond({ file, text }: ModelText, set: Readonly<Record<string, number>>): ReadWithSet {
  const known = Object.keys(readSimulationModel(text, file).model.parameters ?? {});
  const own = Object.fromEntries(Object.entries(set).filter(([name]) => known.includes(name)));
  return { ...readSimulationModel(text, file, own), set: own };
}

/** `2%`, `0.02` as a share. @throws InvalidInput when it is neither. */
export function readPrecision(text: string, place = "precision"): number {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(text);
  const value = match === null ? Number.NaN : Number(match[1]) / (match[2] === "%" ? 100 : 1);
  if (value > 0 && value < 1) return value;
  throw new InvalidInput([
    {
      code: "bad-number",
      place,
      message: `${JSON.stringify(text.slice(0, 40))} is no precision.`,
      hint: "Give a share such as 2% or 0.02.",
    },
  ]);
}
