import { describe, expect, it } from "vitest";
import { HALCYON_FOLDER, halcyonUnder, halcyonWith } from "../../../../data/halcyon.fixture.ts";
import { layOver, loadDataset } from "../../../../data/index.ts";
import type { Dataset } from "../../../../model/dataset.ts";
import { instant } from "../../../../model/units.ts";
import { checkCorridor } from "../check-corridor.ts";
import type { CorridorModelOptions, SolvedMonth } from "./corridor-model.ts";
import { createCorridorModel } from "./model.ts";
import { openShare } from "./open-share.ts";
import { listResources, portShareOf, resourceIn } from "./resources.ts";

const halcyon = loadDataset({ base: HALCYON_FOLDER });
const YEAR: CorridorModelOptions = { from: instant("2026-01-01"), months: 12 };

function solved(dataset: Dataset, options: CorridorModelOptions = YEAR) {
  const model = createCorridorModel(dataset, options);
  const months = model.solveAll();
  for (const month of months) expectProved(month);
  return { model, months };
}

function expectProved({ problem, solution }: SolvedMonth): void {
  expect(checkCorridor(problem, solution)).toEqual([]);
  expect(solution.status).toBe("ok");
  for (const { value, asked } of solution.gaps) expect(value).toBeLessThanOrEqual(asked);
}

/** Tonnes a day by ways that touch a thing. */
function tonnesBy(
  { columnOf, rowOf, solution }: SolvedMonth,
  rows: ReturnType<typeof solved>["model"]["rows"],
  id: string,
) {
  return columnOf.reduce(
    (sum, column, path) =>
      column?.touches.has(id) ? sum + solution.pathFlow[path] * rows[rowOf[path]].unit.numbers.tonnesPerUnit : sum,
    0,
  );
}

