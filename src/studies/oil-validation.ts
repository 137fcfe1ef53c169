// How far the oil model agrees with the world: rows of validation.csv of kind `oil` beside what the study gives. A year that
// numbers were set on (2024) and one that is predicted (2025) are kept apart by `use`.

import type { LoadedDataset } from "../data/index.ts";
import type { LpSolver } from "../lib/lp-solver.ts";
import type { ValidationRow } from "../model/evidence.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { applyScenario, type Scenario } from "../scenario/index.ts";
import {
  besideCells,
  checkPublishedRows,
  factorOff,
  type PublishedCheck,
  rounded,
  sayMissed,
  tableRow,
} from "./beside-published.ts";
import { type OilSide, type OilStudy, runOil } from "./oil.ts";
import { fieldCountry, isExportOf, routeMt, securityOf, shutInMt, sumOf } from "./oil-figures.ts";

export const OIL_QUANTITIES = [
  "mt",
  "reroutedMt",
  "shutInMt",
  "ktPerDay",
  "hhiByRoute",
  "transitShare",
  "leftOnPaper",
  "leftInPractice",
  "daysOfLargest",
  "utilisation",
] as const;
export type OilQuantity = (typeof OIL_QUANTITIES)[number];

export interface OilCheck extends PublishedCheck {
  readonly model: number;
}

interface OilQuery {
  readonly from: string;
  readonly days: number;
  readonly scenario: string;
  /** Routes or a field that are looked at; empty means all exports. */
  readonly routes: readonly string[];
  readonly field: string;
  readonly at: string;
}

const WORDS = ["from", "days", "scenario", "routes", "field", "at"];

/** Rows of kind `oil`. */
export const oilRows = (dataset: Pick<LoadedDataset, "validation">): readonly ValidationRow[] =>
  dataset.validation.filter(({ kind }) => kind === "oil");

/** What is wrong with the rows themselves. */
export const checkOilRows = (rows: readonly ValidationRow[]): readonly Problem[] =>
  checkPublishedRows(
    rows,
    OIL_QUANTITIES,
    parseOilQuery,
    `Words ${WORDS.join(", ")} as word=value; from and days are needed`,
  );

/** `from=2025-01-01 days=365 scenario=ID routes=a,b`; undefined when it cannot be read. */
export function parseOilQuery(text: string): OilQuery | undefined {
  const found = new Map<string, string>();
  for (const part of text.split(/\s+/).filter((word) => word !== "")) {
    const [word, value, ...rest] = part.split("=");
    if (!WORDS.includes(word) || value === undefined || value === "" || rest.length > 0 || found.has(word))
      return undefined;
    found.set(word, value);
  }
  const days = Number(found.get("days"));
  const from = found.get("from");
  if (from === undefined || !Number.isInteger(days) || days < 1) return undefined;
  const list = (word: string): string[] => found.get(word)?.split(",") ?? [];
  return {
    from,
    days,
    scenario: found.get("scenario") ?? "",
    routes: list("routes"),
    field: found.get("field") ?? "",
    at: found.get("at") ?? "",
  };
}

/**
 * Runs every row; equal horizons and scenarios are solved once.
 * @param scenarioOf a scenario by its name
 * @throws InvalidInput with every problem of the rows
 */
export function validateOil(
  dataset: LoadedDataset,
  solver: LpSolver,
  scenarioOf: (name: string) => Scenario,
): OilCheck[] {
  const rows = oilRows(dataset);
  const problems = checkOilRows(rows);
  if (problems.length > 0) throw new InvalidInput(problems);
  const studies = new Map<string, OilStudy>();
  return rows.map((row) => {
    const query = parseOilQuery(row.query) as OilQuery;
    const key = `${query.from} ${query.days} ${query.scenario}`;
    let study = studies.get(key);
    if (study === undefined) {
      const changed = query.scenario === "" ? undefined : applyScenario(dataset, scenarioOf(query.scenario));
      const request = {
        from: query.from,
        days: query.days,
        // An outage is met with what was known each day; where there is none, both policies say the same.
        policy: changed === undefined ? "foresight" : "rolling",
        security: true,
        outages: "mean",
      } as const;
      study = runOil(dataset, changed, request, solver);
      studies.set(key, study);
    }
    const model = measureOil(dataset, study, row.quantity as OilQuantity, query);
    return { row, model, ratio: model / row.published };
  });
}

