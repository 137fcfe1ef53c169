// The allocation of all days at once, with everything known from the first day on: perfect foresight, which nobody has. It
// is the bound that every policy stays under, and its multipliers are the value of one tonne more here and on this day.

import { certify } from "../../../lib/lp-certificate.ts";
import type { LpSolver } from "../../../lib/lp-solver.ts";
import { InvalidInput } from "../../../model/problem.ts";
import { buildProgram, type OilProgram, type OilStart } from "./build-program.ts";
import { evaluate, type OilOutcome } from "./evaluate.ts";
import { explainClash } from "./explain-clash.ts";
import { type OilModel, type OilNetwork, toNetwork } from "./oil-model.ts";

export interface OilCertificate {
  readonly gaps: readonly { readonly name: string; readonly value: number; readonly asked: number }[];
  readonly variables: number;
  readonly constraints: number;
  readonly iterations: number;
}

export interface OilPrices {
  /** USD per unit of an element's capacity, by element and day. */
  readonly element: readonly Float64Array[];
  /** USD per tonne of tank, by tank and day. */
  readonly tank: readonly Float64Array[];
  /** USD per tonne of a limit's maximum, and of its minimum (negative: what the duty costs), by limit and day. */
  readonly most: readonly Float64Array[];
  readonly least: readonly Float64Array[];
  /** USD per tonne that a field could give more. */
  readonly output: readonly Float64Array[];
}

export interface OilAllocation extends OilOutcome {
  readonly network: OilNetwork;
  readonly start: OilStart & { readonly stock: Float64Array };
  /** Objective of the program over all days, tail included. */
  readonly objectiveUsd: number;
  readonly prices: OilPrices;
  readonly certificate: OilCertificate;
}

const GAP_ASKED = 1e-8;

/**
 * Allocates with perfect foresight.
 * @param start what was true before the first day; steady flow of the first day's model when absent
 * @throws InvalidInput naming the constraints that clash when nothing satisfies them all
 */
export function allocate(
  model: OilModel,
  solver: LpSolver,
  start?: OilStart & { readonly stock: Float64Array },
): OilAllocation {
  const network = toNetwork(model);
  const before = start ?? steadyStart(model, network, solver);
  const { built, solution } = solveWithGrowth(model, network, before, solver);
  if (solution.status !== "optimal") {
    if (solution.status === "infeasible") throw new InvalidInput(explainClash(model, built, solver));
    throw new Error(`expected an optimum of the oil program, found ${solution.status}`);
  }
  const { gap, primalViolation, dualViolation } = certify(built.program, solution);
  const outcome = evaluate(model, network, readFlows(network, built, solution.primal), before);
  return {
    ...outcome,
    network,
    start: before,
    objectiveUsd: solution.objective + built.constantUsd,
    prices: readPrices(model, built, solution.rowDual),
    certificate: {
      gaps: [
        { name: "|primal - dual| / |primal|", value: gap, asked: GAP_ASKED },
        { name: "largest violation of a constraint / max(1, |bound|)", value: primalViolation, asked: 1e-6 },
        { name: "largest multiplier towards a bound that does not exist, USD/t", value: dualViolation, asked: 1e-6 },
      ],
      variables: built.program.cost.length,
      constraints: built.rows.length,
      iterations: solution.iterations,
    },
  };
}

/** Days after an event in which output may still be growing back. */
const GROWTH_DAYS = 30;

/**
 * Output can only outgrow its limit after something came back, so rows of growth stand in the days behind such events. The
 * answer is checked against the limit on all days; should it be broken elsewhere, all days get their row.
 */
function solveWithGrowth(model: OilModel, network: OilNetwork, start: OilStart, solver: LpSolver) {
  const near = daysAfterEvents(model);
  const built = buildProgram(model, network, { start, growthOn: (day) => near[day] === 1 });
  const solution = solver.solve(built.program);
  if (solution.status === "optimal" && growsTooFast(model, network, start, solution.primal)) {
    const all = buildProgram(model, network, { start });
    return { built: all, solution: solver.solve(all.program) };
  }
  return { built, solution };
}

function daysAfterEvents(model: OilModel): Uint8Array {
  const days = model.days + model.tailDays;
  const near = new Uint8Array(days);
  const grows = (list: Float64Array, t: number): boolean => list[t] > list[t - 1];
  for (let t = 0; t < days; t++) {
    const event =
      t === 0 ||
      model.elements.some(({ capacity }) => grows(capacity, t)) ||
      model.fields.some(({ output }) => grows(output, t));
    if (event) near.fill(1, t, Math.min(days, t + GROWTH_DAYS));
  }
  return near;
}

