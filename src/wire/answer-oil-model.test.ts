// Model files: the shipped ones give the figures their comments state; a bad one lists every problem at its line.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadLpSolver } from "../lib/lp-solver.ts";
import { InvalidInput } from "../model/problem.ts";
import { answerOilModel } from "./answer-oil-model.ts";
import { oilOk } from "./oil.ts";

const solver = await loadLpSolver();
const ask = (text: string) => answerOilModel(text, "model.yaml", solver, () => 0);
const problemsOf = (text: string): string[] => {
  try {
    ask(text);
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ code, place }) => `${code} ${place}`);
    throw error;
  }
  return [];
};

it("the greedy case: 80, 20, 0; 5,640 USD; a tonne of pipe is worth 8", () => {
  const answer = ask(readFileSync("examples/models/oil-greedy.yaml", "utf8"));
  expect(oilOk.parse(answer)).toEqual(answer);
  expect(answer.exportsMtByRoute).toEqual({ pipe: 80e-6, ships: 20e-6, rail: 0 });
  expect(answer.base.profitUsd).toBeCloseTo(5640, 9);
  expect(answer.shadowPricesUsdPerTonne).toEqual([{ element: "pipe", name: "pipe", mean: 8, max: 8, daysBinding: 1 }]);
});

it("the outage: a certificate, and the rolling plan under the bound", () => {
  const answer = ask(readFileSync("examples/models/oil-outage.yaml", "utf8"));
  for (const { value, asked } of answer.certificate.gaps) expect(value).toBeLessThanOrEqual(asked);
  const [bound, rolling] = answer.base.policies;
  expect(bound.isBound).toBe(true);
  expect(rolling.profitUsd).toBeLessThanOrEqual(bound.profitUsd + 1e-6);
});

it("JSON is read as well", () => {
  const text = JSON.stringify({
    days: 1,
    fields: [{ id: "f", outputTonnesPerDay: 1 }],
    routes: [{ id: "r", netbackUsdPerTonne: 1 }],
  });
  expect(ask(text).base.profitUsd).toBeCloseTo(1, 12);
});

it("lists all problems of form at once, each at its line", () => {
  expect(
    problemsOf(
      "days: 0\nfields:\n  - id: f\n    outputTonnesPerDay: -5\nroutes:\n  - id: r\n    netbackUsdPerTone: 4\n",
    ),
  ).toEqual([
    "out-of-range model.yaml:1:7 days",
    "out-of-range model.yaml:4:25 fields.0.outputTonnesPerDay",
    "unknown-field model.yaml:7:24 routes.0.netbackUsdPerTone",
  ]);
});

it("lists all problems of meaning at once, each at its line", () => {
  expect(
    problemsOf(`days: 3
fields:
  - id: f
    outputTonnesPerDay: [{ fromDay: 2, value: 5 }]
elements:
  - id: f
    closed: [{ fromDay: 3, toDay: 2 }]
routes:
  - id: r
    through: [nowhere]
`),
  ).toEqual([
    "duplicate-id model.yaml:6:9 elements.0.id",
    "empty-window model.yaml:7:14 elements.0.closed.0",
    "missing model.yaml:9:5 routes.0",
    "unknown-id model.yaml:10:15 routes.0.through.0",
    "out-of-range model.yaml:4:37 fields.0.outputTonnesPerDay.0.fromDay",
  ]);
});

it("an infeasible one names what clashes", () => {
  const text = `days: 2
fields: [{ id: f, outputTonnesPerDay: 10 }]
routes: [{ id: r, capacityTonnesPerDay: 4, netbackUsdPerTonne: 1 }]
limits: [{ id: duty, name: Duty, routes: [r], leastTonnesPerDay: 6 }]
`;
  expect(() => ask(text)).toThrow(/capacity of r \(r\), 4 t\/day.*Duty \(duty\): at least 6 t/);
  expect(problemsOf(text)).toEqual(["no-allocation model.yaml:3:10 routes.0"]);
});

it("bounds that cross, minima beyond the output and properties that no field states are told before solving", () => {
  expect(
    problemsOf(`days: 5
fields: [{ id: f, outputTonnesPerDay: 10, minimumTonnesPerDay: [1, 11], quality: { sulphur: 0.01 } }]
routes: [{ id: r, netbackUsdPerTonne: 1 }]
limits:
  - { id: crossed, leastTonnesPerDay: 6, mostTonnesPerDay: 5, windowDays: 2 }
  - { id: fits, leastTonnesPerDay: [6, 4], mostTonnesPerDay: 5, windowDays: 2 }
  - { id: misspelt, quality: { property: sulfur, most: 0.01 } }
`),
  ).toEqual([
    "out-of-range model.yaml:5:39 limits.0.leastTonnesPerDay",
    "missing model.yaml:7:42 limits.2.quality.property",
    "out-of-range model.yaml:2:64 fields.0.minimumTonnesPerDay",
  ]);
  expect(
    problemsOf("days: 1\nfields: [{ id: f, outputTonnesPerDay: .nan }]\nroutes: [{ id: r, netbackUsdPerTonne: 1 }]"),
  ).toEqual(["wrong-type model.yaml:2:39 fields.0.outputTonnesPerDay"]);
});

/** Port shut on some days, a tank before it that gets over them, a field that must go on. */
const behindTank = (closed: string): string => `from: 2026-01-01
days: 20
fields: [{ id: f, outputTonnesPerDay: 100, minimumTonnesPerDay: 60 }]
elements: [{ id: port, capacityTonnesPerDay: 120, closed: [${closed}] }]
tanks: [{ id: tank, capacityTonnes: 400, initialTonnes: 200 }]
routes: [{ id: r, through: [tank, port], netbackUsdPerTonne: 10 }]
`;

it("a port shut on day 1 that a tank gets over is no clash; what no single day can be is left out with a warning", () => {
  const answer = ask(behindTank("{ fromDay: 1, toDay: 3 }"));
  expect(answer.base.policies.map(({ policy }) => policy)).toEqual(["foresight", "rolling"]);
  expect(answer.base.security).toBeNull();
  expect(answer.warnings.map(({ code }) => code)).toEqual(["no-steady-day"]);
  // 200 + 20 × 100 come, two days nothing leaves, 200 must be there at the end.
  expect(answer.base.exportsMt).toBeCloseTo(2000e-6, 12);
});

it("where only foresight finds a way, the rolling plan is left out and the day that stops it is named", () => {
  const answer = ask(behindTank("{ fromDay: 5, toDay: 11 }"));
  expect(answer.base.policies.map(({ policy }) => policy)).toEqual(["foresight"]);
  expect(answer.warnings).toHaveLength(1);
  expect(answer.warnings[0].code).toBe("no-rolling-plan");
  expect(answer.warnings[0].message).toMatch(/from day 5: .*days 5 to 9; .*size of tank/);
});
