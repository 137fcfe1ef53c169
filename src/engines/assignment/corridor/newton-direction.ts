// Where to go from a point of the corridor model: the Newton step of the free unknowns. The Jacobian of element flows by
// prices is a sum over rows of low rank: for a row with scale θ and demand d it is
//   −θ d [ Σ_k (P_k / μ) (a_k − ā_n) (q_k − q̄_n)ᵀ + Σ_n P_n (ā_n − ā) (q̄_n − q̄)ᵀ ],
// a_k what path k loads, q_k what it pays per unit of each price (amount for a multiplier, value of time for a delay), bars
// are means over the nest and the row.

import { queueJet } from "./delays.ts";
import { type CorridorProblem, roomOf } from "./problem.ts";
import type { Sensitivities, State } from "./solve.ts";
import { solveBoxed } from "./solve-boxed.ts";

export interface Direction {
  /** Change of the flow that each queue stands for, by the tangent of its delay. */
  readonly queueFlow: Float64Array;
  /** The same as USD per resource unit, by the mean value of time over today's users. */
  readonly queuePrice: Float64Array;
  /** 1 for queues so flat that their delay is nothing to anybody. */
  readonly isFlat: Uint8Array;
  readonly multiplier: Float64Array;
  /** Slope of the dual along it. */
  readonly rise: number;
  /** True when some component was shortened to the reach. */
  readonly limited: boolean;
}

/** Two capacities in a row have no unique prices; this part of the diagonal makes them share. */
const SHARED = 1e-9;
/** Queues this flat take the flow they find without a Newton column. */
const FLAT = 1e-13;

/** The Newton direction within bounds, or undefined when the system is singular. */
export function newtonDirection(
  problem: CorridorProblem,
  state: State,
  sensitivity: Sensitivities,
  reach: number,
): Direction | undefined {
  const free = freeUnknowns(problem, state, sensitivity);
  const { size, queueAt, priceAt } = free;
  const matrix = new Float64Array(size * size);
  addJacobian(problem, state, free, matrix);
  const right = new Float64Array(size);
  const least = new Float64Array(size);
  const most = new Float64Array(size);
  for (let element = 0; element < queueAt.length; element++) {
    const q = queueAt[element];
    if (q >= 0) {
      // From prices to the flow that stands for them.
      for (let row = 0; row < size; row++) matrix[row * size + q] *= state.delaySlope[element];
      right[q] = state.elementFlow[element] - state.queueFlow[element];
      most[q] = flowReach(state, sensitivity, reach, element);
      least[q] = -Math.min(most[q], largestFall(problem, state, element));
    }
    const p = priceAt[element];
    if (p >= 0) {
      right[p] = state.elementFlow[element] - roomOf(problem.elements, element);
      most[p] = reach / sensitivity.ofPrice[element];
      least[p] = -Math.min(most[p], state.multiplier[element]);
    }
  }
  for (let element = 0; element < queueAt.length; element++) {
    const q = queueAt[element];
    const p = priceAt[element];
    if (q >= 0) matrix[q * size + q] += 1;
    if (p >= 0) matrix[p * size + p] += SHARED * matrix[p * size + p] + Number.MIN_VALUE;
  }
  const solved = solveBoxed(matrix, right, least, most);
  return solved && toDirection(problem, state, sensitivity, reach, free, solved);
}

/** Each free unknown by itself: always uphill. */
export function steepDirection(
  problem: CorridorProblem,
  state: State,
  sensitivity: Sensitivities,
  reach: number,
): Direction {
  const free = freeUnknowns(problem, state, sensitivity);
  const { size, queueAt, priceAt } = free;
  const matrix = new Float64Array(size * size);
  addJacobian(problem, state, free, matrix);
  const step = new Float64Array(size);
  for (let element = 0; element < queueAt.length; element++) {
    const q = queueAt[element];
    if (q >= 0) {
      const slope = Math.max(0, matrix[q * size + q]) * state.delaySlope[element];
      step[q] = (state.elementFlow[element] - state.queueFlow[element]) / (1 + slope);
    }
    const p = priceAt[element];
    if (p < 0) continue;
    const excess = state.elementFlow[element] - roomOf(problem.elements, element);
    const slope = matrix[p * size + p];
    step[p] = slope > 0 ? excess / slope : (Math.sign(excess) * reach) / sensitivity.ofPrice[element];
  }
  return toDirection(problem, state, sensitivity, reach, free, step);
}

