// Does the corridor model carry what was published? Every count of the dataset beside the flows of its year, all months
// with their capacities, queues and closures; and beside last year's figure, the forecast of whoever has no model.
// Nothing is fitted here: counts marked `fit` went into the demand table, the others did not.

import { createCorridorModel, type SolvedMonth } from "../engines/assignment/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Count } from "../model/demand.ts";
import { instant } from "../model/units.ts";
import { mayConcern, type Passed, perTonne, sees } from "./demand-counts.ts";
import { touched } from "./demand-ways.ts";

export interface FlowCount {
  readonly count: Count;
  /** Published less what stands outside the demand table. */
  readonly published: number;
  readonly model: number;
  /** (model − published) over the standard error. */
  readonly z: number;
  /** The same count of the year before, less its outside: what a forecast without a model says. */
  readonly lastYear: number | undefined;
}

export interface FlowValidationOptions {
  readonly gap?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Runs the model over every year that has counts. Some seconds a year. */
export function validateFlows(dataset: Dataset, options: FlowValidationOptions = {}): FlowCount[] {
  const years = [...new Set(dataset.counts.map(({ year }) => year))].sort();
  return years.flatMap((year, done) => {
    options.onProgress?.(done, years.length);
    return validateYear(dataset, year, options.gap ?? 1e-6);
  });
}

function validateYear(dataset: Dataset, year: number, gap: number): FlowCount[] {
  const counts = dataset.counts.filter((count) => count.year === year);
  const model = createCorridorModel(dataset, { from: instant(`${year}-01-01`), months: 12, gap });
  const solved = model.solveAll();
  // Months of one state have one solution: their days add up.
  const daysOf = new Map<SolvedMonth, number>();
  for (const month of model.months) {
    const found = solved[month.state];
    daysOf.set(found, (daysOf.get(found) ?? 0) + month.days);
  }
  const sums = new Float64Array(counts.length);
  for (const [month, days] of daysOf) {
    const seenBy = new Map<string, boolean[]>();
    month.solution.pathFlow.forEach((flow, path) => {
      const column = month.columnOf[path];
      if (!column || flow === 0) return;
      const row = model.rows[month.rowOf[path]];
      const cell = row.demand;
      const key = `${cell.id} ${column.key}`;
      let seen = seenBy.get(key);
      if (!seen) {
        const { graph } = model.graphOf(row, month.state);
        const way: Passed = { corridor: column.corridor, ...touched(graph, column.slots) };
        seen = counts.map((count) => mayConcern(dataset, count, cell) && sees(dataset, count, cell, way));
        seenBy.set(key, seen);
      }
      const { numbers } = row.unit;
      counts.forEach((count, i) => {
        if (seen?.[i]) sums[i] += flow * numbers.tonnesPerUnit * days * perTonne(count, numbers);
      });
    });
  }
  return counts.map((count, i) => {
    const published = count.value - count.outside;
    return {
      count,
      published,
      model: sums[i],
      z: (sums[i] - published) / count.se,
      lastYear: lastYearOf(dataset, count),
    };
  });
}

/** The figure of the same thing a year before. */
function lastYearOf(dataset: Dataset, count: Count): number | undefined {
  const same = (a: Count): string => [a.kind, a.subjects, a.groups, a.mode, a.from, a.to, a.unit].join("|");
  const before = dataset.counts.find((other) => other.year === count.year - 1 && same(other) === same(count));
  return before && before.value - before.outside;
}

/** Beyond this many standard errors a count is a miss. */
const MISS = 2;

/**
 * The section of docs/validation.md about flows.
 * @param before the same without delays fitted to the simulation; empty where the dataset has none
 */
export function writeFlowValidation(results: readonly FlowCount[], before: readonly FlowCount[] = []): string {
  const fit = results.filter(({ count }) => count.use === "fit");
  const kept = results.filter(({ count }) => count.use === "validate");
  const misses = (list: readonly FlowCount[]): number => list.filter(({ z }) => Math.abs(z) > MISS).length;
  const rivals = kept.filter(({ lastYear }) => lastYear !== undefined);
  const closer = rivals.filter(
    ({ model, published, lastYear = 0 }) => Math.abs(model - published) < Math.abs(lastYear - published),
  );
  return [
    "## Flows: ports, railways and corridors",
    "",
    "Published totals of `dataset/counts.csv` beside the corridor model run over all months of their year, with capacities,",
    "queues and closures. Published is less what stands outside the demand table; *z* is the difference over the standard error of",
    "the total and of its definition. Totals marked *fit* are of the year of the demand table, which was adjusted to them, or of a",
    "later year where the frequency of a service rests on the figure; those marked *validate* are of later years and were used",
    "nowhere: demand grows by what is known of earlier years.",
    "",
    `Of ${fit.length} totals that helped to set a number, ${misses(fit)} are off by more than two standard errors; of ${kept.length} kept apart, ${misses(kept)}. Where there is`,
    `a figure of the year before, the model is nearer than that figure ${closer.length} times of ${rivals.length}.`,
    "",
    ...sayBefore(results, before),
    `| total | use | unit | published | model | z |${before.length > 0 ? " by formula | z |" : ""} year before | fact |`,
    `|---|---|---|---:|---:|---:|${before.length > 0 ? "---:|---:|" : ""}---:|---|`,
    ...results.map(({ count, published, model, z, lastYear }, i) => {
      const cells = [`\`${count.id}\``, count.use, count.unit, whole(published), whole(model), shown(z)];
      const then = before.length > 0 ? [whole(before[i].model), shown(before[i].z)] : [];
      return `| ${[...cells, ...then, lastYear === undefined ? "" : whole(lastYear), `\`${count.fact}\``].join(" | ")} |`;
    }),
    "",
  ].join("\n");
}

const shown = (z: number): string => (Math.abs(z) > MISS ? `**${signed(z)}**` : signed(z));

/** What the fitted delays changed, in a sentence that may say that they made it worse. */
function sayBefore(results: readonly FlowCount[], before: readonly FlowCount[]): string[] {
  if (before.length === 0) return [];
  const off = (list: readonly FlowCount[], use: string): number =>
    Math.sqrt(
      list.filter(({ count }) => count.use === use).reduce((sum, { z }) => sum + z * z, 0) /
        list.filter(({ count }) => count.use === use).length,
    );
  const missed = (list: readonly FlowCount[], use: string): number =>
    list.filter(({ count, z }) => count.use === use && Math.abs(z) > MISS).length;
  const nearer = results.filter(({ z }, i) => Math.abs(z) < Math.abs(before[i].z)).length;
  const pair = (use: string): string =>
    `${off(results, use).toFixed(2)} (${missed(results, use)} missed) against ${off(before, use).toFixed(2)} (${missed(before, use)})`;
  return [
    "*By formula* is the model as it was before waits for ships and stations were fitted to the simulated crossing",
    `(\`delay-functions.csv\`). Root mean square of *z*, fitted against formula: ${pair("fit")} for totals that helped to set a number,`,
    `${pair("validate")} for those kept apart. The fitted model is nearer for ${nearer} of ${results.length} totals.`,
    "",
  ];
}

/** Three digits are more than a total of this kind knows. */
function whole(value: number): string {
  const step = value >= 100_000 ? 1_000 : 100;
  return (Math.round(value / step) * step).toLocaleString("en-GB");
}

const signed = (z: number): string => z.toFixed(1).replace("-", "−");
