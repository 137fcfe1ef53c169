// How much of a period is a thing open? By day, from its dated status rows, known closures and conditions that close it.
// Storms close a port at random: their share of a month is in seasonAt, relative to the year, because published
// capacities of ships and ports hold for ordinary weather. Not here: queues that an outage of days leaves behind.

import type { Dataset } from "../../../../model/dataset.ts";
import { HOURS_PER_DAY, type InstantHours, instant } from "../../../../model/units.ts";

export interface Openness {
  /** Days open over days. */
  readonly share: number;
  /** What a consignment that comes at any time waits for it to open again, hours, spread over all of them. */
  readonly waitHours: number;
}

const OPEN: Openness = { share: 1, waitHours: 0 };

/** How open a link, service, place, terminal or border is from one day up to another. */
export function openShare(dataset: Dataset, subject: string, from: InstantHours, to: InstantHours): Openness {
  const closed = closedWindows(dataset, subject);
  const dated = dataset.statusPeriods(subject);
  if (closed.length === 0 && dated.length === 0) return OPEN;
  const days = Math.round((to - from) / HOURS_PER_DAY);
  let open = 0;
  let run = 0;
  let waited = 0;
  for (let day = 0; day < days; day++) {
    const at = (from + day * HOURS_PER_DAY) as InstantHours;
    const isOpen =
      dataset.statusAt(subject, at) === "open" && !closed.some(([begins, ends]) => begins <= at && at < ends);
    if (isOpen) {
      open++;
      run = 0;
    } else {
      // Who comes on the first of n closed days waits n of them, on the last one day: half of each square in all.
      run++;
      waited += run - 0.5;
    }
  }
  return open === days ? OPEN : { share: open / days, waitHours: open === 0 ? 0 : (waited * HOURS_PER_DAY) / days };
}

function closedWindows(dataset: Dataset, subject: string): (readonly [number, number])[] {
  const windows: (readonly [number, number])[] = [];
  for (const { subject: of, from, to } of dataset.closures) {
    if (of === subject) windows.push([instant(from), to === undefined ? Number.POSITIVE_INFINITY : instant(to)]);
  }
  for (const { subject: of, kind, from, to } of dataset.conditions) {
    if (of === subject && kind === "closed") windows.push([instant(from), instant(to)]);
  }
  return windows;
}

/** Share of the time that a cause leaves open in the month of an instant, over that of the mean month; 1 for none. */
export function seasonAt(dataset: Dataset, cause: string, at: InstantHours): number {
  const year = new Date(at * 3_600_000).getUTCFullYear();
  let sum = 0;
  for (let month = 0; month < 12; month++) {
    sum += openPart(dataset, cause, instant(new Date(Date.UTC(year, month, 15)).toISOString().slice(0, 10)));
  }
  return sum > 0 ? (12 * openPart(dataset, cause, at)) / sum : 1;
}

function openPart(dataset: Dataset, cause: string, at: InstantHours): number {
  const open = dataset.findValue(cause, "meanOpenHours", at)?.value;
  const closed = dataset.findValue(cause, "meanClosedHours", at)?.value;
  return open === undefined || closed === undefined || open + closed === 0 ? 1 : open / (open + closed);
}
