import { describe, expect, it } from "vitest";
import { stream } from "./random.ts";

const take = (count: number, seed: number, name: string): number[] => {
  const random = stream(seed, name);
  return Array.from({ length: count }, () => random());
};

describe("random", () => {
  it("repeats itself for the same seed and name, and only then", () => {
    expect(take(50, 7, "ferry")).toEqual(take(50, 7, "ferry"));
    expect(take(5, 7, "ferry")).not.toEqual(take(5, 8, "ferry"));
    expect(take(5, 7, "ferry")).not.toEqual(take(5, 7, "ferrz"));
  });

  it("keeps its first numbers from version to version", () => {
    expect(take(3, 1, "golden")).toMatchInlineSnapshot(`
      [
        0.4591929385067086,
        0.8637715619780623,
        0.3929075151478495,
      ]
    `);
  });

  it("is uniform on (0, 1): moments and 20 cells within 4 standard errors (seed 42)", () => {
    const draws = take(200_000, 42, "moments");
    const n = draws.length;
    const mean = draws.reduce((sum, u) => sum + u, 0) / n;
    const square = draws.reduce((sum, u) => sum + u * u, 0) / n;
    const lag = draws.slice(1).reduce((sum, u, i) => sum + (u - 0.5) * (draws[i] - 0.5), 0) / (n - 1);
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(square - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / n));
    expect(Math.abs(lag)).toBeLessThan((4 / 12) * Math.sqrt(1 / n));
    const cells = new Array<number>(20).fill(0);
    for (const u of draws) {
      expect(u > 0 && u < 1).toBe(true);
      cells[Math.floor(u * 20)]++;
    }
    for (const cell of cells) expect(Math.abs(cell - n / 20)).toBeLessThan(4 * Math.sqrt((n / 20) * (19 / 20)));
  });

  it("streams with neighbouring names are uncorrelated (seed 42)", () => {
    const a = take(50_000, 42, "a");
    const b = take(50_000, 42, "b");
    const product = a.reduce((sum, u, i) => sum + (u - 0.5) * (b[i] - 0.5), 0) / a.length;
    expect(Math.abs(product)).toBeLessThan((4 / 12) * Math.sqrt(1 / a.length));
  });

  it("refuses a seed that is no integer", () => {
    expect(() => stream(Number.NaN, "x")).toThrow(RangeError);
    expect(() => stream(0.5, "x")).toThrow(RangeError);
  });
});
