// Money of any currency and year as US dollars of the dataset's price year: first the exchange rate of its date, then the
// US deflator from its year. Not covered: inflation in the currency itself between its date and the rate used.

import type { ExchangeRate } from "../model/dataset.ts";
import type { Value } from "../model/facts.ts";
import { currencyOf } from "./unit-words.ts";

export interface MoneyTables {
  readonly exchangeRates: readonly ExchangeRate[];
  readonly deflators: ReadonlyMap<number, number>;
  readonly priceYear: number;
}

/**
 * A function from a value row and an amount in its currency to USD of the price year. The rate is the latest one not after the
 * row's date (the end of its year or month when that is all it says), else the earliest; a year without deflator takes the nearest.
 * @throws RangeError (a bug) when the row is not money or its currency has no rate; loading has checked both.
 */
export function toUsdWith({
  exchangeRates,
  deflators,
  priceYear,
}: MoneyTables): (value: Value, amount: number) => number {
  const rates = new Map<string, ExchangeRate[]>();
  for (const rate of exchangeRates) {
    const list = rates.get(rate.currency);
    if (list === undefined) rates.set(rate.currency, [rate]);
    else list.push(rate);
  }
  for (const list of rates.values()) list.sort((a, b) => (a.date < b.date ? -1 : 1));
  const factors = new WeakMap<Value, number>();
  return (value, amount) => {
    let factor = factors.get(value);
    if (factor === undefined) {
      const currency = currencyOf(value.unit);
      if (currency === undefined) throw new RangeError(`expected money, found ${value.unit} (${value.place})`);
      factor = usdPerUnit(currency, lastDayOf(value.asOf), rates) * inflation(value.asOf, deflators, priceYear);
      factors.set(value, factor);
    }
    return amount * factor;
  };
}

/** The last day a date, month or year may mean; a text that sorts after all of its days. */
const lastDayOf = (asOf: string): string => (asOf === "" ? "9999" : asOf.length < 10 ? `${asOf}-99` : asOf);

function usdPerUnit(currency: string, date: string, rates: ReadonlyMap<string, readonly ExchangeRate[]>): number {
  if (currency === "USD") return 1;
  const list = rates.get(currency);
  if (list === undefined) throw new RangeError(`expected a currency with a rate, found ${currency}`);
  return (list.findLast((rate) => rate.date <= date) ?? list[0]).usdPerUnit;
}

function inflation(asOf: string, deflators: ReadonlyMap<number, number>, priceYear: number): number {
  const year = asOf === "" ? priceYear : Number(asOf.slice(0, 4));
  const from = nearest(deflators, year);
  const to = nearest(deflators, priceYear);
  return from === undefined || to === undefined ? 1 : to / from;
}

function nearest(deflators: ReadonlyMap<number, number>, year: number): number | undefined {
  const exact = deflators.get(year);
  if (exact !== undefined) return exact;
  let best: number | undefined;
  for (const candidate of deflators.keys()) {
    if (best === undefined || Math.abs(candidate - year) < Math.abs(best - year)) best = candidate;
  }
  return best === undefined ? undefined : deflators.get(best);
}
