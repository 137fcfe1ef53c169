// The oil study as JSON, and the answer of `kopru oil` and of runs of kind `oil`.

import type { LoadedDataset } from "../data/index.ts";
import type { OilOutcome } from "../engines/flows/index.ts";
import type { LpSolver } from "../lib/lp-solver.ts";
import type { Problem } from "../model/problem.ts";
import { instant } from "../model/units.ts";
import { type OilHooks, type OilRequest, type OilSide, type OilStudy, runOil } from "../studies/oil.ts";
import { type BindingRow, bindingOf } from "../studies/oil-binding.ts";
import {
  countriesOf,
  countryName,
  fieldCountry,
  isExportOf,
  lossOf,
  producerOfRoute,
  profitOf,
  qualityBanksOf,
  routeMt,
  securityOf,
  shutInMt,
  sumOf,
} from "../studies/oil-figures.ts";
import { dateOf } from "../studies/oil-model.ts";
import { sayOilReasons } from "../studies/say-oil.ts";
import type { OilComparisonJson, OilOk, OilStateJson } from "./oil.ts";
import { listDays, toOilBinding, toOilFields, toOilTanks, toShadowPrices } from "./oil-parts.ts";
import { toDatasetRef } from "./to-dataset.ts";

const MT = 1e6;
const coordinatesOf = (
  from: { readonly lat: number; readonly lon: number } | undefined,
  via: readonly (readonly [number, number])[],
  to: { readonly lat: number; readonly lon: number } | undefined,
): [number, number][] => [
  ...(from === undefined ? [] : [[from.lon, from.lat] as [number, number]]),
  ...via.map(([lon, lat]): [number, number] => [lon, lat]),
  ...(to === undefined ? [] : [[to.lon, to.lat] as [number, number]]),
];

/**
 * Runs the oil study of a dataset and answers.
 * @param changed the same dataset under a scenario
 * @param now milliseconds, never going back
 * @throws InvalidInput with every problem of the request
 */
export function answerOil(
  base: LoadedDataset,
  changed: LoadedDataset | undefined,
  request: OilRequest,
  solver: LpSolver,
  now: () => number,
  hooks: OilHooks = {},
): OilOk {
  const start = now();
  const study = runOil(base, changed, request, solver, hooks);
  return toOilAnswer(base, changed, study, (now() - start) / 1000);
}

/** @param seconds what the run took */
export function toOilAnswer(
  base: LoadedDataset,
  changed: LoadedDataset | undefined,
  study: OilStudy,
  seconds: number,
): OilOk {
  const side = study.changed ?? study.base;
  const dataset = changed ?? base;
  const { scenario } = dataset;
  const { window } = side.prepared;
  const { certificate } = side.foresight;
  const baseState = toState(base, study, study.base);
  const changedState = study.changed === undefined ? null : toState(dataset, study, study.changed);
  const shown = changedState ?? baseState;
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    model: null,
    scenario: scenario
      ? { id: scenario.id, name: scenario.name, hash: scenario.hash, baseDate: scenario.baseDate }
      : null,
    horizon: { from: window.from, to: dateOf(window, window.days), days: window.days },
    producer: study.producer,
    certificate: {
      gaps: worstGaps(study),
      solves: study.solves,
      variables: certificate.variables,
      constraints: certificate.constraints,
      iterations: certificate.iterations,
      seconds,
    },
    exportsMtByRoute: Object.fromEntries(
      shown.routes
        .filter(({ kind, producer }) => kind === "export" && producer === study.producer)
        .map(({ id, mt }) => [id, mt]),
    ),
    shutInMt: shown.shutInMt,
    lossUsd: lossOf(study),
    shadowPricesUsdPerTonne: toShadowPrices(shown.binding),
    base: baseState,
    changed: changedState,
    comparison: study.changed === undefined ? null : toComparison(base, study, study.changed),
    qualityBanks: qualityBanksOf(dataset, side),
    warnings: warningsOf(study),
  };
}

function worstGaps({ base, changed }: OilStudy): OilOk["certificate"]["gaps"] {
  return base.foresight.certificate.gaps.map((gap, k) => ({
    ...gap,
    value: Math.max(gap.value, changed?.foresight.certificate.gaps[k].value ?? 0),
  }));
}

function warningsOf({ base, changed, request }: OilStudy): Problem[] {
  const warnings: Problem[] = [];
  if (request.policy === "foresight")
    warnings.push({
      code: "perfect-foresight",
      place: "policy",
      message: "these figures know every day from the first on: nobody can do better, and nobody should expect it",
      hint: "ask for the rolling policy to see what can be done with what is known each day",
    });
  for (const side of [base, changed])
    if (side !== undefined)
      for (const { name, value, asked } of side.foresight.certificate.gaps)
        if (!(value <= asked))
          warnings.push({
            code: "not-converged",
            place: "certificate",
            message: `${name} is ${value}, asked was ${asked}`,
            hint: "the figures may be off by as much",
          });
  return warnings;
}

