// Whatever JSON is written is read again; what was not written so is refused without an error.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fromCompact, type Json, toCompact } from "./compact.ts";

test("any JSON comes back", () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: "small" }), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as Json;
      if (JSON.stringify(plain).includes("__proto__")) return;
      expect(fromCompact(toCompact(plain))).toEqual(plain);
    }),
    { verbose: true },
  );
});

test("any text is read without an error", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const value = fromCompact(text);
      if (value !== undefined) expect(fromCompact(toCompact(value))).toEqual(value);
    }),
    { verbose: true },
  );
  expect(fromCompact("(".repeat(10_000))).toBeUndefined();
  expect(fromCompact("!(".repeat(10_000))).toBeUndefined();
});

test("words, days and numbers stand bare, the rest in quotes", () => {
  expect(
    toCompact({ edit: "close", from: "2025-12-01", scale: 0.5, name: "it's 5", list: ["a-b", "5"], big: 1e21 }),
  ).toBe("(edit:close,from:2025-12-01,scale:0.5,name:'it!'s 5',list:!(a-b,'5'),big:1e21)");
});
