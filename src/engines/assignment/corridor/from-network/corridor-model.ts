// What the corridor model of a dataset is asked, and what it is to those who ask: rows, solved months, ways.

import type { Dataset } from "../../../../model/dataset.ts";
import type { DemandRow } from "../../../../model/demand.ts";
import type { InstantHours } from "../../../../model/units.ts";
import type { CorridorPrices, CorridorSolution } from "../problem.ts";
import type { Column } from "./columns.ts";
import type { CargoGraph, GroupUnit } from "./graphs.ts";
import type { MonthProblem } from "./month-problem.ts";
import type { Month, MonthState } from "./months.ts";
import type { Resource } from "./resources.ts";

export interface CorridorModelOptions {
  /** First day; a month begins there. */
  readonly from: InstantHours;
  readonly months: number;
  /** Group ids; all unless given. */
  readonly groups?: readonly string[];
  /** What not shipping costs, USD per unit, by demand row: that of the base, so that a scenario does not move it. */
  readonly notShipped?: ReadonlyMap<string, number>;
  /** A model whose ways are known from the start where the graphs here have them too; only better ones are looked for. */
  readonly like?: CorridorModel;
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
export interface SolvedMonth extends MonthProblem {
  readonly state: MonthState;
  readonly solution: CorridorSolution;
}

export interface SolveMonthOptions {
  /** Ids that are not there: links, places, services, terminals, border rows. */
  readonly without?: ReadonlySet<string>;
  /** A solution to start from: that of the same state with everything in place. */
  readonly start?: CorridorSolution;
  /** Ways that another solution of the state found are there too: two that are compared should know the same. */
  readonly with?: SolvedMonth;
  readonly gap?: number;
}

/** The ways of a row in a stretch of months, on the graph of which they are slots. */
export interface RowWays {
  readonly row: DemandRow;
  readonly graph: CargoGraph;
  readonly columns: readonly Column[];
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
  /** The ways of a row of demand in a stretch of months; undefined for none such. */
  findRowWays(row: string, epoch: number): RowWays | undefined;
  /** A month of all that agree in a key, once it was solved: of findWays, and of solveAll. */
  startOf(key: string): CorridorPrices | undefined;
  solvedOf(key: string): SolvedMonth | undefined;
  /** Solves all states with all ways known. */
  solveAll(onProgress?: (done: number, total: number) => void): readonly SolvedMonth[];
  /** One state with the ways known, without some things; ways that replace the lost ones are found for this answer only. */
  solve(state: MonthState, options?: SolveMonthOptions): SolvedMonth;
  /** The graph of a group in the first stretch of months. */
  firstGraphOf(group: string): CargoGraph | undefined;
  /** The graph on which a row's ways in a state are slots. */
  graphOf(row: ModelRow, state: MonthState): CargoGraph;
}
