// A dataset as the corridor model reads it for a stretch of months: everything open that is open on some day (months shut
// what is not), no closed windows, seasonal numbers as means over the year, and what a scenario changes as it stands at
// one instant. One graph then serves all months that agree in the rest.

import type { Dataset } from "../../../../model/dataset.ts";
import type { Value } from "../../../../model/facts.ts";
import { type InstantHours, instant } from "../../../../model/units.ts";
import { fittedWaits } from "./fitted-waits.ts";

export interface ViewSpan {
  /** Months looked at, from the first day to after the last. */
  readonly from: InstantHours;
  readonly to: InstantHours;
  /** Numbers of the base hold at this instant … */
  readonly numbersAt: InstantHours;
  /** … and what a scenario changes at this one. */
  readonly changesAt: InstantHours;
}

/** The view. Pure; look-ups are remembered. */
export function meanView(dataset: Dataset, { from, to, numbersAt, changesAt }: ViewSpan): Dataset {
  const below = dataset.base;
  const changed = below ? new Set(changedValues(dataset, below)) : new Set<Value>();
  // By attribute, then subject: a text made of both at each of a hundred thousand look-ups takes longer than the look-up.
  const memo = new Map<string, Map<string, Value | undefined>>();
  const waits = fittedWaits(dataset);
  const find = (subject: string, attribute: string): Value | undefined => {
    const fitted = attribute === "waitHours" ? waits.get(subject) : undefined;
    if (fitted) return fitted;
    if (below) {
      const laid = dataset.findValue(subject, attribute, changesAt);
      if (laid && changed.has(laid)) return laid;
      const own = meanOfYear(below, subject, attribute, numbersAt);
      if (own) return own;
    }
    return meanOfYear(dataset, subject, attribute, numbersAt);
  };
  const statuses = new Map<string, ReturnType<Dataset["statusAt"]>>();
  const holds = (row: { readonly from?: string; readonly to?: string }): boolean =>
    (row.from === undefined || instant(row.from) <= changesAt) && (row.to === undefined || instant(row.to) > changesAt);
  return {
    ...dataset,
    closures: [],
    conditions: dataset.conditions
      .filter((condition) => condition.kind !== "closed" && holds(condition))
      .map((condition) => ({ ...condition, from: ALWAYS[0], to: ALWAYS[1] })),
    embargoes: dataset.embargoes.filter(holds).map(({ from: _from, to: _to, ...embargo }) => embargo),
    findValue(subject, attribute, _at) {
      let known = memo.get(attribute);
      if (!known) {
        known = new Map();
        memo.set(attribute, known);
      }
      const found = known.get(subject);
      if (found !== undefined || known.has(subject)) return found;
      const value = find(subject, attribute);
      known.set(subject, value);
      return value;
    },
    statusAt(subject, _at) {
      let status = statuses.get(subject);
      if (status === undefined) {
        status = everOpen(dataset, subject, from, to) ? "open" : dataset.statusAt(subject, changesAt);
        statuses.set(subject, status);
      }
      return status;
    },
  };
}

const ALWAYS = ["0001-01-01", "9999-01-01"] as const;

/** Rows of a scenario: those that the dataset below does not have. */
export function changedValues(dataset: Dataset, below: Dataset): Value[] {
  if (dataset.values === below.values) return [];
  const known = new Set(below.values);
  return dataset.values.filter((value) => !known.has(value));
}

/** Whether a scenario leaves every way, its cost and its time as they are in the dataset below, over a stretch of time. */
export function hasSameWays(
  dataset: Dataset,
  below: Dataset,
  { from, to }: Pick<ViewSpan, "from" | "to">,
  isOfMonths: (attribute: string) => boolean,
): boolean {
  // Means over a year look at all of it.
  const [firstYear, lastYear] = [from, to].map((at) => new Date(at * 3_600_000).getUTCFullYear());
  const isElsewhere = ({ validFrom, validTo }: Value): boolean =>
    (validFrom !== undefined && Number(validFrom.slice(0, 4)) > lastYear) ||
    (validTo !== undefined && Number(validTo.slice(0, 4)) < firstYear);
  const isOfNoWay = (value: Value): boolean => isOfMonths(value.attribute) || isElsewhere(value);
  if (!changedValues(dataset, below).every(isOfNoWay)) return false;
  const maps = ["links", "places", "services", "terminals"] as const;
  if (!maps.every((name) => sameItems([...dataset[name].values()], [...below[name].values()]))) return false;
  const lists = ["tariffs", "borders", "embargoes", "corridors", "causes"] as const;
  if (!lists.every((name) => sameItems(dataset[name], below[name]))) return false;
  const open = (one: Dataset) => one.conditions.filter(({ kind }) => kind !== "closed");
  if (!sameItems(open(dataset), open(below))) return false;
  return maps.every((name) =>
    [...dataset[name].keys()].every((id) => everOpen(dataset, id, from, to) === everOpen(below, id, from, to)),
  );
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

function everOpen(dataset: Dataset, subject: string, from: InstantHours, to: InstantHours): boolean {
  const periods = dataset.statusPeriods(subject);
  if (periods.length === 0) return true;
  if (dataset.statusAt(subject, from) === "open") return true;
  return periods.some((period) =>
    [period.from, period.to].some((day) => {
      if (day === undefined) return false;
      const at = instant(day);
      return at >= from && at < to && dataset.statusAt(subject, at) === "open";
    }),
  );
}

/** The row that holds, its number the mean over the months of its year where it is seasonal. */
function meanOfYear(dataset: Dataset, subject: string, attribute: string, at: InstantHours): Value | undefined {
  const value = dataset.findValue(subject, attribute, at);
  if (!value?.months) return value;
  const year = new Date(at * 3_600_000).getUTCFullYear();
  let sum = 0;
  let count = 0;
  for (let month = 1; month <= 12; month++) {
    const day = instant(`${year}-${String(month).padStart(2, "0")}-15`);
    const one = dataset.findValue(subject, attribute, day);
    if (!one) continue;
    sum += one.value;
    count++;
  }
  const { months: _months, low: _low, high: _high, ...row } = value;
  return { ...row, value: sum / count };
}
