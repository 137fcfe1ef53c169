// Which files make up one layer of a dataset, and what stands in them as text: from a folder on disk, or from files
// in memory (drag and drop). Says nothing about the meaning of cells; parse-*.ts does.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import { type CsvRecord, cellPosition, parseCsv } from "../lib/csv.ts";
import { didYouMean } from "../lib/nearest-word.ts";
import { InvalidInput } from "../model/problem.ts";
import { type Findings, noFindings } from "./findings.ts";
import { TABLES, type TableFormat, type TableName, VALUES_TABLE, YAML_FILES, type YamlName } from "./table-format.ts";

/** No file may be larger: a dataset is reviewed by people. */
export const MAX_FILE_BYTES = 20_000_000;
/** A YAML file holds a header or a list of rules; its parser is slow. */
const MAX_YAML_BYTES = 500_000;
/** No table of ours has nearly as many columns. */
const MAX_COLUMNS = 200;
/** No table may have more rows. */
export const MAX_ROWS = 500_000;
const MAX_FILES = 400;
/** Complaints about the bare text of one file. */
const MAX_FAULTS = 200;

export interface RawTable {
  /** As in messages: `values/links.csv`, with the layer's name before it for an overlay. */
  readonly path: string;
  readonly text: string;
  readonly rows: readonly CsvRecord[];
  /** Position of each column in a row. */
  readonly columns: ReadonlyMap<string, number>;
}

export interface RawYaml {
  readonly path: string;
  readonly document: Document;
  /** The file as plain values; undefined when it is empty or malformed. */
  readonly value: unknown;
  readonly lines: LineCounter;
}

export interface RawLayer {
  readonly name: string;
  readonly kind: "base" | "overlay";
  /** SHA-256 over the names and bytes of the files that count, in the order of their names. */
  readonly hash: string;
  readonly tables: ReadonlyMap<TableName, RawTable>;
  readonly values: readonly RawTable[];
  readonly yaml: ReadonlyMap<YamlName, RawYaml>;
  readonly findings: Findings;
}

/** A file of a layer in memory; `path` is relative, as `values/rates.csv` or `embargoes.csv`. */
export interface LayerFile {
  readonly path: string;
  readonly text: string;
}

export interface LayerOptions {
  readonly kind: "base" | "overlay";
  /** Defaults to the folder's name, or `overlay`. */
  readonly name?: string;
}

/**
 * Reads a folder: its `.csv` and `.yaml` files and those of `values/`. Files it does not know are warned of, hidden ones ignored.
 * @throws InvalidInput when there is no such folder or it cannot be read.
 */
export function readLayer(folder: string, options: LayerOptions): RawLayer {
  const root = resolve(folder);
  const name = options.name ?? layerNameOf(root);
  const findings = noFindings();
  const files: LayerFile[] = [];
  for (const path of listFiles(root, folder, findings)) {
    const bytes = statSync(join(root, path)).size;
    if (bytes > MAX_FILE_BYTES) findings.errors.push(fileTooLarge(path, bytes));
    else files.push({ path, text: readFileSync(join(root, path), "utf8") });
  }
  return toLayer(name, options.kind, files, findings);
}

/**
 * The same from files in memory. A CSV file outside `values/` whose header is that of a values file counts as one, because
 * a browser hands over bare file names.
 */
export function layerFromFiles(files: readonly LayerFile[], options: LayerOptions): RawLayer {
  const findings = noFindings();
  const good: LayerFile[] = [];
  const seen = new Set<string>();
  for (const { path, text } of files) {
    const fault = pathFault(path);
    if (fault !== undefined) {
      findings.errors.push({
        code: "bad-path",
        place: path.slice(0, 100),
        message: fault,
        hint: "use a name like embargoes.csv or values/rates.csv",
      });
    } else if (seen.has(path)) {
      findings.errors.push({
        code: "duplicate-file",
        place: path,
        message: "this file is given twice",
        hint: "keep one of them",
      });
    } else if (text.length > MAX_FILE_BYTES) {
      findings.errors.push(fileTooLarge(path, text.length));
    } else good.push({ path, text });
    seen.add(path);
  }
  return toLayer(options.name ?? "overlay", options.kind, good, findings);
}

/** `file:line:column` of a cell, for messages; the row's start when the column is not there. */
export function placeOfCell(table: RawTable, row: CsvRecord, column?: string): string {
  const { line, column: at } = cellPosition(
    table.text,
    row,
    column === undefined ? 0 : (table.columns.get(column) ?? 0),
  );
  return `${table.path}:${line}:${at}`;
}

function layerNameOf(root: string): string {
  const last = root.split(/[\\/]/).at(-1) ?? "";
  const name = last
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? "layer" : name;
}

