import { describe, expect, it } from "vitest";
import { HALCYON_FOLDER } from "../data/halcyon.fixture.ts";
import { layOver, loadDataset } from "../data/index.ts";
import type { Count } from "../model/demand.ts";
import { calibrateConstants } from "./constant-calibration.ts";
import { runCorridorFlows } from "./corridor-flows.ts";

const halcyon = loadDataset({ base: HALCYON_FOLDER });

/** Counts of the boxes of each corridor, as the model carries them in a year. */
function countsOf(dataset: typeof halcyon, use: Count["use"]): Count[] {
  const { corridors } = runCorridorFlows(dataset, { groups: ["boxes"] }).base;
  return Array.from(corridors, ([id, { teu }]) => ({
    ...halcyon.counts[0],
    id: `count-${id}`,
    kind: "corridor" as const,
    subjects: [id],
    groups: ["boxes"],
    from: [],
    to: [],
    mode: "",
    unit: "TEU" as const,
    value: teu,
    outside: 0,
    se: teu / 20,
    use,
  })).filter(({ subjects }) => subjects[0] !== "");
}

describe("constants of corridors", () => {
  it("are found again from counts that were made with them", () => {
    const [corridor] = halcyon.corridors;
    const template = halcyon.values.find(({ attribute }) => attribute === "choiceTheta");
    if (!template) throw new Error("expected a scale of choice");
    const truth = 120;
    const values = [{ ...template, subject: corridor.id, attribute: "constantPerTeu", unit: "USD/TEU", value: truth }];
    const made = countsOf(layOver(halcyon, { values }), "fit");
    const found = calibrateConstants({ ...halcyon, counts: made }, { tolerance: 1e-4, maxIterations: 60 });
    expect(found.converged).toBe(true);
    const added = new Map(
      found.constants.flatMap(({ corridors, added: usd }) => corridors.map((id) => [id as string, usd])),
    );
    // Only differences can be told from shares, and not shipping fixes the level.
    const others = halcyon.corridors.slice(1).map(({ id }) => added.get(id) ?? 0);
    for (const other of others) expect((added.get(corridor.id) ?? 0) - other).toBeCloseTo(truth, -1);
    for (const { counts } of found.constants)
      for (const { published, after } of counts) expect(after / published).toBeCloseTo(1, 3);
  });

  it("look at nothing that is kept for validation, and say so when nothing is left", () => {
    const none = calibrateConstants({ ...halcyon, counts: countsOf(halcyon, "validate") }, { months: 1 });
    expect(none.constants).toEqual([]);
    expect(none.values).toEqual([]);
    expect(none.iterations).toBe(0);
  });
});
