// The oil of the corridor's dataset: what went by each route in 2024 and 2025 within a band, what a halt of the largest line
// costs, that ids work without special code, and that what is asked wrongly is said at once.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type LoadedDataset, loadDataset } from "../src/data/index.ts";
import { type LpSolver, loadLpSolver } from "../src/lib/lp-solver.ts";
import { InvalidInput } from "../src/model/problem.ts";
import { applyScenario, readScenario } from "../src/scenario/index.ts";
import { type OilRequest, runOil, USUAL_OIL_REQUEST } from "../src/studies/oil.ts";
import { bindingOf, isWay } from "../src/studies/oil-binding.ts";
import { countriesOf, lossOf, routeMt, securityOf } from "../src/studies/oil-figures.ts";
import { checkOilRows, oilRows, parseOilQuery } from "../src/studies/oil-validation.ts";
import { oilOk } from "../src/wire/oil.ts";
import { answerOil } from "../src/wire/to-oil.ts";

let dataset: LoadedDataset;
let solver: LpSolver;
beforeAll(async () => {
  dataset = loadDataset({ base: "dataset" });
  solver = await loadLpSolver();
});

const QUICK: OilRequest = { ...USUAL_OIL_REQUEST, security: false };
const under = (text: string): LoadedDataset => applyScenario(dataset, readScenario(text, "test.yaml"));
const shipped = (name: string): LoadedDataset => under(readFileSync(`scenarios/${name}.yaml`, "utf8"));
const mtOf = (side: Parameters<typeof routeMt>[0], ...ids: string[]): number =>
  side.prepared.routes.reduce((sum, { id }, r) => (ids.includes(id) ? sum + routeMt(side)[r] : sum), 0);

it("2025: exports of every route lie near what was published, and their sum is the published total", () => {
  const { base } = runOil(dataset, undefined, { ...QUICK, from: "2025-01-01" }, solver);
  const ofKz = base.prepared.routes.filter(({ kind }) => kind === "export").map(({ id }) => id);
  expect(mtOf(base, ...ofKz)).toBeCloseTo(78.7, 0);
  expect(mtOf(base, "cpc")).toBeGreaterThan(62);
  expect(mtOf(base, "cpc")).toBeLessThan(67);
  expect(mtOf(base, "samara-novorossiysk", "samara-ust-luga", "druzhba-germany")).toBeCloseTo(8.8, 0);
});

