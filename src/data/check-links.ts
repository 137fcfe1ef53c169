// Has each link a plausible length, and does its gauge go on at both ends?

import { geodesicKm } from "../lib/geodesic.ts";
import type { Dataset } from "../model/dataset.ts";
import type { PlaceId } from "../model/ids.ts";
import type { Gauge, Link } from "../model/network.ts";
import { DEFAULT_POSITION_DOUBT_KM } from "./check-positions.ts";
import type { Findings } from "./findings.ts";
import { lengthOf } from "./length-of.ts";
import type { LayerRows, Row } from "./parse-layer.ts";

/** No line of the world winds more than this over the straight one. */
const MAX_DETOUR = 3.5;

export function checkLinks(dataset: Dataset, rows: LayerRows, findings: Findings): void {
  for (const row of rows.links) {
    checkLength(dataset, row, findings);
    if (row.item.mode === "rail") checkGauges(dataset, row, findings);
  }
  checkGaugeBreaks(dataset, findings);
}

function checkLength(dataset: Dataset, row: Row<Link>, findings: Findings): void {
  const from = dataset.places.get(row.item.from);
  const to = dataset.places.get(row.item.to);
  const km = lengthOf(dataset, row.item);
  if (km === undefined) {
    findings.errors.push({
      code: "missing-length",
      place: row.place("id"),
      message: `${row.key} has no lengthKm`,
      hint: "add a row lengthKm to a values file",
    });
    return;
  }
  if (from === undefined || to === undefined) return;
  const straightKm = geodesicKm(from, to);
  const doubtKm =
    (from.positionDoubtKm ?? DEFAULT_POSITION_DOUBT_KM) + (to.positionDoubtKm ?? DEFAULT_POSITION_DOUBT_KM);
  if (km < straightKm - doubtKm) {
    findings.errors.push({
      code: "too-short",
      place: row.place("id"),
      message: `${row.key} is ${round(km)} km long, but its ends are ${round(straightKm)} km apart (doubt of the positions ${round(doubtKm)} km)`,
      hint: "correct the length or a position, or state the doubt in position_doubt_km",
    });
  } else if (km > MAX_DETOUR * (straightKm + doubtKm)) {
    findings.errors.push({
      code: "too-long",
      place: row.place("id"),
      message: `${row.key} is ${round(km)} km long, ${round(km / straightKm)} times the ${round(straightKm)} km between its ends`,
      hint: "correct the length or a position, or split the link",
    });
  }
}

const round = (value: number): number => (value < 100 ? Math.round(value * 10) / 10 : Math.round(value));

/** At each end the gauge must go on by another link, or a terminal must serve it; of a stub with both gauges, one of the two. */
function checkGauges(dataset: Dataset, row: Row<Link>, findings: Findings): void {
  for (const end of [row.item.from, row.item.to]) {
    const goesOn = (gauge: Gauge) =>
      dataset
        .linksOf(end)
        .some((link) => link.id !== row.item.id && link.mode === "rail" && link.gauges.includes(gauge));
    if (row.item.gauges.some((gauge) => goesOn(gauge) || hasRailTerminal(dataset, end, gauge))) continue;
    findings.errors.push({
      code: "gauge-not-served",
      place: row.place("gauge"),
      message: `${row.key} brings gauge ${row.item.gauges.join(" and ")} to ${end}, where no other link and no terminal has it`,
      hint: "add a terminal (access, transhipment or gauge-change) there, or correct the gauge",
    });
  }
}

function hasRailTerminal(dataset: Dataset, place: PlaceId, gauge: Gauge): boolean {
  const serves = (mode: string, terminalGauge: Gauge) =>
    mode === "rail" && (terminalGauge === 0 || terminalGauge === gauge);
  return dataset
    .terminalsOf(place)
    .some((terminal) => serves(terminal.fromMode, terminal.fromGauge) || serves(terminal.toMode, terminal.toGauge));
}

/** Where two gauges meet and nothing joins them, trains end: allowed, but worth a look. */
function checkGaugeBreaks(dataset: Dataset, findings: Findings): void {
  const bare: string[] = [];
  for (const place of dataset.places.keys()) {
    const gauges = new Set(dataset.linksOf(place).flatMap((link) => (link.gauges.length === 1 ? link.gauges : [])));
    const joined = dataset
      .terminalsOf(place)
      .some((terminal) => terminal.fromMode === "rail" && terminal.toMode === "rail");
    if (gauges.size > 1 && !joined) bare.push(place);
  }
  if (bare.length > 0) {
    findings.warnings.push({
      code: "gauge-break",
      place: "terminals.csv",
      message: `lines of two gauges meet without a gauge change at ${bare.slice(0, 8).join(", ")}${bare.length > 8 ? ` and ${bare.length - 8} more` : ""}`,
      hint: "add a gauge-change terminal where there is one",
    });
  }
}
