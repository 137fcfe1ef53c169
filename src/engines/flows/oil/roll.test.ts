// A policy that sees an outage when it begins never earns more than one that knew it, keeps every limit, and equals it where
// there is nothing to foresee.

import { expect, it } from "vitest";
import { loadLpSolver } from "../../../lib/lp-solver.ts";
import { stream } from "../../../lib/random.ts";
import { allocate, sliceDays } from "./allocate.ts";
import { modelFromDocument, type OilDocument } from "./from-document.ts";
import type { OilModel } from "./oil-model.ts";
import { type RollOptions, roll } from "./roll.ts";

const solver = await loadLpSolver();
const options: RollOptions = { lookAheadDays: 12, replanDays: 4, outageDays: () => "announced" };

/** Without its outages: every element as on its best day. */
const usualOf = (model: OilModel): OilModel => ({
  ...model,
  elements: model.elements.map((element) => ({
    ...element,
    capacity: element.capacity.map(() => Math.max(...element.capacity)),
  })),
});

function follow(document: OilDocument, given: Partial<RollOptions> = {}) {
  const model = modelFromDocument(document);
  const foresight = allocate(model, solver);
  const rolling = roll(model, usualOf(model), foresight.network, foresight.start, { ...options, ...given }, solver);
  return { foresight, rolling };
}

/** Rail at 3 beside a pipe at 5; the port of the pipe is shut on some days, a tank stands before it. */
const outage = (closed: { fromDay: number; toDay: number }[]): OilDocument => ({
  days: 20,
  fields: [{ id: "field", outputTonnesPerDay: 10 }],
  tanks: [{ id: "tank", capacityTonnes: 25, initialTonnes: 5 }],
  elements: [{ id: "port", capacityTonnesPerDay: 11, closed }],
  routes: [
    { id: "pipe", through: ["tank", "port"], netbackUsdPerTonne: 5 },
    { id: "rail", capacityTonnesPerDay: 4, netbackUsdPerTonne: 3 },
  ],
});

it("with nothing to foresee it is the optimum", () => {
  const { foresight, rolling } = follow(outage([]));
  expect(rolling.valueUsd).toBeCloseTo(foresight.valueUsd, 6);
  expect(rolling.violation).toBeLessThan(1e-6);
});

it("who expects the outage to end tomorrow fills the tank, and sends by rail only what no longer fits", () => {
  const closed = [{ fromDay: 5, toDay: 15 }];
  const announced = follow(outage(closed)).rolling;
  const hopeful = follow(outage(closed), { outageDays: () => 1 }).rolling;
  // Ten days of 10 t: by rail 40 in any case; hope costs the days on which rail ran empty.
  expect(hopeful.valueUsd).toBeLessThan(announced.valueUsd - 1);
  const rail = (outcome: typeof hopeful) => [...outcome.sold[1]].slice(4, 6).reduce((sum, tonnes) => sum + tonnes, 0);
  expect(rail(hopeful)).toBeLessThan(rail(announced));
  expect(hopeful.violation).toBeLessThan(1e-6);
});

it("what does not come back is soon taken for lasting: a plan for each doubling, not for each day", () => {
  const { rolling } = follow(outage([{ fromDay: 2, toDay: 21 }]), { outageDays: () => 1, replanDays: 12 });
  // The port never opens again: days 1, 2, 3, 4, 6, 10 and 18 are planned from.
  expect(rolling.plans).toBe(7);
  expect(rolling.violation).toBeLessThan(1e-6);
});

it("an earlier outage is no reason to expect one before it begins", () => {
  const closed = [{ fromDay: 5, toDay: 15 }];
  const { rolling } = follow(outage(closed));
  const calm = follow(outage([])).rolling;
  for (let t = 0; t < 4; t++) expect(rolling.sold[0][t]).toBeCloseTo(calm.sold[0][t], 9);
});

it("never passes the bound, whatever happens", () => {
  const seed = 20260226;
  for (let run = 0; run < 25; run++) {
    const draw = stream(seed, `roll ${run}`);
    const between = (low: number, high: number) => low + (high - low) * draw();
    const from = Math.ceil(between(1, 10));
    const document: OilDocument = {
      days: 18,
      tailDays: 6,
      fields: ["a", "b"].map((id) => ({
        id,
        outputTonnesPerDay: between(10, 40),
        shutInUsdPerTonne: between(0, 2),
        rampUpTonnesPerDay: between(3, 30),
      })),
      tanks: [
        {
          id: "tank",
          capacityTonnes: between(10, 60),
          initialTonnes: between(0, 10),
          holdingUsdPerTonneDay: between(0, 0.2),
        },
      ],
      elements: [
        { id: "trunk", capacityTonnesPerDay: between(20, 70) },
        {
          id: "port",
          capacityTonnesPerDay: between(20, 60),
          closed: [{ fromDay: from, toDay: from + Math.ceil(between(1, 7)) }],
        },
        { id: "rail", capacityTonnesPerDay: between(3, 15), closed: [{ fromDay: from + 2, toDay: from + 4 }] },
      ],
      routes: [
        { id: "sea", through: ["trunk", "tank", "port"], netbackUsdPerTonne: between(40, 60), lagDays: run % 3 },
        { id: "land", through: ["trunk", "rail"], netbackUsdPerTonne: between(30, 55) },
      ],
      limits: [
        { id: "most", routes: ["sea"], mostTonnesPerDay: between(20, 60), windowDays: 7 },
        {
          id: "least",
          routes: ["land"],
          leastTonnesPerDay: between(0, 4),
          windowDays: 5,
          deficiencyUsdPerTonne: between(1, 20),
        },
      ],
    };
    const { foresight, rolling } = follow(document, { outageDays: run % 2 === 0 ? () => "announced" : () => 3 });
    expect(rolling.violation, `seed ${seed}, run ${run}`).toBeLessThan(1e-5);
    expect(rolling.valueUsd, `seed ${seed}, run ${run}`).toBeLessThanOrEqual(
      foresight.valueUsd + 1e-6 * Math.abs(foresight.valueUsd),
    );
  }
});

it("cuts days out of a model with everything that has days", () => {
  const model = modelFromDocument(outage([{ fromDay: 5, toDay: 15 }]));
  const part = sliceDays(model, 3, 4);
  expect([...part.elements[0].capacity]).toEqual([11, 0, 0, 0]);
  expect(part.days + part.tailDays).toBe(4);
});
