// Can the servers keep up in the long run? Rates of flow by block and class from the traffic equations, against what each
// block can do: servers, bulk servers, vessels, timetables, the share of time they are open. Not covered: what full rooms lose,
// blocking (which lowers capacity), stocks, closures that depend on each other.

import { expOf } from "../../lib/exact-math.ts";
import { logGamma } from "../../lib/special.ts";
import { listFollowers } from "./check-ways.ts";
import { type FlatLaws, LAW } from "./distribution.ts";
import { DOCK_OF, type FlatModel, KIND, NO_LIMIT, ON_CLOSING } from "./flat-model.ts";

export interface Load {
  readonly block: string;
  readonly ratePerHour: number;
  readonly capacityPerHour: number;
}

const SWEEPS = 2000;

/** Blocks to which more come for ever than they can serve. Sources that end do not count. */
export function findOverloads(flat: FlatModel): Load[] {
  const rates = trafficRates(flat);
  const loads = greatestLoads(flat);
  return flat.blocks.names.flatMap((block, b) => {
    // A batch travels as one; that it is full is the least that its servers must do.
    const ratePerHour = rates[b].reduce((sum, rate) => sum + rate, 0) / loads[b];
    const capacityPerHour = capacityOf(flat, b, rates[b]);
    return ratePerHour >= capacityPerHour * (1 - 1e-12) && ratePerHour > 0 && !turnsAway(flat, b)
      ? [{ block, ratePerHour, capacityPerHour }]
      : [];
  });
}

/** The most entities that travel as one through each block: a batch's most, until it is split. */
function greatestLoads(flat: FlatModel): Float64Array {
  const { blocks } = flat;
  const loads = new Float64Array(blocks.count).fill(1);
  const followers = listFollowers(flat);
  for (let sweep = 0; sweep < blocks.count; sweep++) {
    let hasChanged = false;
    for (const [b, next] of followers.entries()) {
      const isBatch = blocks.ownDock[b] >= 0 && flat.docks[blocks.ownDock[b]].ownerKind === DOCK_OF.BATCH;
      const out = blocks.kind[b] === KIND.SPLIT ? 1 : isBatch ? flat.docks[blocks.ownDock[b]].most : loads[b];
      for (const to of next) {
        if (loads[to] >= out) continue;
        loads[to] = out;
        hasChanged = true;
      }
    }
    if (!hasChanged) break;
  }
  return loads;
}

/**
 * Entities an hour by block and class in the long run: what comes from outside, followed from block to block and added up. Every way
 * ends in a sink with some probability, so that less is left with each step; few classes are at few blocks in any of them.
 */
export function trafficRates(flat: FlatModel): Float64Array[] {
  const { blocks, classes, laws } = flat;
  const outside = blocks.names.map(() => new Float64Array(classes.length));
  for (const { block, law, limit, times, every, sizeLaw, classOf } of flat.arrivals) {
    if (limit < Number.POSITIVE_INFINITY || times !== undefined) continue;
    const interval = law < 0 ? every : meanOfLaw(laws, law, classOf);
    outside[block][classOf] += (sizeLaw < 0 ? 1 : meanOfLaw(laws, sizeLaw, classOf)) / interval;
  }
  const rates = outside.map((each) => each.slice());
  // Rates that move on in this step, by block and class.
  let moving = new Map<number, number>();
  for (const [b, row] of outside.entries())
    for (const [c, rate] of row.entries()) if (rate > 0) moving.set(b * classes.length + c, rate);
  for (let sweep = 0; sweep < SWEEPS && moving.size > 0; sweep++) {
    const next = new Map<number, number>();
    const add: Add = (b, c, rate) => {
      if (rate === 0) return;
      const key = b * classes.length + c;
      next.set(key, (next.get(key) ?? 0) + rate);
    };
    for (const [key, rate] of moving) passOn(flat, Math.floor(key / classes.length), key % classes.length, rate, add);
    let most = 0;
    for (const [key, rate] of next) {
      rates[Math.floor(key / classes.length)][key % classes.length] += rate;
      most = Math.max(most, rate);
    }
    if (most < 1e-13) break;
    moving = next;
  }
  return rates;
}

type Add = (block: number, classOf: number, rate: number) => void;

/** Where a rate goes from a block. */
function passOn(flat: FlatModel, b: number, c: number, rate: number, add: Add): void {
  const { blocks, fleets } = flat;
  if (blocks.kind[b] === KIND.ROUTE) {
    const branches = blocks.branches[b];
    for (let i = 0; i < branches.length; i += 2)
      add(branches[i + 1], c, rate * (branches[i] - (i === 0 ? 0 : branches[i - 2])));
  } else if (blocks.kind[b] === KIND.ROUTE_BY_CLASS) add(blocks.branches[b][c], c, rate);
  else if (blocks.to[b] >= 0) add(blocks.to[b], blocks.newClass[b] >= 0 ? blocks.newClass[b] : c, rate);
  else if (blocks.kind[b] === KIND.STORE) {
    // Who is loaded at a stop lands at the next one that lands; several vessels share what comes.
    const ways = blocks.docksOf[b].map((dock) => {
      const { owner, stop } = flat.docks[dock];
      const { stops } = fleets[fleets.findIndex(({ block }) => block === owner)];
      const around = stops.map((_, i) => stops[(stop + 1 + i) % stops.length]);
      return around.find(({ lands }) => lands >= 0)?.lands ?? -1;
    });
    for (const to of ways) if (to >= 0) add(to, c, rate / ways.length);
  }
}

