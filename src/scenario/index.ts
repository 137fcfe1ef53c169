// What the rest of the program may use of scenarios.

export { applyScenario } from "./apply-scenario.ts";
export { compareScenarios, type ScenarioDifference } from "./compare-scenarios.ts";
export { hashOf } from "./hash.ts";
export { readScenario, scenarioFromDocument, toDocument } from "./read-scenario.ts";
export { checkScenarioDocument, checkScenarioText, resolveScenario } from "./resolve-scenario.ts";
export {
  type DemandFactor,
  type Edit,
  type EditKindName,
  type Resolution,
  type ResolvedEdit,
  type Scenario,
  type ScenarioDocument,
  scenarioForm,
  scenarioNames,
  type Touched,
} from "./scenario.ts";
export { subjectName } from "./things.ts";
