// Examples of a scenario and the answers about it, on the small region.

import { toListed } from "../../src/api/scenario-shelf.ts";
import type { LoadedDataset } from "../../src/data/index.ts";
import { checkScenarioText, compareScenarios, readScenario, toDocument } from "../../src/scenario/index.ts";
import { toInvalidAnswer } from "../../src/wire/invalid-answer.ts";
import {
  toResolution,
  toScenarioCheckAnswer,
  toScenarioDiffAnswer,
  toScenarioRef,
} from "../../src/wire/to-scenario.ts";

const TEXT = `name: Ferry laid up in July
baseDate: 2026-06-01
notes: The feeder runs more often meanwhile.
demand:
  - { group: boxes, scale: 0.9 }
edits:
  - { edit: suspend, what: halcyon-ferry, from: 2026-07-01, to: 2026-08-01 }
  - { edit: frequency, what: southern-feeder, scale: 2, from: 2026-07-01, to: 2026-08-01 }
`;
const PLACE = "ferry-laid-up.yaml";

/** Entries of makeSchemaExamples. */
export function scenarioExamples(dataset: LoadedDataset): Record<string, unknown> {
  const scenario = readScenario(TEXT, PLACE);
  const resolution = checkScenarioText(dataset, TEXT, PLACE);
  const wrong = checkScenarioText(
    dataset,
    TEXT.replace("halcyon-ferry", "halcyon-fery").replace("scale: 2", "scale: -2"),
    PLACE,
  );
  return {
    scenario: toDocument(scenario),
    "scenario-check-answer": toScenarioCheckAnswer(dataset, [resolution]),
    "scenario-check-answer.invalid": toInvalidAnswer(wrong.errors),
    "scenario-answer": {
      status: "ok",
      scenario: toListed({
        id: scenario.id,
        name: scenario.name,
        base_date: scenario.baseDate,
        edits: scenario.edits.length,
        notes: scenario.notes,
        hash: resolution.hash,
        version: 2,
        who: "Aigul",
        created_at: new Date("2026-05-30T08:29:00.000Z"),
        saved_at: new Date("2026-06-01T08:29:00.000Z"),
      }),
      document: toDocument(scenario),
      text: TEXT,
      resolution: toResolution(dataset, resolution),
      problems: [],
    },
    "scenario-diff-answer": toScenarioDiffAnswer(dataset, compareScenarios(dataset, undefined, scenario)),
    "scenario-run-answer": { status: "ok", scenario: toScenarioRef(resolution) },
  };
}
