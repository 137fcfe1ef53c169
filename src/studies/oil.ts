// Where does the oil go, what does an outage cost, and whom? The oil layer of a dataset, base and scenario side by side, by
// perfect foresight (a bound) and by a rolling policy beside it.

import type { LoadedDataset } from "../data/index.ts";
import {
  allocate,
  type ElementLoss,
  loseEach,
  mostOnPaper,
  type OilAllocation,
  type OilOutcome,
  onPaper,
  roll,
  steadyStart,
  toNetwork,
} from "../engines/flows/index.ts";
import type { LpSolver } from "../lib/lp-solver.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import { exitOf, isExportOf } from "./oil-figures.ts";
import { dateOf, openWays, type PreparedOil, prepareOil, usualOf, withWays } from "./oil-model.ts";
import { readDate } from "./read-date.ts";

export type OilPolicyName = "foresight" | "rolling";

export interface OilRequest {
  /** ISO date; the scenario's first day, or the dataset's date, when absent. */
  readonly from?: string | undefined;
  readonly days: number;
  readonly policy: OilPolicyName;
  /** Loss of each element: takes longer than all else. */
  readonly security: boolean;
  /** Whether outages are expected to last as announced, or their mean length. */
  readonly outages: "announced" | "mean";
}

export const USUAL_OIL_REQUEST: OilRequest = { days: 365, policy: "foresight", security: true, outages: "mean" };

/** One side of the comparison. */
export interface OilSide {
  readonly prepared: PreparedOil;
  readonly foresight: OilAllocation;
  readonly rolling: OilOutcome | undefined;
  /** By the policy asked for. */
  readonly shown: OilOutcome;
  readonly losses: OilLosses | undefined;
}

export interface OilLosses {
  readonly practice: readonly ElementLoss[];
  readonly paper: readonly ElementLoss[];
  /** Most that exports could carry a day by pipes and berths alone without the element that carries most. */
  readonly leftOnPaper: number;
}

export interface OilStudy {
  readonly request: OilRequest;
  readonly from: string;
  /** Country whose exports are looked at: that of the fields with most oil for export. */
  readonly producer: string;
  readonly base: OilSide;
  readonly changed: OilSide | undefined;
  readonly solves: number;
}

export interface OilHooks {
  readonly onProgress?: (done: number, total: number, unit: string) => void;
  readonly shouldStop?: () => boolean;
}

/** Days that a run goes on beyond its horizon, so that tanks are not emptied for the end of the world. */
const TAIL_DAYS = 30;
const MAX_DAYS = 3660;
const LOOK_AHEAD_DAYS = 45;
const REPLAN_DAYS = 28;
const USUAL_OUTAGE_DAYS = 14;

/**
 * Runs the study.
 * @param base the dataset as it stands
 * @param changed the same under a scenario, or undefined
 * @param earliest first day on which the scenario says anything, when known
 * @throws InvalidInput for what cannot be asked, and naming what clashes when nothing satisfies all limits
 */
export function runOil(
  base: LoadedDataset,
  changed: LoadedDataset | undefined,
  request: OilRequest,
  solver: LpSolver,
  { onProgress, shouldStop }: OilHooks = {},
): OilStudy {
  const from = request.from ?? firstDayOf(base, changed);
  checkOilRequest(base, from, request);
  const steps = (changed === undefined ? 2 : 5) + (request.security ? 2 : 0);
  let done = 0;
  const step = () => {
    onProgress?.(++done, steps, "steps");
    if (shouldStop?.() === true) throw new Error("stopped");
  };
  const window = { from, days: request.days, tailDays: TAIL_DAYS };
  const prepared = [base, ...(changed === undefined ? [] : [changed])].map((dataset) => prepareOil(dataset, window));
  const ways = new Set(prepared.flatMap((side) => [...openWays(side)]));
  const [preparedBase, preparedChanged] = prepared.map((side) => withWays(side, ways));
  step();
  let solves = 2;
  // What is on its way before the first day is that of the world without the scenario.
  const start = steadyStart(preparedBase.model, toNetwork(preparedBase.model), solver);
  const sideOf = (side: PreparedOil, withRolling: boolean): OilSide => {
    const foresight = allocate(side.model, solver, start);
    solves++;
    step();
    let rolling: OilOutcome | undefined;
    if (withRolling) {
      const outageDays = (element: number) =>
        request.outages === "announced" ? ("announced" as const) : (side.outageDays[element] ?? USUAL_OUTAGE_DAYS);
      const options = { lookAheadDays: LOOK_AHEAD_DAYS, replanDays: REPLAN_DAYS, outageDays };
      const followed = roll(side.model, usualOf(side, preparedBase), foresight.network, start, options, solver);
      solves += followed.plans;
      rolling = followed;
      step();
    }
    return {
      prepared: side,
      foresight,
      rolling,
      shown: request.policy === "rolling" && rolling !== undefined ? rolling : foresight,
      losses: undefined,
    };
  };
  const withRolling = changed !== undefined || request.policy === "rolling";
  const baseSide = sideOf(preparedBase, withRolling);
  const changedSide = preparedChanged === undefined ? undefined : sideOf(preparedChanged, true);
  const producer = producerOf(preparedBase);
  const losses = request.security ? lossesOf(preparedBase, producer, solver) : undefined;
  if (losses !== undefined) {
    solves += losses.practice.length + losses.paper.length;
    step();
  }
  return { request, from, producer, base: { ...baseSide, losses }, changed: changedSide, solves };
}

