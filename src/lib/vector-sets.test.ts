import { expect, test } from "vitest";
import { stream } from "./random.ts";
import { VectorSets } from "./vector-sets.ts";

test("covers what a plain list of rows covers, from any place on", () => {
  for (const width of [1, 2, 3, 5, 8]) {
    const random = stream(width, "vector-sets");
    const sets = new VectorSets(4, width);
    const plain: number[][][] = [[], [], [], []];
    for (let step = 0; step < 1500; step++) {
      const set = Math.floor(random() * 4);
      const row = Array.from({ length: width }, () => Math.floor(random() * 12));
      const from = Math.floor(random() * (plain[set].length + 1));
      const expected = plain[set].slice(from).some((other) => other.every((value, i) => value <= row[i]));
      expect(sets.covers(set, from, Float64Array.of(0, ...row), 1), `width ${width} step ${step}`).toBe(expected);
      if (random() < 0.3) {
        sets.add(set, Float64Array.from(row), 0);
        plain[set].push(row);
      }
      expect(sets.count(set)).toBe(plain[set].length);
    }
  }
});
