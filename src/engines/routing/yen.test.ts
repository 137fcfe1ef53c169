import { describe, expect, test } from "vitest";
import { costsOf, listPaths } from "./brute-force.ts";
import { checkPaths } from "./check-paths.ts";
import { randomGraph, SeededRandom, toInstance } from "./instances.ts";
import { kShortestPaths } from "./yen.ts";

describe("kShortestPaths", () => {
  test("the example of methods: C to H is 5, 7, 8 long, and there are two paths of 8", () => {
    const nodes = "CDEFGH";
    const arcs = "CD3 CE2 DF4 ED1 EF2 EG3 FG2 FH1 GH2"
      .split(" ")
      .map((arc): [number, number, number] => [nodes.indexOf(arc[0]), nodes.indexOf(arc[1]), Number(arc[2])]);
    const { graph, criteria } = toInstance(6, arcs);
    const paths = kShortestPaths({ graph, costs: criteria[0], source: 0, target: 5, count: 4 });
    expect(paths.map(({ cost }) => cost)).toEqual([5, 7, 8, 8]);
    const names = paths.map(({ arcs: slots }) => `C${slots.map((slot) => nodes[graph.head[slot]]).join("")}`);
    expect(names.slice(0, 2)).toEqual(["CEFH", "CEGH"]);
    expect(new Set(names).size).toBe(4);
  });

  test("lists every path of 300 random graphs in rising cost, each once, and stops there", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = new SeededRandom(seed);
      const nodeCount = random.whole(2, 7);
      const { graph, criteria } = randomGraph(random, nodeCount, random.whole(4, 20), 1, 6);
      const target = nodeCount - 1;
      const arcAllowed = Uint8Array.from(graph.head, () => (random.whole(0, 9) === 0 ? 0 : 1));
      const all = listPaths(graph, 0, [target], arcAllowed);
      const truth = all.map((arcs) => costsOf(arcs, criteria)[0]).sort((a, b) => a - b);
      const paths = kShortestPaths({ graph, costs: criteria[0], source: 0, target, count: all.length + 5, arcAllowed });
      const costs = paths.map(({ cost }) => cost);
      expect(costs, `seed ${seed}`).toEqual(truth);
      expect(new Set(paths.map(({ arcs }) => arcs.join())).size, `seed ${seed}`).toBe(all.length);
      const solutions = paths.map(({ cost, arcs }) => ({ costs: [cost], arcs }));
      const sound = checkPaths({ graph, criteria, source: 0, target, arcAllowed, solutions, isParetoSet: false });
      expect(sound, `seed ${seed}`).toEqual([]);
    }
  });

  test("no path, and a source that is the target", () => {
    const { graph, criteria } = toInstance(3, [[0, 1, 4]]);
    const query = { graph, costs: criteria[0], source: 0, count: 3 };
    expect(kShortestPaths({ ...query, target: 2 })).toEqual([]);
    expect(kShortestPaths({ ...query, target: 0 }).map(({ cost, arcs }) => [cost, arcs.length])).toEqual([[0, 0]]);
  });
});
