// The neutral model as a linear program: per day a column for each arc and each pool's stock; rows for fields, growth of
// output, elements, tanks and limits. What each row and column means is kept beside it, so that duals and clashes have names.

import type { LinearProgram } from "../../../lib/lp-solver.ts";
import type { OilModel, OilNetwork } from "./oil-model.ts";

export type RowMeaning =
  | { readonly kind: "output"; readonly field: number; readonly day: number }
  | { readonly kind: "growth"; readonly field: number; readonly day: number }
  | { readonly kind: "element"; readonly element: number; readonly day: number }
  | { readonly kind: "pool"; readonly pool: number; readonly day: number }
  | { readonly kind: "tank"; readonly tank: number; readonly day: number }
  | { readonly kind: "pool-end"; readonly pool: number; readonly day: number }
  | { readonly kind: "most" | "least"; readonly limit: number; readonly day: number; readonly days: number };

/** What is true before the first day. */
export interface OilStart {
  /** Stock by pool; none when absent. */
  readonly stock?: Float64Array;
  /** Stock by pool that must be there after the last day; the first one when absent. */
  readonly stockAtEnd?: Float64Array;
  /** Tonnes that arrive at a pool on a day out of what left before the first day: `[pool][day]`. */
  readonly arrivals?: readonly Float64Array[];
  /** Output on the day before the first, by field. */
  readonly output?: Float64Array;
}

export interface OilProgram {
  readonly program: LinearProgram;
  readonly rows: readonly RowMeaning[];
  readonly days: number;
  /** Columns of arc a on day t: `t · arcs + a`. */
  readonly arcs: number;
  readonly firstStock: number;
  readonly pools: number;
  /** Added to the program's objective: the cost of everything being shut in. */
  readonly constantUsd: number;
}

export interface BuildOptions {
  readonly start?: OilStart;
  /** Days before which output may not grow too fast; all when absent. */
  readonly growthOn?: (day: number) => boolean;
  /** Rows for elements without a capacity too, so that they can be closed later. */
  readonly allElements?: boolean;
  /** Stocks may not change: for a day that stands for all days. */
  readonly steady?: boolean;
}

/** Days at which the columns of a program are worth what they are: value of arc a on day t per tonne entering. */
export function arcValueUsd(model: OilModel, network: OilNetwork, arc: number, day: number): number {
  const { sale, keeps, usdPerTonne, field } = network.arcs[arc];
  const sold = sale < 0 ? 0 : model.sales[sale].usdPerTonne[day] * keeps;
  const lift = field < 0 ? 0 : model.fields[field].liftUsdPerTonne;
  return sold - usdPerTonne - lift;
}

/** Twice any price, so that a tank is left as it was found unless that is impossible. */
export const endPenaltyUsd = (model: OilModel): number =>
  2 * model.sales.reduce((most, { usdPerTonne }) => usdPerTonne.reduce((m, p) => Math.max(m, Math.abs(p)), most), 1);

