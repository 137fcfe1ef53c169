import { describe, expect, it } from "vitest";
import { erlangC, queueJet } from "./delays.ts";
import { flattenElements } from "./flatten.ts";

const jet = () => ({ value: 0, slope: 0, bend: 0 });

describe("queues of terminals and borders", () => {
  it("Erlang's C: one server waits with ρ, two at ρ = 0.8 with 0.711111, from the textbook", () => {
    expect(erlangC(1, 0.8)).toBeCloseTo(0.8, 12);
    expect(erlangC(2, 1.6)).toBeCloseTo(0.7111111111, 9);
    // Three servers, two erlangs: 4/9.
    expect(erlangC(3, 2)).toBeCloseTo(4 / 9, 12);
    expect(erlangC(100, 0)).toBe(0);
  });

  it("M/M/c is exact: two servers of one unit an hour at 1.6 an hour wait 0.711111 / 0.4 hours", () => {
    const elements = flattenElements([{ capacity: 48, servers: 2, variability: 1 }]);
    expect(queueJet(elements, 0, 1.6 * 24, jet()).value).toBeCloseTo(0.7111111111 / 0.4, 9);
    const halved = flattenElements([{ capacity: 48, servers: 2, variability: 0.5 }]);
    expect(queueJet(halved, 0, 1.6 * 24, jet()).value).toBeCloseTo(0.5 * (0.7111111111 / 0.4), 9);
  });

  it("has the derivatives it says, below, at and beyond 0.98 of the capacity, and never falls", () => {
    for (const servers of [1, 2, 5, 40]) {
      const elements = flattenElements([{ capacity: 50, servers, variability: 2 }]);
      const at = (flow: number) => queueJet(elements, 0, flow, jet());
      for (const flow of [1, 20, 40, 48, 48.9999, 49, 49.0001, 55, 200]) {
        const h = 1e-5;
        const slope = (at(flow + h).value - at(flow - h).value) / (2 * h);
        const bend = (at(flow + h).slope - at(flow - h).slope) / (2 * h);
        const { slope: s, bend: b } = at(flow);
        expect(Math.abs(slope - s)).toBeLessThan(1e-5 * (1 + s));
        expect(Math.abs(bend - b)).toBeLessThan(2e-3 * (1 + b));
        expect(s).toBeGreaterThanOrEqual(0);
      }
      expect(at(49 - 1e-9).value).toBeCloseTo(at(49 + 1e-9).value, 5);
    }
  });

  it("is nothing without servers or without a known capacity", () => {
    const elements = flattenElements([{ capacity: 50 }, { capacity: Number.POSITIVE_INFINITY, servers: 3 }]);
    expect(queueJet(elements, 0, 49, jet())).toEqual(jet());
    expect(queueJet(elements, 1, 49, jet())).toEqual(jet());
  });
});
