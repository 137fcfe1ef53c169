import { describe, expect, it } from "vitest";
import { IndexHeap } from "./heap.ts";
import { stream } from "./random.ts";

describe("IndexHeap", () => {
  it("agrees with a sorted list over 20,000 random operations (seed 3)", () => {
    const random = stream(3, "heap");
    const heap = new IndexHeap(200);
    const keys = new Map<number, number>();
    for (let step = 0; step < 20_000; step++) {
      if (random() < 0.6) {
        const index = Math.floor(random() * 200);
        const key = Math.floor(random() * 1000);
        const old = keys.get(index);
        const lowers = old === undefined || key < old;
        expect(heap.push(index, key)).toBe(lowers);
        if (lowers) keys.set(index, key);
      } else if (keys.size > 0) {
        const least = Math.min(...keys.values());
        expect(heap.minKey).toBe(least);
        const popped = heap.pop();
        expect(keys.get(popped)).toBe(least);
        expect(heap.has(popped)).toBe(false);
        keys.delete(popped);
      }
      expect(heap.size).toBe(keys.size);
    }
    for (const [index, key] of keys) expect(heap.keyOf(index)).toBe(key);
  });

  it("is empty after clear", () => {
    const heap = new IndexHeap(4);
    expect(heap.pop()).toBe(-1);
    expect(heap.minKey).toBe(Number.POSITIVE_INFINITY);
    heap.push(2, 5);
    heap.push(3, 1);
    heap.clear();
    expect(heap.size).toBe(0);
    expect(heap.has(2)).toBe(false);
    heap.push(2, 7);
    expect(heap.pop()).toBe(2);
  });
});
