// How long does one queue at a terminal or border post? Allen and Cunneen's approximation for G/G/c: Erlang's chance to
// wait, over the spare rate, times the mean of the squared coefficients of variation of arrivals and service (Allen 1990,
// *Probability, Statistics and Queueing Theory*, §5.6; exact for M/M/c), or the curve fitted to its simulated waits where there
// is one. Beyond 0.98 of the capacity, or what was simulated, it goes on as its second-order Taylor polynomial, so it is finite
// everywhere and twice differentiable. Service itself is not in it.

import { HOURS_PER_DAY } from "../../../model/units.ts";
import { fittedJet, type Jet } from "./fitted-delay.ts";
import type { CorridorElements } from "./problem.ts";

/** From here on the queue is not stationary within a period; the function goes on smoothly. */
const SATURATED = 0.98;

export type { Jet } from "./fitted-delay.ts";

/**
 * Erlang's C: the chance that all of `servers` are busy, at `load` = arrival rate / service rate of one (erlangs).
 * Computed by Erlang B's recursion, which is stable for any number of servers.
 */
export function erlangC(servers: number, load: number): number {
  return erlangJet(servers, load, { value: 0, slope: 0, bend: 0 }).value;
}

/** The same with its derivatives by the load, for 0 ≤ load < servers. */
function erlangJet(servers: number, load: number, into: Jet): Jet {
  // B_k = a B / (k + a B), differentiated along.
  let b = 1;
  let b1 = 0;
  let b2 = 0;
  for (let k = 1; k <= servers; k++) {
    const top = load * b;
    const top1 = b + load * b1;
    const top2 = 2 * b1 + load * b2;
    const sum = k + top;
    b = top / sum;
    b1 = (k * top1) / (sum * sum);
    b2 = (k * (top2 * sum - 2 * top1 * top1)) / (sum * sum * sum);
  }
  // C = c B / D with D = c − a (1 − B).
  const below = servers - load * (1 - b);
  const below1 = b - 1 + load * b1;
  const below2 = 2 * b1 + load * b2;
  const value = (servers * b) / below;
  const slope = (servers * b1 - value * below1) / below;
  into.value = value;
  into.slope = slope;
  into.bend = (servers * b2 - 2 * slope * below1 - value * below2) / below;
  return into;
}

/** Queueing delay at an element, hours, at `flow` resource units per day background included, with its derivatives. */
export function queueJet(elements: CorridorElements, element: number, flow: number, into: Jet): Jet {
  const servers = elements.servers[element];
  const capacity = elements.capacity[element];
  if (servers === 0 || !(capacity > 0) || capacity === Number.POSITIVE_INFINITY) {
    into.value = 0;
    into.slope = 0;
    into.bend = 0;
    return into;
  }
  const at = Math.min(Math.max(flow, 0), saturatedAt(elements, element));
  if (elements.fittedPole[element] > 0) fittedAt(elements, element, at, into);
  else allenCunneen(elements, element, at, into);
  const { value, slope, bend } = into;
  const beyond = Math.max(flow, 0) - at;
  into.value = value + beyond * (slope + 0.5 * beyond * bend);
  into.slope = slope + beyond * bend;
  into.bend = bend;
  return into;
}

/** The flow from which on a delay is its Taylor polynomial. */
function saturatedAt({ capacity, fittedPole, fittedHigh }: CorridorElements, element: number): number {
  const pole = fittedPole[element];
  return capacity[element] * (pole > 0 ? Math.min(SATURATED * pole, fittedHigh[element]) : SATURATED);
}

function allenCunneen(elements: CorridorElements, element: number, at: number, into: Jet): void {
  const servers = elements.servers[element];
  const capacity = elements.capacity[element];
  const perLoad = servers / capacity;
  const { value: c, slope: c1, bend: c2 } = erlangJet(servers, at * perLoad, into);
  const spare = capacity - at;
  const hours = elements.variability[element] * HOURS_PER_DAY;
  const value = (hours * c) / spare;
  const slope = (hours * c1 * perLoad + value) / spare;
  into.bend = (hours * c2 * perLoad * perLoad + 2 * slope) / spare;
  into.value = value;
  into.slope = slope;
}

function fittedAt(elements: CorridorElements, element: number, at: number, into: Jet): void {
  const perFlow = 1 / (elements.fittedPole[element] * elements.capacity[element]);
  const law = { scaleHours: elements.fittedHours[element], power: elements.fittedPower[element] };
  fittedJet(law, at * perFlow, into);
  into.slope *= perFlow;
  into.bend *= perFlow * perFlow;
}

const MAX_CUTS = 200;

/**
 * The flow, background included, at which an element delays by so many hours: the inverse of queueJet, for an element with
 * a queue. Newton's steps kept within a bracket; exact beyond saturation.
 * @param guess where to begin
 */
export function flowAtDelay(elements: CorridorElements, element: number, hours: number, guess: number): number {
  if (!(hours > 0)) return 0;
  const jet: Jet = { value: 0, slope: 0, bend: 0 };
  let high = saturatedAt(elements, element);
  const { value, slope, bend } = queueJet(elements, element, high, jet);
  if (hours >= value) {
    const more = hours - value;
    return high + (2 * more) / (slope + Math.sqrt(slope * slope + 2 * bend * more));
  }
  let low = 0;
  let flow = Math.min(Math.max(guess, 0.01 * high), high);
  for (let cut = 0; cut < MAX_CUTS; cut++) {
    queueJet(elements, element, flow, jet);
    const off = jet.value - hours;
    if (off > 0) high = flow;
    else low = flow;
    if (Math.abs(off) <= 1e-15 * hours || high - low <= 1e-15 * high) break;
    const next = flow - off / jet.slope;
    flow = next > low && next < high ? next : (low + high) / 2;
  }
  return flow;
}
