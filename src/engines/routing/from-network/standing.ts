// What of the network stands for a consignment at a date: open links and services, known closed windows, embargoes and
// the conditions of the week. Everything left out is remembered with its reason, so that a missing route can be
// explained.

import type { Dataset } from "../../../model/dataset.ts";
import type { Closure, Embargo } from "../../../model/network.ts";
import { HOURS_PER_DAY, type InstantHours, instant } from "../../../model/units.ts";
import type { Exclusion } from "../service-graph.ts";
import type { NetworkQuery } from "./consignment.ts";

export interface Standing {
  /** True when a link or service is open for this consignment; else the reason is kept in `exclusions`. */
  isOpen(subject: string): boolean;
  /** Closed windows that begin after departure, for the evaluator to meet by the clock. */
  windowsOf(subject: string): ClosedWindow[];
  /** Hours that conditions of the week add at a place, link, terminal, border or service. */
  extraHoursAt(subject: string): Delay | undefined;
  /** The embargo that forbids a movement, when there is one. */
  embargoOn(movement: Movement): Embargo | undefined;
  readonly exclusions: Exclusion[];
}

/** From the first instant to before the second, hours since 1970. */
export interface ClosedWindow {
  readonly fromHours: number;
  readonly toHours: number;
  readonly source: string;
}

export interface Delay {
  readonly hours: number;
  readonly source: string;
  readonly note: string;
}

export interface Movement {
  readonly link: string;
  readonly mode: string;
  readonly fromPlace: string;
  readonly toPlace: string;
  readonly fromCountry: string;
  readonly toCountry: string;
}

const HOURS_PER_UNIT: Readonly<Record<string, number>> = { h: 1, day: HOURS_PER_DAY };

/** Nobody sends goods into a longer wait; what is shut for longer counts as shut. */
const WAITED_OUT_HOURS = 30 * HOURS_PER_DAY;

/** A journey of the corridor takes weeks; windows that begin later than this after departure are not met. */
const HORIZON_HOURS = 120 * HOURS_PER_DAY;

/** Reads statuses, closures, conditions and embargoes for a query. */
export function standing(dataset: Dataset, query: NetworkQuery): Standing {
  const { networkDate, depart } = query;
  const exclusions: Exclusion[] = [];
  const seen = new Set<string>();
  const exclude = (exclusion: Exclusion) => {
    const key = `${exclusion.subject} ${exclusion.reason}`;
    if (!seen.has(key)) exclusions.push(exclusion);
    seen.add(key);
  };
  const closures = new Map<string, Closure[]>();
  const conditionsAsClosures: Closure[] = dataset.conditions
    .filter((condition) => condition.kind === "closed")
    .map(({ id, subject, from, to, source, note }) => ({ id, subject, from, to, source, note }));
  for (const closure of [...dataset.closures, ...conditionsAsClosures]) {
    const list = closures.get(closure.subject);
    if (list) list.push(closure);
    else closures.set(closure.subject, [closure]);
  }
  // The network of another year is asked for as a whole: its windows do not belong to the departure's calendar.
  const sameCalendar = Math.abs(networkDate - depart) < HORIZON_HOURS;

  /** Shut at departure but open again within weeks: whoever comes later finds it open, whoever comes earlier waits. */
  const isMetByClock = ({ to }: Closure): boolean =>
    sameCalendar && to !== undefined && instant(to) <= depart + WAITED_OUT_HOURS;

  /** Closed by a known window that ends soon: the clock decides, as for any closure. */
  const isShutForDays = (subject: string): boolean =>
    (closures.get(subject) ?? []).some(
      (closure) =>
        instant(closure.from) <= networkDate &&
        closure.to !== undefined &&
        instant(closure.to) > networkDate &&
        isMetByClock(closure),
    );

  return {
    exclusions,
    isOpen(subject) {
      const status = dataset.statusAt(subject, networkDate);
      if (status !== "open" && !(status === "closed" && isShutForDays(subject))) {
        exclude({ subject, reason: status, detail: "", ...opening(dataset, subject, networkDate) });
        return false;
      }
      for (const closure of closures.get(subject) ?? []) {
        const holds =
          instant(closure.from) <= networkDate && (closure.to === undefined || instant(closure.to) > networkDate);
        if (!holds || isMetByClock(closure)) continue;
        exclude({ subject, reason: "closure", detail: closure.note, ...(closure.to ? { until: closure.to } : {}) });
        return false;
      }
      return true;
    },
    windowsOf(subject) {
      if (!sameCalendar) return [];
      const windows: ClosedWindow[] = [];
      for (const closure of closures.get(subject) ?? []) {
        if (closure.to === undefined) continue;
        const fromHours = instant(closure.from);
        const toHours = instant(closure.to);
        if (toHours <= depart || fromHours >= depart + HORIZON_HOURS) continue;
        windows.push({ fromHours, toHours, source: closure.source });
      }
      return windows;
    },
    extraHoursAt(subject) {
      let hours = 0;
      let found: { source: string; note: string } | undefined;
      for (const condition of dataset.conditions) {
        if (condition.subject !== subject || condition.kind === "closed") continue;
        if (instant(condition.from) > networkDate || instant(condition.to) <= networkDate) continue;
        // A queue counted in wagons or boxes says nothing of hours.
        const hoursPerUnit = HOURS_PER_UNIT[condition.unit];
        if (hoursPerUnit === undefined) continue;
        hours += condition.value * hoursPerUnit;
        found = { source: condition.source, note: condition.note };
      }
      return found && hours > 0 ? { hours, ...found } : undefined;
    },
    embargoOn(movement) {
      const embargo = dataset.embargoes.find((candidate) => applies(candidate, movement, query));
      if (embargo) {
        exclude({
          subject: embargo.link || embargo.place || embargo.country || movement.link,
          reason: "embargo",
          detail: `${embargo.reason} (${embargo.id})`,
          ...(embargo.to ? { until: embargo.to } : {}),
        });
      }
      return embargo;
    },
  };
}

