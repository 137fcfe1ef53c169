// Reads a network in GMNS form (node.csv, link.csv; version 0.96) for routing over named criteria columns. Ids are kept as
// text, as they stand. Not read: geometry, movements, lanes, time-of-day files.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type CsvRecord, cellPosition, parseCsv } from "../lib/csv.ts";
import { didYouMean } from "../lib/nearest-word.ts";
import type { GmnsLink, GmnsNetwork, GmnsNode } from "../model/gmns.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import type { LayerFile } from "./read-layer.ts";

const MAX_BYTES = 300_000_000;
const MAX_PROBLEMS = 200;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

export interface GmnsOptions {
  /** Columns of link.csv that add up along a path. */
  readonly criteria: readonly string[];
}

/**
 * Reads `node.csv` and `link.csv` of a folder.
 * @throws InvalidInput with all problems, each with file, line and column (at most 200 are listed).
 */
export function readGmns(folder: string, options: GmnsOptions): GmnsNetwork {
  const problems: Problem[] = [];
  const files = ["node.csv", "link.csv"].map((path): LayerFile => ({ path, text: readText(folder, path, problems) }));
  if (problems.length > 0) throw new InvalidInput(problems);
  return gmnsFromFiles(files, options);
}

/** The same from files in memory. @throws InvalidInput as readGmns. */
export function gmnsFromFiles(files: readonly LayerFile[], { criteria }: GmnsOptions): GmnsNetwork {
  const problems: Problem[] = [];
  const nodeTable = toTable(files, "node.csv", ["node_id"], problems);
  const linkTable = toTable(files, "link.csv", ["from_node_id", "to_node_id", "directed", ...criteria], problems);
  const nodes = nodeTable === undefined ? [] : readNodes(nodeTable, problems);
  const known = new Set(nodes.map((node) => node.id));
  const links = linkTable === undefined ? [] : readLinks(linkTable, criteria, known, problems);
  if (problems.length > MAX_PROBLEMS) {
    const more = problems.length - MAX_PROBLEMS;
    problems.length = MAX_PROBLEMS;
    problems.push({
      code: "more-problems",
      place: "link.csv",
      message: `and ${more} more problems`,
      hint: "correct these first",
    });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return { nodes, links };
}

/** A GMNS table: cells by column name, and places for messages. */
export interface GmnsTable {
  readonly path: string;
  readonly columns: ReadonlyMap<string, number>;
  readonly rows: readonly CsvRecord[];
  /** Trimmed; `NaN` counts as missing, as the specification says. */
  readonly cell: (row: CsvRecord, column: string) => string;
  readonly place: (row: CsvRecord, column: string) => string;
}

/** Undefined when the file is missing or has no header; missing columns are reported and give empty cells. */
export function toTable(
  files: readonly LayerFile[],
  path: string,
  required: readonly string[],
  problems: Problem[],
): GmnsTable | undefined {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) {
    problems.push({
      code: "missing-file",
      place: path,
      message: `there is no ${path}`,
      hint: "a GMNS network has node.csv and link.csv",
    });
    return undefined;
  }
  const { records, faults } = parseCsv(file.text);
  for (const { line, column, code } of faults) {
    problems.push({
      code: "malformed-csv",
      place: `${path}:${line}:${column}`,
      message: `${code.replace("-", " ")} in a cell`,
      hint: "quote whole cells and double the quotes inside",
    });
  }
  const header = records[0];
  if (header === undefined) {
    problems.push({
      code: "empty-file",
      place: `${path}:1:1`,
      message: "the file has no header",
      hint: `start with ${required.join(",")}`,
    });
    return undefined;
  }
  const names = header.cells.map((cell) => cell.trim());
  const columns = new Map(names.map((name, index) => [name, index]));
  for (const column of required) {
    if (columns.has(column)) continue;
    problems.push({
      code: "missing-column",
      place: `${path}:1:1`,
      message: `the column ${column} is missing`,
      hint: didYouMean(column, names, `columns are ${names.slice(0, 30).join(", ")}`),
    });
  }
  const rows = records.slice(1).filter((row) => {
    if (row.cells.length === names.length) return true;
    problems.push({
      code: "wrong-cell-count",
      place: `${path}:${row.line}:1`,
      message: `${row.cells.length} cells, the header has ${names.length}`,
      hint: "put text with a comma in quotes",
    });
    return false;
  });
  const indexOf = (column: string) => columns.get(column) ?? -1;
  return {
    path,
    columns,
    rows,
    cell: (row, column) => {
      const text = (row.cells[indexOf(column)] ?? "").trim();
      return text === "NaN" ? "" : text;
    },
    place: (row, column) => {
      const { line, column: at } = cellPosition(file.text, row, Math.max(0, indexOf(column)));
      return `${path}:${line}:${at}`;
    },
  };
}

