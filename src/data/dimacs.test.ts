import { describe, expect, test } from "vitest";
import { InvalidInput } from "../model/problem.ts";
import { dimacsFromText } from "./dimacs.ts";

const read = (text: string) => dimacsFromText({ path: "x.min", text });

describe("dimacsFromText", () => {
  test("a least-cost problem, with comments and a capacity without limit", () => {
    const problem = read("c a comment\np min 3 2\nn 1 4\nn 3 -4\na 1 2 0 5 2\na 2 3 1 -1 7\n");
    expect(problem).toMatchObject({ kind: "min-cost", nodeCount: 3, source: -1 });
    expect([...problem.supply]).toEqual([4, 0, -4]);
    expect([...problem.capacity]).toEqual([5, Number.POSITIVE_INFINITY]);
    expect([...problem.lower]).toEqual([0, 1]);
    expect([...problem.cost]).toEqual([2, 7]);
    expect([...problem.tail, ...problem.head]).toEqual([0, 1, 1, 2]);
  });

  test("a maximum flow problem", () => {
    expect(read("p max 2 1\nn 1 s\nn 2 t\na 1 2 9")).toMatchObject({ kind: "max", source: 0, sink: 1 });
  });

  test("all faults at once, each with its line", () => {
    const faulty = "p min 3 5\nn 9 4\nn 2 x\na 1 2 0 5\na 1 7 0 5 2\na 1 2 6 5 2\nz\np min 1 1\n";
    try {
      read(faulty);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      expect(error.problems.map(({ place }) => place)).toEqual([2, 3, 4, 5, 6, 7, 8].map((line) => `x.min:${line}`));
      expect(error.problems.every(({ code, hint }) => code === "bad-dimacs" && hint !== "")).toBe(true);
    }
  });

  test("nothing, no source, too few arcs, one node as both ends", () => {
    for (const text of [
      "",
      "p max 2 1\na 1 2 3\n",
      "p min 2 2\na 1 2 0 3 1\n",
      "p max 2 1\nn 1 s\nn 1 t\na 1 2 3\n",
      "a 1 2 3",
    ]) {
      expect(() => read(text), text).toThrow(InvalidInput);
    }
  });
});
