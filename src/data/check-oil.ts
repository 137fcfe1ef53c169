// The oil tables: do the ids they name exist, do ways hang together from their field to where they end, and does every
// thing have the numbers without which nothing can be said about it?

import { type InstantHours, instant } from "../model/units.ts";
import type { Findings } from "./findings.ts";
import type { ThingKind } from "./id-index.ts";
import type { LayerRows, Row } from "./parse-layer.ts";
import type { LoadedDataset } from "./stack-layers.ts";

type Refer = (row: Row<unknown>, column: string, id: string, ...kinds: [ThingKind, ...ThingKind[]]) => void;

/** Ids that oil rows name; `refer` reports one that leads nowhere. */
export function checkOilReferences(rows: LayerRows, refer: Refer): void {
  for (const row of rows.oilPlaces) {
    refer(row, "at", row.item.at ?? "", "place");
    refer(row, "part_of", row.item.partOf ?? "", "oil-place");
    refer(row, "grade", row.item.grade ?? "", "oil-grade");
  }
  for (const row of rows.oilLinks) {
    refer(row, "from", row.item.from, "oil-place");
    refer(row, "to", row.item.to, "oil-place");
    refer(row, "water_body", row.item.waterBody ?? "", "water-body");
    for (const fleet of row.item.fleets) refer(row, "fleets", fleet, "oil-fleet");
  }
  for (const row of rows.oilGrades) refer(row, "benchmark", row.item.benchmark, "oil-grade");
  for (const row of rows.oilRoutes) refer(row, "grade", row.item.grade, "oil-grade");
  for (const row of rows.oilWays) {
    refer(row, "route", row.item.route, "oil-route");
    refer(row, "field", row.item.field, "oil-place");
    for (const link of row.item.links) refer(row, "links", link, "oil-link");
  }
  for (const row of rows.oilTanks) refer(row, "place", row.item.place, "oil-place");
  for (const row of rows.oilFleets) refer(row, "water_body", row.item.waterBody ?? "", "water-body");
  for (const row of rows.oilLimits) {
    for (const field of row.item.fields) refer(row, "fields", field, "oil-place");
    for (const route of row.item.routes) refer(row, "routes", route, "oil-route");
    for (const link of row.item.links) refer(row, "links", link, "oil-link");
  }
  const things: [ThingKind, ...ThingKind[]] = [
    "oil-place",
    "oil-link",
    "oil-route",
    "oil-limit",
    "oil-tank",
    "oil-fleet",
  ];
  for (const row of rows.oilStatuses) refer(row, "thing", row.item.subject, ...things);
}

/** Ways that do not hang together, and things without the numbers they need. */
export function checkOil(dataset: LoadedDataset, rows: LayerRows, findings: Findings): void {
  const at = instant(dataset.defaultDate);
  for (const row of rows.oilWays) checkWay(dataset, row, findings);
  const need = (row: Row<{ readonly id: string }>, attributes: readonly string[], why: string) => {
    if (attributes.some((attribute) => hasValue(dataset, row.item.id, attribute, at))) return;
    findings.errors.push({
      code: "missing-number",
      place: row.place("id"),
      message: `${row.item.id} has no ${attributes.join(" or ")} on ${dataset.defaultDate}: ${why}`,
      hint: "add a row to a values file",
    });
  };
  for (const row of rows.oilPlaces) {
    if (row.item.kind === "oil-field") need(row, ["outputMtPerYear"], "how much oil the field gives is not known");
    if (row.item.kind === "mooring") need(row, ["capacityMtPerYear"], "parts of a terminal share its work by capacity");
  }
  for (const row of rows.oilGrades) need(row, ["oilPrice", "oilDifferential"], "nothing can be sold without a price");
  for (const row of rows.oilTanks) need(row, ["storageTonnes"], "a tank without size holds nothing");
  for (const row of rows.oilFleets) {
    need(row, ["vessels"], "how many ships there are is not known");
    need(row, ["capacityUnits"], "what a ship carries is not known");
  }
  for (const row of rows.oilLinks)
    if (row.item.fleets.length > 0) need(row, ["roundTripHours"], "ships cannot be counted");
  for (const row of rows.oilLimits)
    need(row, ["capacityMtPerYear", "minimumMtPerYear"], "a limit says how much at most, or at least");
}

/** At the date, or at any other: what stops before the default date has numbers too. */
const hasValue = (dataset: LoadedDataset, subject: string, attribute: string, at: InstantHours): boolean =>
  dataset.findValue(subject, attribute, at) !== undefined ||
  dataset.listValues(subject).some((value) => value.attribute === attribute && value.use === "model");

function checkWay(dataset: LoadedDataset, row: Row<LayerRows["oilWays"][number]["item"]>, findings: Findings): void {
  const { links, places } = dataset.oil;
  const complain = (message: string, hint: string) =>
    findings.errors.push({ code: "broken-way", place: row.place("links"), message, hint });
  const field = places.get(row.item.field);
  if (field !== undefined && field.kind !== "oil-field")
    complain(`${field.id} is a ${field.kind}: no oil comes from there`, "name a field");
  let here = row.item.field;
  for (const id of row.item.links) {
    const link = links.get(id);
    if (link === undefined) return;
    if (link.from !== here) {
      complain(`${id} starts at ${link.from}, but the oil is at ${here}`, `name a link that starts at ${here}`);
      return;
    }
    here = link.to;
  }
}
