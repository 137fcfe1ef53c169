// Is this the optimum? The dual objective worked out from the multipliers alone, beside the primal one, and how far the
// primal solution is from keeping its constraints. Source: duality of linear programs with bounds on both sides.

import type { LinearProgram, LpSolution } from "./lp-solver.ts";

export interface LpCertificate {
  /** |primal − dual| / max(1, |primal|). */
  readonly gap: number;
  /** Largest violation of a row or a bound, relative to max(1, |bound|). */
  readonly primalViolation: number;
  /** Largest reduced cost that points to a bound that does not exist, relative to max(1, |cost|). */
  readonly dualViolation: number;
}

/** Proves an optimal solution; only multipliers of rows are taken from the solver. */
export function certify(program: LinearProgram, { primal, rowDual }: LpSolution): LpCertificate {
  const { cost, lower, upper, rowLower, rowUpper, starts, rows, values } = program;
  // A larger bound is worth something positive when maximising at an upper bound: minimisation turns signs.
  const sign = program.sense === "max" ? 1 : -1;
  const activity = new Float64Array(rowLower.length);
  let primalValue = 0;
  let dualValue = 0;
  let primalViolation = 0;
  let dualViolation = 0;
  const bound = (price: number, low: number, high: number): number => {
    if (price === 0) return 0;
    const at = price * sign > 0 ? high : low;
    if (Number.isFinite(at)) return price * at;
    dualViolation = Math.max(dualViolation, Math.abs(price));
    return 0;
  };
  for (let j = 0; j < cost.length; j++) {
    let reduced = cost[j];
    for (let k = starts[j]; k < starts[j + 1]; k++) {
      reduced -= rowDual[rows[k]] * values[k];
      activity[rows[k]] += values[k] * primal[j];
    }
    primalValue += cost[j] * primal[j];
    // A basic column's reduced cost is rounding, and its bound may not exist.
    const noise = 1e-9 * Math.max(1, Math.abs(cost[j]));
    dualValue += Math.abs(reduced) <= noise ? reduced * primal[j] : bound(reduced, lower[j], upper[j]);
    primalViolation = Math.max(primalViolation, outside(primal[j], lower[j], upper[j]));
  }
  for (let i = 0; i < activity.length; i++) {
    dualValue += bound(rowDual[i], rowLower[i], rowUpper[i]);
    primalViolation = Math.max(primalViolation, outside(activity[i], rowLower[i], rowUpper[i]));
  }
  return {
    gap: Math.abs(primalValue - dualValue) / Math.max(1, Math.abs(primalValue)),
    primalViolation,
    dualViolation,
  };
}

function outside(value: number, low: number, high: number): number {
  if (value < low) return (low - value) / Math.max(1, Math.abs(low));
  if (value > high) return (value - high) / Math.max(1, Math.abs(high));
  return 0;
}
