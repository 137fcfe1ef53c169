// Oil of the corridor over 365 days: the base with perfect foresight, and a halt of its largest line with the rolling plan
// beside it and the loss of each element. Answers: kilotonnes exported and shut in, million dollars lost, and the certificate.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadDataset } from "../src/data/index.ts";
import { allocate } from "../src/engines/flows/index.ts";
import { loadLpSolver } from "../src/lib/lp-solver.ts";
import { applyScenario, readScenario } from "../src/scenario/index.ts";
import { USUAL_OIL_REQUEST } from "../src/studies/oil.ts";
import { openWays, prepareOil, withWays } from "../src/studies/oil-model.ts";
import { answerOil } from "../src/wire/to-oil.ts";
import { type BenchRow, quantile, type SuiteResult } from "./suite.ts";

const inProject = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** Times the program alone and the whole answer of `kopru oil --scenario`. */
export async function benchOil(rounds: number): Promise<SuiteResult> {
  const solver = await loadLpSolver();
  const dataset = loadDataset({ base: inProject("dataset") });
  const file = "scenarios/cpc-halted.yaml";
  const scenario = readScenario(readFileSync(inProject(file), "utf8"), file);
  const changed = applyScenario(dataset, scenario);
  const prepared = prepareOil(dataset, { from: "2025-01-01", days: 365, tailDays: 30 });
  const { model } = withWays(prepared, openWays(prepared));
  const base = measure("oil, 365 days, foresight", rounds, () => {
    const { sold, certificate } = allocate(model, solver);
    const tonnes = sold.reduce((sum, list) => sum + list.slice(0, 365).reduce((day, t) => day + t, 0), 0);
    return { soldKt: Math.round(tonnes / 1000), variables: certificate.variables, proved: proofOf(certificate.gaps) };
  });
  const halted = measure("kopru oil --scenario cpc-halted", rounds, () => {
    const answer = answerOil(dataset, changed, USUAL_OIL_REQUEST, solver, () => 0);
    const exported = Object.values(answer.exportsMtByRoute).reduce((sum, mt) => sum + mt, 0);
    return {
      exportedKt: Math.round(exported * 1000),
      shutInKt: Math.round(answer.shutInMt * 1000),
      lossMillionUsd: Math.round(answer.lossUsd / 1e6),
      proved: proofOf(answer.certificate.gaps),
    };
  });
  return {
    name: "oil",
    about: "Oil layer of dataset/: 55 ways, 3 tanks, 395 days with the tail; HiGHS in WebAssembly, one thread",
    rows: [base, halted],
  };
}

const proofOf = (gaps: readonly { readonly value: number; readonly asked: number }[]): number =>
  gaps.every(({ value, asked }) => value <= asked) ? 1 : 0;

function measure(name: string, rounds: number, run: () => Record<string, number>): BenchRow {
  const times: number[] = [];
  let answer: Record<string, number> = {};
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    answer = run();
    times.push(performance.now() - start);
  }
  const median = quantile(times, 0.5);
  return { name, queries: 1, p50Ms: median, p95Ms: quantile(times, 0.95), totalMs: median, answer };
}
