import { describe, expect, it } from "vitest";
import type { GmnsNetwork } from "../model/gmns.ts";
import { InvalidInput } from "../model/problem.ts";
import { findNetworkPaths } from "./network-pareto.ts";

/** Links as `a>b 3 7` (one way) or `a-b 3 7` (both ways), with the criteria length and time. */
function network(...lines: readonly string[]): GmnsNetwork {
  const links = lines.map((line, index) => {
    const [ends, length, time] = line.split(" ");
    const [from, to] = ends.split(/[>-]/);
    return {
      id: String(index),
      from,
      to,
      directed: ends.includes(">"),
      values: { length: Number(length), time: Number(time) },
    };
  });
  const nodes = [...new Set(links.flatMap(({ from, to }) => [from, to]))].map((id) => ({ id }));
  return { nodes, links };
}

const ask = (from: string, to: string, criteria = ["length", "time"], whole = true) => ({ from, to, criteria, whole });
const DIAMOND = network("a>b 1 9", "b>d 1 9", "a>c 5 2", "c>d 5 2", "a>d 30 3", "a>d 11 11", "d>a 1 1");

describe("findNetworkPaths", () => {
  it("lists every way that none beats, in order", () => {
    const found = findNetworkPaths(DIAMOND, ask("a", "d"));
    expect(found.status === "ok" ? found.paths : []).toEqual([
      { criteria: { length: 2, time: 18 }, nodes: ["a", "b", "d"] },
      { criteria: { length: 10, time: 4 }, nodes: ["a", "c", "d"] },
      { criteria: { length: 30, time: 3 }, nodes: ["a", "d"] },
    ]);
  });

  it("gives the best of each criterion when the whole set is not asked for", () => {
    const found = findNetworkPaths(DIAMOND, ask("a", "d", ["length", "time"], false));
    expect(found.status === "ok" ? found.paths.map(({ criteria }) => criteria.length) : []).toEqual([2, 30]);
  });

  it("reads direction: a directed link is no way back, another one is", () => {
    expect(findNetworkPaths(network("a>b 1 1", "b>c 1 1"), ask("c", "a")).status).toBe("none");
    const back = findNetworkPaths(network("a-b 1 1", "b-c 2 1"), ask("c", "a"));
    expect(back.status === "ok" ? back.paths : []).toEqual([
      { criteria: { length: 3, time: 2 }, nodes: ["c", "b", "a"] },
    ]);
  });

  it("takes one criterion, and the same two in another order", () => {
    const one = findNetworkPaths(DIAMOND, ask("a", "d", ["time"]));
    expect(one.status === "ok" ? one.paths : []).toEqual([{ criteria: { time: 3 }, nodes: ["a", "d"] }]);
    const turned = findNetworkPaths(DIAMOND, ask("a", "d", ["time", "length"]));
    expect(turned.status === "ok" ? turned.paths.map(({ criteria }) => criteria.time) : []).toEqual([3, 4, 18]);
  });

  it("agrees with the general search on fractional costs", () => {
    const half = network("a>b 0.5 4.5", "b>d 0.5 4.5", "a>c 2.5 1", "c>d 2.5 1", "a>d 15 1.5");
    const found = findNetworkPaths(half, ask("a", "d"));
    expect(found.status === "ok" ? found.paths.map(({ criteria }) => criteria) : []).toEqual([
      { length: 1, time: 9 },
      { length: 5, time: 2 },
      { length: 15, time: 1.5 },
    ]);
  });

  it("stays at a node when both ends are one", () => {
    const found = findNetworkPaths(DIAMOND, ask("a", "a"));
    expect(found.status === "ok" ? found.paths : []).toEqual([{ criteria: { length: 0, time: 0 }, nodes: ["a"] }]);
  });

  it("names every problem of the ends and criteria at once", () => {
    try {
      findNetworkPaths(DIAMOND, ask("x", "y", []));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInput);
      expect(error instanceof InvalidInput ? error.problems.map(({ place }) => place) : []).toEqual([
        "from",
        "to",
        "criteria",
      ]);
    }
  });
});
