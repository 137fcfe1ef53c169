import path from "node:path";
import { describe, expect, it } from "vitest";
import { HALCYON_FOLDER } from "../data/halcyon.fixture.ts";
import { loadDataset } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import { applyScenario, readScenario } from "../scenario/index.ts";
import { flowsOk } from "../wire/flows.ts";
import { toFlowsAnswer } from "../wire/to-flows.ts";
import { type CorridorFlowsRequest, runCorridorFlows } from "./corridor-flows.ts";

const halcyon = loadDataset({ base: HALCYON_FOLDER });
const under = (text: string) => applyScenario(halcyon, readScenario(text, "test.yaml"));

function run(dataset: typeof halcyon, request: CorridorFlowsRequest = {}) {
  const flows = runCorridorFlows(dataset, request);
  const answer = toFlowsAnswer(dataset, flows, 0);
  expect(flowsOk.parse(answer)).toEqual(answer);
  expect(answer.certificate.converged).toBe(true);
  for (const { value, asked } of answer.certificate.gaps) expect(value).toBeLessThanOrEqual(asked);
  return answer;
}

const CLOSED = `name: The pass is closed
baseDate: 2026-03-01
edits:
  - edit: close
    what: stonegate--greywater--rail
    from: 2026-03-01
    to: 2026-04-01
`;

describe("flows of a period", () => {
  it("add up: corridors to what is shipped, groups and months to the same, ends to countries", () => {
    const { base } = run(halcyon);
    const { totals } = base;
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect(totals.demandTonnes).toBeCloseTo(
      halcyon.demand.reduce((all, row) => all + row.tonnesPerYear, 0),
      2,
    );
    expect(sum(base.corridors.map(({ tonnes }) => tonnes))).toBeCloseTo(totals.shippedTonnes, 3);
    expect(sum(base.groups.map(({ shippedTonnes }) => shippedTonnes))).toBeCloseTo(totals.shippedTonnes, 3);
    expect(sum(base.groups.flatMap(({ byCorridor }) => byCorridor.map(({ tonnes }) => tonnes)))).toBeCloseTo(
      totals.shippedTonnes,
      3,
    );
    expect(sum(base.months.map(({ shippedTonnes }) => shippedTonnes))).toBeCloseTo(totals.shippedTonnes, 3);
    expect(sum(base.countries.map(({ originTonnes }) => originTonnes))).toBeCloseTo(totals.shippedTonnes, 3);
    expect(sum(base.countries.map(({ revenueUsd }) => revenueUsd))).toBeCloseTo(totals.costUsd, 0);
    expect(totals.notShippedTonnes).toBeGreaterThan(0);
    expect(base.months.map(({ month }) => month)[0]).toBe("2026-01");
  });

  it("balance at every place: what comes by links and starts is what goes by links and ends", () => {
    const { base } = run(halcyon, { months: 1 });
    const balance = new Map<string, number>();
    const add = (place: string, tonnes: number) => balance.set(place, (balance.get(place) ?? 0) + tonnes);
    for (const { from, to, tonnes } of base.links) {
      add(to, tonnes.forward - tonnes.backward);
      add(from, tonnes.backward - tonnes.forward);
    }
    // Places between the ends of all demand neither make nor keep anything.
    for (const place of ["stonegate", "greywater", "fenwick", "marrow", "halcyon-middle"]) {
      expect(Math.abs(balance.get(place) ?? 0), place).toBeLessThan(1e-6 * base.totals.demandTonnes);
    }
  });

  it("say who uses a link, as much as flows over it", () => {
    const { base } = run(halcyon, { months: 12, select: "greywater--tarn-yard--rail" });
    const link = base.links.find(({ id }) => id === "greywater--tarn-yard--rail");
    if (!link || !base.selected) throw new Error("expected the link in use");
    expect(base.selected.tonnes).toBeCloseTo(link.tonnes.forward + link.tonnes.backward, 3);
  });
});

describe("skims and path flows", () => {
  it("add up to the row, and the means are those of its ways", () => {
    const flows = runCorridorFlows(halcyon, { months: 2 });
    const answer = toFlowsAnswer(halcyon, flows, 0, true);
    expect(flowsOk.parse(answer)).toEqual(answer);
    for (const row of answer.base.rows ?? []) {
      const tonnes = row.ways.reduce((sum, way) => sum + way.tonnes, 0);
      expect(tonnes).toBeCloseTo(row.shippedTonnes, 6);
      expect(row.ways.reduce((sum, way) => sum + way.tonnes * way.usd, 0) / tonnes).toBeCloseTo(row.meanUsd, 6);
      expect(row.ways.reduce((sum, way) => sum + way.tonnes * way.hours, 0) / tonnes).toBeCloseTo(row.meanHours, 6);
    }
    expect(answer.base.rows).toHaveLength(halcyon.demand.length);
  });
});

