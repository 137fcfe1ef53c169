// The allocation against answers worked out by hand, its multipliers against finite differences, and what must be true of
// any optimum: balance, monotone and concave in capacities, money scales, order of rows does not matter.

import { describe, expect, it } from "vitest";
import { loadLpSolver } from "../../../lib/lp-solver.ts";
import { stream } from "../../../lib/random.ts";
import { InvalidInput } from "../../../model/problem.ts";
import { allocate } from "./allocate.ts";
import type { OilStart } from "./build-program.ts";
import { modelFromDocument, type OilDocument } from "./from-document.ts";

const solver = await loadLpSolver();
const run = (document: OilDocument, start?: OilStart & { stock: Float64Array }) =>
  allocate(modelFromDocument(document), solver, start);
const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** Supply 100; three routes of 80 at 58, 25 at 50, 10 at 42. */
const greedy = (first = 80, supply = 100, second = 25, third = 10): OilDocument => ({
  days: 1,
  fields: [{ id: "field", outputTonnesPerDay: supply }],
  routes: [
    { id: "pipe", capacityTonnesPerDay: first, netbackUsdPerTonne: 58 },
    { id: "ships", capacityTonnesPerDay: second, netbackUsdPerTonne: 50 },
    { id: "rail", capacityTonnesPerDay: third, netbackUsdPerTonne: 42 },
  ],
});

describe("without tanks: the best netback first", () => {
  it("(80, 20, 0), 5,640; a tonne more of pipe is worth 8, of ships 0, of oil 50", () => {
    const found = run(greedy());
    expect(found.sold.map((route) => route[0])).toEqual([80, 20, 0]);
    expect(found.profitUsd).toBeCloseTo(5640, 9);
    expect(found.prices.element.map((price) => price[0])).toEqual([8, 0, 0]);
    expect(found.prices.output[0][0]).toBeCloseTo(50, 9);
    expect(found.certificate.gaps[0].value).toBeLessThan(1e-12);
  });

  it("pipe lost: (0, 25, 10), 1,670, and 65 stay in the ground", () => {
    const found = run(greedy(0));
    expect(found.sold.map((route) => route[0])).toEqual([0, 25, 10]);
    expect(found.profitUsd).toBeCloseTo(1670, 9);
    expect(found.shutIn[0][0]).toBe(65);
  });

  it("multipliers are finite differences", () => {
    const step = 0.01;
    const gain = (document: OilDocument) => (run(document).profitUsd - run(greedy()).profitUsd) / step;
    expect(gain(greedy(80 + step))).toBeCloseTo(8, 6);
    expect(gain(greedy(80, 100 + step))).toBeCloseTo(50, 6);
    expect(gain(greedy(80, 100, 25 + step))).toBeCloseTo(0, 6);
  });

  it("money times k gives the same flows and k times the profit", () => {
    const k = 3.5;
    const scaled = {
      ...greedy(),
      routes: greedy().routes.map((route) => ({
        ...route,
        netbackUsdPerTonne: (route.netbackUsdPerTonne as number) * k,
      })),
    };
    expect(run(scaled).sold).toEqual(run(greedy()).sold);
    expect(run(scaled).profitUsd).toBeCloseTo(5640 * k, 8);
  });
});

/** Pipe of 10 shut for two days of ten, a tank of 100 before the shut end, spare of 2 a day. */
const outage = (tank: number, capacity = 12): OilDocument => ({
  days: 10,
  fields: [{ id: "field", outputTonnesPerDay: 10 }],
  tanks: [{ id: "tank", capacityTonnes: tank, initialTonnes: 0 }],
  elements: [{ id: "port", capacityTonnesPerDay: capacity, closed: [{ fromDay: 4, toDay: 6 }] }],
  routes: [{ id: "pipe", through: ["tank", "port"], netbackUsdPerTonne: 5 }],
});

