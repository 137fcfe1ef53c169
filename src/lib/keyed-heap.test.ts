import { expect, test } from "vitest";
import { KeyedHeap } from "./keyed-heap.ts";
import { stream } from "./random.ts";

test("gives back what it holds in the order of keys, then ids", () => {
  const seed = 5;
  const random = stream(seed, "keyed-heap");
  const heap = new KeyedHeap();
  const held: [number, number][] = [];
  for (let id = 0; id < 2000; id++) {
    const key = Math.floor(random() * 50);
    heap.push(key, id);
    held.push([key, id]);
    if (random() < 0.4) {
      held.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      expect(heap.pop(), `seed ${seed}`).toBe(held[0][1]);
      expect(heap.poppedKey).toBe(held.shift()?.[0]);
    }
  }
  held.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  expect(held.map(() => heap.pop())).toEqual(held.map(([, id]) => id));
  expect(heap.pop()).toBe(-1);
});
