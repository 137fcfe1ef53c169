import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellPosition, formatCsvRow, parseCsv } from "./csv.ts";

const cellsOf = (text: string) => parseCsv(text).records.map((record) => record.cells);

test("reads quotes, doubled quotes, line ends inside cells, CRLF, a byte-order mark and empty lines", () => {
  const text = '\ufeffa,b\r\n\r\n"x\ny","say ""hi"""\r\n1,\n,2\n';
  expect(cellsOf(text)).toEqual([
    ["a", "b"],
    ["x\ny", 'say "hi"'],
    ["1", ""],
    ["", "2"],
  ]);
  expect(parseCsv(text).records.map((record) => record.line)).toEqual([1, 3, 5, 6]);
});

test("a comma at the end of the text opens an empty cell", () => {
  expect(cellsOf("a,b\n1,")).toEqual([
    ["a", "b"],
    ["1", ""],
  ]);
});

test("each fault has its place and does not hide the records after it", () => {
  const text = 'a,b\n1,x"2\n3,"4"5\n6,7\n8,"9\n10,11\n';
  const { records, faults } = parseCsv(text);
  expect(records.map((record) => record.cells.join("|"))).toEqual(["a|b", "6|7", "10|11"]);
  expect(records.map((record) => record.line)).toEqual([1, 4, 6]);
  expect(faults).toEqual([
    { code: "stray-quote", line: 2, column: 4 },
    { code: "text-after-quote", line: 3, column: 6 },
    { code: "unclosed-quote", line: 5, column: 3 },
  ]);
});

test("the position of a cell counts lines inside quotes", () => {
  const text = 'a,b,c\n"x\n,y",two,"three"\n';
  const record = parseCsv(text).records[1];
  expect(cellPosition(text, record, 0)).toEqual({ line: 2, column: 1 });
  expect(cellPosition(text, record, 1)).toEqual({ line: 3, column: 5 });
  expect(cellPosition(text, record, 2)).toEqual({ line: 3, column: 9 });
});

const SEED = 20261201;

test(`what is written is read back, and csv-parse reads the same (seed ${SEED})`, () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", "\n", "\r\n", " ", "7"), maxLength: 8 });
  const row = fc.array(cell, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.constantFrom("\n", "\r\n"), (rows, end) => {
      const text = rows.map((cells) => formatCsvRow(cells) + end).join("");
      expect(cellsOf(text)).toEqual(rows);
      expect(cellsOf(text)).toEqual(
        parse(text, { relax_column_count: true, record_delimiter: ["\r\n", "\n"] }) as string[][],
      );
    }),
    { seed: SEED, numRuns: 500 },
  );
});
