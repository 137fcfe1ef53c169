// The clock of a replay: an hour of the period that runs at so many hours a second between two bounds. No React and no timers:
// whoever draws tells it how much time has gone.

/** Hours of the replay in a second: an hour, half a day … a week. */
export const SPEEDS = [1, 3, 6, 12, 24, 48, 168] as const;
/** Six hours a second: two weeks in a minute. */
const USUAL_SPEED = 2;
/** A frame that comes later than this was not drawn: the tab was hidden. */
const LONGEST_FRAME_SECONDS = 0.25;

export class ReplayClock {
  hour: number;
  isPlaying = false;
  speed = USUAL_SPEED;
  #from: number;
  #to: number;
  readonly #listeners = new Set<() => void>();

  constructor(from: number, to: number, hour = from) {
    this.#from = from;
    this.#to = to;
    this.hour = hour;
  }

  get from(): number {
    return this.#from;
  }
  get to(): number {
    return this.#to;
  }
  /** Hours a second. */
  get rate(): number {
    return SPEEDS[this.speed] ?? 1;
  }

  /** Other bounds; the hour stays when it lies between them. */
  setBounds(from: number, to: number, hour = this.hour): void {
    this.#from = from;
    this.#to = to;
    this.seek(hour);
  }

  seek(hour: number): void {
    this.hour = Math.min(this.#to, Math.max(this.#from, hour));
    this.#tell();
  }

  play(): void {
    // At its end it begins again.
    if (this.hour >= this.#to) this.hour = this.#from;
    this.isPlaying = true;
    this.#tell();
  }

  pause(): void {
    this.isPlaying = false;
    this.#tell();
  }

  toggle(): void {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  faster(by: 1 | -1): void {
    this.speed = Math.min(SPEEDS.length - 1, Math.max(0, this.speed + by));
    this.#tell();
  }

  /** A frame is drawn so many seconds after the last; listeners are told only when it stops. */
  advance(seconds: number): void {
    if (!this.isPlaying) return;
    this.hour += Math.min(seconds, LONGEST_FRAME_SECONDS) * this.rate;
    if (this.hour < this.#to) return;
    this.hour = this.#to;
    this.pause();
  }

  /** Told of what somebody did, not of every frame. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
