// Bi-objective search without the New York graph: a 300 x 300 grid with random whole costs and 50 random pairs. Costs
// that have nothing to do with each other make many more non-dominated paths than distance and time on roads.

import { gridGraph, SeededRandom } from "../src/engines/routing/instances.ts";
import type { BenchRow, SuiteResult } from "./suite.ts";
import { measurePairs } from "./two-costs.ts";

const SIDE = 300;
const LARGEST_COST = 10;
const PAIRS = 50;
const SEED = 2020;

/** Times the 50 pairs. */
export function benchGrid(rounds: number): SuiteResult {
  const random = new SeededRandom(SEED);
  const { graph, criteria } = gridGraph(random, SIDE, 2, LARGEST_COST);
  const pairs = Array.from({ length: PAIRS }, (): [number, number] => [
    random.whole(1, graph.nodeCount) - 1,
    random.whole(1, graph.nodeCount) - 1,
  ]);
  const row: BenchRow = measurePairs("grid, two costs", graph, criteria[0], criteria[1], pairs, rounds);
  const about = `${SIDE} x ${SIDE} grid, ${graph.arcCount} arcs, costs 1 to ${LARGEST_COST}, seed ${SEED}`;
  return { name: "grid", about, rows: [row] };
}
