import { expect, it } from "vitest";
import { stream } from "../../lib/random.ts";
import { closedShare, fadingPerHour, stormWaitMoments } from "./storm-spells.ts";

const STORM = { cause: "gale", meanOpenHours: 240, meanClosedHours: 24 };

it("ten days open, one closed: whoever comes at a random time waits 0.0909 d", () => {
  expect(closedShare(STORM)).toBeCloseTo(1 / 11, 14);
  expect(stormWaitMoments(STORM, closedShare(STORM)).meanHours / 24).toBeCloseTo(1 / 11, 12);
});

it("mean and variance of the wait agree with 40,000 draws within 4 standard errors (seed 20261201)", () => {
  const random = stream(20261201, "storm wait");
  const waits = Array.from({ length: 40_000 }, () => (random() < 0.3 ? -24 * Math.log(random()) : 0));
  const { meanHours, varianceHours } = stormWaitMoments(STORM, 0.3);
  const mean = waits.reduce((a, b) => a + b) / waits.length;
  const squares = waits.map((wait) => (wait - meanHours) ** 2);
  const variance = squares.reduce((a, b) => a + b) / waits.length;
  const spread = Math.sqrt(squares.reduce((a, b) => a + (b - variance) ** 2, 0) / waits.length);
  expect(Math.abs(mean - meanHours)).toBeLessThan(4 * Math.sqrt(varianceHours / waits.length));
  expect(Math.abs(variance - varianceHours)).toBeLessThan((4 * spread) / Math.sqrt(waits.length));
});

it("knowledge fades to 1/e when a spell of each kind, taken together, would have ended once", () => {
  expect(fadingPerHour(STORM)).toBeCloseTo(1 / 240 + 1 / 24, 14);
});
