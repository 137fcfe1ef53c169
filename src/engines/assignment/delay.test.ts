import { expect, test } from "vitest";
import { delayAt, delayIntegral, raise } from "./delay.ts";
import { networkOf } from "./instances.ts";

const { delays } = networkOf(
  [
    "a>b 10",
    "a>b 10+2x",
    "a>b 10 bpr 0.15 4 100",
    "a>b 10 bpr 0.3 2.5 80",
    "a>b 10 davidson 0.25 100",
    "a>b 2 mm1 50",
    "a>b 0 bpr 0.15 4 100",
    "a>b 10 bpr 0.15 0 100",
    "a>b 10 bpr 0.15 1 100",
  ],
  [],
);
const LINKS = delays.kind.length;

function at(link: number, flow: number) {
  const point = { time: 0, slope: 0, curvature: 0 };
  delayAt(delays, link, flow, point);
  return point;
}

test("times by hand", () => {
  expect(at(2, 100).time).toBeCloseTo(11.5, 12);
  expect(at(4, 80).time).toBeCloseTo(20, 12);
  expect(at(5, 40).time).toBeCloseTo(2.1, 12);
  expect(at(1, 3).time).toBe(16);
  expect(at(7, 0).time).toBeCloseTo(11.5, 12);
  expect(at(6, 500)).toEqual({ time: 0, slope: 0, curvature: 0 });
});

test("slopes and curvatures are the derivatives, integrals the areas, below and beyond capacity", () => {
  for (let link = 0; link < LINKS; link++) {
    for (const flow of [1, 20, 49.2, 70, 120]) {
      const step = 1e-4;
      const { slope, curvature } = at(link, flow);
      const rise = (at(link, flow + step).time - at(link, flow - step).time) / (2 * step);
      expect(Math.abs(slope - rise), `link ${link} at ${flow}`).toBeLessThanOrEqual(1e-6 * (1 + slope));
      const bend = (at(link, flow + step).slope - at(link, flow - step).slope) / (2 * step);
      expect(Math.abs(curvature - bend), `link ${link} at ${flow}`).toBeLessThanOrEqual(1e-5 * (1 + curvature));
      const area = (delayIntegral(delays, link, flow + step) - delayIntegral(delays, link, flow - step)) / (2 * step);
      expect(Math.abs(area - at(link, flow).time), `link ${link} at ${flow}`).toBeLessThan(1e-5 * (1 + area));
    }
    expect(delayIntegral(delays, link, 0)).toBe(0);
  }
});

test("powers", () => {
  expect(raise(0, 0)).toBe(1);
  expect(raise(0, 4)).toBe(0);
  expect(raise(3, 5)).toBe(243);
  expect(raise(2, 0.5)).toBeCloseTo(Math.SQRT2, 14);
  expect(raise(1.1, 100)).toBeCloseTo(13780.6123, 4);
});
