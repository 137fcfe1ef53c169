// `kopru sweep`: many points at once: scenarios or a model along axes, every point run so many times under the same luck. Done in
// this process, or by a server and its workers; either way the sweep is kept, so that it can be gone on with.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { InvalidInput } from "../model/problem.ts";
import type { RunAnswer, RunRecordJson, RunsAnswer } from "../wire/runs.ts";
import type { SweepAnswer, SweepDocument } from "../wire/sweep.ts";
import type { StoreDesk } from "./ask-store.ts";
import { cannotWrite, canWrite } from "./can-write.ts";
import { type Finish, type GlobalOptions, refuseScenario } from "./global-options.ts";
import { printAnswer, printProblems } from "./print.ts";
import { badAddress, isServerAddress } from "./server-address.ts";
import { addStoreOptions, type StoreOptions } from "./store-options.ts";

interface SweepOptions extends GlobalOptions, StoreOptions {
  readonly server?: string;
  readonly model?: string;
  readonly set?: Readonly<Record<string, readonly number[]>>;
  readonly replications?: number;
  readonly seed?: number;
  readonly perJob?: number;
  readonly threads?: number;
  readonly resume?: string | boolean;
  readonly parquet?: string;
}

const LOOK_MS = 200;
/** A server that is started anew goes on with its sweeps, so whoever waits need not give up at once. */
const PATIENCE_MS = 120_000;
const LOOK_AGAIN_MS = 2000;
/** What a shell expects of a program that was ended with Ctrl-C. */
const EXIT_INTERRUPTED = 130;

export function addSweep(program: Command, finish: Finish): void {
  addStoreOptions(
    program
      .command("sweep")
      .description("run scenarios or a model at many points: fleets, water levels, demand, any edit or parameter")
      .argument("[file]", "the sweep in YAML or JSON (docs/sweeps.md)"),
  )
    .option("--model <file>", "without a sweep's file: a model of blocks")
    .option("--set <name=values>", "without a sweep's file: an axis, as servers=1,2,3; several times", collectSet)
    .option("--replications <number>", "of each point, in place of the file's", toCount)
    .option("--seed <number>", "in place of the file's", toWhole)
    .option("--per-job <number>", "replications that a worker takes at a time", toCount)
    .option("--server <address>", "let a server and its workers do it; without, it is done in this process")
    .option("--threads <number>", "threads of this process (default: the processor's cores)", toCount)
    .option("--resume [id]", "go on with a sweep that was interrupted: the newest, or the one named")
    .option("--parquet <file>", "write every replication as a row of a Parquet file")
    .addHelpText(
      "after",
      `
Ctrl-C ends this program. On a server the sweep goes on; in this process it stops, and --resume goes on with it.

Examples:
  kopru sweep examples/sweeps/fleet-and-sea.yaml --server http://localhost:8700/ --parquet fleet.parquet
  kopru sweep --model examples/models/mmc.yaml --set servers=1,2,3 --set arrivalRate=0.5,0.8 --replications 100
  kopru sweep --resume
`,
    )
    .action(async (file: string | undefined, _options: unknown, command: Command) => {
      finish(await runSweep(file, command.optsWithGlobals<SweepOptions>()));
    });
}

async function runSweep(file: string | undefined, options: SweepOptions): Promise<number> {
  await refuseScenario(options, "Name scenarios in the sweep's file: scenarios: [ID].");
  const isResumed = options.resume !== undefined && options.resume !== false;
  if ([file !== undefined, options.model !== undefined, isResumed].filter(Boolean).length !== 1)
    return printProblems([whatToDo()], options.json);
  const read = isResumed ? undefined : await readAsked(file, options);
  if (options.parquet !== undefined && !canWrite(options.parquet))
    return printProblems([cannotWrite("--parquet", options.parquet)], options.json);
  const desk = await openDesk(options);
  const stopper = new AbortController();
  const stop = (): void => stopper.abort();
  process.once("SIGINT", stop);
  try {
    const begun = read === undefined ? await findInterrupted(desk, options.resume) : await start(desk, read.document);
    if (begun.status === "invalid")
      return printProblems(read === undefined ? begun.problems : read.locate(begun.problems), options.json);
    const run = await waitFor(desk, begun.run, stopper.signal);
    if (run === undefined) return interrupted(desk, begun.run.id, options);
    if (run.state !== "done") return printProblems(toProblems(run, read?.locate), options.json);
    const answer = (await desk.ask("GET", `/runs/${run.id}/result`)) as SweepAnswer;
    if (options.parquet !== undefined) {
      writeFile(options.parquet, await desk.askBytes(`/runs/${run.id}/result.parquet`));
      process.stderr.write(`Every replication is a row of ${options.parquet}.\n`);
    }
    const { toSweepText } = await import("./sweep-text.ts");
    return printAnswer(answer, options.json, (found) => toSweepText(found, run));
  } finally {
    process.off("SIGINT", stop);
    await desk.close();
  }
}

