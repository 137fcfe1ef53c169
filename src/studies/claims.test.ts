import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCsv } from "../lib/csv.ts";
import type { Claim, Commitment } from "../model/facts.ts";
import { type Answerer, parseStudyQuery } from "./answer-query.ts";
import { runClaims } from "./claims.ts";

const commitment = (id: string, target: string, unit: string, modelledQuery: string): Commitment => ({
  id,
  parties: ["P"],
  measure: "time",
  target,
  unit,
  due: "2025",
  promisedOn: "2024",
  source: "fact:x",
  modelledQuery,
  note: "",
});
const answer: Answerer = ({ from }) =>
  from === "nowhere"
    ? { status: "none", reason: "no way" }
    : {
        status: "ok",
        options: [
          {
            corridor: "c",
            badges: [],
            km: 1,
            hours: { mean: 48, p10: 24, p90: 72 },
            costUsd: { mean: 0, low: 0, high: 0, parts: [] },
            legs: [],
          },
        ],
      };

test("a promise of time stands beside the model in its own unit", () => {
  const query = "from=a to=b cargo=40ft";
  const { commitments } = runClaims(
    {
      claims: [],
      commitments: [
        commitment("hours", "47", "h", query),
        commitment("days", "2", "day", query),
        commitment("opening", "2030", "year", query),
        commitment("volume", "10", "Mt/year", ""),
        commitment("lost", "5", "h", "from=nowhere to=b cargo=40ft"),
      ],
    },
    answer,
  );
  expect(commitments.map(({ modelled, kept, reason }) => ({ modelled, kept, reason }))).toEqual([
    { modelled: { mean: 48, p10: 24, p90: 72 }, kept: false, reason: "" },
    { modelled: { mean: 2, p10: 1, p90: 3 }, kept: true, reason: "" },
    { modelled: { mean: 48, p10: 24, p90: 72 }, kept: null, reason: "" },
    { modelled: null, kept: null, reason: "The model does not answer this kind of promise." },
    { modelled: null, kept: null, reason: "no way" },
  ]);
});

test("verdicts are counted", () => {
  const claim = (verdict: Claim["verdict"]) => ({ verdict }) as Claim;
  const { verdicts } = runClaims(
    { claims: [claim("holds"), claim("holds"), claim("contradicted")], commitments: [] },
    answer,
  );
  expect(verdicts).toEqual({ holds: 2, "holds-for-another-year": 0, "not-found": 0, contradicted: 1 });
});

test("the dataset's claims rest on known facts and its queries can be read", () => {
  const rows = (file: string) => {
    const [header, ...records] = parseCsv(
      readFileSync(join(import.meta.dirname, "../../dataset", file), "utf8"),
    ).records;
    return records.map(({ cells }) => Object.fromEntries(header.cells.map((name, index) => [name, cells[index]])));
  };
  const known = new Set([...rows("facts.csv"), ...rows("incidents.csv")].map((row) => row.id));
  const checked = rows("claims.csv").flatMap((row) => row.checked_against.split(";").filter((id) => id !== ""));
  expect(checked.length).toBeGreaterThan(0);
  expect(checked.filter((id) => !known.has(id))).toEqual([]);
  const queries = rows("commitments.csv").filter((row) => row.modelled_query !== "");
  expect(queries.length).toBeGreaterThanOrEqual(6);
  for (const row of queries) expect(() => parseStudyQuery(row.modelled_query, row.id)).not.toThrow();
});
