// Examples of the oil schemas: the smallest model with its answer, and two days of a scenario of the corridor's dataset.

import type { LoadedDataset } from "../../src/data/index.ts";
import { loadLpSolver } from "../../src/lib/lp-solver.ts";
import { applyScenario, readScenario } from "../../src/scenario/index.ts";
import { USUAL_OIL_REQUEST } from "../../src/studies/oil.ts";
import { answerOilModel } from "../../src/wire/answer-oil-model.ts";
import type { OilOk } from "../../src/wire/oil.ts";
import { answerOil } from "../../src/wire/to-oil.ts";

/** The best netback first: 80 by pipe, 20 by ships. */
const GREEDY = {
  days: 1,
  fields: [{ id: "field", outputTonnesPerDay: 100 }],
  routes: [
    { id: "pipe", capacityTonnesPerDay: 80, netbackUsdPerTonne: 58 },
    { id: "ships", capacityTonnesPerDay: 25, netbackUsdPerTonne: 50 },
    { id: "rail", capacityTonnesPerDay: 10, netbackUsdPerTonne: 42 },
  ],
};

const HALT = `name: The largest line shut for a day
baseDate: 2026-03-01
edits: [{ edit: close, what: cpc-terminal, from: 2026-03-01, to: 2026-03-02 }]
`;

const SHOWN = 2;

/** Files by name. */
export async function oilExamples(corridor: LoadedDataset): Promise<Record<string, unknown>> {
  const solver = await loadLpSolver();
  const changed = applyScenario(corridor, readScenario(HALT, "halt.yaml"));
  const request = { ...USUAL_OIL_REQUEST, from: "2026-03-01", days: 2, security: true };
  return {
    "oil-model": GREEDY,
    "oil-answer": settled(answerOilModel(JSON.stringify(GREEDY), "model.json", solver, () => 0)),
    "oil-answer.scenario": short(settled(answerOil(corridor, changed, request, solver, () => 0))),
  };
}

/** What is proved to the last digits may differ there. */
const settled = (answer: OilOk): OilOk => ({
  ...answer,
  certificate: { ...answer.certificate, gaps: answer.certificate.gaps.map((gap) => ({ ...gap, value: 0 })) },
});

/** Two entries show a list; numbers by day stay. */
function short(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) {
    const whole =
      name === "coordinates" || name === "parts" || name.endsWith("ByDay") || name === "byDay" || name === "gaps";
    return (whole ? value : value.slice(0, SHOWN)).map((entry) => short(entry));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, short(inner, field)]));
}
