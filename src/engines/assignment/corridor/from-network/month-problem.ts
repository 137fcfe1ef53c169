// The flat problem of a month out of its rows' ways: nests are families of corridors, and not shipping stands beside them.
// What a row gives is remembered as long as its ways are the same list, so that a month without one link is made of the
// parts of the month with it.

import { logOf } from "../../../../lib/exact-math.ts";
import { flattenCorridor, type NestGiven, type RowGiven } from "../flatten.ts";
import type { CorridorProblem } from "../problem.ts";
import { rankedSizes } from "../ranked-sizes.ts";
import type { Column } from "./columns.ts";
import type { ModelRow } from "./corridor-model.ts";
import type { GroupUnit } from "./graphs.ts";
import type { MonthState } from "./months.ts";

/** A problem with what each of its paths is. */
export interface MonthProblem {
  readonly problem: CorridorProblem;
  /** By path; undefined for not shipping. */
  readonly columnOf: readonly (Column | undefined)[];
  readonly rowOf: Int32Array;
  /** USD per unit and hours by path, waits for closed days in them, queues and prices not. */
  readonly pathMoney: Float64Array;
  readonly pathHours: Float64Array;
}

/** What rows need to know of their epoch. */
export interface EpochNumbers {
  readonly unitOf: (group: string) => GroupUnit;
  /** How much dearer a corridor is felt to be, USD per unit. */
  readonly constantOf: (unit: GroupUnit, corridor: string) => number;
  readonly familyOf: (corridor: string) => string;
}

interface RowPart {
  readonly given: RowGiven;
  readonly columns: readonly (Column | undefined)[];
  readonly money: readonly number[];
  readonly hours: readonly number[];
}

/** Parts of rows by their list of ways, of all states that agree in what parts are made of. */
export type KnownParts = readonly Map<readonly Column[], RowPart>[];

/** What the parts of a state depend on, beside its rows and their ways. */
export const partsKeyOf = ({ epoch, daysOfYear, waits, demandFactor }: MonthState): string =>
  JSON.stringify([epoch, daysOfYear, [...waits], [...demandFactor]]);

/** Makes problems of one state; `columnsByRow` holds lists that are never changed in place. */
export function monthProblems(
  state: MonthState,
  rows: readonly ModelRow[],
  numbers: EpochNumbers,
  known: KnownParts,
): (columnsByRow: readonly (readonly Column[])[]) => MonthProblem {
  const partOf = (at: number, columns: readonly Column[]): RowPart => {
    let part = known[at].get(columns);
    if (!part) {
      part = toPart(state, rows[at], columns, numbers);
      // A row meets a few lists again and again; those of single questions are let go.
      if (known[at].size >= MOST_KEPT) known[at].clear();
      known[at].set(columns, part);
    }
    return part;
  };
  return (columnsByRow) => {
    const parts = rows.map((_, at) => partOf(at, columnsByRow[at]));
    const count = parts.reduce((sum, { columns }) => sum + columns.length, 0);
    const columnOf: (Column | undefined)[] = new Array(count);
    const rowOf = new Int32Array(count);
    const pathMoney = new Float64Array(count);
    const pathHours = new Float64Array(count);
    let path = 0;
    parts.forEach(({ columns, money, hours }, row) => {
      for (let i = 0; i < columns.length; i++, path++) {
        columnOf[path] = columns[i];
        rowOf[path] = row;
        pathMoney[path] = money[i];
        pathHours[path] = hours[i];
      }
    });
    const problem = flattenCorridor(
      parts.map(({ given }) => given),
      state.elements,
    );
    return { problem, columnOf, rowOf, pathMoney, pathHours };
  };
}

const MOST_KEPT = 6;

function toPart(
  state: MonthState,
  { demand, notShippedUsd }: ModelRow,
  columns: readonly Column[],
  { unitOf, constantOf, familyOf }: EpochNumbers,
): RowPart {
  const unit = unitOf(demand.group);
  const { theta, nestMu, tonnesPerUnit } = unit.numbers;
  // Corridors of one family are nearer to each other than to the rest.
  const byFamily = new Map<string, Column[]>();
  for (const column of columns) {
    const family = familyOf(column.corridor);
    const nest = byFamily.get(family);
    if (nest) nest.push(column);
    else byFamily.set(family, [column]);
  }
  const ordered: (Column | undefined)[] = [];
  const money: number[] = [];
  const hours: number[] = [];
  const nests: NestGiven[] = [];
  for (const family of byFamily.values()) {
    const waits = family.map((column) => waitsOf(column, state.waits));
    const costs = family.map(
      (column, i) => column.usd + constantOf(unit, column.corridor) + unit.usdPerHour * (column.hours + waits[i]),
    );
    const sizes = rankedSizes(
      family.map(({ links }) => links),
      costs,
    );
    ordered.push(...family);
    money.push(...family.map(({ usd }) => usd));
    hours.push(...family.map((column, i) => column.hours + waits[i]));
    const paths = family.map(({ uses }, i) => ({ usd: costs[i], logSize: logOf(sizes[i]), uses }));
    nests.push({ constant: 0, dissimilarity: nestMu, paths });
  }
  ordered.push(undefined);
  money.push(0);
  hours.push(0);
  nests.push({ constant: 0, dissimilarity: 1, paths: [{ usd: notShippedUsd, uses: [] }] });
  const factorOf = (id: string): number => state.demandFactor.get(id) ?? 1;
  const perYear = (demand.tonnesPerYear / tonnesPerUnit) * factorOf(demand.group) * factorOf(demand.id);
  const given = {
    demand: perYear / state.daysOfYear,
    scale: theta * nestMu,
    timeValue: unit.usdPerHour,
    nests,
  };
  return { given, columns: ordered, money, hours };
}

function waitsOf(column: Column, waits: ReadonlyMap<string, number>): number {
  let hours = 0;
  // Closed together, waited for together: the longest counts.
  for (const [subject, wait] of waits) if (wait > hours && column.touches.has(subject)) hours = wait;
  return hours;
}
