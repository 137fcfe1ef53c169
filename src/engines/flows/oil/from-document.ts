// A whole oil problem in one document (docs/method/oil.md): plain fields with their units in the names, days counted from 1.

import { InvalidInput, type Problem } from "../../../model/problem.ts";
import type {
  OilElementModel,
  OilFieldModel,
  OilLimitModel,
  OilModel,
  OilSale,
  OilStep,
  OilTankModel,
  OilWayModel,
} from "./oil-model.ts";

/** One number for all days, one per day, or numbers that hold from a day on. */
export type Profile = number | readonly number[] | readonly { readonly fromDay: number; readonly value: number }[];

export interface OilDocument {
  readonly name?: string | undefined;
  /** ISO date of day 1, for display. */
  readonly from?: string | undefined;
  readonly days: number;
  readonly tailDays?: number | undefined;
  readonly fields: readonly {
    readonly id: string;
    readonly name?: string | undefined;
    readonly outputTonnesPerDay: Profile;
    readonly minimumTonnesPerDay?: Profile | undefined;
    readonly liftingUsdPerTonne?: number | undefined;
    readonly shutInUsdPerTonne?: number | undefined;
    readonly rampUpTonnesPerDay?: number | undefined;
    readonly quality?: Readonly<Record<string, number>> | undefined;
  }[];
  readonly elements?:
    | readonly {
        readonly id: string;
        readonly name?: string | undefined;
        readonly capacityTonnesPerDay?: Profile | undefined;
        /** From a day until before another. */
        readonly closed?: readonly { readonly fromDay: number; readonly toDay: number }[] | undefined;
      }[]
    | undefined;
  readonly tanks?:
    | readonly {
        readonly id: string;
        readonly name?: string | undefined;
        readonly capacityTonnes: number;
        readonly initialTonnes?: number | undefined;
        readonly holdingUsdPerTonneDay?: number | undefined;
      }[]
    | undefined;
  readonly routes: readonly {
    readonly id: string;
    readonly name?: string | undefined;
    /** All fields when absent. */
    readonly fields?: readonly string[] | undefined;
    /** Elements and tanks in order. */
    readonly through?: readonly string[] | undefined;
    readonly capacityTonnesPerDay?: Profile | undefined;
    readonly netbackUsdPerTonne?: Profile | undefined;
    readonly priceUsdPerTonne?: Profile | undefined;
    readonly tariffUsdPerTonne?: number | undefined;
    readonly lossShare?: number | undefined;
    readonly lagDays?: number | undefined;
  }[];
  readonly limits?:
    | readonly {
        readonly id: string;
        readonly name?: string | undefined;
        readonly kind?: string | undefined;
        readonly routes?: readonly string[] | undefined;
        readonly fields?: readonly string[] | undefined;
        readonly mostTonnesPerDay?: Profile | undefined;
        readonly leastTonnesPerDay?: Profile | undefined;
        readonly windowDays?: number | undefined;
        readonly deficiencyUsdPerTonne?: number | undefined;
        /** A mean over what passes may not be higher. */
        readonly quality?: { readonly property: string; readonly most: number } | undefined;
      }[]
    | undefined;
}

/**
 * The model of a document.
 * @throws InvalidInput with every problem of ids, numbers and profiles
 */
export function modelFromDocument(document: OilDocument): OilModel {
  const problems: Problem[] = [];
  const reading = startReading(document, (place, code, message, hint) => problems.push({ code, place, message, hint }));
  const elements = readElements(reading);
  const sales = readSales(reading);
  const ways = readWays(reading, elements);
  const limits = readLimits(reading, ways);
  const model: OilModel = {
    name: document.name ?? "",
    days: document.days,
    tailDays: document.tailDays ?? 0,
    fields: readFields(reading),
    elements,
    tanks: readTanks(reading),
    routes: document.routes.map(({ id, name }) => ({ id, name: name ?? id })),
    sales,
    ways,
    limits,
  };
  if (problems.length > 0) throw new InvalidInput(problems);
  return model;
}

