// A made-up continent of 10^5 links with five criteria that go together as in freight: how far does exact search reach?
// All five criteria are searched within a bound on weighted cost, as the planner does; without one the number of
// non-dominated paths across a continent has no practical limit.

import { dijkstra } from "../src/engines/routing/dijkstra.ts";
import { prepareBiObjective, searchBiObjective, searchPareto } from "../src/engines/routing/index.ts";
import { freightLikeNetwork, SeededRandom } from "../src/engines/routing/instances.ts";
import { reverse } from "../src/lib/csr.ts";
import { measureQueries, type SuiteResult } from "./suite.ts";

const NODES = 53_700;
const NEIGHBOURS = 3;
const COUNTRIES_A_SIDE = 12;
const PAIRS = 20;
const SEED = 100_000;
/** US dollars per unit of money, minute, variance, kilogram of CO2e and border: assumed, to have a bound to search in. */
const WEIGHTS = [1, 0.1, 0, 0.05, 20];
/** Paths up to this much dearer than the best. */
const DETOUR = 1.001;

/** Times 20 pairs with money and time, and with all five criteria. */
export function benchContinental(rounds: number): SuiteResult {
  const random = new SeededRandom(SEED);
  const { graph, criteria } = freightLikeNetwork(random, NODES, NEIGHBOURS, COUNTRIES_A_SIDE);
  const pairs = Array.from({ length: PAIRS }, () => [random.whole(0, NODES - 1), random.whole(0, NODES - 1)] as const);
  const backward = reverse(graph);
  const weighted = Float64Array.from(graph.head, (_, arc) =>
    criteria.reduce((sum, costs, k) => sum + WEIGHTS[k] * costs[arc], 0),
  );
  const prepared = prepareBiObjective(graph, criteria[0], criteria[1]);
  const two = measureQueries("continent, money and time", pairs, rounds, ([source, target]) => {
    const result = searchBiObjective(prepared, source, target);
    return Array.from(result.first, (cost, i) => [cost, result.second[i]]);
  });
  const five = measureQueries("continent, five criteria, bound", pairs, rounds, ([source, target]) => {
    const best = dijkstra(graph, weighted, source, { target }).distance[target];
    const bound = { weights: WEIGHTS, limit: best * DETOUR };
    const result = searchPareto({ graph, backward, criteria, source, target, bound });
    if (result.status === "limit") throw new Error("continent: label limit reached");
    return result.solutions.map(({ costs }) => costs);
  });
  const about = `${graph.nodeCount} nodes, ${graph.arcCount / 2} links both ways, seed ${SEED}; bound ${DETOUR} of the best`;
  return { name: "continental", about, rows: [two, five] };
}
