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
export function allocate(model: OilModel, solver: LpSolver, start?: OilStart): OilAllocation {
  const network = toNetwork(model);
  const before = start ?? steadyStart(model, network, solver);
  const built = buildProgram(model, network, { start: before });
  const solution = solver.solve(built.program);
  if (solution.status !== "optimal") {
    if (solution.status === "infeasible") throw new InvalidInput(explainClash(model, built, solver));
    throw new Error(`expected an optimum of the oil program, found ${solution.status}`);
  }
  const { gap, primalViolation, dualViolation } = certify(built.program, solution);
  const { flow, stockBefore } = readFlows(model, network, built, solution.primal, before);
  const known = { ...before, stock: stockBefore };
  const outcome = evaluate(model, network, flow, known);
  return {
    ...outcome,
    network,
    start: known,
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

/** Flows as if every day were the first one and had always been: gives what is on its way before the horizon. */
export function steadyFlows(model: OilModel, network: OilNetwork, solver: LpSolver): Float64Array {
  const day = firstDay(model);
  const built = buildProgram(day, network, { steady: true });
  const solution = solver.solve(built.program);
  if (solution.status !== "optimal") throw new InvalidInput(explainClash(day, built, solver));
  return solution.primal.slice(0, network.arcs.length);
}

/** Oil on its way into tanks on the first days, out of steady flow of the first day. */
export function steadyStart(model: OilModel, network: OilNetwork, solver: LpSolver): OilStart {
  if (!network.arcs.some(({ toPool, lagDays }) => toPool >= 0 && lagDays > 0)) return {};
  const flows = steadyFlows(model, network, solver);
  const arrivals = network.pools.map(() => new Float64Array(model.days + model.tailDays));
  network.arcs.forEach(({ toPool, lagDays, keeps }, a) => {
    if (toPool < 0) return;
    for (let t = 0; t < Math.min(lagDays, arrivals[toPool].length); t++) arrivals[toPool][t] += flows[a] * keeps;
  });
  return { arrivals };
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

/** Flows by arc out of a program's columns, and the stocks before the first day. */
export function readFlows(
  model: OilModel,
  network: OilNetwork,
  built: OilProgram,
  primal: Float64Array,
  before: OilStart,
): { flow: Float64Array[]; stockBefore: Float64Array } {
  const { arcs, days, firstStock, pools } = built;
  const flow = network.arcs.map((_, a) => {
    const list = new Float64Array(days);
    for (let t = 0; t < days; t++) list[t] = Math.max(0, primal[t * arcs + a]);
    return list;
  });
  const stockBefore = before.stock?.slice() ?? new Float64Array(pools);
  if (before.stock === undefined) {
    // Columns of the first stocks follow those of the stocks, tank by tank, with one for the last stock between.
    let column = firstStock + days * pools;
    model.tanks.forEach((_, k) => {
      const own = network.pools.map((_pool, p) => p).filter((p) => network.pools[p].tank === k);
      if (own.length === 0) return;
      for (const p of own) stockBefore[p] = Math.max(0, primal[column++]);
      column++;
    });
  }
  return { flow, stockBefore };
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
