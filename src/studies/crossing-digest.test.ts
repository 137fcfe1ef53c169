// Histograms and quantiles of cells, against the values themselves.

import { describe, expect, it } from "vitest";
import { cellStart } from "../engines/simulation/index.ts";
import { logOf } from "../lib/exact-math.ts";
import { stream } from "../lib/random.ts";
import { histogramOf, usualQuantiles } from "./crossing-digest.ts";

/** As the engine keeps them: 128 cells for each power of two. */
function cellsOf(values: readonly number[]): Float64Array {
  const cells = new Float64Array(4097);
  for (const value of values) {
    let [low, high] = [0, 4096];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (cellStart(middle) <= value) low = middle;
      else high = middle - 1;
    }
    cells[low]++;
  }
  return cells;
}

describe("a histogram", () => {
  const draw = stream(20_261_126, "histogram");
  const values = Array.from({ length: 50_000 }, () => 100 - 80 * logOf(1 - draw()));
  const bins = histogramOf(cellsOf(values));

  it("adds up to one, without gaps, from the first value to the last", () => {
    expect(bins.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    for (const [i, bin] of bins.entries()) if (i > 0) expect(bin.fromHours).toBe(bins[i - 1].toHours);
    expect(bins[0].fromHours).toBeLessThanOrEqual(101);
    expect(bins[bins.length - 1].toHours).toBeGreaterThanOrEqual(Math.max(...values) * 0.99);
    expect(bins.length).toBeLessThanOrEqual(42);
  });

  it("has the shares of the values, but for those near the edge of a cell", () => {
    for (const { fromHours, toHours, share } of bins) {
      const met = values.filter((value) => value >= fromHours && value < toHours).length / values.length;
      expect(Math.abs(share - met)).toBeLessThan(0.004);
    }
  });

  it("is empty where nobody arrived, and one bin where all take the same time", () => {
    expect(histogramOf(cellsOf([]))).toEqual([]);
    const same = histogramOf(cellsOf(new Array<number>(10).fill(169)));
    expect(same.filter(({ share }) => share > 0).length).toBeLessThanOrEqual(2);
    expect(same.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});

it("tells what a usual year shows by the median of the replications, and no interval of five", () => {
  const digests = [5, 1, 4, 2, 3, 6, 7].map((value) => new Map([["boxes", [value, 10 * value, Number.NaN]]]));
  const [half, most, none] = usualQuantiles(digests, "boxes", 0.95);
  expect(half).toEqual({ value: 4, low: 1, high: 7, level: 0.95 });
  expect(most).toEqual({ value: 40, low: 10, high: 70, level: 0.95 });
  expect(none).toMatchObject({ value: Number.NaN, low: Number.NaN });
  expect(usualQuantiles(digests.slice(0, 5), "boxes", 0.95)[0]).toMatchObject({ value: 3, low: Number.NaN });
});
