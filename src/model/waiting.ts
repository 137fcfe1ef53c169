// How long does a shipment wait for its service? Headways, sailing when full or at a patience,
// weekly timetables. Methods: the stationary residual (inspection paradox; Ross, Stochastic Processes, §3.4), and
// for sail-when-full the Poisson process seen by an arrival (PASTA; Wolff 1982) with first-step sums derived below.
// Not covered: ships that are scarce themselves, queues left behind by a full ship (bulk queues), several lines in common,
// storms (engines/routing/storm-spells.ts).
//
//   headwayWait(meanHours, cv, shape?)                          Distribution
//   fullOrTimeoutWait({ arrivalsPerHour, capacity, patienceHours, units? })   mean, variance, cdf, pmf, distribution
//   nextTimetableDeparture(timetable, timeZone, at)             instant (weekly local times, across clock changes)

import { gammaTerm } from "../lib/special.ts";
import { type Distribution, exponential, gamma, lognormal, residual, ZERO } from "./distribution.ts";
import { instantOfLocal, zoneOffsetHours } from "./local-time.ts";
import type { Service } from "./network.ts";
import { type Pmf, toDistribution } from "./pmf.ts";
import { HOURS_PER_WEEK, type InstantHours } from "./units.ts";

// --- headways ---------------------------------------------------------------------------------------------------

/**
 * Wait of a shipment that is ready at a random time for a service with independent headways: the headway's stationary
 * residual, mean E[H²] / (2 E[H]) = mean/2 (1 + cv²). Uniform for cv 0; exponential, as for Poisson departures, for a
 * gamma with cv 1. Gamma headways unless told otherwise.
 * @throws RangeError unless mean and cv are finite and >= 0.
 */
export function headwayWait(meanHours: number, cv: number, shape: "gamma" | "lognormal" = "gamma"): Distribution {
  const headway = shape === "gamma" ? gamma(meanHours, cv) : lognormal(meanHours, cv);
  if (meanHours === 0) return ZERO;
  return shape === "gamma" && cv === 1 ? exponential(meanHours) : residual(headway);
}

// --- sail when full ---------------------------------------------------------------------------------------------

export interface FullOrTimeout {
  /** Background arrivals (Poisson), in the units of `capacity` per hour. */
  readonly arrivalsPerHour: number;
  /** Units at which it leaves at once; a whole number >= 1. */
  readonly capacity: number;
  /** It leaves so long after its first unit at the latest; Infinity for a pure sail-when-full. */
  readonly patienceHours: number;
  /** Size of the tagged consignment, rounded up to whole units; 1 by default. */
  readonly units?: number;
}

export interface ServiceWait {
  readonly meanHours: number;
  readonly varianceHours2: number;
  /** Mean number of background units that leave together. */
  readonly batchMean: number;
  /** P(wait <= hours). */
  cdf(hours: number): number;
  /** On the grid, with the mean kept. */
  pmf(stepHours: number): Pmf;
  /** Atoms on a grid; the default step is a thousandth of the longest wait. */
  distribution(stepHours?: number): Distribution;
}

/**
 * Wait for a ship that is always there and leaves with its K-th unit or T after its first. A random unit is j-th of its
 * batch with weight w(j) = P(N(rate T) >= j - 1), w(1) = 1; it comes at an Erlang(j - 1) time s after the first and waits
 * min(T - s, Erlang(K - j)). So P(wait > w, j) is proportional to P(Erlang(j-1) <= T - w) P(N(rate w) <= K - j - 1), exactly.
 *
 * A consignment of n units comes at once and counts its wait to the departure of its last unit. The state it finds is that
 * of the background alone; if it overfills ships, the ones it fills leave at once and its last units open the next. That is
 * exact while such consignments are rare; if they are a large part of the traffic, their own effect on earlier states is missed.
 * @throws RangeError for a rate below 0, a capacity below 1, a patience below 0, units below or equal to 0, or a ship that never leaves.
 */
export function fullOrTimeoutWait(service: FullOrTimeout): ServiceWait {
  const { arrivalsPerHour: rate, patienceHours: patience } = service;
  const capacity = Math.floor(service.capacity);
  const units = Math.ceil((service.units ?? 1) - 1e-9);
  if (!(rate >= 0 && rate < Number.POSITIVE_INFINITY)) throw new RangeError(`arrivals per hour cannot be ${rate}`);
  if (!(capacity >= 1 && capacity <= 1e6)) throw new RangeError(`capacity cannot be ${service.capacity}`);
  if (!(patience >= 0)) throw new RangeError(`patience cannot be ${patience} h`);
  if (!(units >= 1 && units <= 1e9)) throw new RangeError(`units cannot be ${service.units}`);
  if (rate === 0 && patience === Number.POSITIVE_INFINITY && units % capacity !== 0) {
    throw new RangeError("without arrivals and without patience the ship never leaves");
  }
  const states = statesFound(rate, capacity, patience, units);
  const moments = waitMoments(states, rate, patience);
  const survival = (hours: number): number => waitSurvival(states, rate, patience, hours);
  const end = longest(states, rate, patience);
  // It bends within 1/rate for a small ship; for a large one the many positions smooth it.
  const bendHours = Math.max(1, Math.sqrt(capacity) / 8) / rate;
  const pmf = (stepHours: number): Pmf => waitPmf(survival, stepHours, { end, mean: moments.mean, bendHours });
  return {
    meanHours: moments.mean,
    varianceHours2: moments.variance,
    batchMean: states.batchMean,
    cdf: (hours) => (hours < 0 ? 0 : 1 - survival(hours)),
    pmf,
    distribution: (stepHours) => (end === 0 ? ZERO : toDistribution(pmf(stepHours ?? end / 1000))),
  };
}

