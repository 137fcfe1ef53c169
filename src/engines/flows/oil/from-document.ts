// A whole oil problem in one document (docs/method/oil.md): plain fields with their units in the names, days counted from 1.

import { InvalidInput, type Problem } from "../../../model/problem.ts";
import type { OilElementModel, OilLimitModel, OilModel, OilStep, OilWayModel } from "./oil-model.ts";

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
  const complain = (place: string, code: string, message: string, hint: string) =>
    problems.push({ code, place, message, hint });
  const total = document.days + (document.tailDays ?? 0);
  const profile = (given: Profile, place: string): Float64Array => readProfile(given, total, place, complain);
  const ids = new Map<string, string>();
  const named = <T extends { readonly id: string }>(list: readonly T[], where: string): Map<string, number> => {
    const index = new Map<string, number>();
    list.forEach(({ id }, k) => {
      const other = ids.get(id);
      if (other !== undefined)
        complain(`${where}.${k}.id`, "duplicate-id", `${id} is already the id of ${other}`, "give one another id");
      ids.set(id, `${where}.${k}`);
      index.set(id, k);
    });
    return index;
  };
  const { fields, elements = [], tanks = [], routes, limits = [] } = document;
  const fieldAt = named(fields, "fields");
  const elementAt = named(elements, "elements");
  const tankAt = named(tanks, "tanks");
  const routeAt = named(routes, "routes");
  named(limits, "limits");
  const find = (index: ReadonlyMap<string, number>, id: string, place: string, what: string): number => {
    const found = index.get(id);
    if (found === undefined)
      complain(place, "unknown-id", `there is no ${what} ${id}`, `known: ${[...index.keys()].join(", ") || "none"}`);
    return found ?? 0;
  };

  const allElements: OilElementModel[] = elements.map((element, k) => {
    const capacity =
      element.capacityTonnesPerDay === undefined
        ? new Float64Array(total).fill(Number.POSITIVE_INFINITY)
        : profile(element.capacityTonnesPerDay, `elements.${k}.capacityTonnesPerDay`);
    element.closed?.forEach(({ fromDay, toDay }, c) => {
      if (toDay <= fromDay)
        complain(
          `elements.${k}.closed.${c}`,
          "empty-window",
          `closed from day ${fromDay} until before day ${toDay}: never`,
          "toDay is the first day on which it is open again",
        );
      for (let t = Math.max(0, fromDay - 1); t < Math.min(total, toDay - 1); t++) capacity[t] = 0;
    });
    return { id: element.id, name: element.name ?? element.id, kind: "link", unit: "t/day", capacity };
  });
  const sales = routes.map((route, k) => {
    const given = route.netbackUsdPerTonne ?? route.priceUsdPerTonne;
    if (given === undefined || (route.netbackUsdPerTonne !== undefined && route.priceUsdPerTonne !== undefined))
      complain(
        `routes.${k}`,
        "missing",
        "a route has either netbackUsdPerTonne or priceUsdPerTonne",
        "give one of the two",
      );
    return { id: route.id, usdPerTonne: profile(given ?? 0, `routes.${k}.priceUsdPerTonne`) };
  });
  const ways: OilWayModel[] = [];
  routes.forEach((route, k) => {
    const uses: OilStep["uses"][number][] = [];
    if (route.capacityTonnesPerDay !== undefined) {
      uses.push({ element: allElements.length, perTonne: 1 });
      const capacity = profile(route.capacityTonnesPerDay, `routes.${k}.capacityTonnesPerDay`);
      allElements.push({ id: route.id, name: route.name ?? route.id, kind: "route", unit: "t/day", capacity });
    }
    const steps: OilStep[] = [
      {
        uses,
        usdPerTonne: route.tariffUsdPerTonne ?? 0,
        keeps: 1 - (route.lossShare ?? 0),
        lagDays: route.lagDays ?? 0,
        tank: -1,
      },
    ];
    route.through?.forEach((id, s) => {
      const tank = tankAt.get(id);
      if (tank !== undefined) steps.push({ uses: [], usdPerTonne: 0, keeps: 1, lagDays: 0, tank });
      else {
        const element = find(elementAt, id, `routes.${k}.through.${s}`, "element or tank");
        steps.push({ uses: [{ element, perTonne: 1 }], usdPerTonne: 0, keeps: 1, lagDays: 0, tank: -1 });
      }
    });
    // A tank at the end would be one at the market; oil is sold there.
    steps.push({ uses: [], usdPerTonne: 0, keeps: 1, lagDays: 0, tank: -1 });
    for (const [f, id] of (route.fields ?? fields.map((field) => field.id)).entries()) {
      const field = find(fieldAt, id, `routes.${k}.fields.${f}`, "field");
      ways.push({ id: `${id}--${route.id}`, field, route: k, sale: k, premiumUsdPerTonne: 0, steps });
    }
  });
  const limitModels = limits.map((limit, k): OilLimitModel => {
    limit.routes?.forEach((id, r) => void find(routeAt, id, `limits.${k}.routes.${r}`, "route"));
    limit.fields?.forEach((id, f) => void find(fieldAt, id, `limits.${k}.fields.${f}`, "field"));
    const chosen = ways.flatMap((way, index) =>
      (limit.routes?.includes(routes[way.route].id) ?? true) && (limit.fields?.includes(fields[way.field].id) ?? true)
        ? [index]
        : [],
    );
    const { quality } = limit;
    return {
      id: limit.id,
      name: limit.name ?? limit.id,
      kind: limit.kind ?? (quality === undefined ? "contract" : "quality-cap"),
      ways: chosen,
      windowDays: limit.windowDays ?? 1,
      ...(quality === undefined
        ? {}
        : {
            weights: chosen.map((way) => (fields[ways[way].field].quality?.[quality.property] ?? 0) - quality.most),
            most: new Float64Array(total),
          }),
      ...(limit.mostTonnesPerDay === undefined
        ? {}
        : { most: profile(limit.mostTonnesPerDay, `limits.${k}.mostTonnesPerDay`) }),
      ...(limit.leastTonnesPerDay === undefined
        ? {}
        : { least: profile(limit.leastTonnesPerDay, `limits.${k}.leastTonnesPerDay`) }),
      ...(limit.deficiencyUsdPerTonne === undefined ? {} : { deficiencyUsdPerTonne: limit.deficiencyUsdPerTonne }),
    };
  });
  const model: OilModel = {
    name: document.name ?? "",
    days: document.days,
    tailDays: document.tailDays ?? 0,
    fields: fields.map((field, k) => ({
      id: field.id,
      name: field.name ?? field.id,
      output: profile(field.outputTonnesPerDay, `fields.${k}.outputTonnesPerDay`),
      ...(field.minimumTonnesPerDay === undefined
        ? {}
        : { minimum: profile(field.minimumTonnesPerDay, `fields.${k}.minimumTonnesPerDay`) }),
      liftUsdPerTonne: field.liftingUsdPerTonne ?? 0,
      shutInUsdPerTonne: field.shutInUsdPerTonne ?? 0,
      ...(field.rampUpTonnesPerDay === undefined ? {} : { rampUpTonnes: field.rampUpTonnesPerDay }),
    })),
    elements: allElements,
    tanks: tanks.map((tank, k) => {
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
    }),
    routes: routes.map(({ id, name }) => ({ id, name: name ?? id })),
    sales,
    ways,
    limits: limitModels,
  };
  if (problems.length > 0) throw new InvalidInput(problems);
  return model;
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
