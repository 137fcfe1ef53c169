// Do the demand tables name what exists, and has every group the numbers that a choice between ways needs?

import type { Dataset } from "../model/dataset.ts";
import { type CountKind, GROUP_ATTRIBUTES } from "../model/demand.ts";
import type { Findings } from "./findings.ts";
import type { ThingKind } from "./id-index.ts";
import { anyValue } from "./length-of.ts";
import type { LayerRows, Row } from "./parse-layer.ts";
import { show } from "./row-reader.ts";

type Refer = (row: Row<unknown>, column: string, id: string, ...kinds: [ThingKind, ...ThingKind[]]) => void;

/** Which kinds of thing the subjects of a count may be; empty for countries and pairs. */
const SUBJECTS: Readonly<Record<CountKind, readonly ThingKind[]>> = {
  link: ["link"],
  place: ["place"],
  corridor: ["corridor"],
  border: ["place", "border"],
  pair: [],
  transit: [],
  country: [],
};

/** References of the demand tables; `refer` reports one that leads nowhere. */
export function checkDemandReferences(rows: LayerRows, findings: Findings, refer: Refer): void {
  const countries = new Set<string>(rows.countries.map((row) => row.key));
  const country = (row: Row<unknown>, column: string, code: string): void => {
    if (countries.has(code)) return;
    findings.errors.push({
      code: "unknown-country",
      place: row.place(column),
      message: `${show(code)} is not in countries.csv`,
      hint: "a code of two capital letters, several separated by ;",
    });
  };
  for (const row of rows.demandGroups) {
    refer(row, "commodity", row.item.commodity, "commodity");
    for (const corridor of row.item.corridors) refer(row, "corridors", corridor, "corridor");
  }
  for (const row of rows.demand) {
    refer(row, "origin", row.item.origin, "place");
    refer(row, "destination", row.item.destination, "place");
    refer(row, "group", row.item.group, "demand-group");
    for (const corridor of row.item.corridors) refer(row, "corridors", corridor, "corridor");
  }
  for (const row of rows.counts) {
    const { kind, subjects, groups, fact } = row.item;
    refer(row, "fact", fact, "fact");
    for (const group of groups) refer(row, "groups", group, "demand-group");
    for (const code of row.item.from) country(row, "from", code);
    for (const code of row.item.to) country(row, "to", code);
    const [first, ...others] = SUBJECTS[kind];
    for (const subject of subjects) {
      if (first !== undefined) refer(row, "subjects", subject, first, ...others);
      else if (!isCountries(kind, subject, countries)) {
        findings.errors.push({
          code: "bad-subject",
          place: row.place("subjects"),
          message: `${show(subject)} is no subject of a count of kind ${kind}`,
          hint: kind === "pair" ? "AA>BB with codes of countries.csv" : "a code of countries.csv",
        });
      }
    }
  }
  checkCells(rows, findings);
}

function isCountries(kind: CountKind, subject: string, countries: ReadonlySet<string>): boolean {
  const codes = kind === "pair" ? subject.split(">") : [subject];
  return codes.length === (kind === "pair" ? 2 : 1) && codes.every((code) => countries.has(code));
}

/** One cell of the table stands once: two rows of the same ends, group and year would add up unseen. */
function checkCells(rows: LayerRows, findings: Findings): void {
  const seen = new Map<string, Row<unknown>>();
  for (const row of rows.demand) {
    const { origin, destination, group, year } = row.item;
    const cell = `${origin} ${destination} ${group} ${year}`;
    const first = seen.get(cell);
    if (first === undefined) seen.set(cell, row);
    else
      findings.errors.push({
        code: "duplicate-cell",
        place: row.place("origin"),
        message: `${group} from ${origin} to ${destination} in ${year} stands already (${first.place("origin")})`,
        hint: "add the two up in one row",
      });
  }
}

/** Groups without a number that the choice model needs. */
export function checkDemandNumbers(dataset: Dataset, rows: LayerRows, findings: Findings): void {
  for (const row of rows.demandGroups) {
    const missing = GROUP_ATTRIBUTES.filter((attribute) => anyValue(dataset, row.key, attribute) === undefined);
    if (missing.length === 0) continue;
    findings.errors.push({
      code: "missing-value",
      place: row.place("id"),
      message: `${row.key} has no ${missing.join(", ")}`,
      hint: "add a row to a values file: without it nobody can choose for these goods",
    });
  }
  const years = new Set(rows.demand.map((row) => row.item.year));
  if (years.size > 1) {
    const last = rows.demand.at(-1);
    findings.errors.push({
      code: "several-years",
      place: last?.place("year") ?? "demand.csv",
      message: `the table has rows of ${[...years].sort().join(", ")}`,
      hint: "keep one base year; growth is the demandFactor of a group",
    });
  }
}