/** The sweep that the file or the options ask for. @throws InvalidInput with everything that is wrong with it */
async function readAsked(file: string | undefined, options: SweepOptions) {
  const { readSweep } = await import("../wire/read-sweep.ts");
  const { replications, seed, perJob } = options;
  const over = {
    ...(replications === undefined ? {} : { replications }),
    ...(seed === undefined ? {} : { seed }),
    ...(perJob === undefined ? {} : { perJob }),
  };
  const set = Object.entries(options.set ?? {});
  const axes = set.map(([parameter, values]) => ({ parameter, set: values }));
  if (file === undefined) {
    const model = readModel(options.model ?? "", ".");
    const document = { name: path.basename(options.model ?? "model"), model, axes, ...over };
    return readSweep(JSON.stringify(document), "the command line", (value) => value);
  }
  if (axes.length > 0)
    throw problem("usage", "--set", "--set goes with --model.", "Write the axes into the sweep's file.");
  const folder = path.dirname(file);
  return readSweep(readText(file), file, (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const document: Record<string, unknown> = { ...value, ...over };
    if (typeof document.model === "string") document.model = readModel(document.model, folder);
    if (Array.isArray(document.scenarios))
      document.scenarios = document.scenarios.map((one: unknown) => readScenarioNamed(one, folder));
    return document;
  });
}

const readModel = (named: string, folder: string) => ({ file: named, text: readText(path.resolve(folder, named)) });

/** A scenario's file as its text; ids stay, the server knows them. */
function readScenarioNamed(named: unknown, folder: string): unknown {
  if (typeof named !== "string" || !/\.ya?ml$|\.json$/.test(named)) return named;
  return { text: readText(path.resolve(folder, named)) };
}

function readText(file: string): string {
  if (!existsSync(file)) throw problem("missing-file", file, `${file} cannot be read.`, "Is the path right?");
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw problem("missing-file", file, `${file} cannot be read.`, "Is it a file that you may read?");
  }
}

function writeFile(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
  } catch {
    throw new InvalidInput([cannotWrite("--parquet", file)]);
  }
}

