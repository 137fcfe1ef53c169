// `kopru simulate`: runs a model of blocks, or the crossing of the dataset, and says what was waited, with confidence.

import { type Command, InvalidArgumentError, Option } from "commander";
import { SEASONS } from "../jobs/season.ts";
import type { Problem } from "../model/problem.ts";
import type { ModelText, TraceRow } from "../wire/answer-simulate.ts";
import { cannotWrite, canWrite } from "./can-write.ts";
import type { Finish, GlobalOptions } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";
import { flagOf, type SimulateCorridorOptions } from "./simulate-corridor.ts";
import { number } from "./style.ts";

interface SimulateOptions extends GlobalOptions, SimulateCorridorOptions {
  readonly model?: string;
  readonly against?: string;
  readonly trace?: string;
  readonly set?: Readonly<Record<string, number>>;
}

const TRACE_ROWS = 1_000_000;
/** The same as a run may ask for; no more are started than there are cores. */
const MOST_THREADS = 64;

export function addSimulate(program: Command, finish: Finish): void {
  program
    .command("simulate")
    .description(
      "simulate a model of queues, servers, ports and vessels, or with --scenario the crossing of the dataset",
    )
    .option("--model <file>", "model of blocks in YAML or JSON (docs/models.md)")
    .option(
      "--from <date>",
      "of the crossing: first day, as 2026-01-01 (default: the scenario's, else the year of the dataset's default date); without --scenario, the base alone",
    )
    .option("--days <number>", "of the crossing: days to look at, a year when left out", toDays)
    .addOption(
      new Option(
        "--season <name>",
        "of the crossing: instead of --days; winter is December to February of the year of --from, else of the scenario or the dataset",
      ).choices(SEASONS),
    )
    .option(
      "--fleet <line=number>",
      "of the crossing: another number of ships on a line beside what there is, or two numbers side by side, as line=6,7; may be given several times",
      collectFleet,
    )
    .option(
      "--service-hours <hours>",
      "of the crossing: the traffic at which the mean wait for a ship reaches this; runs eight amounts of traffic more, --replications of each and five at least",
      toHours,
    )
    .option(
      "--sensitivity [line@port]",
      "of the crossing: what the mean time end to end, or the wait for a ship of a line at a port, depends on; takes minutes",
      toLineAtPort,
    )
    .option("--set <name=value>", "value of a parameter of the model; may be given several times", collectSet, {})
    .option("--seed <number>", "seed of all random numbers", toSeed, 1)
    .option("--replications <number>", "independent runs; with --precision, at least so many, and 10", toCount, 10)
    .option("--precision <share>", "go on until half the interval of the mean end-to-end time is so narrow, as 2%")
    .option("--max-replications <number>", "with --precision, end after so many", toCount)
    .option("--level <share>", "confidence of intervals", toShare, 0.95)
    .option("--threads <number>", "threads that run replications; one for each core when left out", toThreads)
    .option("--trace <file>", "write the first million events of the first replication as CSV")
    .option(
      "--replay <file>",
      "of the crossing: write the days around its worst moment as JSON (docs/method/replay.md)",
    )
    .option("--against <file>", "a second model: differences under the same luck")
    .addHelpText(
      "after",
      `
Examples:
  kopru simulate --model examples/models/mmc.yaml --set servers=2 --replications 30
  kopru simulate --model examples/models/ferry-patience.yaml --precision 2% --json
  kopru simulate --model one-ferry.yaml --against two-ferries.yaml
  kopru simulate --scenario six-more-feeders --precision 2%
  kopru simulate --from 2025-01-01 --service-hours 48 --json
  kopru simulate --scenario caspian-minus-half-metre --sensitivity

How long is the wait in winter with the sea 0.5 m lower and six feeders, and what does a seventh change?
  kopru simulate --scenario caspian-minus-half-metre --season winter --fleet LINE=6,7
`,
    )
    .action(async (_options: unknown, command: Command) => {
      finish(await runSimulate(command.optsWithGlobals<SimulateOptions>()));
    });
}

