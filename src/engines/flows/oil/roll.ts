// A policy that can be carried out: every few days, and whenever something breaks or comes back, the days ahead are planned
// anew with what is known that day. An outage is seen when it begins and expected to last as announced, or its mean length.
// Not covered: preparing for outages that have not begun, which is what perfect foresight does and nobody can.

import type { LpSolver } from "../../../lib/lp-solver.ts";
import { InvalidInput, type Problem } from "../../../model/problem.ts";
import { readFlows, sliceDays } from "./allocate.ts";
import { buildProgram, type OilStart } from "./build-program.ts";
import { evaluate, type OilOutcome } from "./evaluate.ts";
import { explainClash } from "./explain-clash.ts";
import type { OilModel, OilNetwork } from "./oil-model.ts";

export interface RollOptions {
  /** Days planned at a time. */
  readonly lookAheadDays: number;
  /** Days after which the plan is made anew though nothing happened. */
  readonly replanDays: number;
  /** Days that an outage of an element is expected to last from its beginning, and as long again once they are over; `announced`: as long as it will. */
  readonly outageDays: (element: number) => number | "announced";
}

export interface OilPolicy extends OilOutcome {
  readonly plans: number;
}

/**
 * Follows the policy through the days of a model.
 * @param actual what happens
 * @param usual what is expected where nothing has happened: the same model without the outages
 * @param start what was true before the first day, stocks included
 * @throws InvalidInput when what was done without knowing the days to come leaves no plan on some day
 */
export function roll(
  actual: OilModel,
  usual: OilModel,
  network: OilNetwork,
  start: OilStart & { readonly stock: Float64Array },
  options: RollOptions,
  solver: LpSolver,
): OilPolicy {
  const days = actual.days + actual.tailDays;
  const flow = network.arcs.map(() => new Float64Array(days));
  const since = new Int32Array(actual.elements.length).fill(-1);
  let state: OilStart & { readonly stock: Float64Array } = start;
  let plans = 0;
  for (let t = 0; t < days; ) {
    noteOutages(actual, usual, since, t);
    const ahead = Math.min(options.lookAheadDays, days - t);
    const believed = believe(actual, usual, { since, day: t, count: ahead }, options);
    const built = buildProgram(believed, network, { start: state });
    const solution = solver.solve(built.program);
    if (solution.status !== "optimal") throw new InvalidInput(stuck(t, explainClash(believed, built, solver, t)));
    plans++;
    const planned = readFlows(network, built, solution.primal);
    const until = Math.min(days, t + options.replanDays, nextSurprise(actual, believed, t));
    for (const [a, list] of flow.entries()) for (let d = t; d < until; d++) list[d] = planned[a][d - t];
    state = carry(actual, network, { flow, start, from: t, until, state });
    t = until;
  }
  return { ...evaluate(actual, network, flow, start), plans };
}

const stuck = (day: number, clash: readonly Problem[]): Problem[] =>
  clash.map((problem) => ({
    ...problem,
    code: "no-rolling-plan",
    message: `the rolling plan finds no way on from day ${day + 1}: ${problem.message}`,
    hint: "It keeps limits day by day and does not know the days to come; a deficiency cost makes a minimum soft.",
  }));

const isReduced = (actual: OilModel, usual: OilModel, element: number, day: number): boolean =>
  actual.elements[element].capacity[day] < usual.elements[element].capacity[day];

function noteOutages(actual: OilModel, usual: OilModel, since: Int32Array, day: number): void {
  for (let e = 0; e < since.length; e++) {
    if (!isReduced(actual, usual, e, day)) since[e] = -1;
    else if (since[e] < 0) since[e] = firstDayOf(actual, usual, e, day);
  }
}

function firstDayOf(actual: OilModel, usual: OilModel, element: number, day: number): number {
  let first = day;
  while (first > 0 && isReduced(actual, usual, element, first - 1)) first--;
  return first;
}

interface Now {
  readonly since: Int32Array;
  readonly day: number;
  readonly count: number;
}