describe("the largest line halted for thirty days", () => {
  it("a month of it is shut in but for what other routes and tanks take, and the loss is that oil", () => {
    const study = runOil(dataset, shipped("cpc-halted"), { ...QUICK, days: 90 }, solver);
    const changed = study.changed;
    if (changed === undefined) throw new Error("expected the scenario's side");
    const lost = mtOf(study.base, "cpc") - mtOf(changed, "cpc");
    expect(lost).toBeGreaterThan(4.5);
    const shutIn =
      changed.shown.shutIn.reduce((sum, list) => sum + list.slice(0, 90).reduce((s, t) => s + t, 0), 0) / 1e6;
    expect(shutIn).toBeGreaterThan(0.75 * lost);
    expect(lossOf(study)).toBeGreaterThan(shutIn * 1e6 * 300);
    // Countries share out the whole loss.
    const before = [...countriesOf(study.base, true).values()].reduce((sum, { profitUsd }) => sum + profitUsd, 0);
    const after = [...countriesOf(changed, true).values()].reduce((sum, { profitUsd }) => sum + profitUsd, 0);
    expect(before - after).toBeCloseTo(lossOf(study), -3);
    // What the rolling plan earns stays under the bound.
    for (const side of [study.base, changed])
      expect(side.rolling?.valueUsd).toBeLessThanOrEqual(side.foresight.valueUsd * (1 + 1e-9));
  });

  it("shore tanks fill while the berths behind them are shut, and no faster than the line brings", () => {
    const { changed } = runOil(dataset, shipped("cpc-halted"), { ...QUICK, policy: "rolling", days: 60 }, solver);
    const { model } = changed?.prepared ?? {};
    const tank = model?.tanks.findIndex(({ id }) => id === "cpc-tanks") ?? -1;
    const held = (t: number): number =>
      changed?.foresight.network.pools.reduce(
        (sum, pool, p) => (pool.tank === tank ? sum + (changed.shown.stock[p][t] ?? 0) : sum),
        0,
      ) ?? 0;
    // Shut from day 14 on, for thirty days.
    expect(held(13)).toBeLessThan(1);
    expect(held(28)).toBeCloseTo(model?.tanks[tank].capacityTonnes ?? 0, 0);
    expect(held(15)).toBeLessThanOrEqual((2 * (72.5e6 + 10e6)) / 365);
  });

  it("closing any piece of the line does the same: by id, without special code", () => {
    const losses = ["cpc-terminal", "cpc-ru-2", "kropotkinskaya", "[cpc-spm-1, cpc-spm-2, cpc-spm-3]"].map((what) => {
      const changed = under(
        `name: x\nbaseDate: 2026-03-01\nedits: [{edit: close, what: ${what}, from: 2026-03-05, to: 2026-03-15}]`,
      );
      return lossOf(runOil(dataset, changed, { ...QUICK, days: 40 }, solver));
    });
    expect(losses[0]).toBeGreaterThan(1e8);
    // The tanks stand behind the pipe: with the pipe shut they are of no use, with the sea side shut they are.
    expect(losses[1]).toBeGreaterThanOrEqual(losses[0] - 1);
    expect(losses[2]).toBeCloseTo(losses[1], -3);
    expect(losses[3]).toBeCloseTo(losses[0], -3);
  });

  it("a null scenario changes nothing, to the bit", () => {
    const study = runOil(dataset, under("name: x\nbaseDate: 2026-03-01\nedits: []"), { ...QUICK, days: 20 }, solver);
    expect(lossOf(study)).toBe(0);
    expect(study.changed?.foresight.flow).toEqual(study.base.foresight.flow);
  });
});

it("by the pipe across the Caucasus berths bind first, then ships, then the quality cap, and never the pipe", () => {
  const halt = "{edit: close, what: cpc-terminal, from: 2025-11-29, to: 2025-12-29}";
  const berths = "{edit: capacity, what: aktau-oil, set: 12.5, unit: Mt/year}";
  const ships = "{edit: fleet, what: chartered-12k, set: 12}";
  const pricesWith = (...edits: string[]) => {
    const changed = under(`name: x\nbaseDate: 2025-11-29\nedits: [${edits.join(", ")}]`);
    const answer = answerOil(dataset, changed, { ...QUICK, days: 35 }, solver, () => 0);
    expect(answer.changed?.links.find(({ id }) => id === "btc")?.shadowPriceUsdPerTonne).toBe(0);
    const means = new Map(answer.shadowPricesUsdPerTonne.map(({ element, mean }) => [element, mean]));
    return (element: string): number => means.get(element) ?? 0;
  };
  const fleet = "kmtf-12k+cims-8k+chartered-12k";
  const first = pricesWith(halt);
  expect(first("aktau-oil")).toBeGreaterThan(100);
  const second = pricesWith(halt, berths);
  expect(second("aktau-oil")).toBeLessThan(1);
  expect(second(fleet)).toBeGreaterThan(100);
  const third = pricesWith(halt, berths, ships);
  expect(third(fleet)).toBeLessThan(1);
  expect(third("socar-quality-cap")).toBeGreaterThan(100);
});

