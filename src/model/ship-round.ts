// What does a round of a ship consist of, whatever it carries? Sailing, and waits for the weather that a round of the stated
// length meets at its two shores, all causes of either at once (round-waits.ts). The rest of a published round is handling and
// goes with the load. Both the flow model and the simulation read it here.
// Not covered: sailing times that vary; time in port is what a stated round leaves, its own weather in it.

import type { Dataset } from "./dataset.ts";
import { roundWaitHours } from "./round-waits.ts";
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

/**
 * Mean wait for weather in a round, hours, over the months that are given, of a ship that is `inPortHours` at each shore and goes
 * round for ever.
 */
export function roundWeatherHours(
  shores: readonly [Shore, Shore],
  spells: readonly Spells[],
  inPortHours: number,
): number {
  const [first, second] = shores;
  const sailHours = [first.sailHours, second.sailHours] as const;
  const shutting = spells.flatMap((spell) => {
    const shuts = (first.closures.includes(spell.id) ? 1 : 0) + (second.closures.includes(spell.id) ? 2 : 0);
    return shuts > 0 ? [{ ...spell, shuts }] : [];
  });
  const months = shutting.reduce((most, { openByMonth }) => Math.max(most, openByMonth.length), 0);
  // Months of a season are alike.
  const known = new Map<string, number>();
  let sum = 0;
  for (let month = 0; month < months; month++) {
    const causes = shutting.map(({ openByMonth, closedByMonth, shuts }) => ({
      openHours: openByMonth[month % openByMonth.length],
      closedHours: closedByMonth[month % closedByMonth.length],
      shuts,
    }));
    const key = JSON.stringify(causes);
    const hours = known.get(key) ?? roundWaitHours(causes, { inPortHours, sailHours });
    known.set(key, hours);
    sum += hours;
  }
  return months > 0 ? sum / months : 0;
}
