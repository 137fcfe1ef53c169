// How much of a period is a thing open? By day, from its dated status rows, known closures and conditions that close it.
// Storms close a port at random: they make rounds of ships longer (resources.ts). Not here: queues that an outage of days leaves behind.

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
