// The oil layer of a dataset as the neutral model of the oil engine, for a window of days: what stands, is open and may be
// used on each day, what each way costs and whom, and what oil brings where it is sold.

import {
  barrelValueUsd,
  type OilElementModel,
  type OilLimitModel,
  type OilModel,
  type OilStep,
  type OilWayModel,
  tonnesToBarrels,
} from "../engines/flows/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Basis } from "../model/facts.ts";
import type { OilLink, OilRoute, OilWay } from "../model/oil.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import { type DayReader, dayReader } from "./oil-days.ts";
import { ElementTable, linkChargeUsd, type OilCharge } from "./oil-elements.ts";

export interface OilWindow {
  /** ISO date of the first day. */
  readonly from: string;
  readonly days: number;
  readonly tailDays: number;
}

/** One deduction or addition between the price and the netback at the field. */
export interface NetbackPart {
  readonly name: string;
  readonly party: string;
  readonly country: string;
  readonly usdPerTonne: number;
  readonly basis: Basis;
  readonly sources: readonly string[];
}

export interface OilWayDetail {
  readonly way: OilWay;
  readonly route: OilRoute;
  readonly links: readonly OilLink[];
  /** Countries in order, the market's last. */
  readonly countries: readonly string[];
  readonly parts: readonly NetbackPart[];
  readonly barrelsSold: number;
  readonly barrelsOwn: number;
}

export interface PreparedOil {
  readonly model: OilModel;
  readonly window: OilWindow;
  readonly dates: readonly string[];
  readonly ways: readonly OilWayDetail[];
  readonly routes: readonly OilRoute[];
  /** Index of elements by id. */
  readonly elementOf: ReadonlyMap<string, number>;
  readonly charges: readonly OilCharge[];
  /** Days of an outage nobody gave an end to, by element; undefined: the usual ones. */
  readonly outageDays: readonly (number | undefined)[];
}

/** Oil of a dataset over a window; rows of fields, elements and limits keep the order of the dataset. */
export function prepareOil(dataset: Dataset, window: OilWindow): PreparedOil {
  const { oil } = dataset;
  const reader = dayReader(dataset, window);
  const routes = [...oil.routes.values()];
  const fields = [...oil.places.values()].filter(({ kind }) => kind === "oil-field");
  const tanks = [...oil.tanks.values()].filter((tank) => reader.amount(tank.id, "storageTonnes") !== undefined);
  const ways = [...oil.ways.values()];
  const elements = new ElementTable(dataset, reader);
  const details = ways.map((way) => detailOf(dataset, way, reader));
  const tankAt = new Map(tanks.map((tank, k) => [tank.place, k]));
  const wayModels = details.map(
    (detail): OilWayModel => ({
      id: detail.way.id,
      field: fields.findIndex(({ id }) => id === detail.way.field),
      route: routes.indexOf(detail.route),
      sale: routes.indexOf(detail.route),
      premiumUsdPerTonne: premiumOf(detail),
      steps: detail.links.map((link) => stepOf(link, elements, tankAt, reader)),
    }),
  );
  // A route that is itself shut on some day is an element too.
  routes.forEach((route, r) => {
    if (!reader.isEverShut(route.id)) return;
    const element = elements.route(route);
    wayModels.forEach((way, k) => {
      if (way.route !== r) return;
      const [first, ...rest] = way.steps;
      wayModels[k] = { ...way, steps: [{ ...first, uses: [...first.uses, { element, perTonne: 1 }] }, ...rest] };
    });
  });
  const model: OilModel = {
    name: dataset.title,
    days: window.days,
    tailDays: window.tailDays,
    fields: fields.map((field) => {
      const output = reader.tonnesPerDay(field.id, "outputMtPerYear", 0);
      const open = reader.open(field.id);
      const ramp = reader.amount(field.id, "rampUpShare");
      return {
        id: field.id,
        name: field.names.en,
        output: output.map((tonnes, t) => tonnes * open[t]),
        liftUsdPerTonne: reader.money(field.id, "liftingCost") ?? 0,
        shutInUsdPerTonne: reader.money(field.id, "shutInCost") ?? 0,
        ...(ramp === undefined
          ? {}
          : { rampUpTonnes: ramp * output.reduce((most, tonnes) => Math.max(most, tonnes), 0) }),
      };
    }),
    elements: elements.list,
    tanks: tanks.map((tank) => {
      const capacityTonnes = reader.amount(tank.id, "storageTonnes") ?? 0;
      return {
        id: tank.id,
        name: tank.name,
        capacityTonnes,
        initialTonnes: capacityTonnes * (reader.amount(tank.id, "fillShare") ?? 0),
        holdUsdPerTonneDay: reader.money(tank.id, "holdingCost") ?? 0,
      };
    }),
    routes: routes.map(({ id, names }) => ({ id, name: names.en })),
    sales: routes.map((route) => ({ id: route.id, usdPerTonne: priceByDay(dataset, route, reader) })),
    ways: wayModels,
    limits: limitsOf(dataset, details, wayModels, elements.list, reader),
  };
  const outageDays = model.elements.map(({ id }) => reader.amount(id, "meanOutageDays"));
  return {
    model,
    window,
    dates: reader.dates,
    ways: details,
    routes,
    elementOf: elements.index,
    charges: elements.charges,
    outageDays,
  };
}

