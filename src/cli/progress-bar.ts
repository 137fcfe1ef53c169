// How far is long work? A bar on stderr, only where a person looks at it.

import { SingleBar } from "cli-progress";
import type { RunProgress } from "../store/index.ts";

export interface ProgressBar {
  show(progress: RunProgress): void;
  /** Takes the bar away. */
  stop(): void;
}

/** @param title what is done, in a word */
export function createProgressBar(title: string): ProgressBar {
  if (!process.stderr.isTTY) return { show: () => {}, stop: () => {} };
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${title} {bar} {value} of {total} {unit}{left}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
  });
  let isShown = false;
  return {
    show({ done, total, unit: counted, secondsLeft, waitsFor }) {
      const unit = waitsFor === "core" ? `${counted}, waiting for a free core` : counted;
      const payload = { unit, left: secondsLeft === null || done >= total ? "" : `, ${timeLeft(secondsLeft)} left` };
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

const timeLeft = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
