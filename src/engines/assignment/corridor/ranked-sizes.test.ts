import { describe, expect, test } from "vitest";
import { stream } from "../../../lib/random.ts";
import { rankedSizes } from "./ranked-sizes.ts";

const worth = (parts: readonly ReadonlyMap<string, number>[], cost: readonly number[]): number =>
  rankedSizes(parts, cost).reduce((sum, size, path) => sum + size * Math.exp(-cost[path]), 0);

describe("rankedSizes", () => {
  test("the best path is all its own; who shares six of ten with it has four and half of six", () => {
    const parts = [
      new Map([["a", 10]]),
      new Map([
        ["b", 6],
        ["c", 4],
      ]),
      new Map([
        ["b", 6],
        ["d", 4],
      ]),
    ];
    expect([...rankedSizes(parts, [1, 2, 3])]).toEqual([1, 1, 0.7]);
    expect([...rankedSizes(parts, [1, 3, 2])]).toEqual([1, 0.7, 1]);
    expect([...rankedSizes([new Map([["a", 10]]), new Map([["a", 10]])], [5, 5])]).toEqual([1, 0.5]);
  });

  test("taking a path away never makes a set of equally long paths worth more, on 500 random sets", () => {
    for (let seed = 1; seed <= 500; seed++) {
      const random = stream(seed, "test/ranked");
      const paths = Array.from({ length: 2 + Math.floor(4 * random()) }, () => {
        const links = new Map<string, number>();
        while (links.size < 4) links.set("abcdefgh"[Math.floor(8 * random())], 5);
        return links;
      });
      const cost = paths.map(() => 5 * random());
      const all = worth(paths, cost);
      for (const gone of paths.keys()) {
        const left = worth(
          paths.filter((_, path) => path !== gone),
          cost.filter((_, path) => path !== gone),
        );
        expect(left, `seed ${seed}`).toBeLessThanOrEqual(all + 1e-12);
      }
    }
  });
});
