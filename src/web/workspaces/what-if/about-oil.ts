// Which ready-made scenarios belong to the Oil workspace: told by their own words, because a scenario changes the one network
// and may concern cargo and oil alike.

import type { ScenarioListed } from "../../../wire/kept-scenarios.ts";

const OIL = /\b(?:oil|crude|pipelines?|moorings?|refiner(?:y|ies))\b/i;

export function isAboutOil({ name, notes }: Pick<ScenarioListed, "name" | "notes">): boolean {
  return OIL.test(name) || OIL.test(notes);
}
