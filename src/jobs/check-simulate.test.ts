// What is wrong with a simulation is said before it is kept: all of it, at the fields that were asked.

import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { loadDataset } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import { isoDateOf } from "../model/units.ts";
import { applyScenario, scenarioFromDocument } from "../scenario/index.ts";
import { readCrossing } from "../studies/check-crossing.ts";
import { simulateKind } from "./simulate-kind.ts";
import { datasetOfRun, periodOfRun, simulateParameters } from "./simulate-parameters.ts";

const base = loadDataset({ base: fileURLToPath(new URL("../../examples/halcyon", import.meta.url)) });
const LINE = "halcyon-ferry";

async function placesOf(given: object, document?: object): Promise<string[]> {
  const scenario = document === undefined ? null : scenarioFromDocument(document, "one");
  const changed = scenario === null ? null : applyScenario(base, scenario);
  const parameters = simulateKind.parameters.parse({ from: "2026-01-01", ...given });
  try {
    await simulateKind.check?.({ base, changed, scenario, parameters });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.problems.map(({ place, code }) => `${place} ${code}`);
  }
}

it("finds lines that are none, ports that are not theirs, and numbers that contradict each other, all at once", async () => {
  expect(await placesOf({ fleet: [{ line: LINE, vessels: 3 }] })).toEqual([]);
  expect(
    await placesOf({
      fleet: [
        { line: "no-such-line", vessels: 3 },
        { line: "stonegate", vessels: 3 },
      ],
      season: "winter",
      days: 30,
      replications: 30,
      maxReplications: 20,
      sensitivityOf: { line: LINE, from: "stonegate" },
    }),
  ).toEqual([
    "maxReplications contradiction",
    "maxReplications out-of-range",
    "sensitivityOf contradiction",
    "days contradiction",
    "fleet.0.line unknown-id",
    "fleet.1.line wrong-thing",
    "sensitivityOf.from wrong-value",
  ]);
  expect(await placesOf({ from: "2026-02-30", fleet: [{ line: "no-such-line", vessels: 3 }] })).toEqual([
    "from bad-date",
    "fleet.0.line unknown-id",
  ]);
  expect(await placesOf({ from: "9999-12-31" })).toEqual(["from bad-date"]);
  const twice = [LINE, LINE, "no-such-line"].map((line, at) => ({ line, vessels: at + 2 }));
  expect(await placesOf({ fleet: twice })).toEqual(["fleet.1.line wrong-value", "fleet.2.line unknown-id"]);
});

it("looks at the dataset under the scenario", async () => {
  const closed = { name: "Closed", baseDate: "2026-01-01", edits: [{ edit: "suspend", what: LINE }] };
  const fleet = [{ line: LINE, vessels: 3 }];
  expect(await placesOf({ fleet }, closed)).toEqual(["fleet.0.line wrong-value"]);
  // Which of the two numbers was meant nobody can tell; the other fleet stands at its own place.
  const three = { name: "Three", baseDate: "2026-01-01", edits: [{ edit: "fleet", what: LINE, set: 3 }] };
  expect(await placesOf({ fleet }, three)).toEqual(["fleet.0.line overlapping-edits"]);
  expect(await placesOf({ fleet, against: "scenario" }, three)).toEqual([]);
});

it("a precision is judged on ten replications at least, so fewer at most are refused", async () => {
  expect(await placesOf({ replications: 3, precision: 0.1, maxReplications: 9 })).toEqual([
    "maxReplications out-of-range",
  ]);
  expect(await placesOf({ replications: 3, precision: 0.1, maxReplications: 10 })).toEqual([]);
});

it("begins with the year of the dataset's day, whatever the demand is of, and with another day only where one is said", async () => {
  // The demand of this dataset is of 2026.
  const other = { ...base, defaultDate: "2025-12-01" };
  const fleet = [{ line: LINE, vessels: 3 }];
  const firstOf = async (given: object, document?: object): Promise<string> => {
    const scenario = document === undefined ? null : scenarioFromDocument(document, "one");
    const work = { base: other, scenario, changed: scenario === null ? null : applyScenario(other, scenario) };
    const parameters = simulateParameters.parse(given);
    return isoDateOf(readCrossing(await datasetOfRun(work, parameters), periodOfRun(work, parameters)).from);
  };
  const scenario = { name: "Two", baseDate: "2027-05-01", edits: [{ edit: "fleet", what: LINE, set: 2 }] };
  expect(await firstOf({})).toBe("2025-01-01");
  expect(await firstOf({ fleet })).toBe("2025-01-01");
  expect(await firstOf({ season: "winter", fleet })).toBe("2025-12-01");
  expect(await firstOf({ from: "2026-02-01", fleet })).toBe("2026-02-01");
  expect(await firstOf({}, scenario)).toBe("2027-05-01");
  expect(await firstOf({ season: "summer", fleet, against: "scenario" }, scenario)).toBe("2027-06-01");
  expect(isoDateOf(readCrossing(other, {}).from)).toBe("2025-01-01");
});