function listFiles(root: string, shown: string, findings: Findings): string[] {
  const paths: string[] = [];
  const unknown = (path: string, what: string) =>
    findings.warnings.push({
      code: "unknown-file",
      place: path,
      message: `${what} is not part of a dataset and is not read`,
      hint: didYouMean(path, [...Object.keys(TABLES), ...YAML_FILES], "see docs/data.md for the files of a dataset"),
    });
  for (const entry of readFolder(root, shown)) {
    // What a table was derived from lies beside it and is read by the command that derives it (docs/method/demand.md).
    if (entry.name.startsWith(".") || (entry.isDirectory() && entry.name === "derivation")) continue;
    if (entry.isDirectory() && entry.name === "values") {
      for (const inner of readFolder(join(root, "values"), join(shown, "values"))) {
        if (inner.name.startsWith(".")) continue;
        const path = `values/${inner.name}`;
        if (inner.isFile() && inner.name.endsWith(".csv")) paths.push(path);
        else unknown(path, "this");
      }
    } else if (entry.isFile() && /\.(csv|ya?ml)$/.test(entry.name)) paths.push(entry.name);
    else if (!(entry.isFile() && /\.(md|txt)$/i.test(entry.name)) && !/^licen[cs]e/i.test(entry.name))
      unknown(entry.name, "this");
  }
  if (paths.length > MAX_FILES)
    throw new InvalidInput([
      {
        code: "too-many-files",
        place: shown,
        message: `${paths.length} files, at most ${MAX_FILES} are read`,
        hint: "join value files",
      },
    ]);
  return paths.sort();
}

function readFolder(folder: string, shown: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const message =
      code === "ENOENT"
        ? "there is no such folder"
        : code === "ENOTDIR"
          ? "this is a file, not a folder"
          : `cannot be read (${code})`;
    throw new InvalidInput([
      { code: "no-folder", place: shown, message, hint: "give the folder of a dataset or an overlay" },
    ]);
  }
}

function pathFault(path: string): string | undefined {
  if (path.length === 0 || path.length > 100) return "a file name has 1 to 100 characters";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\\:]/.test(path) || path.startsWith("/"))
    return "a file name is relative and has plain characters";
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "a file name has no empty part, . or ..";
  if (parts.length > 2 || (parts.length === 2 && parts[0] !== "values"))
    return "only the folder values may stand in a layer";
  return undefined;
}

const fileTooLarge = (path: string, bytes: number, limit = MAX_FILE_BYTES) => ({
  code: "file-too-large",
  place: path,
  message: `${bytes} bytes, at most ${limit} are read`,
  hint: "split the file; values may stand in any number of files",
});

function toLayer(name: string, kind: "base" | "overlay", files: readonly LayerFile[], findings: Findings): RawLayer {
  const tables = new Map<TableName, RawTable>();
  const values: RawTable[] = [];
  const yaml = new Map<YamlName, RawYaml>();
  const hash = createHash("sha256");
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, text } of sorted) {
    const shown = kind === "base" ? path : `${name}/${path}`;
    const file = path.replace(/\.yml$/, ".yaml");
    let known = true;
    if ((YAML_FILES as readonly string[]).includes(file)) {
      yaml.set(file as YamlName, readYaml(shown, text, findings));
    } else if (Object.hasOwn(TABLES, path)) {
      const table = readTable(shown, text, TABLES[path as TableName], findings);
      if (table !== undefined) tables.set(path as TableName, table);
    } else if (path.endsWith(".csv") && (path.startsWith("values/") || looksLikeValues(text))) {
      const table = readTable(shown, text, VALUES_TABLE, findings);
      if (table !== undefined) values.push(table);
    } else known = false;
    if (known) {
      const bytes = Buffer.from(text, "utf8");
      hash.update(`${path}\n${bytes.length}\n`).update(bytes);
    } else {
      findings.warnings.push({
        code: "unknown-file",
        place: shown,
        message: "this is no file of a dataset and is not read",
        hint: didYouMean(path, [...Object.keys(TABLES), ...YAML_FILES], "see docs/data.md for the files of a dataset"),
      });
    }
  }
  return { name, kind, hash: hash.digest("hex"), tables, values, yaml, findings };
}

function looksLikeValues(text: string): boolean {
  const header = text
    .slice(0, 500)
    .split(/\r?\n/, 1)[0]
    .replace(/^\ufeff/, "")
    .split(",");
  return ["subject", "attribute", "value", "unit"].every((column) => header.includes(column));
}

