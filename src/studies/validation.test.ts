import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../lib/csv.ts";
import type { ValidationRow } from "../model/evidence.ts";
import { id, type SourceRef } from "../model/ids.ts";
import { InvalidInput } from "../model/problem.ts";
import type { Answerer, StudyAnswer } from "./answer-query.ts";
import { checkValidationRows, fitProblems, isMiss, runValidation, writeValidation } from "./validation.ts";

const row = (id: string, published: number, use: ValidationRow["use"] = "validate", note = ""): ValidationRow => ({
  id,
  kind: "chain",
  query: `from=${id} to=z cargo=40ft`,
  quantity: "hours",
  published,
  unit: "h",
  fact: `fact-${id}`,
  use,
  note,
});

const value = (place: string, source: string, note = "", use = "model") => ({
  place,
  source: id<SourceRef>(source),
  note,
  use: use === "alternative" ? ("alternative" as const) : ("model" as const),
});

/** Every way takes 100 h, P10 90 h, P90 120 h; there is none from `nowhere`. */
const answer: Answerer = ({ from }): StudyAnswer =>
  from === "nowhere"
    ? { status: "none", reason: "no link leaves it" }
    : {
        status: "ok",
        options: [
          {
            corridor: "middle",
            badges: ["best"],
            km: 1,
            hours: { mean: 100, p10: 90, p90: 120 },
            costUsd: { mean: 0, low: 0, high: 0, parts: [] },
            legs: [],
          },
        ],
      };