describe("tanks", () => {
  it("an outage costs what exceeds tank and spare capacity afterwards", () => {
    // 20 t cannot leave on the two days; five days follow with 2 t to spare each: 10 t are lost.
    expect(run(outage(1000)).profitUsd).toBeCloseTo(5 * (100 - 10), 9);
    // A tank of 6 saves no more than 6.
    expect(run(outage(6)).profitUsd).toBeCloseTo(5 * (100 - 14), 9);
    // Spare of 5 a day: all is saved.
    expect(run(outage(1000, 15)).profitUsd).toBeCloseTo(5 * 100, 9);
  });

  it("free storage makes a tonne worth the same before and in the outage", () => {
    const document = { ...outage(1000), fields: [{ id: "field", outputTonnesPerDay: 10, liftingUsdPerTonne: 1 }] };
    const { prices } = run(document);
    // Days 4 to 10 share one shortage: at their end a tonne more or less of output is worth nothing; before it 4.
    expect([...prices.output[0]].slice(0, 3).every((price) => Math.abs(price - 4) < 1e-9)).toBe(true);
    expect([...prices.output[0]].slice(3).every((price) => Math.abs(price) < 1e-9)).toBe(true);
  });

  it("buys low and sells dear: prices 1 and 3 on alternate days, one tank of 10", () => {
    const document: OilDocument = {
      days: 4,
      fields: [{ id: "field", outputTonnesPerDay: 10 }],
      tanks: [{ id: "tank", capacityTonnes: 10 }],
      elements: [{ id: "port", capacityTonnesPerDay: 20 }],
      routes: [{ id: "pipe", through: ["tank", "port"], netbackUsdPerTonne: [1, 3, 1, 3] }],
    };
    expect(run(document).profitUsd).toBeCloseTo(2 * 20 * 3, 9);
  });

  it("is left as it was found", () => {
    const document: OilDocument = {
      ...outage(100),
      elements: [{ id: "port", capacityTonnesPerDay: 50 }],
      tanks: [{ id: "tank", capacityTonnes: 100, initialTonnes: 40 }],
    };
    const found = run(document);
    expect(found.stock[0].at(-1)).toBeCloseTo(40, 9);
    expect(found.profitUsd).toBeCloseTo(5 * 100, 9);
  });

  it("what is on its way when the horizon begins arrives", () => {
    const document: OilDocument = {
      days: 6,
      fields: [{ id: "field", outputTonnesPerDay: 10 }],
      tanks: [{ id: "tank", capacityTonnes: 100, initialTonnes: 0 }],
      elements: [{ id: "port", capacityTonnesPerDay: 10 }],
      routes: [{ id: "ships", through: ["tank", "port"], netbackUsdPerTonne: 5, lagDays: 3 }],
    };
    expect([...run(document).sold[0]]).toEqual([10, 10, 10, 10, 10, 10]);
  });
});

