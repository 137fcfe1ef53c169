// `kopru serve`: the web app and the API on one address, until it is told to stop.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Command } from "commander";
import type { FastifyInstance } from "fastify";
import type { Dataset } from "../model/dataset.ts";
import type { Reservation } from "../store/index.ts";
import type { ProblemJson } from "../wire/common.ts";
import type { RunsAnswer } from "../wire/runs.ts";
import { FIRST_RUNS } from "./first-runs.ts";
import { datasetInput, type Finish, type GlobalOptions, refuseScenario } from "./global-options.ts";
import { printProblems } from "./print.ts";
import { programVersion, projectFolder } from "./program-version.ts";
import { addStoreOptions, type StoreOptions, storePlace } from "./store-options.ts";

interface ServeOptions extends GlobalOptions, StoreOptions {
  readonly workers?: string;
  readonly port?: string;
  readonly host: string;
  readonly behind?: string;
  readonly open?: boolean;
  readonly verbose?: boolean;
  readonly rateLimit: string;
}

const USUAL_PORT = 8700;
/** When nobody asked for a port, so many after the usual one are tried. */
const PORTS_TRIED = 20;
const HIGHEST_PORT = 65_535;
const MOST_WORKERS = 64;
const SECRET_BYTES = 32;
/** Addresses that only this machine reaches. */
const LOOPBACK = ["127.0.0.1", "::1", "[::1]", "localhost"];

export function addServe(program: Command, finish: Finish): void {
  addStoreOptions(program.command("serve").description("the web app and the API"))
    .option("--no-store", "keep nothing: no runs, no scenarios of your own")
    .option("--workers <count>", "runs that are worked on at a time (default: 2, or half of the processor's cores)")
    .option("--port <port>", "port to listen on (default: PORT, else the first free one from 8700 on)")
    .option("--host <address>", "address to listen on; 0.0.0.0 lets others in", "127.0.0.1")
    .option(
      "--behind <name>",
      "name of the site whose proxy, here or in a private network, passes requests on and says whose they are (X-Forwarded-For), as kopru.example.org",
    )
    .option("--open", "open the page in the browser")
    .option("--no-open", "do not")
    .option("--verbose", "one line per request")
    .option("--rate-limit <count>", "requests a minute from one address, 0 for no limit", "3000")
    .addHelpText("after", "\nExamples:\n  kopru serve\n  kopru serve --port 9000 --overlay my-rates\n")
    .action(async (_options: unknown, command: Command) => {
      finish(await serve(command.optsWithGlobals<ServeOptions>()));
    });
}

/** Serves until SIGINT or SIGTERM; gives the exit code. */
async function serve(options: ServeOptions): Promise<number> {
  await refuseScenario(options, "Choose the scenario in the app, or send it to the API.");
  const asked = options.port ?? process.env.PORT;
  const port = asked === undefined || asked === "" ? undefined : readCount(asked, HIGHEST_PORT);
  const requestsPerMinute = readCount(options.rateLimit, 1_000_000);
  const workers = options.workers === undefined ? undefined : readCount(options.workers, MOST_WORKERS);
  const wrong = Object.entries({ "--port": port, "--rate-limit": requestsPerMinute, "--workers": workers })
    .filter(([place, value]) => Number.isNaN(value) || (place === "--workers" && value === 0))
    .map(([place]) => ({ code: "usage", place, message: "This is no usable number.", hint: "Give a whole number." }));
  if (wrong.length > 0) return printProblems(wrong, options.json);
  const [{ loadDataset }, { createServer }] = await Promise.all([
    import("../data/index.ts"),
    import("../api/index.ts"),
  ]);
  const input = datasetInput(options);
  const dataset = loadDataset(input);
  // The folder is taken before anything is served, and opened after: that takes some two seconds the first time.
  const reservation = await reserve(options);
  // Whoever finds the folder taken from now on waits for the address: loading takes a second.
  reservation?.noteStarting();
  const adminSecret = randomBytes(SECRET_BYTES).toString("hex");
  const app = await createServer({
    dataset,
    input,
    adminSecret,
    programVersion: programVersion(),
    webFolder: path.join(projectFolder, "dist", "web"),
    requestsPerMinute,
    scenarioFolder: path.join(options.data ?? projectFolder, "scenarios"),
    ...(reservation === undefined ? {} : { store: reservation }),
    ...(workers === undefined ? {} : { workers }),
    isBehindProxy: options.behind !== undefined,
    ...(LOOPBACK.includes(options.host) ? { hostNames: hostNamesOf(options) } : {}),
    verbose: options.verbose ?? false,
  });
  const away = await whyNotOpen(app, options);
  const address = away ?? (await listen(app, options.host, port));
  if (typeof address === "object") {
    await app.close();
    reservation?.release();
    return printProblems(address, options.json);
  }
  reservation?.noteAddress(address, adminSecret);
  await answerFirstExample(app, dataset);
  const first = reservation && setTimeout(() => void askFirstRuns(app), reservation.isOld ? 0 : FIRST_RUNS_MS);
  process.stdout.write(options.json ? `${JSON.stringify({ status: "ok", address })}\n` : `Kopru is at ${address}\n`);
  if (options.open === true && process.stdout.isTTY && process.env.CI === undefined) openPage(address);
  await stopSignal();
  clearTimeout(first);
  await app.close();
  reservation?.release();
  return 0;
}

