// Has each crossing of a land border a rule for its procedure, in both directions, with a time?

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

function applies(border: Border, from: Place, to: Place, mode: Mode): boolean {
  return (
    (border.place === "*" || border.place === from.id || border.place === to.id) &&
    (border.fromCountry === "*" || border.fromCountry === from.country) &&
    (border.toCountry === "*" || border.toCountry === to.country) &&
    (border.mode === "*" || border.mode === mode)
  );
}
