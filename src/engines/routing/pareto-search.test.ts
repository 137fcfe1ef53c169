import { describe, expect, test } from "vitest";
import { costsOf, listPaths, paretoVectors } from "./brute-force.ts";
import { checkPaths } from "./check-paths.ts";
import { dijkstra } from "./dijkstra.ts";
import { freightLikeNetwork, hansenChain, type Instance, randomGraph, SeededRandom, toInstance } from "./instances.ts";
import { computeLowerBounds, type ParetoQuery, type ParetoResult, searchPareto } from "./pareto-search.ts";

/** Costs to nine digits after the point: sums of tenths differ in the sixteenth by the order in which they are added. */
const rounded = (costs: readonly number[]) => costs.map((cost) => Math.round(cost * 1e9) / 1e9);
const vectorsOf = (result: ParetoResult) => result.solutions.map(({ costs }) => rounded(costs)).sort(byCosts);
const byCosts = (a: readonly number[], b: readonly number[]) =>
  a.map((cost, k) => cost - b[k]).find((difference) => difference !== 0) ?? 0;

/** Searches, and lets the checker look at whatever comes back. */
function searchChecked(query: ParetoQuery): ParetoResult {
  const result = searchPareto(query);
  expect(checkPaths({ ...query, solutions: result.solutions, isParetoSet: query.slack === undefined })).toEqual([]);
  expect(result.status).toBe(result.solutions.length === 0 ? "none" : "ok");
  return result;
}

/** A small graph; every fourth has fractional costs, every third small costs with many ties and zeros. */
function smallGraph(seed: number): Instance & { random: SeededRandom } {
  const random = new SeededRandom(seed);
  const nodeCount = random.whole(2, 12);
  const arcCount = random.whole(3 * nodeCount, 5 * nodeCount);
  const largest = seed % 3 === 0 ? 2 : 20;
  const { graph, criteria } = randomGraph(random, nodeCount, arcCount, 1 + (seed % 5), largest);
  const scaled = seed % 4 === 0 ? criteria.map((costs) => costs.map((cost) => cost * 0.1)) : criteria;
  return { graph, criteria: scaled, random };
}