/** Ways that are open on some day. */
export const openWays = ({ model }: PreparedOil): Set<string> =>
  new Set(
    model.ways
      .filter(({ steps }) =>
        steps.every(({ uses }) =>
          uses.every(({ element }) => model.elements[element].capacity.some((tonnes) => tonnes > 0)),
        ),
      )
      .map(({ id }) => id),
  );

/** The same with these ways alone; what can never be used only costs time, and its multipliers say nothing. */
export function withWays(prepared: PreparedOil, ids: ReadonlySet<string>): PreparedOil {
  const { model } = prepared;
  const kept = model.ways.map(({ id }, index) => (ids.has(id) ? index : -1)).filter((index) => index >= 0);
  const newIndex = new Map(kept.map((old, index) => [old, index]));
  return {
    ...prepared,
    ways: kept.map((index) => prepared.ways[index]),
    model: {
      ...model,
      ways: kept.map((index) => model.ways[index]),
      limits: model.limits
        .map((limit) => ({ ...limit, ways: limit.ways.flatMap((way) => newIndex.get(way) ?? []) }))
        .filter(({ ways }) => ways.length > 0),
    },
  };
}

/** The model of one dataset with what another usually has: elements by id, so that both have the same rows. */
export function usualOf(actual: PreparedOil, base: PreparedOil): OilModel {
  const fieldOf = new Map(base.model.fields.map((field) => [field.id, field]));
  return {
    ...actual.model,
    elements: actual.model.elements.map((element) => {
      const known = base.elementOf.get(element.id);
      const capacity =
        known === undefined
          ? new Float64Array(element.capacity.length).fill(Number.POSITIVE_INFINITY)
          : base.model.elements[known].capacity;
      return { ...element, capacity };
    }),
    fields: actual.model.fields.map((field) => ({ ...field, output: fieldOf.get(field.id)?.output ?? field.output })),
  };
}

function stepOf(
  link: OilLink,
  elements: ElementTable,
  tankAt: ReadonlyMap<string, number>,
  reader: DayReader,
): OilStep {
  // Shore tanks stand before the berths: a berth that is shut or slow stops what leaves them, not what comes.
  const through = [...(tankAt.has(link.from) ? [link.from] : []), ...(tankAt.has(link.to) ? [] : [link.to])];
  const uses = [
    { element: elements.link(link), perTonne: 1 },
    ...through.map((place) => ({ element: elements.place(place), perTonne: 1 })),
  ];
  const roundTrip = reader.amount(link.id, "roundTripHours");
  if (link.fleets.length > 0 && roundTrip !== undefined)
    uses.push({ element: elements.fleet(link.fleets), perTonne: roundTrip / 24 });
  return {
    uses,
    usdPerTonne: linkChargeUsd(link, reader) + (reader.money(link.to, "perTonne") ?? 0),
    keeps: 1 - (reader.amount(link.id, "lossShare") ?? 0),
    // What enters a full pipe pushes the same out at its end; ships and trains take their time.
    lagDays: link.mode === "pipeline" ? 0 : Math.round(reader.amount(link.id, "transitDays") ?? 0),
    tank: tankAt.get(link.to) ?? -1,
  };
}

/** Kilometres that oil moves in a pipe in a day: about 1.4 m/s. */
const PIPE_KM_PER_DAY = 120;