/** How far the tangent of a queue may fall before its delay is that of the background alone. */
function largestFall(problem: CorridorProblem, state: State, element: number): number {
  const { elements } = problem;
  const least = queueJet(elements, element, elements.background[element], { value: 0, slope: 0, bend: 0 }).value;
  return Math.max(0, state.delayHours[element] - least) / state.delaySlope[element];
}

/** The change of an element's flow at which its delay changes no path's utility by more than the reach. */
function flowReach(state: State, sensitivity: Sensitivities, reach: number, element: number): number {
  const steepness = state.delaySlope[element] * sensitivity.ofDelay[element];
  return steepness > 0 ? reach / steepness : Number.POSITIVE_INFINITY;
}

interface Free {
  readonly size: number;
  /** Column of an element's queue and of its multiplier; -1 for none. */
  readonly queueAt: Int32Array;
  readonly priceAt: Int32Array;
}

/** Queues that bend, multipliers that are positive or have to become so. */
function freeUnknowns(problem: CorridorProblem, state: State, sensitivity: Sensitivities): Free {
  const { elements } = problem;
  const count = elements.capacity.length;
  const queueAt = new Int32Array(count).fill(-1);
  const priceAt = new Int32Array(count).fill(-1);
  let size = 0;
  for (let element = 0; element < count; element++) {
    const bends = state.delaySlope[element] * elements.capacity[element] * sensitivity.ofDelay[element] > FLAT;
    if (elements.servers[element] > 0 && bends) queueAt[element] = size++;
  }
  for (let element = 0; element < count; element++) {
    const room = roomOf(elements, element);
    if (elements.hard[element] === 0 || room === 0 || sensitivity.ofPrice[element] === 0) continue;
    const excess = state.elementFlow[element] - room;
    // A price that is all but nothing and on its way down stays at 0.
    const isPriced = state.multiplier[element] * sensitivity.ofPrice[element] > 1e-12;
    if (excess > 0 || isPriced) priceAt[element] = size++;
    else state.multiplier[element] = 0;
  }
  return { size, queueAt, priceAt };
}

/**
 * Adds minus the Jacobian of element flows by prices; row-major, rows by what is loaded, columns by what is paid. All
 * vectors are taken from their means, so that nothing cancels and its symmetric part stays positive.
 */
function addJacobian(problem: CorridorProblem, state: State, free: Free, matrix: Float64Array): void {
  const { size } = free;
  if (size === 0) return;
  const { rowFirstNest, nestFirstPath, nestDissimilarity, demand, scale, timeValue } = problem;
  const { nest: nestShare, path: pathShare } = state.shares;
  const nestMeans: Pair[] = [];
  const [rowMean, one, off] = [new Pair(size), new Pair(size), new Pair(size)];
  for (let row = 0; row < demand.length; row++) {
    if (demand[row] === 0) continue;
    const factor = scale[row] * demand[row];
    rowMean.clear();
    for (let nest = rowFirstNest[row], i = 0; nest < rowFirstNest[row + 1]; nest++, i++) {
      nestMeans[i] ??= new Pair(size);
      const mean = nestMeans[i];
      mean.clear();
      const share = nestShare[nest];
      if (share === 0) continue;
      for (let path = nestFirstPath[nest]; path < nestFirstPath[nest + 1]; path++) {
        if (pathShare[path] === 0) continue;
        one.clear();
        gather(problem, free, path, timeValue[row], one);
        mean.addScaled(one, pathShare[path] / share);
      }
      rowMean.addScaled(mean, share);
      const weight = factor / nestDissimilarity[nest];
      for (let path = nestFirstPath[nest]; path < nestFirstPath[nest + 1]; path++) {
        if (pathShare[path] === 0) continue;
        off.clear();
        gather(problem, free, path, timeValue[row], off);
        off.addScaled(mean, -1);
        off.addOuter(matrix, size, weight * pathShare[path]);
      }
    }
    for (let nest = rowFirstNest[row], i = 0; nest < rowFirstNest[row + 1]; nest++, i++) {
      if (nestShare[nest] === 0) continue;
      off.clear();
      off.addScaled(nestMeans[i], 1);
      off.addScaled(rowMean, -1);
      off.addOuter(matrix, size, factor * nestShare[nest]);
    }
  }
}

