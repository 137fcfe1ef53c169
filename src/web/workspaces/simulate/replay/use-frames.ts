// The draw loop of a replay: one loop for all pictures, so that two runs always show the same instant. It turns only while the
// clock runs; else a picture is drawn when something asks for it. Measures itself: frames a second and the time each took.

import { useEffect, useMemo } from "react";
import type { ReplayClock } from "./clock.ts";

/** Draws the hour of the clock. */
export type Painter = (hour: number) => void;

export interface FrameTimes {
  /** Milliseconds since the frame before. */
  readonly gaps: number[];
  /** Milliseconds in which all was drawn. */
  readonly costs: number[];
}

const KEPT_FRAMES = 600;
/** Milliseconds between two updates of texts while the clock runs. */
const TELL_MS = 250;

export class Frames {
  readonly times: FrameTimes = { gaps: [], costs: [] };
  readonly #clock: ReplayClock;
  readonly #painters = new Set<Painter>();
  readonly #tellers = new Set<() => void>();
  #request = 0;
  #last = 0;
  #told = 0;

  constructor(clock: ReplayClock) {
    this.#clock = clock;
  }

  /** Draws along from now on. */
  add(painter: Painter): () => void {
    this.#painters.add(painter);
    this.ask();
    return () => this.#painters.delete(painter);
  }

  /** Told of the hour some times a second: for texts. */
  follow(teller: () => void): () => void {
    this.#tellers.add(teller);
    return () => this.#tellers.delete(teller);
  }

  /** One more frame, soon. */
  readonly ask = (): void => {
    if (this.#request === 0) this.#request = requestAnimationFrame(this.#turn);
  };

  stop(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
  }

  readonly #turn = (now: number): void => {
    this.#request = 0;
    const isRunning = this.#clock.isPlaying;
    if (isRunning && this.#last > 0) {
      this.#note(this.times.gaps, now - this.#last);
      this.#clock.advance((now - this.#last) / 1000);
    }
    const begun = performance.now();
    for (const paint of this.#painters) paint(this.#clock.hour);
    if (isRunning) this.#note(this.times.costs, performance.now() - begun);
    if (!isRunning || now - this.#told > TELL_MS) {
      this.#told = now;
      for (const tell of this.#tellers) tell();
    }
    this.#last = this.#clock.isPlaying ? now : 0;
    if (this.#clock.isPlaying) this.ask();
  };

  #note(list: number[], ms: number): void {
    list.push(ms);
    if (list.length > KEPT_FRAMES) list.shift();
  }
}

/** The loop of a clock, for as long as the component stands. */
export function useFrames(clock: ReplayClock): Frames {
  const frames = useMemo(() => new Frames(clock), [clock]);
  useEffect(() => {
    const stop = clock.subscribe(frames.ask);
    frames.ask();
    return () => {
      stop();
      frames.stop();
    };
  }, [clock, frames]);
  return frames;
}
