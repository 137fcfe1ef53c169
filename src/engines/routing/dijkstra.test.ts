import { describe, expect, test } from "vitest";
import { reverse } from "../../lib/csr.ts";
import { costsOf, listPaths } from "./brute-force.ts";
import { checkPaths } from "./check-paths.ts";
import { dijkstra, dijkstraTo, pathTo } from "./dijkstra.ts";
import { randomGraph, SeededRandom, toInstance } from "./instances.ts";

describe("dijkstra", () => {
  test("equals the least of all paths on 300 random graphs, forwards and backwards, with closed arcs", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = new SeededRandom(seed);
      const { graph, criteria } = randomGraph(random, random.whole(2, 10), random.whole(10, 30), 1, 9);
      const [costs] = criteria;
      const arcAllowed = Uint8Array.from(graph.head, () => (random.whole(0, 5) === 0 ? 0 : 1));
      const forwards = dijkstra(graph, costs, 0, { arcAllowed });
      for (let node = 1; node < graph.nodeCount; node++) {
        const all = listPaths(graph, 0, [node], arcAllowed).map((arcs) => costsOf(arcs, criteria)[0]);
        const least = Math.min(...all);
        expect(forwards.distance[node], `seed ${seed} node ${node}`).toBe(least);
        const backwards = dijkstraTo(reverse(graph), costs, node, { arcAllowed });
        expect(backwards.distance[0], `seed ${seed} node ${node}`).toBe(least);
        expect(dijkstra(graph, costs, 0, { arcAllowed, target: node }).distance[node]).toBe(least);
        const arcs = pathTo(graph, forwards, node);
        expect(arcs === undefined).toBe(all.length === 0);
        if (arcs !== undefined) {
          const solutions = [{ costs: [least], arcs }];
          expect(checkPaths({ graph, criteria, source: 0, target: node, arcAllowed, solutions })).toEqual([]);
        }
      }
    }
  });

  test("leaves nodes beyond the limit, and takes the nearest of several sources", () => {
    const { graph, criteria } = toInstance(4, [
      [0, 1, 5],
      [2, 1, 3],
      [1, 3, 4],
    ]);
    expect([...dijkstra(graph, criteria[0], [0, 2]).distance]).toEqual([0, 3, 0, 7]);
    expect([...dijkstra(graph, criteria[0], [0, 2], { limit: 6 }).distance]).toEqual([0, 3, 0, Infinity]);
  });
});
