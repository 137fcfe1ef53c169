// As many replications as are said to be enough tell a difference four times in five.

import { expect, test } from "vitest";
import { enoughToKnow, enoughToTell } from "./enough-replications.ts";
import { stream } from "./random.ts";

const interval = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half, level: 0.95 });

test("with so many replications a true difference is told four times in five", () => {
  // Of ten replications with a standard deviation of 2; Student's 97.5 % point with 9 degrees of freedom is 2.262.
  const enough = enoughToTell(interval(-1, (2.262 * 2) / Math.sqrt(10)), 10) ?? 0;
  expect(enough).toBe(35);
  const random = stream(3, "enough");
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const told = Array.from({ length: 4_000 }, () => {
    const found = Array.from({ length: enough }, () => -1 + 2 * normal());
    const mean = found.reduce((sum, each) => sum + each, 0) / enough;
    const variance = found.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (enough - 1);
    return Math.abs(mean) > 2.032 * Math.sqrt(variance / enough);
  });
  expect(told.filter(Boolean).length / told.length).toBeCloseTo(0.82, 1);
});

test("a wide interval falls with the root of the replications; what is known asks for none", () => {
  // Five times as narrow while t falls from 2.262 to 1.973: 250 (1.973 / 2.262)² = 190.2, and tens are said.
  expect(enoughToKnow(interval(10, 5), 10)).toBe(200);
  expect(enoughToKnow(interval(10, 2.5), 10)).toBeUndefined();
  expect(enoughToTell(interval(10, 9), 10)).toBeUndefined();
  expect(enoughToTell(interval(0, 0), 10)).toBeUndefined();
  expect(enoughToTell({ ...interval(3, 1), low: null, high: null }, 1)).toBeUndefined();
  expect(enoughToTell(interval(0.001, 9), 10)).toBe(Number.POSITIVE_INFINITY);
});
