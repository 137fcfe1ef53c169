// A table that a person reads in 100 columns: no frames, numbers to the right, long texts wrapped in their column.

import Table from "cli-table3";
import { faint } from "./style.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Characters; texts that are longer are wrapped. As wide as its longest text when left out. */
  readonly width?: number;
}

const NO_FRAME = Object.fromEntries(
  "top,top-mid,top-left,top-right,bottom,bottom-mid,bottom-left,bottom-right,left,left-mid,mid,mid-mid,right,right-mid"
    .split(",")
    .map((name) => [name, ""]),
);

/** Rows under their titles, with two spaces between columns. */
export function toTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: columns.map((column) => faint(column.title)),
    chars: { ...NO_FRAME, middle: " " },
    colAligns: columns.map((column) => column.align ?? "left"),
    colWidths: columns.map((column) => column.width ?? null),
    wordWrap: true,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 1, compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return `${table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`;
}
