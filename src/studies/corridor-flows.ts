// Where does the cargo of some months go, what binds and at which price, and what does a scenario change? The corridor
// model of the assignment engine on the base and on the scenario, side by side, summed over the months.

import {
  type CorridorModel,
  createCorridorModel,
  type NamedGap,
  type SolvedMonth,
} from "../engines/assignment/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import type { InstantHours } from "../model/units.ts";
import { compareFlows, type FlowComparison } from "./compare-flows.ts";
import { type FlowSummary, summariseFlows } from "./flow-summary.ts";
import { readDate } from "./read-date.ts";

export interface CorridorFlowsRequest {
  /** First day, ISO; the scenario's base date, else the first day of the year of the demand table. */
  readonly from?: string;
  readonly months?: number;
  /** Groups of demand; all unless given. */
  readonly groups?: readonly string[];
  /** Both gaps of the certificate. */
  readonly gap?: number;
  /** Id of a thing whose users are asked for. */
  readonly select?: string;
  readonly onProgress?: (done: number, total: number) => void;
  readonly shouldStop?: () => boolean;
}

export interface CorridorFlows {
  readonly from: InstantHours;
  readonly to: InstantHours;
  readonly months: number;
  readonly certificate: {
    readonly gaps: readonly NamedGap[];
    readonly iterations: number;
    readonly paths: number;
    readonly converged: boolean;
  };
  readonly base: FlowSummary;
  /** The scenario's; undefined without one. */
  readonly changed: FlowSummary | undefined;
  readonly comparison: FlowComparison | undefined;
  readonly warnings: readonly Problem[];
}

export const MOST_MONTHS = 120;
const USUAL_MONTHS = 12;

/** A model with its solved states, as further studies use it. */
export interface SolvedCorridor {
  readonly model: CorridorModel;
  readonly solved: readonly SolvedMonth[];
}

/**
 * Runs the dataset, and under its scenario when it has one.
 * @throws InvalidInput with everything that cannot be asked
 */
export function runCorridorFlows(dataset: Dataset, request: CorridorFlowsRequest = {}): CorridorFlows {
  const { from, months } = readPeriod(dataset, request);
  const below = dataset.base ?? dataset;
  const model = toModel(below, request, { from, months });
  const report = progressOver(dataset.base ? 2 : 1, request.onProgress);
  model.findWays(report);
  const other = dataset.base ? toModel(dataset, request, { from, months }, model) : undefined;
  if (other) {
    other.findWays(report);
    other.shareWays(model);
    model.shareWays(other);
  }
  const base = { model, solved: model.solveAll(report) };
  const changed = other && { model: other, solved: other.solveAll(report) };
  const summary = summariseFlows(base, request.select);
  const otherSummary = changed && summariseFlows(changed, request.select);
  const last = base.model.months[months - 1];
  return {
    from,
    to: last.to,
    months,
    certificate: certificateOf([...base.solved, ...(changed?.solved ?? [])], request.gap ?? USUAL_GAP),
    base: summary,
    changed: otherSummary,
    comparison: changed && otherSummary ? compareFlows(base, changed, summary, otherSummary) : undefined,
    warnings: warningsOf(base, changed),
  };
}

const USUAL_GAP = 1e-8;

/** The model of one dataset over a period. */
function toModel(
  dataset: Dataset,
  { groups, gap, shouldStop }: CorridorFlowsRequest,
  period: { readonly from: InstantHours; readonly months: number },
  like?: CorridorModel,
): CorridorModel {
  return createCorridorModel(dataset, {
    ...period,
    ...(groups ? { groups } : {}),
    ...(gap === undefined ? {} : { gap }),
    ...(like ? { like, notShipped: like.notShipped } : {}),
    ...(shouldStop ? { shouldStop } : {}),
  });
}

/** Four parts of equal weight with a scenario, two without: ways and solutions of each model. */
function progressOver(
  models: number,
  onProgress: CorridorFlowsRequest["onProgress"],
): (done: number, total: number) => void {
  const parts = 2 * models;
  let ended = 0;
  return (done, total) => {
    onProgress?.(ended * total + done, parts * total);
    if (done === total) ended++;
  };
}

