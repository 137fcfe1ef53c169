import { expect, it } from "vitest";
import { stream } from "../../lib/random.ts";
import { lognormal, sampleOf } from "../../model/distribution.ts";
import { costRange } from "./cost-range.ts";
import type { Charge } from "./service-graph.ts";

const charge = (party: string, usd: number, low: number, high: number): Charge => ({
  party,
  kind: "line-haul",
  usd,
  low,
  high,
  basis: "assumed",
  sources: [],
  note: "",
});

it("without doubt is the sum itself", () => {
  expect(costRange([charge("a", 100, 100, 100), charge("b", 50, 50, 50)])).toEqual({ low: 150, high: 150 });
  expect(costRange([])).toEqual({ low: 0, high: 0 });
});

it("of one party is as wide as its charges together, of many as wide as the root of the sum of squares", () => {
  const one = costRange([charge("a", 100, 90, 110), charge("a", 200, 180, 220), charge("a", 50, 50, 50)]);
  expect(one.high - one.low).toBeCloseTo(60, 9);
  const two = costRange([charge("a", 100, 90, 110), charge("b", 200, 180, 220)]);
  expect(two.high - two.low).toBeCloseTo(Math.hypot(20, 40), 9);
});

it("leans upwards as prices do", () => {
  const { low, high } = costRange([charge("a", 1000, 500, 1500)]);
  expect(high - 1000).toBeGreaterThan(1000 - low);
});

it("agrees with sampling within a percent and a half for doubts as wide as freight rates have them", () => {
  const parties = [
    [1800, 0.3],
    [900, 0.25],
    [400, 0.4],
    [250, 0.1],
  ] as const;
  const z90 = 1.2815515655446004;
  const range = costRange(
    parties.map(([usd, cv], i) => charge(`p${i}`, usd, usd * (1 - z90 * cv), usd * (1 + z90 * cv))),
  );
  const random = stream(20261122, "cost-range");
  const runs = 60_000;
  const totals = Array.from({ length: runs }, () =>
    parties.reduce((sum, [usd, cv]) => sum + sampleOf(lognormal(usd, cv), random), 0),
  ).sort((a, b) => a - b);
  expect(Math.abs(range.low / totals[runs / 10] - 1)).toBeLessThan(0.015);
  expect(Math.abs(range.high / totals[(9 * runs) / 10] - 1)).toBeLessThan(0.015);
});
