// How far is long work? A bar on stderr where a person looks at it; elsewhere, as in a log, a line now and then.

import { SingleBar } from "cli-progress";
import type { KnownSoFar, RunProgress } from "../store/index.ts";
import { digits } from "./simulate-text.ts";
import { number } from "./style.ts";

export interface ProgressBar {
  show(progress: RunProgress): void;
  /** Takes the bar away. */
  stop(): void;
}

/** @param title what is done, in a word */
export function createProgressBar(title: string): ProgressBar {
  if (!process.stderr.isTTY)
    return progressLines(title, {
      write: (line) => process.stderr.write(line),
      now: () => performance.now(),
    });
  const bar = new SingleBar({
    stream: process.stderr,
    format: "{title} {bar} {count} of {most} {unit}{left}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    // A program that is ended with Ctrl-C while it computes has no moment to show it again.
    hideCursor: false,
    clearOnComplete: true,
    stopOnComplete: false,
  });
  let isShown = false;
  return {
    show(progress) {
      const { done, total } = progress;
      const payload = { count: number(done), most: number(total), ...wordsOfProgress(title, progress) };
      if (isShown) {
        bar.setTotal(total);
        bar.update(done, payload);
      } else {
        isShown = true;
        bar.start(total, done, payload);
      }
    },
    stop() {
      if (isShown) bar.stop();
      isShown = false;
    },
  };
}

/** Milliseconds between lines, and before the first: what takes less says nothing. */
const LINE_MS = 15_000;

/** Lines for a log. @param now milliseconds, never going back */
export function progressLines(
  title: string,
  { write, now }: { readonly write: (line: string) => void; readonly now: () => number },
): ProgressBar {
  let last = now();
  return {
    show(progress) {
      const at = now();
      if (at - last < LINE_MS) return;
      last = at;
      const { done, total } = progress;
      const words = wordsOfProgress(title, progress);
      write(`${words.title} ${number(done)} of ${number(total)} ${words.unit}${words.left}\n`);
    },
    stop: () => {},
  };
}

const STAGES: Readonly<Record<string, string>> = {
  flows: "flows of the base",
  "scenario-flows": "flows of the scenario",
};

/** What stands before and behind the bar: the stage, what is known so far, how long it takes. */
export function wordsOfProgress(
  title: string,
  { done, total, unit, secondsLeft, waitsFor, stage = "", soFar }: RunProgress,
): { readonly title: string; readonly unit: string; readonly left: string } {
  const own = STAGES[stage];
  return {
    title: own === undefined ? title : `${title}: ${own},`,
    unit: `${unit}${soFar === undefined ? "" : `, ${known(soFar)}`}${waitsFor === "core" ? ", waiting for a free core" : ""}`,
    left: secondsLeft === null || done >= total ? "" : `, ${timeLeft(secondsLeft)} left`,
  };
}

/** `mean 512.3 ± 20.1 h (3.9 % of it, 2 % wanted)`. */
function known({ mean, half, precision }: KnownSoFar): string {
  const sure = half === null ? "" : ` ± ${digits(half)}`;
  const wanted = precision && `${percent(precision.asked)} wanted`;
  const reached = precision?.reached == null ? wanted : `${percent(precision.reached)} of it, ${wanted}`;
  return `mean ${digits(mean)}${sure} h${reached === null ? "" : ` (${reached})`}`;
}

/** Two digits are enough. */
const percent = (share: number): string => `${Number((share * 100).toPrecision(2)).toLocaleString("en-US")} %`;

const timeLeft = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
