// Do two model rows of one layer say different things of the same subject and attribute at the same time?

import type { Value } from "../model/facts.ts";
import type { Findings } from "./findings.ts";
import type { LayerRows, Row } from "./parse-layer.ts";
import { monthBits, validity } from "./value-index.ts";

/** Reports pairs of rows that hold at the same time; a seasonal row over an all-year one is no clash, nor is a later layer's. */
export function checkOverlaps(rows: LayerRows, findings: Findings): void {
  const groups = new Map<string, Row<Value>[]>();
  for (const row of rows.values) {
    if (row.item.use !== "model") continue;
    const key = `${row.layer} ${row.item.subject} ${row.item.attribute} ${row.item.months === undefined ? "" : "seasonal"}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  for (const group of groups.values()) {
    for (let second = 1; second < group.length; second++) {
      const first = group.slice(0, second).find((candidate) => holdTogether(candidate.item, group[second].item));
      if (first === undefined) continue;
      findings.errors.push({
        code: "overlapping-values",
        place: group[second].place("attribute"),
        message: `${group[second].item.subject} has ${group[second].item.attribute} already from ${first.item.place} at the same time`,
        hint: "limit one with valid_from, valid_to or months, or make it use=alternative and say why",
      });
    }
  }
}

function holdTogether(a: Value, b: Value): boolean {
  const [first, second] = [validity(a), validity(b)];
  if (first.from >= second.to || second.from >= first.to) return false;
  return a.months === undefined || b.months === undefined || (monthBits(a.months) & monthBits(b.months)) !== 0;
}
