// Do two model rows of one layer say different things of the same subject and attribute at the same time?

import type { Value } from "../model/facts.ts";
import type { Findings } from "./findings.ts";
import type { LayerRows, Row } from "./parse-layer.ts";
import { monthBits, validity } from "./value-index.ts";

/** More than this for one subject and attribute is no table of facts but a flood. */
const MAX_ROWS_OF_ONE = 2_000;

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
    if (group.length > MAX_ROWS_OF_ONE) findings.errors.push(tooMany(group));
    else checkGroup(group, findings);
  }
}

const tooMany = (group: readonly Row<Value>[]) => ({
  code: "too-many-values",
  place: group[MAX_ROWS_OF_ONE].place("attribute"),
  message: `${group.length} rows for one subject and attribute, at most ${MAX_ROWS_OF_ONE} are read`,
  hint: "keep those that matter",
});

/** Goes through the rows by their beginning and keeps those still running; the row further down in its file is the one reported. */
function checkGroup(group: readonly Row<Value>[], findings: Findings): void {
  if (group.length < 2) return;
  const spans = group.map((row, position) => ({
    row,
    position,
    months: monthBits(row.item.months),
    ...validity(row.item),
  }));
  spans.sort((a, b) => a.from - b.from || a.position - b.position);
  let running: typeof spans = [];
  for (const span of spans) {
    running = running.filter((other) => other.to > span.from);
    const other = running.find(({ months }) => months === 0 || span.months === 0 || (months & span.months) !== 0);
    if (other === undefined) {
      running.push(span);
      continue;
    }
    const [first, second] = other.position < span.position ? [other, span] : [span, other];
    findings.errors.push({
      code: "overlapping-values",
      place: second.row.place("attribute"),
      message: `${second.row.item.subject} has ${second.row.item.attribute} already from ${first.row.item.place} at the same time`,
      hint: "limit one with valid_from, valid_to or months, or make it use=alternative and say why",
    });
  }
}
