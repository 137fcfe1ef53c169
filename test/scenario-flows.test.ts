// The scenarios that come with the program, on the real dataset: what is opened carries something, what has more room or is
// faster moves something, and where a scenario's notes say that it moves nothing, nothing moves.

import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadDataset } from "../src/data/index.ts";
import { applyScenario, readScenario } from "../src/scenario/index.ts";
import { runCorridorFlows } from "../src/studies/corridor-flows.ts";

const dataset = loadDataset({ base: "dataset" });
const CONTAINERS_DOUBLE =
  "demand:\n  - { group: containers-westbound, scale: 2 }\n  - { group: containers-eastbound, scale: 2 }\n";

/** One month, containers only. */
function run(id: string, more = "") {
  const text = readFileSync(path.join("scenarios", `${id}.yaml`), "utf8") + more;
  const groups = ["containers-westbound", "containers-eastbound"];
  const flows = runCorridorFlows(applyScenario(dataset, readScenario(text, id)), { months: 1, groups });
  if (!flows.changed || !flows.comparison) throw new Error("expected a scenario");
  return { changed: flows.changed, comparison: flows.comparison };
}

describe("containers of a month under a scenario", () => {
  it("take the railway over Torugart once it is open", () => {
    const flow = run("cku-open").changed.links.get("torugart--makmal--rail");
    expect(flow?.forward.tonnes).toBeGreaterThan(1000);
  });

  it("take the line over Meghri once it is open", () => {
    const flow = run("tripp-open").changed.links.get("aghband--meghri--rail");
    expect((flow?.forward.tonnes ?? 0) + (flow?.backward.tonnes ?? 0)).toBeGreaterThan(1000);
  });

  it("have more room between Erzurum and Divrigi than they need, until there are twice as many", () => {
    expect(Math.abs(run("kars-divrigi-upgrade").comparison.lossUsd)).toBeLessThan(100);
    const double = run("containers-double").comparison.lossUsd;
    expect(run("kars-divrigi-upgrade", CONTAINERS_DOUBLE).comparison.lossUsd).toBeLessThan(double - 100_000);
  });

  it.each(["georgia-main-line", "aktau-hub-full", "six-more-feeders", "borders-half-time"])("gain by %s", (id) => {
    expect(run(id).comparison.lossUsd).toBeLessThan(-1000);
  });
});
