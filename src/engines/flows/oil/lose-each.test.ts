// The loss of each element against cases worked out by hand; on paper and in practice are told apart by a contract.

import { expect, it } from "vitest";
import { loadLpSolver } from "../../../lib/lp-solver.ts";
import { modelFromDocument, type OilDocument } from "./from-document.ts";
import { loseEach, mostOnPaper, onPaper } from "./lose-each.ts";

const solver = await loadLpSolver();

/** 100 t: 80 by the pipe at 58, 20 by ships at 50 of which a contract allows 25 though the berth takes 60, none by rail at 42. */
const document: OilDocument = {
  days: 3,
  fields: [{ id: "field", outputTonnesPerDay: 100 }],
  elements: [
    { id: "pipe", capacityTonnesPerDay: 80 },
    { id: "berth", capacityTonnesPerDay: 60 },
    { id: "rail", capacityTonnesPerDay: 10 },
  ],
  routes: [
    { id: "by-pipe", through: ["pipe"], netbackUsdPerTonne: 58 },
    { id: "by-ship", through: ["berth"], netbackUsdPerTonne: 50 },
    { id: "by-rail", through: ["rail"], netbackUsdPerTonne: 42 },
  ],
  limits: [{ id: "contract", routes: ["by-ship"], mostTonnesPerDay: 25 }],
};

it("in practice: without the pipe 65 find no way and 3,970 are lost a day; without ships 10 and 20 · 50 - 10 · 42", () => {
  const losses = loseEach(modelFromDocument(document), solver);
  const row = (element: number) => losses?.find((loss) => loss.element === element);
  expect(row(0)).toMatchObject({ carried: 80, unplaced: 65 });
  expect(row(0)?.lossUsdPerDay).toBeCloseTo(5640 - (25 * 50 + 10 * 42), 9);
  expect(row(1)?.unplaced).toBeCloseTo(10, 9);
  expect(row(1)?.lossUsdPerDay).toBeCloseTo(20 * 50 - 10 * 42, 9);
  // What carries nothing can be lost without loss, and is not listed.
  expect(row(2)).toBeUndefined();
});

it("on paper: the berth takes 60, so that 30 find no way without the pipe", () => {
  const losses = loseEach(onPaper(modelFromDocument(document)), solver);
  expect(losses?.find(({ element }) => element === 0)?.unplaced).toBeCloseTo(30, 9);
});

it("most that exits could take without the largest: 60 + 10, whatever the field gives", () => {
  expect(mostOnPaper(modelFromDocument(document), () => true, 0, solver)).toBeCloseTo(70, 6);
});