async function openDesk(options: SweepOptions): Promise<StoreDesk> {
  const { atAddress, openStoreDesk } = await import("./ask-store.ts");
  if (options.server === undefined) return openStoreDesk(options, options.threads ?? availableParallelism());
  if (!isServerAddress(options.server)) throw new InvalidInput([badAddress()]);
  return atAddress(options.server.replace(/\/*$/, "/"));
}

const start = async (desk: StoreDesk, document: SweepDocument): Promise<RunAnswer> =>
  (await desk.ask("POST", "/runs", { kind: "sweep", parameters: document })) as RunAnswer;

/** The sweep to go on with. It goes on by itself once its store is open; here it is only found. */
async function findInterrupted(desk: StoreDesk, asked: string | boolean | undefined): Promise<RunAnswer> {
  const answer = (await desk.ask("GET", "/runs?kind=sweep&limit=200")) as RunsAnswer;
  if (answer.status === "invalid") return answer;
  const isWanted = ({ id, state }: RunRecordJson): boolean =>
    typeof asked === "string" ? id.startsWith(asked) : ["queued", "running"].includes(state);
  const run = answer.runs.find(isWanted);
  if (run !== undefined) return { status: "ok", run, reused: true };
  const message = typeof asked === "string" ? `No sweep begins with ${asked}.` : "No sweep is under way.";
  // Who was cut off while a server went on finds the sweep done.
  const last = answer.runs.at(0);
  const ended =
    last === undefined || typeof asked === "string"
      ? ""
      : ` The newest, ${last.id.slice(0, 8)}, is ${last.state}: kopru sweep --resume ${last.id.slice(0, 8)} shows it.`;
  throw problem("unknown-run", "--resume", message, `kopru runs list --kind sweep shows them.${ended}`);
}

/** Looks at a run until it has ended, with a bar; undefined when the user would not wait. */
async function waitFor(desk: StoreDesk, begun: RunRecordJson, signal: AbortSignal): Promise<RunRecordJson | undefined> {
  const { createProgressBar } = await import("./progress-bar.ts");
  const bar = createProgressBar("sweep");
  try {
    for (let run = begun; ; ) {
      if (!["queued", "running"].includes(run.state)) return run;
      if (run.progress !== null) bar.show(run.progress);
      await pause(LOOK_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return undefined;
      const answer = await askPatiently(desk, begun.id, signal);
      if (answer === undefined) return undefined;
      if (answer.status === "invalid") throw new InvalidInput(answer.problems);
      run = answer.run;
    }
  } finally {
    bar.stop();
  }
}

/**
 * Asks after a run, again and again while its server is away.
 * @returns undefined when the user would not wait
 * @throws InvalidInput when the server stays away
 */
async function askPatiently(desk: StoreDesk, id: string, signal: AbortSignal): Promise<RunAnswer | undefined> {
  for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
    try {
      return (await desk.ask("GET", `/runs/${id}`)) as RunAnswer;
    } catch (error) {
      const isAway = error instanceof InvalidInput && error.problems[0]?.code === "unreachable-server";
      if (desk.isHere || !isAway) throw error;
      const short = id.slice(0, 8);
      const hint = `What is done is kept; once the server is there again, kopru sweep --resume ${short} with the same --server gives the answer.`;
      if (waitedMs >= PATIENCE_MS) throw new InvalidInput([{ ...error.problems[0], hint }]);
      if (waitedMs === 0) process.stderr.write(`The server does not answer; waiting for it. ${hint}\n`);
      await pause(LOOK_AGAIN_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return undefined;
    }
  }
}

/** Says what becomes of the sweep. */
function interrupted({ isHere }: StoreDesk, id: string, { server, store, database }: SweepOptions): number {
  const short = id.slice(0, 8);
  // An address of a database may hold a password.
  const place =
    typeof store === "string" ? ` --store ${store}` : database === undefined ? "" : " and the same --database";
  const again = `kopru sweep --resume ${short}${server === undefined ? place : ` --server ${server}`}`;
  const forget = `kopru runs forget ${short}${place}`;
  process.stderr.write(
    isHere
      ? `Stopped; what is done is kept. Go on with ${again}, or drop it with ${forget}.\n`
      : `The sweep goes on at the server. Look again with ${again}; cancel it with ${server === undefined ? forget : `curl -X DELETE ${server.replace(/\/*$/, "/")}api/v1/runs/${id}`}.\n`,
  );
  return EXIT_INTERRUPTED;
}

/** Of a sweep that ended without an answer: why, at places of its file where there is one; that it was cancelled, else. */
function toProblems(
  { state, problems }: RunRecordJson,
  locate: (found: RunRecordJson["problems"]) => RunRecordJson["problems"] = (found) => found,
): RunRecordJson["problems"] {
  if (problems.length > 0) return locate(problems);
  return [
    { code: "no-result", place: "sweep", message: `The sweep is ${state} and has no answer.`, hint: "Start it again." },
  ];
}

const problem = (code: string, place: string, message: string, hint: string): InvalidInput =>
  new InvalidInput([{ code, place, message, hint }]);

const whatToDo = () => ({
  code: "usage",
  place: "command line",
  message: "Say what to do: a sweep's file, --model FILE, or --resume.",
  hint: "See kopru sweep --help.",
});

const MOST_VALUES = 200;

function collectSet(text: string, before: Readonly<Record<string, readonly number[]>> = {}) {
  const [name, list, ...rest] = text.split("=");
  const values = (list ?? "").split(",").map((word) => (word.trim() === "" ? Number.NaN : Number(word)));
  if (rest.length > 0 || name.trim() === "" || !values.every(Number.isFinite) || values.length > MOST_VALUES)
    throw new InvalidArgumentError("It must be a name and numbers, as servers=1,2,3.");
  return { ...before, [name.trim()]: values };
}

function toWhole(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 4_294_967_295) throw new InvalidArgumentError("It must be a whole number.");
  return value;
}

function toCount(text: string): number {
  const value = toWhole(text);
  if (value < 1 || value > 10_000) throw new InvalidArgumentError("It must be from 1 to 10000.");
  return value;
}
