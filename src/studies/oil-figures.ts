// Figures of one side of the oil study: exports by route and day, shut-in, security, countries, quality banks.

import type { LoadedDataset } from "../data/index.ts";
import {
  arcValueUsd,
  diversify,
  type OilAllocation,
  type OilOutcome,
  settleQualityBank,
} from "../engines/flows/index.ts";
import type { OilRoute } from "../model/oil.ts";
import type { OilSide, OilStudy } from "./oil.ts";
import { roundTripOf } from "./oil-binding.ts";
import { dayReader } from "./oil-days.ts";
import { type PreparedOil, termsOf } from "./oil-model.ts";

const MT = 1e6;
export const sumOf = (values: Float64Array, days: number): number => {
  let sum = 0;
  for (let t = 0; t < days; t++) sum += values[t];
  return sum;
};

/** Mt of each route over the days looked at, in the order of the dataset. */
export const routeMt = ({ prepared, shown }: OilSide): number[] =>
  shown.sold.map((tonnes) => sumOf(tonnes, prepared.window.days) / MT);

/** Whose oil a route carries, and whether it leaves the country. */
export function producerOfRoute({ ways }: PreparedOil, route: OilRoute): string {
  return ways.find(({ route: own }) => own === route)?.countries[0] ?? "";
}

export const isExportOf = (prepared: PreparedOil, route: OilRoute, producer: string): boolean =>
  route.kind === "export" && (producer === "" || producerOfRoute(prepared, route) === producer);

/** Mt that fields of a country, or all, could give and did not. */
export function shutInMt(
  prepared: PreparedOil,
  outcome: OilOutcome,
  countryOf: (field: string) => string,
  country: string,
): number {
  return prepared.model.fields.reduce(
    (sum, { id }, i) =>
      country === "" || countryOf(id) === country ? sum + sumOf(outcome.shutIn[i], prepared.window.days) / MT : sum,
    0,
  );
}

export interface SecurityFigures {
  readonly rows: readonly {
    element: number;
    carriedMt: number;
    onPaperMt: number;
    inPracticeMt: number;
    lossUsdPerDay: number;
  }[];
  readonly formulaOnPaper: number;
  readonly hhiByRoute: number;
  readonly hhiByTransitCountry: number;
  readonly effectiveRoutes: number;
  readonly shares: readonly { country: string; share: number }[];
}

/** Security of a producer's exports: loss of each element, and how the exports of the horizon are spread. */
export function securityOf(side: OilSide, producer: string): SecurityFigures | undefined {
  const { prepared, losses } = side;
  if (losses === undefined) return undefined;
  const perYear = 365 / MT;
  const paper = new Map(losses.paper.map((loss) => [loss.element, loss.unplaced]));
  // A market is who buys, not what breaks: losing one is an embargo, which a scenario says better.
  const markets = new Set(prepared.ways.map(({ links }) => links.at(-1)?.to));
  const rows = losses.practice
    .filter(
      ({ element }) =>
        isCrossedByExports(prepared, element, producer) && !markets.has(prepared.model.elements[element].id),
    )
    .map(({ element, carried, unplaced, lossUsdPerDay }) => ({
      element,
      carriedMt:
        (prepared.model.elements[element].kind === "fleet" ? carried / roundTripOf(prepared, element) : carried) *
        perYear,
      onPaperMt: (paper.get(element) ?? 0) * perYear,
      inPracticeMt: unplaced * perYear,
      lossUsdPerDay,
    }))
    .sort((a, b) => b.lossUsdPerDay - a.lossUsdPerDay);
  const mt = routeMt(side);
  const exits = new Map<string, number>();
  const transit = new Map<string, number>();
  let exported = 0;
  prepared.routes.forEach((route, r) => {
    if (!isExportOf(prepared, route, producer) || mt[r] === 0) return;
    exported += mt[r];
    const exit = exitOf(prepared, route);
    exits.set(exit, (exits.get(exit) ?? 0) + mt[r]);
    const way = prepared.ways.find(({ route: own }) => own === route);
    // The first country crossed has its hand on it; `-` for what goes straight to its buyer.
    const country = way !== undefined && way.countries.length > 2 ? way.countries[1] : "-";
    transit.set(country, (transit.get(country) ?? 0) + mt[r]);
  });
  const byRoute = diversify([...exits.values()]);
  const byCountry = diversify([...transit.values()]);
  const years = prepared.window.days / 365;
  return {
    rows,
    formulaOnPaper: exported === 0 ? 0 : (losses.leftOnPaper * 365) / MT / (exported / years),
    hhiByRoute: 10_000 * byRoute.hhi,
    hhiByTransitCountry: 10_000 * byCountry.hhi,
    effectiveRoutes: byRoute.effectiveNumber,
    shares: [...transit]
      .map(([country, tonnes]) => ({ country, share: tonnes / exported }))
      .sort((a, b) => b.share - a.share),
  };
}

