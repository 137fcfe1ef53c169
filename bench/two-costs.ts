// Times bi-objective search over pairs of nodes; used by the grid and by the New York graph.

import { prepareBiObjective, searchBiObjective } from "../src/engines/routing/index.ts";
import type { Csr } from "../src/lib/csr.ts";
import { type BenchRow, measureQueries } from "./suite.ts";

/** Paths are not part of the time, as in the published program. */
export function measurePairs(
  name: string,
  graph: Csr,
  first: Float64Array,
  second: Float64Array,
  pairs: readonly (readonly [number, number])[],
  rounds: number,
): BenchRow {
  const prepared = prepareBiObjective(graph, first, second);
  return measureQueries(name, pairs, rounds, ([source, target]) => {
    const result = searchBiObjective(prepared, source, target, { withPaths: false });
    if (result.status === "limit") throw new Error(`${name}: label limit reached`);
    return Array.from(result.first, (cost, i) => [cost, result.second[i]]);
  });
}
