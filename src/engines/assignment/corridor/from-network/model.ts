// The corridor model of a dataset over some months: who wants to send what, by which ways, and what can be full. Months
// that agree in everything are solved once. Whoever asks what happens without a link or port gets it from a solved month in
// some tens of milliseconds: the ways that touch it go, new ones are looked for at the prices known, and the solver starts
// from these.

import type { Dataset } from "../../../../model/dataset.ts";
import type { DemandRow } from "../../../../model/demand.ts";
import type { InstantHours } from "../../../../model/units.ts";
import type { CorridorPrices } from "../problem.ts";
import { solveCorridor } from "../solve.ts";
import {
  type Column,
  type ColumnSearch,
  columnOfSlots,
  findColumns,
  freeWeights,
  type SearchPrices,
  type SearchWeights,
  searchWeights,
} from "./columns.ts";
import {
  inOrder,
  isAskedAlike,
  isNowhereCheaper,
  isSameProblem,
  leastCosts,
  slotsByOther,
  touchesAny,
  worseCorridors,
} from "./compare-ways.ts";
import type { CorridorModel, CorridorModelOptions, ModelRow, SolvedMonth } from "./corridor-model.ts";
import { type CargoGraph, cargoGraph, type GroupUnit, groupUnit } from "./graphs.ts";
import { hasSameWays, meanView } from "./mean-view.ts";
import { type KnownParts, type MonthProblem, monthProblems, partsKeyOf } from "./month-problem.ts";
import { isOfMonths, listMonths, type MonthState, monthStates } from "./months.ts";
import { listResources } from "./resources.ts";

const MOST_ROUNDS = 16;
/** Near enough to look for ways at its prices. */
const ROUGH_GAP = 1e-5;
/** A best way that costs more by less than this, in units of the lower utility, has no new rivals. */
const DEARER = 0.02;