/** What a block can do in an hour, with the mix of classes that comes. Infinity where nothing binds. */
function capacityOf(flat: FlatModel, b: number, rates: Float64Array): number {
  const { blocks, laws } = flat;
  if (blocks.kind[b] === KIND.SERVER && blocks.law[b] >= 0) {
    const share = blocks.onClosing[b] === ON_CLOSING.REPEAT ? 1 : openShare(flat, blocks.condition[b]);
    return (share * blocks.servers[b]) / meanOfMix(laws, blocks.law[b], rates);
  }
  if (blocks.kind[b] !== KIND.STORE) return Number.POSITIVE_INFINITY;
  let capacity = 0;
  for (const dock of blocks.docksOf[b]) capacity += dockCapacity(flat, dock, rates);
  return capacity;
}

/** The most a dock can take in an hour. Loads shared with other queues count in full: an upper bound. */
function dockCapacity(flat: FlatModel, d: number, rates: Float64Array): number {
  const { laws, blocks } = flat;
  const dock = flat.docks[d];
  const byTimetable = dock.every > 0 ? dock.most / dock.every : Number.POSITIVE_INFINITY;
  if (dock.ownerKind === DOCK_OF.BATCH) return byTimetable;
  if (dock.ownerKind === DOCK_OF.BULK)
    return Math.min(
      byTimetable,
      (dock.most * blocks.servers[dock.owner]) / meanOfMix(laws, blocks.law[dock.owner], rates),
    );
  const fleet = flat.fleets.find(({ block }) => block === dock.owner);
  if (fleet === undefined) throw new Error("expected the fleet of a dock");
  const mean = (law: number): number => (law < 0 ? 0 : meanOfLaw(laws, law, 0));
  const round = fleet.stops.reduce(
    (sum, stop) =>
      sum +
      mean(stop.sailLaw) +
      mean(stop.loadingLaw) +
      mean(stop.unloadingLaw) +
      (stop.loadingEachHours + stop.unloadingEachHours) * dock.most,
    0,
  );
  return Math.min(byTimetable, (dock.most * fleet.vessels) / round);
}

/**
 * Whether too many do no harm, because all who cannot be held are turned away at the start: they come straight from outside, or from
 * servers and queues that hold only so many themselves and of whom the same is true.
 */
function turnsAway(flat: FlatModel, b: number, seen: readonly number[] = []): boolean {
  const { blocks, arrivals } = flat;
  const holdsSome = blocks.kind[b] === KIND.SERVER || blocks.kind[b] === KIND.STORE;
  if (!holdsSome || blocks.room[b] === NO_LIMIT || seen.includes(b)) return false;
  return (
    blocks.names.every(
      (_, other) =>
        blocks.to[other] !== b || arrivals.some(({ block }) => block === other) || turnsAway(flat, other, [...seen, b]),
    ) && blocks.branches.every((branches) => !branches.includes(b))
  );
}

/** Share of time that a condition is open, as if its closures had nothing to do with each other. */
function openShare({ conditions, closures, laws }: FlatModel, condition: number): number {
  if (condition < 0) return 1;
  return conditions[condition].reduce((share, c) => {
    // Windows end.
    if (closures[c].windows !== undefined) return share;
    const open = meanOfLaw(laws, closures[c].openLaw, 0);
    const closed = meanOfLaw(laws, closures[c].closedLaw, 0);
    return open === Number.POSITIVE_INFINITY ? share : (share * open) / (open + closed);
  }, 1);
}

function meanOfMix(laws: FlatLaws, law: number, rates: Float64Array): number {
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  if (total === 0) return meanOfLaw(laws, law, 0);
  return rates.reduce((sum, rate, c) => (rate > 0 ? sum + (rate / total) * meanOfLaw(laws, law, c) : sum), 0);
}

/** Mean of a law for a class; of what goes by month over twelve equal ones. */
export function meanOfLaw(laws: FlatLaws, law: number, classOf: number): number {
  const { a, b, c, from, count, table } = laws;
  const shareOf = (i: number): number => table[i] - (i === from[law] ? 0 : table[i - 2]);
  switch (laws.kind[law]) {
    case LAW.UNIFORM:
      return (a[law] + b[law]) / 2;
    case LAW.TRIANGULAR:
      return (a[law] + b[law] + c[law]) / 3;
    case LAW.ERLANG:
    case LAW.GAMMA:
      return a[law] * b[law];
    case LAW.LOGNORMAL:
      return c[law];
    case LAW.WEIBULL:
      return a[law] * expOf(logGamma(1 + b[law]));
    case LAW.BY_CLASS:
      return meanOfLaw(laws, table[from[law] + classOf], classOf);
    case LAW.SCALED: {
      let factors = 0;
      for (let i = 0; i < count[law]; i++) factors += table[from[law] + i];
      return (factors / count[law]) * meanOfLaw(laws, a[law], classOf);
    }
    case LAW.MONTHLY: {
      let rates = 0;
      for (let i = 0; i < count[law]; i++) rates += table[from[law] + i];
      return count[law] / rates;
    }
    case LAW.EMPIRICAL:
    case LAW.MIXTURE: {
      let mean = 0;
      for (let i = from[law]; i < from[law] + count[law]; i += 2)
        mean += shareOf(i) * (laws.kind[law] === LAW.EMPIRICAL ? table[i + 1] : meanOfLaw(laws, table[i + 1], classOf));
      return mean;
    }
    default:
      return a[law];
  }
}