async function runSimulate(options: SimulateOptions): Promise<number> {
  const problems = [...findMisplaced(options), ...findUnwritable(options), ...(await findContradictions(options))];
  if (options.model === undefined) {
    const { runSimulateCorridor, findCrossingProblems } = await import("./simulate-corridor.ts");
    if (problems.length === 0) return runSimulateCorridor(options);
    // What the dataset refuses comes with it; without a crossing asked for there is nothing to look at.
    const more = isCrossing(options) ? await findCrossingProblems(options) : [];
    return printProblems([...problems, ...more], options.json);
  }
  const [
    { answerSimulate, readPrecision },
    { toSoFar },
    { toSimulateText },
    { createProgressBar },
    { poolOf, toProgress },
  ] = await Promise.all([
    import("../wire/answer-simulate.ts"),
    import("../wire/to-so-far.ts"),
    import("./simulate-text.ts"),
    import("./progress-bar.ts"),
    import("../jobs/index.ts"),
  ]);
  const files: ModelText[] = [];
  for (const file of options.against === undefined ? [options.model] : [options.model, options.against]) {
    const text = await readText(file);
    if (text !== undefined) files.push({ file, text });
    else
      problems.push({
        code: "missing-file",
        place: file,
        message: `${file} cannot be read.`,
        hint: "Is the path right?",
      });
  }
  if (problems.length > 0) return printProblems(problems, options.json);
  const { seed, replications, level, set, precision, maxReplications } = options;
  const asked = precision === undefined ? undefined : readPrecision(precision);
  const bar = createProgressBar("simulate");
  const start = performance.now();
  const { answer, trace } = await poolOf(options.threads, (pool) =>
    answerSimulate(
      {
        model: files[0],
        ...(files.length > 1 ? { against: files[1] } : {}),
        seed,
        replications,
        level,
        set: set ?? {},
        ...(asked === undefined ? {} : { precision: asked }),
        ...(maxReplications === undefined ? {} : { maxReplications }),
        ...(options.trace === undefined ? {} : { traceRows: TRACE_ROWS }),
      },
      () => performance.now(),
      (done, total, endToEnd) =>
        bar.show({
          ...toProgress(done, total, "replications", (performance.now() - start) / 1000),
          ...(Number.isNaN(endToEnd.mean) ? {} : { soFar: toSoFar(endToEnd, asked) }),
        }),
      pool,
    ),
  ).finally(() => bar.stop());
  if (options.trace !== undefined && !(await writeTrace(options.trace, trace)))
    return printProblems([cannotWrite("--trace", options.trace)], options.json);
  return printAnswer(answer, options.json, toSimulateText);
}

/** Whether the crossing of the dataset is meant where no model is named. */
const isCrossing = (options: SimulateOptions): boolean =>
  (["scenario", "from", "season", "fleet", "sensitivity"] as const).some((name) => options[name] !== undefined);

const CROSSING_ONLY = ["from", "days", "season", "fleet", "serviceHours", "sensitivity", "replay"] as const;
const MODEL_ONLY = ["against", "trace", "set"] as const;

/** Nothing to simulate, or options of a model beside those of the crossing: half of them would be left out silently. */
function findMisplaced(options: SimulateOptions): Problem[] {
  const isGiven = (name: keyof SimulateOptions): boolean => {
    const value = options[name];
    return value !== undefined && (name !== "set" || Object.keys(options.set ?? {}).length > 0);
  };
  const usage = (message: string, hint: string): Problem => ({ code: "usage", place: "command line", message, hint });
  if (options.model === undefined) {
    const strays = MODEL_ONLY.filter(isGiven).map((name) =>
      usage(`${flagOf(name)} belongs to a model of blocks.`, `Give --model FILE, or leave ${flagOf(name)} out.`),
    );
    if (isCrossing(options)) return strays;
    const hint =
      "Give --model FILE, or for the crossing of the dataset --scenario FILE, --from DATE, --season NAME or --fleet LINE=NUMBER.";
    return [usage("a model is missing", hint)];
  }
  return (["scenario", ...CROSSING_ONLY] as const)
    .filter(isGiven)
    .map((name) =>
      usage(
        `${flagOf(name)} belongs to the crossing of the dataset, and --model to a model of blocks.`,
        `Leave out --model or ${flagOf(name)}.`,
      ),
    );
}