interface Reading {
  readonly document: OilDocument;
  readonly days: number;
  readonly complain: Complain;
  readonly fieldAt: ReadonlyMap<string, number>;
  readonly elementAt: ReadonlyMap<string, number>;
  readonly tankAt: ReadonlyMap<string, number>;
  readonly routeAt: ReadonlyMap<string, number>;
  profile(given: Profile, place: string): Float64Array;
  /** Index of an id; 0 and a complaint when there is none. */
  find(index: ReadonlyMap<string, number>, id: string, place: string, what: string): number;
}

/** Notes where every id stands; one that stands twice is complained of. */
function startReading(document: OilDocument, complain: Complain): Reading {
  const days = document.days + (document.tailDays ?? 0);
  const ids = new Map<string, string>();
  const index = (list: readonly { readonly id: string }[] | undefined, where: string): Map<string, number> => {
    const at = new Map<string, number>();
    list?.forEach(({ id }, k) => {
      const other = ids.get(id);
      if (other !== undefined)
        complain(`${where}.${k}.id`, "duplicate-id", `${id} is already the id of ${other}`, "give one another id");
      ids.set(id, `${where}.${k}`);
      at.set(id, k);
    });
    return at;
  };
  const { fields, elements, tanks, routes, limits } = document;
  const reading: Reading = {
    document,
    days,
    complain,
    fieldAt: index(fields, "fields"),
    elementAt: index(elements, "elements"),
    tankAt: index(tanks, "tanks"),
    routeAt: index(routes, "routes"),
    profile: (given, place) => readProfile(given, days, place, complain),
    find(at, id, place, what) {
      const found = at.get(id);
      if (found === undefined)
        complain(place, "unknown-id", `there is no ${what} ${id}`, `known: ${[...at.keys()].join(", ") || "none"}`);
      return found ?? 0;
    },
  };
  index(limits, "limits");
  return reading;
}

const readFields = ({ document, profile, complain }: Reading): OilFieldModel[] =>
  document.fields.map((field, k) => {
    const place = `fields.${k}.minimumTonnesPerDay`;
    const output = profile(field.outputTonnesPerDay, `fields.${k}.outputTonnesPerDay`);
    const minimum = field.minimumTonnesPerDay === undefined ? undefined : profile(field.minimumTonnesPerDay, place);
    const day = minimum?.findIndex((least, t) => least > output[t]) ?? -1;
    if (minimum !== undefined && day >= 0)
      complain(
        place,
        "out-of-range",
        `${field.id} must give ${minimum[day]} t on day ${day + 1} and can give ${output[day]}`,
        "a minimum is at most the output of the day",
      );
    return {
      id: field.id,
      name: field.name ?? field.id,
      output,
      ...(minimum === undefined ? {} : { minimum }),
      liftUsdPerTonne: field.liftingUsdPerTonne ?? 0,
      shutInUsdPerTonne: field.shutInUsdPerTonne ?? 0,
      ...(field.rampUpTonnesPerDay === undefined ? {} : { rampUpTonnes: field.rampUpTonnesPerDay }),
    };
  });

function readElements({ document, days, profile, complain }: Reading): OilElementModel[] {
  return (document.elements ?? []).map((element, k) => {
    const capacity =
      element.capacityTonnesPerDay === undefined
        ? new Float64Array(days).fill(Number.POSITIVE_INFINITY)
        : profile(element.capacityTonnesPerDay, `elements.${k}.capacityTonnesPerDay`);
    element.closed?.forEach(({ fromDay, toDay }, c) => {
      if (toDay <= fromDay)
        complain(
          `elements.${k}.closed.${c}`,
          "empty-window",
          `closed from day ${fromDay} until before day ${toDay}: never`,
          "toDay is the first day on which it is open again",
        );
      capacity.fill(0, fromDay - 1, Math.max(fromDay - 1, toDay - 1));
    });
    return { id: element.id, name: element.name ?? element.id, kind: "link", unit: "t/day", capacity };
  });
}