function gather(problem: CorridorProblem, free: Free, path: number, perHour: number, into: Pair): void {
  for (let use = problem.pathFirstUse[path]; use < problem.pathFirstUse[path + 1]; use++) {
    const element = problem.useElement[use];
    const amount = problem.useAmount[use];
    if (free.queueAt[element] >= 0) into.add(free.queueAt[element], amount, perHour);
    if (free.priceAt[element] >= 0) into.add(free.priceAt[element], amount, amount);
  }
}

/** Two sparse vectors over the same places: what is loaded, what is paid. */
class Pair {
  readonly loads: Float64Array;
  readonly pays: Float64Array;
  readonly places: Int32Array;
  readonly isIn: Uint8Array;
  count = 0;

  constructor(size: number) {
    this.loads = new Float64Array(size);
    this.pays = new Float64Array(size);
    this.places = new Int32Array(size);
    this.isIn = new Uint8Array(size);
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) {
      const place = this.places[i];
      this.loads[place] = 0;
      this.pays[place] = 0;
      this.isIn[place] = 0;
    }
    this.count = 0;
  }

  add(place: number, load: number, pay: number): void {
    if (this.isIn[place] === 0) {
      this.isIn[place] = 1;
      this.places[this.count++] = place;
    }
    this.loads[place] += load;
    this.pays[place] += pay;
  }

  addScaled(other: Pair, factor: number): void {
    for (let i = 0; i < other.count; i++) {
      const place = other.places[i];
      this.add(place, factor * other.loads[place], factor * other.pays[place]);
    }
  }

  addOuter(matrix: Float64Array, size: number, factor: number): void {
    if (factor === 0) return;
    for (let i = 0; i < this.count; i++) {
      const at = this.places[i] * size;
      const load = factor * this.loads[this.places[i]];
      for (let j = 0; j < this.count; j++) matrix[at + this.places[j]] += load * this.pays[this.places[j]];
    }
  }
}

/** By element, kept within the reach and above 0, with its rise. */
function toDirection(
  problem: CorridorProblem,
  state: State,
  sensitivity: Sensitivities,
  reach: number,
  { queueAt, priceAt }: Free,
  step: Float64Array,
): Direction {
  const { elements } = problem;
  const timeWeight = timeWeights(problem, state);
  const count = queueAt.length;
  const queueFlow = new Float64Array(count);
  const queuePrice = new Float64Array(count);
  const isFlat = new Uint8Array(count);
  const multiplier = new Float64Array(count);
  let rise = 0;
  let limited = false;
  for (let element = 0; element < count; element++) {
    const excess = state.elementFlow[element] - state.queueFlow[element];
    const q = queueAt[element];
    if (elements.servers[element] > 0 && q < 0) {
      isFlat[element] = 1;
      queueFlow[element] = excess;
    }
    if (q >= 0) {
      const most = flowReach(state, sensitivity, reach, element);
      queueFlow[element] = Math.min(Math.max(step[q], -most, -largestFall(problem, state, element)), most);
      if (Math.abs(queueFlow[element]) >= most) limited = true;
      queuePrice[element] = timeWeight[element] * state.delaySlope[element] * queueFlow[element];
      rise += queuePrice[element] * excess;
    }
    const p = priceAt[element];
    if (p < 0) continue;
    const most = reach / sensitivity.ofPrice[element];
    multiplier[element] = Math.min(Math.max(step[p], -most, -state.multiplier[element]), most);
    if (Math.abs(multiplier[element]) >= most) limited = true;
    rise += multiplier[element] * (state.elementFlow[element] - roomOf(elements, element));
  }
  return { queueFlow, queuePrice, isFlat, multiplier, rise, limited };
}

/** Mean value of an hour per resource unit over those who use each element now. */
function timeWeights(problem: CorridorProblem, state: State): Float64Array {
  const { rowFirstNest, nestFirstPath, pathFirstUse, useElement, useAmount, timeValue } = problem;
  const worth = new Float64Array(problem.elements.capacity.length);
  const load = new Float64Array(worth.length);
  for (let row = 0; row < timeValue.length; row++) {
    const end = nestFirstPath[rowFirstNest[row + 1]];
    for (let path = nestFirstPath[rowFirstNest[row]]; path < end; path++) {
      const flow = state.pathFlow[path];
      if (flow === 0) continue;
      for (let use = pathFirstUse[path]; use < pathFirstUse[path + 1]; use++) {
        worth[useElement[use]] += flow * timeValue[row];
        load[useElement[use]] += flow * useAmount[use];
      }
    }
  }
  return worth.map((value, element) => (load[element] > 0 ? value / load[element] : 0));
}