/** The days ahead as somebody would see them who knows today and what is usual. */
function believe(actual: OilModel, usual: OilModel, { since, day, count }: Now, options: RollOptions): OilModel {
  const ahead = sliceDays(usual, day, count);
  const today = sliceDays(actual, day, count);
  return {
    ...ahead,
    // Contracts and prices of the day are known, and so is a field that gives less today.
    sales: today.sales,
    // Day by day, because a window that has begun is partly used: whoever keeps the day's share keeps the window's.
    limits: today.limits.map((limit) => ({ ...limit, windowDays: 1 })),
    fields: ahead.fields.map((field, i) => ({
      ...field,
      output: firstThenUsual(today.fields[i].output, field.output),
    })),
    elements: ahead.elements.map((element, e) => {
      const capacity = element.capacity.slice();
      if (since[e] >= 0) {
        const expected = options.outageDays(e);
        const now = actual.elements[e].capacity[day];
        const left = expected === "announced" ? count : daysLeft(expected, day - since[e]);
        for (let t = 0; t < Math.min(left, count); t++)
          capacity[t] = expected === "announced" ? actual.elements[e].capacity[day + t] : Math.min(now, capacity[t]);
      } else capacity[0] = actual.elements[e].capacity[day];
      return { ...element, capacity };
    }),
  };
}

/** What has outlasted its mean is expected to go on as long again as it has lasted: what is permanent is soon taken for it. */
const daysLeft = (expected: number, lasted: number): number =>
  lasted < expected ? Math.ceil(expected - lasted) : Math.max(1, lasted);

/** What is so today goes on while it differs from the usual by as much. */
function firstThenUsual(today: Float64Array, usual: Float64Array): Float64Array {
  const result = usual.slice();
  const share = usual[0] > 0 ? today[0] / usual[0] : 1;
  if (share < 1) for (let t = 0; t < result.length; t++) result[t] = usual[t] * share;
  else result[0] = today[0];
  return result;
}

/** First day on which the world is not as was believed. */
function nextSurprise(actual: OilModel, believed: OilModel, from: number): number {
  for (let t = 1; t < believed.days; t++) {
    const elementDiffers = believed.elements.some(
      ({ capacity }, e) => capacity[t] !== actual.elements[e].capacity[from + t],
    );
    const fieldDiffers = believed.fields.some(({ output }, i) => output[t] !== actual.fields[i].output[from + t]);
    if (elementDiffers || fieldDiffers) return from + t;
  }
  return Number.POSITIVE_INFINITY;
}

interface Carried {
  readonly flow: readonly Float64Array[];
  readonly start: OilStart & { readonly stock: Float64Array };
  readonly from: number;
  readonly until: number;
  readonly state: OilStart & { readonly stock: Float64Array };
}

/** Stocks, oil on its way and output at the start of day `until`. */
function carry(model: OilModel, network: OilNetwork, { flow, start, from, until, state }: Carried) {
  const days = model.days + model.tailDays;
  const rest = Math.max(0, days - until);
  const stock = state.stock.slice();
  const arrivals = network.pools.map((_, p) => {
    const coming = start.arrivals?.[p] ?? new Float64Array(days);
    for (let t = from; t < until; t++) stock[p] += coming[t];
    return coming.slice(until, until + rest);
  });
  network.arcs.forEach((arc, a) => {
    for (let t = from; t < until; t++) if (arc.fromPool >= 0) stock[arc.fromPool] -= flow[a][t];
    if (arc.toPool < 0) return;
    for (let t = Math.max(0, from - arc.lagDays); t < until; t++) {
      const arrives = t + arc.lagDays;
      const tonnes = flow[a][t] * arc.keeps;
      if (arrives >= from && arrives < until) stock[arc.toPool] += tonnes;
      else if (arrives >= until && arrives < days) arrivals[arc.toPool][arrives - until] += tonnes;
    }
  });
  const output = model.fields.map((_, i) =>
    network.arcs.reduce((sum, arc, a) => (arc.field === i ? sum + flow[a][until - 1] : sum), 0),
  );
  for (let p = 0; p < stock.length; p++) stock[p] = Math.max(0, stock[p]);
  return { stock, stockAtEnd: start.stockAtEnd ?? start.stock, arrivals, output: Float64Array.from(output) };
}