describe("limits", () => {
  it("a minimum with a payment is met while it is cheaper than paying", () => {
    const withContract = (deficiencyUsdPerTonne: number): OilDocument => ({
      ...greedy(),
      limits: [{ id: "rail-contract", routes: ["rail"], leastTonnesPerDay: 5, deficiencyUsdPerTonne }],
    });
    // Rail instead of ships costs 8 a tonne.
    expect(run(withContract(9)).profitUsd).toBeCloseTo(5640 - 5 * 8, 9);
    expect(run(withContract(7)).profitUsd).toBeCloseTo(5640 - 5 * 7, 9);
  });

  it("a quality cap holds the mean of what passes", () => {
    const found = run({
      days: 1,
      fields: [
        { id: "sweet", outputTonnesPerDay: 10, quality: { sulphur: 0.002 } },
        { id: "sour", outputTonnesPerDay: 100, quality: { sulphur: 0.008 } },
      ],
      routes: [{ id: "pipe", netbackUsdPerTonne: 1 }],
      limits: [{ id: "cap", quality: { property: "sulphur", most: 0.005 } }],
    });
    expect(found.produced.map((field) => field[0])).toEqual([10, 10]);
  });

  it("growth of output is limited, stopping is not", () => {
    const found = run({
      days: 6,
      fields: [{ id: "field", outputTonnesPerDay: 10, rampUpTonnesPerDay: 4 }],
      elements: [{ id: "port", closed: [{ fromDay: 3, toDay: 4 }] }],
      routes: [{ id: "pipe", through: ["port"], netbackUsdPerTonne: 1 }],
    });
    expect([...found.sold[0]]).toEqual([10, 10, 0, 4, 8, 10]);
  });

  it("names what clashes, in the field's words, and nothing else", () => {
    const document: OilDocument = {
      days: 2,
      fields: [{ id: "field", name: "North field", outputTonnesPerDay: 100 }],
      elements: [
        { id: "port", name: "Old port", capacityTonnesPerDay: [40, 30] },
        { id: "other", capacityTonnesPerDay: 500 },
      ],
      routes: [
        { id: "pipe", through: ["port"], netbackUsdPerTonne: 5 },
        { id: "road", through: ["other"], netbackUsdPerTonne: 4 },
      ],
      limits: [{ id: "contract", name: "Supply contract", routes: ["pipe"], leastTonnesPerDay: 35 }],
    };
    const problem = (() => {
      try {
        run(document);
      } catch (error) {
        if (error instanceof InvalidInput) return error.problems[0];
      }
      return undefined;
    })();
    expect(problem?.code).toBe("no-allocation");
    expect(problem?.message).toContain("Old port (port), 30 t/day, day 2");
    expect(problem?.message).toContain("Supply contract (contract): at least 35 t, day 2");
    expect(problem?.message).not.toContain("other");
    expect(problem?.message).not.toContain("North field");
  });
});

/** Two fields, three routes over shared elements, a tank with a lag behind it, an outage, contracts. */
function random(seed: number): OilDocument {
  const draw = stream(seed, "oil");
  const between = (low: number, high: number) => low + (high - low) * draw();
  const days = 12;
  return {
    days,
    tailDays: 4,
    fields: ["a", "b"].map((id) => ({
      id,
      outputTonnesPerDay: between(20, 60),
      liftingUsdPerTonne: between(0, 5),
      shutInUsdPerTonne: between(0, 3),
      rampUpTonnesPerDay: between(5, 30),
    })),
    elements: [
      { id: "trunk", capacityTonnesPerDay: between(40, 90) },
      {
        id: "port",
        capacityTonnesPerDay: between(30, 80),
        closed: [{ fromDay: 4, toDay: 4 + Math.ceil(between(0, 4)) }],
      },
      { id: "rail", capacityTonnesPerDay: between(5, 25) },
    ],
    tanks: [{ id: "tank", capacityTonnes: between(10, 80), initialTonnes: 10, holdingUsdPerTonneDay: between(0, 0.5) }],
    routes: [
      {
        id: "north",
        through: ["trunk", "tank", "port"],
        netbackUsdPerTonne: between(40, 60),
        lagDays: 1,
        lossShare: 0.01,
      },
      { id: "south", through: ["trunk", "rail"], priceUsdPerTonne: between(40, 60), tariffUsdPerTonne: between(0, 10) },
      { id: "east", fields: ["b"], through: ["rail"], netbackUsdPerTonne: between(20, 50) },
    ],
    limits: [
      {
        id: "contract",
        routes: ["south"],
        leastTonnesPerDay: between(0, 6),
        windowDays: 5,
        deficiencyUsdPerTonne: between(1, 30),
      },
    ],
  };
}

const SEED = 20251129;
const SEEDS = Array.from({ length: 15 }, (_, k) => SEED + k);
const withElement = (document: OilDocument, id: string, factor: number): OilDocument => ({
  ...document,
  elements: (document.elements ?? []).map((element) =>
    element.id === id
      ? { ...element, capacityTonnesPerDay: (element.capacityTonnesPerDay as number) * factor }
      : element,
  ),
});