function measureOil(dataset: LoadedDataset, study: OilStudy, quantity: OilQuantity, query: OilQuery): number {
  const side = study.changed ?? study.base;
  const { producer } = study;
  switch (quantity) {
    case "mt":
      return mtOf(side, producer, query);
    case "reroutedMt":
      return rerouted(study, side, query.routes);
    case "shutInMt": {
      const of = (one: OilSide) => shutInMt(one.prepared, one.shown, fieldCountry(dataset), producer);
      return of(side) - of(study.base);
    }
    case "ktPerDay": {
      const element = side.prepared.elementOf.get(query.at) ?? -1;
      return element < 0 ? Number.NaN : sumOf(side.shown.used[element], query.days) / query.days / 1000;
    }
    case "utilisation": {
      const element = side.prepared.elementOf.get(query.at) ?? -1;
      if (element < 0) return Number.NaN;
      return (
        sumOf(side.shown.used[element], query.days) / sumOf(side.prepared.model.elements[element].capacity, query.days)
      );
    }
    case "daysOfLargest": {
      const all = routeMt(side);
      const largest = Math.max(
        ...side.prepared.routes.map((route, r) => (isExportOf(side.prepared, route, producer) ? all[r] : 0)),
      );
      return mtOf(side, producer, query) / (largest / query.days);
    }
    case "hhiByRoute":
    case "transitShare":
    case "leftOnPaper":
    case "leftInPractice": {
      const figures = securityOf({ ...side, losses: study.base.losses }, producer);
      if (figures === undefined) return Number.NaN;
      if (quantity === "hhiByRoute") return figures.hhiByRoute;
      if (quantity === "transitShare") return figures.shares[0]?.share ?? 0;
      if (quantity === "leftOnPaper") return figures.formulaOnPaper;
      const exported = (mtOf(side, producer, { ...query, routes: [], field: "" }) * 365) / query.days;
      const lost = figures.rows.find(({ element }) => side.prepared.model.elements[element].id === query.at);
      return lost === undefined ? 1 : 1 - lost.inPracticeMt / exported;
    }
  }
}

/** Exports of the routes named, or of all; of one field when it is named. */
function mtOf(side: OilSide, producer: string, { routes, field, days }: OilQuery): number {
  const { prepared, shown, foresight } = side;
  if (field === "") {
    const mt = routeMt(side);
    return prepared.routes.reduce(
      (sum, route, r) =>
        isExportOf(prepared, route, producer) && (routes.length === 0 || routes.includes(route.id)) ? sum + mt[r] : sum,
      0,
    );
  }
  return prepared.ways.reduce(
    (sum, { way, route }, w) =>
      way.field === field && (routes.length === 0 || routes.includes(route.id))
        ? sum + sumOf(shown.flow[foresight.network.headOfWay[w]], days) / 1e6
        : sum,
    0,
  );
}

function rerouted(study: OilStudy, side: OilSide, routes: readonly string[]): number {
  const before = routeMt(study.base);
  const after = routeMt(side);
  return study.base.prepared.routes.reduce((sum, route, r) => {
    const counts =
      isExportOf(study.base.prepared, route, study.producer) && (routes.length === 0 || routes.includes(route.id));
    return counts ? sum + Math.max(0, after[r] - before[r]) : sum;
  }, 0);
}

/** The section of docs/validation.md about oil. */
export function writeOilValidation(checks: readonly OilCheck[]): string {
  if (checks.length === 0) return "";
  return [
    "## Oil: exports by route, outages, security",
    "",
    "Rows of kind `oil` in `dataset/validation.csv` beside the oil model: where moorings are lost the rolling plan, which does not",
    "know when they come back, else the plan of all days. Contracts and schedules were set on 2024 (*fit*); 2025 is predicted with that",
    "year's output and refining, and with the moorings as they were lost. A row is a miss beyond 25 %.",
    "",
    sayMissed(checks),
    "",
    "| row | quantity | published | model | model / published | use | fact | explanation |",
    "|---|---|---:|---:|---:|---|---|---|",
    ...[...checks]
      .sort((a, b) => factorOff(b.ratio) - factorOff(a.ratio) || (a.row.id < b.row.id ? -1 : 1))
      .map((check) => {
        const { row, model } = check;
        const unit = row.unit === "" ? "" : ` ${row.unit}`;
        const figures = [row.published, model].map((value) => `${rounded(value)}${unit}`);
        return tableRow([`\`${row.id}\``, row.quantity, ...figures, ...besideCells(check)]);
      }),
    "",
  ].join("\n");
}
