// The corridor model of a dataset over some months: who wants to send what, by which ways, and what can be full. Months
// that agree in everything are solved once. Whoever asks what happens without a link or port gets it from a solved month in
// some tens of milliseconds: the ways that touch it go, new ones are looked for at the prices known, and the solver starts
// from these.

import { logOf } from "../../../../lib/exact-math.ts";
import type { Dataset } from "../../../../model/dataset.ts";
import type { DemandRow } from "../../../../model/demand.ts";
import type { InstantHours } from "../../../../model/units.ts";
import { flattenCorridor, type NestGiven, type RowGiven } from "../flatten.ts";
import type { CorridorPrices, CorridorProblem, CorridorSolution } from "../problem.ts";
import { rankedSizes } from "../ranked-sizes.ts";
import { solveCorridor } from "../solve.ts";
import {
  type Column,
  type ColumnSearch,
  columnOfSlots,
  findColumns,
  type SearchPrices,
  type SearchWeights,
  searchWeights,
} from "./columns.ts";
import { type CargoGraph, cargoGraph, type GroupUnit, groupUnit } from "./graphs.ts";
import { meanView } from "./mean-view.ts";
import { listMonths, type Month, type MonthState, monthStates } from "./months.ts";
import { listResources, type Resource } from "./resources.ts";

export interface CorridorModelOptions {
  /** First day; a month begins there. */
  readonly from: InstantHours;
  readonly months: number;
  /** Group ids; all unless given. */
  readonly groups?: readonly string[];
  /** What not shipping costs, USD per unit, by demand row: that of the base, so that a scenario does not move it. */
  readonly notShipped?: ReadonlyMap<string, number>;
  readonly gap?: number;
  readonly shouldStop?: () => boolean;
}

/** A row of demand with what it may choose from. */
export interface ModelRow {
  readonly demand: DemandRow;
  readonly unit: GroupUnit;
  /** USD per unit. */
  readonly notShippedUsd: number;
}

/** The last nest of every row. */
export const NOT_SHIPPED = "not-shipped";

/** A solved month: flat numbers, and what each path of them is. */
export interface SolvedMonth {
  readonly state: MonthState;
  readonly problem: CorridorProblem;
  readonly solution: CorridorSolution;
  /** By path; undefined for not shipping. */
  readonly columnOf: readonly (Column | undefined)[];
  readonly rowOf: Int32Array;
  /** USD per unit and hours by path, waits for closed days in them, queues and prices not. */
  readonly pathMoney: Float64Array;
  readonly pathHours: Float64Array;
}

export interface SolveMonthOptions {
  /** Ids that are not there: links, places, services, terminals, border rows. */
  readonly without?: ReadonlySet<string>;
  /** A solution to start from: that of the same state with everything in place. */
  readonly start?: CorridorSolution;
  readonly gap?: number;
}

export interface CorridorModel {
  readonly dataset: Dataset;
  readonly rows: readonly ModelRow[];
  readonly resources: readonly Resource[];
  readonly months: readonly Month[];
  /** Distinct ones; `months[i].state` is an index here. */
  readonly states: readonly MonthState[];
  readonly notShipped: ReadonlyMap<string, number>;
  /** Rows of demand that no way carries in any month. */
  readonly rowsWithoutWay: readonly DemandRow[];
  /** Looks for ways at the prices of every state until none better turns up; once, however often it is called. */
  findWays(onProgress?: (done: number, total: number) => void): void;
  /**
   * Takes over the ways that another model knows and this one's graphs have too. Two models that are compared should know
   * the same ways: a way that only one of them found would look like an effect.
   */
  shareWays(other: CorridorModel): void;
  /** The ways of a row of demand in a stretch of months, each as arcs named by their ends. */
  listWays(row: string, epoch: number): readonly (readonly string[])[];
  /** Solves all states with all ways known. */
  solveAll(onProgress?: (done: number, total: number) => void): readonly SolvedMonth[];
  /** One state with the ways known, without some things; ways that replace the lost ones are found for this answer only. */
  solve(state: MonthState, options?: SolveMonthOptions): SolvedMonth;
  /** The graph on which a row's ways in a state are slots. */
  graphOf(row: ModelRow, state: MonthState): CargoGraph;
}

/** A price this small moves nobody, USD per unit. */
const NO_PRICE_USD = 0.01;
const MOST_ROUNDS = 8;
/** Near enough to look for ways at its prices. */
const ROUGH_GAP = 1e-5;
const MOST_STRETCHES = 1_000;

