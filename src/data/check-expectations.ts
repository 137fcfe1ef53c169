// Does the network agree with what is known of it as a whole: what is connected when, and how long published ways are?

import type { Dataset } from "../model/dataset.ts";
import type { PublishedLength } from "../model/evidence.ts";
import { type Link, MODES } from "../model/network.ts";
import { instant } from "../model/units.ts";
import type { Findings } from "./findings.ts";
import { lengthOf } from "./length-of.ts";
import { isReachable, shortestChain } from "./link-paths.ts";
import type { LayerRows, Row } from "./parse-layer.ts";

export interface LengthCheck {
  readonly id: string;
  readonly publishedKm: number;
  /** Sum of the links; NaN is never given: 0 when the chain is broken. */
  readonly modelKm: number;
  /** Share by which the model differs. */
  readonly difference: number;
  readonly tolerance: number;
  readonly ok: boolean;
  readonly note: string;
}

const USUAL_TOLERANCE = 0.05;
const MAX_EXCUSED = 3;

export function checkConnectivity(dataset: Dataset, rows: LayerRows, findings: Findings): void {
  for (const row of rows.connectivity) {
    const { date, from, to, mode, expect } = row.item;
    if (!dataset.places.has(from) || !dataset.places.has(to)) continue;
    const reachable = isReachable(dataset, from, to, instant(date), mode);
    if (reachable === (expect === "reachable")) continue;
    const by = mode === "" ? "" : ` by ${mode}`;
    findings.errors.push({
      code: "connectivity",
      place: row.place("expect"),
      message: `on ${date} ${to} ${reachable ? "can" : "cannot"} be reached from ${from}${by}, expected ${expect}`,
      hint: "check the links' status rows, one_way, gauges and terminals between them",
    });
  }
}

/** Compares each published length with the sum of links; more than three rows that ask for a wider tolerance are an error. */
export function checkPublishedLengths(dataset: Dataset, rows: LayerRows, findings: Findings): LengthCheck[] {
  const excused = rows.publishedLengths.filter((row) => row.item.tolerance > USUAL_TOLERANCE);
  for (const row of excused) {
    if (row.item.note === "")
      findings.errors.push({
        code: "missing-note",
        place: row.place("note"),
        message: `${row.key} asks for a tolerance of ${row.item.tolerance} without a reason`,
        hint: "say why in note",
      });
  }
  if (excused.length > MAX_EXCUSED) {
    findings.errors.push({
      code: "too-many-excuses",
      place: excused[MAX_EXCUSED].place("tolerance"),
      message: `${excused.length} lengths ask for more than ${USUAL_TOLERANCE}, at most ${MAX_EXCUSED} may`,
      hint: "find the cause of the difference",
    });
  }
  return rows.publishedLengths.map((row) => checkPublishedLength(dataset, row, findings));
}

function checkPublishedLength(dataset: Dataset, row: Row<PublishedLength>, findings: Findings): LengthCheck {
  const { id, path, km: publishedKm, tolerance, note } = row.item;
  const modes = row.item.modes.length === 0 ? MODES : row.item.modes;
  const at = instant(dataset.defaultDate);
  let modelKm = 0;
  for (let index = 1; index < path.length; index++) {
    const [from, to] = [path[index - 1], path[index]];
    if (!dataset.places.has(from) || !dataset.places.has(to))
      return { id, publishedKm, modelKm: 0, difference: -1, tolerance, ok: false, note };
    const chain = (mayUse: (link: Link) => boolean) =>
      shortestChain(dataset, from, to, { mayUse, lengthOf: (link) => lengthOf(dataset, link) });
    const found =
      chain((link) => modes.includes(link.mode) && dataset.statusAt(link.id, at) === "open") ??
      chain((link) => modes.includes(link.mode));
    if (found === undefined) {
      findings.errors.push({
        code: "broken-chain",
        place: row.place("path"),
        message: `${id}: no links lead from ${from} to ${to}`,
        hint: "add the links, or correct the path",
      });
      return { id, publishedKm, modelKm: 0, difference: -1, tolerance, ok: false, note };
    }
    modelKm += found.km;
  }
  const difference = modelKm / publishedKm - 1;
  const ok = Math.abs(difference) <= tolerance;
  if (!ok) {
    findings.errors.push({
      code: "length-differs",
      place: row.place("km"),
      message: `${id}: links add up to ${modelKm.toFixed(0)} km, published are ${publishedKm} km (${(100 * difference).toFixed(1)} %)`,
      hint: "look at each link of the path; never edit a length to meet a total",
    });
  }
  return { id, publishedKm, modelKm, difference, tolerance, ok, note };
}
