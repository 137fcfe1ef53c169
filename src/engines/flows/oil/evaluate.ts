// What flows over arcs mean: stocks, sales, what stays in the ground, what it earns. Worked out from the flows alone, so that
// it proves the program's own figures and judges a policy that no program made.

import { arcValueUsd, endPenaltyUsd, type OilStart } from "./build-program.ts";
import type { OilModel, OilNetwork } from "./oil-model.ts";

export interface OilOutcome {
  /** Tonnes a day by arc, over all days of the model. */
  readonly flow: readonly Float64Array[];
  /** Tonnes at the end of the day, by pool. */
  readonly stock: readonly Float64Array[];
  readonly produced: readonly Float64Array[];
  readonly shutIn: readonly Float64Array[];
  /** By route, tonnes that leave the last store or field towards a sale. */
  readonly sold: readonly Float64Array[];
  /** By element, in its own unit. */
  readonly used: readonly Float64Array[];
  /** Tonnes short of a minimum, by limit, shared over the days of its window. */
  readonly short: readonly Float64Array[];
  /** By day: sales less costs, shut-in, holding and deficiencies. */
  readonly profitByDay: Float64Array;
  /** Over the days reported. */
  readonly profitUsd: number;
  /** Over all days, less the price of tanks left emptier than they were found and of oil afloat: what a program maximises. */
  readonly valueUsd: number;
  /** Largest amount by which a stock, an element, a field or a hard limit is exceeded, tonnes; 0 for a feasible plan. */
  readonly violation: number;
}

const byDay = (count: number, days: number): Float64Array[] =>
  Array.from({ length: count }, () => new Float64Array(days));

/** Flows by arc and day, over days and tail, to what they bring. */
export function evaluate(
  model: OilModel,
  network: OilNetwork,
  flow: readonly Float64Array[],
  start: OilStart & { readonly stock: Float64Array },
): OilOutcome {
  const days = model.days + model.tailDays;
  const { arcs, pools } = network;
  const produced = byDay(model.fields.length, days);
  const sold = byDay(model.routes.length, days);
  const used = byDay(model.elements.length, days);
  const change = byDay(pools.length, days);
  const profitByDay = new Float64Array(days);
  let violation = 0;
  const exceed = (value: number, most: number) => {
    if (value > most) violation = Math.max(violation, value - most);
  };
  arcs.forEach((arc, a) => {
    for (let t = 0; t < days; t++) {
      const tonnes = flow[a][t];
      if (tonnes === 0) continue;
      profitByDay[t] += tonnes * arcValueUsd(model, network, a, t);
      if (arc.field >= 0) produced[arc.field][t] += tonnes;
      if (arc.sale >= 0) sold[arc.route][t] += tonnes * arc.keeps;
      for (const { element, perTonne } of arc.uses) used[element][t] += perTonne * tonnes;
      if (arc.fromPool >= 0) change[arc.fromPool][t] -= tonnes;
      if (arc.toPool >= 0 && t + arc.lagDays < days) change[arc.toPool][t + arc.lagDays] += tonnes * arc.keeps;
    }
  });
  const stock = pools.map((pool, p) => {
    const level = new Float64Array(days);
    let now = start.stock[p];
    for (let t = 0; t < days; t++) {
      now += change[p][t] + (start.arrivals?.[p]?.[t] ?? 0);
      level[t] = now;
      exceed(-now, 0);
      profitByDay[t] -= model.tanks[pool.tank].holdUsdPerTonneDay * now;
    }
    return level;
  });
  const shutIn = model.fields.map((field, i) => {
    const kept = new Float64Array(days);
    for (let t = 0; t < days; t++) {
      kept[t] = Math.max(0, field.output[t] - produced[i][t]);
      exceed(produced[i][t], field.output[t]);
      profitByDay[t] -= field.shutInUsdPerTonne * kept[t];
    }
    return kept;
  });
  model.elements.forEach(({ capacity }, e) => {
    for (let t = 0; t < days; t++) exceed(used[e][t], capacity[t]);
  });
  let afloat = 0;
  model.tanks.forEach((tank, k) => {
    const byWater = arcs.some(({ toPool, lagDays }) => toPool >= 0 && lagDays > 0 && pools[toPool].tank === k);
    for (let t = 0; t < days; t++) {
      const held = pools.reduce((sum, pool, p) => (pool.tank === k ? sum + stock[p][t] : sum), 0);
      if (byWater) afloat += Math.max(0, held - tank.capacityTonnes);
      else exceed(held, tank.capacityTonnes);
    }
  });
  const short = model.limits.map((limit) => {
    const missing = new Float64Array(days);
    for (let from = 0; from < days; from += limit.windowDays) {
      const end = Math.min(days, from + limit.windowDays);
      let carried = 0;
      let least = 0;
      let most = 0;
      for (let t = from; t < end; t++) {
        limit.ways.forEach((way, k) => {
          carried += flow[network.headOfWay[way]][t] * (limit.weights?.[k] ?? 1);
        });
        least += limit.least?.[t] ?? 0;
        most += limit.most?.[t] ?? Number.POSITIVE_INFINITY;
      }
      exceed(carried, most);
      const gap = limit.least === undefined ? 0 : Math.max(0, least - carried);
      if (gap === 0) continue;
      if (limit.deficiencyUsdPerTonne === undefined) violation = Math.max(violation, gap);
      for (let t = from; t < end; t++) {
        missing[t] = gap / (end - from);
        profitByDay[t] -= (limit.deficiencyUsdPerTonne ?? 0) * missing[t];
      }
    }
    return missing;
  });
  let profitUsd = 0;
  let valueUsd = -afloat * endPenaltyUsd(model);
  for (let t = 0; t < days; t++) {
    valueUsd += profitByDay[t];
    if (t < model.days) profitUsd += profitByDay[t];
  }
  pools.forEach((_, p) => {
    valueUsd -= Math.max(0, (start.stockAtEnd ?? start.stock)[p] - stock[p][days - 1]) * endPenaltyUsd(model);
  });
  return { flow, stock, produced, shutIn, sold, used, short, profitByDay, profitUsd, valueUsd, violation };
}
