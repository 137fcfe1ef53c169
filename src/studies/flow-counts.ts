// What do published totals of ports, railways, borders and corridors say of the corridor model? Each year that has counts is
// run for twelve months, with queues and capacities, and what the counts see of it is set beside them. Nothing is fitted
// here: counts marked `fit` served to make the demand table, those marked `validate` to nothing.

import type { Column, SolvedMonth } from "../engines/assignment/index.ts";
import { createCorridorModel } from "../engines/assignment/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Count } from "../model/demand.ts";
import { instant } from "../model/units.ts";
import type { SolvedCorridor } from "./corridor-flows.ts";
import { mayConcern, type Passed, perTonne, sees } from "./demand-counts.ts";
import { touched } from "./demand-ways.ts";

export interface CountedFlow {
  readonly count: Count;
  /** Published less what stands outside the demand table, in the count's unit. */
  readonly published: number;
  readonly model: number;
  /** (model − published) / standard error. */
  readonly z: number;
}

/** Every count of the dataset beside the model, in the dataset's order. */
export function countFlows(dataset: Dataset, onProgress?: (done: number, total: number) => void): CountedFlow[] {
  const years = [...new Set(dataset.counts.map(({ year }) => year))].sort((a, b) => a - b);
  const byYear = new Map<number, SolvedCorridor>();
  years.forEach((year, at) => {
    const model = createCorridorModel(dataset, { from: instant(`${year}-01-01`), months: 12 });
    byYear.set(year, { model, solved: model.solveAll() });
    onProgress?.(at + 1, years.length);
  });
  return dataset.counts.map((count) => {
    const model = countOn(dataset, count, byYear.get(count.year) as SolvedCorridor);
    const published = count.value - count.outside;
    return { count, published, model, z: (model - published) / count.se };
  });
}

/** What a count sees of a solved period, in its unit. */
export function countOn(dataset: Dataset, count: Count, { model, solved }: SolvedCorridor): number {
  let total = 0;
  const days = model.states.map((_, state) =>
    model.months.reduce((sum, month) => sum + (month.state === state ? month.days : 0), 0),
  );
  solved.forEach((month, state) => {
    month.columnOf.forEach((column, path) => {
      const flow = month.solution.pathFlow[path];
      if (!column || flow === 0) return;
      const { demand, unit } = model.rows[month.rowOf[path]];
      if (!mayConcern(dataset, count, demand)) return;
      if (!sees(dataset, count, demand, passedBy(model, month, path, column))) return;
      total += flow * days[state] * unit.numbers.tonnesPerUnit * perTonne(count, unit.numbers);
    });
  });
  return total;
}

const passed = new WeakMap<Column, Passed>();

function passedBy(model: SolvedCorridor["model"], month: SolvedMonth, path: number, column: Column): Passed {
  let known = passed.get(column);
  if (!known) {
    const graph = model.graphOf(model.rows[month.rowOf[path]], month.state);
    known = { corridor: column.corridor, ...touched(graph.graph, column.slots) };
    passed.set(column, known);
  }
  return known;
}
