// Answers `kopru oil --model`: reads one file, allocates, and says what goes where, what binds and what each loss costs.

import { isNode, LineCounter, parseDocument } from "yaml";
import {
  allocate,
  loseEach,
  modelFromDocument,
  type OilAllocation,
  type OilModel,
  type OilOutcome,
  onPaper,
  roll,
} from "../engines/flows/index.ts";
import type { LpSolver } from "../lib/lp-solver.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { bindingOfModel } from "../studies/oil-binding.ts";
import { sumOf } from "../studies/oil-figures.ts";
import { wrongKind } from "./kind-of-file.ts";
import type { OilOk, OilStateJson } from "./oil.ts";
import { type OilModelJson, oilModel } from "./oil-model.ts";
import { listDays, toOilBinding, toOilFields, toOilTanks, toShadowPrices } from "./oil-parts.ts";
import { parseInput } from "./problems.ts";

const MT = 1e6;
const MAX_LENGTH = 4_000_000;
const DAY_MS = 86_400_000;
const LOOK_AHEAD_DAYS = 45;
const REPLAN_DAYS = 28;
/** For a model that names no date. */
const DAY_ONE = "2000-01-01";

/**
 * Reads a model file (YAML or JSON) and answers.
 * @throws InvalidInput with every problem: of the text, of its form, of its ids, or the constraints that clash
 */
export function answerOilModel(text: string, file: string, solver: LpSolver, now: () => number): OilOk {
  const start = now();
  const { value, placeOf } = readText(text, file);
  const other = wrongKind(value, file, "oil model");
  if (other !== undefined) throw new InvalidInput([other]);
  const document = inPlace(placeOf, () => parseInput(oilModel, value, ""));
  const model = inPlace(placeOf, () => modelFromDocument(document));
  const placeOfThing = (id: string): string => placeOf(pathOfThing(document, id));
  const found = inPlace(placeOfThing, () => allocate(model, solver));
  const usual = {
    ...model,
    elements: model.elements.map((element) => ({
      ...element,
      capacity: element.capacity.map(() => Math.max(...element.capacity)),
    })),
  };
  const options = { lookAheadDays: LOOK_AHEAD_DAYS, replanDays: REPLAN_DAYS, outageDays: () => "announced" as const };
  const warnings: Problem[] = [];
  const rolling = orWarning(warnings, () =>
    inPlace(placeOfThing, () => roll(model, usual, found.network, found.start, options, solver)),
  );
  const from = document.from ?? DAY_ONE;
  if (document.from === undefined)
    warnings.push({
      code: "no-first-day",
      place: "from",
      message: `the model does not say which date day 1 is: dates are counted from ${DAY_ONE}`,
      hint: "give from, as 2026-01-01; nothing but dates depends on it",
    });
  const base = toState(model, found, rolling, { from, solver });
  if (base.security === null)
    warnings.push({
      code: "no-steady-day",
      place: "security",
      message: "the first day, repeated for ever, has no plan: no element is taken away from it",
      hint: "begin on a day on which nothing is shut",
    });
  return {
    status: "ok",
    dataset: null,
    model: document.name ?? file,
    scenario: null,
    horizon: { from, to: dateAfter(from, model.days), days: model.days },
    producer: "",
    certificate: {
      gaps: [...found.certificate.gaps],
      solves: 2 + (rolling?.plans ?? 0),
      variables: found.certificate.variables,
      constraints: found.certificate.constraints,
      iterations: found.certificate.iterations,
      seconds: (now() - start) / 1000,
    },
    exportsMtByRoute: Object.fromEntries(base.routes.map(({ id, mt }) => [id, mt])),
    shutInMt: base.shutInMt,
    lossUsd: 0,
    shadowPricesUsdPerTonne: toShadowPrices(base.binding),
    base,
    changed: null,
    comparison: null,
    qualityBanks: [],
    warnings,
  };
}

/** What an outcome is, or a warning in its place: a rolling plan may find no way where one that knows all days does. */
function orWarning<T>(warnings: Problem[], make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    warnings.push(...error.problems);
    return undefined;
  }
}

/** `elements.2`: where a thing stands in the document. */
function pathOfThing(document: OilModelJson, id: string): string {
  for (const list of ["fields", "elements", "tanks", "routes", "limits"] as const) {
    const at = document[list]?.findIndex((thing) => thing.id === id) ?? -1;
    if (at >= 0) return `${list}.${at}`;
  }
  return id;
}

const dateAfter = (from: string, days: number): string =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

function readText(text: string, file: string) {
  const problem = (code: string, place: string, message: string, hint: string) => ({ code, place, message, hint });
  if (text.length > MAX_LENGTH)
    throw new InvalidInput([problem("too-large", file, "the file is too large for a model", "is it the right file?")]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0)
    throw new InvalidInput(
      document.errors
        .slice(0, 50)
        .map((error) =>
          problem("malformed-yaml", at(error.pos[0]), error.message, "check indentation, quotes and colons"),
        ),
    );
  const placeOf = (path: string): string => {
    const steps = path
      .split(".")
      .filter((step) => step !== "")
      .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    for (let end = steps.length; end >= 0; end--) {
      const node = end === 0 ? document.contents : document.getIn(steps.slice(0, end), true);
      if (isNode(node) && node.range) return `${at(node.range[0])}${path === "" ? "" : ` ${path}`}`;
    }
    return path === "" ? file : `${file} ${path}`;
  };
  return { value: document.toJS({ maxAliasCount: 50 }) as unknown, placeOf };
}

