import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTooDeep } from "./read-json.ts";

describe("isTooDeep", () => {
  it("counts nesting and not brackets in strings", () => {
    expect(isTooDeep('{"a":[1,[2]]}', 3)).toBe(false);
    expect(isTooDeep('{"a":[1,[2]]}', 2)).toBe(true);
    expect(isTooDeep('{"a":"[[[[[\\"[[[["}', 1)).toBe(false);
    expect(isTooDeep("[[],[],[],[]]", 2)).toBe(false);
  });

  it("agrees with the depth of any JSON value", () => {
    const depthOf = (value: unknown): number =>
      typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const depth = depthOf(value);
        const text = JSON.stringify(value);
        expect(isTooDeep(text, depth)).toBe(false);
        if (depth > 0) expect(isTooDeep(text, depth - 1)).toBe(true);
      }),
    );
  });
});