describe("a scenario beside the base", () => {
  it("that closes a railway moves its goods, costs something, and says why", () => {
    const dataset = under(CLOSED);
    const { base, changed, comparison, period } = run(dataset, { months: 2 });
    expect(period).toEqual({ from: "2026-03-01", to: "2026-05-01", months: 2 });
    const tonnes = (state: typeof base | null) =>
      state?.links.find(({ id }) => id === "stonegate--greywater--rail")?.tonnes.forward ?? 0;
    expect(tonnes(changed)).toBeLessThan(tonnes(base));
    expect(comparison?.lossUsd).toBeGreaterThan(0);
    const [reason] = comparison?.reasons ?? [];
    expect(reason.cause).toBe("stonegate--greywater--rail");
    expect(reason.sentence).toMatch(/ kt of .* because the railway between Stonegate and Greywater is closed\.$/);
    const moved = comparison?.corridors.reduce((sum, { deltaTonnes }) => sum + deltaTonnes, 0) ?? 0;
    expect(-moved).toBeCloseTo(comparison?.lostTonnes ?? 0, 3);
  });

  it("that changes nothing leaves every figure as it was", () => {
    const { base, changed, comparison } = run(
      under(
        `name: Nothing\nbaseDate: 2026-01-01\nedits:\n  - edit: close\n    what: stonegate--greywater--rail\n    from: 2031-01-01\n    to: 2031-02-01\n`,
      ),
      { months: 1 },
    );
    expect(changed).toEqual(base);
    expect(comparison?.lossUsd).toBe(0);
    expect(comparison?.reasons).toEqual([]);
    expect(comparison?.links).toEqual([]);
  });
});

describe("what cannot be asked", () => {
  it("is said at once, all of it", () => {
    const ask = () =>
      runCorridorFlows(halcyon, { from: "2026-13-01", months: 0, groups: ["bananas"], select: "nowhere", gap: 2 });
    expect(ask).toThrow(InvalidInput);
    try {
      ask();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      expect(error.problems.map(({ place }) => place)).toEqual(["months", "from", "groups", "select", "gap"]);
    }
  });

  it("counts how far it is, to the end", () => {
    const seen: (readonly [number, number])[] = [];
    runCorridorFlows(halcyon, { months: 2, onProgress: (done, total) => seen.push([done, total]) });
    const [done, total] = seen.at(-1) ?? [0, -1];
    expect(done).toBe(total);
    expect(seen.map(([at]) => at)).toEqual(seen.map((_, i) => i + 1));
    expect(new Set(seen.map(([, of]) => of)).size).toBe(1);
  });
});

describe("what changes nothing", () => {
  const project = loadDataset({ base: path.join(import.meta.dirname, "..", "..", "dataset") });
  const edit = (kind: string, what: string, change: string, window: string) =>
    `edits:\n  - { edit: ${kind}, what: ${what}, ${change}, ${window} }\n`;
  const NEXT_YEAR = "from: 2041-03-01, to: 2041-06-01";
  const LATER = "from: 2026-10-01, to: 2026-11-01";
  const nothing: readonly (readonly [string, string])[] = [
    ["no edits", "edits: []\n"],
    ["a capacity of another year", edit("capacity", "stonegate--greywater--rail", "scale: 0.5", NEXT_YEAR)],
    ["a time of another year", edit("time", "halcyon-ferry", "scale: 2", NEXT_YEAR)],
    ["a time of months not looked at", edit("time", "halcyon-ferry", "scale: 2", LATER)],
    ["a closure of months not looked at", `edits:\n  - { edit: close, what: stonegate--greywater--rail, ${LATER} }\n`],
  ];
  const same = (dataset: typeof halcyon, text: string, request: CorridorFlowsRequest) => {
    const scenario = applyScenario(
      dataset,
      readScenario(`name: Nothing\nbaseDate: ${request.from}\n${text}`, "n.yaml"),
    );
    const { base, changed, comparison } = runCorridorFlows(scenario, request);
    if (!changed || !comparison) throw new Error("expected a scenario");
    expect(changed.totals).toEqual(base.totals);
    expect(changed.links).toEqual(base.links);
    expect(changed.countries).toEqual(base.countries);
    expect(changed.months).toEqual(base.months);
    expect(comparison.lossUsd).toBe(0);
  };

  it.each(nothing)("gives the base to the bit: %s", (_, text) => {
    same(halcyon, text, { from: "2026-05-01", months: 2 });
  });

  it("gives the base to the bit on the project's dataset, whose graphs are shared and where they are made anew", () => {
    const [service] = [...project.services.keys()];
    const [link] = [...project.links.keys()];
    for (const text of ["edits: []\n", edit("time", service, "scale: 2", "from: 2024-09-01, to: 2024-10-01")]) {
      same(project, text, { from: "2024-05-01", months: 1 });
    }
    same(project, `edits:\n  - { edit: close, what: ${link}, from: 2024-09-01, to: 2024-10-01 }\n`, {
      from: "2024-05-01",
      months: 2,
    });
  });

  it("leaves the months before a closure as they are, to the bit", () => {
    const { base, changed } = runCorridorFlows(under(CLOSED), { from: "2026-01-01", months: 4 });
    expect(changed?.months.slice(0, 2)).toEqual(base.months.slice(0, 2));
    expect(changed?.months[2].shippedTonnes).not.toBe(base.months[2].shippedTonnes);
  });
});
