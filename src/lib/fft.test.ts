import { describe, expect, it } from "vitest";
import {
  convolution,
  directConvolution,
  fftPlan,
  inverseTransform,
  inverseTransformReal,
  powerOfTwoFrom,
  transform,
  transformReal,
} from "./fft.ts";
import { stream } from "./random.ts";

const noise = (length: number, name: string): Float64Array => {
  const random = stream(1, `fft/${name}`);
  return Float64Array.from({ length }, () => random() - 0.5);
};

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
};

describe("fft", () => {
  it.each([1, 2, 4, 8, 64])("equals the transform's definition at size %i", (size) => {
    const re = noise(size, "re");
    const im = noise(size, "im");
    const expectedRe = new Float64Array(size);
    const expectedIm = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      for (let n = 0; n < size; n++) {
        const angle = (-2 * Math.PI * ((n * k) % size)) / size;
        expectedRe[k] += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
        expectedIm[k] += re[n] * Math.sin(angle) + im[n] * Math.cos(angle);
      }
    }
    transform(fftPlan(size), re, im);
    expect(largestDifference(re, expectedRe)).toBeLessThan(1e-13);
    expect(largestDifference(im, expectedIm)).toBeLessThan(1e-13);
  });

  it.each([1, 2, 16, 8192])("the inverse gives the input back at size %i", (size) => {
    const re = noise(size, "a");
    const im = noise(size, "b");
    const plan = fftPlan(size);
    const gotRe = re.slice();
    const gotIm = im.slice();
    transform(plan, gotRe, gotIm);
    inverseTransform(plan, gotRe, gotIm);
    expect(largestDifference(gotRe, re)).toBeLessThan(1e-14);
    expect(largestDifference(gotIm, im)).toBeLessThan(1e-14);
  });

  it.each([2, 4, 8, 32, 1024])("real input: same spectrum as the complex transform at size %i", (size) => {
    for (const length of [size, size - 1, 1]) {
      const input = noise(length, "real");
      const re = new Float64Array(size / 2 + 1).fill(9);
      const im = new Float64Array(size / 2 + 1).fill(9);
      transformReal(fftPlan(size), input, re, im);
      const fullRe = new Float64Array(size);
      fullRe.set(input);
      const fullIm = new Float64Array(size);
      transform(fftPlan(size), fullRe, fullIm);
      expect(largestDifference(re, fullRe.subarray(0, size / 2 + 1))).toBeLessThan(1e-12);
      expect(largestDifference(im, fullIm.subarray(0, size / 2 + 1))).toBeLessThan(1e-12);
      const back = new Float64Array(length);
      inverseTransformReal(fftPlan(size), re, im, back);
      expect(largestDifference(back, input)).toBeLessThan(1e-14);
    }
  });

  it("fast convolution equals the direct sum", () => {
    for (const [n, m] of [
      [1, 1],
      [49, 49],
      [100, 357],
      [513, 64],
      [2000, 1500],
    ]) {
      const a = noise(n, "a");
      const b = noise(m, "b");
      expect(largestDifference(convolution(a, b), directConvolution(a, b))).toBeLessThan(1e-12);
    }
    expect(convolution(new Float64Array(0), noise(3, "a")).length).toBe(0);
  });

  it("refuses sizes that are no power of two", () => {
    for (const size of [0, 3, 12, -4, Number.NaN, 2 ** 25]) expect(() => fftPlan(size)).toThrow(RangeError);
    expect(powerOfTwoFrom(1)).toBe(1);
    expect(powerOfTwoFrom(1025)).toBe(2048);
  });
});
