import { expect, test } from "vitest";
import { geodesicKm, sphereKm } from "./geodesic.ts";

test("a degree of latitude at the equator and a quarter meridian on WGS84", () => {
  expect(geodesicKm({ lat: 0, lon: 0 }, { lat: 1, lon: 0 })).toBeCloseTo(110.574389, 5);
  expect(geodesicKm({ lat: 0, lon: 0 }, { lat: 90, lon: 0 })).toBeCloseTo(10001.965729, 5);
});

test("the sphere agrees within 0.56 %, across the antimeridian too", () => {
  for (const [a, b] of [
    [
      { lat: 40, lon: 50 },
      { lat: 44, lon: 51 },
    ],
    [
      { lat: 10, lon: 179 },
      { lat: -10, lon: -179 },
    ],
  ] as const) {
    expect(Math.abs(sphereKm(a, b) / geodesicKm(a, b) - 1)).toBeLessThan(0.0056);
  }
});