interface StatesFound {
  /** P(i units are there already) for i = 0 … K - 1; 0 means the ship is empty. */
  readonly share: Float64Array;
  /** More units that must come before the last of the consignment leaves. */
  readonly missing: Int32Array;
  /** First state whose ship the consignment overfills: from there on the patience runs afresh. */
  readonly overfilledFrom: number;
  readonly batchMean: number;
}

function statesFound(rate: number, capacity: number, patience: number, units: number): StatesFound {
  const reached = atLeast(rate === 0 ? 0 : rate * patience, capacity);
  let batchMean = 0;
  for (let i = 0; i < capacity; i++) batchMean += reached[i];
  const share = new Float64Array(capacity);
  const missing = new Int32Array(capacity);
  for (let i = 0; i < capacity; i++) {
    share[i] = reached[i] / batchMean;
    missing[i] = (capacity - ((i + units) % capacity)) % capacity;
  }
  return { share, missing, overfilledFrom: Math.max(0, capacity - units + 1), batchMean };
}

/**
 * E and Var of the wait. With i units found and m missing, integrating by parts
 * E[min(T - s, Erlang(m))] = (1/rate) sum over k = i+1 … i+m of P(N(rate T) >= k), and for the square
 * (2/rate²) sum over k = i+2 … i+m+1 of (k - i - 1) P(N >= k); an overfilled ship's last units begin anew, as with i = 0.
 */
function waitMoments(states: StatesFound, rate: number, patience: number): { mean: number; variance: number } {
  const { share, missing, overfilledFrom, batchMean } = states;
  const capacity = share.length;
  if (rate === 0) {
    // Found empty for certain, and nobody comes.
    return { mean: missing[0] === 0 ? 0 : patience, variance: 0 };
  }
  const reached = atLeast(rate * patience, 2 * capacity + 2);
  const sums = new Float64Array(reached.length + 1);
  const weighted = new Float64Array(reached.length + 1);
  for (let k = 0; k < reached.length; k++) {
    sums[k + 1] = sums[k] + reached[k];
    weighted[k + 1] = weighted[k] + k * reached[k];
  }
  let mean = 0;
  let square = 0;
  for (let i = 0; i < capacity; i++) {
    const m = missing[i];
    const from = i < overfilledFrom ? i : 0;
    // Conditional on being found, state i has weight P(N >= i), which the sums for i < overfilledFrom contain already.
    const weight = i < overfilledFrom ? 1 / batchMean : share[i];
    mean += weight * (sums[from + m + 1] - sums[from + 1]);
    const slice = weighted[from + m + 2] - weighted[from + 2] - (from + 1) * (sums[from + m + 2] - sums[from + 2]);
    square += weight * 2 * slice;
  }
  mean /= rate;
  square /= rate * rate;
  return { mean, variance: Math.max(0, square - mean * mean) };
}

/** P(wait > hours). */
function waitSurvival(states: StatesFound, rate: number, patience: number, hours: number): number {
  if (hours >= patience) return 0;
  if (hours < 0) return 1;
  const { share, missing, overfilledFrom, batchMean } = states;
  const capacity = share.length;
  const early = atLeast(rate * (patience - hours), capacity);
  const notYet = atLeast(rate * hours, capacity + 1);
  let sum = 0;
  for (let i = 0; i < capacity; i++) {
    const m = missing[i];
    if (m === 0) continue;
    // P(fewer than m arrivals in `hours`).
    const stillMissing = 1 - notYet[m];
    sum += i < overfilledFrom ? (early[i] / batchMean) * stillMissing : share[i] * stillMissing;
  }
  return Math.min(1, sum);
}