describe("runValidation", () => {
  const validation = runValidation(
    {
      validation: [
        row("close", 110),
        row("far", 200),
        row("near-edge", 80),
        row("over-edge", 79.9),
        row("nowhere", 50),
        row("fitted", 10, "fit"),
      ],
    },
    answer,
  );
  const of = (id: string) => validation.rows.find((result) => result.id === id);

  test("compares the mean within 25 % and the published figure with the band", () => {
    expect(of("close")).toMatchObject({ model: 100, within25: true, withinBand: true, ratio: 100 / 110 });
    expect(of("near-edge")).toMatchObject({ ratio: 1.25, within25: true, withinBand: false });
    expect(of("over-edge")).toMatchObject({ within25: false, withinBand: false });
    expect(of("far")).toMatchObject({ ratio: 0.5, within25: false });
    expect(of("nowhere")).toMatchObject({ model: null, within25: null, reason: "no link leaves it" });
  });

  test("brings money to the dollars of the row's year before it compares", () => {
    const asked = { ...row("rate", 80), quantity: "usd", query: "from=a to=z cargo=40ft date=2020-04-19" };
    const usd = { mean: 100, low: 90, high: 120 };
    const leg = { kind: "line-haul", mode: "rail", from: "a", to: "z", country: "XA", km: 1, hours: 1, waitHours: 0 };
    const option = {
      corridor: "middle",
      badges: ["best"],
      km: 1,
      hours: { mean: 1, p10: 1, p90: 1 },
      costUsd: { ...usd, parts: [{ kind: "line-haul", leg: 0, usd }] },
      legs: [{ ...leg, hoursP10: 1, hoursP90: 1 }],
    };
    const paid: Answerer = () => ({ status: "ok", options: [option] });
    const deflators = new Map([
      [2020, 200],
      [2025, 250],
    ]);
    const compared = runValidation({ validation: [asked], deflators, priceYear: 2025 }, paid).rows[0];
    expect(compared).toMatchObject({ published: 80, model: 80, modelP10: 72, modelP90: 96, ratio: 1 });
  });

  test("puts disagreements first, the unanswered and the farthest before others", () => {
    expect(validation.rows.map((result) => result.id)).toEqual([
      "nowhere",
      "fitted",
      "far",
      "over-edge",
      "near-edge",
      "close",
    ]);
    expect(validation.rows.map(isMiss)).toEqual([true, true, true, true, true, false]);
  });

  test("counts rows that fitted apart", () => {
    expect(validation.validate).toEqual({ rows: 5, unanswered: 1, beyond25: 2, outsideBand: 3, misses: 4 });
    expect(validation.fit).toEqual({ rows: 1, unanswered: 0, beyond25: 1, outsideBand: 1, misses: 1 });
  });

  test("writes every row, with the explanation and the reason", () => {
    const page = writeValidation(
      runValidation({ validation: [row("far", 200, "validate", "a | b"), row("nowhere", 50)] }, answer),
      "1",
    );
    expect(page).toContain("| validate | 2 | 2 | 1 | 1 | 1 |");
    expect(page).toContain("| `far` | hours | 200 h | 100 (90–120) h | 0.50 | validate | `fact-far` | a \\| b |");
    expect(page).toContain("no link leaves it");
    expect(page).toMatch(/## Agreements\n\nNone\./);
  });
});

describe("checkValidationRows", () => {
  test("names every problem of every row", () => {
    const bad = { ...row("a", -5), kind: "walk", quantity: "miles" };
    const unread = { ...row("b", 5), query: "hm" };
    expect(checkValidationRows([bad, row("c", 1), unread]).map(({ place, code }) => `${place} ${code}`)).toEqual([
      "validation.csv a unknown-word",
      "validation.csv a unknown-word",
      "validation.csv a bad-number",
      ...Array(4).fill("validation.csv b bad-query"),
    ]);
    expect(() => runValidation({ validation: [bad] }, answer)).toThrow(InvalidInput);
  });
});

describe("the dataset's own rows", () => {
  const folder = join(import.meta.dirname, "../../dataset");
  const cells = (file: string) => parseCsv(readFileSync(join(folder, file), "utf8")).records.slice(1);
  const rows = cells("validation.csv").map(
    ({ cells: [rowId, kind, query, quantity, published, , , unit, fact, use, note] }) => ({
      ...row(rowId, Number(published), use === "fit" ? "fit" : "validate", note),
      kind,
      query,
      quantity,
      unit,
      fact,
    }),
  );

  test("can be asked", () => {
    expect(checkValidationRows(rows)).toEqual([]);
  });

  test("are at least 25 over at least 15 different ways", () => {
    expect(rows.length).toBeGreaterThanOrEqual(25);
    const ways = new Set(rows.map((entry) => entry.query.match(/from=\S+ to=\S+( between=\S+)?/)?.[0]));
    expect(ways.size).toBeGreaterThanOrEqual(15);
  });

  test("rest on facts of the dataset", () => {
    const facts = new Set(cells("facts.csv").map((record) => record.cells[0]));
    expect(rows.filter((entry) => !facts.has(entry.fact))).toEqual([]);
  });

  test("that validate were not fitted on", () => {
    const values = join(folder, "values");
    const files = existsSync(values) ? readdirSync(values).filter((file) => file.endsWith(".csv")) : [];
    const inUse = files.flatMap((file) => {
      const [header, ...records] = parseCsv(readFileSync(join(values, file), "utf8")).records;
      const cell = (record: { readonly cells: readonly string[] }, column: string) =>
        record.cells[header.cells.indexOf(column)] ?? "";
      return records.map((record) =>
        value(`${file}:${record.line}`, cell(record, "source"), cell(record, "note"), cell(record, "use")),
      );
    });
    expect(fitProblems(rows, inUse)).toEqual([]);
  });

  test("a planted fit on a validation row is found", () => {
    const planted = [
      value("values/x.csv:3", "assumption:x", "scaled to fit:a and fit:b"),
      value("values/x.csv:4", "assumption:x", "fit:gone"),
      value("values/x.csv:5", "fact:fact-c"),
      value("values/x.csv:6", "fact:fact-d", "", "alternative"),
      value("values/x.csv:7", "fact:fact-b"),
    ];
    const rows = [row("a", 1), row("b", 1, "fit"), row("c", 1), row("d", 1)];
    expect(fitProblems(rows, planted).map(({ place, message }) => `${place} ${message}`)).toEqual([
      "values/x.csv:3 a is kept for validation",
      "values/x.csv:4 no validation row gone",
      "values/x.csv:5 c validates with fact:fact-c, which a value in use rests on",
    ]);
  });
});
