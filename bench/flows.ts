// The flow engine on random networks of a fixed seed: network simplex, several goods by column generation, maximum flow. Warm and
// in this process. Answers: costs, pivots and columns as whole numbers, every bit of the flows, and whether the proof holds.

import {
  checkMaxFlow,
  checkMinCostFlow,
  checkMulticommodity,
  maxFlow,
  minCostFlow,
  multicommodityFlow,
} from "../src/engines/flows/index.ts";
import { capacityInstance, goodsInstance, transportInstance } from "../src/engines/flows/instances.ts";
import { loadLpSolver } from "../src/lib/lp-solver.ts";
import { type BenchRow, quantile, type SuiteResult } from "./suite.ts";

const RUNS_PER_ROUND = 3;
const WARM_RUNS = 2;

/** Times each engine. */
export async function benchFlows(rounds: number): Promise<SuiteResult> {
  const solver = await loadLpSolver();
  const transport = (arcs: number) => {
    const size = { nodes: 5000, sources: 500, sinks: 500, supply: 500_000, costMax: 10_000, capacityMax: 1000 };
    return transportInstance(1, { ...size, arcs, capacitatedShare: 1 });
  };
  const simplex = (arcs: number): BenchRow => {
    const problem = transport(arcs);
    return measure(`network simplex, 5,000 nodes, ${arcs.toLocaleString("en-US")} arcs`, rounds, () => {
      const result = minCostFlow(problem);
      if (result.status !== "ok") throw new Error(`expected an optimum, not ${result.status}`);
      const { cost, pivots, flow } = result;
      return {
        cost,
        pivots,
        checksum: checksumOf(flow),
        isProved: () => checkMinCostFlow(problem, result).length === 0,
      };
    });
  };
  const goods = goodsInstance(1, 100, 500, 200, 3);
  const network = capacityInstance(1, 5000, 20_000, 1000);
  return {
    name: "flows",
    about: `random instances of seed 1; linear solver HiGHS ${solver.version}`,
    rows: [
      simplex(20_000),
      simplex(40_000),
      measure("200 goods, 100 nodes, 500 arcs", rounds, () => {
        const result = multicommodityFlow(goods, solver);
        if (result.status !== "ok") throw new Error(`expected an optimum, not ${result.status}`);
        // Of the paths not every bit: how the linear solver ends is the same on one build of it only.
        return {
          cost: Math.round(1000 * result.cost),
          rounds: result.rounds,
          isProved: () => checkMulticommodity(goods, result).length === 0,
        };
      }),
      measure("maximum flow, 5,000 nodes, 20,000 arcs", rounds, () => {
        const result = maxFlow(network, 0, 1);
        if (result.status !== "ok") throw new Error(`expected a flow, not ${result.status}`);
        return { value: result.value, isProved: () => checkMaxFlow(network, 0, 1, result).length === 0 };
      }),
    ],
  };
}

function measure(
  name: string,
  rounds: number,
  solve: () => { readonly isProved: () => boolean } & Readonly<Record<string, number | (() => boolean)>>,
): BenchRow {
  const times: number[] = [];
  let answer = solve();
  for (let run = 1; run < WARM_RUNS; run++) answer = solve();
  for (let run = 0; run < rounds * RUNS_PER_ROUND; run++) {
    const start = performance.now();
    answer = solve();
    times.push(performance.now() - start);
  }
  const { isProved, ...numbers } = answer;
  const p50Ms = quantile(times, 0.5);
  return {
    name,
    queries: times.length,
    p50Ms,
    p95Ms: quantile(times, 0.95),
    totalMs: p50Ms * times.length,
    answer: { solutions: 1, ...(numbers as Record<string, number>), proved: isProved() ? 1 : 0 },
  };
}

/** FNV-1a over the bytes: one bit that differs gives another number. */
function checksumOf(flow: Float64Array): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(flow.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
