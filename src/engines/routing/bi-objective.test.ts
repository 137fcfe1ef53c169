import { describe, expect, test } from "vitest";
import { type BiObjectiveResult, prepareBiObjective, searchBiObjective } from "./bi-objective.ts";
import { checkPaths } from "./check-paths.ts";
import { gridGraph, hansenChain, type Instance, randomGraph, SeededRandom, toInstance } from "./instances.ts";
import { searchPareto } from "./pareto-search.ts";

const pairsOf = (result: BiObjectiveResult) => Array.from(result.first, (first, i) => [first, result.second[i]]);

/** Searches, checks the answer's paths, and compares its pairs with the general search. */
function searchBoth({ graph, criteria }: Instance, source: number, target: number, name: string, mask?: Uint8Array) {
  const prepared = prepareBiObjective(graph, criteria[0], criteria[1], mask);
  const result = searchBiObjective(prepared, source, target);
  const solutions = pairsOf(result).map((costs, i) => ({ costs, arcs: result.paths[i] }));
  const query = { graph, criteria, source, target, ...(mask === undefined ? {} : { arcAllowed: mask }) };
  expect(checkPaths({ ...query, solutions }), name).toEqual([]);
  const general = searchPareto(query);
  expect(pairsOf(result), name).toEqual(general.solutions.map(({ costs }) => [...costs]));
  expect(result.status, name).toBe(general.status);
  return result;
}

describe("searchBiObjective", () => {
  test("equals the general search on 1,000 random graphs with ties, zero costs and closed arcs", () => {
    let points = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const random = new SeededRandom(seed);
      const nodeCount = random.whole(2, 80);
      const instance = randomGraph(random, nodeCount, nodeCount * random.whole(2, 6), 2, seed % 3 === 0 ? 2 : 50);
      const mask = Uint8Array.from(instance.graph.head, () => (random.whole(0, 9) === 0 ? 0 : 1));
      points += searchBoth(instance, 0, nodeCount - 1, `seed ${seed}`, seed % 2 === 0 ? mask : undefined).first.length;
    }
    expect(points).toBeGreaterThan(2000);
  });

  test("equals it on grids, one prepared graph serving many queries", () => {
    const random = new SeededRandom(3);
    const { graph, criteria } = gridGraph(random, 20, 2, 10);
    const prepared = prepareBiObjective(graph, criteria[0], criteria[1]);
    for (let query = 0; query < 12; query++) {
      const [source, target] = [random.whole(0, 399), random.whole(0, 399)];
      const general = searchPareto({ graph, criteria, source, target });
      expect(pairsOf(searchBiObjective(prepared, source, target)), `seed 3, query ${query}`).toEqual(
        general.solutions.map(({ costs }) => [...costs]),
      );
    }
  });

  test("Hansen's chain of 10 has 1,024 points, of 14 16,384", () => {
    const { graph, criteria } = hansenChain(14);
    const prepared = prepareBiObjective(graph, criteria[0], criteria[1]);
    for (const length of [10, 14]) {
      const result = searchBiObjective(prepared, 0, 3 * length);
      expect(pairsOf(result)).toEqual(Array.from({ length: 2 ** length }, (_, i) => [i, 2 ** length - 1 - i]));
    }
  });

  test("fractional costs go to the general search", () => {
    const { graph, criteria } = randomGraph(new SeededRandom(9), 12, 50, 2, 20);
    const halves = criteria.map((costs) => costs.map((cost) => cost / 2));
    expect(prepareBiObjective(graph, halves[0], halves[1]).room).toBeUndefined();
    searchBoth({ graph, criteria: halves }, 0, 11, "halves");
  });

  test("source that is the target, and a target out of reach", () => {
    const instance = toInstance(3, [[0, 1, 4, 2]]);
    expect(pairsOf(searchBoth(instance, 1, 1, "same"))).toEqual([[0, 0]]);
    expect(searchBoth(instance, 0, 2, "apart").status).toBe("none");
  });

  test("stops at the limit of labels and says so", () => {
    const { graph, criteria } = hansenChain(12);
    const result = searchBiObjective(prepareBiObjective(graph, criteria[0], criteria[1]), 0, 36, { maxLabels: 500 });
    expect(result.status).toBe("limit");
    expect(result.labelsCreated).toBeLessThan(510);
  });
});
