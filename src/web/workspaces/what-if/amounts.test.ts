// Large amounts as they are said: steps of a thousand, never `1,000 k`, signs where a difference is meant.

import { expect, test } from "vitest";
import { localeData, makeFormat } from "../../intl.ts";
import { makeAmounts } from "./amounts.ts";

const format = makeFormat({
  locale: localeData("en"),
  view: { currency: "USD", distance: "km", time: "days" },
  usdPerUnit: 1,
  word: (key) => key,
});
const UNITS: Record<string, string> = {
  "tonnes.one": " t",
  "tonnes.thousand": " kt",
  "tonnes.million": " Mt",
  "money.thousand": "k",
  "money.million": " M",
  "money.billion": " bn",
};
const amounts = makeAmounts(format, (key, values) => `${values.value ?? ""}${UNITS[key] ?? key}`);

test.each([
  [0, "0 t"],
  [0.4, "0.40 t"],
  [940, "940 t"],
  [9_900, "9,900 t"],
  [9_999, "10 kt"],
  [431_000, "430 kt"],
  [994_000, "990 kt"],
  [999_600, "1 Mt"],
  [1_234_000, "1.2 Mt"],
])("%d tonnes", (tonnes, text) => {
  expect(amounts.tonnes(tonnes)).toBe(text);
});

test("money, signs and shares", () => {
  expect(amounts.usd(2_467_125_431)).toBe("USD 2.5 bn");
  expect(amounts.signed(-5_100_000, amounts.tonnes)).toBe("−5.1 Mt");
  expect(amounts.signed(0, amounts.tonnes)).toBe("0 t");
  expect(amounts.percent(0.003)).toBe("0.3 %");
  expect(amounts.percent(0.97)).toBe("97 %");
});