const readTanks = ({ document, complain }: Reading): OilTankModel[] =>
  (document.tanks ?? []).map((tank, k) => {
    if ((tank.initialTonnes ?? 0) > tank.capacityTonnes)
      complain(
        `tanks.${k}.initialTonnes`,
        "out-of-range",
        `${tank.id} starts with more than it holds`,
        `at most ${tank.capacityTonnes}`,
      );
    return {
      id: tank.id,
      name: tank.name ?? tank.id,
      capacityTonnes: tank.capacityTonnes,
      initialTonnes: tank.initialTonnes ?? 0,
      holdUsdPerTonneDay: tank.holdingUsdPerTonneDay ?? 0,
    };
  });

const readSales = ({ document, profile, complain }: Reading): OilSale[] =>
  document.routes.map((route, k) => {
    const given = route.netbackUsdPerTonne ?? route.priceUsdPerTonne;
    if (given === undefined || (route.netbackUsdPerTonne !== undefined && route.priceUsdPerTonne !== undefined))
      complain(
        `routes.${k}`,
        "missing",
        "a route has either netbackUsdPerTonne or priceUsdPerTonne",
        "give one of the two",
      );
    const field = route.netbackUsdPerTonne === undefined ? "priceUsdPerTonne" : "netbackUsdPerTonne";
    return { id: route.id, usdPerTonne: profile(given ?? 0, `routes.${k}.${field}`) };
  });

/** A step that costs nothing and keeps all. */
const PLAIN: OilStep = { uses: [], usdPerTonne: 0, keeps: 1, lagDays: 0, tank: -1 };

/** A way for each field of each route; a route with a capacity of its own is an element more. */
function readWays({ document, profile, find, ...at }: Reading, elements: OilElementModel[]): OilWayModel[] {
  const all = document.fields.map(({ id }) => id);
  return document.routes.flatMap((route, k) => {
    const uses: OilStep["uses"][number][] = [];
    if (route.capacityTonnesPerDay !== undefined) {
      uses.push({ element: elements.length, perTonne: 1 });
      const capacity = profile(route.capacityTonnesPerDay, `routes.${k}.capacityTonnesPerDay`);
      elements.push({ id: route.id, name: route.name ?? route.id, kind: "route", unit: "t/day", capacity });
    }
    const { tariffUsdPerTonne = 0, lossShare = 0, lagDays = 0 } = route;
    const first: OilStep = { ...PLAIN, uses, usdPerTonne: tariffUsdPerTonne, keeps: 1 - lossShare, lagDays };
    const through = (route.through ?? []).map((id, s): OilStep => {
      const tank = at.tankAt.get(id);
      if (tank !== undefined) return { ...PLAIN, tank };
      const element = find(at.elementAt, id, `routes.${k}.through.${s}`, "element or tank");
      return { ...PLAIN, uses: [{ element, perTonne: 1 }] };
    });
    // A tank at the end would be one at the market; oil is sold behind it.
    const steps = [first, ...through, PLAIN];
    return (route.fields ?? all).map((id, f) => {
      const field = find(at.fieldAt, id, `routes.${k}.fields.${f}`, "field");
      return { id: `${id}--${route.id}`, field, route: k, sale: k, premiumUsdPerTonne: 0, steps };
    });
  });
}

