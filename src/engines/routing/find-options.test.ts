import { describe, expect, it } from "vitest";
import { listPaths, randomServiceGraph } from "../../../test/random-service-graph.ts";
import { usd } from "../../model/units.ts";
import { readRule } from "./constrain.ts";
import { type FoundPath, findOptions, measure, prepareGraph } from "./find-options.ts";
import { chooseDifferent, DEFAULT_SELECTION, notBeaten, sharedCost } from "./select.ts";
import type { ShippersTerms } from "./shippers-terms.ts";

const TERMS: ShippersTerms = { valueUsd: usd(80_000), holdingPerYear: 0.2 };
const NETWORKS = 200;

function enumerate(seed: number) {
  const graph = randomServiceGraph(seed);
  const prepared = prepareGraph(graph);
  const measured = listPaths(graph).map((slots) => measure(prepared, slots, TERMS));
  const best = Math.min(...measured.map((path) => path.generalisedUsd));
  const pareto = notBeaten(measured);
  return { graph, prepared, measured, pareto, best };
}

const keys = (paths: readonly FoundPath[]) => paths.map((path) => path.key).sort();

describe("options found by search", () => {
  it(`are those of full enumeration on ${NETWORKS} random networks with timetables, full ships, storage and storms`, () => {
    const different: string[] = [];
    let several = 0;
    for (let seed = 1; seed <= NETWORKS; seed++) {
      const { graph, prepared, pareto } = enumerate(seed);
      const expected = chooseDifferent(
        pareto,
        { ...DEFAULT_SELECTION, count: 5 },
        (slot) => graph.arcs[slot]?.usd ?? 0,
      );
      const found = findOptions(prepared, {
        source: 0,
        target: graph.nodes.length - 1,
        rule: readRule(graph, { mustPass: [], mustAvoid: [] }),
        terms: TERMS,
        count: 5,
      });
      if (expected.length > 1) several++;
      if (keys(expected).join() !== keys(found.chosen.map(({ path }) => path)).join()) different.push(`seed ${seed}`);
    }
    expect(different).toEqual([]);
    // The comparison would be empty if one path ruled every network.
    expect(several).toBeGreaterThan(NETWORKS / 3);
  });

  it("the whole Pareto set on request is that of enumeration", () => {
    for (let seed = 301; seed <= 360; seed++) {
      const { graph, prepared, pareto } = enumerate(seed);
      const found = findOptions(prepared, {
        source: 0,
        target: graph.nodes.length - 1,
        rule: readRule(graph, { mustPass: [], mustAvoid: [] }),
        terms: TERMS,
        count: 5,
        whole: true,
      });
      expect(keys(found.pareto), `seed ${seed}`).toEqual(keys(pareto));
    }
  });

  it("no two chosen share more than seven tenths of their cost, and all stay within the detour", () => {
    for (let seed = 401; seed <= 450; seed++) {
      const { graph, prepared, best } = enumerate(seed);
      const { chosen } = findOptions(prepared, {
        source: 0,
        target: graph.nodes.length - 1,
        rule: readRule(graph, { mustPass: [], mustAvoid: [] }),
        terms: TERMS,
        count: 5,
      });
      for (const [i, a] of chosen.entries()) {
        expect(a.path.generalisedUsd).toBeLessThanOrEqual(1.5 * best * (1 + 1e-9));
        for (const b of chosen.slice(i + 1)) {
          expect(sharedCost(a.path, b.path, (slot) => graph.arcs[slot]?.usd ?? 0)).toBeLessThanOrEqual(0.7);
        }
      }
    }
  });

  it("obey a rule of what to pass", () => {
    for (let seed = 501; seed <= 540; seed++) {
      const { graph, prepared } = enumerate(seed);
      const slot = seed % graph.arcs.length;
      const arc = graph.arcs[slot];
      if (!arc) continue;
      const marked = {
        ...graph,
        arcs: graph.arcs.map((candidate, i) => (i === slot ? { ...candidate, touches: ["here"] } : candidate)),
      };
      const found = findOptions(
        { ...prepared, graph: marked },
        {
          source: 0,
          target: graph.nodes.length - 1,
          rule: readRule(marked, { mustPass: [["here"]], mustAvoid: [] }),
          terms: TERMS,
          count: 3,
        },
      );
      for (const { path } of found.chosen) expect([...path.slots]).toContain(slot);
      const possible = listPaths(graph).some((path) => path.includes(slot));
      // A way may come past a node twice to pass what it must; so more is possible than loopless paths show.
      if (possible) expect(found.chosen.length).toBeGreaterThan(0);
    }
  });
});
