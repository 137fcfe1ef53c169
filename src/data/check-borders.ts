// Has each crossing of a land border a rule for its procedure, in both directions, with a time? Are queues told in full?

import type { Border, Mode, Place } from "../model/network.ts";
import type { Findings } from "./findings.ts";
import { anyValue } from "./length-of.ts";
import type { LayerRows } from "./parse-layer.ts";
import type { LoadedDataset } from "./stack-layers.ts";

/** Reports links that join two countries (not of one union) without a rule, and rules without procedureHours. */
export function checkBorders(dataset: LoadedDataset, rows: LayerRows, findings: Findings): void {
  for (const row of rows.links) {
    const { mode, oneWay } = row.item;
    const from = dataset.places.get(row.item.from);
    const to = dataset.places.get(row.item.to);
    if (from === undefined || to === undefined || from.country === to.country || mode === "sea") continue;
    if (from.country === "" || to.country === "") continue;
    const union = dataset.unions.get(from.country);
    if (union !== undefined && union === dataset.unions.get(to.country)) continue;
    const missing = [[from, to], ...(oneWay ? [] : [[to, from]])].filter(
      ([start, end]) => !dataset.borders.some((border) => applies(border, start, end, mode)),
    );
    if (missing.length === 0) continue;
    findings.errors.push({
      code: "missing-border",
      place: row.place("id"),
      message: `${row.key} crosses ${missing.map(([start, end]) => `${start.country}>${end.country}`).join(" and ")} by ${mode} without a border rule`,
      hint: "add it to borders.csv (place * for any crossing), or give both countries one union in countries.csv",
    });
  }
  for (const row of rows.borders) {
    checkQueue(dataset, row, findings);
    if (anyValue(dataset, row.key, "procedureHours") === undefined) {
      findings.errors.push({
        code: "missing-procedure",
        place: row.place("id"),
        message: `${row.key} has no procedureHours`,
        hint: "add a row to a values file",
      });
    }
  }
}

const QUEUE = ["servers", "serviceHours", "serviceUnits"];

/** A queue needs who serves, how long and how much at once; of a dwell it can be no more than all. */
function checkQueue(dataset: LoadedDataset, row: LayerRows["borders"][number], findings: Findings): void {
  const has = (attribute: string): boolean => anyValue(dataset, row.key, attribute) !== undefined;
  const lacking = QUEUE.filter((attribute) => !has(attribute));
  const asked = [...QUEUE, "queueHours", "otherCallsPerYear"].filter(has);
  if (asked.length > 0 && lacking.length > 0)
    findings.errors.push({
      code: "missing-value",
      place: row.place("id"),
      message: `${row.key} has ${asked.join(", ")} and no ${lacking.join(", ")}`,
      hint: "a queue needs servers, serviceHours and serviceUnits",
    });
  const most = (attribute: string): number =>
    dataset.values.reduce(
      (found, { subject, attribute: own, value, use }) =>
        use === "model" && subject === row.key && own === attribute ? Math.max(found, value) : found,
      0,
    );
  if (most("queueHours") <= most("procedureHours")) return;
  findings.errors.push({
    code: "wrong-value",
    place: row.place("id"),
    message: `${row.key} has queueHours of ${most("queueHours")}, more than its procedureHours, which hold them`,
    hint: "queueHours are the part of procedureHours that is a queue",
  });
}

function applies(border: Border, from: Place, to: Place, mode: Mode): boolean {
  return (
    (border.place === "*" || border.place === from.id || border.place === to.id) &&
    (border.fromCountry === "*" || border.fromCountry === from.country) &&
    (border.toCountry === "*" || border.toCountry === to.country) &&
    (border.mode === "*" || border.mode === mode)
  );
}
