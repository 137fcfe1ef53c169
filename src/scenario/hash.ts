// The name of a scenario over a dataset: equal for equal meaning, whatever the order of its keys and its notes.

import { createHash } from "node:crypto";
import type { Scenario } from "./scenario.ts";

/** SHA-256, hexadecimal, over the canonical form of a scenario and the hash of the dataset it is laid over. */
export function hashOf(
  scenario: Pick<Scenario, "name" | "baseDate" | "until" | "demand" | "edits">,
  datasetHash: string,
): string {
  const { name, baseDate, until, demand, edits } = scenario;
  const meaning = canonical({ name, baseDate, until, demand, edits });
  return createHash("sha256")
    .update(`${datasetHash}\n${JSON.stringify(meaning)}`)
    .digest("hex");
}

/** Keys sorted, notes and empty entries left out, one id written as a list of one. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, entry]) => entry !== undefined && key !== "note")
    .map(([key, entry]) => [key, key === "what" ? [...new Set([entry].flat())].sort() : canonical(entry)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
