// The corridor model on the project's dataset: a year of it, a scenario beside it, one element taken away and all of them.
// Times are processor time, because the model is one thread and other work often shares the machine.
// Answers: tonnes and dollars as whole numbers, and whether the checker finds the certificate true.

import { readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../src/cli/program-version.ts";
import { loadDataset } from "../src/data/index.ts";
import { checkCorridor, createCorridorModel } from "../src/engines/assignment/index.ts";
import { instant } from "../src/model/units.ts";
import { applyScenario, readScenario } from "../src/scenario/index.ts";
import { runCorridorFlows } from "../src/studies/corridor-flows.ts";
import { type BenchRow, quantile, type SuiteResult } from "./suite.ts";

const SCENARIO = "kuryk-half-december";
const TAKEN_AWAY = 60;

/** Times the runs. */
export function benchCorridorFlows(rounds: number): SuiteResult {
  const dataset = loadDataset({ base: path.join(projectFolder, "dataset") });
  const file = path.join("scenarios", `${SCENARIO}.yaml`);
  const scenario = applyScenario(dataset, readScenario(readFileSync(path.join(projectFolder, file), "utf8"), file));
  const year = measure("corridor flows, 2024, all groups, twelve months", rounds, () => {
    const { base, certificate } = runCorridorFlows(dataset);
    return { shippedKt: Math.round(base.totals.shippedTonnes / 1000), converged: Number(certificate.converged) };
  });
  const both = measure(`kopru assign --scenario ${SCENARIO}, with its base`, rounds, () => {
    const { comparison, certificate } = runCorridorFlows(scenario);
    return {
      lossThousandUsd: Math.round((comparison?.lossUsd ?? 0) / 1000),
      converged: Number(certificate.converged),
    };
  });
  return {
    name: "corridor-flows",
    about: `${dataset.demand.length} rows of demand, dataset ${dataset.hash.slice(0, 8)}`,
    rows: [year, both, oneByOne()],
  };

  /** The first links, ports and services on used ways, each taken away by itself. */
  function oneByOne(): BenchRow {
    const model = createCorridorModel(dataset, { from: instant("2024-07-01"), months: 1 });
    const [base] = model.solveAll();
    const used = new Set(
      base.columnOf.flatMap((column, at) => (base.solution.pathFlow[at] > 0 ? [...(column?.touches ?? [])] : [])),
    );
    const ids = [...used].filter((id) =>
      [dataset.links, dataset.services, dataset.places].some((things) => things.has(id as never)),
    );
    const times: number[] = [];
    let proved = 1;
    for (const id of ids.slice(0, TAKEN_AWAY)) {
      const start = processorMs();
      const without = model.solve(base.state, { without: new Set([id]), start: base.solution });
      times.push(processorMs() - start);
      if (checkCorridor(without.problem, without.solution).length > 0) proved = 0;
    }
    return {
      name: "without one element, warm",
      queries: times.length,
      p50Ms: quantile(times, 0.5),
      p95Ms: quantile(times, 0.95),
      totalMs: times.reduce((sum, ms) => sum + ms, 0),
      answer: { proved },
    };
  }
}

function measure(name: string, rounds: number, run: () => Readonly<Record<string, number>>): BenchRow {
  const times: number[] = [];
  let answer: Readonly<Record<string, number>> = {};
  for (let round = 0; round < rounds; round++) {
    const start = processorMs();
    answer = run();
    times.push(processorMs() - start);
  }
  return {
    name,
    queries: 1,
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    totalMs: quantile(times, 0.5),
    answer,
  };
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
