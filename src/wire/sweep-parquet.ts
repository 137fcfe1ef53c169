// A sweep's replications as a Parquet file: a row each, with point, scenario and values of the axes beside the figures, so that
// one file is enough for a notebook or a database. The same rows as in the JSON answer.

import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import type { SweepOk } from "./sweep.ts";

/** Columns of the file: point, scenario, the axes, replication, ended, traceHash, and every figure under its id. */
export function toSweepParquet({ axes, measures, points, rows }: SweepOk): Uint8Array {
  const byPoint = new Map(points.map((point) => [point.point, point]));
  const pointOf = (row: number): SweepOk["points"][number] => {
    const point = byPoint.get(rows.point[row]);
    if (point === undefined) throw new Error(`expected a point for row ${row}`);
    return point;
  };
  const all = [...rows.point.keys()];
  const taken = new Set<string>();
  const column = (name: string, type: "INT32" | "DOUBLE" | "STRING", data: readonly unknown[]): ColumnSource => {
    // An axis may be called as a figure is.
    let own = name;
    for (let n = 2; taken.has(own); n++) own = `${name} (${n})`;
    taken.add(own);
    return { name: own, type, data: [...data] as ColumnSource["data"], nullable: true };
  };
  const columnData = [
    column("point", "INT32", rows.point),
    column(
      "scenario",
      "STRING",
      all.map((row) => pointOf(row).scenario),
    ),
    ...axes.map(({ name, values }, a) => {
      const isNumbers = values.every((value) => typeof value === "number");
      const data = all.map((row) => (isNumbers ? pointOf(row).values[a] : String(pointOf(row).values[a])));
      return column(name, isNumbers ? "DOUBLE" : "STRING", data);
    }),
    column("replication", "INT32", rows.replication),
    column("ended", "STRING", rows.ended),
    column("traceHash", "STRING", rows.traceHash),
    ...measures.map(({ id }, m) => column(id, "DOUBLE", rows.values[m])),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
