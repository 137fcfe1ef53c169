// What the demand table is derived from: the CSV files of the folder `derivation/` beside a dataset's own (docs/method/demand.md).
// Read by the command that derives the table and by nobody else.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidInput } from "../model/problem.ts";
import { noFindings } from "./findings.ts";
import { readTable } from "./read-layer.ts";
import { RowReader } from "./row-reader.ts";
import type { TableFormat } from "./table-format.ts";

/** A part of the world, as places with their shares of it. */
export interface Zone {
  readonly id: string;
  /** ISO 3166-1 alpha-3 codes of its economies, for trade and output. */
  readonly economies: readonly string[];
  readonly places: readonly { readonly place: string; readonly share: number }[];
}

/** The first guess of one flow between two zones. */
export interface FlowGuess {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly group: string;
  /** `quantity`: tonnes are given; `value`: million USD are given; `trade`: million USD follow from trade and growth. */
  readonly method: "quantity" | "value" | "trade";
  readonly amount: number;
  /** Part of the amount that is these goods by these ways. */
  readonly share: number;
  readonly usdPerTonne: number;
  /** Standard error relative to the guess. */
  readonly spread: number;
  readonly source: string;
  /** Corridors that compete for it; empty means those of the group. */
  readonly corridors: readonly string[];
  readonly note: string;
  /** `file:line` for messages. */
  readonly place: string;
}

export interface DerivationInputs {
  readonly zones: ReadonlyMap<string, Zone>;
  readonly flows: readonly FlowGuess[];
  /** `AAA>BBB` → million USD of the trade year. */
  readonly trade: ReadonlyMap<string, number>;
  /** Output in billion USD of the year of the trade, and of the last year at hand; may be empty, as the trade may. */
  readonly output: ReadonlyMap<string, { readonly before: number; readonly after: number }>;
}

const format = (columns: string, key: string): TableFormat => ({
  columns: columns.split(","),
  optional: ["note", "corridors"],
  key: [key],
});
const TABLES = {
  "zones.csv": format("zone,name,iso3,place,share", ""),
  "flows.csv": format("id,from_zone,to_zone,group,method,amount,unit,share,usd_per_tonne,spread,source", "id"),
  "trade.csv": format("exporter,importer,million_usd", ""),
  "output.csv": format("iso3,billion_usd_before,billion_usd_after", "iso3"),
} as const;

/**
 * Reads the folder.
 * @throws InvalidInput with all problems, or when a file is not there
 */
export function readDerivation(folder: string): DerivationInputs {
  const findings = noFindings();
  const rows = (file: keyof typeof TABLES): RowReader[] => {
    const path = join(folder, file);
    const shown = `derivation/${file}`;
    if (!existsSync(path) && file !== "zones.csv" && file !== "flows.csv") return [];
    if (!existsSync(path)) {
      findings.errors.push({
        code: "missing-file",
        place: path,
        message: "the demand table cannot be derived without this file",
        hint: "see docs/method/demand.md for what it holds",
      });
      return [];
    }
    const table = readTable(shown, readFileSync(path, "utf8"), TABLES[file], findings);
    return table === undefined ? [] : table.rows.map((row) => new RowReader(table, row, findings));
  };
  const zones = readZones(rows("zones.csv"));
  const flows = rows("flows.csv").map(readFlow);
  const trade = new Map<string, number>();
  for (const row of rows("trade.csv"))
    trade.set(
      `${row.required("exporter")}>${row.required("importer")}`,
      row.number("million_usd", { min: 0, max: 1e7 }),
    );
  const output = new Map<string, { before: number; after: number }>();
  for (const row of rows("output.csv"))
    output.set(row.required("iso3"), {
      before: row.number("billion_usd_before", { min: 0.01, max: 1e6 }),
      after: row.number("billion_usd_after", { min: 0.01, max: 1e6 }),
    });
  for (const flow of flows) {
    for (const zone of [flow.from, flow.to])
      if (!zones.has(zone))
        findings.errors.push({
          code: "unknown-zone",
          place: flow.place,
          message: `${zone} is no zone of zones.csv`,
          hint: `zones are ${[...zones.keys()].join(", ")}`,
        });
  }
  if (findings.errors.length > 0) throw new InvalidInput(findings.errors);
  return { zones, flows, trade, output };
}

function readZones(rows: readonly RowReader[]): Map<string, Zone> {
  const zones = new Map<string, { id: string; economies: string[]; places: { place: string; share: number }[] }>();
  for (const row of rows) {
    const id = row.id("zone");
    const zone = zones.get(id) ?? { id, economies: [], places: [] };
    zone.economies.push(...row.list("iso3").filter((code) => !zone.economies.includes(code)));
    zone.places.push({ place: row.id("place"), share: row.number("share", { min: 0, max: 1 }) });
    zones.set(id, zone);
  }
  for (const zone of zones.values()) {
    const sum = zone.places.reduce((total, { share }) => total + share, 0);
    if (Math.abs(sum - 1) > 1e-9)
      rows[0].error("share", "bad-shares", `the shares of ${zone.id} add up to ${sum}`, "they add up to 1");
  }
  return zones;
}

function readFlow(row: RowReader): FlowGuess {
  const method = row.oneOf("method", ["quantity", "value", "trade"] as const);
  const amount = row.optionalNumber("amount", { min: 0, max: 1e9 });
  const usdPerTonne = row.optionalNumber("usd_per_tonne", { min: 1, max: 1e7 });
  if (method !== "trade" && amount === undefined) row.error("amount", "missing-value", "no amount", "give it");
  if (method !== "quantity" && usdPerTonne === undefined)
    row.error("usd_per_tonne", "missing-value", "money without a value per tonne", "give usd_per_tonne");
  const unit = row.oneOf("unit", ["t", "million USD"] as const);
  if ((method === "quantity") !== (unit === "t"))
    row.error("unit", "wrong-unit", `${method} is not in ${unit}`, "quantities are in t, the others in million USD");
  return {
    id: row.id("id"),
    from: row.id("from_zone"),
    to: row.id("to_zone"),
    group: row.id("group"),
    method,
    amount: amount ?? 0,
    share: row.number("share", { min: 0, max: 100 }),
    usdPerTonne: usdPerTonne ?? 1,
    spread: row.number("spread", { min: 0.01, max: 5 }),
    source: row.required("source"),
    corridors: row.idList("corridors"),
    note: row.text("note"),
    place: row.line,
  };
}
