// Where does the oil go? The neutral model: fields, elements that carry, tanks, sales, ways and limits, day by day.
// Mass basis: tonnes and tonnes a day. Source: methods of export allocation as a generalised minimum-cost flow over time.
// Not covered: parcels (a ship is a share of a ship), blending limits beyond caps on groups of ways.

/** One number per day of the model, tail included. */
export type ByDay = Float64Array;

export interface OilFieldModel {
  readonly id: string;
  readonly name: string;
  /** What it can give, tonnes a day. */
  readonly output: ByDay;
  /** Least it must give; nothing else than stopping something else helps when it has no way. */
  readonly minimum?: ByDay;
  readonly liftUsdPerTonne: number;
  /** Cost of leaving a tonne in the ground that could be lifted. */
  readonly shutInUsdPerTonne: number;
  /** Most by which output may grow from one day to the next, tonnes a day; falling is not limited. */
  readonly rampUpTonnes?: number;
}

export interface OilElementModel {
  readonly id: string;
  readonly name: string;
  readonly kind: "link" | "place" | "fleet" | "route";
  /** In `unit` a day; Infinity where nothing is known to limit it. */
  readonly capacity: ByDay;
  /** `t/day`, or `t of ships` for fleets, of which a tonne uses as many as its round trip has days. */
  readonly unit: string;
}

export interface OilTankModel {
  readonly id: string;
  readonly name: string;
  readonly capacityTonnes: number;
  readonly initialTonnes: number;
  readonly holdUsdPerTonneDay: number;
}

export interface OilStep {
  /** Elements this step works with, and how much of each a tonne takes. */
  readonly uses: readonly { readonly element: number; readonly perTonne: number }[];
  readonly usdPerTonne: number;
  /** Share that arrives. */
  readonly keeps: number;
  readonly lagDays: number;
  /** Tank that stands behind it, or -1. */
  readonly tank: number;
}

export interface OilSale {
  readonly id: string;
  readonly usdPerTonne: ByDay;
}

export interface OilWayModel {
  readonly id: string;
  readonly field: number;
  readonly route: number;
  readonly sale: number;
  /** Of this field's oil beside the sale's: quality, in USD a tonne. */
  readonly premiumUsdPerTonne: number;
  readonly steps: readonly OilStep[];
}

export interface OilLimitModel {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly ways: readonly number[];
  /** How much a tonne of each way counts; 1 when absent. */
  readonly weights?: readonly number[];
  readonly windowDays: number;
  /** Tonnes a day, counted over the window. */
  readonly most?: ByDay;
  readonly least?: ByDay;
  /** What a missing tonne costs; without it the minimum is hard. */
  readonly deficiencyUsdPerTonne?: number;
}

export interface OilModel {
  readonly name: string;
  /** Days that are reported; arrays go on for `tailDays`, so that the end of the world does not empty the tanks. */
  readonly days: number;
  readonly tailDays: number;
  readonly fields: readonly OilFieldModel[];
  readonly elements: readonly OilElementModel[];
  readonly tanks: readonly OilTankModel[];
  readonly routes: readonly { readonly id: string; readonly name: string }[];
  readonly sales: readonly OilSale[];
  readonly ways: readonly OilWayModel[];
  readonly limits: readonly OilLimitModel[];
}

/** A piece of a way between stores: from a field or a tank's pool to the next pool, or to a sale. */
export interface OilArc {
  /** The way of a head arc; -1 behind a tank, where oil of several ways is one. */
  readonly way: number;
  readonly field: number;
  readonly fromPool: number;
  readonly toPool: number;
  readonly sale: number;
  readonly route: number;
  readonly uses: readonly { readonly element: number; readonly perTonne: number }[];
  /** Costs on the arc per tonne that enters it; negative premium included. */
  readonly usdPerTonne: number;
  readonly keeps: number;
  readonly lagDays: number;
}

/** Oil in one tank that is meant for one onward way. */
export interface OilPool {
  readonly tank: number;
  readonly route: number;
}

export interface OilNetwork {
  readonly arcs: readonly OilArc[];
  readonly pools: readonly OilPool[];
  /** Arcs by their way's index: the head arc. */
  readonly headOfWay: Int32Array;
}

/** Cuts ways at tanks and joins what is the same behind a tank. */
export function toNetwork(model: OilModel): OilNetwork {
  const arcs: OilArc[] = [];
  const pools: OilPool[] = [];
  const poolOf = new Map<string, number>();
  const headOfWay = new Int32Array(model.ways.length);
  model.ways.forEach((way, index) => {
    let from = -1;
    let start = 0;
    for (let k = 0; k < way.steps.length; k++) {
      const last = k === way.steps.length - 1;
      if (!last && way.steps[k].tank < 0) continue;
      const piece = way.steps.slice(start, k + 1);
      let to = -1;
      let known = false;
      // A tank behind the last step would store what is sold; nothing leaves it.
      if (!last) {
        const key = `${way.steps[k].tank} ${way.route} ${way.sale} ${JSON.stringify(way.steps.slice(k + 1))}`;
        const found = poolOf.get(key);
        known = found !== undefined;
        to = found ?? pools.length;
        if (!known) {
          poolOf.set(key, to);
          pools.push({ tank: way.steps[k].tank, route: way.route });
        }
      }
      if (from < 0) headOfWay[index] = arcs.length;
      arcs.push(toArc(piece, way, index, from, to));
      from = to;
      start = k + 1;
      // What goes on from a known pool is there already.
      if (known) break;
    }
  });
  return { arcs, pools, headOfWay };
}

function toArc(piece: readonly OilStep[], way: OilWayModel, index: number, from: number, to: number): OilArc {
  const uses = new Map<number, number>();
  let kept = 1;
  let usd = from < 0 ? -way.premiumUsdPerTonne : 0;
  let lagDays = 0;
  for (const step of piece) {
    for (const { element, perTonne } of step.uses) uses.set(element, (uses.get(element) ?? 0) + perTonne * kept);
    usd += step.usdPerTonne * kept;
    kept *= step.keeps;
    lagDays += step.lagDays;
  }
  return {
    way: from < 0 ? index : -1,
    field: from < 0 ? way.field : -1,
    fromPool: from,
    toPool: to,
    sale: to < 0 ? way.sale : -1,
    route: way.route,
    uses: [...uses].map(([element, perTonne]) => ({ element, perTonne })),
    usdPerTonne: usd,
    keeps: kept,
    lagDays,
  };
}