function readYaml(path: string, text: string, findings: Findings): RawYaml {
  const lines = new LineCounter();
  if (text.length > MAX_YAML_BYTES) {
    findings.errors.push(fileTooLarge(path, text.length, MAX_YAML_BYTES));
    return { path, document: parseDocument(""), value: undefined, lines };
  }
  const document = parseDocument(text.replace(/^\ufeff/, ""), { lineCounter: lines, prettyErrors: false });
  const complain = (place: string, message: string) =>
    findings.errors.push({ code: "malformed-yaml", place, message, hint: "check indentation, quotes and aliases" });
  for (const fault of document.errors.slice(0, MAX_FAULTS)) {
    const { line, col } = lines.linePos(fault.pos[0]);
    complain(`${path}:${line}:${col}`, fault.message);
  }
  if (document.errors.length > 0) return { path, document, value: undefined, lines };
  try {
    return { path, document, value: document.toJS({ maxAliasCount: 50 }) as unknown, lines };
  } catch (error) {
    // The library throws on aliases that would grow without bound.
    complain(`${path}:1:1`, error instanceof Error ? error.message : "cannot be read");
    return { path, document, value: undefined, lines };
  }
}

const FAULTS = {
  "unclosed-quote": ["a quote opens here and never closes", 'close it with "; write a quote inside a cell twice'],
  "stray-quote": [
    "a quote stands inside an unquoted cell",
    "put the whole cell in quotes and write the inner quote twice",
  ],
  "text-after-quote": ["text follows a closing quote", "put the whole cell in quotes and write inner quotes twice"],
} as const;

/** Splits the text and checks the header and the number of cells of each row; a row of the wrong length is left out. */
export function readTable(path: string, text: string, format: TableFormat, findings: Findings): RawTable | undefined {
  const { records, faults } = parseCsv(text);
  for (const fault of faults.slice(0, MAX_FAULTS)) {
    const [message, hint] = FAULTS[fault.code];
    findings.errors.push({ code: "malformed-csv", place: `${path}:${fault.line}:${fault.column}`, message, hint });
  }
  if (records.length === 0) {
    findings.errors.push({
      code: "empty-file",
      place: `${path}:1:1`,
      message: "the file has no header",
      hint: `start with ${format.columns.join(",")}`,
    });
    return undefined;
  }
  const header = records[0].cells.map((cell) => cell.trim());
  if (header.length > MAX_COLUMNS) {
    findings.errors.push({
      code: "too-many-columns",
      place: `${path}:1:1`,
      message: `${header.length} columns, at most ${MAX_COLUMNS} are read`,
      hint: `columns are ${[...format.columns, ...format.optional].join(", ")}`,
    });
    return undefined;
  }
  const columns = readHeader({ path, text, rows: records, columns: new Map() }, header, format, findings);
  const rows: CsvRecord[] = [];
  for (let index = 1; index < records.length; index++) {
    const record = records[index];
    if (record.cells.length === header.length) rows.push(record);
    else {
      findings.errors.push({
        code: "wrong-cell-count",
        place: `${path}:${record.line}:1`,
        message: `${record.cells.length} cells, the header has ${header.length}`,
        hint: record.cells.length > header.length ? "put text with a comma in quotes" : "add the missing commas",
      });
    }
  }
  if (rows.length > MAX_ROWS) {
    findings.errors.push({
      code: "too-many-rows",
      place: path,
      message: `${rows.length} rows, at most ${MAX_ROWS} are read`,
      hint: "split the dataset",
    });
    rows.length = MAX_ROWS;
  }
  return { path, text, rows, columns };
}

function readHeader(
  table: RawTable,
  header: readonly string[],
  format: TableFormat,
  findings: Findings,
): Map<string, number> {
  const columns = new Map<string, number>();
  const known = [...format.columns, ...format.optional];
  header.forEach((column, index) => {
    const { line, column: at } = cellPosition(table.text, table.rows[0], index);
    const place = `${table.path}:${line}:${at}`;
    if (columns.has(column)) {
      findings.errors.push({
        code: "duplicate-column",
        place,
        message: `the column ${column.slice(0, 60)} stands twice`,
        hint: "remove one",
      });
    } else {
      columns.set(column, index);
      if (!known.includes(column)) {
        findings.errors.push({
          code: "unknown-column",
          place,
          message: `unknown column ${column.slice(0, 60) || "(empty)"}`,
          hint: didYouMean(column, known, `columns are ${known.join(", ")}`),
        });
      }
    }
  });
  for (const column of format.columns) {
    if (!columns.has(column)) {
      findings.errors.push({
        code: "missing-column",
        place: `${table.path}:1:1`,
        message: `the column ${column} is missing`,
        hint: `the header has ${format.columns.join(",")}`,
      });
    }
  }
  return columns;
}
