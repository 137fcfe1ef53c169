// The planner under a scenario: it knows nothing of scenarios and sees another dataset.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadDataset } from "../../src/data/index.ts";
import { applyScenario, readScenario } from "../../src/scenario/index.ts";
import type { RouteRequest } from "../../src/wire/route.ts";
import { askNone, askOk, best } from "../ask.ts";

const dataset = loadDataset({ base: "dataset" });
const under = (text: string) => applyScenario(dataset, readScenario(text, "tried.yaml"));
const shipped = (id: string) => under(readFileSync(`scenarios/${id}.yaml`, "utf8"));
const edits = (lines: string) => under(`name: Tried\nbaseDate: 2026-02-01\nedits:\n${lines}`);

const TRUCK: RouteRequest = {
  from: "Aktau",
  to: "Baku",
  cargo: "truck",
  depart: "2026-02-10",
  avoid: ["RU", "IR", "TM"],
};
const passes = (places: readonly { from: string; to: string }[], place: string) =>
  places.some(({ from, to }) => from === place || to === place);

it("a port that is closed is not passed, and the answer says under which scenario", () => {
  const open = best(dataset, TRUCK);
  expect(passes(open.legs, "kuryk-port")).toBe(true);
  const closed = edits("  - { edit: close, what: kuryk-port }\n");
  const none = askNone(closed, TRUCK);
  expect(none.reason).not.toBe("");
  expect(none.dataset.layers.at(-1)).toMatchObject({ kind: "scenario", name: "tried", title: "Tried" });
});

it("a port that is closed for days is met by the clock: whoever comes after has lost nothing", () => {
  const window = (from: string, to: string) =>
    edits(`  - { edit: close, what: kuryk-port, from: ${from}, to: ${to} }\n`);
  const open = best(dataset, TRUCK);
  const hours = (from: string, to: string) => best(window(from, to), TRUCK).hours.mean;
  expect(hours("2026-01-20", "2026-02-10")).toBe(open.hours.mean);
  const waited = hours("2026-02-09", "2026-02-20");
  expect(waited).toBeGreaterThan(open.hours.mean + 5 * 24);
  expect(waited).toBeLessThan(open.hours.mean + 11 * 24);
});

it("the railway through Zangezur is a way once it is open", () => {
  const request: RouteRequest = { from: "Baku", to: "Ankara", cargo: "40ft", depart: "2026-07-01" };
  const rival = (of: typeof dataset) => askOk(of, request).rivals.find(({ corridor }) => corridor === "zangezur");
  expect(rival(dataset)?.option ?? null).toBeNull();
  const way = askOk(shipped("tripp-open"), request);
  const option =
    way.options.find(({ corridor }) => corridor === "zangezur") ??
    way.rivals.find(({ corridor }) => corridor === "zangezur")?.option;
  expect(option).toBeDefined();
  expect(option).not.toBeNull();
});

it("borders in half the time make a way shorter, and nothing dearer", () => {
  const request: RouteRequest = { from: "Xi'an", to: "Tbilisi", cargo: "40ft", depart: "2026-02-01" };
  const [before, after] = [best(dataset, request), best(shipped("borders-half-time"), request)];
  expect(after.hours.mean).toBeLessThan(before.hours.mean - 24);
  expect(after.generalisedUsd).toBeLessThan(before.generalisedUsd);
});

it("one through tariff: the line haul from the Chinese border to the Black Sea costs what it says", () => {
  const request: RouteRequest = {
    from: "altynkol",
    to: "poti-port",
    cargo: "40ft",
    depart: "2026-02-01",
    require: ["aktau-port", "alat-port"],
  };
  const { legs } = best(shipped("unified-through-tariff"), request);
  const haul = legs.filter(({ kind }) => kind === "line-haul");
  const usd = haul.reduce((sum, leg) => sum + leg.costUsd, 0);
  expect(haul.reduce((sum, leg) => sum + leg.km, 0)).toBeCloseTo(4419, 0);
  expect(usd).toBeCloseTo(2100, 0);
});