/** First day and number of months. */
export function readPeriod(
  dataset: Dataset,
  request: CorridorFlowsRequest,
): { readonly from: InstantHours; readonly months: number } {
  const problems: Problem[] = [];
  const months = request.months ?? USUAL_MONTHS;
  if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS) {
    problems.push({
      code: "out-of-range",
      place: "months",
      message: `months must be a whole number from 1 to ${MOST_MONTHS}, not ${months}`,
      hint: "12 is a year",
    });
  }
  const day = request.from ?? dataset.scenario?.baseDate ?? `${demandYear(dataset)}-01-01`;
  const from = readDate(day, "from", problems) ?? (0 as InstantHours);
  for (const group of request.groups ?? []) {
    if (dataset.demandGroups.has(group)) continue;
    problems.push({
      code: "wrong-value",
      place: "groups",
      message: `there is no demand group ${group}`,
      hint: `one of ${[...dataset.demandGroups.keys()].join(", ")}`,
    });
  }
  if (request.select !== undefined && !isKnown(dataset, request.select)) {
    problems.push({
      code: "unknown-term",
      place: "select",
      message: `nothing in the dataset has the id ${request.select}`,
      hint: "the id of a link, place, service, terminal or border, as kopru data show prints it",
    });
  }
  if (dataset.demand.length === 0) {
    problems.push({
      code: "missing",
      place: "demand.csv",
      message: "the dataset says nothing of who wants to send what",
      hint: "add demand.csv and demand-groups.csv (docs/data.md)",
    });
  }
  const gap = request.gap ?? USUAL_GAP;
  if (!(gap >= 1e-12 && gap <= 1)) {
    problems.push({
      code: "out-of-range",
      place: "gap",
      message: `gap must lie between 1e-12 and 1, not ${gap}`,
      hint: "1e-8 is usual",
    });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return { from, months };
}

const isKnown = (dataset: Dataset, id: string): boolean =>
  dataset.links.has(id as never) ||
  dataset.places.has(id as never) ||
  dataset.services.has(id as never) ||
  dataset.terminals.has(id as never) ||
  dataset.borders.some((border) => border.id === id);

/** The year of most rows of the demand table. */
export function demandYear(dataset: Dataset): number {
  const counts = new Map<number, number>();
  for (const { year } of dataset.demand) counts.set(year, (counts.get(year) ?? 0) + 1);
  let best = 0;
  for (const [year, count] of counts) if (count > (counts.get(best) ?? 0)) best = year;
  return best;
}

function certificateOf(solved: readonly SolvedMonth[], asked: number): CorridorFlows["certificate"] {
  const [first] = solved;
  const gaps = first.solution.gaps.map(({ name }, k) => ({
    name,
    asked,
    value: solved.reduce((worst, { solution }) => Math.max(worst, solution.gaps[k].value), 0),
  }));
  return {
    gaps,
    iterations: solved.reduce((sum, { solution }) => sum + solution.iterations, 0),
    paths: solved.reduce((most, { columnOf }) => Math.max(most, columnOf.length), 0),
    converged: solved.every(({ solution }) => solution.status === "ok"),
  };
}

const MOST_ROWS_NAMED = 5;

function warningsOf(base: SolvedCorridor, changed: SolvedCorridor | undefined): Problem[] {
  const warnings: Problem[] = [];
  for (const [{ model, solved }, which] of [
    [base, "the base"],
    ...(changed ? [[changed, "the scenario"] as const] : []),
  ] as const) {
    const lost = model.rowsWithoutWay;
    if (lost.length > 0) {
      const named = lost.slice(0, MOST_ROWS_NAMED).map(({ id }) => id);
      warnings.push({
        code: "no-path",
        place: "demand.csv",
        message: `${lost.length} of ${model.rows.length} rows of demand have no way in ${which} and count as not shipped: ${named.join(", ")}${lost.length > named.length ? " …" : ""}`,
        hint: "places without a terminal for that cargo, or cut off by what is closed",
      });
    }
    const open = solved.filter(({ solution }) => solution.status !== "ok");
    if (open.length > 0) {
      warnings.push({
        code: "not-converged",
        place: "gap",
        message: `${open.length} of ${solved.length} distinct months of ${which} ended before the gap asked for (${open[0].solution.ended})`,
        hint: "the certificate says how far they are",
      });
    }
  }
  return warnings;
}
