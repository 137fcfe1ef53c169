import { describe, expect, test } from "vitest";
import { stream } from "../../lib/random.ts";
import { checkMaxFlow } from "./check-flow.ts";
import { disjointPaths } from "./disjoint-paths.ts";
import { capacityInstance } from "./instances.ts";
import { type CapacityNetwork, maxFlow } from "./max-flow.ts";
import { splitNodes } from "./split-nodes.ts";

/** Arcs as `tail head capacity`; nodes are numbered in the order in which they appear. */
function network(
  text: string,
): CapacityNetwork & { readonly names: readonly string[]; readonly at: (name: string) => number } {
  const rows = text
    .trim()
    .split(/\s*;\s*/)
    .map((row) => row.split(" "));
  const names = [...new Set(rows.flatMap((row) => row.slice(0, 2)))];
  return {
    nodeCount: names.length,
    tail: Int32Array.from(rows, ([tail]) => names.indexOf(tail)),
    head: Int32Array.from(rows, ([, head]) => names.indexOf(head)),
    capacity: Float64Array.from(rows, ([, , capacity]) => Number(capacity)),
    names,
    at: (name) => names.indexOf(name),
  };
}

const CLRS = network("s v1 16; s v2 13; v2 v1 4; v1 v3 12; v3 v2 9; v2 v4 14; v4 v3 7; v3 t 20; v4 t 4");

const solved = (problem: CapacityNetwork, source: number, sink: number, arcAllowed?: Uint8Array) => {
  const result = maxFlow(problem, source, sink, arcAllowed);
  expect(checkMaxFlow(problem, source, sink, result, arcAllowed)).toEqual([]);
  return result.status === "ok" ? result.value : Number.POSITIVE_INFINITY;
};

describe("maxFlow", () => {
  test("the network of Cormen et al. takes 23, bounded by v1-v3, v4-v3 and v4-t", () => {
    const result = maxFlow(CLRS, CLRS.at("s"), CLRS.at("t"));
    expect(checkMaxFlow(CLRS, CLRS.at("s"), CLRS.at("t"), result)).toEqual([]);
    expect(result).toMatchObject({ status: "ok", value: 23 });
    if (result.status !== "ok") return;
    const arcs = [...result.cut].map((arc) => `${CLRS.names[CLRS.tail[arc]]}-${CLRS.names[CLRS.head[arc]]}`);
    expect(arcs.sort()).toEqual(["v1-v3", "v4-t", "v4-v3"]);
  });

  test("flow and cut meet on 1,000 random graphs, and small ones agree with all cuts tried out", () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const nodes = 2 + (seed % 9);
      const problem = capacityInstance(seed, nodes, seed % 40, 9);
      const result = maxFlow(problem, 0, 1);
      expect(checkMaxFlow(problem, 0, 1, result), `seed ${seed}`).toEqual([]);
      if (result.status === "ok") expect(result.value, `seed ${seed}`).toBe(smallestCut(problem));
    }
  });

  test("fractions too, on larger graphs", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const whole = capacityInstance(seed, 300, 2000, 1000);
      const problem = { ...whole, capacity: whole.capacity.map((capacity) => capacity / 7) };
      const result = maxFlow(problem, 0, 1);
      expect(checkMaxFlow(problem, 0, 1, result), `seed ${seed}`).toEqual([]);
    }
  });

  test("relations: other numbers for nodes, all capacities times k, an arc twice, an arc less", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const problem = capacityInstance(seed, 8, 24, 9);
      const value = solved(problem, 0, 1);
      const turned = {
        ...problem,
        tail: problem.tail.map((node) => 7 - node),
        head: problem.head.map((node) => 7 - node),
      };
      expect(solved(turned, 7, 6), `seed ${seed}`).toBe(value);
      expect(solved({ ...problem, capacity: problem.capacity.map((c) => 3 * c) }, 0, 1)).toBe(3 * value);
      const twice = {
        ...problem,
        tail: Int32Array.from([...problem.tail, ...problem.tail]),
        head: Int32Array.from([...problem.head, ...problem.head]),
        capacity: Float64Array.from([...problem.capacity, ...problem.capacity]),
      };
      expect(solved(twice, 0, 1)).toBe(2 * value);
      const allowed = new Uint8Array(24).fill(1);
      allowed[seed % 24] = 0;
      expect(solved(problem, 0, 1, allowed)).toBeLessThanOrEqual(value);
    }
  });

  test("without any capacity on a whole path it says so, and names the path", () => {
    const open = network("s a Infinity; a t Infinity; s t 3");
    expect(maxFlow(open, 0, 2)).toEqual({ status: "unbounded", path: Int32Array.of(0, 1) });
    const shut = network("s a Infinity; a t 5; s t 3");
    expect(solved(shut, 0, 2)).toBe(8);
  });

  test("no arcs, no way, capacities of zero", () => {
    expect(solved(network("s a 4; t a 4"), 0, 2)).toBe(0);
    expect(solved(network("s t 0"), 0, 1)).toBe(0);
    expect(() => maxFlow(CLRS, 0, 0)).toThrow("one node");
  });

  test("a port in between bounds two ways together", () => {
    const two = network("s p 5; s p 6; p t 9; s q 2; q t 2");
    const split = splitNodes(
      two,
      Float64Array.from(two.names, (name) => (name === "p" ? 4 : Number.POSITIVE_INFINITY)),
    );
    const [from, to] = [split.leaving(two.at("s")), split.arriving(two.at("t"))];
    const result = maxFlow(split, from, to);
    expect(checkMaxFlow(split, from, to, result)).toEqual([]);
    if (result.status !== "ok") throw new Error("bounded");
    expect(result.value).toBe(6);
    expect([...result.cut]).toEqual([3, split.arcCount + two.at("p")]);
  });
});

