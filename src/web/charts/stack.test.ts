// Bands touch one another and add up; what is gained stacks up and what is lost stacks down.

import fc from "fast-check";
import { expect, test } from "vitest";
import { reachOf, stack, thickest } from "./stack.ts";

test("bands touch and add up, gains above zero and losses below", () => {
  const series = fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(series, (values) => {
      const stacked = stack(values.map((own, index) => ({ key: String(index), values: own })));
      for (let day = 0; day < 4; day++) {
        const gains = values.reduce((sum, own) => sum + Math.max(0, own[day] ?? 0), 0);
        const losses = values.reduce((sum, own) => sum + Math.min(0, own[day] ?? 0), 0);
        expect(Math.max(0, ...stacked.map(({ high }) => high[day] ?? 0))).toBe(gains);
        expect(Math.min(0, ...stacked.map(({ low }) => low[day] ?? 0))).toBe(losses + 0);
        for (const [index, own] of stacked.entries())
          expect((own.high[day] ?? 0) - (own.low[day] ?? 0)).toBe(Math.abs(values[index]?.[day] ?? 0));
      }
    }),
    { verbose: true },
  );
});

test("reach and the place of a label", () => {
  const stacked = stack([
    { key: "a", values: [1, 2, 0] },
    { key: "b", values: [3, -4, 1] },
  ]);
  expect(reachOf(stacked)).toEqual([-4, 4]);
  expect(thickest(stacked[1] ?? { key: "", low: [], high: [] })).toEqual({ day: 1, size: 4, at: -2 });
  expect(reachOf([])).toEqual([0, 0]);
});
