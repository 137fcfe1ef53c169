import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../lib/csv.ts";
import { InvalidInput } from "../model/problem.ts";
import type { Answerer, StudyAnswer } from "./answer-query.ts";
import { fitProblems, isMiss, parseValidation, runValidation, writeValidation } from "./validation.ts";

const HEADER = "id,kind,query,quantity,published,low,high,unit,fact,use,note";
const row = (id: string, published: number, use = "validate", note = "") =>
  `${id},chain,from=${id} to=z cargo=40ft,hours,${published},,,h,fact-${id},${use},${note}`;
const rowsOf = (...lines: string[]) => parseValidation([HEADER, ...lines].join("\n"));

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
  const rows = rowsOf(
    row("close", 110),
    row("far", 200),
    row("near-edge", 80),
    row("over-edge", 79.9),
    row("nowhere", 50),
    row("fitted", 10, "fit"),
  );
  const validation = runValidation(rows, answer);
  const of = (id: string) => validation.rows.find((result) => result.id === id);

  test("compares the mean within 25 % and the published figure with the band", () => {
    expect(of("close")).toMatchObject({ model: 100, within25: true, withinBand: true, ratio: 100 / 110 });
    expect(of("near-edge")).toMatchObject({ ratio: 1.25, within25: true, withinBand: false });
    expect(of("over-edge")).toMatchObject({ within25: false, withinBand: false });
    expect(of("far")).toMatchObject({ ratio: 0.5, within25: false });
    expect(of("nowhere")).toMatchObject({ model: null, within25: null, reason: "no link leaves it" });
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
      runValidation(rowsOf(row("far", 200, "validate", "a | b"), row("nowhere", 50)), answer),
      "1",
    );
    expect(page).toContain("| validate | 2 | 2 | 1 | 1 | 1 |");
    expect(page).toContain("| `far` | hours | 200 h | 100 (90–120) h | 0.50 | validate | `fact-far` | a \\| b |");
    expect(page).toContain("no link leaves it");
    expect(page).toMatch(/## Agreements\n\nNone\./);
  });
});

describe("parseValidation", () => {
  test("collects problems with their lines", () => {
    const text = [
      HEADER,
      "a,chain,from=a to=b cargo=x,miles,-5,,,h,f,fit,",
      row("b", 5),
      row("b", 6),
      "c,chain,hm,hours,1,,,h,f,fit,",
    ];
    try {
      parseValidation(text.join("\n"));
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const found = error.problems.map((problem) => `${problem.place} ${problem.code}`);
      expect(found.slice(0, 3)).toEqual([
        "validation.csv:2 bad-number",
        "validation.csv:2 unknown-word",
        "validation.csv:4 duplicate-id",
      ]);
      expect(found.slice(3).every((entry) => entry === "validation.csv:5 bad-query")).toBe(true);
    }
  });

  test("an empty published figure is refused", () => {
    expect(() => rowsOf("a,chain,from=a to=b cargo=x,hours,,,,h,f,fit,")).toThrow("published is empty");
  });
});

describe("the dataset's own rows", () => {
  const folder = join(import.meta.dirname, "../../dataset");
  const cells = (file: string) => parseCsv(readFileSync(join(folder, file), "utf8")).records.slice(1);
  const rows = parseValidation(readFileSync(join(folder, "validation.csv"), "utf8"));

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
    const notes = files.flatMap((file) =>
      parseCsv(readFileSync(join(values, file), "utf8")).records.map(({ cells: row, line }) => ({
        place: `${file}:${line}`,
        note: row.join(" "),
      })),
    );
    expect(fitProblems(rows, notes)).toEqual([]);
  });

  test("a planted fit on a validation row is found", () => {
    const planted = [
      { place: "values/x.csv:3", note: "scaled to fit:a and fit:b" },
      { place: "values/x.csv:4", note: "fit:gone" },
    ];
    const problems = fitProblems(rowsOf(row("a", 1), row("b", 1, "fit")), planted);
    expect(problems.map((problem) => problem.message)).toEqual(["a is kept for validation", "no validation row gone"]);
  });
});
