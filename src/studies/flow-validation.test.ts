import { describe, expect, test } from "vitest";
import { HALCYON_FOLDER } from "../data/halcyon.fixture.ts";
import { loadDataset } from "../data/index.ts";
import { runCorridorFlows } from "./corridor-flows.ts";
import { type FlowCount, validateFlows, writeFlowValidation } from "./flow-validation.ts";

describe("validateFlows", () => {
  const dataset = loadDataset({ base: HALCYON_FOLDER });
  const counts = validateFlows(dataset, { gap: 1e-8 });

  test("counts on a link what the flows of the year say of that link", () => {
    const flows = runCorridorFlows(dataset, { from: "2026-01-01", months: 12 });
    const ferry = flows.base.links.get("halcyon-middle--o-sker-port--sea");
    const found = counts.find(({ count }) => count.id === "count-ferry-boxes");
    expect(found?.model).toBeGreaterThan(0);
    expect((found?.model ?? 0) / ((ferry?.forward.teu ?? 0) + (ferry?.backward.teu ?? 0))).toBeCloseTo(1, 5);
  });

  test("takes off what stands outside, and finds no figure of a year before where there is none", () => {
    expect(counts.find(({ count }) => count.id === "count-veld-boxes")).toMatchObject({
      published: 11_000,
      lastYear: undefined,
    });
  });

  test("the page marks misses and counts who was nearer", () => {
    const [one] = counts;
    const result = (use: "fit" | "validate", model: number, z: number, lastYear?: number): FlowCount => ({
      count: { ...one.count, use },
      published: 100_000,
      model,
      z,
      lastYear,
    });
    const page = writeFlowValidation([
      result("fit", 101_000, 0.5),
      result("validate", 140_000, 4, 90_000),
      result("validate", 99_000, -0.5, 90_000),
    ]);
    expect(page).toContain("Of 1 totals that helped to set a number, 0 are off");
    expect(page).toContain("of 2 kept apart, 1.");
    expect(page).toContain("nearer than that figure 1 times of 2.");
    expect(page).toContain("| **4.0** |");
    expect(page).toContain("| −0.5 |");
  });
});