/** Builds the model: graphs, rows and first ways. Some tenths of a second. */
export function createCorridorModel(dataset: Dataset, options: CorridorModelOptions): CorridorModel {
  const { gap = 1e-8, shouldStop } = options;
  const months = listMonths(options.from, options.months);
  const [first, last] = [months[0], months[months.length - 1]];
  const resources = listResources(dataset, options.from);
  const { states, epochs, stateOf } = monthStates(dataset, months, resources);
  const numbersAt = ((first.from + last.to) / 2) as InstantHours;
  const views = epochs.map((changesAt) => meanView(dataset, { from: first.from, to: last.to, numbersAt, changesAt }));
  const wanted = dataset.demand.filter(({ group }) => !options.groups || options.groups.includes(group));
  const rowAt = new Map(wanted.map(({ id }, at) => [id, at]));
  const lengthOf = remember((link: string) => dataset.findValue(link, "lengthKm", numbersAt)?.value ?? 0);

  // By epoch: units of groups, graphs of units, ways of rows.
  const unitsOf = views.map((view) => {
    const units = new Map<string, GroupUnit>();
    for (const group of view.demandGroups.values()) units.set(group.id, groupUnit(view, group, numbersAt));
    return units;
  });
  const sharesGraphs =
    options.like !== undefined &&
    options.like.dataset === dataset.base &&
    views.length === 1 &&
    options.like.resources.map(({ id }) => id).join(" ") === resources.map(({ id }) => id).join(" ") &&
    hasSameWays(dataset, options.like.dataset, { from: first.from, to: last.to }, isOfMonths);
  const graphsOf = views.map(() => new Map<string, CargoGraph>());
  const graphFor = (epoch: number, unit: GroupUnit): CargoGraph => {
    let graph = graphsOf[epoch].get(unit.graphKey);
    if (!graph) {
      const known = sharesGraphs ? options.like?.firstGraphOf(unit.group.id) : undefined;
      graph = known?.key === unit.graphKey ? known : cargoGraph(views[epoch], unit, resources, numbersAt);
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
  const freeOf = views.map((_, epoch) =>
    remember((unit: GroupUnit) => {
      const graph = graphFor(epoch, unit);
      const { originOf, destinationOf } = graph.graph;
      const sourcesOf = (target: number): number[] =>
        wanted.flatMap(({ group, origin, destination }) => {
          const source = originOf.get(origin);
          const isAsked = group === unit.group.id && destinationOf.get(destination) === target;
          return isAsked && source !== undefined ? [source] : [];
        });
      return freeWeights({ graph, unit, resources }, sourcesOf);
    }),
  );
  const weightsAt = (epoch: number, shut: ReadonlySet<string>, prices?: SearchPrices) =>
    remember((unit: GroupUnit) =>
      searchWeights({ graph: graphFor(epoch, unit), unit, resources }, freeOf[epoch](unit), shut, prices),
    );

  const rankOf = new Map<string, number>(dataset.corridors.map(({ id }, at) => [id, at]));
  /** Both lists in the order that all models keep. */
  const join = (
    epoch: number,
    row: DemandRow,
    known: readonly Column[],
    found: readonly Column[],
  ): readonly Column[] =>
    found.length === 0
      ? known
      : inOrder([...known, ...found], graphFor(epoch, unitIn(epoch, row.group)), (id) => rankOf.get(id) ?? -1);

  const slotsOf = new Map<CargoGraph, Map<CargoGraph, Int32Array | undefined>>();
  const slotsFrom = (graph: CargoGraph, theirs: CargoGraph): Int32Array | undefined => {
    const known = slotsOf.get(graph) ?? new Map<CargoGraph, Int32Array | undefined>();
    slotsOf.set(graph, known);
    if (!known.has(theirs)) known.set(theirs, slotsByOther(graph, theirs));
    return known.get(theirs);
  };
  /** Ways of another model that this one's graph has too. */
  const waysOf = (other: CorridorModel, epoch: number, row: DemandRow, known: readonly Column[]): Column[] => {
    const unit = unitIn(epoch, row.group);
    const graph = graphFor(epoch, unit);
    const keys = new Set(known.map(({ key }) => key));
    const found: Column[] = [];
    // Stretches are told apart by what a scenario changes; ways are places and services, and may come from any of them.
    for (let stretch = 0; ; stretch++) {
      const theirs = other.findRowWays(row.id, stretch);
      if (!theirs) break;
      const slotOf = slotsFrom(graph, theirs.graph);
      for (const column of theirs.columns) {
        const slots = slotOf ? column.slots.map((slot) => slotOf[slot]) : column.slots;
        if (slots.includes(-1)) continue;
        const key = slotOf ? slots.join(" ") : column.key;
        if (keys.has(key)) continue;
        keys.add(key);
        found.push(slotOf ? columnOfSlots({ graph, unit, resources }, slots, lengthOf) : column);
      }
    }
    return found;
  };

  const isNoBetter = (other: CorridorModel, epoch: number, row: DemandRow): boolean => {
    const unit = unitIn(epoch, row.group);
    const theirs = other.firstGraphOf(row.group);
    return theirs !== undefined && noBetter(epoch, unit, theirs);
  };
  const compared = new Map<CargoGraph, boolean>();
  const noBetter = (epoch: number, unit: GroupUnit, theirs: CargoGraph): boolean => {
    const graph = graphFor(epoch, unit);
    let answer = compared.get(graph);
    if (answer === undefined) {
      answer = isNowhereCheaper(graph, theirs);
      compared.set(graph, answer);
    }
    return answer;
  };

  const families = new Map<string, string>(dataset.corridors.map(({ id, family }) => [id, family]));
  const familyOf = (corridor: string): string => families.get(corridor) ?? corridor;
  const nothing: ReadonlySet<string> = new Set();
  // Lists are replaced and never changed, so that what is made of them can be kept.
  const columnsOf: (readonly Column[])[][] = views.map((_, epoch) => {
    const weights = weightsAt(epoch, nothing);
    return wanted.map((row) => {
      const { like } = options;
      const theirs = like?.findRowWays(row.id, 0);
      if (!like || !theirs) return join(epoch, row, [], search(epoch, row, weights, { seconds: true }));
      if (sharesGraphs && isAskedAlike(row, theirs.row)) return theirs.columns;
      const known = join(epoch, row, [], waysOf(like, epoch, row, []));
      // Where nothing is new or cheaper than there, only what was lost or became dearer can have a new best way.
      const only = isNoBetter(like, epoch, row) ? worseCorridors(theirs.columns, known) : undefined;
      if (only?.size === 0) return known;
      return join(epoch, row, known, search(epoch, row, weights, { seconds: true, known, ...(only ? { only } : {}) }));
    });
  });
  /** Whether another model has looked for all that a row could take in a state. */
  const isKnownThere = (state: MonthState, row: DemandRow): boolean => {
    const theirs = sharesGraphs ? options.like?.findRowWays(row.id, 0) : undefined;
    return theirs !== undefined && isAskedAlike(row, theirs.row) && options.like?.startOf(state.key) !== undefined;
  };
  // What is shut in some month has hidden ways in others behind it.
  const lookedBehind = new Set<string>();
  for (const state of states) {
    const key = [state.epoch, ...state.shut].join(" ");
    if (state.shut.size === 0 || lookedBehind.has(key)) continue;
    lookedBehind.add(key);
    const weights = weightsAt(state.epoch, state.shut);
    wanted.forEach((row, at) => {
      const columns = columnsOf[state.epoch][at];
      if (isKnownThere(state, row) || !columns.some((column) => touchesAny(column, state.shut))) return;
      const found = search(state.epoch, row, weights, { seconds: true, known: columns });
      columnsOf[state.epoch][at] = join(state.epoch, row, columns, found);
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

  const partsOf = remember((_key: string): KnownParts => rows.map(() => new Map()));
  const problemsOf = states.map((state) => {
    const numbers = {
      unitOf: (group: string) => unitIn(state.epoch, group),
      constantOf: constants[state.epoch],
      familyOf,
    };
    return monthProblems(state, rows, numbers, partsOf(partsKeyOf(state)));
  });
  /** Ways of a state: those that touch nothing shut. Kept while a row's list is the same, for all states that shut the same. */
  const keptOf = remember((_key: string): { from: readonly Column[]; open: readonly Column[] }[] => []);
  const openIn = states.map(({ epoch, shut }) => {
    const kept = keptOf([epoch, ...shut].join(" "));
    return (): (readonly Column[])[] =>
      columnsOf[epoch].map((columns, at) => {
        if (kept[at]?.from !== columns) {
          const open = columns.filter((column) => !touchesAny(column, shut));
          kept[at] = { from: columns, open: open.length === columns.length ? columns : open };
        }
        return kept[at].open;
      });
  });
  const indexOf = new Map(states.map((state, at) => [state, at]));
  const solvedBy = new WeakMap<CorridorPrices, SolvedMonth>();
  const solveWith = (
    state: MonthState,
    columnsByRow: readonly (readonly Column[])[],
    start: CorridorPrices | undefined,
    gapAsked: number,
  ): SolvedMonth => {
    return solveMade(state, problemsOf[indexOf.get(state) ?? 0](columnsByRow), start, gapAsked);
  };
  const solveMade = (
    state: MonthState,
    made: MonthProblem,
    start: CorridorPrices | undefined,
    gapAsked: number,
  ): SolvedMonth => {
    const solution = solveCorridor(made.problem, {
      gap: gapAsked,
      ...(start ? { start } : {}),
      ...(shouldStop ? { shouldStop } : {}),
    });
    const solved = { state, solution, ...made };
    solvedBy.set(solution, solved);
    return solved;
  };

  /**
   * New ways at the prices of a solution, in corridors whose best known way costs more than where they were looked for
   * before. `looked` holds these costs by row and corridor, and is written on.
   */
  const grow = (
    solved: SolvedMonth,
    columnsByRow: readonly (readonly Column[])[],
    shut: ReadonlySet<string>,
    looked: readonly Map<string, number>[],
  ): (readonly Column[])[] | undefined => {
    const { state, solution } = solved;
    const weights = weightsAt(state.epoch, shut, solution);
    let grew = false;
    const grown = leastCosts(solved).map((least, at) => {
      const only = new Set<string>();
      const dearer = DEARER / rows[at].unit.numbers.theta;
      for (const [corridor, { cost, free }] of least) {
        if (cost <= (looked[at].get(corridor) ?? free) + dearer) continue;
        only.add(corridor);
        looked[at].set(corridor, cost);
      }
      if (only.size === 0) return columnsByRow[at];
      const found = search(state.epoch, rows[at].demand, weights, { seconds: false, only, known: columnsByRow[at] });
      if (found.length === 0) return columnsByRow[at];
      grew = true;
      return join(state.epoch, rows[at].demand, columnsByRow[at], found);
    });
    return grew ? grown : undefined;
  };

  /** Lists with what another solution of a state found; the lists given where it found nothing. */
  const withWaysOf = (
    state: MonthState,
    columnsByRow: readonly (readonly Column[])[],
    { columnOf, rowOf }: SolvedMonth,
  ): readonly (readonly Column[])[] => {
    const found = new Map<number, Column[]>();
    let known = new Set<Column>();
    for (let path = 0, row = -1; path < columnOf.length; path++) {
      if (rowOf[path] !== row) {
        row = rowOf[path];
        known = new Set(columnsByRow[row]);
      }
      const column = columnOf[path];
      if (!column || known.has(column)) continue;
      const list = found.get(row);
      if (list) list.push(column);
      else found.set(row, [column]);
    }
    if (found.size === 0) return columnsByRow;
    return columnsByRow.map((list, at) => join(state.epoch, rows[at].demand, list, found.get(at) ?? []));
  };

  const starts: CorridorPrices[] = [];
  const solvedAll = new Map<string, SolvedMonth>();
  const findWays = (onProgress?: (done: number, total: number) => void): void => {
    if (starts.length > 0) return;
    const looked = views.map(() => wanted.map(() => new Map<string, number>()));
    states.forEach((state, at) => {
      const known = options.like?.startOf(state.key);
      if (known && wanted.every((row) => isKnownThere(state, row))) {
        // The other model has looked at these prices, on these graphs.
        starts.push(known);
        onProgress?.(at + 1, states.length);
        return;
      }
      let solved = solveWith(state, openIn[at](), known ?? starts[at - 1], ROUGH_GAP);
      // Prices fall too: before it ends, every corridor that pays is looked at once more, whatever it cost when looked at last.
      let isFull = false;
      for (let round = 0; round < MOST_ROUNDS && !shouldStop?.(); round++) {
        const grown = grow(solved, columnsOf[state.epoch], state.shut, looked[state.epoch]);
        if (!grown && isFull) break;
        isFull = !grown;
        if (!grown) {
          for (const prices of looked[state.epoch]) prices.clear();
          continue;
        }
        columnsOf[state.epoch] = grown;
        solved = solveWith(state, openIn[at](), solved.solution, ROUGH_GAP);
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
    findRowWays(row, epoch) {
      const at = rowAt.get(row);
      if (at === undefined || epoch >= views.length) return undefined;
      const graph = graphFor(epoch, unitIn(epoch, wanted[at].group));
      return { row: wanted[at], graph, columns: columnsOf[epoch][at] };
    },
    startOf: (key) => starts[states.findIndex((state) => state.key === key)],
    solvedOf: (key) => solvedAll.get(key),
    shareWays(other) {
      views.forEach((_, epoch) => {
        wanted.forEach((row, at) => {
          const columns = columnsOf[epoch][at];
          const found = waysOf(other, epoch, row, columns);
          columnsOf[epoch][at] = join(epoch, row, columns, found);
        });
      });
    },
    solveAll(onProgress) {
      findWays(onProgress);
      return states.map((state, at) => {
        // Equal months of two models start from the same prices, so that equal problems have equal answers to the bit.
        const there = options.like?.solvedOf(state.key);
        const start = options.like?.startOf(state.key) ?? starts[at];
        const made = problemsOf[at](openIn[at]());
        const isSame = there !== undefined && isSameProblem(made.problem, there.problem);
        const solved = isSame ? { ...made, state, solution: there.solution } : solveMade(state, made, start, gap);
        if (!solvedAll.has(state.key)) solvedAll.set(state.key, solved);
        onProgress?.(at + 1, states.length);
        return solved;
      });
    },
    solve(state, { without = nothing, start, with: other, gap: gapAsked = gap } = {}) {
      const own = openIn[indexOf.get(state) ?? 0]();
      const known = other ? withWaysOf(state, own, other) : own;
      if (without.size === 0) {
        const before = start && solvedBy.get(start);
        return other && before && known === own ? before : solveWith(state, known, start, gapAsked);
      }
      const shut = new Set([...state.shut, ...without]);
      const weights = weightsAt(state.epoch, shut, start);
      let columns = known.map((list, at): readonly Column[] => {
        const lost = new Set<string>();
        for (const column of list) if (touchesAny(column, without)) lost.add(column.corridor);
        if (lost.size === 0) return list;
        const left = list.filter((column) => !touchesAny(column, without));
        // The way that needs no corridor's name may change its name with what it loses.
        const only = lost.add("");
        return [...left, ...search(state.epoch, rows[at].demand, weights, { seconds: false, only, known: left })];
      });
      const before = start && solvedBy.get(start);
      const looked = before
        ? leastCosts(before).map((least) => new Map(Array.from(least, ([corridor, { cost }]) => [corridor, cost])))
        : wanted.map(() => new Map<string, number>());
      let solved = solveWith(state, columns, start, ROUGH_GAP);
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const grown = grow(solved, columns, shut, looked);
        if (!grown) break;
        columns = grown;
        solved = solveWith(state, columns, solved.solution, ROUGH_GAP);
      }
      return solveWith(state, columns, solved.solution, gapAsked);
    },
    firstGraphOf: (group) => {
      const unit = unitsOf[0].get(group);
      return unit && graphFor(0, unit);
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
