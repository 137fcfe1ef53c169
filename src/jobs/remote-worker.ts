// A worker on another machine: leases jobs of sweeps over HTTP, runs them in threads, says every few seconds that it is there,
// and sends what they gave. It needs no dataset and no database. Told to stop, it ends what it works at and gives the rest back.

import { createHash } from "node:crypto";
import { MOST_LEASED, WORK_PROTOCOL, type WorkJobJson } from "../wire/work.ts";
import { engineVersion } from "./engine-version.ts";
import { createPartThreads } from "./part-threads.ts";
import { createWorkClient, sleep } from "./work-client.ts";

export interface RemoteWorkerOptions {
  readonly server: string;
  readonly token: string;
  /** How it calls itself, for people. */
  readonly name: string;
  readonly threads: number;
  readonly patienceSeconds: { readonly first: number; readonly later: number };
  /** Stop: end what is being worked at, give the rest back. */
  readonly stop: AbortSignal;
  /** Stop at once: give everything back. */
  readonly stopNow: AbortSignal;
  readonly say: (event: WorkerEvent) => void;
}

export type WorkerEvent =
  | { readonly what: "joined" }
  | { readonly what: "trouble"; readonly reason: string; readonly againSeconds: number }
  | { readonly what: "answers-again" }
  | { readonly what: "done"; readonly tally: WorkerTally }
  | { readonly what: "failed"; readonly message: string }
  | { readonly what: "stopping"; readonly underWay: number; readonly given: number };

export interface WorkerTally {
  jobs: number;
  replications: number;
  /** Jobs that came too late: another worker had done them, or their sweep had ended. */
  late: number;
  failed: number;
}

interface Held {
  readonly job: WorkJobJson;
  state: "waiting" | "computing" | "sending";
}

const IDLE_MS = 1_000;
/** Work that is held ahead, in seconds of each thread: enough that nobody waits for the network. */
const AHEAD_SECONDS = 2;
/** More are leased when a third of what may be held is free. */
const LEAST_ROOM = 3;
const MODELS_KEPT = 8;

/**
 * Works until it is told to stop.
 * @throws InvalidInput when the token is not valid, the versions differ, or the server stays away
 */
