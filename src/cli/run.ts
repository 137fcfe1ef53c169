// Reads the command line, runs one command and gives its exit code. Every command stands in a file of its own; what a
// command needs beside its options is imported only when it runs, so that --help takes no time.

import { Command, CommanderError } from "commander";
import type { ProblemJson } from "../wire/common.ts";
import { EXIT } from "../wire/outcomes.ts";
import { addAssign } from "./assign.ts";
import { addClaims } from "./claims.ts";
import { addCompare } from "./compare.ts";
import { addCritical } from "./critical.ts";
import { addDataCheck } from "./data-check.ts";
import { addDataExport } from "./data-export.ts";
import { addDataImportGmns } from "./data-import-gmns.ts";
import { addDataShow } from "./data-show.ts";
import { addDelays } from "./delays.ts";
import { addDemand } from "./demand.ts";
import { exampleBlock, exampleWords } from "./example-lines.ts";
import { addFlow } from "./flow.ts";
import { gatherBadValues } from "./gather-bad-values.ts";
import { addGlobalOptions, refuseScenario } from "./global-options.ts";
import { addOil } from "./oil.ts";
import { printProblems } from "./print.ts";
import { programVersion } from "./program-version.ts";
import { addRoute } from "./route.ts";
import { addRuns } from "./runs.ts";
import { addScenarioCheck } from "./scenario-check.ts";
import { addScenarioDiff } from "./scenario-diff.ts";
import { addScenarioRun } from "./scenario-run.ts";
import { addServe } from "./serve.ts";
import { listShipped } from "./shipped-scenarios.ts";
import { addSimulate } from "./simulate.ts";
import { wrap } from "./style.ts";
import { addSweep } from "./sweep.ts";
import { addToken } from "./token.ts";
import { addValidate } from "./validate.ts";
import { addWorker } from "./worker.ts";

/**
 * Runs `kopru` with arguments.
 * @returns the exit code: 0 answered, 1 bug, 2 bad input, 3 no feasible answer
 */
export async function run(args: readonly string[]): Promise<number> {
  const asJson = args.includes("--json");
  const outcome = { exitCode: 0 };
  const program = createProgram(outcome);
  const bad = gatherBadValues(program);
  program.hook("preAction", () => {
    if (bad.length > 0) throw new CommanderError(EXIT.invalid, BAD_VALUES, "bad values");
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return endOfUsage(error, asJson, bad);
    const problems = problemsOf(error);
    if (problems !== undefined) return printProblems(problems, asJson);
    return reportBug(error, asJson);
  }
}

/** All commands; `outcome` gets the exit code of the one that runs. */
export function createProgram(outcome: { exitCode: number }): Command {
  const program = new Command("kopru")
    .description("Plan freight over a corridor and its rivals, with sources and honest uncertainty.")
    .version(programVersion())
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .exitOverride()
    // A usage error is printed like any other problem, below.
    .configureOutput({ outputError: () => {} });
  addGlobalOptions(program);
  const finish = (exitCode: number): void => {
    outcome.exitCode = exitCode;
  };
  addRoute(program, finish);
  addCompare(program, finish);
  addAssign(program, finish);
  addCritical(program, finish);
  addOil(program, finish);
  addFlow(program, finish);
  const scenario = program
    .command("scenario")
    .description("check, compare and run scenarios")
    .hook("preAction", (_group, command) =>
      refuseScenario(command.optsWithGlobals(), "Name the scenario behind the command: kopru scenario run FILE."),
    )
    .addHelpText("after", () => `\n${wrap(`In scenarios/: ${listShipped().join(", ")}`, "", 80)}`);
  for (const add of [addScenarioCheck, addScenarioDiff, addScenarioRun]) add(scenario, finish);
  const data = program.command("data").description("check, show and convert a dataset");
  for (const add of [addDataCheck, addDataShow, addDataExport, addDataImportGmns]) add(data, finish);
  addDemand(program, finish);
  addDelays(program, finish);
  addClaims(program, finish);
  addSimulate(program, finish);
  addValidate(program, finish);
  addSweep(program, finish);
  addRuns(program, finish);
  addServe(program, finish);
  addWorker(program, finish);
  addToken(program, finish);
  program.addHelpText("after", exampleBlock(listExamples)).addHelpText("after", EXIT_CODES);
  return program;
}

function listExamples(): string[] {
  const { from, to, cargo, depart } = exampleWords();
  return [
    `route ${from} ${to} --cargo ${cargo} --depart ${depart}`,
    `compare ${from} ${to} --cargo ${cargo} --json`,
    "data check",
    "serve",
  ];
}

const EXIT_CODES = "\nExit codes: 0 answered, 1 bug, 2 bad input, 3 no feasible answer.\n";

const BAD_VALUES = "kopru.badValues";

/** Help that was asked for is an answer; help because a command is missing has said enough. */
function endOfUsage(error: CommanderError, asJson: boolean, bad: readonly ProblemJson[]): number {
  if (error.exitCode === 0) return 0;
  if (error.code === "commander.help" && !asJson) return EXIT.invalid;
  return printProblems(error.code === BAD_VALUES ? bad : [...bad, usageProblem(error)], asJson);
}

function usageProblem(error: CommanderError): ProblemJson {
  const said = error.message.replace(/^error: /, "").replaceAll(/\s*\n/g, " ");
  const message = error.code === "commander.help" ? "a command is missing" : said;
  return { code: "usage", place: "command line", message, hint: "See kopru --help, or kopru COMMAND --help." };
}

/** Problems that something threw, by its form: loading the class would load all that stands behind it. */
function problemsOf(error: unknown): readonly ProblemJson[] | undefined {
  if (error instanceof Error && error.name === "InvalidInput" && "problems" in error && Array.isArray(error.problems)) {
    return error.problems;
  }
  return undefined;
}

function reportBug(error: unknown, asJson: boolean): number {
  const message = error instanceof Error ? error.message : String(error);
  printProblems(
    [
      {
        code: "bug",
        place: "program",
        message,
        hint: "This is an error of the program: please report the command and this text.",
      },
    ],
    asJson,
  );
  // The stack helps whoever repairs it, and nobody else.
  if (process.env.KOPRU_DEBUG !== undefined && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return EXIT.bug;
}