function readLimits(
  { document, days, profile, find, complain, ...at }: Reading,
  ways: readonly OilWayModel[],
): OilLimitModel[] {
  const { routes, fields } = document;
  return (document.limits ?? []).map((limit, k) => {
    const { quality } = limit;
    limit.routes?.forEach((id, r) => void find(at.routeAt, id, `limits.${k}.routes.${r}`, "route"));
    limit.fields?.forEach((id, f) => void find(at.fieldAt, id, `limits.${k}.fields.${f}`, "field"));
    if (quality !== undefined && limit.mostTonnesPerDay !== undefined)
      complain(`limits.${k}`, "wrong-value", `${limit.id} limits both quality and tonnes`, "make it two limits");
    const chosen = ways.flatMap((way, index) =>
      (limit.routes?.includes(routes[way.route].id) ?? true) && (limit.fields?.includes(fields[way.field].id) ?? true)
        ? [index]
        : [],
    );
    const bound = (given: Profile | undefined, field: string) =>
      given === undefined ? undefined : profile(given, `limits.${k}.${field}`);
    const most = quality === undefined ? bound(limit.mostTonnesPerDay, "mostTonnesPerDay") : new Float64Array(days);
    const least = bound(limit.leastTonnesPerDay, "leastTonnesPerDay");
    const windowDays = limit.windowDays ?? 1;
    if (quality === undefined) checkBounds(`limits.${k}`, limit.id, { most, least, windowDays }, complain);
    for (const field of quality === undefined ? [] : new Set(chosen.map((way) => fields[ways[way].field])))
      if (field.quality?.[quality?.property ?? ""] === undefined)
        complain(
          `limits.${k}.quality.property`,
          "missing",
          `${field.id} says nothing of its ${quality?.property}`,
          `state it under quality of ${field.id}; known there: ${Object.keys(field.quality ?? {}).join(", ") || "nothing"}`,
        );
    const weights =
      quality && chosen.map((way) => (fields[ways[way].field].quality?.[quality.property] ?? 0) - quality.most);
    return {
      id: limit.id,
      name: limit.name ?? limit.id,
      kind: limit.kind ?? (quality === undefined ? "contract" : "quality-cap"),
      ways: chosen,
      windowDays,
      ...(weights === undefined ? {} : { weights }),
      ...(most === undefined ? {} : { most }),
      ...(least === undefined ? {} : { least }),
      ...(limit.deficiencyUsdPerTonne === undefined ? {} : { deficiencyUsdPerTonne: limit.deficiencyUsdPerTonne }),
    };
  });
}

interface Bounds {
  readonly most: Float64Array | undefined;
  readonly least: Float64Array | undefined;
  readonly windowDays: number;
}

/** A limit that no flow can keep: more asked than allowed in one of its windows. */
function checkBounds(place: string, id: string, { most, least, windowDays }: Bounds, complain: Complain): void {
  if (most === undefined || least === undefined) return;
  const sum = (values: Float64Array, from: number): number =>
    values.subarray(from, from + windowDays).reduce((total, value) => total + value, 0);
  for (let from = 0; from < most.length; from += windowDays) {
    const [asked, allowed] = [sum(least, from), sum(most, from)];
    if (asked <= allowed) continue;
    complain(
      `${place}.leastTonnesPerDay`,
      "out-of-range",
      `${id} asks for ${asked} t and allows ${allowed} t ${windowDays === 1 ? `on day ${from + 1}` : `in the ${windowDays} days from day ${from + 1}`}`,
      "a minimum is at most the maximum",
    );
    return;
  }
}

type Complain = (place: string, code: string, message: string, hint: string) => void;

function readProfile(given: Profile, days: number, place: string, complain: Complain): Float64Array {
  const values = new Float64Array(days);
  if (typeof given === "number") return values.fill(given);
  if (given.every((entry) => typeof entry === "number")) {
    // A list that ends early goes on as it ended, so that a tail needs no words.
    for (let t = 0; t < days; t++) values[t] = given[Math.min(t, given.length - 1)];
    return values;
  }
  let last = 0;
  for (const [k, entry] of given.entries()) {
    if (typeof entry === "number") {
      complain(`${place}.${k}`, "wrong-type", "numbers and {fromDay, value} are mixed", "use one of the two");
      continue;
    }
    if (entry.fromDay <= last || (k === 0 && entry.fromDay !== 1))
      complain(
        `${place}.${k}.fromDay`,
        "out-of-range",
        k === 0 ? "the first entry begins on day 1" : "days must grow",
        "list the days in order",
      );
    last = entry.fromDay;
    values.fill(entry.value, Math.min(days, entry.fromDay - 1));
  }
  return values;
}
