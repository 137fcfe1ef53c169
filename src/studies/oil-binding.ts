// What binds in the oil study: ways, ends and agreements with a price on some day, and how dear a tonne of them is.

import type { OilAllocation, OilModel } from "../engines/flows/index.ts";
import type { OilSide } from "./oil.ts";
import type { PreparedOil } from "./oil-model.ts";

/** Below this a multiplier is rounding. */
const PRICE_NOISE_USD = 1e-4;

export interface BindingRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly capacityPerDay: number;
  readonly daysBinding: number;
  readonly mean: number;
  readonly max: number;
  readonly firstDay: number;
}

const WAYS: ReadonlySet<string> = new Set(["link", "place", "fleet", "route", "tank"]);

/** Whether what binds carries or holds oil, rather than being agreed or asked for. */
export const isWay = ({ kind }: { readonly kind: string }): boolean => WAYS.has(kind);

/**
 * Everything with a price on some day: ways and tanks first, then where ways end, then what was agreed; each with the dearest
 * day first. Only perfect foresight has prices.
 */
export const bindingOf = ({ prepared, foresight }: OilSide): BindingRow[] =>
  bindingOfModel(prepared.model, foresight, (element) => roundTripOf(prepared, element));

/**
 * The same of a model alone.
 * @param perTonne how much of a fleet a tonne moved takes
 */
export function bindingOfModel(
  model: OilModel,
  { prices }: Pick<OilAllocation, "prices">,
  perTonneOf: (element: number) => number,
): BindingRow[] {
  const { days } = model;
  const ends = endsOf(model);
  const rows: BindingRow[] = [];
  const add = (
    thing: { id: string; name: string },
    kind: string,
    unit: string,
    price: Float64Array,
    bound: (t: number) => number,
    perTonne = 1,
  ) => {
    let daysBinding = 0;
    let sum = 0;
    let max = 0;
    let firstDay = -1;
    let capacity = 0;
    for (let t = 0; t < days; t++) {
      const usd = Math.abs(price[t]) * perTonne;
      if (usd <= PRICE_NOISE_USD) continue;
      if (firstDay < 0) firstDay = t;
      daysBinding++;
      sum += usd;
      max = Math.max(max, usd);
      capacity += bound(t);
    }
    if (daysBinding > 0)
      rows.push({
        id: thing.id,
        name: thing.name,
        kind,
        unit,
        capacityPerDay: capacity / daysBinding,
        daysBinding,
        mean: sum / days,
        max,
        firstDay,
      });
  };
  model.elements.forEach((element, e) => {
    // A tonne moved takes as many tonnes afloat as its round trip has days: the price is that of a tonne moved.
    const perTonne = element.kind === "fleet" ? perTonneOf(e) : 1;
    add(
      element,
      element.kind,
      element.kind === "fleet" ? "t afloat" : "t/day",
      prices.element[e],
      (t) => element.capacity[t],
      perTonne,
    );
  });
  for (const [k, tank] of model.tanks.entries()) add(tank, "tank", "t", prices.tank[k], () => tank.capacityTonnes);
  model.limits.forEach((limit, k) => {
    add(limit, limit.kind, "t/day", prices.most[k], (t) => limit.most?.[t] ?? 0);
    add(limit, "minimum", "t/day", prices.least[k], (t) => limit.least?.[t] ?? 0);
  });
  const rank = (row: BindingRow): number => (!isWay(row) ? 2 : ends.has(row.id) ? 1 : 0);
  return rows.sort((a, b) => rank(a) - rank(b) || b.max - a.max || b.mean - a.mean || (a.id < b.id ? -1 : 1));
}

/** Places at which ways end and none goes on: refineries and buyers. */
function endsOf({ elements, ways }: OilModel): Set<string> {
  const passed = new Set(
    ways.flatMap(({ steps }) => steps.slice(0, -1).flatMap(({ uses }) => uses.map(({ element }) => element))),
  );
  return new Set(elements.filter(({ kind }, e) => kind === "place" && !passed.has(e)).map(({ id }) => id));
}

/** How many tonnes of a fleet a tonne moved takes. */
export function roundTripOf({ model }: PreparedOil, element: number): number {
  for (const { steps } of model.ways)
    for (const { uses } of steps) for (const use of uses) if (use.element === element) return use.perTonne;
  return 1;
}
