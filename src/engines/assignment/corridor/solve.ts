// The equilibrium of the corridor model: prices of elements (queueing delays and multipliers of hard capacities) at which
// the shares of a nested logit load the elements just so. Unknowns are the element flow that each queue stands for and the
// multiplier of each capacity, some hundred numbers whatever the number of paths; Newton steps with the exact Jacobian on
// those that are free (semi-smooth, Qi & Sun 1993; two-metric projection, Bertsekas 1982), and a line search on the slope
// of the dual (concave where all classes value a unit's time alike; see docs/method/corridor-flows.md).
// Not here: which paths there are (columns.ts).

import { type Certified, certify } from "./certificate.ts";
import { computeDelays, computePathCosts, computePathFlows, loadElements, missingPaths } from "./costs.ts";
import { flowAtDelay } from "./delays.ts";
import { computeShares, createShares, type Shares } from "./nested-logit.ts";
import { type Direction, newtonDirection, steepDirection } from "./newton-direction.ts";
import {
  CAPACITY_GAP,
  type CorridorOptions,
  type CorridorProblem,
  type CorridorSolution,
  elementCountOf,
  roomOf,
  SHARE_GAP,
} from "./problem.ts";

const MAX_ITERATIONS = 400;
const MAX_CUTS = 40;
/** Rounding has the last word after this many steps near the answer that gain nothing. */
const MOST_WITHOUT_GAIN = 25;
/** Largest change of a path's utility by one element in a first step; doubles while steps are taken in full. */
const FIRST_REACH = 16;
const LEAST_REACH = 1;
const LONGEST_REACH = 1e12;

/** One point: prices, and what they lead to. */
export interface State {
  readonly queueFlow: Float64Array;
  readonly multiplier: Float64Array;
  readonly delayHours: Float64Array;
  readonly delaySlope: Float64Array;
  readonly pathCost: Float64Array;
  readonly shares: Shares;
  readonly pathFlow: Float64Array;
  readonly elementFlow: Float64Array;
}

/** Solves. Deterministic: same problem and start, same bits. @throws RangeError when a row has no path at all */
export function solveCorridor(problem: CorridorProblem, options: CorridorOptions = {}): CorridorSolution {
  const { gap = 1e-8, maxIterations = MAX_ITERATIONS, start, shut, shouldStop } = options;
  const missing = missingPaths(problem, shut);
  const reachOf = sensitivities(problem);
  let here = createState(problem);
  let there = createState(problem);
  begin(problem, missing, here, reachOf, start);
  let reach = FIRST_REACH;
  let iterations = 0;
  let ended: CorridorSolution["ended"] = "iterations";
  let certified: Certified | undefined;
  let bestAt = 0;
  let best: { readonly value: number; readonly multiplier: Float64Array; readonly pathFlow: Float64Array } | undefined;
  for (; ; iterations++) {
    if (residual(problem, here) <= Math.max(gap * 1e3, 1e-5)) {
      certified = certify(problem, here.pathFlow, here.multiplier, shut);
      const value = Math.max(certified.shareGap, certified.capacityGap);
      if (best === undefined || value < best.value) {
        best = { value, multiplier: here.multiplier.slice(), pathFlow: here.pathFlow.slice() };
        bestAt = iterations;
      }
      if (value <= gap) {
        ended = "gap";
        break;
      }
    }
    if (iterations >= maxIterations) break;
    if (best && iterations - bestAt > MOST_WITHOUT_GAIN) {
      ended = "stalled";
      break;
    }
    if (shouldStop?.()) {
      ended = "stopped";
      break;
    }
    const direction = ascent(problem, here, reachOf, reach);
    const step = direction && search(problem, missing, here, there, direction);
    if (!step) {
      ended = "stalled";
      break;
    }
    [here, there] = [there, here];
    if (step < 0.25) reach = Math.max(LEAST_REACH, reach / 4);
    else if (direction.limited) reach = Math.min(LONGEST_REACH, 4 * reach);
  }
  const pathFlow = ended === "gap" || !best ? here.pathFlow : best.pathFlow;
  const multiplier = ended === "gap" || !best ? here.multiplier : best.multiplier;
  return toSolution(
    problem,
    ended,
    iterations,
    gap,
    pathFlow,
    multiplier,
    certify(problem, pathFlow, multiplier, shut),
  );
}

