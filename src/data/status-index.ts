// What a link or service is at an instant, out of its dated status rows.

import type { Status, StatusPeriod } from "../model/network.ts";
import { type InstantHours, instant } from "../model/units.ts";

interface Period {
  readonly period: StatusPeriod;
  readonly from: number;
  readonly to: number;
  readonly layer: number;
}

export interface StatusIndex {
  at(subject: string, at: InstantHours): Status;
  periods(subject: string): readonly StatusPeriod[];
}

/**
 * Of the rows that hold at an instant, a later layer's wins, then the one that began last, then one that is not `open`.
 * Where none holds: a thing is `planned` before its first `open` row, `closed` after its last one, and `open` when no row calls it open.
 */
export function indexStatuses(rows: readonly { readonly item: StatusPeriod; readonly layer: number }[]): StatusIndex {
  const bySubject = new Map<string, Period[]>();
  for (const { item: period, layer } of rows) {
    const entry = {
      period,
      layer,
      from: period.from === undefined ? Number.NEGATIVE_INFINITY : instant(period.from),
      to: period.to === undefined ? Number.POSITIVE_INFINITY : instant(period.to),
    };
    const periods = bySubject.get(period.subject);
    if (periods === undefined) bySubject.set(period.subject, [entry]);
    else periods.push(entry);
  }
  for (const periods of bySubject.values()) {
    periods.sort(
      (a, b) =>
        b.layer - a.layer || b.from - a.from || Number(a.period.status === "open") - Number(b.period.status === "open"),
    );
  }
  const listed = new Map(
    [...bySubject].map(([subject, periods]) => [
      subject,
      [...periods].sort((a, b) => a.from - b.from).map((entry) => entry.period),
    ]),
  );
  const none: readonly StatusPeriod[] = [];
  return {
    at(subject, at) {
      const periods = bySubject.get(subject);
      if (periods === undefined) return "open";
      let opensLater = false;
      let wasOpen = false;
      for (const { period, from, to } of periods) {
        if (at >= from && at < to) return period.status;
        if (period.status === "open") {
          if (from > at) opensLater = true;
          else wasOpen = true;
        }
      }
      if (wasOpen) return "closed";
      return opensLater ? "planned" : "open";
    },
    periods: (subject) => listed.get(subject) ?? none,
  };
}