describe("searchPareto", () => {
  test("equals the listing of every path on 1,000 random graphs", () => {
    let points = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const { graph, criteria } = smallGraph(seed);
      const target = graph.nodeCount - 1;
      const truth = paretoVectors(listPaths(graph, 0, [target]).map((arcs) => rounded(costsOf(arcs, criteria))));
      const result = searchChecked({ graph, criteria, source: 0, target });
      expect(vectorsOf(result), `seed ${seed}`).toEqual(truth);
      points += truth.length;
    }
    // Most of the graphs must have had something to find.
    expect(points).toBeGreaterThan(2000);
  });

  test("equals the listing with closed arcs, several targets and a bound", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { graph, criteria, random } = smallGraph(seed);
      const target = [graph.nodeCount - 1, graph.nodeCount >> 1];
      const arcAllowed = Uint8Array.from(graph.head, () => (random.whole(0, 9) === 0 ? 0 : 1));
      const weights = criteria.map((_, k) => k);
      const all = listPaths(graph, 0, target, arcAllowed).map((arcs) => rounded(costsOf(arcs, criteria)));
      const weigh = (vector: readonly number[]) => vector.reduce((sum, cost, k) => sum + weights[k] * cost, 0);
      const least = Math.min(...all.map(weigh));
      const limit = Number.isFinite(least) ? least * 1.5 + 0.05 : 10;
      const truth = paretoVectors(all.filter((vector) => weigh(vector) <= limit));
      const query = { graph, criteria, source: 0, target, arcAllowed, bound: { weights, limit } };
      expect(vectorsOf(searchChecked(query)), `seed ${seed}`).toEqual(truth);
    }
  });

  test("with slack finds whatever is best while costs stay within it", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { graph, criteria, random } = smallGraph(seed);
      const target = graph.nodeCount - 1;
      const perArc = criteria.map((costs) => costs.map((cost) => cost * 0.3 * random.share()));
      const result = searchChecked({ graph, criteria, source: 0, target, slack: { perArc } });
      const found = new Set(result.solutions.map(({ arcs }) => arcs.join()));
      const exact = paretoVectors(listPaths(graph, 0, [target]).map((arcs) => rounded(costsOf(arcs, criteria))));
      const foundVectors = new Set(vectorsOf(result).map((vector) => vector.join()));
      for (const vector of exact) expect(foundVectors.has(vector.join()), `seed ${seed}`).toBe(true);
      for (let draw = 0; draw < 5; draw++) {
        const real = criteria.map((costs, k) => costs.map((c, arc) => c + perArc[k][arc] * (2 * random.share() - 1)));
        const paths = listPaths(graph, 0, [target]);
        const attained = new Set(
          paths.filter((arcs) => found.has(arcs.join())).map((arcs) => costsOf(arcs, real).join()),
        );
        for (const vector of paretoVectors(paths.map((arcs) => costsOf(arcs, real)))) {
          expect(attained.has(vector.join()), `seed ${seed} draw ${draw}`).toBe(true);
        }
      }
    }
  });

  test("with slack per node finds what is best when a step depends on the step before", () => {
    const turnLimit = 2;
    for (let seed = 1; seed <= 200; seed++) {
      const { graph, criteria, random } = smallGraph(seed);
      const target = graph.nodeCount - 1;
      const turns = criteria.map(() =>
        graph.tail.reduce((all) => [...all, random.share() * turnLimit], [] as number[]),
      );
      // Arriving by one arc and leaving by the next costs extra, drawn from a table; it lies within ± half the limit.
      const extra = (k: number, before: number, arc: number) => turns[k][(before * 7 + arc * 3) % graph.arcCount];
      const real = (arcs: readonly number[]) =>
        criteria.map((costs, k) =>
          arcs.reduce((sum, arc, i) => sum + costs[arc] + (i > 0 ? extra(k, arcs[i - 1], arc) : turnLimit / 2), 0),
        );
      const half = criteria.map((costs) => costs.map(() => turnLimit / 2));
      const middle = criteria.map((costs) => costs.map((cost) => cost + turnLimit / 2));
      const perNode = criteria.map(() => new Float64Array(graph.nodeCount).fill(turnLimit));
      const result = searchPareto({ graph, criteria: middle, source: 0, target, slack: { perArc: half, perNode } });
      const paths = listPaths(graph, 0, [target]);
      const found = new Set(result.solutions.map(({ arcs }) => arcs.join()));
      const attained = new Set(paths.filter((arcs) => found.has(arcs.join())).map((arcs) => real(arcs).join()));
      for (const vector of paretoVectors(paths.map(real)))
        expect(attained.has(vector.join()), `seed ${seed}`).toBe(true);
    }
  });

  test("Hansen's chain of n has 2^n points on one line", () => {
    const { graph, criteria } = hansenChain(10);
    const result = searchChecked({ graph, criteria, source: 0, target: 30 });
    expect(result.solutions.length).toBe(1024);
    for (const { costs } of result.solutions) expect(costs[0] + costs[1]).toBe(1023);
  });

  test("the best of each criterion alone is Dijkstra's", () => {
    const { graph, criteria } = freightLikeNetwork(new SeededRandom(7), 150, 3, 3);
    for (const target of [20, 75, 140]) {
      const { solutions } = searchChecked({ graph, criteria, source: 3, target });
      for (const [k, costs] of criteria.entries()) {
        const shortest = dijkstra(graph, costs, 3, { target }).distance[target];
        expect(Math.min(...solutions.map((solution) => solution.costs[k]))).toBe(shortest);
      }
    }
  });

  test("a further criterion never removes a point that was strictly best", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { graph, criteria, random } = smallGraph(seed);
      const target = graph.nodeCount - 1;
      const more = [...criteria, Float64Array.from(graph.head, () => random.whole(0, 9))];
      const before = vectorsOf(searchChecked({ graph, criteria, source: 0, target }));
      const after = new Set(
        vectorsOf(searchChecked({ graph, criteria: more, source: 0, target })).map((v) => v.slice(0, -1).join()),
      );
      for (const vector of before) expect(after.has(vector.join()), `seed ${seed}`).toBe(true);
    }
  });

  test("scaling a criterion scales the answer, and the order of criteria does not matter", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { graph, criteria } = smallGraph(seed * 4 + 1);
      const query = { graph, criteria, source: 0, target: graph.nodeCount - 1 };
      const base = vectorsOf(searchChecked(query));
      const scaled = criteria.map((costs, k) => costs.map((cost) => cost * 2 ** (3 * k)));
      expect(vectorsOf(searchChecked({ ...query, criteria: scaled })), `seed ${seed}`).toEqual(
        base.map((vector) => vector.map((cost, k) => cost * 2 ** (3 * k))),
      );
      const turned = vectorsOf(searchChecked({ ...query, criteria: [...criteria].reverse() }));
      expect(paretoVectors(turned.map((vector) => vector.reverse())), `seed ${seed}`).toEqual(base);
    }
  });

  test("lower bounds made once serve other sources", () => {
    const { graph, criteria } = freightLikeNetwork(new SeededRandom(11), 80, 3, 2);
    const lowerBounds = computeLowerBounds({ graph, criteria, source: 0, target: 60 });
    for (const source of [0, 5, 33]) {
      const query = { graph, criteria, source, target: 60 };
      expect(searchChecked({ ...query, lowerBounds })).toEqual(searchChecked(query));
    }
  });

  test("source that is the target gives the empty path, unreachable target none", () => {
    const { graph, criteria } = toInstance(3, [[0, 1, 4, 2]]);
    expect(searchChecked({ graph, criteria, source: 1, target: 1 }).solutions).toEqual([
      { costs: [0, 0], arcs: new Int32Array(0) },
    ]);
    expect(searchChecked({ graph, criteria, source: 0, target: 2 }).status).toBe("none");
  });

  test("stops at the limit of labels and says so", () => {
    const { graph, criteria } = hansenChain(12);
    const result = searchPareto({ graph, criteria, source: 0, target: 36, maxLabels: 500 });
    expect(result.status).toBe("limit");
    expect(result.labelsCreated).toBe(500);
  });

  test("a negative or missing cost is refused", () => {
    const { graph } = toInstance(2, [[0, 1, 1]]);
    const ask = (cost: number) => () =>
      searchPareto({ graph, criteria: [Float64Array.of(cost)], source: 0, target: 1 });
    expect(ask(-1)).toThrow(RangeError);
    expect(ask(Number.NaN)).toThrow(RangeError);
  });
});
