// The months of a run, and what holds in each: capacities, what is shut, what is shut for a part of it, demand. Months that
// agree in all of it are one state.

import type { Dataset } from "../../../../model/dataset.ts";
import { DEMAND_FACTOR } from "../../../../model/demand.ts";
import { HOURS_PER_DAY, type InstantHours, instant } from "../../../../model/units.ts";
import { changedValues } from "./mean-view.ts";
import { openShare } from "./open-share.ts";
import { type Resource, type ResourceState, resourceIn } from "./resources.ts";

export interface Month {
  /** As 2024-05, the month of its first day. */
  readonly label: string;
  readonly from: InstantHours;
  readonly to: InstantHours;
  readonly days: number;
  readonly daysOfYear: number;
  /** Index of its state. */
  readonly state: number;
}

export interface MonthState {
  /** Equal where all of this is, but for the epoch; in models of the same resources. */
  readonly key: string;
  /** By resource, per day. */
  readonly elements: readonly ResourceState[];
  /** Ids that are closed all of it. */
  readonly shut: ReadonlySet<string>;
  /** Ids that are closed for a part, with their share of open days and the wait that this is to all, hours. */
  readonly reduced: ReadonlyMap<string, number>;
  readonly waits: ReadonlyMap<string, number>;
  /** By group, and by row of demand where it has one of its own; means over the days. */
  readonly demandFactor: ReadonlyMap<string, number>;
  readonly daysOfYear: number;
  /** Which of the stretches in which a scenario changes the same numbers. */
  readonly epoch: number;
}

/** Months from a day on; one begins on the same day of each month. */
export function listMonths(from: InstantHours, count: number): Month[] {
  const first = new Date(from * 3_600_000);
  const dayOf = (i: number): InstantHours =>
    instant(
      new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i, first.getUTCDate()))
        .toISOString()
        .slice(0, 10),
    );
  return Array.from({ length: count }, (_, i) => {
    const [begins, ends] = [dayOf(i), dayOf(i + 1)];
    const label = new Date(begins * 3_600_000).toISOString().slice(0, 7);
    const year = Number(label.slice(0, 4));
    const daysOfYear = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 86_400_000;
    return { label, from: begins, to: ends, days: (ends - begins) / HOURS_PER_DAY, daysOfYear, state: -1 };
  });
}

/** States of months, in order of first use; epochs by an instant at which they hold. */
export function monthStates(
  dataset: Dataset,
  months: readonly Month[],
  resources: readonly Resource[],
): { readonly states: MonthState[]; readonly epochs: InstantHours[]; readonly stateOf: number[] } {
  const states: MonthState[] = [];
  const known = new Map<string, number>();
  const epochs: InstantHours[] = [];
  const epochKeys = new Map<string, number>();
  const datable = datableThings(dataset);
  const factored = [...dataset.demandGroups.keys(), ...dataset.demand.map(({ id }) => id)].filter((id) =>
    dataset.listValues(id).some(({ attribute }) => attribute === DEMAND_FACTOR),
  );
  const stateOf = months.map((month) => {
    const at = ((month.from + month.to) / 2) as InstantHours;
    const epochKey = changesAt(dataset, at);
    let epoch = epochKeys.get(epochKey);
    if (epoch === undefined) {
      epoch = epochs.length;
      epochs.push(at);
      epochKeys.set(epochKey, epoch);
    }
    const shut = new Set<string>();
    const reduced = new Map<string, number>();
    const waits = new Map<string, number>();
    for (const id of datable) {
      const { share, waitHours } = openShare(dataset, id, month.from, month.to);
      if (share === 0) shut.add(id);
      else if (share < 1) {
        reduced.set(id, share);
        waits.set(id, waitHours);
      }
    }
    const elements = resources.map((resource) => resourceIn(dataset, resource, month));
    const demandFactor = new Map(factored.map((id) => [id, factorIn(dataset, id, month)]));
    const key = JSON.stringify([
      month.daysOfYear,
      [...shut],
      [...waits],
      [...demandFactor],
      elements.map(({ capacity, background, servers, variability, fitted }) => [
        `${capacity}`,
        background,
        servers,
        variability,
        ...(fitted ? [fitted.scaleHours, fitted.power, fitted.pole, fitted.high] : []),
      ]),
    ]);
    const found = known.get(`${epoch} ${key}`);
    if (found !== undefined) return found;
    known.set(`${epoch} ${key}`, states.length);
    states.push({ key, elements, shut, reduced, waits, demandFactor, daysOfYear: month.daysOfYear, epoch });
    return states.length - 1;
  });
  return { states, epochs, stateOf };
}

/** Demand relative to the year of the table: the mean over the days of a month, 1 on those of which nothing is said. */
function factorIn(dataset: Dataset, id: string, { from, to }: Month): number {
  const days: number[] = [];
  for (let at = from as number; at < to; at += HOURS_PER_DAY)
    days.push(dataset.findValue(id, DEMAND_FACTOR, at as InstantHours)?.value ?? 1);
  // A factor that stays the same is that factor, to the bit.
  return days.every((day) => day === days[0]) ? days[0] : days.reduce((sum, day) => sum + day, 0) / days.length;
}

/** Everything that has dated statuses or closures, in the dataset's order. */
function datableThings(dataset: Dataset): string[] {
  const closed = new Set<string>([
    ...dataset.closures.map(({ subject }) => subject),
    ...dataset.conditions.filter(({ kind }) => kind === "closed").map(({ subject }) => subject),
  ]);
  const all: string[] = [
    ...dataset.links.keys(),
    ...dataset.services.keys(),
    ...dataset.places.keys(),
    ...dataset.terminals.keys(),
    ...dataset.borders.map(({ id }) => id),
  ];
  return all.filter((id) => closed.has(id) || dataset.statusPeriods(id).length > 0);
}

/** Numbers that months read for themselves, and no way depends on. */
export const isOfMonths = (attribute: string): boolean =>
  /^(capacity(Trains|Mt|Teu|UnitsPer)|background|servers|service(Hours|Units)|vessels|roundTrip|demandFactor)/.test(
    attribute,
  );

/** Which of a scenario's numbers, conditions and embargoes hold at an instant, as a text. */
function changesAt(dataset: Dataset, at: InstantHours): string {
  if (!dataset.base) return "";
  const holds = (from: string | undefined, to: string | undefined) =>
    (from === undefined || instant(from) <= at) && (to === undefined || instant(to) > at);
  const values = changedValues(dataset, dataset.base)
    .filter(({ attribute }) => !isOfMonths(attribute))
    .map(({ validFrom, validTo }) => (holds(validFrom, validTo) ? "1" : "0"));
  const base = dataset.base;
  const conditions = dataset.conditions
    .filter((condition) => condition.kind !== "closed" && !base.conditions.includes(condition))
    .map(({ from, to }) => (holds(from, to) ? "1" : "0"));
  const embargoes = dataset.embargoes
    .filter((embargo) => !base.embargoes.includes(embargo))
    .map(({ from, to }) => (holds(from, to) ? "1" : "0"));
  return [...values, " ", ...conditions, " ", ...embargoes].join("");
}