describe("whatever the model", () => {
  it("what is produced is sold, lost, stored or on its way, and the program's objective is what the flows earn", () => {
    for (const seed of SEEDS) {
      const document = random(seed);
      const found = run(document);
      const days = document.days + (document.tailDays ?? 0);
      expect(found.violation, `seed ${seed}`).toBeLessThan(1e-6);
      const loss = 0.01;
      const intoTank = sum(found.network.arcs.flatMap((arc, a) => (arc.toPool >= 0 ? [...found.flow[a]] : [])));
      const arrived = sum(
        found.network.arcs.flatMap((arc, a) => (arc.toPool >= 0 ? [...found.flow[a]].slice(0, days - 1) : [])),
      );
      const came = sum((found.start.arrivals ?? []).flatMap((list) => [...list]));
      const stockChange = found.stock.reduce(
        (total, level, p) => total + (level.at(-1) ?? 0) - found.start.stock[p],
        0,
      );
      const outOfTank = sum(found.network.arcs.flatMap((arc, a) => (arc.fromPool >= 0 ? [...found.flow[a]] : [])));
      expect(arrived * (1 - loss) + came - outOfTank, `seed ${seed}`).toBeCloseTo(stockChange, 6);
      const produced = sum(found.produced.flatMap((list) => [...list]));
      const direct = sum(
        found.network.arcs.flatMap((arc, a) => (arc.field >= 0 && arc.toPool < 0 ? [...found.flow[a]] : [])),
      );
      expect(produced, `seed ${seed}`).toBeCloseTo(intoTank + direct, 6);
      expect(found.valueUsd / found.objectiveUsd, `seed ${seed}`).toBeCloseTo(1, 9);
      for (const { name, value, asked } of found.certificate.gaps)
        expect(value, `seed ${seed}: ${name}`).toBeLessThanOrEqual(asked);
    }
  });

  it("more capacity never earns less, and each further piece earns no more than the one before", () => {
    for (const seed of SEEDS) {
      for (const id of ["trunk", "port", "rail"]) {
        const profits = [0.2, 0.5, 0.8, 1.1, 1.4].map(
          (factor) => run(withElement(random(seed), id, factor)).objectiveUsd,
        );
        for (let k = 1; k < profits.length; k++)
          expect(profits[k] - profits[k - 1], `seed ${seed}, ${id}`).toBeGreaterThan(-1e-6);
        for (let k = 2; k < profits.length; k++)
          expect(profits[k] - profits[k - 1], `seed ${seed}, ${id}`).toBeLessThan(
            profits[k - 1] - profits[k - 2] + 1e-6,
          );
      }
    }
  });

  it("the sum of an element's prices is what a little more of it earns", () => {
    for (const seed of SEEDS) {
      const document = random(seed);
      const base = run(document);
      const index = 0;
      const step = 1e-4;
      const capacity = document.elements?.[index].capacityTonnesPerDay as number;
      // What is on its way at first is given, or a wider trunk would have filled it.
      const { start } = base;
      const up = run(withElement(document, "trunk", 1 + step / capacity), start).objectiveUsd - base.objectiveUsd;
      const down = base.objectiveUsd - run(withElement(document, "trunk", 1 - step / capacity), start).objectiveUsd;
      const price = sum(base.prices.element[index]);
      // At a kink any value between the slopes is right.
      expect(price, `seed ${seed}`).toBeGreaterThan(up / step - 1e-3);
      expect(price, `seed ${seed}`).toBeLessThan(down / step + 1e-3);
    }
  });

  it("does not depend on the order in which things are listed", () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const document = random(seed);
      const turned = { ...document, fields: [...document.fields].reverse(), routes: [...document.routes].reverse() };
      expect(run(turned).objectiveUsd / run(document).objectiveUsd).toBeCloseTo(1, 9);
    }
  });
});
