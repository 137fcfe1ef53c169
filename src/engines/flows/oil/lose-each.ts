// What if one element is lost for good? The first day as a day like all others, solved again without each element: what finds
// no way, and what it costs. `onPaper` leaves out what only contracts, qualities and ships limit.

import type { KeptProgram, LpSolver } from "../../../lib/lp-solver.ts";
import { firstDay } from "./allocate.ts";
import { buildProgram } from "./build-program.ts";
import { type OilModel, toNetwork } from "./oil-model.ts";

export interface ElementLoss {
  readonly element: number;
  /** Through it on the undisturbed day, in its unit. */
  readonly carried: number;
  /** Shut in more than on the undisturbed day, tonnes a day. */
  readonly unplaced: number;
  readonly lossUsdPerDay: number;
}

/** The model with pipes and berths alone: no caps by contract or quality, ships without number; duties stay. */
export function onPaper(model: OilModel): OilModel {
  return {
    ...model,
    elements: model.elements.map((element) =>
      element.kind === "fleet"
        ? { ...element, capacity: new Float64Array(element.capacity.length).fill(Number.POSITIVE_INFINITY) }
        : element,
    ),
    limits: model.limits.filter(({ kind }) => kind === "supply-duty"),
  };
}

/** Loss of each element in use, one at a time; undefined when the first day, repeated for ever, has no solution. */
export function loseEach(model: OilModel, solver: LpSolver): ElementLoss[] | undefined {
  const day = firstDay(model);
  const network = toNetwork(day);
  const built = buildProgram(day, network, { steady: true, allElements: true });
  const kept = solver.keep(built.program);
  try {
    const base = kept.solve();
    if (base.status !== "optimal") return undefined;
    const given = base.primal.slice();
    const carried = base.rowActivity.slice();
    const produced = producedIn(given, network.arcs);
    return built.rows.flatMap((row, index) => {
      if (row.kind !== "element" || carried[index] <= 1e-6) return [];
      const lost = solveWithout(kept, index, built.program.rowUpper[index]);
      return [
        {
          element: row.element,
          carried: carried[index],
          unplaced: lost === undefined ? produced : Math.max(0, produced - producedIn(lost.primal, network.arcs)),
          lossUsdPerDay: lost === undefined ? base.objective : base.objective - lost.objective,
        },
      ];
    });
  } finally {
    kept.dispose();
  }
}

function solveWithout(kept: KeptProgram, row: number, upper: number) {
  const bound = (value: number) =>
    kept.setRowBounds(Int32Array.of(row), Float64Array.of(Number.NEGATIVE_INFINITY), Float64Array.of(value));
  bound(0);
  const found = kept.solve();
  bound(upper);
  return found.status === "optimal" ? { primal: found.primal.slice(), objective: found.objective } : undefined;
}

const producedIn = (primal: Float64Array, arcs: readonly { readonly field: number }[]): number =>
  arcs.reduce((sum, arc, a) => (arc.field < 0 ? sum : sum + primal[a]), 0);

/** Most that exports could carry a day by pipes and berths alone when fields give whatever is asked, without one element. */
export function mostOnPaper(
  model: OilModel,
  isExport: (route: number) => boolean,
  without: number,
  solver: LpSolver,
): number {
  const day = firstDay(onPaper(model));
  const boundless: OilModel = {
    ...day,
    limits: [],
    // What passes through with oil of others stays there: it comes first.
    fields: day.fields.map((field, i) => ({
      ...field,
      liftUsdPerTonne: 0,
      shutInUsdPerTonne: 0,
      output: day.ways.some(({ field: own, route }) => own === i && isExport(route))
        ? Float64Array.of(1e9)
        : field.output,
    })),
    elements: day.elements.map((element, e) =>
      e === without ? { ...element, capacity: Float64Array.of(0) } : element,
    ),
    sales: day.sales.map((sale) => ({ ...sale, usdPerTonne: Float64Array.of(1) })),
    ways: day.ways
      .filter(
        ({ route, field }) =>
          isExport(route) || !day.ways.some((other) => other.field === field && isExport(other.route)),
      )
      .map((way) => ({
        ...way,
        premiumUsdPerTonne: isExport(way.route) ? 0 : 1,
        steps: way.steps.map((step) => ({ ...step, usdPerTonne: 0, keeps: 1 })),
      })),
  };
  const network = toNetwork(boundless);
  const built = buildProgram(boundless, network, { steady: true });
  const { status, primal } = solver.solve(built.program);
  if (status !== "optimal") return 0;
  return network.arcs.reduce((sum, arc, a) => (arc.field >= 0 && isExport(arc.route) ? sum + primal[a] : sum), 0);
}
