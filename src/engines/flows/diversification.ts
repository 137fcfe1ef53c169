// How many ways does something really have? Concentration of shares by Herfindahl and Hirschman, its inverse as an effective
// number (Hill 1973), and the same by Shannon's entropy. About physical ways: two over one port are one.

import { expOf, logOf } from "../../lib/exact-math.ts";

export interface Diversification {
  /** Sum of squared shares: 1 when all is in one hand. */
  readonly hhi: number;
  /** 1 / HHI: as many equal shares would be as concentrated. */
  readonly effectiveNumber: number;
  /** exp(−Σ share ln share) */
  readonly shannonEffective: number;
}

/**
 * Measures of a division; amounts need not add up to 1, zeros count nothing.
 * @returns NaN for all when nothing is divided
 * @throws RangeError for a negative amount
 */
export function diversify(amounts: ArrayLike<number>): Diversification {
  const list = Array.from(amounts);
  if (list.some((amount) => !(amount >= 0))) throw new RangeError("amounts must be at least 0");
  const total = list.reduce((sum, amount) => sum + amount, 0);
  const shares = list.map((amount) => amount / total);
  const hhi = shares.reduce((sum, share) => sum + share * share, 0);
  const entropy = shares.reduce((sum, share) => (share > 0 ? sum - share * logOf(share) : sum), 0);
  if (total === 0) return { hhi: Number.NaN, effectiveNumber: Number.NaN, shannonEffective: Number.NaN };
  return { hhi, effectiveNumber: 1 / hhi, shannonEffective: expOf(entropy) };
}
