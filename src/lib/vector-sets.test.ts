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
      expect(sets.added(set)).toBe(plain[set].length);
    }
  }
});

test("a list without what newer vectors cover answers the same", () => {
  const random = stream(1, "vector-sets-dropping");
  const [all, short] = [new VectorSets(1, 3), new VectorSets(1, 3)];
  for (let step = 0; step < 2000; step++) {
    const row = Float64Array.from({ length: 3 }, () => Math.floor(random() * 30));
    const since = Math.floor(random() * (all.added(0) + 1));
    expect(short.covers(0, 0, row, 0), `step ${step}`).toBe(all.covers(0, 0, row, 0));
    // A newer vector may stand for one that came before; then the answer is yes even if asked for recent ones only.
    if (all.covers(0, since, row, 0)) expect(short.covers(0, since, row, 0), `step ${step}`).toBe(true);
    all.add(0, row, 0);
    short.addAndDropCovered(0, row, 0);
  }
});