/** Routes that leave by the same first trunk line count once: the link that all ways of the route share and that most others share with it. */
export function exitOf(prepared: PreparedOil, route: OilRoute): string {
  const ways = prepared.ways.filter(({ route: own }) => own === route);
  const shared =
    ways[0]?.links.filter(({ id }) => ways.every(({ links }) => links.some((link) => link.id === id))) ?? [];
  return shared[0]?.id ?? route.id;
}

function isCrossedByExports({ model, routes, ways }: PreparedOil, element: number, producer: string): boolean {
  return model.ways.some(
    ({ route, steps }, index) =>
      routes[route].kind === "export" &&
      ways[index].countries[0] === producer &&
      steps.some(({ uses }) => uses.some((use) => use.element === element)),
  );
}

export interface CountryFigures {
  readonly code: string;
  exportsMt: number;
  transitMt: number;
  receivedMt: number;
  profitUsd: number;
  chargesUsd: number;
}

/** Who sells, lets through, receives and is paid, over the days looked at, or over the tail too. */
export function countriesOf({ prepared, shown, foresight }: OilSide, withTail = false): Map<string, CountryFigures> {
  const { model, ways, routes, charges } = prepared;
  const days = model.days + (withTail ? model.tailDays : 0);
  const table = new Map<string, CountryFigures>();
  const of = (code: string): CountryFigures => {
    const known = table.get(code);
    if (known !== undefined) return known;
    const fresh = { code, exportsMt: 0, transitMt: 0, receivedMt: 0, profitUsd: 0, chargesUsd: 0 };
    table.set(code, fresh);
    return fresh;
  };
  const { network } = foresight;
  const fieldCountry = model.fields.map(
    (_, i) => ways.find((_way, w) => model.ways[w].field === i)?.countries[0] ?? "",
  );
  const owners = ownersByRoute(prepared, shown, foresight, fieldCountry);
  const mt = shown.sold.map((tonnes) => sumOf(tonnes, days) / MT);
  routes.forEach((route, r) => {
    if (route.kind === "domestic") return;
    for (const [producer, share] of owners[r]) {
      const way = ways.find(({ route: own, countries }) => own === route && countries[0] === producer);
      if (way === undefined) continue;
      const rest = way.countries.slice(1);
      of(producer).exportsMt += mt[r] * share;
      const market = rest.at(-1);
      if (market !== undefined) of(market).receivedMt += mt[r] * share;
      for (const code of new Set(rest.slice(0, -1)))
        if (code !== producer && code !== market) of(code).transitMt += mt[r] * share;
    }
  });
  const earn = (by: ReadonlyMap<string, number>, usd: number) => {
    for (const [country, share] of by) of(country).profitUsd += usd * share;
  };
  network.arcs.forEach((arc, a) => {
    let usd = 0;
    for (let t = 0; t < days; t++) usd += shown.flow[a][t] * arcValueUsd(model, network, a, t);
    earn(arc.field >= 0 ? new Map([[fieldCountry[arc.field], 1]]) : owners[arc.route], usd);
  });
  network.pools.forEach(({ tank, route }, p) => {
    earn(owners[route], -sumOf(shown.stock[p], days) * model.tanks[tank].holdUsdPerTonneDay);
  });
  model.fields.forEach((field, i) => {
    of(fieldCountry[i]).profitUsd -= sumOf(shown.shutIn[i], days) * field.shutInUsdPerTonne;
  });
  model.limits.forEach((limit, k) => {
    const country = ways[limit.ways[0]]?.countries[0] ?? "";
    of(country).profitUsd -= sumOf(shown.short[k], days) * (limit.deficiencyUsdPerTonne ?? 0);
  });
  for (const { element, country, usdPerTonne } of charges)
    if (country !== "") of(country).chargesUsd += sumOf(shown.used[element], days) * usdPerTonne;
  table.delete("");
  return table;
}

