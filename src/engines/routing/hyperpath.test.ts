import { describe, expect, test } from "vitest";
import { reverse } from "../../lib/csr.ts";
import { dijkstraTo } from "./dijkstra.ts";
import { findHyperpath, loadHyperpath } from "./hyperpath.ts";
import { randomGraph, SeededRandom, toInstance } from "./instances.ts";

const NO_WAIT = Number.POSITIVE_INFINITY;

describe("findHyperpath", () => {
  // Spiess & Florian (1989), figure 1. Stops A X Y B; riding states 2X 2Y 3Y of lines 2 and 3. Columns: minutes, per minute.
  const nodes = ["A", "X", "Y", "B", "2X", "2Y", "3Y"];
  const arcs: [string, string, number, number][] = [
    ["A", "B", 25, 1 / 6],
    ["A", "2X", 7, 1 / 6],
    ["2X", "X", 0, NO_WAIT],
    ["2X", "2Y", 6, NO_WAIT],
    ["X", "2Y", 6, 1 / 6],
    ["2Y", "Y", 0, NO_WAIT],
    ["X", "3Y", 4, 1 / 15],
    ["3Y", "Y", 0, NO_WAIT],
    ["3Y", "B", 4, NO_WAIT],
    ["Y", "B", 4, 1 / 15],
    ["Y", "B", 10, 1 / 3],
  ];
  const { graph, criteria } = toInstance(
    nodes.length,
    arcs.map(([tail, head, minutes, often]) => [nodes.indexOf(tail), nodes.indexOf(head), minutes, often]),
  );
  const [hours, perHour] = criteria;

  test("the published example: 11.5, 19.0714 and 27.75 minutes, and its flows", () => {
    const hyperpath = findHyperpath({ graph, hours, perHour, target: nodes.indexOf("B") });
    const expected = (node: string) => hyperpath.expectedHours[nodes.indexOf(node)];
    expect(expected("Y")).toBeCloseTo(11.5, 9);
    expect(expected("X")).toBeCloseTo(19.0714, 4);
    expect(expected("A")).toBeCloseTo(27.75, 9);
    const demand = new Float64Array(nodes.length);
    demand[nodes.indexOf("A")] = 1;
    const flow = loadHyperpath(graph, hyperpath, demand);
    const byOriginal = (position: number) => flow[graph.original.indexOf(position)];
    expect(byOriginal(0)).toBeCloseTo(0.5, 12);
    expect(byOriginal(1)).toBeCloseTo(0.5, 12);
    expect(byOriginal(9)).toBeCloseTo(1 / 12, 12);
    expect(byOriginal(10)).toBeCloseTo(5 / 12, 12);
  });

  test("without waits it is the shortest path", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const instance = randomGraph(new SeededRandom(seed), 12, 40, 1, 9);
      const at = { graph: instance.graph, hours: instance.criteria[0], target: 3 };
      const { expectedHours } = findHyperpath({ ...at, perHour: at.hours.map(() => NO_WAIT) });
      const shortest = dijkstraTo(reverse(at.graph), at.hours, at.target).distance;
      expect([...expectedHours], `seed ${seed}`).toEqual([...shortest]);
    }
  });

  test("no other set of services gives a shorter expectation, and all demand arrives", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = new SeededRandom(seed);
      const instance = randomGraph(random, 9, 26, 1, 9);
      const { graph: g } = instance;
      // Times above zero: then the expectation of a strategy is defined by its own equations alone.
      const times = instance.criteria[0].map((time) => time + 1);
      const often = times.map(() => (random.whole(0, 3) === 0 ? NO_WAIT : 0.05 + random.share()));
      const { expectedHours: u, share } = findHyperpath({ graph: g, hours: times, perHour: often, target: 0 });
      for (let node = 1; node < g.nodeCount; node++) {
        const out = Array.from({ length: g.firstOut[node + 1] - g.firstOut[node] }, (_, i) => g.firstOut[node] + i);
        let least = Number.POSITIVE_INFINITY;
        for (let subset = 1; subset < 2 ** out.length; subset++) {
          const set = out.filter((arc, i) => (subset >> i) % 2 === 1 && u[g.head[arc]] < Infinity);
          const waits = set.filter((arc) => often[arc] !== NO_WAIT);
          const f = waits.reduce((sum, arc) => sum + often[arc], 0);
          const mean = (1 + waits.reduce((sum, arc) => sum + often[arc] * (u[g.head[arc]] + times[arc]), 0)) / f;
          const atOnce = set.filter((arc) => often[arc] === NO_WAIT).map((arc) => u[g.head[arc]] + times[arc]);
          least = Math.min(least, waits.length > 0 ? mean : Infinity, ...atOnce);
        }
        if (least === Infinity) expect(u[node], `seed ${seed}`).toBe(Infinity);
        else expect(Math.abs(u[node] - least), `seed ${seed} node ${node}`).toBeLessThan(1e-9);
        const total = out.reduce((sum, arc) => sum + share[arc], 0);
        expect(Math.abs(total - (u[node] < Infinity ? 1 : 0)), `seed ${seed}`).toBeLessThan(1e-12);
      }
      const demand = Float64Array.from(u, (hours, node) => (node > 0 && hours < Infinity ? 1 : 0));
      const flow = loadHyperpath(g, findHyperpath({ graph: g, hours: times, perHour: often, target: 0 }), demand);
      const arrived = flow.reduce((sum, value, arc) => sum + (g.head[arc] === 0 ? value : 0), 0);
      expect(arrived, `seed ${seed}`).toBeCloseTo(
        demand.reduce((sum, value) => sum + value, 0),
        9,
      );
    }
  });
});
