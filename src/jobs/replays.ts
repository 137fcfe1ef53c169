// Replays of runs on demand: computed in a thread of their own, one at a time, and kept while they are likely to be looked at
// again. The server's thread only hands texts on.

import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { DatasetInput } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import type { KeptRun } from "../store/index.ts";
import type { ToldMoment } from "../studies/replay-worst.ts";
import { UNNAMED } from "./foreman.ts";
import { createWorkers, type Workers } from "./workers.ts";

export interface AskedReplay {
  readonly state: "base" | "changed";
  /** How many replications the run counted, and its seed. */
  readonly replications: number;
  readonly seed: number;
  readonly replication?: number;
  /** What the run told of as its worst: see studies/replay-worst.ts. */
  readonly moment?: ToldMoment;
  readonly fromHour?: number;
  readonly toHour?: number;
}

export interface Replays {
  /**
   * The answer as text; undefined while it is still being made: ask again.
   * @throws InvalidInput for what cannot be asked, or when too much waits already
   */
  get(run: KeptRun, asked: AskedReplay, waitMs: number): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface ReplaysOptions {
  readonly input: DatasetInput;
  readonly programVersion: string;
  readonly onError: (error: unknown) => void;
}

const MOST_SECONDS = 300;
const MOST_BYTES = 40_000_000;
const MOST_KEPT = 12;
const MOST_WAITING = 6;

const unpack = promisify(gunzip);

/** Starts no thread before somebody asks. */
export function createReplays({ input, programVersion, onError }: ReplaysOptions): Replays {
  const made = new Map<string, Promise<string>>();
  const waiting = new Set<string>();
  let workers: Workers | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function make(run: KeptRun, asked: AskedReplay): Promise<string> {
    workers ??= createWorkers({
      count: 1,
      kindsModule: new URL("./replay-kinds.ts", import.meta.url).href,
      mostSeconds: MOST_SECONDS,
      mostBytes: MOST_BYTES,
    });
    const { state, seed, replications, replication, moment, fromHour, toHour } = asked;
    const running = workers.start(
      {
        kind: "replay",
        input,
        datasetHash: run.dataset_hash,
        scenario: run.scenario === null ? null : { id: run.scenario_id ?? UNNAMED, document: run.scenario.document },
        parameters: {
          run: run.parameters,
          state,
          seed,
          replications,
          ...(replication === undefined ? {} : { replication }),
          ...(moment === undefined ? {} : { moment }),
          ...(fromHour === undefined ? {} : { fromHour }),
          ...(toHour === undefined ? {} : { toHour }),
        },
        seed: run.seed,
        programVersion,
      },
      () => {},
    );
    const outcome = await running.outcome;
    if (outcome.type === "done") return (await unpack(outcome.result.body)).toString("utf8");
    if (outcome.type === "failed") {
      if (outcome.bug !== null) onError(new Error(outcome.bug));
      throw new InvalidInput(outcome.problems);
    }
    throw new Error(`expected a replay, not ${outcome.type}`);
  }

  return {
    async get(run, asked, waitMs) {
      const key = JSON.stringify([run.id, asked]);
      let making = made.get(key);
      if (making === undefined) {
        if (waiting.size >= MOST_WAITING) throw tooMany();
        waiting.add(key);
        // One after another: a second would only slow the first down.
        const mine = last.then(() => make(run, asked)).finally(() => waiting.delete(key));
        making = mine;
        last = mine.catch(() => {});
      }
      // The newest stands last; what failed is not kept.
      made.delete(key);
      made.set(key, making);
      making.catch(() => made.delete(key));
      for (const old of made.keys()) {
        if (made.size <= MOST_KEPT) break;
        if (!waiting.has(old)) made.delete(old);
      }
      return soon(making, waitMs);
    },
    async close() {
      await workers?.close();
    },
  };
}

/** The value, or undefined when it takes longer. */
function soon<T>(value: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}

const tooMany = (): InvalidInput =>
  new InvalidInput([
    {
      code: "too-many-requests",
      place: "replay",
      message: `${MOST_WAITING} replays are being made already.`,
      hint: "Ask again when one of them is there.",
    },
  ]);