/** Builds the model: graphs, rows and first ways. Some tenths of a second. */
export function createCorridorModel(dataset: Dataset, options: CorridorModelOptions): CorridorModel {
  const { gap = 1e-8, shouldStop } = options;
  const months = listMonths(options.from, options.months);
  const [first, last] = [months[0], months[months.length - 1]];
  const resources = listResources(dataset);
  const { states, epochs, stateOf } = monthStates(dataset, months, resources);
  const numbersAt = ((first.from + last.to) / 2) as InstantHours;
  const views = epochs.map((changesAt) => meanView(dataset, { from: first.from, to: last.to, numbersAt, changesAt }));
  const wanted = dataset.demand.filter(({ group }) => !options.groups || options.groups.includes(group));
  const lengthOf = (link: string) => dataset.findValue(link, "lengthKm", numbersAt)?.value ?? 0;

  // By epoch: units of groups, graphs of units, ways of rows.
  const unitsOf = views.map((view) => {
    const units = new Map<string, GroupUnit>();
    for (const group of view.demandGroups.values()) units.set(group.id, groupUnit(view, group, numbersAt));
    return units;
  });
  const graphsOf = views.map(() => new Map<string, CargoGraph>());
  const graphFor = (epoch: number, unit: GroupUnit): CargoGraph => {
    let graph = graphsOf[epoch].get(unit.graphKey);
    if (!graph) {
      graph = cargoGraph(views[epoch], unit, resources, numbersAt);
      graphsOf[epoch].set(unit.graphKey, graph);
    }
    return graph;
  };
  const unitIn = (epoch: number, group: string): GroupUnit => unitsOf[epoch].get(group) as GroupUnit;

  const search = (
    epoch: number,
    row: DemandRow,
    weightsOf: (unit: GroupUnit) => SearchWeights,
    searching: Pick<ColumnSearch, "seconds" | "only" | "known">,
  ): Column[] => {
    const unit = unitIn(epoch, row.group);
    const graph = graphFor(epoch, unit);
    const source = graph.graph.originOf.get(row.origin);
    const target = graph.graph.destinationOf.get(row.destination);
    if (source === undefined || target === undefined) return [];
    const asked = { ...searching, rivals: row.corridors, lengthOf };
    return findColumns({ graph, unit, resources }, weightsOf(unit), source, target, asked);
  };
  const weightsAt = (epoch: number, shut: ReadonlySet<string>, prices?: SearchPrices) =>
    remember((unit: GroupUnit) => searchWeights({ graph: graphFor(epoch, unit), unit, resources }, shut, prices));

  const families = new Map<string, string>(dataset.corridors.map(({ id, family }) => [id, family]));
  const familyOf = (corridor: string): string => families.get(corridor) ?? corridor;
  const nothing: ReadonlySet<string> = new Set();
  const columnsOf = views.map((_, epoch) => {
    const weights = weightsAt(epoch, nothing);
    return wanted.map((row) => search(epoch, row, weights, { seconds: true }));
  });
  // What is shut in some month has hidden ways in others behind it.
  for (const state of states) {
    if (state.shut.size === 0) continue;
    const weights = weightsAt(state.epoch, state.shut);
    wanted.forEach((row, at) => {
      const columns = columnsOf[state.epoch][at];
      if (!columns.some((column) => touchesAny(column, state.shut))) return;
      const known = new Set(columns.map(({ key }) => key));
      columns.push(...search(state.epoch, row, weights, { seconds: true, known }));
    });
  }

  const constants = views.map((view) => constantOf(view, numbersAt));
  const notShipped = new Map(options.notShipped);
  const rows = wanted.map((demand, at): ModelRow => {
    const unit = unitIn(0, demand.group);
    let notShippedUsd = notShipped.get(demand.id);
    if (notShippedUsd === undefined) {
      // Who does not ship saves the best way, felt as it is, and loses a premium on what the cheapest costs.
      let least = Number.POSITIVE_INFINITY;
      let leastFelt = Number.POSITIVE_INFINITY;
      for (const { usd, hours, corridor } of columnsOf[0][at]) {
        const cost = usd + unit.usdPerHour * hours;
        least = Math.min(least, cost);
        leastFelt = Math.min(leastFelt, cost + constants[0](unit, corridor));
      }
      notShippedUsd = least === Number.POSITIVE_INFINITY ? 0 : leastFelt + unit.numbers.notShippedPremium * least;
      notShipped.set(demand.id, notShippedUsd);
    }
    return { demand, unit, notShippedUsd };
  });

  const solveWith = (
    state: MonthState,
    columnsByRow: readonly (readonly Column[])[],
    shut: ReadonlySet<string>,
    start: CorridorPrices | undefined,
    gapAsked: number,
  ): SolvedMonth => {
    const given = toRows(
      state,
      rows,
      columnsByRow,
      shut,
      (group) => unitIn(state.epoch, group),
      constants[state.epoch],
      familyOf,
    );
    const problem = flattenCorridor(given.rows, state.elements);
    const solution = solveCorridor(problem, {
      gap: gapAsked,
      ...(start ? { start } : {}),
      ...(shouldStop ? { shouldStop } : {}),
    });
    return { state, problem, solution, ...given.paths };
  };

  /** New ways at the prices of a solution, in corridors that pay some; false when there is none. */
  const grow = (solved: SolvedMonth, columnsByRow: Column[][], shut: ReadonlySet<string>): boolean => {
    const { state, solution } = solved;
    const weights = weightsAt(state.epoch, shut, solution);
    let grew = false;
    corridorsThatPay(solved).forEach((only, at) => {
      if (!only) return;
      const known = new Set(columnsByRow[at].map(({ key }) => key));
      const found = search(state.epoch, rows[at].demand, weights, { seconds: false, only, known });
      columnsByRow[at].push(...found);
      if (found.length > 0) grew = true;
    });
    return grew;
  };

  const starts: CorridorPrices[] = [];
  const findWays = (onProgress?: (done: number, total: number) => void): void => {
    if (starts.length > 0) return;
    states.forEach((state, at) => {
      const columns = columnsOf[state.epoch];
      let solved = solveWith(state, columns, state.shut, starts[at - 1], ROUGH_GAP);
      for (let round = 0; round < MOST_ROUNDS && grow(solved, columns, state.shut) && !shouldStop?.(); round++) {
        solved = solveWith(state, columns, state.shut, solved.solution, ROUGH_GAP);
      }
      starts.push(solved.solution);
      onProgress?.(at + 1, states.length);
    });
  };

  return {
    dataset,
    rows,
    resources,
    months: months.map((month, i) => ({ ...month, state: stateOf[i] })),
    states,
    notShipped,
    rowsWithoutWay: wanted.filter((_, at) => columnsOf.every((columns) => columns[at].length === 0)),
    findWays,
    listWays(row, epoch) {
      const at = wanted.findIndex(({ id }) => id === row);
      if (at < 0 || epoch >= views.length) return [];
      const { arcKeyOf } = graphFor(epoch, unitIn(epoch, wanted[at].group));
      return columnsOf[epoch][at].map(({ slots }) => Array.from(slots, arcKeyOf));
    },
    shareWays(other) {
      views.forEach((_, epoch) => {
        wanted.forEach((row, at) => {
          const unit = unitIn(epoch, row.group);
          const graph = graphFor(epoch, unit);
          const known = new Set(columnsOf[epoch][at].map(({ key }) => key));
          // What the other calls its last stretch is as good as any: ways are places and services.
          for (let stretch = 0; ; stretch++) {
            const ways = other.listWays(row.id, stretch);
            for (const way of ways) {
              const slots = Int32Array.from(way, (arc) => graph.slotOfKey(arc));
              if (slots.includes(-1)) continue;
              const column = columnOfSlots({ graph, unit, resources }, slots, lengthOf);
              if (known.has(column.key)) continue;
              known.add(column.key);
              columnsOf[epoch][at].push(column);
            }
            if (stretch + 1 >= MOST_STRETCHES || other.listWays(row.id, stretch + 1).length === 0) break;
          }
        });
      });
    },
    solveAll(onProgress) {
      findWays(onProgress);
      return states.map((state, at) => {
        const solved = solveWith(state, columnsOf[state.epoch], state.shut, starts[at], gap);
        onProgress?.(at + 1, states.length);
        return solved;
      });
    },
    solve(state, { without = nothing, start, gap: gapAsked = gap } = {}) {
      const known = columnsOf[state.epoch];
      if (without.size === 0) return solveWith(state, known, state.shut, start, gapAsked);
      const shut = new Set([...state.shut, ...without]);
      const weights = weightsAt(state.epoch, shut, start);
      const columns = known.map((list, at) => {
        const left = list.filter((column) => !touchesAny(column, without));
        if (left.length === list.length) return left;
        const keys = new Set(left.map(({ key }) => key));
        const only = new Set(list.filter((column) => touchesAny(column, without)).map(({ corridor }) => corridor));
        // The way that needs no corridor's name may change its name with what it loses.
        only.add("");
        return [...left, ...search(state.epoch, rows[at].demand, weights, { seconds: false, only, known: keys })];
      });
      let solved = solveWith(state, columns, shut, start, ROUGH_GAP);
      for (let round = 0; round < MOST_ROUNDS && grow(solved, columns, shut); round++) {
        solved = solveWith(state, columns, shut, solved.solution, ROUGH_GAP);
      }
      return solveWith(state, columns, shut, solved.solution, gapAsked);
    },
    graphOf: ({ unit: { group } }, { epoch }) => graphFor(epoch, unitIn(epoch, group.id)),
  };
}

