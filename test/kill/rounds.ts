// Does a server that is killed while it writes lose anything it acknowledged? Rounds of: start it, check that everything
// acknowledged before is there, write scenarios and runs from several sides at once, kill it with SIGKILL at a moment drawn
// at random. At the end every acknowledged run must have answered, once.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { type Random, stream } from "../../src/lib/random.ts";
import { openStore } from "../../src/store/index.ts";

export interface Figures {
  readonly rounds: number;
  /** Writes that were acknowledged: scenarios kept, changed and forgotten, runs asked for. */
  acknowledged: number;
  /** Of these, those that were not there afterwards. */
  lost: number;
  failedOpens: number;
  runs: number;
  /** How often a run was begun again because it was under way at a kill. */
  begunAgain: number;
  /** Runs without exactly one answer, or with a wrong one. */
  wrongAnswers: number;
  /** Milliseconds from start to address, of every opening after a kill. */
  readonly openMs: number[];
}

/** What the server said it did. */
interface Acknowledged {
  /** Version of each scenario; 0 when it was forgotten. */
  readonly scenarios: Map<string, number>;
  /** Seed of each run by its id. */
  readonly runs: Map<string, number>;
}

const WRITERS = 4;
const ROUNDS_BETWEEN_RESTS = 5;
const SCENARIO = { baseDate: "2026-12-01", edits: [] };

/** @param place folder of the store, or address of a PostgreSQL server */
export async function killInRounds(place: string, rounds: number, seed: number): Promise<Figures> {
  const random = stream(seed, "kill");
  const known: Acknowledged = { scenarios: new Map(), runs: new Map() };
  const figures: Figures = {
    rounds,
    acknowledged: 0,
    lost: 0,
    failedOpens: 0,
    runs: 0,
    begunAgain: 0,
    wrongAnswers: 0,
    openMs: [],
  };
  for (let round = 0; round < rounds; round++) {
    const server = await start(place, figures);
    if (server === undefined) continue;
    figures.lost += await countLost(server.address, known);
    // Now and then the queue is worked off: what is interrupted ten times is given up, by design.
    if (round % ROUNDS_BETWEEN_RESTS === ROUNDS_BETWEEN_RESTS - 1) await waitForRuns(server.address);
    await writeUntilKilled(server, known, figures, random, round);
  }
  const server = await start(place, figures);
  if (server !== undefined) {
    figures.lost += await countLost(server.address, known);
    await waitForRuns(server.address);
    await kill(server.child, "SIGTERM");
  }
  await countAnswers(place, known, figures);
  return figures;
}

interface Server {
  readonly address: string;
  readonly child: ChildProcess;
}

async function start(place: string, figures: Figures): Promise<Server | undefined> {
  const begun = performance.now();
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "serve.ts"), place], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await Promise.race([
    once(child.stdout, "data").then(([chunk]) => String(chunk).trim()),
    once(child, "exit").then(() => undefined),
  ]);
  if (address === undefined) {
    figures.failedOpens++;
    return undefined;
  }
  figures.openMs.push(Math.round(performance.now() - begun));
  return { address, child };
}

async function kill(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

/** Several writers at once, each waiting for an acknowledgement before its next write; what is in flight at the kill is open. */
async function writeUntilKilled(
  { address, child }: Server,
  known: Acknowledged,
  figures: Figures,
  random: Random,
  round: number,
): Promise<void> {
  // One that takes longer than the round, and is under way when the server dies.
  await writeRun(address, known, figures, round * 100_000, { steps: 60, stepMs: 25 });
  for (let tries = 0; tries < 100 && !(await isWorking(address)); tries++) await pause(50);
  let isKilled = false;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let number = 1; !isKilled; number++) {
      try {
        if (number % 3 === 0) await writeRun(address, known, figures, round * 100_000 + number * WRITERS + writer, {});
        else await writeScenario(address, known, figures, `scenario-${writer}-${number % 7}`);
      } catch (error) {
        // The connection of a server that was killed.
        if (!isKilled) throw error;
      }
    }
  });
  await pause(20 + Math.floor(random() * 900));
  isKilled = true;
  await kill(child, "SIGKILL");
  await Promise.all(writers);
}