/** Builds the program over all days of the model, tail included. */
export function buildProgram(model: OilModel, network: OilNetwork, options: BuildOptions = {}): OilProgram {
  const days = model.days + model.tailDays;
  const { arcs, pools } = network;
  const columns = new ColumnList();
  const rows: RowMeaning[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const addRow = (meaning: RowMeaning, low: number, high: number): number => {
    rows.push(meaning);
    lower.push(low);
    upper.push(high);
    return rows.length - 1;
  };
  const lists = usersOf(model, network, days, options.allElements ?? false);

  // Rows first, day by day, because columns name them.
  const fieldRow = grid(days, model.fields.length);
  const growthRow = grid(days, model.fields.length);
  const elementRow = grid(days, model.elements.length);
  const poolRow = grid(days, pools.length);
  const tankRow = grid(days, model.tanks.length);
  for (let t = 0; t < days; t++) {
    model.fields.forEach((field, i) => {
      fieldRow[t][i] = addRow(
        { kind: "output", field: i, day: t },
        field.minimum?.[t] ?? Number.NEGATIVE_INFINITY,
        field.output[t],
      );
      if (field.rampUpTonnes === undefined || options.growthOn?.(t) === false) return;
      const before = t === 0 ? options.start?.output?.[i] : 0;
      if (before === undefined) return;
      growthRow[t][i] = addRow(
        { kind: "growth", field: i, day: t },
        Number.NEGATIVE_INFINITY,
        field.rampUpTonnes + before,
      );
    });
    for (const e of lists.elements)
      elementRow[t][e] = addRow(
        { kind: "element", element: e, day: t },
        Number.NEGATIVE_INFINITY,
        model.elements[e].capacity[t],
      );
    pools.forEach((_, p) => {
      const come = options.start?.arrivals?.[p]?.[t] ?? 0;
      const had = t === 0 ? (options.start?.stock?.[p] ?? 0) : 0;
      poolRow[t][p] = addRow({ kind: "pool", pool: p, day: t }, come + had, come + had);
    });
    model.tanks.forEach((tank, k) => {
      if (lists.poolsOfTank[k].length > 0)
        tankRow[t][k] = addRow({ kind: "tank", tank: k, day: t }, Number.NEGATIVE_INFINITY, tank.capacityTonnes);
    });
  }
  const windows = limitRows(model, days, addRow);

  // Columns.
  let constantUsd = 0;
  for (let t = 0; t < days; t++) {
    model.fields.forEach((field) => {
      constantUsd -= field.shutInUsdPerTonne * field.output[t];
    });
    arcs.forEach((arc, a) => {
      const shutIn = arc.field < 0 ? 0 : model.fields[arc.field].shutInUsdPerTonne;
      columns.add(arcValueUsd(model, network, a, t) + shutIn, 0, Number.POSITIVE_INFINITY);
      if (arc.field >= 0) {
        columns.entry(fieldRow[t][arc.field], 1);
        columns.entry(growthRow[t][arc.field], 1);
        if (t + 1 < days) columns.entry(growthRow[t + 1][arc.field], -1);
      }
      for (const { element, perTonne } of arc.uses) columns.entry(elementRow[t][element], perTonne);
      if (arc.fromPool >= 0) columns.entry(poolRow[t][arc.fromPool], 1);
      const arrives = t + (options.steady ? 0 : arc.lagDays);
      if (arc.toPool >= 0 && arrives < days) columns.entry(poolRow[arrives][arc.toPool], -arc.keeps);
      if (arc.way >= 0) for (const { row, weight } of windows.of(arc.way, t)) columns.entry(row, weight);
    });
  }
  const firstStock = columns.count;
  for (let t = 0; t < days; t++) {
    pools.forEach((pool, p) => {
      columns.add(
        options.steady ? 0 : -model.tanks[pool.tank].holdUsdPerTonneDay,
        0,
        options.steady ? 0 : Number.POSITIVE_INFINITY,
      );
      columns.entry(poolRow[t][p], 1);
      if (t + 1 < days) columns.entry(poolRow[t + 1][p], -1);
      columns.entry(tankRow[t][pool.tank], 1);
    });
  }
  if (!options.steady) addTankEnds(model, network, options.start ?? {}, { columns, addRow, days, firstStock });
  // Oil that was on its way when its tank filled waits afloat: at a price that nobody would choose, so that a plan exists.
  if (!options.steady)
    for (let t = 0; t < days; t++)
      model.tanks.forEach((_, k) => {
        if (tankRow[t][k] < 0 || !lists.isReachedByWater[k]) return;
        columns.add(-endPenaltyUsd(model), 0, Number.POSITIVE_INFINITY);
        columns.entry(tankRow[t][k], -1);
      });
  for (const { row, usdPerTonne } of windows.short) {
    columns.add(-usdPerTonne, 0, Number.POSITIVE_INFINITY);
    columns.entry(row, 1);
  }
  const program = columns.toProgram(lower, upper);
  return { program, rows, days, arcs: arcs.length, firstStock, pools: pools.length, constantUsd };
}

interface Lists {
  readonly elements: readonly number[];
  readonly poolsOfTank: readonly (readonly number[])[];
  /** Whether anything arrives at a tank later than it left. */
  readonly isReachedByWater: readonly boolean[];
}

function usersOf(model: OilModel, { arcs, pools }: OilNetwork, days: number, all: boolean): Lists {
  const used = new Set(arcs.flatMap(({ uses }) => uses.map(({ element }) => element)));
  const isLimited = (element: number): boolean => {
    for (let t = 0; t < days; t++) if (model.elements[element].capacity[t] < Number.POSITIVE_INFINITY) return true;
    return false;
  };
  return {
    elements: model.elements.map((_, e) => e).filter((e) => used.has(e) && (all || isLimited(e))),
    poolsOfTank: model.tanks.map((_, k) => pools.map((_pool, p) => p).filter((p) => pools[p].tank === k)),
    isReachedByWater: model.tanks.map((_, k) =>
      arcs.some(({ toPool, lagDays }) => toPool >= 0 && lagDays > 0 && pools[toPool].tank === k),
    ),
  };
}

const grid = (days: number, width: number): Int32Array[] =>
  Array.from({ length: days }, () => new Int32Array(width).fill(-1));

type AddRow = (meaning: RowMeaning, low: number, high: number) => number;

/** Rows of limits by window, and which of them a way meets on a day. */
function limitRows(model: OilModel, days: number, addRow: AddRow) {
  const short: { row: number; usdPerTonne: number }[] = [];
  const byWay: { rowOfDay: Int32Array; weight: number }[][] = model.ways.map(() => []);
  model.limits.forEach((limit, index) => {
    for (const [kind, bound] of [
      ["most", limit.most],
      ["least", limit.least],
    ] as const) {
      if (bound === undefined) continue;
      const rowOfDay = new Int32Array(days);
      for (let start = 0; start < days; start += limit.windowDays) {
        const end = Math.min(days, start + limit.windowDays);
        let sum = 0;
        for (let t = start; t < end; t++) sum += bound[t];
        const row = addRow(
          { kind, limit: index, day: start, days: end - start },
          kind === "most" ? Number.NEGATIVE_INFINITY : sum,
          kind === "most" ? sum : Number.POSITIVE_INFINITY,
        );
        rowOfDay.fill(row, start, end);
        if (kind === "least" && limit.deficiencyUsdPerTonne !== undefined)
          short.push({ row, usdPerTonne: limit.deficiencyUsdPerTonne });
      }
      limit.ways.forEach((way, k) => {
        byWay[way].push({ rowOfDay, weight: limit.weights?.[k] ?? 1 });
      });
    }
  });
  return {
    short,
    of: (way: number, day: number) => byWay[way].map(({ rowOfDay, weight }) => ({ row: rowOfDay[day], weight })),
  };
}

interface Ends {
  readonly columns: ColumnList;
  readonly addRow: AddRow;
  readonly days: number;
  readonly firstStock: number;
}

/** Last stocks: as much of each oil as there was at first. */
function addTankEnds(model: OilModel, network: OilNetwork, start: OilStart, ends: Ends): void {
  const penalty = endPenaltyUsd(model);
  const day = ends.days - 1;
  network.pools.forEach((_, p) => {
    const first = (start.stockAtEnd ?? start.stock)?.[p] ?? 0;
    const row = ends.addRow({ kind: "pool-end", pool: p, day }, first, Number.POSITIVE_INFINITY);
    ends.columns.entryOf(ends.firstStock + day * network.pools.length + p, row, 1);
    ends.columns.add(-penalty, 0, Number.POSITIVE_INFINITY);
    ends.columns.entry(row, 1);
  });
}

/** Columns as they grow; entries may be added to earlier ones. */
class ColumnList {
  readonly #cost: number[] = [];
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #entries: number[][] = [];

  get count(): number {
    return this.#cost.length;
  }

  add(cost: number, lower: number, upper: number): void {
    this.#cost.push(cost);
    this.#lower.push(lower);
    this.#upper.push(upper);
    this.#entries.push([]);
  }

  /** Of the last column; a row of -1 does not exist. */
  entry(row: number, value: number): void {
    this.entryOf(this.#cost.length - 1, row, value);
  }

  entryOf(column: number, row: number, value: number): void {
    if (row < 0) return;
    const list = this.#entries[column];
    for (let k = 0; k < list.length; k += 2) {
      if (list[k] === row) {
        list[k + 1] += value;
        return;
      }
    }
    list.push(row, value);
  }

  toProgram(rowLower: readonly number[], rowUpper: readonly number[]): LinearProgram {
    const starts = new Int32Array(this.count + 1);
    this.#entries.forEach((list, j) => {
      starts[j + 1] = starts[j] + list.length / 2;
    });
    const rows = new Int32Array(starts[this.count]);
    const values = new Float64Array(starts[this.count]);
    this.#entries.forEach((list, j) => {
      for (let k = 0; k < list.length; k += 2) {
        rows[starts[j] + k / 2] = list[k];
        values[starts[j] + k / 2] = list[k + 1];
      }
    });
    return {
      sense: "max",
      cost: Float64Array.from(this.#cost),
      lower: Float64Array.from(this.#lower),
      upper: Float64Array.from(this.#upper),
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      starts,
      rows,
      values,
    };
  }
}