function toState(dataset: LoadedDataset, study: OilStudy, side: OilSide): OilStateJson {
  const { producer } = study;
  const { prepared, foresight, rolling, shown } = side;
  const { model, routes, window } = prepared;
  const { days } = model;
  const { oil } = dataset;
  const countryOf = fieldCountry(dataset);
  const mt = routeMt(side);
  const perYear = 365 / days;
  const binding = bindingOf(side);
  const priceOf = new Map(binding.map((row) => [row.id, row.mean]));
  const exportsOf = (outcome: OilOutcome): number =>
    routes.reduce(
      (sum, route, r) => (isExportOf(prepared, route, producer) ? sum + sumOf(outcome.sold[r], days) / MT : sum),
      0,
    );
  const policyOf = (policy: "foresight" | "rolling", outcome: OilOutcome) => ({
    policy,
    name: policy === "foresight" ? "Perfect foresight (a bound)" : "Rolling plan",
    isBound: policy === "foresight",
    profitUsd: profitOf(study, outcome),
    exportsMt: exportsOf(outcome),
    shutInMt: shutInMt(prepared, outcome, countryOf, producer),
  });
  const meanUse = (id: string): { tonnesPerDay: number; capacity: number | null } => {
    const element = prepared.elementOf.get(id);
    if (element === undefined) return { tonnesPerDay: 0, capacity: null };
    const capacity = sumOf(model.elements[element].capacity, days) / days;
    return {
      tonnesPerDay: sumOf(shown.used[element], days) / days,
      capacity: Number.isFinite(capacity) ? capacity : null,
    };
  };
  const first = instant(window.from);
  const countries = countriesOf(side);
  return {
    policy: shown === foresight ? "foresight" : "rolling",
    profitUsd: profitOf(study, shown),
    exportsMt: exportsOf(shown),
    shutInMt: shutInMt(prepared, shown, countryOf, producer),
    policies: [policyOf("foresight", foresight), ...(rolling === undefined ? [] : [policyOf("rolling", rolling)])],
    routes: routes.flatMap((route, r) => {
      const way = prepared.ways.find(({ route: own }) => own === route);
      if (way === undefined) return [];
      const market = oil.places.get(way.links.at(-1)?.to ?? "");
      const owner = producerOfRoute(prepared, route);
      return [
        {
          id: route.id,
          name: route.names.en,
          producer: owner,
          kind: route.kind,
          countries: [...way.countries],
          transitCountries: [...new Set(way.countries.slice(1, -1))].filter(
            (code) => code !== owner && code !== market?.country,
          ),
          market: market?.id ?? "",
          marketName: market?.names.en ?? "",
          mt: mt[r],
          mtPerYear: mt[r] * perYear,
          byDay: listDays(shown.sold[r], days),
        },
      ];
    }),
    fields: toOilFields(model, shown, countryOf),
    tanks: toOilTanks(model, shown, foresight.network),
    netbacks: prepared.ways
      .filter(({ route }) => isExportOf(prepared, route, producer))
      .map((way) => {
        const netback = way.parts.reduce((sum, part) => sum + part.usdPerTonne, 0);
        return {
          field: way.way.field,
          fieldName: oil.places.get(way.way.field)?.names.en ?? way.way.field,
          route: way.route.id,
          routeName: way.route.names.en,
          grade: way.route.grade,
          barrelsPerTonne: way.barrelsSold,
          priceUsdPerTonne: way.parts[0].usdPerTonne,
          parts: way.parts.map(({ name, party, usdPerTonne, basis, sources }) => ({
            name,
            party,
            usdPerTonne,
            basis,
            sources: [...sources],
          })),
          netbackUsdPerTonne: netback,
          netbackUsdPerBarrel: netback / way.barrelsOwn,
        };
      })
      .sort((a, b) => b.netbackUsdPerTonne - a.netbackUsdPerTonne),
    binding: toOilBinding(
      binding,
      days,
      (day) => dateOf(window, day),
      (row) => evidenceOf(dataset, row),
    ),
    security: toSecurity(dataset, side, producer),
    links: [...oil.links.values()].map((link) => {
      const { tonnesPerDay, capacity } = meanUse(link.id);
      return {
        id: link.id,
        name: link.name,
        mode: link.mode,
        from: link.from,
        to: link.to,
        coordinates: coordinatesOf(oil.places.get(link.from), link.via, oil.places.get(link.to)),
        tonnesPerDay,
        capacity,
        utilisation: capacity === null || capacity === 0 ? null : tonnesPerDay / capacity,
        status: dataset.statusAt(link.id, first),
        shadowPriceUsdPerTonne: priceOf.get(link.id) ?? 0,
      };
    }),
    places: [...oil.places.values()].map((place) => {
      const field = model.fields.findIndex(({ id }) => id === place.id);
      const { tonnesPerDay, capacity } =
        field < 0
          ? meanUse(place.id)
          : {
              tonnesPerDay: sumOf(shown.produced[field], days) / days,
              capacity: sumOf(model.fields[field].output, days) / days,
            };
      return {
        id: place.id,
        name: place.names.en,
        kind: place.kind,
        country: place.country,
        lat: place.lat,
        lon: place.lon,
        tonnesPerDay,
        capacity,
        utilisation: capacity === null || capacity === 0 ? null : tonnesPerDay / capacity,
      };
    }),
    countries: [...countries.values()]
      .map((row) => ({ ...row, name: countryName(dataset, row.code) }))
      .sort((a, b) => b.profitUsd + b.chargesUsd - (a.profitUsd + a.chargesUsd)),
  };
}

