// Do the examples of dataset.yaml name places and cargo that exist, and is the base complete enough to plan with?

import type { Findings } from "./findings.ts";
import { resolvePlace } from "./places.ts";
import type { LoadedDataset } from "./stack-layers.ts";

/** Tables a base cannot do without. */
const NEEDED = ["countries", "places", "links", "terminals", "services", "cargoUnits", "commodities"] as const;

export function checkHeader(dataset: LoadedDataset, findings: Findings): void {
  for (const kind of NEEDED) {
    if (dataset[kind].size === 0)
      findings.errors.push({
        code: "empty-table",
        place: "dataset.yaml",
        message: `the dataset has no ${kind}`,
        hint: "see docs/data.md",
      });
  }
  dataset.examples.forEach((example, index) => {
    const place = `dataset.yaml:examples[${index}]`;
    for (const text of [example.from, example.to]) {
      if (resolvePlace(dataset, text).status !== "ok")
        findings.errors.push({
          code: "unknown-place",
          place,
          message: `${text} is no place, or several`,
          hint: "use the id of a place",
        });
    }
    if (!isCargo(dataset, example.cargo))
      findings.errors.push({
        code: "unknown-cargo",
        place,
        message: `${example.cargo} is no cargo`,
        hint: "as 40ft, or 1200t grain",
      });
  });
}

/** A cargo unit, or an amount in tonnes of a commodity. */
function isCargo(dataset: LoadedDataset, text: string): boolean {
  const wanted = text.toLowerCase().trim();
  const units = [...dataset.cargoUnits.values()].flatMap((unit) => [unit.id, ...unit.aliases]);
  if (units.some((unit) => wanted === unit.toLowerCase() || wanted.startsWith(`${unit.toLowerCase()} `))) return true;
  const match = /^[\d.,]+ ?t (.+)$/.exec(wanted);
  if (match === null) return false;
  const names = [...dataset.commodities.values()].flatMap((commodity) => [
    commodity.id,
    ...Object.values(commodity.names),
    ...commodity.aliases,
  ]);
  return names.some((name) => name.toLowerCase() === match[1]);
}