it("behind a tank a stream of several countries is each one's by what it sent, and no buyer stands among what can be lost", () => {
  const study = runOil(dataset, undefined, { ...USUAL_OIL_REQUEST, days: 30 }, solver);
  const countries = countriesOf(study.base);
  // A stream of 25.1 Mt of one country and 3.5 Mt of another, none of whose producers loses by it.
  const [first, second] = ["acg", "turkmen-transit"].map((id) => dataset.oil.places.get(id)?.country ?? "");
  expect((countries.get(first)?.exportsMt ?? 0) / (countries.get(second)?.exportsMt ?? 1)).toBeCloseTo(25.1 / 3.5, 3);
  for (const { profitUsd } of countries.values()) expect(profitUsd).toBeGreaterThanOrEqual(0);
  const { elements } = study.base.prepared.model;
  const lost = securityOf(study.base, study.producer)?.rows.map(({ element }) => elements[element].id) ?? [];
  expect(lost).toContain("cpc-terminal");
  expect(lost.filter((id) => dataset.oil.places.get(id)?.kind === "oil-market")).toEqual([]);
});

it("ways bind first in the list, then where ways end, then what was agreed", () => {
  const { base } = runOil(dataset, undefined, { ...QUICK, days: 30 }, solver);
  const kinds = bindingOf(base).map((row) =>
    !isWay(row) ? "agreed" : dataset.oil.places.get(row.id)?.kind === "refinery" ? "end" : "way",
  );
  expect(new Set(kinds)).toEqual(new Set(["way", "end", "agreed"]));
  expect(kinds).toEqual([...kinds].sort((a, b) => "way end agreed".indexOf(a) - "way end agreed".indexOf(b)));
});

it("the answer keeps its form, and its numbers agree with each other", () => {
  const answer = answerOil(dataset, shipped("cpc-halted"), { ...USUAL_OIL_REQUEST, days: 30 }, solver, () => 0);
  expect(oilOk.parse(answer)).toEqual(answer);
  const exported = Object.values(answer.exportsMtByRoute).reduce((sum, mt) => sum + mt, 0);
  expect(exported).toBeCloseTo(answer.changed?.exportsMt ?? 0, 9);
  expect(answer.lossUsd).toBe(answer.comparison?.lossUsd);
  for (const { parts, netbackUsdPerTonne } of answer.base.netbacks)
    expect(parts.reduce((sum, part) => sum + part.usdPerTonne, 0)).toBeCloseTo(netbackUsdPerTonne, 9);
  for (const { rows } of answer.qualityBanks)
    expect(Math.abs(rows.reduce((sum, row) => sum + row.transferUsd, 0))).toBeLessThan(1);
  for (const { value, asked } of answer.certificate.gaps) expect(value).toBeLessThanOrEqual(asked);
  const cpc = answer.base.security?.nMinusOne.find(({ element }) => element === "cpc-terminal");
  expect(cpc?.inPracticeMt).toBeGreaterThan(cpc?.onPaperMt ?? 0);
});

it("says everything that is wrong with what is asked", () => {
  const ask = () => runOil(dataset, undefined, { ...QUICK, from: "2025-02-30", days: 0.5 }, solver);
  expect(ask).toThrow(InvalidInput);
  try {
    ask();
  } catch (error) {
    expect((error as InvalidInput).problems.map(({ code, place }) => `${code} ${place}`)).toEqual([
      "bad-date from",
      "out-of-range days",
    ]);
  }
  const none = loadDataset({ base: "examples/halcyon" });
  expect(() => runOil(none, undefined, QUICK, solver)).toThrow(/says nothing of oil/);
});

it("rows of validation about oil can be asked, and faulty ones are named", () => {
  expect(checkOilRows(oilRows(dataset))).toEqual([]);
  const row = { ...oilRows(dataset)[0], id: "x" };
  const codes = (faulty: Partial<typeof row>) => checkOilRows([{ ...row, ...faulty }]).map(({ code }) => code);
  expect(codes({ quantity: "barrels", query: "days=3" })).toEqual(["unknown-word", "bad-query"]);
  expect(parseOilQuery("from=2025-01-01 days=31 routes=a,b at=x")).toMatchObject({
    routes: ["a", "b"],
    at: "x",
    days: 31,
  });
  for (const query of ["from=2025-01-01 days=1.5", "from=2025-01-01 days=3 where=x", "from=2025-01-01 days=3 days=4"])
    expect(parseOilQuery(query)).toBeUndefined();
});
