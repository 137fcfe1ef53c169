import { setImmediate as nextTick } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { InvalidInput } from "../model/problem.ts";
import { createTurns } from "./turns.ts";

const here = () => false;

describe("turns", () => {
  it("go round the addresses, whoever asked most", async () => {
    const { take } = createTurns();
    const done: string[] = [];
    const ask = (address: string, name: string) => take(address, here, () => done.push(name));
    await Promise.all([ask("a", "a1"), ask("a", "a2"), ask("a", "a3"), ask("b", "b1"), ask("c", "c1"), ask("b", "b2")]);
    expect(done).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
  });

  it("let others run between two pieces of work", async () => {
    const { take } = createTurns();
    const seen: number[] = [];
    let done = 0;
    const all = Promise.all(Array.from({ length: 5 }, () => take("a", here, () => ++done)));
    while (done < 5) {
      seen.push(done);
      await nextTick();
    }
    await all;
    expect(new Set(seen).size).toBeGreaterThan(2);
  });

  it("skip what nobody waits for, pass on what is thrown, and go on after it", async () => {
    const { take } = createTurns();
    let worked = 0;
    const gone = take(
      "a",
      () => true,
      () => ++worked,
    );
    const broken = take("a", here, () => {
      throw new Error("broken");
    });
    const good = take("a", here, () => "good");
    await expect(gone).resolves.toBeUndefined();
    await expect(broken).rejects.toThrow("broken");
    await expect(good).resolves.toBe("good");
    expect(worked).toBe(0);
  });

  it("are refused beyond a number that waits, and given again later", async () => {
    const { take } = createTurns(2);
    const waiting = [take("a", here, () => 1), take("a", here, () => 2)];
    await expect(take("a", here, () => 3)).rejects.toThrow(InvalidInput);
    await expect(take("b", here, () => 4)).resolves.toBe(4);
    expect(await Promise.all(waiting)).toEqual([1, 2]);
    await expect(take("a", here, () => 5)).resolves.toBe(5);
  });
});
