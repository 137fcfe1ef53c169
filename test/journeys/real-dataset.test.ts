// The dataset of the corridor itself: few facts, chosen so that better numbers will not change them.

import { describe, expect, it } from "vitest";
import { loadDataset } from "../../src/data/index.ts";
import { answerCompare } from "../../src/wire/answer-route.ts";
import { ask, askNone, askOk, best, legsOf } from "../ask.ts";

const dataset = loadDataset({ base: "dataset" });

describe("the corridor", () => {
  it("carries a box from Xi'an to Istanbul by several corridors", () => {
    const answer = askOk(dataset, { from: "Xi'an", to: "Istanbul", depart: "2026-12-01" });
    expect(new Set(answer.options.map(({ corridor }) => corridor)).size).toBeGreaterThanOrEqual(2);
    const goes = answer.rivals.filter(({ status }) => status === "ok").map(({ corridor }) => corridor);
    expect(goes).toEqual(
      expect.arrayContaining(["sea-suez", "sea-cape", "northern-rail", "southern-iran", "middle-btk"]),
    );
    for (const { option } of answer.rivals) {
      if (!option) continue;
      expect(option.costUsd.mean).toBeGreaterThan(500);
      expect(option.hours.mean).toBeGreaterThan(7 * 24);
      expect(option.hours.p95).toBeGreaterThan(option.hours.p50);
      expect(option.legs.every((leg) => leg.costUsd === 0 || leg.sources.length > 0)).toBe(true);
    }
  });

  it("changes gauge twice by land through Kazakhstan, Azerbaijan and Georgia to Türkiye", () => {
    const option = best(dataset, { from: "Xi'an", to: "Istanbul", depart: "2026-12-01", require: ["middle-btk"] });
    const gauges = legsOf(option, "line-haul")
      .filter((leg) => leg.mode === "rail")
      .map((leg) => leg.gauge);
    expect(gauges.filter((gauge, i) => i > 0 && gauge !== gauges[i - 1])).toEqual([1520, 1435]);
    expect(option.countries.filter((country, i, all) => all.indexOf(country) === i)).toEqual([
      "CN",
      "KZ",
      "AZ",
      "GE",
      "TR",
    ]);
    expect(option.modes).toContain("sea");
  });

  it("keeps out of the countries that are avoided", () => {
    const answer = askOk(dataset, { from: "Almaty", to: "Mersin", avoid: ["RU", "IR"], depart: "2026-12-01" });
    for (const option of answer.options) {
      expect(option.countries).not.toContain("RU");
      expect(option.countries).not.toContain("IR");
    }
    expect(answer.rivals.find(({ corridor }) => corridor === "southern-iran")?.status).toBe("none");
  });

  it("carries wagons of metal over the sea by ferry, priced by the tonne", () => {
    const option = best(dataset, { from: "Pavlodar", to: "Baku", cargo: "1200t aluminium", depart: "2026-12-01" });
    expect(option.costUsd.mean / 1200).toBeGreaterThan(20);
    expect(option.costUsd.mean / 1200).toBeLessThan(400);
    expect(legsOf(option, "line-haul").every((leg) => leg.gauge !== 1435)).toBe(true);
  });

  it("goes from Tashkent to Poti without China, Europe or a gauge change", () => {
    for (const option of askOk(dataset, { from: "Tashkent", to: "Poti", depart: "2026-12-01" }).options) {
      expect(option.countries).not.toContain("CN");
      expect(legsOf(option, "gauge-change")).toEqual([]);
    }
  });

  it("has a network for 2019, 2026 and 2031", () => {
    for (const date of ["2019-06-01", "2026-12-01", "2031-06-01"]) {
      expect(ask(dataset, { from: "Xi'an", to: "Poti", depart: "2026-12-01", date }).status, date).toBe("ok");
    }
  });

  it("crosses the Caspian more slowly in December than in July", () => {
    const crossing = (depart: string) => {
      const option = best(dataset, { from: "Aktau", to: "Baku", depart, require: ["sea"] });
      return legsOf(option, "wait").reduce((sum, leg) => sum + leg.hours, 0);
    };
    expect(crossing("2026-12-01")).toBeGreaterThan(crossing("2026-07-01"));
  });

  it("takes no dangerous goods through the tunnel under the Bosphorus", () => {
    const throughTunnel = (dangerous: boolean) => {
      const request = { from: "Kars", to: "Istanbul", depart: "2026-12-01", dangerous, avoid: ["sea", "road"] };
      const [first] = askOk(dataset, request).pareto;
      return first?.via.includes("izmit-derince") && first.via.includes("istanbul-halkali");
    };
    expect([throughTunnel(false), throughTunnel(true)]).toEqual([true, false]);
  });

  it("compares Shanghai and Duisburg by the Middle Corridor, northern rail, Suez and the Cape", () => {
    const setting = { programVersion: "test", now: () => 0 };
    const answer = answerCompare(dataset, { from: "Shanghai", to: "Duisburg", depart: "2026-12-01" }, setting);
    if (answer.status !== "ok") throw new Error("expected corridors");
    const goes = answer.corridors.filter(({ status }) => status === "ok").map(({ corridor }) => corridor);
    expect(goes).toEqual(expect.arrayContaining(["sea-suez", "sea-cape", "northern-rail"]));
    expect(goes.some((corridor) => corridor.startsWith("middle-"))).toBe(true);
  });

  it("says why a place without a terminal cannot be reached", () => {
    const none = askNone(dataset, { from: "Xi'an", to: "Dostyk", cargo: "truck", depart: "2026-12-01" });
    expect(none.reason).toMatch(/Dostyk/);
  });
});
