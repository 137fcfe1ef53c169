import { expect, test } from "vitest";
import { type Candidate, chooseDifferent, DEFAULT_SELECTION } from "./select.ts";

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