describe("months of a dataset", () => {
  it("are proved by the checker, and those that agree are solved once", () => {
    const { model, months } = solved(halcyon);
    expect(model.rows).toHaveLength(halcyon.demand.length);
    expect(months.length).toBeLessThan(12);
    expect(model.rowsWithoutWay).toEqual([]);
    // Every tonne of the table goes somewhere or nowhere.
    const [{ problem }] = months;
    const tonnes = model.rows.reduce(
      (sum, row, at) => sum + problem.demand[at] * row.unit.numbers.tonnesPerUnit * 365,
      0,
    );
    expect(tonnes).toBeCloseTo(
      halcyon.demand.reduce((sum, row) => sum + row.tonnesPerYear, 0),
      3,
    );
  });

  it("give the same bits each time, and in another order of rows the same flows", () => {
    const [first, again] = [solved(halcyon).months, solved(halcyon).months];
    expect(again.map(({ solution }) => [...solution.pathFlow])).toEqual(
      first.map(({ solution }) => [...solution.pathFlow]),
    );
    const turned = solved({ ...halcyon, demand: [...halcyon.demand].reverse() });
    first.forEach((month, state) => {
      month.solution.elementFlow.forEach((flow, element) => {
        expect(turned.months[state].solution.elementFlow[element]).toBeCloseTo(flow, 4);
      });
    });
  });

  it("ask for the mean over their days where demand has a factor for some of them, of a row or of its group", () => {
    const [row] = halcyon.demand;
    const known = halcyon.values[0];
    const factor = (subject: string, value: number) => ({
      ...known,
      ...{ subject, attribute: "demandFactor", value, unit: "share", validFrom: "2026-06-01", validTo: "2026-06-11" },
    });
    const june: CorridorModelOptions = { from: instant("2026-06-01"), months: 1 };
    const asked = (dataset: Dataset) => solved(dataset, june).months[0].problem.demand;
    const plain = asked(halcyon);
    const ofRow = asked(layOver(halcyon, { values: [factor(row.id, 4)] }));
    halcyon.demand.forEach(({ id }, at) => {
      expect(ofRow[at] / plain[at]).toBeCloseTo(id === row.id ? 2 : 1, 12);
    });
    const ofGroup = asked(layOver(halcyon, { values: [factor(row.group, 4)] }));
    halcyon.demand.forEach(({ group }, at) => {
      expect(ofGroup[at] / plain[at]).toBeCloseTo(group === row.group ? 2 : 1, 12);
    });
  });

  it("pay no regard to an edit that changes nothing", () => {
    const link = halcyon.values.find(({ attribute }) => attribute === "capacityTrainsPerDay");
    if (!link) throw new Error("expected a capacity");
    const before = solved(halcyon);
    const same = solved(
      { ...layOver(halcyon, { values: [{ ...link }] }), base: halcyon },
      { ...YEAR, notShipped: before.model.notShipped },
    );
    expect(same.months.map(({ solution }) => [...solution.pathFlow])).toEqual(
      before.months.map(({ solution }) => [...solution.pathFlow]),
    );
  });

  it("keep their hands off a shut link, in the months in which it is shut", () => {
    const shut = solved(
      loadDataset(
        halcyonUnder({
          "closures.csv":
            "id,subject,from,to,cause,source,note\nlong,greywater--tarn-yard--rail,2026-03-01,2026-05-01,,assumption:invented,\n",
        }),
      ),
    );
    shut.model.months.forEach(({ label, state }) => {
      const tonnes = tonnesBy(shut.months[state], shut.model.rows, "greywater--tarn-yard--rail");
      if (label === "2026-03" || label === "2026-04") expect(tonnes).toBe(0);
      else expect(tonnes).toBeGreaterThan(0);
    });
  });

  it("close half a month: half the capacity, and a wait of the closed days squared over twice the month", () => {
    const dataset = loadDataset(
      halcyonUnder({
        "closures.csv":
          "id,subject,from,to,cause,source,note\nhalf,greywater--tarn-yard--rail,2026-06-01,2026-06-16,,assumption:invented,\n",
      }),
    );
    const [from, to] = [instant("2026-06-01"), instant("2026-07-01")];
    const openness = openShare(dataset, "greywater--tarn-yard--rail", from, to);
    expect(openness.share).toBe(0.5);
    expect(openness.waitHours).toBeCloseTo((15 * 15 * 24) / (2 * 30), 9);
    const resource = listResources(dataset, from).find(({ subject }) => subject === "greywater--tarn-yard--rail");
    if (!resource) throw new Error("expected a resource");
    const span = { from, to, daysOfYear: 365 };
    expect(resourceIn(dataset, resource, span).capacity).toBeCloseTo(
      resourceIn(halcyon, resource, span).capacity / 2,
      9,
    );
    const { model } = solved(dataset, { from, months: 1 });
    expect(model.states[0].reduced.get("greywater--tarn-yard--rail")).toBe(0.5);
  });

  it("make rounds of ships longer by the weather of the month, and shorter by that of the year", () => {
    const ships = listResources(halcyon, YEAR.from).find(({ id }) => id === "halcyon-ferry#vessels>");
    if (!ships) throw new Error("expected ships");
    const year = Array.from({ length: 12 }, (_, month) => {
      const from = instant(`2026-${String(month + 1).padStart(2, "0")}-01`);
      // Of the line and its ports in their dated statuses nothing here.
      return resourceIn(
        halcyon,
        { ...ships, dependsOn: [] },
        { from, to: (from + 28 * 24) as typeof from, daysOfYear: 365 },
      );
    });
    const stated = (attribute: string): number => halcyon.findValue("halcyon-ferry", attribute, YEAR.from)?.value ?? 0;
    const rounds = year.map(({ capacity }) => (stated("vessels") * 24 * stated("capacityUnits")) / capacity);
    expect(rounds.reduce((a, b) => a + b) / 12).toBeCloseTo(stated("roundTripHours"), 9);
    // Gales from May to September.
    for (const [month, hours] of rounds.entries())
      expect(hours > stated("roundTripHours")).toBe(month >= 4 && month <= 8);
  });
});

