// When is something shut on dates: a port, terminal, line, link or border that a scenario closes or suspends, or that the dataset
// says was closed. Windows in hours since the start; storms that come at random are the weather's.

import type { Dataset } from "../../../model/dataset.ts";
import { HOURS_PER_DAY, type InstantHours, instant } from "../../../model/units.ts";
import type { DatedClosure } from "./corridor-given.ts";

const MONTH_HOURS = 31 * HOURS_PER_DAY;

/** Looks up what is closed, each thing once. */
export class DatedClosures {
  readonly #dataset: Dataset;
  readonly #from: InstantHours;
  readonly #to: InstantHours;
  readonly #period: number;
  readonly #known = new Map<string, DatedClosure | undefined>();
  /** Things with rows of their own: the others need no look. */
  readonly #dated: ReadonlySet<string>;

  /**
   * @param from start of the simulation, warm-up included
   * @param to its end
   * @param periodHours hours from there to the period
   */
  constructor(dataset: Dataset, from: InstantHours, to: InstantHours, periodHours: number) {
    this.#dataset = dataset;
    this.#from = from;
    this.#to = to;
    this.#period = periodHours;
    this.#dated = new Set([
      ...dataset.closures.map(({ subject }) => subject),
      ...dataset.conditions.filter(({ kind }) => kind === "closed").map(({ subject }) => subject),
    ]);
  }

  /** When something is closed in the time simulated; undefined when it never is. */
  of(subject: string): DatedClosure | undefined {
    if (subject === "") return undefined;
    if (!this.#known.has(subject)) this.#known.set(subject, this.#find(subject));
    return this.#known.get(subject);
  }

  /**
   * The same for cargo on land. What is shut for more than a month from the beginning, or has been all the warm-up, is not on
   * anybody's way then, and who is on it in the warm-up (whose months are those of the year's end) would wait for its opening.
   */
  onLand(subject: string): DatedClosure | undefined {
    const closure = this.of(subject);
    const [first] = closure?.windows ?? [];
    const isOld =
      first !== undefined && first.from <= this.#period && (first.from === 0 || first.to > this.#period + MONTH_HOURS);
    return isOld ? undefined : closure;
  }

  /** The same time without any scenario; undefined where there is none. */
  withoutScenario(): DatedClosures | undefined {
    let lowest = this.#dataset;
    while (lowest.base !== undefined) lowest = lowest.base;
    return lowest === this.#dataset ? undefined : new DatedClosures(lowest, this.#from, this.#to, this.#period);
  }

  /** All that were asked for and are closed at some time. */
  get all(): DatedClosure[] {
    return [...this.#known.values()].filter((closure) => closure !== undefined);
  }

  #find(subject: string): DatedClosure | undefined {
    const dataset = this.#dataset;
    if (!this.#dated.has(subject) && dataset.statusPeriods(subject).length === 0) return undefined;
    const closed = [
      ...dataset.closures.map(({ subject: of, from, to }) => ({ of, from, to })),
      ...dataset.conditions
        .filter(({ kind }) => kind === "closed")
        .map(({ subject: of, from, to }) => ({ of, from, to })),
    ]
      .filter(({ of }) => of === subject)
      .map(({ from, to }) => [instant(from), to === undefined ? Number.POSITIVE_INFINITY : instant(to)] as const);
    const windows: { from: number; to: number }[] = [];
    for (let at: number = this.#from; at < this.#to; at += HOURS_PER_DAY) {
      const isOpen =
        dataset.statusAt(subject, at as InstantHours) === "open" &&
        !closed.some(([begins, ends]) => begins <= at && at < ends);
      if (isOpen) continue;
      const hour = at - this.#from;
      const last = windows.at(-1);
      if (last?.to === hour) last.to = hour + HOURS_PER_DAY;
      else windows.push({ from: hour, to: hour + HOURS_PER_DAY });
    }
    return windows.length === 0 ? undefined : { id: `closed ${subject}`, windows };
  }
}
