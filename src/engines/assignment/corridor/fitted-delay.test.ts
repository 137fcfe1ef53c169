import { describe, expect, it } from "vitest";
import { checkCorridor } from "./check-corridor.ts";
import { flowAtDelay, queueJet } from "./delays.ts";
import { flattenElements } from "./flatten.ts";
import { corridorOf } from "./instances.ts";
import { solveCorridor } from "./solve.ts";

const jet = () => ({ value: 0, slope: 0, bend: 0 });
const element = (power: number, pole = 1, high = 0.98 * pole) =>
  flattenElements([{ capacity: 50, servers: 1, fitted: { scaleHours: 3, power, pole, high } }]);

describe("delays fitted to simulated waits", () => {
  it("power 1 is M/M/1: ρ/(1 − ρ) × 3 hours", () => {
    expect(queueJet(element(1), 0, 40, jet()).value).toBeCloseTo(12, 10);
    expect(queueJet(element(2), 0, 25, jet()).value).toBeCloseTo(1.5, 10);
    // Four fifths of the pole.
    expect(queueJet(element(1, 1.25), 0, 50, jet()).value).toBeCloseTo(12, 10);
    expect(queueJet(element(3), 0, 0, jet())).toEqual(jet());
  });

  it("has the derivatives it says, below, at and beyond what was simulated, and its inverse is one", () => {
    for (const [power, pole, high] of [
      [1, 1, 0.98],
      [2.75, 1.02, 0.9],
      [8, 0.95, 0.6],
    ]) {
      const elements = element(power, pole, high);
      const at = (flow: number) => queueJet(elements, 0, flow, jet());
      const edge = 50 * Math.min(0.98 * pole, high);
      for (const flow of [1, 20, 40, edge - 0.001, edge + 0.001, 1.1 * edge, 200]) {
        const h = 1e-5;
        const { value, slope, bend } = at(flow);
        expect(Math.abs((at(flow + h).value - at(flow - h).value) / (2 * h) - slope)).toBeLessThan(1e-5 * (1 + slope));
        expect(Math.abs((at(flow + h).slope - at(flow - h).slope) / (2 * h) - bend)).toBeLessThan(2e-3 * (1 + bend));
        expect(slope).toBeGreaterThanOrEqual(0);
        expect(bend).toBeGreaterThanOrEqual(0);
        expect(flowAtDelay(elements, 0, value, 10)).toBeCloseTo(flow, 7);
      }
    }
  });

  it("rises without end towards its pole: 0.98 of it is 49 times as much as half, and the pole three times that", () => {
    const at = (flow: number) => queueJet(element(1), 0, flow, jet()).value;
    expect(at(49) / at(25)).toBeCloseTo(49, 9);
    // What nobody waits for is not sent: at the pole it is the value, the slope and half the bend of 1/(1 − r) at 0.98.
    expect(at(50)).toBeCloseTo(3 * (49 + 50 + 50), 6);
  });

  it("two ways, one over ships with such a wait: the share is the logit of the cost with it, proved", () => {
    const rows = [
      {
        demand: 60,
        timeValue: 2,
        scale: 0.05,
        nests: [{ paths: [{ usd: 100, uses: { ships: 1 } }, { usd: 130 }] }],
      },
    ];
    const problem = corridorOf(rows, {
      ships: { capacity: 50, servers: 1, fitted: { scaleHours: 3, power: 2, pole: 1, high: 0.95 } },
    });
    const solution = solveCorridor(problem);
    expect(solution.status).toBe("ok");
    expect(checkCorridor(problem, solution)).toEqual([]);
    const [first, second] = solution.pathFlow;
    const r = first / 50;
    const cost = 100 + (2 * 3 * r * r) / (1 - r);
    expect(first / second).toBeCloseTo(Math.exp(-0.05 * (cost - 130)), 6);
  });
});