function toSolution(
  problem: CorridorProblem,
  ended: CorridorSolution["ended"],
  iterations: number,
  gap: number,
  pathFlow: Float64Array,
  multiplier: Float64Array,
  certified: Certified,
): CorridorSolution {
  return {
    status: ended === "gap" ? "ok" : "not-converged",
    ended,
    iterations,
    gaps: [
      { name: SHARE_GAP, value: certified.shareGap, asked: gap },
      { name: CAPACITY_GAP, value: certified.capacityGap, asked: gap },
    ],
    pathFlow,
    pathCost: certified.pathCost,
    rowCost: certified.logsum.map((logsum, row) => -logsum / problem.scale[row]),
    queueFlow: certified.elementFlow,
    multiplier,
    elementFlow: certified.elementFlow,
    delayHours: certified.delayHours,
  };
}

function createState(problem: CorridorProblem): State {
  const elements = elementCountOf(problem);
  const paths = problem.pathUsd.length;
  return {
    queueFlow: new Float64Array(elements),
    multiplier: new Float64Array(elements),
    delayHours: new Float64Array(elements),
    delaySlope: new Float64Array(elements),
    pathCost: new Float64Array(paths),
    shares: createShares(problem),
    pathFlow: new Float64Array(paths),
    elementFlow: new Float64Array(elements),
  };
}

/** Share of an element's room that a first guess fills at most: queues beyond say nothing. */
const FIRST_GUESS = 0.9;

function begin(
  problem: CorridorProblem,
  missing: Uint8Array,
  state: State,
  reachOf: Sensitivities,
  start: CorridorOptions["start"],
): void {
  const { elements } = problem;
  if (start) {
    state.queueFlow.set(start.queueFlow);
    for (let element = 0; element < elements.hard.length; element++) {
      // What no way uses any more has no price.
      const isUsed = elements.hard[element] === 1 && reachOf.ofPrice[element] > 0;
      state.multiplier[element] = isUsed ? start.multiplier[element] : 0;
    }
    evaluate(problem, missing, state);
    return;
  }
  evaluate(problem, missing, state);
  for (let element = 0; element < elements.hard.length; element++) {
    state.queueFlow[element] = Math.min(state.elementFlow[element], FIRST_GUESS * roomOf(elements, element));
  }
  evaluate(problem, missing, state);
}

/** Fills a state from its queue flows and multipliers. */
function evaluate(problem: CorridorProblem, missing: Uint8Array, state: State): void {
  computeDelays(problem, state.queueFlow, state.delayHours, state.delaySlope);
  computePathCosts(problem, missing, state.delayHours, state.multiplier, state.pathCost);
  computeShares(problem, state.pathCost, state.shares);
  computePathFlows(problem, state.shares.path, state.pathFlow);
  loadElements(problem, state.pathFlow, state.elementFlow);
}

/** How far queues and capacities are from being met, relative to capacities. */
function residual(problem: CorridorProblem, { queueFlow, multiplier, elementFlow }: State): number {
  const { elements } = problem;
  let worst = 0;
  for (let element = 0; element < queueFlow.length; element++) {
    if (elements.servers[element] > 0) {
      const off = Math.abs(elementFlow[element] - queueFlow[element]) / elements.capacity[element];
      if (off > worst) worst = off;
    }
    const room = roomOf(elements, element);
    if (elements.hard[element] === 0 || room === 0) continue;
    const excess = (elementFlow[element] - room) / room;
    const off = multiplier[element] > 0 ? Math.abs(excess) : excess;
    if (off > worst) worst = off;
  }
  return worst;
}

/** By element, the largest factor from a price or a delay to the utility of a path. */
export interface Sensitivities {
  readonly ofPrice: Float64Array;
  readonly ofDelay: Float64Array;
}

