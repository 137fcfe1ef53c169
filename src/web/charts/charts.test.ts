// Axes have round steps; findings say what the numbers say; files that are taken away are whole.

import { expect, test } from "vitest";
import type { OptionJson } from "../../wire/route.ts";
import { splitRemark } from "../panels/split-remark.ts";
import { toCsv } from "../shell/downloads.ts";
import { densityOf, fastAgainstCheap, sharesBy } from "./findings.ts";
import { linear, logTicks, niceTicks } from "./scale.ts";

test("ticks are round and inside", () => {
  expect(niceTicks(0, 25.4, 5)).toEqual([0, 10, 20]);
  expect(niceTicks(19, 32, 5)).toEqual([20, 25, 30]);
  expect(niceTicks(3, 3, 5)).toEqual([3]);
  expect(niceTicks(Number.NaN, 3, 5)).toEqual([]);
});

test("ticks of a ratio axis", () => {
  expect(logTicks(2800, 28_000)).toEqual([5000, 10_000, 20_000]);
  expect(logTicks(0, 5)).toEqual([]);
});

test("a scale maps its ends", () => {
  const x = linear(10, 20, 0, 100);
  expect([x(10), x(15), x(20)]).toEqual([0, 50, 100]);
});

test("the fast one against the cheap one", () => {
  const option = (id: string, p50: number, mean: number) => ({ id, hours: { p50 }, costUsd: { mean } }) as OptionJson;
  const finding = fastAgainstCheap([option("a", 500, 4000), option("b", 300, 5000), option("c", 400, 4500)]);
  expect(finding).toMatchObject({ hoursSaved: 200, extraUsd: 1000 });
  expect(fastAgainstCheap([option("a", 300, 4000), option("b", 500, 5000)])).toBeUndefined();
  expect(fastAgainstCheap([])).toBeUndefined();
});

test("shares add up to one, largest first", () => {
  const shares = sharesBy(
    [
      ["x", 1],
      ["y", 3],
      ["x", 1],
    ] as const,
    ([key]) => key,
    ([, value]) => value,
  );
  expect(shares.map((share) => share.key)).toEqual(["y", "x"]);
  expect(shares.reduce((sum, share) => sum + share.share, 0)).toBeCloseTo(1, 12);
});

test("a density integrates to what the distribution covers", () => {
  const distribution = Array.from({ length: 61 }, (_, i): [number, number] => [i, i / 60]);
  const total = densityOf(distribution).reduce((sum, [, y]) => sum + y, 0);
  expect(total).toBeCloseTo(1, 9);
});

test("CSV quotes what must be and defuses formulas", () => {
  expect(
    toCsv(
      ["a", "b"],
      [
        ['say "x", y', 1.5],
        ["=1+1", undefined],
        ["-3", 2],
      ],
    ),
  ).toBe('a,b\r\n"say ""x"", y",1.5\r\n\'=1+1,\r\n-3,2\r\n');
});

test("references are taken out of a remark", () => {
  expect(splitRemark("Ships wait [fact:a, incident in028, source:b]")).toEqual({
    text: "Ships wait",
    refs: ["fact:a", "source:b"],
  });
  expect(splitRemark("Ships wait")).toEqual({ text: "Ships wait", refs: [] });
});