/** `directed` of a link: true, 1, yes or false, 0, no in any case; undefined and reported when it is none of them. */
export function readDirected(table: GmnsTable, row: CsvRecord, problems: Problem[]): boolean | undefined {
  const text = table.cell(row, "directed").toLowerCase();
  if (text === "true" || text === "1" || text === "yes" || text === "t") return true;
  if (text === "false" || text === "0" || text === "no" || text === "f") return false;
  if (table.columns.has("directed")) {
    problems.push({
      code: "bad-directed",
      place: table.place(row, "directed"),
      message: text === "" ? "directed is empty" : `directed ${text} is neither true nor false`,
      hint: "true: from_node to to_node only; false: both ways",
    });
  }
  return undefined;
}

function readText(folder: string, path: string, problems: Problem[]): string {
  try {
    const bytes = statSync(join(folder, path)).size;
    if (bytes <= MAX_BYTES) return readFileSync(join(folder, path), "utf8");
    problems.push({
      code: "file-too-large",
      place: path,
      message: `${bytes} bytes, at most ${MAX_BYTES} are read`,
      hint: "split the network",
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    problems.push({
      code: "missing-file",
      place: path,
      message:
        code === "ENOENT" ? `there is no ${join(folder, path)}` : `${join(folder, path)} cannot be read (${code})`,
      hint: "a GMNS network is a folder with node.csv and link.csv",
    });
  }
  return "";
}

function readNodes(table: GmnsTable, problems: Problem[]): GmnsNode[] {
  const nodes: GmnsNode[] = [];
  const seen = new Set<string>();
  for (const row of table.rows) {
    const id = table.cell(row, "node_id");
    if (!isNewId(table, row, "node_id", id, seen, problems)) continue;
    const x = readCoordinate(table, row, "x_coord", problems);
    const y = readCoordinate(table, row, "y_coord", problems);
    nodes.push({ id, ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) });
  }
  return nodes;
}

function isNewId(
  table: GmnsTable,
  row: CsvRecord,
  column: string,
  id: string,
  seen: Set<string>,
  problems: Problem[],
): boolean {
  if (id === "") {
    if (table.columns.has(column))
      problems.push({
        code: "missing-value",
        place: table.place(row, column),
        message: `${column} is empty`,
        hint: "give each row an id",
      });
    return false;
  }
  if (seen.has(id)) {
    problems.push({
      code: "duplicate-id",
      place: table.place(row, column),
      message: `${column} ${id} stands twice`,
      hint: "ids are unique within a file",
    });
    return false;
  }
  seen.add(id);
  return true;
}

function readCoordinate(table: GmnsTable, row: CsvRecord, column: string, problems: Problem[]): number | undefined {
  const text = table.cell(row, column);
  if (text === "") return undefined;
  if (NUMBER.test(text)) return Number(text);
  problems.push({
    code: "bad-number",
    place: table.place(row, column),
    message: `${column} ${JSON.stringify(text.slice(0, 40))} is no number`,
    hint: "digits with a decimal point",
  });
  return undefined;
}

function readLinks(
  table: GmnsTable,
  criteria: readonly string[],
  nodes: ReadonlySet<string>,
  problems: Problem[],
): GmnsLink[] {
  const links: GmnsLink[] = [];
  const seen = new Set<string>();
  const hasIds = table.columns.has("link_id");
  const present = criteria.filter((criterion) => table.columns.has(criterion));
  for (const row of table.rows) {
    const before = problems.length;
    const id = hasIds ? table.cell(row, "link_id") : String(row.line);
    isNewId(table, row, "link_id", id, seen, problems);
    const [from, to] = (["from_node_id", "to_node_id"] as const).map((column) => {
      const node = table.cell(row, column);
      if (!nodes.has(node) && table.columns.has(column)) {
        problems.push({
          code: "unknown-node",
          place: table.place(row, column),
          message: node === "" ? `${column} is empty` : `node ${node} is not in node.csv`,
          hint: "add the node, or correct the id",
        });
      }
      return node;
    });
    const directed = readDirected(table, row, problems);
    const values: Record<string, number> = {};
    for (const criterion of present) {
      const text = table.cell(row, criterion);
      const value = Number(text);
      if (NUMBER.test(text) && Number.isFinite(value) && value >= 0) values[criterion] = value;
      else {
        problems.push({
          code: "bad-number",
          place: table.place(row, criterion),
          message:
            text === ""
              ? `${criterion} is empty`
              : `${criterion} ${JSON.stringify(text.slice(0, 40))} is no number from 0 up`,
          hint: "criteria add up along a path and are never negative",
        });
      }
    }
    if (problems.length === before && directed !== undefined) links.push({ id, from, to, directed, values });
  }
  return links;
}