/** How much dearer a corridor is felt to be than its way costs, USD per unit of a group. */
function constantOf(dataset: Dataset, at: InstantHours): (unit: GroupUnit, corridor: string) => number {
  return ({ sizes }, corridor) => {
    const [attribute, amount] =
      sizes.teu > 0 ? (["constantPerTeu", sizes.teu] as const) : (["constantPerTonne", sizes.tonnes] as const);
    const value = corridor === "" ? undefined : dataset.findValue(corridor, attribute, at);
    return value ? dataset.toUsd(value, value.value) * amount : 0;
  };
}

const touchesAny = (column: Column, ids: ReadonlySet<string>): boolean => {
  for (const id of ids) if (column.touches.has(id)) return true;
  return false;
};

function remember<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      known.set(key, value);
    }
    return value;
  };
}

/** By row, the corridors whose best way costs a price or a queue: elsewhere the best way is known. */
function corridorsThatPay({ problem, solution, columnOf, rowOf }: SolvedMonth): (Set<string> | undefined)[] {
  const best: Map<string, number>[] = Array.from(problem.demand, () => new Map());
  columnOf.forEach((column, path) => {
    if (!column) return;
    const before = best[rowOf[path]].get(column.corridor);
    if (before === undefined || solution.pathCost[path] < solution.pathCost[before])
      best[rowOf[path]].set(column.corridor, path);
  });
  return best.map((paths) => {
    const pays = [...paths].filter(([, path]) => solution.pathCost[path] > problem.pathUsd[path] + NO_PRICE_USD);
    return pays.length > 0 ? new Set(pays.map(([corridor]) => corridor)) : undefined;
  });
}