/** Each once, the usual one first: problems name it. */
const hostNamesOf = ({ behind }: ServeOptions): string[] => [
  ...new Set(["localhost", ...LOOPBACK, ...(behind === undefined ? [] : [behind.toLowerCase()])]),
];

async function reserve(options: ServeOptions): Promise<Reservation | undefined> {
  const place = storePlace(options);
  if (place === undefined) return undefined;
  const [{ awaitOwnerAddress, reserveStore }, { InvalidInput }] = await Promise.all([
    import("../store/index.ts"),
    import("../model/problem.ts"),
  ]);
  for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
    try {
      return reserveStore(place);
    } catch (error) {
      const isTaken = error instanceof InvalidInput && error.problems[0]?.code === "store-taken";
      const isServed = "folder" in place && (await awaitOwnerAddress(place.folder)) !== undefined;
      if (!isTaken || isServed || waitedMs >= COMMAND_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
}

/** A command such as `kopru token` that has the folder for a moment is waited for, and no longer: it may be a sweep. */
const COMMAND_MS = 6_000;
const LOOK_AGAIN_MS = 200;

/**
 * Why a database server cannot be used, undefined when it can: a wrong address is better told now than to whoever opens the
 * page. Later it may be away for a moment. A folder was taken already.
 */
async function whyNotOpen(app: FastifyInstance, options: ServeOptions): Promise<readonly ProblemJson[] | undefined> {
  const place = storePlace(options);
  if (place === undefined || "folder" in place) return undefined;
  const answer = (await app.inject("/api/v1/runs?limit=1")).json() as RunsAnswer;
  return answer.status === "invalid" ? answer.problems : undefined;
}

/** Newcomers see the first example at once: its graph is made, and the code warm, before anybody can ask. */
async function answerFirstExample(app: FastifyInstance, dataset: Dataset): Promise<void> {
  const [example] = dataset.examples;
  if (!example) return;
  const { from, to, cargo, depart } = example;
  await app.inject({ method: "POST", url: "/api/v1/route", payload: { from, to, cargo, depart } });
}

/** A new store is made when the first page is out of the way. */
const FIRST_RUNS_MS = 1_500;

/**
 * What the app shows first of flows and of oil is worked out before anybody opens it, and kept; where it is kept already,
 * nothing is done. The threads that do it are warm for the first question then.
 */
async function askFirstRuns(app: FastifyInstance): Promise<void> {
  const headers = { "x-kopru-author": "Kopru" };
  for (const payload of FIRST_RUNS) {
    // Not worth a word when it is refused: whoever opens the page asks the same again and is told why.
    await app.inject({ method: "POST", url: "/api/v1/runs", headers, payload }).catch(() => undefined);
  }
}

/** NaN when it is no whole number from 0 to the highest. */
function readCount(text: string, highest: number): number {
  const value = Number(text);
  return /^\d+$/.test(text) && value <= highest ? value : Number.NaN;
}

/** Address of the page, or why it cannot be had. */
async function listen(
  app: FastifyInstance,
  host: string,
  asked: number | undefined,
): Promise<string | readonly ProblemJson[]> {
  const first = asked ?? USUAL_PORT;
  const last = asked === undefined ? first + PORTS_TRIED : first;
  for (let port = first; port <= last; port++) {
    try {
      await app.listen({ host, port });
      const isUsual = host === "127.0.0.1" || host === "0.0.0.0" || host === "::";
      const shown = isUsual ? "localhost" : host.includes(":") ? `[${host}]` : host;
      return `http://${shown}:${portOf(app) ?? port}/`;
    } catch (error) {
      if (isHostTrouble(error)) return [noHost(host)];
      if (!isPortTrouble(error)) throw error;
    }
  }
  const message = `Port ${first} is taken or not allowed.`;
  return [{ code: "usage", place: "--port", message, hint: "Give another one with --port." }];
}

const noHost = (host: string): ProblemJson => ({
  code: "usage",
  place: "--host",
  message: `${host.slice(0, 100)} is no address of this machine.`,
  hint: "Leave it out for this machine alone; 0.0.0.0 lets others in.",
});

function portOf(app: FastifyInstance): number | undefined {
  const bound = app.server.address();
  return typeof bound === "object" ? bound?.port : undefined;
}

const isOneOf = (codes: readonly string[], error: unknown): boolean =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));
const isPortTrouble = (error: unknown): boolean => isOneOf(["EADDRINUSE", "EACCES"], error);
const isHostTrouble = (error: unknown): boolean =>
  isOneOf(["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EAFNOSUPPORT", "EINVAL"], error);

/** Opens the page; a machine without a browser goes on without it. */
function openPage(address: string): void {
  const [command, ...args] =
    process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  const opener = spawn(command, [...args, address], { stdio: "ignore", detached: true });
  opener.on("error", () => {});
  opener.unref();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