/** Days before a scenario's first day in which its edits may begin. */
const DAYS_BEFORE = 31;

/** The scenario's first day, or a few days earlier when its edits begin then: the whole outage is looked at. */
function firstDayOf(base: LoadedDataset, changed: LoadedDataset | undefined): string {
  const baseDate = changed?.scenario?.baseDate;
  if (changed === undefined || baseDate === undefined) return base.defaultDate;
  const window = {
    from: isoDateOf((instant(baseDate) - 24 * DAYS_BEFORE) as InstantHours),
    days: DAYS_BEFORE,
    tailDays: 0,
  };
  const [before, after] = [base, changed].map((dataset) => prepareOil(dataset, window));
  const usual = usualOf(after, before);
  const pairs = [
    ...after.model.elements.map(({ capacity }, e) => [capacity, usual.elements[e].capacity] as const),
    ...after.model.fields.map(({ output }, i) => [output, usual.fields[i].output] as const),
  ];
  // What differs from the start of the window has no beginning worth looking at.
  const begins = (t: number): boolean =>
    pairs.some(([now, then]) => t > 0 && now[t] !== then[t] && now[t - 1] === then[t - 1]);
  const first = Array.from({ length: DAYS_BEFORE }, (_, t) => t).find(begins);
  return first === undefined ? baseDate : dateOf(window, first);
}

/** @throws InvalidInput with everything that can be known before anything is solved */
export function checkOilRequest(dataset: LoadedDataset, from: string, { days }: Pick<OilRequest, "days">): void {
  const problems: Problem[] = [];
  readDate(from, "from", problems);
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    problems.push({
      code: "out-of-range",
      place: "days",
      message: `${days} days cannot be looked at`,
      hint: `a whole number from 1 to ${MAX_DAYS}`,
    });
  if (dataset.oil.ways.size === 0)
    problems.push({
      code: "no-oil",
      place: "dataset",
      message: `${dataset.title} says nothing of oil`,
      hint: "give a dataset with oil-ways.csv, or a model with --model",
    });
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** The country with most oil on the ways of export routes. */
export function producerOf({ model, ways }: PreparedOil): string {
  const sums = new Map<string, number>();
  const seen = new Set<number>();
  ways.forEach(({ route, countries }, index) => {
    const { field } = model.ways[index];
    if (route.kind !== "export" || seen.has(field)) return;
    seen.add(field);
    sums.set(countries[0], (sums.get(countries[0]) ?? 0) + model.fields[field].output[0]);
  });
  return [...sums].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

function lossesOf(prepared: PreparedOil, producer: string, solver: LpSolver): OilLosses | undefined {
  const practice = loseEach(prepared.model, solver);
  const paper = loseEach(onPaper(prepared.model), solver);
  if (practice === undefined || paper === undefined) return undefined;
  const isExport = (route: number): boolean => isExportOf(prepared, prepared.routes[route], producer);
  const exits = new Set(
    prepared.routes.filter((_, r) => isExport(r)).map((route) => prepared.elementOf.get(exitOf(prepared, route))),
  );
  const largest = practice
    .filter(({ element }) => exits.has(element))
    .reduce<ElementLoss | undefined>((most, loss) => (loss.carried > (most?.carried ?? 0) ? loss : most), undefined);
  return {
    practice,
    paper,
    leftOnPaper: largest === undefined ? 0 : mostOnPaper(prepared.model, isExport, largest.element, solver),
  };
}
