// Numbers and dates as each language writes them, whatever the browser knows.

import { expect, test } from "vitest";
import { formatNumber, localeData, makeFormat, roundSignificant } from "./intl.ts";

const spaces = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const format = (lang: string, view = { currency: "USD", distance: "km", time: "days" } as const, usdPerUnit = 1) =>
  makeFormat({ locale: localeData(lang), view, usdPerUnit, word: (key) => key });

test("separators", () => {
  expect(formatNumber(1234567.5, localeData("en"), 1)).toBe("1,234,567.5");
  expect(spaces(formatNumber(1234567.5, localeData("kk"), 1))).toBe("1 234 567,5");
  expect(formatNumber(1234567.5, localeData("az"), 1)).toBe("1.234.567,5");
  expect(spaces(formatNumber(-1234, localeData("ru")))).toBe("−1 234");
  expect(formatNumber(-0.2, localeData("en"))).toBe("0");
  expect(formatNumber(Number.NaN, localeData("en"))).toBe("–");
});

test("dates", () => {
  expect(format("en").date("2026-12-01")).toBe("1 December 2026");
  expect(spaces(format("kk").date("2026-12-01"))).toBe("2026 ж. 1 желтоқсан");
  expect(format("az").date("2026-12-01")).toBe("1 dekabr 2026");
  expect(spaces(format("ru").date("2026-12-01"))).toBe("1 декабря 2026 г.");
  expect(spaces(format("ru").monthYear(2026, 11))).toBe("декабрь 2026 г.");
});

test("two significant digits, three after a one", () => {
  expect([4325, 5944, 1234, 0.1234, 98_765, 0].map(roundSignificant)).toEqual([4300, 5900, 1230, 0.123, 99_000, 0]);
});

test("money in the reader's currency", () => {
  expect(format("en").money(4325)).toBe("USD 4,300");
  expect(format("en", { currency: "EUR", distance: "km", time: "days" } as never, 1.16).money(1160)).toBe("EUR 1,000");
  expect(format("en").moneyExact(4325.678)).toBe("USD 4,325.68");
});

test("days below ten carry a decimal, stages below a day and a half are hours", () => {
  expect(format("en").duration(24 * 16.6).value).toBe("17");
  expect(format("en").duration(24 * 4.25).value).toBe("4.3");
  expect(format("en").span(12)).toBe("12 unit.h");
  expect(format("en").span(48)).toBe("2.0 unit.d");
});
