// A scenario file (YAML) or a document from elsewhere → Scenario, with the line and column of every problem at once.

import type { Scenario, ScenarioDocument } from "./scenario.ts";

/**
 * Reads the text of a scenario file.
 * @param place the file's name, for messages; the id is its last part without the ending
 * @throws InvalidInput with every problem, each at `file:line:column`
 */
export function readScenario(_text: string, _place: string): Scenario {
  throw new Error("not written yet");
}

/**
 * Reads a scenario that came as a document (JSON).
 * @throws InvalidInput with every problem, each at a field as `scenario.edits.2.from`
 */
export function scenarioFromDocument(_document: unknown, _id: string): Scenario {
  throw new Error("not written yet");
}

/** The scenario as a document, without its id and the places of its parts. */
export function toDocument({ name, baseDate, until, notes, demand, edits }: Scenario): ScenarioDocument {
  return {
    name,
    baseDate,
    ...(until === undefined ? {} : { until }),
    ...(notes === "" ? {} : { notes }),
    ...(demand.length === 0 ? {} : { demand: [...demand] }),
    edits: [...edits],
  };
}
