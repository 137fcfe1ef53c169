// Simulated waits laid over a dataset: what the look-up then says, and the law that stands for them.

import { describe, expect, it } from "vitest";
import { cdfOf, fromValue, gamma, lognormal, meanOf, quantileOf } from "../model/distribution.ts";
import type { SimulatedWaits } from "../model/simulated-waits.ts";
import { instant } from "../model/units.ts";
import { HALCYON_FOLDER } from "./halcyon.fixture.ts";
import { layWaits, loadDataset, nearestLaw } from "./index.ts";

const base = loadDataset({ base: HALCYON_FOLDER });
const [line] = [...base.services.values()].filter(({ kind }) => kind === "line");
const port = line.stops[0];
const at = instant("2026-06-01");
const waitsOf = (of: Partial<SimulatedWaits["waits"][number]>): SimulatedWaits => ({
  run: "a-run",
  scenario: "Low water",
  replications: 40,
  seed: 1,
  from: "2026-01-01",
  to: "2027-01-01",
  baseHash: base.hash,
  waits: [{ line: line.id, from: port, meanHours: 30, p50: 25, p80: 48, p95: 84, settles: true, ...of }],
});

describe("simulated waits over a dataset", () => {
  it("are the value of that line and port, say where they come from, and make another hash", () => {
    const laid = layWaits(base, waitsOf({}));
    const value = laid.findValue(`${line.id}>${port}`, "waitHours", at);
    expect(value?.value).toBe(30);
    expect(value?.note).toBe("simulated: run a-run, 40 replications, Low water");
    expect(laid.findValue(`${line.id}>${line.stops[1]}`, "waitHours", at)).toBeUndefined();
    expect(base.findValue(`${line.id}>${port}`, "waitHours", at)).toBeUndefined();
    expect(laid.hash).not.toBe(base.hash);
    expect(layWaits(base, waitsOf({})).hash).toBe(laid.hash);
    expect(layWaits(base, waitsOf({ meanHours: 31 })).hash).not.toBe(laid.hash);
    expect(laid.layers.at(-1)).toMatchObject({ kind: "waits", name: "a-run" });
  });

  it("say so where more comes than ships can take", () => {
    const laid = layWaits(base, waitsOf({ settles: false }));
    expect(laid.findValue(`${line.id}>${port}`, "waitHours", at)?.note).toContain("more comes than ships can take");
  });

  it("are refused when none is of a line of the dataset", () => {
    expect(() => layWaits(base, waitsOf({ line: "no-line" }))).toThrow(/No line of a-run/);
    expect(() => layWaits(base, waitsOf({ from: "nowhere" }))).toThrow(/No line of a-run/);
  });
});

describe("the law that stands for a simulated wait", () => {
  it.each([
    ["gamma", 0.6],
    ["gamma", 1.4],
    ["lognormal", 1],
  ] as const)("finds a %s law of cv %d again", (shape, cv) => {
    const law = shape === "gamma" ? gamma(40, cv) : lognormal(40, cv);
    const [p50, p80, p95] = [0.5, 0.8, 0.95].map((share) => quantileOf(law, share));
    const found = nearestLaw({ meanHours: 40, p50, p80, p95 });
    expect(found.shape).toBe(shape);
    expect(found.cv).toBeCloseTo(cv, 6);
  });

  it("keeps the mean, and puts as much below the P80 as there is, within a tenth", () => {
    const laid = layWaits(base, waitsOf({}));
    const value = laid.findValue(`${line.id}>${port}`, "waitHours", at);
    if (value === undefined) throw new Error("expected a value");
    const law = fromValue(value);
    expect(meanOf(law)).toBeCloseTo(30, 9);
    expect(Math.abs(cdfOf(law, 48) - 0.8)).toBeLessThan(0.08);
    expect(Math.abs(cdfOf(law, 84) - 0.95)).toBeLessThan(0.04);
  });

  it("is exponential where no quantile is known", () => {
    expect(nearestLaw({ meanHours: 5, p50: null, p80: null, p95: null })).toEqual({ shape: "gamma", cv: 1 });
  });
});
