// One piece of long work in a thread of this process, kept nowhere: what a command does that answers by itself.

import { gunzipSync } from "node:zlib";
import type { DatasetInput } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import type { HeadlineFigure, RunProgress } from "../store/index.ts";
import { createWorkers } from "./workers.ts";

export interface WorkOnce {
  readonly kind: string;
  readonly input: DatasetInput;
  readonly scenario: { readonly id: string; readonly document: Readonly<Record<string, unknown>> } | null;
  /** In the form of the kind: see `readParameters`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seed: number | null;
  readonly programVersion: string;
  readonly onProgress: (progress: RunProgress) => void;
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Module that exports `kinds`; the program's own when left out. */
  readonly kindsModule?: string;
}

export interface Once {
  readonly answer: object;
  readonly headline: readonly HeadlineFigure[];
  readonly seconds: number;
}

/** A person who waits can end it himself. */
const MOST_SECONDS = 24 * 3_600;
const MOST_BYTES = 500_000_000;

/**
 * Does the work; undefined when it was ended by the signal.
 * @throws InvalidInput with what cannot be asked, Error for a bug
 */
export async function runOnce({ signal, onProgress, kindsModule, ...task }: WorkOnce): Promise<Once | undefined> {
  const workers = createWorkers({
    count: 1,
    kindsModule: kindsModule ?? new URL("./kinds.ts", import.meta.url).href,
    mostSeconds: MOST_SECONDS,
    mostBytes: MOST_BYTES,
  });
  try {
    const running = workers.start({ ...task, datasetHash: null }, onProgress);
    signal.addEventListener("abort", () => running.cancel(), { once: true });
    if (signal.aborted) running.cancel();
    const outcome = await running.outcome;
    if (outcome.type === "cancelled") return undefined;
    if (outcome.type === "split") throw new Error("work in parts needs a store");
    if (outcome.type === "failed") throw outcome.bug === null ? new InvalidInput(outcome.problems) : bugOf(outcome.bug);
    const { result, headline, seconds } = outcome;
    return { answer: JSON.parse(gunzipSync(result.body).toString("utf8")), headline, seconds };
  } finally {
    await workers.close();
  }
}

/** Characters of an error that fit a line or two; a schema names all that does not fit it. */
const MOST_SAID = 300;

/** The error of the thread, with its own stack. */
function bugOf(stack: string): Error {
  // What did not load begins with the place in its file.
  const [said] = stack.slice(Math.max(0, stack.search(/^.*Error/m))).split("\n    at ");
  const error = new Error(said.replace(/\s+/g, " ").trim().slice(0, MOST_SAID));
  error.stack = stack;
  return error;
}