describe("ships of a line", () => {
  it("are one fleet for both directions: capacity each way, and time in port that what goes the other way takes too", () => {
    const ships = listResources(halcyon, instant("2026-01-01")).filter(
      ({ attribute, subject }) => attribute === "vessels" && subject === "halcyon-ferry",
    );
    expect(ships.map(({ direction }) => direction)).toEqual([0, 1]);
    expect(ships[0].portShare).toBe(ships[1].portShare);
    expect(ships[0].portShare).toBeGreaterThan(0);
    const { model, months } = solved(halcyon);
    const [west, east] = ships.map(({ id }) => model.resources.findIndex((resource) => resource.id === id));
    const { columnOf } = months[0];
    const crossing = columnOf.find((column) => column?.touches.has("halcyon-ferry"));
    const amounts = [west, east].map((at) => crossing?.uses.find(({ element }) => element === at)?.amount ?? 0);
    // What a unit takes of both together is its room.
    expect(amounts[0] + amounts[1]).toBeCloseTo(2, 9);
    expect(Math.min(...amounts)).toBeGreaterThan(0);
  });

  it("divide a round into what stays and what goes with the load, by hand", () => {
    const round = { hours: 120, atSeaHours: 42, weatherHours: 18, backgroundShare: 0 };
    // Of 120 hours 60 stay, 30 go with each way.
    expect(portShareOf(round)).toBe(0.25);
    // A fifth of every ship is taken by others, whose handling comes with the ship: 24 hours go with the other way's cargo.
    expect(portShareOf({ ...round, backgroundShare: 0.2 })).toBeCloseTo(0.2, 12);
    // Nothing is left of a round that is all sailing and weather.
    expect(portShareOf({ ...round, weatherHours: 90 })).toBe(0);
    expect(portShareOf({ ...round, hours: 0 })).toBe(0);
  });

  it("twice as many of them never make those dearer off who use nothing else", () => {
    const few = solved(halcyon).months[0].solution.multiplier;
    const many = solved(
      loadDataset(halcyonWith(["values/demand.csv", "halcyon-ferry,vessels,2", "halcyon-ferry,vessels,20"])),
    );
    const at = many.model.resources.findIndex(({ subject }) => subject === "halcyon-ferry");
    expect(many.months[0].solution.multiplier[at]).toBeLessThanOrEqual(few[at] + 1e-9);
  });
});

describe("without an element", () => {
  it("every single one: proved, nothing by it, and what is lost is never a gain where nobody shares anything", () => {
    const { model, months } = solved(halcyon);
    const [base] = months;
    const subjects = new Set(base.columnOf.flatMap((column) => [...(column?.touches ?? [])]));
    const ids = [...subjects].filter((id) => halcyon.links.has(id as never) || halcyon.services.has(id as never));
    expect(ids.length).toBeGreaterThan(10);
    for (const id of ids) {
      const without = model.solve(base.state, { without: new Set([id]), start: base.solution });
      expectProved(without);
      expect(tonnesBy(without, model.rows, id)).toBe(0);
    }
    const back = model.solve(base.state, { start: base.solution });
    for (const [path, flow] of base.solution.pathFlow.entries())
      expect(back.solution.pathFlow[path]).toBeCloseTo(flow, 6);
  });

  it("warm and cold end at the same flows", () => {
    const { model, months } = solved(halcyon);
    const without = new Set(["stonegate--greywater--rail"]);
    const warm = model.solve(months[0].state, { without, start: months[0].solution });
    const cold = model.solve(months[0].state, { without });
    cold.solution.elementFlow.forEach((flow, element) => {
      expect(Math.abs(warm.solution.elementFlow[element] - flow)).toBeLessThan(1e-3 * (1 + flow));
    });
  });
});
