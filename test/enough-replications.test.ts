// As many replications as are said to be enough tell a difference four times in five, and the page says what the command line says.

import { expect, test } from "vitest";
import { enoughToKnow, enoughToTell } from "../src/cli/enough-replications.ts";
import { stream } from "../src/lib/random.ts";
import * as page from "../src/web/workspaces/simulate/enough-replications.ts";

const interval = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half });

test("with so many replications a true difference is told four times in five", () => {
  // At 100 replications the interval is twice as wide as the difference is large: 800 are asked for.
  const enough = enoughToTell(interval(-1, 2), 100) ?? 0;
  expect(enough).toBe(800);
  const random = stream(3, "enough");
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const half = (2 * Math.sqrt(100)) / Math.sqrt(enough);
  const told = Array.from({ length: 20_000 }, () => Math.abs(-1 + (normal() * half) / 1.96) > half);
  expect(told.filter(Boolean).length / told.length).toBeCloseTo(0.8, 1);
});

test("a wide interval falls with the root of the replications; what is known asks for none", () => {
  expect(enoughToKnow(interval(10, 5), 10)).toBe(250);
  expect(enoughToKnow(interval(10, 2.5), 10)).toBeUndefined();
  expect(enoughToTell(interval(10, 9), 10)).toBeUndefined();
  expect(enoughToTell(interval(0, 0), 10)).toBeUndefined();
  expect(enoughToTell({ mean: 3, low: null, high: null }, 1)).toBeUndefined();
  expect(enoughToTell(interval(0.001, 9), 10)).toBe(Number.POSITIVE_INFINITY);
});

test("the page says what the command line says", () => {
  for (const [mean, half] of [
    [-18.2, 18.9],
    [3, 2],
    [0.4, 11],
    [20, 6],
  ] as const) {
    const known = { ...interval(mean, half), level: 0.95 };
    expect(page.enoughToTell(known, 10)).toBe(enoughToTell(known, 10));
    expect(page.enoughToKnow(known, 10)).toBe(enoughToKnow(known, 10));
  }
});