export async function runRemoteWorker(options: RemoteWorkerOptions): Promise<WorkerTally> {
  const { name, stop, stopNow, say } = options;
  const ended = new AbortController();
  const client = createWorkClient({
    server: options.server,
    token: options.token,
    patienceSeconds: options.patienceSeconds,
    signal: ended.signal,
    leaving: stop,
    onTrouble: (reason, againSeconds) => say({ what: "trouble", reason, againSeconds }),
    onAnswer: () => say({ what: "answers-again" }),
  });
  const threads = createPartThreads(options.threads);
  const held = new Map<string, Held>();
  const models = new Map<string, Promise<string | undefined>>();
  const tally: WorkerTally = { jobs: 0, replications: 0, late: 0, failed: 0 };
  const underWay = new Set<Promise<void>>();
  let secondsOfJob = 0;
  let beatSeconds = 3;
  let wake = new AbortController();
  let broken: unknown;

  /** Ends everything: the server refuses for good. */
  function breakOff(error: unknown): void {
    broken ??= error;
    ended.abort();
    wake.abort();
  }

  /** Jobs held at a time: what threads do now, and as much again as a few seconds' work. */
  function wanted(): number {
    const ahead = secondsOfJob === 0 ? 1 : Math.max(1, Math.ceil(AHEAD_SECONDS / secondsOfJob));
    const most = Math.min(MOST_LEASED, options.threads * (1 + ahead));
    const room = most - held.size;
    // Several at once, so that short jobs are not asked for one by one.
    return LEAST_ROOM * room >= most ? room : 0;
  }

  /** Whether there was any. */
  async function leaseMore(): Promise<boolean> {
    const count = wanted();
    if (count <= 0) return false;
    const answer = await client.lease({ worker: name, protocol: WORK_PROTOCOL, engine: engineVersion(), count });
    beatSeconds = answer.beatSeconds;
    for (const job of answer.jobs) held.set(job.id, { job, state: "waiting" });
    feed();
    return answer.jobs.length > 0;
  }

  function feed(): void {
    let computing = [...held.values()].filter(({ state }) => state === "computing").length;
    for (const own of held.values()) {
      if (computing >= options.threads || stop.aborted || ended.signal.aborted) return;
      if (own.state !== "waiting") continue;
      own.state = "computing";
      computing++;
      const working: Promise<void> = work(own)
        .catch((error: unknown) => {
          // What is given up half-way when all has to end at once is no trouble.
          if (!stopNow.aborted) breakOff(error);
        })
        .finally(() => {
          underWay.delete(working);
          wake.abort();
        });
      underWay.add(working);
    }
  }

  async function work(own: Held): Promise<void> {
    const { id, retryCount, replications } = own.job;
    const begun = performance.now();
    const results = await compute(own.job);
    const seconds = (performance.now() - begun) / 1000;
    secondsOfJob = secondsOfJob === 0 ? seconds : 0.8 * secondsOfJob + 0.2 * seconds;
    own.state = "sending";
    feed();
    if (typeof results === "string") {
      tally.failed++;
      say({ what: "failed", message: results });
      await client.failed({ worker: name, id, retryCount, givenBack: false, message: results.slice(0, 2_000) });
    } else if (results !== undefined && (await client.done({ worker: name, id, retryCount, ...results }))) {
      tally.jobs++;
      tally.replications += replications;
      say({ what: "done", tally });
    } else tally.late++;
    // Lost and leased again in between, it is held under another attempt.
    if (held.get(id) === own) held.delete(id);
  }

  /** What a job gives, why it cannot be done, or nothing when its sweep has ended. */
  async function compute({ model, seed, firstReplication, replications }: WorkJobJson) {
    const text = await getModel(model);
    if (text === undefined) {
      // The same model may come again with another sweep.
      models.delete(model);
      return undefined;
    }
    try {
      const records = await threads.run({ model, text, seed, firstReplication, replications });
      return { model, results: records.map((record) => ({ ...record, values: [...record.values] })) };
    } catch (error) {
      // Threads that were ended on purpose say nothing about the job.
      if (stopNow.aborted || ended.signal.aborted) throw error;
      return error instanceof Error ? error.message : String(error);
    }
  }

  function getModel(hash: string): Promise<string | undefined> {
    const known = models.get(hash) ?? loadModel(hash);
    models.delete(hash);
    models.set(hash, known);
    for (const [oldest] of models) {
      if (models.size <= MODELS_KEPT) break;
      models.delete(oldest);
    }
    return known;
  }

  async function loadModel(hash: string): Promise<string | undefined> {
    const text = await client.findModel(hash);
    if (text === undefined || createHash("sha256").update(text).digest("hex") === hash) return text;
    throw new Error(`the model ${hash} did not arrive as it was sent`);
  }

  async function beatOn(): Promise<void> {
    while (!ended.signal.aborted) {
      await sleep(beatSeconds * 1000, ended.signal);
      const jobs = [...held.values()].map(({ job: { id, retryCount } }) => ({ id, retryCount }));
      if (jobs.length === 0 || ended.signal.aborted) continue;
      for (const id of await client.beat(jobs)) {
        // What is under way goes on: its result is refused then, and the thread stays warm.
        if (held.get(id)?.state === "waiting") held.delete(id);
      }
    }
  }

  stop.addEventListener("abort", () => wake.abort());
  try {
    let isMore = await leaseMore();
    say({ what: "joined" });
    void beatOn().catch(breakOff);
    while (!stop.aborted && !ended.signal.aborted) {
      wake = new AbortController();
      if (!isMore) await sleep(IDLE_MS * (0.75 + 0.5 * Math.random()), wake.signal);
      if (!stop.aborted && !ended.signal.aborted) isMore = await leaseMore();
    }
    if (broken === undefined) await leave();
  } catch (error) {
    breakOff(error);
  } finally {
    ended.abort();
    await threads.close();
  }
  if (broken !== undefined && !isAbort(broken)) throw broken;
  return tally;

  /** Gives back what nobody works at, ends the rest, or gives that back too when it has to be at once. */
  async function leave(): Promise<void> {
    const rest = [...held.values()].filter(({ state }) => state === "waiting");
    say({ what: "stopping", underWay: held.size - rest.length, given: rest.length });
    await giveBack(rest);
    const now = new Promise<void>((resolve) => {
      if (stopNow.aborted) resolve();
      stopNow.addEventListener("abort", () => resolve());
    });
    await Promise.race([Promise.allSettled([...underWay]), now]);
    await giveBack([...held.values()]);
  }

  async function giveBack(some: readonly Held[]): Promise<void> {
    for (const { job } of some) {
      held.delete(job.id);
      const { id, retryCount } = job;
      await client.failed({ worker: name, id, retryCount, givenBack: true, message: "" });
    }
  }
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";