function detailOf(dataset: Dataset, way: OilWay, reader: DayReader): OilWayDetail {
  const { oil } = dataset;
  const route = oil.routes.get(way.route);
  const field = oil.places.get(way.field);
  if (route === undefined || field === undefined) throw new Error(`expected route and field of ${way.id}`);
  const links = way.links.map((id) => oil.links.get(id)).filter((link) => link !== undefined);
  const countries = [field.country as string];
  const pass = (code: string | undefined) => {
    if (code !== undefined && code !== countries.at(-1)) countries.push(code);
  };
  for (const link of links) {
    for (const code of link.crosses) pass(code);
    pass(oil.places.get(link.to)?.country);
  }
  const price = reader.usdPerBarrel(route.grade, 0);
  const barrelsSold = tonnesToBarrels(reader.amount(route.grade, "gravityApi") ?? 35);
  const barrelsOwn = tonnesToBarrels(reader.amount(field.grade ?? "", "gravityApi") ?? 35);
  const sold = price.usd * barrelsSold;
  const parts: NetbackPart[] = [
    {
      name: `Price of ${oil.grades.get(route.grade)?.name ?? route.grade}`,
      party: "",
      country: "",
      usdPerTonne: sold,
      basis: price.basis,
      sources: price.sources,
    },
  ];
  if (route.qualityBank && field.grade !== undefined) {
    const own = barrelValueUsd(
      { api: reader.amount(field.grade, "gravityApi") ?? 35, sulphur: reader.amount(field.grade, "sulphurShare") ?? 0 },
      termsOf(route, price.usd, reader),
    );
    parts.push({
      name: "Quality of the field's own oil",
      party: "quality bank",
      country: "",
      usdPerTonne: own * barrelsOwn - sold,
      basis: "assumed",
      sources: reader.sourcesOf(route.grade, ["priceOfGravity", "priceOfSulphur"]),
    });
  }
  let days = 0;
  for (const link of links) {
    const usd = linkChargeUsd(link, reader);
    const place = oil.places.get(link.to);
    const country = link.country || (oil.places.get(link.from)?.country ?? "");
    if (usd !== 0)
      parts.push({
        name: link.name,
        party: link.operator,
        country,
        usdPerTonne: -usd,
        ...reader.evidence(link.id, ["perTonne", "perTonneKm", "lengthKm"]),
      });
    const fee = reader.money(link.to, "perTonne") ?? 0;
    if (fee !== 0 && place !== undefined)
      parts.push({
        name: `Handling at ${place.names.en}`,
        party: place.names.en,
        country: place.country,
        usdPerTonne: -fee,
        ...reader.evidence(link.to, ["perTonne"]),
      });
    const km = reader.amount(link.id, "lengthKm") ?? 0;
    days += reader.amount(link.id, "transitDays") ?? (link.mode === "pipeline" ? km / PIPE_KM_PER_DAY : 0);
  }
  const rate = reader.amount(dataset.id, "costOfCapital") ?? 0;
  if (rate > 0 && days > 0)
    parts.push({
      name: `Interest over ${Math.round(days)} days`,
      party: "lender",
      country: "",
      usdPerTonne: -(sold * rate * days) / 365,
      ...reader.evidence(dataset.id, ["costOfCapital"]),
    });
  return { way, route, links, countries, parts, barrelsSold, barrelsOwn };
}

/** Everything of the netback that is neither the price nor a charge of a step. */
function premiumOf({ parts }: OilWayDetail): number {
  return parts
    .filter(({ party }) => party === "quality bank" || party === "lender")
    .reduce((sum, part) => sum + part.usdPerTonne, 0);
}

/** Terms of a route's quality bank at a price. */
export function termsOf(route: OilRoute, usdPerBarrel: number, reader: DayReader) {
  return {
    referenceUsdPerBarrel: usdPerBarrel,
    referenceApi: reader.amount(route.grade, "gravityApi") ?? 35,
    referenceSulphur: reader.amount(route.grade, "sulphurShare") ?? 0,
    usdPerBarrelPerDegree: reader.money(route.grade, "priceOfGravity") ?? 0,
    usdPerBarrelPerPercent: reader.money(route.grade, "priceOfSulphur") ?? 0,
  };
}

function priceByDay(_dataset: Dataset, route: OilRoute, reader: DayReader): Float64Array {
  const barrels = tonnesToBarrels(reader.amount(route.grade, "gravityApi") ?? 35);
  return Float64Array.from(reader.dates, (_, t) => reader.usdPerBarrel(route.grade, t).usd * barrels);
}

function limitsOf(
  dataset: Dataset,
  details: readonly OilWayDetail[],
  ways: readonly OilWayModel[],
  elements: readonly OilElementModel[],
  reader: DayReader,
): OilLimitModel[] {
  const isOpen = (way: OilWayModel, t: number): boolean =>
    way.steps.every(({ uses }) => uses.every(({ element }) => elements[element].capacity[t] > 0));
  return [...dataset.oil.limits.values()].flatMap((limit): OilLimitModel[] => {
    const chosen = details.flatMap(({ way, route, links }, index) =>
      (limit.fields.length === 0 || limit.fields.includes(way.field)) &&
      (limit.routes.length === 0 || limit.routes.includes(route.id)) &&
      (limit.links.length === 0 || links.some(({ id }) => limit.links.includes(id)))
        ? [index]
        : [],
    );
    if (chosen.length === 0) return [];
    const most = reader.tonnesPerDay(limit.id, "capacityMtPerYear", Number.POSITIVE_INFINITY);
    // Nobody pays for what no way could carry: a minimum rests while all its ways are shut.
    const least = reader
      .tonnesPerDay(limit.id, "minimumMtPerYear", 0)
      .map((tonnes, t) => (chosen.some((way) => isOpen(ways[way], t)) ? tonnes : 0));
    const cost = reader.money(limit.id, "deficiencyCost");
    return [
      {
        id: limit.id,
        name: limit.name,
        kind: limit.kind,
        ways: chosen,
        windowDays: limit.windowDays,
        ...(most.some(Number.isFinite) ? { most } : {}),
        ...(least.some((tonnes) => tonnes > 0) ? { least } : {}),
        ...(cost === undefined ? {} : { deficiencyUsdPerTonne: cost }),
      },
    ];
  });
}

/** ISO date of day t of a window. */
export const dateOf = (window: OilWindow, day: number): string =>
  isoDateOf((instant(window.from) + 24 * day) as InstantHours);
