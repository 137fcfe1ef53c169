import { expect, test } from "vitest";
import { parseLayer } from "./parse-layer.ts";
import { parseMonths } from "./parse-values.ts";
import { layerFromFiles } from "./read-layer.ts";

const COLUMNS = [
  "subject",
  "attribute",
  "value",
  "low",
  "high",
  "unit",
  "shape",
  "cv",
  "valid_from",
  "valid_to",
  "months",
  "basis",
  "n",
  "as_of",
  "source",
  "use",
  "note",
];
const GOOD = {
  subject: "some-link",
  attribute: "lengthKm",
  value: "10",
  unit: "km",
  basis: "published",
  as_of: "2025",
  source: "source:s",
};

/** One values row, good but for the cells given. */
function parse(cells: Readonly<Record<string, string>>) {
  const row: Readonly<Record<string, string>> = { ...GOOD, ...cells };
  const text = `${COLUMNS.join(",")}\n${COLUMNS.map((column) => (/,/.test(row[column] ?? "") ? `"${row[column]}"` : (row[column] ?? ""))).join(",")}\n`;
  const { rows, findings } = parseLayer(
    layerFromFiles([{ path: "values/v.csv", text }], { kind: "overlay", name: "mine" }),
    1,
  );
  return {
    value: rows.values[0]?.item,
    codes: findings.errors.map((problem) => problem.code),
    warnings: findings.warnings.map((problem) => problem.code),
  };
}

test("months run over the new year, lists and spans mix, all twelve mean none", () => {
  expect(parseMonths("11-3")).toEqual([1, 2, 3, 11, 12]);
  expect(parseMonths("6,7,8")).toEqual([6, 7, 8]);
  expect(parseMonths("1-2,12")).toEqual([1, 2, 12]);
  for (const bad of ["0", "13", "a", "1-", "1..3", ""]) expect(parseMonths(bad)).toBeUndefined();
  expect(parse({ months: "1-12" }).value?.months).toBeUndefined();
});

test("a row becomes a value that knows where it stands", () => {
  const { value, codes } = parse({ shape: "lognormal", cv: "0.4", valid_from: "2020-01-01", months: "11-3" });
  expect(codes).toEqual([]);
  expect(value).toEqual({
    subject: "some-link",
    attribute: "lengthKm",
    value: 10,
    unit: "km",
    shape: "lognormal",
    cv: 0.4,
    validFrom: "2020-01-01",
    months: [1, 2, 3, 11, 12],
    basis: "published",
    asOf: "2025",
    source: "source:s",
    use: "model",
    note: "",
    place: "mine/values/v.csv:2",
  });
});

test.each<[string, Readonly<Record<string, string>>, string[]]>([
  ["no number", { value: "ten" }, ["bad-number"]],
  ["NaN", { value: "NaN" }, ["bad-number"]],
  ["thousands separator", { value: "1,000" }, ["bad-number"]],
  ["hexadecimal", { value: "0x10" }, ["bad-number"]],
  ["infinite", { value: "1e999" }, ["bad-number"]],
  ["empty", { value: "" }, ["missing-value"]],
  ["negative length", { value: "-3" }, ["out-of-range"]],
  ["metres for kilometres", { value: "150000" }, ["out-of-range"]],
  ["unknown unit", { unit: "kms" }, ["unknown-unit"]],
  ["unit of another attribute", { unit: "h" }, ["wrong-unit"]],
  ["money in a made-up unit", { attribute: "perUnit", unit: "USD/box" }, ["unknown-unit"]],
  ["unknown attribute", { attribute: "lenghtKm" }, ["unknown-attribute"]],
  ["prototype as attribute", { attribute: "constructor" }, ["unknown-attribute"]],
  ["bad subject", { subject: "Some Link" }, ["bad-subject"]],
  ["no source", { source: "" }, ["missing-source"]],
  ["source without a kind", { source: "some-book" }, ["bad-source"]],
  ["assumed without assumption", { basis: "assumed" }, ["assumed-without-assumption"]],
  ["assumption called published", { source: "assumption:a" }, ["assumption-as-fact"]],
  ["observed without n", { basis: "observed" }, ["missing-observations"]],
  ["derived without saying how", { basis: "derived" }, ["missing-note"]],
  ["alternative without saying why", { use: "alternative" }, ["missing-note"]],
  ["no date", { as_of: "" }, ["missing-date"]],
  ["a date that does not exist", { as_of: "2025-13" }, ["bad-date"]],
  ["low above high", { low: "12", high: "8" }, ["low-above-high"]],
  ["triangle without ends", { shape: "triangular" }, ["missing-range"]],
  ["triangle that cannot have this mean", { shape: "triangular", low: "9", high: "20" }, ["impossible-mean"]],
  ["lognormal without spread", { shape: "lognormal" }, ["missing-spread"]],
  ["distribution without basis", { shape: "lognormal", cv: "1", basis: "" }, ["missing-basis"]],
  ["bad months", { months: "13" }, ["bad-months"]],
  ["validity that ends before it begins", { valid_from: "2025-01-01", valid_to: "2024-01-01" }, ["empty-window"]],
])("%s is an error", (_name, cells, codes) => {
  expect(parse(cells).codes).toEqual(codes);
  expect(parse(cells).value).toBeUndefined();
});

test("a mean outside its own range is only doubtful; money may be in any currency", () => {
  expect(parse({ low: "11", high: "12" })).toMatchObject({ codes: [], warnings: ["outside-range"] });
  expect(parse({ attribute: "perUnit", unit: "KZT/TEU" }).codes).toEqual([]);
});