const findUnwritable = ({ trace, replay }: SimulateOptions): Problem[] => [
  ...(trace === undefined || canWrite(trace) ? [] : [cannotWrite("--trace", trace)]),
  ...(replay === undefined || canWrite(replay) ? [] : [cannotWrite("--replay", replay)]),
];

/** A precision that is none, bounds that have no effect. */
async function findContradictions(options: SimulateOptions): Promise<Problem[]> {
  const { precision, replications, maxReplications } = options;
  const problems: Problem[] = [];
  if (precision !== undefined || maxReplications !== undefined) {
    const [{ readPrecision }, { problemsOfReplications }, { collect }] = await Promise.all([
      import("../wire/answer-simulate.ts"),
      import("../wire/replications-asked.ts"),
      import("../studies/check-crossing.ts"),
    ]);
    if (precision !== undefined) collect(problems, () => readPrecision(precision, "--precision"));
    problems.push(...problemsOfReplications({ replications, precision, maxReplications }, flagOf));
  }
  return problems;
}

async function readText(file: string): Promise<string | undefined> {
  const { readFile } = await import("node:fs/promises");
  try {
    return await readFile(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether the file could be written. */
async function writeTrace(file: string, trace: readonly TraceRow[]): Promise<boolean> {
  const [{ writeFile }, { formatCsvRow }] = await Promise.all([import("node:fs/promises"), import("../lib/csv.ts")]);
  const rows = trace.map(({ hours, event, subject, entity }) => [
    String(hours),
    event,
    subject,
    entity < 0 ? "" : String(entity),
  ]);
  try {
    await writeFile(
      file,
      [["hours", "event", "subject", "entity"], ...rows].map((row) => `${formatCsvRow(row)}\n`).join(""),
    );
    return true;
  } catch {
    return false;
  }
}

function collectSet(text: string, before: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const [name, value, ...rest] = text.split("=");
  if (value === undefined || rest.length > 0 || value.trim() === "" || !Number.isFinite(Number(value)))
    throw new InvalidArgumentError("It must be a name and a number, as servers=2.");
  return { ...before, [name.trim()]: Number(value) };
}

function collectFleet(text: string, before: SimulateCorridorOptions["fleet"] = []): SimulateCorridorOptions["fleet"] {
  const match = /^\s*([^=\s]+)\s*=\s*(\d+)\s*(?:,\s*(\d+)\s*)?$/.exec(text);
  if (match === null)
    throw new InvalidArgumentError("It must be a line and a number of ships, as feeder=7, or two, as feeder=6,7.");
  const [, line, first, second] = match;
  if (second === undefined) return [...before, { line, vessels: toShips(first) }];
  return [...before, { line, vessels: toShips(second), before: toShips(first) }];
}

/** A whole number from `least` to `most`. */
function toWhole(text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most)
    throw new InvalidArgumentError(`It must be a whole number from ${number(least)} to ${number(most)}.`);
  return value;
}

const toSeed = (text: string): number => toWhole(text, 0, 4_294_967_295);
const toCount = (text: string): number => toWhole(text, 1, 1_000_000);
const toThreads = (text: string): number => toWhole(text, 1, MOST_THREADS);
const toShips = (text: string): number => toWhole(text, 1, 10_000);
const toDays = (text: string): number => toWhole(text, 7, 3660);

function toLineAtPort(text: string): string {
  if (!/^[^@\s]+@[^@\s]+$/.test(text))
    throw new InvalidArgumentError(
      "It must be a line and a port of it, as feeder@port, or be left out for the time end to end.",
    );
  return text;
}

function toHours(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 8759)) throw new InvalidArgumentError("It must be more than 0, and 8,759 at most.");
  return value;
}

function toShare(text: string): number {
  const [, digits = "", percent] = /^\s*([\d.]+)\s*(%?)\s*$/.exec(text) ?? [];
  const value = Number(digits) / (percent === "%" ? 100 : 1);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError("It must be a share such as 0.95 or 95%.");
  return value;
}
