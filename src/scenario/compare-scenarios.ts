// What differs between two scenarios over one dataset, or between one and the dataset as it stands: numbers, standings, things
// and demand, each with the days on which it does.

import type { LaidRows, LoadedDataset } from "../data/index.ts";
import { HOURS_PER_DAY, type InstantHours, monthOf } from "../model/units.ts";
import { rowsOf } from "./resolve-scenario.ts";
import type { ChangedStatus, Resolution, Scenario, Touched } from "./scenario.ts";
import { daysOf, standingAt } from "./standing.ts";
import { findThing } from "./things.ts";
import { cutAt, endOf, instantIn, startOf, type Window, windowOf } from "./window.ts";

/** A number under both; absent where there is none. */
export interface ValueDifference {
  readonly subject: string;
  readonly attribute: string;
  readonly unit: string;
  readonly before?: number;
  readonly after?: number;
  readonly from?: string;
  readonly to?: string;
}

export interface DemandDifference {
  readonly id: string;
  readonly before: number;
  readonly after: number;
}

export interface ScenarioDifference {
  /** Undefined for the dataset as it stands. */
  readonly a: Resolution | undefined;
  readonly b: Resolution;
  readonly values: readonly ValueDifference[];
  readonly statuses: readonly ChangedStatus[];
  readonly added: readonly Touched[];
  readonly removed: readonly Touched[];
  /** Net tonnes a year. */
  readonly demand: readonly DemandDifference[];
}

/**
 * Compares what a dataset says under two scenarios.
 * @throws InvalidInput with every error of both
 */
export function compareScenarios(dataset: LoadedDataset, a: Scenario | undefined, b: Scenario): ScenarioDifference {
  const first = a === undefined ? undefined : rowsOf(dataset, a);
  const second = rowsOf(dataset, b);
  const rows = [first?.rows ?? {}, second.rows];
  const before = first === undefined ? dataset : first.laid;
  const after = second.laid;
  return {
    a: first?.resolution,
    b: second.resolution,
    values: valueDifferences(before, after, rows),
    statuses: statusDifferences(before, after, rows),
    added: thingsOnlyIn(after, before, second.rows),
    removed: first === undefined ? [] : thingsOnlyIn(before, after, first.rows),
    demand: demandDifferences(before, after, rows),
  };
}

function valueDifferences(before: LoadedDataset, after: LoadedDataset, rows: readonly LaidRows[]): ValueDifference[] {
  const keys = new Map(
    rows
      .flatMap(({ values = [] }) => values)
      .map(({ subject, attribute }) => [`${subject} ${attribute}`, { subject, attribute }]),
  );
  return [...keys.values()].flatMap(({ subject, attribute }) => {
    const all = [before, after].flatMap((dataset) => dataset.valuesInOrder(subject, attribute));
    const seasonal = all.some(({ months }) => months !== undefined);
    const days = all.flatMap(({ validFrom, validTo }) => [validFrom, validTo]);
    const found: ValueDifference[] = [];
    for (const piece of cutAt({}, days)) {
      for (const at of seasonal ? monthsOf(piece) : [instantIn(piece)]) {
        const was = before.findValue(subject, attribute, at);
        const is = after.findValue(subject, attribute, at);
        if (was?.value === is?.value && was?.unit === is?.unit) continue;
        put(found, {
          subject,
          attribute,
          unit: is?.unit ?? was?.unit ?? "",
          ...(was === undefined ? {} : { before: was.value }),
          ...(is === undefined ? {} : { after: is.value }),
          ...windowOf(piece.from, piece.to),
        });
      }
    }
    return found;
  });
}

/** One instant in each month of a window that has its first day in it; its own first where it has none. */
function monthsOf(piece: Window): InstantHours[] {
  const instants = [instantIn(piece)];
  const seen = new Set([monthOf(instants[0])]);
  const start = startOf(piece) === Number.NEGATIVE_INFINITY ? instants[0] : startOf(piece);
  for (let days = 1; days <= 366; days++) {
    const at = (start + days * HOURS_PER_DAY) as InstantHours;
    if (at >= endOf(piece)) break;
    if (seen.has(monthOf(at))) continue;
    seen.add(monthOf(at));
    instants.push(at);
  }
  return instants;
}

/** Joins pieces that follow each other with the same numbers. */
function put(found: ValueDifference[], next: ValueDifference): void {
  const same = found.findIndex(
    (known) =>
      known.before === next.before &&
      known.after === next.after &&
      (known.to === next.from || (known.from === next.from && known.to === next.to)),
  );
  if (same < 0) {
    found.push(next);
    return;
  }
  const { from: _from, to: _to, ...rest } = found[same];
  found[same] = { ...rest, ...windowOf(found[same].from, next.to) };
}

function statusDifferences(before: LoadedDataset, after: LoadedDataset, rows: readonly LaidRows[]): ChangedStatus[] {
  const subjects = new Set(rows.flatMap(({ statuses = [] }) => statuses).map(({ subject }) => subject));
  return [...subjects].flatMap((subject) => {
    const changes: ChangedStatus[] = [];
    for (const piece of cutAt({}, [...daysOf(before, subject), ...daysOf(after, subject)])) {
      const at = instantIn(piece);
      const change = { subject, before: standingAt(before, subject, at), after: standingAt(after, subject, at) };
      if (change.before === change.after) continue;
      const last = changes.at(-1);
      if (last?.before === change.before && last.after === change.after && last.to === piece.from)
        changes[changes.length - 1] = { ...change, ...windowOf(last.from, piece.to) };
      else changes.push({ ...change, ...windowOf(piece.from, piece.to) });
    }
    return changes;
  });
}

function thingsOnlyIn(dataset: LoadedDataset, other: LoadedDataset, rows: LaidRows): Touched[] {
  const { places = [], links = [], terminals = [], services = [], tariffs = [] } = rows;
  const ids = [places, links, terminals, services, tariffs].flatMap((things) => things.map(({ id }) => id as string));
  return ids.filter((id) => findThing(other, id) === undefined).flatMap((id) => findThing(dataset, id) ?? []);
}

function demandDifferences(before: LoadedDataset, after: LoadedDataset, rows: readonly LaidRows[]): DemandDifference[] {
  const ids = new Set(rows.flatMap(({ demand = [] }) => demand).map(({ id }) => id));
  if (ids.size === 0) return [];
  const tonnes = ({ demand }: LoadedDataset) => new Map(demand.map(({ id, tonnesPerYear }) => [id, tonnesPerYear]));
  const [was, is] = [tonnes(before), tonnes(after)];
  return [...ids]
    .map((id) => ({ id, before: was.get(id) ?? 0, after: is.get(id) ?? 0 }))
    .filter((row) => row.before !== row.after);
}
