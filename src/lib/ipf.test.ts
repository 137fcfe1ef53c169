import { expect, test } from "vitest";
import { fitTable } from "./ipf.ts";

test("a 2 × 2 table against its published solution, with the odds ratio of the seed", () => {
  const { table, residual } = fitTable([1, 2, 3, 4], [4, 6], [5, 5]);
  const expected = [1.757651, 2.242349, 3.242349, 2.757651];
  expected.forEach((value, i) => {
    expect(table[i]).toBeCloseTo(value, 6);
  });
  expect((table[0] * table[3]) / (table[1] * table[2])).toBeCloseTo(2 / 3, 10);
  expect(residual).toBeLessThan(1e-12);
});

test("a seed that meets its totals stays, zeros stay zeros", () => {
  expect([...fitTable([1, 2, 3, 4], [3, 7], [4, 6]).table]).toEqual([1, 2, 3, 4]);
  const { table } = fitTable([0, 1, 1, 1], [2, 3], [1, 4]);
  expect(table[0]).toBe(0);
  expect(table[1]).toBeCloseTo(2, 9);
});

test("totals that disagree or that zeros cannot meet are refused", () => {
  expect(() => fitTable([1, 1, 1, 1], [1, 1], [1, 2])).toThrow("add up");
  expect(() => fitTable([0, 0, 1, 1], [1, 1], [1, 1])).toThrow("row 0");
  expect(() => fitTable([0, 1, 1, 0], [2, 1], [2, 1])).toThrow("zeros");
  expect(() => fitTable([1, 1], [1, 1], [1, 1])).toThrow("cells");
});
