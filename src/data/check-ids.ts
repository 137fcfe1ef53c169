// Is each id used for one thing only? All kinds of thing share one id space (docs/data.md).

import type { Findings } from "./findings.ts";
import { thingRows } from "./id-index.ts";
import type { LayerRows, Row } from "./parse-layer.ts";

/** Reports ids that two kinds of thing share; within one kind, reading has done so. */
export function checkIds(rows: LayerRows, datasetId: string, findings: Findings): void {
  const seen = new Map<string, { kind: string; row: Row<unknown> | undefined }>();
  if (datasetId !== "") seen.set(datasetId, { kind: "dataset", row: undefined });
  for (const { kind, row } of thingRows(rows)) {
    const first = seen.get(row.key);
    if (first === undefined) seen.set(row.key, { kind, row });
    else {
      findings.errors.push({
        code: "duplicate-id",
        place: row.place("id"),
        message: `the ${kind} ${row.key} has the id of a ${first.kind}${first.row === undefined ? "" : ` (${first.row.place("id")})`}`,
        hint: "ids are unique over all kinds of thing: give one another id",
      });
    }
  }
}
