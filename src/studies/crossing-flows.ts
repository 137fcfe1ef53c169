// What goes across the water: path flows of the corridor model over a year, base and scenario in one set of ways.

import { createCorridorModel, type SolvedMonth } from "../engines/assignment/index.ts";
import { arcsOf } from "../engines/routing/index.ts";
import type { PathGiven } from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { InstantHours } from "../model/units.ts";
import type { SolvedCorridor } from "./corridor-flows.ts";
import type { HowFar, OnProgress } from "./crossing-progress.ts";

const MONTHS = 12;

/** Flows of the dataset under its scenario, and of the one below it. */
export function solveFlows(
  dataset: Dataset,
  from: InstantHours,
  shouldStop: (() => boolean) | undefined,
  onProgress?: OnProgress,
): { readonly base: SolvedCorridor; readonly changed: SolvedCorridor | undefined } {
  const options = { from, months: MONTHS, ...(shouldStop ? { shouldStop } : {}) };
  const model = createCorridorModel(dataset.base ?? dataset, options);
  const states = new Set(model.months.map(({ state }) => state)).size;
  const report = reportMonths(states, dataset.base ? 2 : 1, onProgress);
  model.findWays(report("flows"));
  if (!dataset.base) return { base: { model, solved: model.solveAll(report("flows")) }, changed: undefined };
  const other = createCorridorModel(dataset, { ...options, like: model, notShipped: model.notShipped });
  other.findWays(report("scenario-flows"));
  other.shareWays(model);
  model.shareWays(other);
  return {
    base: { model, solved: model.solveAll(report("flows")) },
    changed: { model: other, solved: other.solveAll(report("scenario-flows")) },
  };
}

/** Of each model ways are found for all months that differ, then all of them are solved. */
function reportMonths(states: number, models: number, onProgress: OnProgress | undefined) {
  const parts = 2 * models;
  let ended = 0;
  onProgress?.(0, parts * states, { stage: "flows" });
  return (stage: HowFar["stage"]) =>
    (done: number, total: number): void => {
      onProgress?.(ended * total + done, parts * total, { stage });
      if (done === total) ended++;
    };
}

/** What crosses, as the simulation takes it. */
export interface CrossingPaths {
  readonly base: readonly PathGiven[];
  /** Under the scenario; undefined without one. */
  readonly changed: readonly PathGiven[] | undefined;
  /** Length of the year. */
  readonly days: number;
}

/** Those asked for last, some 5 MB each: another seed, season's length or level of service asks for the same again. */
const kept = new Map<string, CrossingPaths>();
const MOST_KEPT = 4;

/**
 * Path flows of a dataset and of the one below it.
 * @param isKept Remembers them by the hash of the dataset. Not for one with rows laid over it that its hash does not tell of.
 */
export function crossingPaths(
  dataset: Dataset,
  from: InstantHours,
  shouldStop: (() => boolean) | undefined,
  isKept: boolean,
  onProgress?: OnProgress,
): CrossingPaths {
  const key = `${dataset.base?.hash ?? ""} ${dataset.hash} ${from}`;
  let paths = isKept ? kept.get(key) : undefined;
  if (paths === undefined) {
    const { base, changed } = solveFlows(dataset, from, shouldStop, onProgress);
    paths = { base: pathsOf(base), changed: changed && pathsOf(changed), days: daysOf(base) };
  }
  if (!isKept) return paths;
  // The newest stands last.
  kept.delete(key);
  kept.set(key, paths);
  for (const old of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(old);
  return paths;
}

export const daysOf = ({ model }: SolvedCorridor): number => model.months.reduce((sum, { days }) => sum + days, 0);

/** Path flows as the simulation takes them. */
export function pathsOf({ model, solved }: SolvedCorridor): PathGiven[] {
  const paths = new Map<string, PathGiven & { readonly perDayByMonth: number[] }>();
  for (const { label, state } of model.months) {
    const month = solved[state];
    const calendar = Number(label.slice(5)) - 1;
    month.columnOf.forEach((column, at) => {
      const perDay = month.solution.pathFlow[at];
      if (!column || !(perDay > 0)) return;
      const row = model.rows[month.rowOf[at]];
      const key = `${row.demand.id} ${column.key}`;
      let path = paths.get(key);
      if (!path) {
        path = {
          group: row.demand.group,
          perDayByMonth: new Array<number>(MONTHS).fill(0),
          teuPerUnit: row.unit.sizes.teu,
          tonnesPerUnit: row.unit.sizes.tonnes,
          legs: legsOf(model, row, month, column.slots),
        };
        paths.set(key, path);
      }
      path.perDayByMonth[calendar] += perDay;
    });
  }
  return [...paths.values()];
}

function legsOf(
  model: SolvedCorridor["model"],
  row: SolvedCorridor["model"]["rows"][number],
  { state }: SolvedMonth,
  slots: Int32Array,
): PathGiven["legs"] {
  const { graph } = model.graphOf(row, state);
  return arcsOf(graph, slots)
    .flatMap(({ elements }) => elements)
    .map(({ kind, subject = "", service, mode, from, to, meanHours, varianceHours, storm, geometry, ...ride }) => ({
      kind,
      subject,
      service,
      from,
      to,
      meanHours,
      varianceHours,
      storm: storm < 0 ? "" : graph.storms[storm].cause,
      mode,
      geometry,
      link: ride.link,
      km: ride.km,
      co2eKg: ride.co2eKg,
      ...(ride.emission === undefined ? {} : { emission: ride.emission }),
    }));
}
