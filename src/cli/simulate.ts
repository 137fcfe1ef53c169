// `kopru simulate`: runs a model of blocks, or the crossing of the dataset, and says what was waited, with confidence.

import { type Command, InvalidArgumentError } from "commander";
import type { ModelText, TraceRow } from "../wire/answer-simulate.ts";
import type { Finish, GlobalOptions } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";

interface SimulateOptions extends GlobalOptions {
  readonly model?: string;
  readonly against?: string;
  readonly from?: string;
  readonly days?: number;
  readonly serviceHours?: number;
  readonly seed: number;
  readonly replications: number;
  readonly level: number;
  readonly precision?: string;
  readonly maxReplications?: number;
  readonly trace?: string;
  readonly set?: Readonly<Record<string, number>>;
}

const TRACE_ROWS = 1_000_000;

/** Milliseconds between two lines of progress. */
const PROGRESS_EVERY_MS = 200;

export function addSimulate(program: Command, finish: Finish): void {
  program
    .command("simulate")
    .description(
      "simulate a model of queues, servers, ports and vessels, or with --scenario the crossing of the dataset",
    )
    .option("--model <file>", "model of blocks in YAML or JSON (docs/models.md)")
    .option("--from <date>", "first day of the year of the crossing, as 2026-01-01; without --scenario, the base alone")
    .option("--days <number>", "of the crossing: days to look at, a year when left out", toCount)
    .option(
      "--service-hours <hours>",
      "of the crossing: the traffic at which the mean wait for a ship reaches this",
      toHours,
    )
    .option("--set <name=value>", "value of a parameter of the model; may be given several times", collectSet, {})
    .option("--seed <number>", "seed of all random numbers", toWhole, 1)
    .option("--replications <number>", "independent runs; with --precision, at least so many", toCount, 10)
    .option("--precision <share>", "go on until half the interval of the mean end-to-end time is so narrow, as 2%")
    .option("--max-replications <number>", "with --precision, end after so many", toCount)
    .option("--level <share>", "confidence of intervals", toShare, 0.95)
    .option("--trace <file>", "write the first million events of the first replication as CSV")
    .option("--against <file>", "a second model: differences under the same luck")
    .addHelpText(
      "after",
      `
Examples:
  kopru simulate --model examples/models/mmc.yaml --set servers=2 --replications 30
  kopru simulate --model examples/models/ferry-patience.yaml --precision 2% --json
  kopru simulate --model one-ferry.yaml --against two-ferries.yaml
  kopru simulate --scenario six-more-feeders --precision 2%
  kopru simulate --scenario caspian-minus-half-metre --from 2026-11-01 --days 120
  kopru simulate --from 2025-01-01 --service-hours 48 --json
`,
    )
    .action(async (_options: unknown, command: Command) => {
      finish(await runSimulate(command.optsWithGlobals<SimulateOptions>()));
    });
}

async function runSimulate(options: SimulateOptions): Promise<number> {
  if (options.model === undefined) {
    if (options.scenario === undefined && options.from === undefined)
      return printProblems(
        [
          {
            code: "usage",
            place: "command line",
            message: "a model is missing",
            hint: "Give --model FILE, or --scenario FILE or --from DATE for the crossing of the dataset.",
          },
        ],
        options.json,
      );
    const { runSimulateCorridor } = await import("./simulate-corridor.ts");
    const progress = progressLine();
    return runSimulateCorridor(options, progress.show, progress.end);
  }
  const [{ answerSimulate, readPrecision }, { toSimulateText }] = await Promise.all([
    import("../wire/answer-simulate.ts"),
    import("./simulate-text.ts"),
  ]);
  const files: ModelText[] = [];
  for (const file of options.against === undefined ? [options.model] : [options.model, options.against]) {
    const text = await readText(file);
    if (text === undefined)
      return printProblems(
        [{ code: "missing-file", place: file, message: `${file} cannot be read.`, hint: "Is the path right?" }],
        options.json,
      );
    files.push({ file, text });
  }
  const { seed, replications, level, set, precision, maxReplications } = options;
  const progress = progressLine();
  const { answer, trace } = answerSimulate(
    {
      model: files[0],
      ...(files.length > 1 ? { against: files[1] } : {}),
      seed,
      replications,
      level,
      set: set ?? {},
      ...(precision === undefined ? {} : { precision: readPrecision(precision) }),
      ...(maxReplications === undefined ? {} : { maxReplications }),
      ...(options.trace === undefined ? {} : { traceRows: TRACE_ROWS }),
    },
    () => performance.now(),
    progress.show,
  );
  progress.end();
  if (options.trace !== undefined && !(await writeTrace(options.trace, trace)))
    return printProblems(
      [
        {
          code: "usage",
          place: "--trace",
          message: `${options.trace} cannot be written.`,
          hint: "Name a file that can be written.",
        },
      ],
      options.json,
    );
  return printAnswer(answer, options.json, toSimulateText);
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

/** One line on a terminal's stderr that is written over. */
function progressLine(): { readonly show: (done: number, expected: number) => void; readonly end: () => void } {
  const isTerminal = process.stderr.isTTY;
  const start = performance.now();
  let last = start;
  let isShown = false;
  return {
    show(done, expected) {
      const now = performance.now();
      if (!isTerminal || now - last < PROGRESS_EVERY_MS) return;
      last = now;
      isShown = true;
      const left = ((now - start) / done) * (expected - done);
      process.stderr.write(`\r\u001b[2K${done} of ${expected} replications, ${Math.ceil(left / 1000)} s left`);
    },
    end() {
      if (isShown) process.stderr.write("\r\u001b[2K");
    },
  };
}

function collectSet(text: string, before: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const [name, value, ...rest] = text.split("=");
  if (value === undefined || rest.length > 0 || value.trim() === "" || !Number.isFinite(Number(value)))
    throw new InvalidArgumentError("It must be a name and a number, as servers=2.");
  return { ...before, [name.trim()]: Number(value) };
}

function toWhole(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value)) throw new InvalidArgumentError("It must be a whole number.");
  return value;
}

function toCount(text: string): number {
  const value = toWhole(text);
  if (value < 1 || value > 1_000_000) throw new InvalidArgumentError("It must be from 1 to 1000000.");
  return value;
}

function toHours(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 8760)) throw new InvalidArgumentError("It must lie between 0 and 8760.");
  return value;
}

function toShare(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError("It must lie between 0 and 1.");
  return value;
}