/**
 * Whose oil each route carries, as shares of what their fields send over all days: behind a tank the oil of several countries is
 * one stream, and what it earns is theirs in this measure.
 */
function ownersByRoute(
  prepared: PreparedOil,
  { flow }: OilOutcome,
  { network }: OilAllocation,
  fieldCountry: readonly string[],
): Map<string, number>[] {
  const tonnes = prepared.routes.map(() => new Map<string, number>());
  network.arcs.forEach(({ field, route }, a) => {
    if (field < 0) return;
    const country = fieldCountry[field];
    tonnes[route].set(country, (tonnes[route].get(country) ?? 0) + sumOf(flow[a], flow[a].length));
  });
  return tonnes.map((byCountry, r) => {
    const sum = [...byCountry.values()].reduce((total, value) => total + value, 0);
    return sum > 0
      ? new Map([...byCountry].map(([country, value]) => [country, value / sum]))
      : new Map([[producerOfRoute(prepared, prepared.routes[r]), 1]]);
  });
}

/** Quality banks of the routes that have one: who owes whom over the days looked at. */
export function qualityBanksOf(dataset: LoadedDataset, { prepared, shown, foresight }: OilSide) {
  const reader = dayReader(dataset, prepared.window);
  // Background oil in the same stream settles with the others: banks are by grade.
  const grades = new Map<string, OilRoute[]>();
  for (const route of prepared.routes)
    if (route.qualityBank) grades.set(route.grade, [...(grades.get(route.grade) ?? []), route]);
  return [...grades.values()].flatMap((routes) => {
    const heads = prepared.ways.flatMap(({ route, way }, w) => {
      if (!routes.includes(route)) return [];
      const tonnes = sumOf(shown.flow[foresight.network.headOfWay[w]], prepared.model.days);
      const grade = dataset.oil.places.get(way.field)?.grade ?? "";
      return tonnes <= 0
        ? []
        : [
            {
              field: way.field,
              name: dataset.oil.places.get(way.field)?.names.en ?? way.field,
              tonnes,
              api: reader.amount(grade, "gravityApi") ?? 35,
              sulphur: reader.amount(grade, "sulphurShare") ?? 0,
            },
          ];
    });
    if (heads.length < 2) return [];
    const price = reader.usdPerBarrel(routes[0].grade, 0).usd;
    const bank = settleQualityBank(heads, termsOf(routes[0], price, reader));
    return [
      {
        route: routes[0].id,
        name: dataset.oil.grades.get(routes[0].grade)?.name ?? routes[0].grade,
        rows: heads.map((head, k) => ({
          field: head.field,
          name: head.name,
          mt: head.tonnes / MT,
          gravityApi: head.api,
          sulphurShare: head.sulphur,
          valueUsdPerTonne: (bank.rows[k].valueUsdPerBarrel * bank.rows[k].barrels) / head.tonnes,
          transferUsd: bank.rows[k].transferUsd,
        })),
      },
    ];
  });
}

/** Names of countries as the dataset has them. */
export const countryName = (dataset: LoadedDataset, code: string): string =>
  [...dataset.countries].find(([known]) => known === code)?.[1].en ?? (code === "-" ? "straight to the buyer" : code);

export const fieldCountry =
  (dataset: LoadedDataset) =>
  (field: string): string =>
    dataset.oil.places.get(field)?.country ?? "";

/** Profit lost in the scenario: until the tail's end, so that what an outage leaves behind counts too. */
export const lossOf = ({ base, changed }: OilStudy): number =>
  changed === undefined ? 0 : base.shown.valueUsd - changed.shown.valueUsd;

/**
 * Profit of an outcome over the days looked at, ends settled: the value of all days less what the base earns in the tail. The same
 * sum is taken from every side and policy, so their differences are those of the whole, and no policy passes the bound by leaving
 * its tanks emptier on the last day looked at.
 */
export function profitOf({ base }: OilStudy, outcome: OilOutcome): number {
  const { model } = base.prepared;
  let tail = 0;
  for (let t = model.days; t < model.days + model.tailDays; t++) tail += base.foresight.profitByDay[t];
  return outcome.valueUsd - tail;
}
