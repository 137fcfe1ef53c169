// `kopru oil`: where oil goes by route and day, what an outage costs and what binds; of the dataset or of a model in a file.

import { type Command, InvalidArgumentError, Option } from "commander";
import { type Finish, type GlobalOptions, loadBase } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";
import { number } from "./style.ts";

interface OilOptions extends GlobalOptions {
  readonly model?: string;
  readonly from?: string;
  readonly days: number;
  readonly policy: "foresight" | "rolling";
  readonly outages: "announced" | "mean";
  readonly security: boolean;
}

export function addOil(program: Command, finish: Finish): void {
  program
    .command("oil")
    .description("where oil goes by route and day, what an outage costs, what binds")
    .option("--model <file>", "a whole problem in one YAML or JSON file instead of the dataset (docs/method/oil.md)")
    .option("--from <date>", "first day; the scenario's, or the dataset's date, when left out")
    .option("--days <number>", "days looked at", toDays, 365)
    .addOption(
      new Option("--policy <which>", "by which the figures at the top are: foresight is a bound, rolling can be done")
        .choices(["foresight", "rolling"])
        .default("foresight"),
    )
    .addOption(
      new Option("--outages <which>", "how long the rolling plan expects outages to last")
        .choices(["announced", "mean"])
        .default("mean"),
    )
    .option("--no-security", "leave out the loss of each element, which takes longest")
    .addHelpText(
      "after",
      `
Examples:
  kopru oil --from 2025-01-01
  kopru oil --scenario cpc-halted --json
  kopru oil --scenario cpc-halted --policy rolling --outages announced
  kopru oil --model examples/models/oil-greedy.yaml
`,
    )
    .action(async (_options: unknown, command: Command) => {
      finish(await runOil(command.optsWithGlobals<OilOptions>()));
    });
}

async function runOil(options: OilOptions): Promise<number> {
  const [{ loadLpSolver }, { toOilText }] = await Promise.all([import("../lib/lp-solver.ts"), import("./oil-text.ts")]);
  if (options.model !== undefined) {
    const [text, { answerOilModel }] = await Promise.all([
      readText(options.model),
      import("../wire/answer-oil-model.ts"),
    ]);
    if (text === undefined)
      return printProblems(
        [
          {
            code: "missing-file",
            place: options.model,
            message: `${options.model} cannot be read.`,
            hint: "Is the path right?",
          },
        ],
        options.json,
      );
    const answer = answerOilModel(text, options.model, await loadLpSolver(), () => performance.now());
    return printAnswer(answer, options.json, toOilText);
  }
  const [base, { answerOil }, solver] = await Promise.all([
    loadBase(options),
    import("../wire/to-oil.ts"),
    loadLpSolver(),
  ]);
  const changed = options.scenario === undefined ? undefined : await underScenario(base, options.scenario);
  const { days, policy, outages, security } = options;
  const from = options.from ?? options.date;
  const request = { days, policy, outages, security, ...(from === undefined ? {} : { from }) };
  const answer = answerOil(base, changed, request, solver, () => performance.now(), { onProgress: progress() });
  return printAnswer(answer, options.json, toOilText);
}

async function underScenario(base: Awaited<ReturnType<typeof loadBase>>, named: string) {
  const [{ applyScenario }, { readScenarioFile }] = await Promise.all([
    import("../scenario/index.ts"),
    import("./scenario-files.ts"),
  ]);
  return applyScenario(base, readScenarioFile(base, named));
}

async function readText(file: string): Promise<string | undefined> {
  const { readFile } = await import("node:fs/promises");
  try {
    return await readFile(file, "utf8");
  } catch {
    return undefined;
  }
}

/** One line on a terminal that is written over. */
function progress(): (done: number, total: number, unit: string) => void {
  if (!process.stderr.isTTY) return () => {};
  return (done, total, unit) => {
    process.stderr.write(`\r${number(done)} of ${number(total)} ${unit}${done >= total ? "\n" : ""}`);
  };
}

function toDays(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It must be a whole number of days.");
  return value;
}
