// What a path is worth to a shipper: money, and the capital that is tied up in the goods on the way.

import { HOURS_PER_YEAR, type Hours, type Usd, usd } from "../../model/units.ts";
import type { Evaluation } from "./evaluate.ts";

/** Value of goods and what holding them costs. */
export interface ShippersTerms {
  readonly valueUsd: Usd;
  /** Cost of capital and depreciation together, share of the value per year. */
  readonly holdingPerYear: number;
}

/** What an hour of the consignment's time costs, USD. */
export const usdPerHour = (terms: ShippersTerms): number => (terms.valueUsd * terms.holdingPerYear) / HOURS_PER_YEAR;

/** Pipeline inventory cost of a mean duration (methods: value × rate × time). */
export const inventoryUsd = (terms: ShippersTerms, meanHours: Hours): Usd => usd(usdPerHour(terms) * meanHours);

/** Money plus inventory: what paths are ranked by. */
export const generalisedUsd = (terms: ShippersTerms, path: Pick<Evaluation, "usd" | "meanHours">): Usd =>
  usd(path.usd + inventoryUsd(terms, path.meanHours));

/**
 * Value of the goods at which two paths cost the same, or null when no value does: above it the quicker path is the
 * better one.
 */
export function breakEvenValueUsd(
  holdingPerYear: number,
  a: Pick<Evaluation, "usd" | "meanHours">,
  b: Pick<Evaluation, "usd" | "meanHours">,
): number | null {
  const perUsdOfValue = (holdingPerYear / HOURS_PER_YEAR) * (a.meanHours - b.meanHours);
  if (perUsdOfValue === 0) return null;
  const value = (b.usd - a.usd) / perUsdOfValue;
  return value > 0 && Number.isFinite(value) ? value : null;
}
