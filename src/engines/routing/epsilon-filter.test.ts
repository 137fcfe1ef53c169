import { expect, test } from "vitest";
import { epsilonFilter } from "./epsilon-filter.ts";
import { SeededRandom } from "./instances.ts";

test("every vector is within (1 + epsilon) of a kept one, and no kept one makes another superfluous", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = new SeededRandom(seed);
    const width = random.whole(1, 5);
    const vectors = Array.from({ length: 200 }, () =>
      Array.from({ length: width }, () => (random.whole(0, 20) === 0 ? 0 : 1000 * random.share())),
    );
    const epsilon = 0.02 + 0.5 * random.share();
    const kept = epsilonFilter(vectors, epsilon).map((position) => vectors[position]);
    const covers = (a: readonly number[], b: readonly number[]) =>
      a.every((cost, i) => cost <= b[i] * (1 + epsilon) * (1 + 1e-12));
    for (const vector of vectors)
      expect(
        kept.some((one) => covers(one, vector)),
        `seed ${seed}`,
      ).toBe(true);
    for (const one of kept) {
      const isBeaten = kept.some((other) => other !== one && other.every((cost, i) => cost <= one[i] / (1 + epsilon)));
      expect(isBeaten, `seed ${seed}`).toBe(false);
    }
  }
});

test("a large epsilon leaves one point, a tiny one all that are not dominated", () => {
  const line = Array.from({ length: 50 }, (_, i) => [100 + i, 200 - i]);
  expect(epsilonFilter(line, 5)).toHaveLength(1);
  expect(epsilonFilter(line, 1e-6)).toHaveLength(50);
  expect(epsilonFilter([], 0.1)).toEqual([]);
  expect(() => epsilonFilter(line, 0)).toThrow(RangeError);
});
