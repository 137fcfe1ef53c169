// Numbers are no words, words are no numbers, and equal rows stay as they were.

import { expect, test } from "vitest";
import { sortRows } from "./sort-rows.ts";

const rows = [
  { name: "b", wait: 9 },
  { name: "a", wait: 10 },
  { name: "c", wait: -1 },
  { name: "d", wait: 9 },
];
const names = (by: (row: (typeof rows)[number]) => string | number, isUp: boolean) =>
  sortRows(rows, by, isUp)
    .map(({ name }) => name)
    .join("");

test("rows are sorted by number or by word, both ways, and what is equal keeps its order", () => {
  expect(names(({ wait }) => wait, true)).toBe("cbda");
  expect(names(({ wait }) => wait, false)).toBe("abdc");
  expect(names(({ name }) => name, true)).toBe("abcd");
  expect(names(({ name }) => name, false)).toBe("dcba");
  expect(rows.map(({ name }) => name).join("")).toBe("bacd");
});
