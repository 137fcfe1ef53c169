// `kopru scenario run FILE`: the dataset with and without a scenario, through the engines that answer for it.

import { type Command, Option } from "commander";
import type { RunKind, Study, Work } from "../jobs/index.ts";
import type { ScenarioRunAnswer } from "../wire/scenario.ts";
import { type Finish, type GlobalOptions, loadBase } from "./global-options.ts";
import { printAnswer } from "./print.ts";
import { programVersion } from "./program-version.ts";
import { bold, faint, number } from "./style.ts";

interface RunOptions extends GlobalOptions {
  readonly engine: Engine | "all";
  readonly set?: readonly string[];
}

type Engine = "flows" | "oil";
const ENGINES: readonly Engine[] = ["flows", "oil"];

export function addScenarioRun(scenario: Command, finish: Finish): void {
  const collect = (entry: string, before: readonly string[] = []): readonly string[] => [...before, entry];
  scenario
    .command("run")
    .argument("<file>", "a scenario file, or a name out of scenarios/")
    .description("where cargo and oil go with a scenario, against the dataset as it stands")
    .addOption(new Option("--engine <which>", "what to run").choices([...ENGINES, "all"]).default("all"))
    .option("--set <name=value>", "a parameter of the run, as months=3; may be given several times", collect)
    .addHelpText(
      "after",
      "\nExamples:\n  kopru scenario run cpc-halted --json\n  kopru scenario run borders-half-time --engine flows --set months=2\n",
    )
    .action(async (file: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<RunOptions>();
      const { answer, figures } = await runScenario(file, options);
      finish(printAnswer(answer, options.json, (given) => toText(given, figures)));
    });
}

interface RunFigures {
  readonly title: string;
  readonly headline: ReturnType<Study["headline"]>;
}

async function runScenario(
  file: string,
  options: RunOptions,
): Promise<{ answer: ScenarioRunAnswer; figures: readonly RunFigures[] }> {
  const [base, { applyScenario }, { readScenarioFile }, { kinds }, { toScenarioRunAnswer }] = await Promise.all([
    loadBase(options),
    import("../scenario/index.ts"),
    import("./scenario-files.ts"),
    import("../jobs/kinds.ts"),
    import("../wire/to-scenario.ts"),
  ]);
  const scenario = readScenarioFile(base, file);
  const changed = applyScenario(base, scenario);
  const { id, name, baseDate } = scenario;
  const answers: Partial<Record<Engine, object>> = {};
  const figures: RunFigures[] = [];
  const chosen = await chosenKinds(kinds, options.engine);
  for (const [kind, given] of await readSettings(chosen, options.set ?? [])) {
    const study = await kind.load();
    const work: Work = {
      base,
      changed,
      scenario,
      parameters: given,
      seed: null,
      programVersion: programVersion(),
      report: progressOn(kind.kind, options.json),
      now: () => performance.now(),
    };
    const found = await study.run(work);
    answers[kind.kind as Engine] = found;
    figures.push({ title: kind.title, headline: study.headline(found) });
  }
  const hash = changed.scenario?.hash ?? "";
  const answer = toScenarioRunAnswer(
    { id, name, baseDate, hash },
    answers as Parameters<typeof toScenarioRunAnswer>[1],
  );
  return { answer, figures };
}

async function chosenKinds(kinds: readonly RunKind[], engine: Engine | "all"): Promise<RunKind[]> {
  const found = kinds.filter(({ kind }) =>
    engine === "all" ? ENGINES.some((name) => name === kind) : kind === engine,
  );
  if (found.length > 0) return found;
  const { InvalidInput } = await import("../model/problem.ts");
  const known = kinds.map(({ kind }) => kind).join(", ");
  throw new InvalidInput([
    {
      code: "unknown-kind",
      place: "--engine",
      message: `this version cannot run ${engine === "all" ? "any engine" : engine}`,
      hint: known === "" ? "take a version with engines" : `it can run ${known}`,
    },
  ]);
}

/**
 * `months=3` as the forms of the kinds want it: each takes what it knows.
 * @throws InvalidInput with every problem of all of them, before anything runs
 */
async function readSettings(
  kinds: readonly RunKind[],
  entries: readonly string[],
): Promise<(readonly [RunKind, Record<string, unknown>])[]> {
  const [{ parseInput }, { InvalidInput }] = await Promise.all([
    import("../wire/problems.ts"),
    import("../model/problem.ts"),
  ]);
  const given = entries.map(readSetting);
  const problems: (typeof InvalidInput.prototype.problems)[number][] = [];
  // What none knows is told by the first.
  const isFor = (kind: RunKind, name: string): boolean =>
    knows(kind, name) || (kind === kinds[0] && !kinds.some((other) => knows(other, name)));
  const read = kinds.map((kind) => {
    const own = Object.fromEntries(given.filter(([name]) => isFor(kind, name)));
    try {
      return [kind, parseInput(kind.parameters, own, "--set")] as const;
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
      return [kind, {}] as const;
    }
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return read;
}

function readSetting(entry: string): readonly [name: string, value: unknown] {
  const at = entry.indexOf("=");
  if (at < 0) return [entry, true];
  const [name, text] = [entry.slice(0, at), entry.slice(at + 1)];
  if (text === "true" || text === "false") return [name, text === "true"];
  return [name, text !== "" && Number.isFinite(Number(text)) ? Number(text) : text];
}

const knows = ({ parameters }: RunKind, name: string): boolean =>
  "shape" in parameters && Object.hasOwn(parameters.shape as object, name);

/** One line on a terminal that is written over. */
function progressOn(name: string, asJson: boolean | undefined): Work["report"] {
  if (asJson === true || !process.stderr.isTTY) return () => {};
  return (done, total, unit) => {
    process.stderr.write(`\r${name}: ${number(done)} of ${number(total)} ${unit}   ${done >= total ? "\n" : ""}`);
  };
}

function toText(answer: ScenarioRunAnswer, figures: readonly RunFigures[]): string {
  if (answer.status !== "ok") return "";
  const { scenario } = answer;
  return [
    `${bold(scenario.name)} ${faint(`from ${scenario.baseDate}`)}\n`,
    ...figures.map(({ title, headline }) => `${title}\n${headline.map(toLine).join("")}`),
    faint("--json prints the whole answer; kopru assign and kopru oil with --scenario show it as tables.\n"),
  ].join("");
}

const toLine = ({ label, value, unit }: RunFigures["headline"][number]): string =>
  `  ${label.padEnd(28)} ${number(value, Math.abs(value) < 100 ? 2 : 0).padStart(18)} ${unit}\n`;