function sensitivities(problem: CorridorProblem): Sensitivities {
  const { rowFirstNest, nestFirstPath, nestDissimilarity, pathFirstUse, useElement, useAmount, timeValue } = problem;
  const ofPrice = new Float64Array(elementCountOf(problem));
  const ofDelay = new Float64Array(elementCountOf(problem));
  for (let row = 0; row < timeValue.length; row++) {
    for (let nest = rowFirstNest[row]; nest < rowFirstNest[row + 1]; nest++) {
      const scale = problem.scale[row] / nestDissimilarity[nest];
      for (let use = pathFirstUse[nestFirstPath[nest]]; use < pathFirstUse[nestFirstPath[nest + 1]]; use++) {
        const element = useElement[use];
        ofPrice[element] = Math.max(ofPrice[element], scale * useAmount[use]);
        ofDelay[element] = Math.max(ofDelay[element], scale * timeValue[row]);
      }
    }
  }
  return { ofPrice, ofDelay };
}

/** A Newton direction where it leads uphill on the dual, else one that always does. */
function ascent(
  problem: CorridorProblem,
  state: State,
  sensitivity: Sensitivities,
  reach: number,
): Direction | undefined {
  const newton = newtonDirection(problem, state, sensitivity, reach);
  if (newton && newton.rise >= 0) return newton;
  const steep = steepDirection(problem, state, sensitivity, reach);
  return steep.rise >= 0 ? steep : undefined;
}

/**
 * Goes along a direction until the dual no longer falls, or the residual is clearly less. The dual is concave along it, so
 * its slope falls and has one zero. Leaves the new point in `to`. @returns the share of the step taken, 0 for none
 */
function search(problem: CorridorProblem, missing: Uint8Array, from: State, to: State, direction: Direction): number {
  const before = residual(problem, from);
  let low = 0;
  let lowSlope = direction.rise;
  let high = Number.POSITIVE_INFINITY;
  let step = 1;
  for (let cut = 0; cut < MAX_CUTS; cut++) {
    move(problem, from, to, direction, step);
    evaluate(problem, missing, to);
    if (residual(problem, to) <= CLEARLY_LESS * before) return step;
    const slope = slopeAt(problem, to, direction);
    const isShort = high < Number.POSITIVE_INFINITY && slope > STILL_STEEP * direction.rise;
    if (slope >= -HARDLY_FALLING * direction.rise && !isShort) return step;
    if (slope > 0) {
      low = step;
      lowSlope = slope;
    } else high = step;
    // Regula falsi, kept off the ends.
    const guess = slope > 0 ? (low + high) / 2 : low + ((high - low) * lowSlope) / (lowSlope - slope);
    step = Math.min(Math.max(guess, low + 0.1 * (high - low)), high - 0.1 * (high - low));
  }
  return low > 0 ? step : 0;
}

/** A step is good when it takes this much off the residual, whatever the dual does … */
const CLEARLY_LESS = 0.5;
/** … or ends where the dual is all but at its top on this line, */
const HARDLY_FALLING = 0.1;
/** and a step shortened once is not left while the dual still rises as steeply as this. */
const STILL_STEEP = 0.9;

/** Along a line in delays and multipliers, where the dual is concave; flat queues follow the flow instead. */
function move(problem: CorridorProblem, from: State, to: State, direction: Direction, step: number): void {
  const { elements } = problem;
  for (let element = 0; element < from.queueFlow.length; element++) {
    const change = direction.queueFlow[element];
    if (direction.isFlat[element] === 1 || change === 0) {
      to.queueFlow[element] = Math.max(0, from.queueFlow[element] + step * change);
    } else {
      const hours = from.delayHours[element] + step * from.delaySlope[element] * change;
      const background = elements.background[element];
      const guess = background + from.queueFlow[element] + step * change;
      to.queueFlow[element] = Math.max(0, flowAtDelay(elements, element, hours, guess) - background);
    }
    to.multiplier[element] =
      elements.hard[element] === 1 ? Math.max(0, from.multiplier[element] + step * direction.multiplier[element]) : 0;
  }
}

/** Slope of the dual along a direction. */
function slopeAt(problem: CorridorProblem, state: State, direction: Direction): number {
  const { elements } = problem;
  let slope = 0;
  for (let element = 0; element < state.queueFlow.length; element++) {
    const { queueFlow, elementFlow } = state;
    if (direction.queueFlow[element] !== 0) {
      slope += direction.queuePrice[element] * (elementFlow[element] - queueFlow[element]);
    }
    if (direction.multiplier[element] !== 0) {
      slope += direction.multiplier[element] * (elementFlow[element] - roomOf(elements, element));
    }
  }
  return slope;
}
