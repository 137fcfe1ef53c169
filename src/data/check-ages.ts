// Which values describe a time more than a year before the date the dataset is made for?

import type { Value } from "../model/facts.ts";
import type { Findings } from "./findings.ts";
import type { LayerRows, Row } from "./parse-layer.ts";

const DAY_MS = 86_400_000;

/** One warning per file, with the number of such rows and the oldest three. Assumptions have no age. */
export function checkAges(rows: LayerRows, date: string, findings: Findings): void {
  const limit = new Date(Date.parse(`${date}T00:00:00Z`) - 365 * DAY_MS).toISOString().slice(0, 10);
  const byFile = new Map<string, Row<Value>[]>();
  for (const row of rows.values) {
    if (
      row.item.use !== "model" ||
      row.item.basis === "assumed" ||
      row.item.asOf === "" ||
      lastDay(row.item.asOf) >= limit
    )
      continue;
    const file = row.item.place.replace(/:\d+$/, "");
    byFile.set(file, [...(byFile.get(file) ?? []), row]);
  }
  for (const [file, old] of byFile) {
    old.sort((a, b) => (a.item.asOf < b.item.asOf ? -1 : 1));
    const examples = old.slice(0, 3).map(({ item }) => `${item.subject} ${item.attribute} (${item.asOf})`);
    findings.warnings.push({
      code: "old-values",
      place: file,
      message: `${old.length} ${old.length === 1 ? "value is" : "values are"} older than a year on ${date}, the oldest: ${examples.join(", ")}`,
      hint: "look for newer figures; results rest on these until then",
    });
  }
}

const lastDay = (asOf: string): string =>
  asOf.length === 4 ? `${asOf}-12-31` : asOf.length === 7 ? `${asOf}-31` : asOf;
