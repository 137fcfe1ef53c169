import { expect, test } from "vitest";
import { stream } from "../../lib/random.ts";
import { beats, type Candidate, chooseDifferent, DEFAULT_SELECTION, notBeaten, sharedCost } from "./select.ts";

/** A way of its own arc and 100 USD, so that no two share anything. */
const way = (key: string, generalisedUsd: number, kind: string, slot: number): Candidate => ({
  usd: 100,
  meanHours: 1,
  varianceHours: 0,
  co2eKg: 0,
  borders: 0,
  generalisedUsd,
  slots: Int32Array.of(slot),
  kind,
  key,
});

test("another kind comes before another of the same, unless it is far worse", () => {
  const ways = [way("a", 100, "sea", 0), way("b", 105, "sea", 1), way("c", 140, "rail", 2), way("d", 149, "road", 3)];
  const keys = (count: number) =>
    chooseDifferent(ways, { ...DEFAULT_SELECTION, count }, () => 100).map(({ key }) => key);
  expect(keys(2)).toEqual(["a", "c"]);
  expect(keys(3)).toEqual(["a", "c", "d"]);
  expect(keys(4)).toEqual(["a", "b", "c", "d"]);
});

test("ways of no known kind are not held to be of one", () => {
  const ways = [way("a", 100, "", 0), way("b", 105, "", 1), way("c", 140, "rail", 2)];
  expect(chooseDifferent(ways, { ...DEFAULT_SELECTION, count: 2 }, () => 100).map(({ key }) => key)).toEqual([
    "a",
    "b",
  ]);
});

const ways = (count: number, seed: number): Candidate[] => {
  const random = stream(seed, "select");
  const pick = (n: number) => Math.floor(random() * n);
  return Array.from({ length: count }, (_, i) => {
    const slots = Array.from({ length: 4 }, () => pick(30)).filter((slot, k, all) => all.indexOf(slot) === k);
    const cost = slots.reduce((sum, slot) => sum + usdOf(slot), 0);
    return {
      usd: cost,
      meanHours: 1 + pick(5),
      varianceHours: pick(5),
      co2eKg: pick(5),
      borders: pick(3),
      generalisedUsd: cost + pick(50),
      slots: Int32Array.from(slots),
      key: `${i}`,
    };
  });
};
const usdOf = (slot: number) => 10 + slot;

test("one beats another when it is nowhere worse and somewhere better; rounding is no difference", () => {
  const [a] = ways(1, 1);
  if (!a) throw new Error("expected a way");
  expect(beats(a, a)).toBe(false);
  expect(beats({ ...a, usd: a.usd - 1 }, a)).toBe(true);
  expect(beats({ ...a, usd: a.usd - 1, borders: a.borders + 1 }, a)).toBe(false);
  expect(beats({ ...a, usd: a.usd * (1 - 1e-12) }, a)).toBe(false);
  expect(beats({ ...a, usd: a.usd * (1 + 1e-12), meanHours: a.meanHours - 1 }, a)).toBe(true);
});

test("those that nothing beats: none of them beats another, and all others are beaten by one of them", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const all = ways(40, seed);
    const kept = notBeaten(all);
    for (const one of all) {
      const beaten = kept.some((other) => beats(other, one));
      expect(beaten, `seed ${seed}, way ${one.key}`).toBe(!kept.includes(one));
    }
  }
});

test("shared cost is the same from both sides, all of a way's own, none of a stranger's", () => {
  const [a, b] = ways(2, 3);
  if (!a || !b) throw new Error("expected two ways");
  expect(sharedCost(a, a, usdOf)).toBe(1);
  expect(sharedCost(a, b, usdOf)).toBe(sharedCost(b, a, usdOf));
  const stranger = { ...b, slots: Int32Array.of(99) };
  expect(sharedCost(a, stranger, usdOf)).toBe(0);
  const free = { ...a, usd: 0, key: "free" };
  expect([sharedCost(free, free, usdOf), sharedCost(free, { ...free, key: "other" }, usdOf)]).toEqual([1, 0]);
});

test("a choice begins with the best, is in order, within the detour and different enough, and never grows by chance", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const all = ways(30, seed);
    const chosen = chooseDifferent(all, { ...DEFAULT_SELECTION, count: 5 }, usdOf);
    const least = Math.min(...all.map(({ generalisedUsd }) => generalisedUsd));
    expect(chosen[0]?.generalisedUsd).toBe(least);
    for (const [i, one] of chosen.entries()) {
      expect(one.generalisedUsd).toBeGreaterThanOrEqual(chosen[i - 1]?.generalisedUsd ?? 0);
      expect(one.generalisedUsd).toBeLessThanOrEqual(1.5 * least);
      for (const other of chosen.slice(i + 1)) expect(sharedCost(one, other, usdOf)).toBeLessThanOrEqual(0.7);
    }
    const shuffled = chooseDifferent([...all].reverse(), { ...DEFAULT_SELECTION, count: 5 }, usdOf);
    expect(shuffled.map(({ key }) => key)).toEqual(chosen.map(({ key }) => key));
  }
});
