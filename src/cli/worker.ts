// `kopru worker`: lends this machine to a server. It takes jobs of sweeps over HTTP, needs no dataset and no database, and ends
// what it works at when it is told to stop.

import { readFile } from "node:fs/promises";
import { availableParallelism, hostname } from "node:os";
import { type Command, InvalidArgumentError } from "commander";
import type { WorkerEvent, WorkerTally } from "../jobs/index.ts";
import type { Finish, GlobalOptions } from "./global-options.ts";
import { printProblems } from "./print.ts";
import { badAddress, isOpenToAll, isServerAddress } from "./server-address.ts";

interface WorkerOptions extends GlobalOptions {
  readonly server: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly threads?: number;
  readonly name?: string;
  readonly patience: number;
}

const MOST_THREADS = 256;
/** Seconds that a server which answered before may be away. */
const LATER_SECONDS = 3_600;
/** Milliseconds between two lines of progress. */
const SAID_EVERY_MS = 10_000;
const SAID_AT_MOST_EVERY_MS = 3_000;
const MOST_NAME = 80;

export function addWorker(program: Command, finish: Finish): void {
  program
    .command("worker")
    .description("lend this machine to a server: take jobs of its sweeps over HTTP")
    .requiredOption("--server <address>", "the server, as http://192.0.2.7:8700/")
    .option("--token <token>", "made with kopru token make; safer in KOPRU_TOKEN or a file: others see command lines")
    .option("--token-file <file>", "file that holds the token")
    .option("--threads <count>", "jobs at a time (default: the processor's cores)", toThreads)
    .option("--name <name>", "how it calls itself (default: this machine's name and process)")
    .option("--patience <seconds>", "how long to look for a server that does not answer at first", toSeconds, 30)
    .addHelpText(
      "after",
      `
Examples:
  KOPRU_TOKEN=$(cat token) kopru worker --server http://192.0.2.7:8700/
  kopru worker --server https://kopru.example.org/ --token-file token --threads 8
`,
    )
    .action(async (_options: unknown, command: Command) => {
      finish(await runWorker(command.optsWithGlobals<WorkerOptions>()));
    });
}

async function runWorker(options: WorkerOptions): Promise<number> {
  const token = await readToken(options);
  const wrong = [
    ...(typeof token === "string" && token !== "" ? [] : [noToken(options)]),
    ...(isServerAddress(options.server) ? [] : [badAddress()]),
  ];
  if (wrong.length > 0 || token === undefined) return printProblems(wrong, options.json);
  if (isOpenToAll(options.server))
    process.stderr.write(
      "The token goes over the network in clear text: others on the way can read it. Give an https:// address, or use a private network.\n",
    );
  const { runRemoteWorker } = await import("../jobs/index.ts");
  const threads = options.threads ?? availableParallelism();
  const name = (options.name ?? `${hostname()}/${process.pid}`).slice(0, MOST_NAME);
  const stop = new AbortController();
  const stopNow = new AbortController();
  const onSignal = (): void => (stop.signal.aborted ? stopNow.abort() : stop.abort());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  try {
    const tally = await runRemoteWorker({
      server: options.server,
      token,
      name,
      threads,
      patienceSeconds: { first: options.patience, later: Math.max(options.patience, LATER_SECONDS) },
      stop: stop.signal,
      stopNow: stopNow.signal,
      say: createSpeaker(name, threads),
    });
    if (options.json) process.stdout.write(`${JSON.stringify({ status: "ok", worker: name, ...tally })}\n`);
    else process.stderr.write(`Left. ${toTally(tally)}\n`);
    return 0;
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, onSignal);
  }
}

/** Says on stderr what the worker does, in few lines. */
function createSpeaker(name: string, threads: number): (event: WorkerEvent) => void {
  const write = (text: string): void => void process.stderr.write(`${text}\n`);
  let said = performance.now();
  let before = 0;
  let troubled = Number.NEGATIVE_INFINITY;
  return (event) => {
    switch (event.what) {
      case "joined":
        return write(`${name} works, ${threads} at a time. Ctrl-C: end what is under way and leave.`);
      case "trouble": {
        const now = performance.now();
        // Several requests may meet the same.
        if (now - troubled < SAID_AT_MOST_EVERY_MS) return;
        troubled = now;
        return write(`The server does not answer: ${event.reason}. Again in ${event.againSeconds.toFixed(1)} s.`);
      }
      case "answers-again":
        return write("The server answers again.");
      case "failed":
        return write(`A job could not be done: ${event.message}`);
      case "stopping":
        return write(
          `Leaving: ${event.underWay} under way, ${event.given} given back. Once more Ctrl-C: give all back at once.`,
        );
      case "done": {
        const now = performance.now();
        if (now - said < SAID_EVERY_MS) return;
        const rate = (event.tally.replications - before) / ((now - said) / 1000);
        said = now;
        before = event.tally.replications;
        return write(`${toTally(event.tally)} ${rate.toFixed(1)} replications/s.`);
      }
    }
  };
}

const toTally = ({ jobs, replications, late, failed }: WorkerTally): string =>
  `${jobs} jobs, ${replications} replications done${late > 0 ? `, ${late} jobs too late to count` : ""}${failed > 0 ? `, ${failed} failed` : ""}.`;

/** The token from the command line, a file or the environment; undefined when the file cannot be read. */
async function readToken({ token, tokenFile }: WorkerOptions): Promise<string | undefined> {
  if (token !== undefined) return token.trim();
  if (tokenFile === undefined) return (process.env.KOPRU_TOKEN ?? "").trim();
  try {
    return (await readFile(tokenFile, "utf8")).trim();
  } catch {
    return undefined;
  }
}

const noToken = ({ tokenFile }: WorkerOptions) =>
  tokenFile === undefined
    ? {
        code: "no-token",
        place: "--token",
        message: "A worker needs a token.",
        hint: "Make one with kopru token make --name NAME where the server is; give it as KOPRU_TOKEN or --token-file.",
      }
    : {
        code: "no-file",
        place: "--token-file",
        message: "The file cannot be read, or is empty.",
        hint: "Is the path right?",
      };

function toThreads(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > MOST_THREADS)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_THREADS}.`);
  return value;
}

function toSeconds(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 86_400) throw new InvalidArgumentError("It must be a whole number of seconds.");
  return value;
}