/** Every set of nodes with 0 and without 1. */
function smallestCut({ nodeCount, tail, head, capacity }: CapacityNetwork): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let set = 1; set < 1 << nodeCount; set += 2) {
    if ((set & 2) !== 0) continue;
    let across = 0;
    for (let arc = 0; arc < tail.length; arc++) {
      if (((set >> tail[arc]) & 1) === 1 && ((set >> head[arc]) & 1) === 0) across += capacity[arc];
    }
    smallest = Math.min(smallest, across);
  }
  return smallest;
}

describe("disjointPaths", () => {
  test("two ways over one port share no arc and yet count once", () => {
    const graph = network("s p 1; s p 1; p t 1; p t 1; s q 1; q t 1");
    expect(disjointPaths(graph, 0, 2, "arcs")).toHaveLength(3);
    expect(disjointPaths(graph, 0, 2, "nodes")).toHaveLength(2);
  });

  test("as many as must be taken away to part the ends (Menger), on 200 random graphs; paths share what they may", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = stream(seed, "test/disjoint");
      const graph = capacityInstance(seed, 7, 8 + Math.floor(random() * 6), 1);
      const keep = [...graph.tail.keys()].filter((arc) => graph.tail[arc] + graph.head[arc] !== 1);
      const [tail, head] = [graph.tail, graph.head].map((list) => Int32Array.from(keep, (arc) => list[arc]));
      const simple = { nodeCount: 7, tail, head };
      for (const share of ["arcs", "nodes"] as const) {
        const paths = disjointPaths(simple, 0, 1, share);
        const used = paths.flatMap((path) =>
          share === "arcs" ? [...path] : [...path].slice(1).map((arc) => tail[arc]),
        );
        expect(new Set(used).size, `seed ${seed} ${share}`).toBe(used.length);
        for (const path of paths) {
          expect([...path].map((arc) => tail[arc])).toEqual([0, ...[...path].slice(0, -1).map((arc) => head[arc])]);
          expect(head[path[path.length - 1]]).toBe(1);
        }
        expect(paths.length, `seed ${seed} ${share}`).toBe(fewestToTakeAway(simple, share));
      }
    }
  });
});

function fewestToTakeAway(
  graph: { nodeCount: number; tail: Int32Array; head: Int32Array },
  share: "arcs" | "nodes",
): number {
  const count = share === "arcs" ? graph.tail.length : graph.nodeCount - 2;
  let fewest = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 1 << count; set++) {
    const size = set.toString(2).replaceAll("0", "").length;
    if (size < fewest && !isJoined(graph, set, share)) fewest = size;
  }
  return fewest;
}

function isJoined(
  { tail, head }: { tail: Int32Array; head: Int32Array },
  gone: number,
  share: "arcs" | "nodes",
): boolean {
  const seen = new Set([0]);
  for (const node of seen) {
    for (let arc = 0; arc < tail.length; arc++) {
      if (tail[arc] !== node) continue;
      const isGone = share === "arcs" ? (gone >> arc) & 1 : head[arc] > 1 && (gone >> (head[arc] - 2)) & 1;
      if (!isGone) seen.add(head[arc]);
    }
  }
  return seen.has(1);
}