async function isWorking(address: string): Promise<boolean> {
  const { body } = await send("GET", `${address}/runs?limit=200`);
  return (body as { runs: { state: string }[] }).runs.some(({ state }) => state === "running");
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function writeRun(address: string, known: Acknowledged, figures: Figures, seed: number, parameters: object) {
  const reply = await send("POST", `${address}/runs`, { kind: "count", parameters, seed });
  // A full queue refuses, and then nothing was acknowledged.
  if (reply.code === 429) return;
  if (reply.code !== 202) throw new Error(`a run was answered with ${reply.code}`);
  known.runs.set((reply.body as { run: { id: string } }).run.id, seed);
  figures.acknowledged++;
}

/** Keeps, changes or, every fifth time, forgets a scenario of this writer. */
async function writeScenario(address: string, known: Acknowledged, figures: Figures, id: string): Promise<void> {
  const url = `${address}/scenarios/${id}`;
  const version = known.scenarios.get(id) ?? 0;
  const match: Record<string, string> = version > 0 ? { "if-match": `"${version}"` } : {};
  const forgets = version > 0 && version % 5 === 0;
  // Until the answer is here, both the old and the new may be found.
  known.scenarios.delete(id);
  const reply = forgets
    ? await send("DELETE", url, undefined, match)
    : await send("PUT", url, { scenario: { ...SCENARIO, name: `${id} ${version + 1}` } }, match);
  if (reply.code !== 200) {
    // What was in flight at an earlier kill was done or not: read what is there.
    const found = await send("GET", url);
    const now = (found.body as { scenario?: { version: number } }).scenario?.version ?? 0;
    if (reply.code !== 409 && reply.code !== 412) throw new Error(`a scenario was answered with ${reply.code}`);
    known.scenarios.set(id, now);
    return;
  }
  known.scenarios.set(id, forgets ? 0 : version + 1);
  figures.acknowledged++;
}

async function countLost(address: string, known: Acknowledged): Promise<number> {
  let lost = 0;
  for (const [id, version] of known.scenarios) {
    const { code, body } = await send("GET", `${address}/scenarios/${id}`);
    const found = body as { scenario?: { version: number; name: string } };
    const isThere = found.scenario?.version === version && found.scenario.name === `${id} ${version}`;
    if (version === 0 ? code !== 404 : !isThere) lost++;
  }
  for (const id of known.runs.keys()) {
    if ((await send("GET", `${address}/runs/${id}`)).code !== 200) lost++;
  }
  return lost;
}

async function waitForRuns(address: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await send("GET", `${address}/runs?limit=200`);
    const { runs } = body as { runs: { state: string }[] };
    if (runs.every(({ state }) => state !== "queued" && state !== "running")) return;
    await pause(100);
  }
  throw new Error("the runs do not end");
}

/** Reads the store itself: each acknowledged run is done, with one answer, which is its own. */
async function countAnswers(place: string, known: Acknowledged, figures: Figures): Promise<void> {
  const { findResult, findRun } = await import("../../src/store/index.ts");
  const store = await openStore(place.includes("://") ? { url: place } : { folder: place });
  for (const [id, seed] of known.runs) {
    const run = await findRun(store.db, id);
    const answer = JSON.parse((await findResult(store.db, id)) ?? "{}") as { seed?: number };
    if (run?.state !== "done" || answer.seed !== seed) figures.wrongAnswers++;
    figures.begunAgain += Math.max(0, (run?.attempts ?? 0) - 1);
  }
  figures.runs = known.runs.size;
  await store.close();
}

async function send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
  const reply = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { code: reply.status, body: (await reply.json()) as unknown };
}
