import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { InvalidInput } from "../model/problem.ts";
import { layerFromFiles, MAX_FILE_BYTES, readLayer } from "./read-layer.ts";

const folders: string[] = [];
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kopru-layer-"));
  folders.push(folder);
  mkdirSync(join(folder, "values"));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const overlay = (files: Readonly<Record<string, string>>) =>
  layerFromFiles(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    { kind: "overlay", name: "mine" },
  );
const errorsOf = (files: Readonly<Record<string, string>>) =>
  overlay(files).findings.errors.map(({ code, place, hint }) => `${code} ${place} ${hint}`);

test("a folder and the same files in memory make the same layer and hash, with any line ends and a byte-order mark", () => {
  const files = {
    "water-bodies.csv": "\ufeffid,name,note\r\nblue-sea,Blue Sea,\r\n",
    "values/a.csv": "subject,attribute,value,unit,source\n",
  };
  const read = readLayer(folderOf(files), { kind: "overlay", name: "mine" });
  const given = overlay(files);
  expect(read.findings).toEqual({ errors: [], warnings: [] });
  expect(read.tables.get("water-bodies.csv")?.rows.map((row) => row.cells)).toEqual([["blue-sea", "Blue Sea", ""]]);
  expect(read.hash).toBe(given.hash);
  expect(overlay({ ...files, "values/a.csv": "subject,attribute,value,unit,source\n\n" }).hash).not.toBe(given.hash);
  expect(
    overlay({ "water-bodies.csv": files["water-bodies.csv"], "values/b.csv": files["values/a.csv"] }).hash,
  ).not.toBe(given.hash);
});

test("a wrong header is told column by column, with the nearest name", () => {
  expect(errorsOf({ "water-bodies.csv": "id,nmae,note,note\nblue-sea,Blue Sea,,\n" })).toEqual([
    "unknown-column mine/water-bodies.csv:1:4 did you mean name?",
    "duplicate-column mine/water-bodies.csv:1:14 remove one",
    "missing-column mine/water-bodies.csv:1:1 the header has id,name",
  ]);
});

test("rows of the wrong length, bad quotes and empty files are told with their line", () => {
  expect(errorsOf({ "water-bodies.csv": 'id,name,note\na,A\nb,B,C,D\nc,"C" x,\n' })).toEqual([
    "malformed-csv mine/water-bodies.csv:4:6 put the whole cell in quotes and write inner quotes twice",
    "wrong-cell-count mine/water-bodies.csv:2:1 add the missing commas",
    "wrong-cell-count mine/water-bodies.csv:3:1 put text with a comma in quotes",
  ]);
  expect(errorsOf({ "causes.csv": "\n" })).toEqual(["empty-file mine/causes.csv:1:1 start with id,kind,name"]);
});

test("broken YAML is told with line and column", () => {
  const [problem] = overlay({ "dataset.yaml": "title: [a\nversion: 1\n" }).findings.errors;
  expect(problem.code).toBe("malformed-yaml");
  expect(problem.place).toMatch(/^mine\/dataset\.yaml:2:\d+$/);
});

test("YAML that would grow without bound or nests without end is bad input", () => {
  const grows = `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${Array(9).fill(i > 0 ? `*b${i - 1}` : "*a")}]`).join("\n")}`;
  for (const text of [grows, "[".repeat(50_000)]) {
    const codes = overlay({ "corridors.yaml": text }).findings.errors.map((problem) => problem.code);
    expect(new Set(codes)).toEqual(new Set(["malformed-yaml"]));
  }
});

test("paths that leave the layer, stand in other folders or come twice are refused", () => {
  const paths = [
    "../links.csv",
    "/etc/passwd",
    "values/../links.csv",
    "c:\\links.csv",
    "a/b/c.csv",
    "other/x.csv",
    "",
    "x\u0000.csv",
  ];
  const layer = layerFromFiles(
    [...paths, "links.csv", "links.csv"].map((path) => ({ path, text: "" })),
    { kind: "overlay" },
  );
  expect(layer.findings.errors.filter((problem) => problem.code === "bad-path")).toHaveLength(paths.length);
  expect(layer.findings.errors.filter((problem) => problem.code === "duplicate-file")).toHaveLength(1);
});

test("unknown files are warned of, with the nearest known name; notes and hidden files are silent", () => {
  const layer = readLayer(folderOf({ "linsk.csv": "id\n", "README.md": "", ".hidden": "", "values/x.txt": "" }), {
    kind: "base",
  });
  expect(layer.findings.warnings.map(({ place, hint }) => `${place}: ${hint}`)).toEqual([
    "values/x.txt: see docs/data.md for the files of a dataset",
    "linsk.csv: did you mean links.csv?",
  ]);
});

test("a bare values file is known by its header", () => {
  expect(overlay({ "rates.csv": "subject,attribute,value,unit,source\n" }).values.map((table) => table.path)).toEqual([
    "mine/rates.csv",
  ]);
});

test("a file beyond the limit is refused unread", () => {
  const layer = layerFromFiles([{ path: "links.csv", text: "x".repeat(MAX_FILE_BYTES + 1) }], { kind: "overlay" });
  expect(layer.findings.errors.map((problem) => problem.code)).toEqual(["file-too-large"]);
});

test("a missing folder is bad input", () => {
  expect(() => readLayer("/no/such/folder", { kind: "base" })).toThrow(InvalidInput);
});
