import { expect, test } from "vitest";
import { didYouMean, editDistance, nearestWords } from "./nearest-word.ts";

test("edit distance counts replaced, missing, extra and swapped letters", () => {
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(editDistance("abcd", "abdc")).toBe(1);
  expect(editDistance("", "abc")).toBe(3);
  expect(editDistance("abcdef", "uvwxyz", 2)).toBe(3);
});

test("the nearest words come first and far ones not at all", () => {
  expect(nearestWords("dweelHours", ["draftM", "freeHours", "dwellHours"])).toEqual(["dwellHours", "freeHours"]);
  expect(nearestWords("xyz", ["dwellHours"])).toEqual([]);
  expect(didYouMean("raill", ["rail", "road"], "one of rail, road")).toBe("did you mean rail?");
  expect(didYouMean("zeppelin", ["rail", "road"], "one of rail, road")).toBe("one of rail, road");
});