/** Problems at fields become problems at lines. */
function inPlace<T>(placeOf: (path: string) => string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(error.problems.map((problem) => ({ ...problem, place: placeOf(problem.place) })));
  }
}

function toState(
  model: OilModel,
  found: OilAllocation,
  rolling: OilOutcome | undefined,
  { from, solver }: { readonly from: string; readonly solver: LpSolver },
): OilStateJson {
  const { days } = model;
  const sold = model.routes.map((_, r) => sumOf(found.sold[r], days) / MT);
  const shutInMt = found.shutIn.reduce((sum, values) => sum + sumOf(values, days) / MT, 0);
  const exportsMt = sold.reduce((sum, mt) => sum + mt, 0);
  const total = sold.reduce((sum, mt) => sum + mt, 0);
  const hhi = total === 0 ? 1 : sold.reduce((sum, mt) => sum + (mt / total) * (mt / total), 0);
  const paper = new Map(loseEach(onPaper(model), solver)?.map((loss) => [loss.element, loss.unplaced]));
  const losses = loseEach(model, solver);
  let tail = 0;
  for (let t = days; t < days + model.tailDays; t++) tail += found.profitByDay[t];
  const policy = (name: "foresight" | "rolling", outcome: OilOutcome) => ({
    policy: name,
    name: name === "foresight" ? "Perfect foresight (a bound)" : "Rolling plan",
    isBound: name === "foresight",
    profitUsd: outcome.valueUsd - tail,
    exportsMt: outcome.sold.reduce((sum, values) => sum + sumOf(values, days) / MT, 0),
    shutInMt: outcome.shutIn.reduce((sum, values) => sum + sumOf(values, days) / MT, 0),
  });
  return {
    policy: "foresight",
    profitUsd: found.valueUsd - tail,
    exportsMt,
    shutInMt,
    policies: [policy("foresight", found), ...(rolling === undefined ? [] : [policy("rolling", rolling)])],
    routes: model.routes.map(({ id, name }, r) => ({
      id,
      name,
      producer: "",
      kind: "export" as const,
      countries: [],
      transitCountries: [],
      market: id,
      marketName: name,
      mt: sold[r],
      mtPerYear: (sold[r] * 365) / days,
      byDay: listDays(found.sold[r], days),
    })),
    fields: toOilFields(model, found, () => ""),
    tanks: toOilTanks(model, found, found.network),
    netbacks: model.ways.map((way) => {
      const costs = way.steps.reduce((sum, step) => sum + step.usdPerTonne, 0);
      const price = model.sales[way.sale].usdPerTonne[0];
      const keeps = way.steps.reduce((share, step) => share * step.keeps, 1);
      return {
        field: model.fields[way.field].id,
        fieldName: model.fields[way.field].name,
        route: model.routes[way.route].id,
        routeName: model.routes[way.route].name,
        grade: "",
        barrelsPerTonne: 0,
        priceUsdPerTonne: price,
        parts: [
          { name: "Price", party: "", usdPerTonne: price, basis: "assumed" as const, sources: [] },
          ...(keeps < 1
            ? [{ name: "Losses", party: "", usdPerTonne: price * (keeps - 1), basis: "assumed" as const, sources: [] }]
            : []),
          ...(costs !== 0
            ? [{ name: "Tariff", party: "", usdPerTonne: -costs, basis: "assumed" as const, sources: [] }]
            : []),
        ],
        netbackUsdPerTonne: price * keeps - costs,
        netbackUsdPerBarrel: 0,
      };
    }),
    binding: toOilBinding(
      bindingOfModel(model, found, () => 1),
      days,
      (day) => dateAfter(from, day),
      () => ({ basis: null, sources: [] }),
    ),
    security:
      losses === undefined
        ? null
        : {
            nMinusOne: losses
              .map((loss) => ({
                element: model.elements[loss.element].id,
                name: model.elements[loss.element].name,
                kind: model.elements[loss.element].kind,
                carriedMt: (loss.carried * 365) / MT,
                onPaperMt: ((paper.get(loss.element) ?? 0) * 365) / MT,
                inPracticeMt: (loss.unplaced * 365) / MT,
                lossUsdPerDay: loss.lossUsdPerDay,
              }))
              .sort((a, b) => b.lossUsdPerDay - a.lossUsdPerDay),
            formulaOnPaper: 0,
            hhiByRoute: 10_000 * hhi,
            hhiByTransitCountry: 10_000,
            effectiveRoutes: 1 / hhi,
            sharesByTransitCountry: [],
          },
    links: [],
    places: [],
    countries: [],
  };
}
