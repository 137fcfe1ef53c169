// Does the dataset say what is meant when somebody says nothing: weights of cargo units and wagon loads, value of goods, cost
// of capital? The planner has no figures of its own to fall back on.

import type { Dataset } from "../model/dataset.ts";
import { instant } from "../model/units.ts";
import type { Findings } from "./findings.ts";

export function checkDefaults(dataset: Dataset, findings: Findings): void {
  const at = instant(dataset.defaultDate);
  const has = (subject: string, attribute: string) => dataset.findValue(subject, attribute, at) !== undefined;
  const need = (subject: string, attribute: string, why: string) => {
    if (has(subject, attribute)) return;
    findings.errors.push({
      code: "missing-default",
      place: `${subject}.${attribute}`,
      message: `${subject} has no ${attribute} on ${dataset.defaultDate}: ${why}`,
      hint: "add a row to a file in values/",
    });
  };
  for (const { id } of dataset.cargoUnits.values()) {
    need(id, "payloadTonnes", "the weight of a consignment that states none");
    if (id !== "wagon" && id !== "truck")
      need(id, "tareTonnes", "emissions are counted on the weight with the container");
  }
  if (!dataset.cargoUnits.has("wagon")) {
    for (const { id } of dataset.commodities.values())
      need(id, "wagonTonnes", "the number of wagons for so many tonnes");
  }
  need(dataset.id, "costOfCapital", "what a day on the way costs");
  need(dataset.id, "cargoValue", "the value of goods that nobody stated");
}