/** Rows of the flat problem with what each of their paths is. */
function toRows(
  state: MonthState,
  rows: readonly ModelRow[],
  columnsByRow: readonly (readonly Column[])[],
  shut: ReadonlySet<string>,
  unitOf: (group: string) => GroupUnit,
  constant: (unit: GroupUnit, corridor: string) => number,
  familyOf: (corridor: string) => string,
): { rows: RowGiven[]; paths: Pick<SolvedMonth, "columnOf" | "rowOf" | "pathMoney" | "pathHours"> } {
  const columnOf: (Column | undefined)[] = [];
  const rowOf: number[] = [];
  const money: number[] = [];
  const hours: number[] = [];
  const given = rows.map(({ demand, notShippedUsd }, at): RowGiven => {
    const unit = unitOf(demand.group);
    const { theta, nestMu, tonnesPerUnit } = unit.numbers;
    const scale = theta * nestMu;
    // Corridors of one family are nearer to each other than to the rest.
    const byFamily = new Map<string, Column[]>();
    for (const column of columnsByRow[at]) {
      if (shut.size > 0 && touchesAny(column, shut)) continue;
      const family = familyOf(column.corridor);
      const nest = byFamily.get(family);
      if (nest) nest.push(column);
      else byFamily.set(family, [column]);
    }
    const nests: NestGiven[] = [];
    for (const columns of byFamily.values()) {
      const costs = columns.map(
        (column) =>
          column.usd +
          constant(unit, column.corridor) +
          unit.usdPerHour * (column.hours + waitsOf(column, state.waits)),
      );
      const sizes = rankedSizes(
        columns.map(({ links }) => links),
        costs,
      );
      nests.push({
        constant: 0,
        dissimilarity: nestMu,
        paths: columns.map((column, i) => {
          const waits = waitsOf(column, state.waits);
          columnOf.push(column);
          rowOf.push(at);
          money.push(column.usd);
          hours.push(column.hours + waits);
          return {
            usd: costs[i],
            logSize: logOf(sizes[i]),
            uses: column.uses,
          };
        }),
      });
    }
    columnOf.push(undefined);
    rowOf.push(at);
    money.push(0);
    hours.push(0);
    nests.push({ constant: 0, dissimilarity: 1, paths: [{ usd: notShippedUsd, uses: [] }] });
    const perDay =
      (demand.tonnesPerYear / tonnesPerUnit / state.daysOfYear) * (state.demandFactor.get(demand.group) ?? 1);
    return { demand: perDay, scale, timeValue: unit.usdPerHour, nests };
  });
  return {
    rows: given,
    paths: {
      columnOf,
      rowOf: Int32Array.from(rowOf),
      pathMoney: Float64Array.from(money),
      pathHours: Float64Array.from(hours),
    },
  };
}

function waitsOf(column: Column, waits: ReadonlyMap<string, number>): number {
  let hours = 0;
  // Closed together, waited for together: the longest counts.
  for (const [subject, wait] of waits) if (wait > hours && column.touches.has(subject)) hours = wait;
  return hours;
}