/** Where the number comes from that binds. */
function evidenceOf(dataset: LoadedDataset, row: BindingRow) {
  const ids = row.id.split("+");
  const attributes =
    row.kind === "minimum" ? ["minimumMtPerYear"] : ["capacityMtPerYear", "vessels", "capacityUnits", "storageTonnes"];
  const values = ids
    .flatMap((id) => dataset.listValues(id))
    .filter(({ attribute, use }) => use === "model" && attributes.includes(attribute));
  return { basis: values[0]?.basis ?? null, sources: [...new Set(values.map(({ source }) => String(source)))] };
}

function toSecurity(dataset: LoadedDataset, side: OilSide, producer: string): OilStateJson["security"] {
  const figures = securityOf(side, producer);
  if (figures === undefined) return null;
  const { elements } = side.prepared.model;
  return {
    nMinusOne: figures.rows.map((row) => ({
      element: elements[row.element].id,
      name: elements[row.element].name,
      kind: elements[row.element].kind,
      carriedMt: row.carriedMt,
      onPaperMt: row.onPaperMt,
      inPracticeMt: row.inPracticeMt,
      lossUsdPerDay: row.lossUsdPerDay,
    })),
    formulaOnPaper: figures.formulaOnPaper,
    hhiByRoute: figures.hhiByRoute,
    hhiByTransitCountry: figures.hhiByTransitCountry,
    effectiveRoutes: figures.effectiveRoutes,
    sharesByTransitCountry: figures.shares.map(({ country, share }) => ({
      country,
      name: countryName(dataset, country),
      share,
    })),
  };
}

function toComparison(dataset: LoadedDataset, study: OilStudy, changed: OilSide): OilComparisonJson {
  const { base, producer } = study;
  const countryOf = fieldCountry(dataset);
  const before = routeMt(base);
  const after = new Map(changed.prepared.routes.map((route, r) => [route.id, routeMt(changed)[r]]));
  const routes = base.prepared.routes.map((route, r) => ({
    id: route.id,
    name: route.names.en,
    deltaMt: (after.get(route.id) ?? 0) - before[r],
    isExport: isExportOf(base.prepared, route, producer),
  }));
  const exported = routes.filter(({ isExport }) => isExport);
  const countriesBefore = countriesOf(base, true);
  const countriesAfter = countriesOf(changed, true);
  const codes = [...new Set([...countriesBefore.keys(), ...countriesAfter.keys()])];
  const lossUsd = lossOf(study);
  return {
    lossUsd,
    lostExportsMt: -exported.reduce((sum, { deltaMt }) => sum + deltaMt, 0),
    shutInMt:
      shutInMt(changed.prepared, changed.shown, countryOf, producer) -
      shutInMt(base.prepared, base.shown, countryOf, producer),
    reroutedMt: exported.reduce((sum, { deltaMt }) => sum + Math.max(0, deltaMt), 0),
    routes: routes.map(({ id, name, deltaMt }) => ({ id, name, deltaMt })),
    countries: codes
      .map((code) => ({
        code,
        name: countryName(dataset, code),
        deltaProfitUsd: (countriesAfter.get(code)?.profitUsd ?? 0) - (countriesBefore.get(code)?.profitUsd ?? 0),
        deltaChargesUsd: (countriesAfter.get(code)?.chargesUsd ?? 0) - (countriesBefore.get(code)?.chargesUsd ?? 0),
        deltaTransitMt: (countriesAfter.get(code)?.transitMt ?? 0) - (countriesBefore.get(code)?.transitMt ?? 0),
      }))
      .sort((a, b) => a.deltaProfitUsd + a.deltaChargesUsd - (b.deltaProfitUsd + b.deltaChargesUsd)),
    reasons: sayOilReasons(study, changed, exported, lossUsd),
  };
}