function growsTooFast(model: OilModel, network: OilNetwork, start: OilStart, primal: Float64Array): boolean {
  const { arcs } = network;
  const days = model.days + model.tailDays;
  return model.fields.some((field, i) => {
    if (field.rampUpTonnes === undefined) return false;
    let last = start.output?.[i];
    for (let t = 0; t < days; t++) {
      let now = 0;
      for (let a = 0; a < arcs.length; a++) if (arcs[a].field === i) now += primal[t * arcs.length + a];
      if (last !== undefined && now > last + field.rampUpTonnes * (1 + 1e-9) + 1e-6) return true;
      last = now;
    }
    return false;
  });
}

/**
 * Flows as if every day were the first one and had always been: gives what is on its way before the horizon. Nothing is when no
 * such day can be (a port shut on day 1 that only a tank gets over); whether the days together can be is for the program to say.
 */
export function steadyFlows(model: OilModel, network: OilNetwork, solver: LpSolver): Float64Array {
  const day = firstDay(model);
  const built = buildProgram(day, network, { steady: true });
  const solution = solver.solve(built.program);
  return solution.status === "optimal"
    ? solution.primal.slice(0, network.arcs.length)
    : new Float64Array(network.arcs.length);
}

/**
 * What steady flow of the first day leaves behind: oil on its way into tanks, and the tanks' first stocks shared out over what
 * passes through them.
 */
export function steadyStart(
  model: OilModel,
  network: OilNetwork,
  solver: LpSolver,
): OilStart & { stock: Float64Array } {
  const stock = new Float64Array(network.pools.length);
  if (stock.length === 0) return { stock };
  const flows = steadyFlows(model, network, solver);
  const through = new Float64Array(stock.length);
  const arrivals = network.pools.map(() => new Float64Array(model.days + model.tailDays));
  network.arcs.forEach(({ toPool, lagDays, keeps }, a) => {
    if (toPool < 0) return;
    through[toPool] += flows[a] * keeps;
    for (let t = 0; t < Math.min(lagDays, arrivals[toPool].length); t++) arrivals[toPool][t] += flows[a] * keeps;
  });
  model.tanks.forEach((tank, k) => {
    const own = network.pools.map((_pool, p) => p).filter((p) => network.pools[p].tank === k);
    const sum = own.reduce((total, p) => total + through[p], 0);
    for (const p of own) stock[p] = tank.initialTonnes * (sum > 0 ? through[p] / sum : 1 / own.length);
  });
  return { stock, arrivals };
}

/** The model of its first day alone. */
export const firstDay = (model: OilModel): OilModel => sliceDays(model, 0, 1);

/** The model of days from … from + count, without a tail. */
export function sliceDays(model: OilModel, from: number, count: number): OilModel {
  const cut = (values: Float64Array): Float64Array => values.slice(from, from + count);
  return {
    ...model,
    days: count,
    tailDays: 0,
    fields: model.fields.map((field) => ({
      ...field,
      output: cut(field.output),
      ...(field.minimum === undefined ? {} : { minimum: cut(field.minimum) }),
    })),
    elements: model.elements.map((element) => ({ ...element, capacity: cut(element.capacity) })),
    sales: model.sales.map((sale) => ({ ...sale, usdPerTonne: cut(sale.usdPerTonne) })),
    limits: model.limits.map((limit) => ({
      ...limit,
      ...(limit.most === undefined ? {} : { most: cut(limit.most) }),
      ...(limit.least === undefined ? {} : { least: cut(limit.least) }),
    })),
  };
}

/** Flows by arc and day out of a program's columns. */
export function readFlows(network: OilNetwork, { arcs, days }: OilProgram, primal: Float64Array): Float64Array[] {
  return network.arcs.map((_, a) => {
    const list = new Float64Array(days);
    for (let t = 0; t < days; t++) list[t] = Math.max(0, primal[t * arcs + a]);
    return list;
  });
}

function readPrices(model: OilModel, { rows, days }: OilProgram, dual: Float64Array): OilPrices {
  const table = (count: number) => Array.from({ length: count }, () => new Float64Array(days));
  const prices = {
    element: table(model.elements.length),
    tank: table(model.tanks.length),
    most: table(model.limits.length),
    least: table(model.limits.length),
    output: table(model.fields.length),
  };
  rows.forEach((row, i) => {
    if (row.kind === "element") prices.element[row.element][row.day] = dual[i];
    else if (row.kind === "tank") prices.tank[row.tank][row.day] = dual[i];
    else if (row.kind === "output") prices.output[row.field][row.day] = dual[i];
    else if (row.kind === "most" || row.kind === "least")
      prices[row.kind][row.limit].fill(dual[i], row.day, row.day + row.days);
  });
  return prices;
}