/** P(N >= k) for k = 0 … count - 1, N Poisson, by recurrence outward from the mode: no overflow for any mean. */
function atLeast(mean: number, count: number): Float64Array {
  const result = new Float64Array(count);
  if (mean === Number.POSITIVE_INFINITY) return result.fill(1);
  result[0] = 1;
  const last = count - 1;
  const mode = Math.floor(mean);
  const peak = Math.min(last, mode);
  // Above the mode: P(N = k) upward, what lies beyond the array, then sums from the end.
  let term = gammaTerm(mode, mean);
  let k = mode;
  while (k < last && term > 0) {
    term *= mean / ++k;
    result[k] = term;
  }
  if (k > mode) {
    let beyond = 0;
    for (let next = k + 1; term > 1e-17 * (beyond + result[k]); next++) {
      term *= mean / next;
      beyond += term;
    }
    result[k] += beyond;
    for (let i = k - 1; i > mode; i--) result[i] += result[i + 1];
  }
  // Up to the mode: P(N = k - 1) downward, then 1 - P(N < k).
  term = gammaTerm(peak, mean);
  for (let i = peak; i >= 1; i--) {
    term *= i / mean;
    result[i] = term;
  }
  let less = 0;
  for (let i = 1; i <= peak; i++) {
    less += result[i];
    result[i] = Math.max(0, 1 - less);
  }
  return result;
}

/** Longest wait worth a bin: the patience, or where all but 1e-12 has left. */
function longest(states: StatesFound, rate: number, patience: number): number {
  const most = states.missing.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return 0;
  return rate === 0 ? patience : Math.min(patience, (most + 8 * Math.sqrt(most) + 30) / rate);
}

// Gauss–Legendre nodes and weights on (0, 1), three points.
const NODES = [0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)];
const WEIGHTS = [5 / 18, 8 / 18, 5 / 18];

interface WaitSupport {
  /** Longest wait, hours. */
  readonly end: number;
  /** Mean that the mass must have, hours. */
  readonly mean: number;
  /** Time over which the survival bends, for the quadrature. */
  readonly bendHours: number;
}

/** Mass from the survival's mean over each cell (as pmf.ts discretises); the last bin takes what keeps the mean. */
function waitPmf(survival: (hours: number) => number, step: number, law: WaitSupport): Pmf {
  const { end, mean, bendHours } = law;
  if (!(step > 0)) throw new RangeError(`step must be > 0, not ${step}`);
  const cells = Math.max(1, Math.ceil(end / step - 1e-9));
  const mass = new Float64Array(cells + 1);
  const panels = Math.max(1, Math.min(8, Math.ceil(step / bendHours)));
  const cell = new Float64Array(cells);
  let total = 0;
  for (let i = 0; i < cells; i++) {
    const width = Math.min(step, end - i * step) / panels;
    let integral = 0;
    for (let p = 0; p < panels; p++) {
      const start = i * step + p * width;
      for (let n = 0; n < 3; n++) integral += WEIGHTS[n] * width * survival(start + NODES[n] * width);
    }
    cell[i] = integral / step;
    total += integral;
  }
  // Quadrature leaves a relative error of about 1e-9; scale it away.
  const correction = total > 0 ? mean / total : 1;
  let before = 1;
  for (let i = 0; i < cells; i++) {
    const now = Math.min(before, cell[i] * correction);
    mass[i] = before - now;
    before = now;
  }
  mass[cells] = before;
  return { stepHours: step, first: 0, mass };
}

// --- timetables -------------------------------------------------------------------------------------------------

/** Weekly departures: day 0 = Monday, hour of the local day. */
export type Timetable = Service["timetable"];

/** 1970-01-01 was a Thursday: the Monday of that week, in hours. */
const FIRST_MONDAY = -72;

/** Departures by week, for each timetable (by identity) and zone. */
const weeks = new WeakMap<Timetable, Map<string, readonly number[]>>();

/**
 * The first departure at or after an instant, of a weekly timetable in local time. A departure at an hour that the clocks
 * skip leaves later by the gap; one that comes twice leaves the first time.
 * @throws RangeError for an empty timetable or an unknown zone.
 */
export function nextTimetableDeparture(timetable: Timetable, timeZone: string, at: number): InstantHours {
  if (timetable.length === 0) throw new RangeError("a timetable without departures");
  const local = at + zoneOffsetHours(timeZone, at);
  const week = Math.floor((local - FIRST_MONDAY) / HOURS_PER_WEEK);
  for (let ahead = 0; ; ahead++) {
    for (const departure of departuresOfWeek(timetable, timeZone, week + ahead)) {
      // A second's grace for instants that were computed.
      if (departure >= at - 1 / 3600) return Math.max(departure, at) as InstantHours;
    }
  }
}

function departuresOfWeek(timetable: Timetable, timeZone: string, week: number): readonly number[] {
  let known = weeks.get(timetable);
  if (!known) {
    known = new Map();
    weeks.set(timetable, known);
  }
  const key = `${timeZone}/${week}`;
  let departures = known.get(key);
  if (!departures) {
    const monday = FIRST_MONDAY + week * HOURS_PER_WEEK;
    departures = timetable
      .map(({ day, hour }) => instantOfLocal(timeZone, monday + day * 24 + hour) as number)
      .sort((a, b) => a - b);
    known.set(key, departures);
  }
  return departures;
}
