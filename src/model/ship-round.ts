// What does a round of a ship consist of, whatever it carries? Sailing, and waits for the weather that a round of the stated
// length meets at its two shores (two-state Markov chain: a spell that has begun since the port was last seen open). The rest
// of a published round is handling and goes with the load. Both the flow model and the simulation read it here.
// Not covered: of several causes at a port waits are added up, so that neither spells that overlap nor those that begin while
// another is waited for are seen; with two to four of them it is 1 % too much in summer and 4 to 10 % too little in the worst months.

import { expOf } from "../lib/exact-math.ts";
import type { Dataset } from "./dataset.ts";
import { type InstantHours, instant, isoDateOf } from "./units.ts";

/** A cause that shuts ports at random. */
export interface Spells {
  readonly id: string;
  /** Mean hours open, and closed, January first; or for one month alone. */
  readonly openByMonth: readonly number[];
  readonly closedByMonth: readonly number[];
}

/** One end of a round. */
export interface Shore {
  /** Ids of the spells that shut it. */
  readonly closures: readonly string[];
  /** To the other end, hours. */
  readonly sailHours: number;
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** The spells of a cause in the year of an instant; undefined where a month has no hours. */
export function spellsOf(dataset: Dataset, cause: string, at: InstantHours): Spells | undefined {
  const year = isoDateOf(at).slice(0, 4);
  const by = (attribute: string): (number | undefined)[] =>
    MONTHS.map(
      (month) => dataset.findValue(cause, attribute, instant(`${year}-${String(month).padStart(2, "0")}-15`))?.value,
    );
  const [open, closed] = [by("meanOpenHours"), by("meanClosedHours")];
  if (open.includes(undefined) || closed.includes(undefined)) return undefined;
  return { id: cause, openByMonth: open as number[], closedByMonth: closed as number[] };
}

/** The same cause as it is at one instant, a month that is the whole year. */
export function spellAt(dataset: Dataset, cause: string, at: InstantHours): Spells | undefined {
  const [open, closed] = ["meanOpenHours", "meanClosedHours"].map((name) => dataset.findValue(cause, name, at)?.value);
  return open === undefined || closed === undefined
    ? undefined
    : { id: cause, openByMonth: [open], closedByMonth: [closed] };
}

/** Ids of the causes that shut a line's ships out of a place. */
export function causesAtPlace(dataset: Dataset, line: { readonly causes: readonly string[] }, place: string): string[] {
  return dataset.causes
    .filter(({ id, places }) => line.causes.includes(id) && places.some((one) => one === place))
    .map(({ id }) => id as string);
}

/** Mean wait for weather in a round, hours, over the months that are given, of a ship that is `inPortHours` at each shore. */
export function roundWeatherHours(
  shores: readonly [Shore, Shore],
  spells: readonly Spells[],
  inPortHours: number,
): number {
  const [first, second] = shores;
  return weatherOfWay(first, second, spells, inPortHours) + weatherOfWay(second, first, spells, inPortHours);
}

/** The rest of a closed spell, with the chance that one has begun: in port before it leaves, at sea before it comes. */
function weatherOfWay(from: Shore, to: Shore, spells: readonly Spells[], inPortHours: number): number {
  let hours = 0;
  for (const { id, openByMonth, closedByMonth } of spells) {
    const [leaving, coming] = [from.closures.includes(id), to.closures.includes(id)];
    for (const [month, open] of openByMonth.entries()) {
      const closed = closedByMonth[month];
      const wait = (closed * closed) / (open + closed) / openByMonth.length;
      const begun = (since: number): number => 1 - expOf(-since * (1 / open + 1 / closed));
      hours += (leaving ? wait * begun(inPortHours) : 0) + (coming ? wait * (leaving ? begun(from.sailHours) : 1) : 0);
    }
  }
  return hours;
}
