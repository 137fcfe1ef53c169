import { expect, test } from "vitest";
import type { Value } from "../model/facts.ts";
import { toUsdWith } from "./money.ts";

const value = (unit: string, asOf: string) => ({ unit, asOf, place: "values/v.csv:2" }) as Value;
const toUsd = toUsdWith({
  priceYear: 2025,
  deflators: new Map([
    [2020, 80],
    [2024, 98],
    [2025, 100],
  ]),
  exchangeRates: [
    { currency: "EUR", date: "2024-07-01", usdPerUnit: 1.1, source: "s" },
    { currency: "EUR", date: "2020-01-01", usdPerUnit: 1.2, source: "s" },
  ],
});

test("dollars of an earlier year grow with the deflator; of the price year they stay", () => {
  expect(toUsd(value("USD/unit", "2020"), 100)).toBeCloseTo(125, 10);
  expect(toUsd(value("USD/t", "2025-03-01"), 100)).toBe(100);
});

test("the rate is the latest one not after the date, a year means its end, before all rates the first one counts", () => {
  expect(toUsd(value("EUR/TEU", "2025"), 1)).toBeCloseTo(1.1, 10);
  expect(toUsd(value("EUR/TEU", "2024-06-30"), 98)).toBeCloseTo(1.2 * 100, 10);
  expect(toUsd(value("EUR/TEU", "2024"), 98)).toBeCloseTo(1.1 * 100, 10);
  expect(toUsd(value("EUR/TEU", "2015"), 80)).toBeCloseTo(1.2 * 100, 10);
});

test("a year without deflator takes the nearest", () => {
  expect(toUsd(value("USD/unit", "2010"), 80)).toBeCloseTo(100, 10);
});

test("what is not money, or has no rate, is a bug here", () => {
  expect(() => toUsd(value("km", "2025"), 1)).toThrow(RangeError);
  expect(() => toUsd(value("JPY/unit", "2025"), 1)).toThrow(RangeError);
});