/** The first day after an instant on which a link or service is open: a row begins, or a suspension ends. */
function opening(dataset: Dataset, subject: string, at: InstantHours): { until?: string } {
  const days = dataset
    .statusPeriods(subject)
    .flatMap(({ from, to }) => [from, to])
    .filter((day) => day !== undefined && instant(day) > at)
    .sort();
  const until = days.find((day) => day !== undefined && dataset.statusAt(subject, instant(day)) === "open");
  return until === undefined ? {} : { until };
}

function applies(embargo: Embargo, movement: Movement, query: NetworkQuery): boolean {
  const { consignment, networkDate } = query;
  if (embargo.from && instant(embargo.from) > networkDate) return false;
  if (embargo.to && instant(embargo.to) <= networkDate) return false;
  if (embargo.link && embargo.link !== movement.link) return false;
  if (embargo.mode && embargo.mode !== movement.mode) return false;
  if (embargo.cargo && !isCargo(embargo.cargo, consignment)) return false;
  const enters = (at: string, from: string, to: string) => to === at && from !== at;
  if (embargo.place) {
    if (embargo.direction === "in" && movement.toPlace !== embargo.place) return false;
    if (embargo.direction === "out" && movement.fromPlace !== embargo.place) return false;
    if (movement.fromPlace !== embargo.place && movement.toPlace !== embargo.place) return false;
  }
  if (embargo.country) {
    const { fromCountry, toCountry } = movement;
    if (embargo.direction === "in" && !enters(embargo.country, fromCountry, toCountry)) return false;
    if (embargo.direction === "out" && !enters(embargo.country, toCountry, fromCountry)) return false;
    // A ban on transit forbids what crosses the frontier; goods for the country itself are not told apart yet.
    if (embargo.direction === "transit" && fromCountry === toCountry) return false;
    if (fromCountry !== embargo.country && toCountry !== embargo.country) return false;
  }
  return true;
}

function isCargo(cargo: string, consignment: NetworkQuery["consignment"]): boolean {
  if (cargo === "dangerous") return consignment.dangerous;
  if (cargo === "reefer") return consignment.reefer;
  return cargo === consignment.cargo || cargo === consignment.commodity;
}
