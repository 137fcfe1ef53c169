// What breaks? Every thing that flows could use is taken away by itself, pairs of the ones that matter together, and the corridor
// model is solved again: shippers' loss and tonnes lost (Jenelius et al. 2006), beside the capacity that a maximum flow loses, cuts
// between regions, how flows are divided, and an outage of some days. Not covered: chance of failing, attackers who choose.

import type { LoadedDataset } from "../data/index.ts";
import { type CorridorModel, createCorridorModel, type SolvedMonth } from "../engines/assignment/index.ts";
import type { CorridorId } from "../model/ids.ts";
import type { InstantHours } from "../model/units.ts";
import { type Between, findCuts, type RegionCut } from "./critical-cuts.ts";
import { findOutage, type OutageFound } from "./critical-outage.ts";
import { type Moved, OWN_SHARE, sayDisagreement, sayLoss, sayPair } from "./critical-sentences.ts";
import { type Division, divide, familiesApart } from "./critical-shares.ts";
import {
  type Amounts,
  listThings,
  passingShares,
  rentsUsd,
  shippersCostUsd,
  type Thing,
  WayReader,
} from "./critical-things.ts";

export interface CriticalRequest {
  /** First day of the month looked at. */
  readonly from: InstantHours;
  /** So many things are taken away in pairs, those with the largest losses; 0 for none. */
  readonly pairsOf: number;
  readonly outage?: { readonly element: string; readonly days: number };
  readonly between?: Between;
  /** These things only, by id; all that flows could use when not given. */
  readonly only?: readonly string[];
  /** This part of all solves only, counted from 0; the rest is done elsewhere and merged. */
  readonly part?: { readonly index: number; readonly of: number };
  readonly onProgress?: (done: number, total: number) => void;
  readonly shouldStop?: () => boolean;
}

/** Taken away, and solved again. */
export interface Loss {
  /** Indexes of things: one, or a pair. */
  readonly things: readonly number[];
  readonly lossUsdPerDay: number;
  /** What scarce capacities earn less: with it the loss of all together, which is never below zero. */
  readonly rentLossUsdPerDay: number;
  readonly lostTonnesPerDay: number;
  readonly moved: readonly Moved[];
  readonly gap: number;
  readonly isConverged: boolean;
}

export interface CriticalElement extends Loss {
  readonly thing: Thing;
  readonly flowTonnesPerDay: number;
  /** Of its flow, what passes it on corridors that compete on land. */
  readonly passingShare: number;
  readonly capacityLossShare: number | undefined;
  readonly rankByLoss: number;
  readonly rankByCapacity: number | undefined;
  readonly sentence: string;
  readonly disagreement: string | undefined;
}

export interface CriticalPair {
  readonly a: Thing;
  readonly b: Thing;
  readonly lossUsdPerDay: number;
  readonly lostTonnesPerDay: number;
  /** Of shippers' losses: loss(a, b) − loss(a) − loss(b). */
  readonly synergyUsdPerDay: number;
  /** The same with what scarce capacities earn less: no money that only changes hands. */
  readonly totalSynergyUsdPerDay: number;
  readonly sentence: string;
}

export interface CriticalFound {
  readonly things: readonly Thing[];
  readonly daysPerYear: number;
  readonly base: Amounts;
  readonly baseGap: { readonly name: string; readonly value: number; readonly asked: number };
  /** By loss, largest first. */
  readonly elements: readonly CriticalElement[];
  /** Things no way of the base uses. */
  readonly unused: number;
  /** By synergy, largest first: those that stand in for one another. */
  readonly pairs: readonly CriticalPair[];
  readonly cuts: readonly RegionCut[];
  readonly divisions: readonly Division[];
  readonly outage: OutageFound | undefined;
  readonly solves: number;
  readonly isStopped: boolean;
}

/** A month of the corridor model, ready to lose things. Same dataset and month, same bits: parts of the work can be done apart. */
export class CriticalStudy {
  readonly reader: WayReader;
  readonly used: readonly number[];
  readonly daysPerYear: number;
  readonly baseAmounts: Amounts;
  /** By thing, the share of its flow that passes it on corridors that compete on land. */
  readonly passingShare: Float64Array;
  readonly #model: CorridorModel;
  readonly #base: SolvedMonth;
  readonly #corridorNames: ReadonlyMap<string, string>;
  readonly #isStop: Uint8Array;

  /** Builds and solves the base. */
  constructor(dataset: LoadedDataset, from: InstantHours, shouldStop?: () => boolean) {
    const stopping = shouldStop === undefined ? {} : { shouldStop };
    // What not shipping costs is the base's, so that a scenario is measured against the same.
    const below = dataset.base as LoadedDataset | undefined;
    const notShipped = below && createCorridorModel(below, { from, months: 1 }).notShipped;
    this.#model = createCorridorModel(dataset, { from, months: 1, ...(notShipped ? { notShipped } : {}), ...stopping });
    this.#base = this.#model.solveAll()[0];
    this.reader = new WayReader(this.#model, listThings(dataset));
    this.baseAmounts = this.reader.amounts(this.#base);
    this.passingShare = passingShares(this.#model, this.reader, this.#base, familiesApart(this.#model));
    this.daysPerYear = this.#base.state.daysOfYear;
    this.#corridorNames = new Map(dataset.corridors.map(({ id, names }) => [id as CorridorId as string, names.en]));
    // Taking away a thing that no way uses takes away no way, so the base stays the solution and its loss is exactly zero.
    const isUsed = new Uint8Array(this.reader.things.length);
    for (const way of this.#base.columnOf) if (way) for (const thing of this.reader.thingsOf(way)) isUsed[thing] = 1;
    this.used = [...isUsed.keys()].filter((thing) => isUsed[thing] === 1);
    const stops = new Set(["seaport", "border-crossing"]);
    this.#isStop = Uint8Array.from(this.reader.things, ({ id, kind }) =>
      kind === "place" && stops.has(dataset.places.get(id as never)?.kind ?? "") ? 1 : 0,
    );
  }

  get baseGap(): CriticalFound["baseGap"] {
    return this.#base.solution.gaps.reduce((worst, gap) => (gap.value > worst.value ? gap : worst));
  }

  /** Tonnes a day of the base over both of two things. */
  sharedTonnes(a: number, b: number): number {
    let shared = 0;
    for (const [path, way] of this.#base.columnOf.entries()) {
      if (way === undefined) continue;
      const things = this.reader.thingsOf(way);
      if (things.includes(a) && things.includes(b)) shared += this.reader.tonnesOn(this.#base, path);
    }
    return shared;
  }

  /** Solves without some things. */
  lose(things: readonly number[]): Loss {
    const without = new Set(things.map((thing) => this.reader.things[thing].id));
    const start = this.#base.solution;
    const solved = this.#model.solve(this.#base.state, { without, start });
    // Measured against everything in place with the same ways: choice among more of them would look like a gain.
    const before = this.#model.solve(this.#base.state, { with: solved, start });
    const after = this.reader.amounts(solved);
    return {
      things,
      lossUsdPerDay: shippersCostUsd(solved) - shippersCostUsd(before),
      rentLossUsdPerDay: rentsUsd(before) - rentsUsd(solved),
      lostTonnesPerDay: this.reader.amounts(before).shipped - after.shipped,
      moved: this.#movedTo(after),
      gap: [...solved.solution.gaps, ...before.solution.gaps].reduce((worst, { value }) => Math.max(worst, value), 0),
      isConverged: solved.solution.status === "ok" && before.solution.status === "ok",
    };
  }

  /** Corridors that carry more, each with the stop that gained most of it. */
  #movedTo(after: Amounts): Moved[] {
    const { baseAmounts: before, reader } = this;
    let best = -1;
    let bestGain = 0;
    for (let thing = 0; thing < reader.things.length; thing++) {
      const gain = after.byThing[thing] - before.byThing[thing];
      if (this.#isStop[thing] === 1 && gain > bestGain) {
        best = thing;
        bestGain = gain;
      }
    }
    const moved = [...after.byCorridor].flatMap(([corridor, tonnes]) => {
      const more = tonnes - (before.byCorridor.get(corridor) ?? 0);
      const name = this.#corridorNames.get(corridor) ?? "other ways";
      return more > 0 ? [{ name, tonnesPerYear: more * this.daysPerYear, over: "" }] : [];
    });
    const within = bestGain * this.daysPerYear;
    const largest = moved.reduce((most, { tonnesPerYear }) => Math.max(most, tonnesPerYear), 0);
    // Most goes to another stop of the corridors it was on.
    const ofStop = { name: "a way", tonnesPerYear: within, over: best >= 0 ? reader.things[best].name : "" };
    return within > largest ? [ofStop] : moved;
  }

  cuts(between?: Between): RegionCut[] {
    return findCuts(this.#model, this.reader, this.#base, between);
  }

  divisions(): Division[] {
    return divide(this.#model, this.reader, this.#base);
  }

  outage(element: string, days: number): OutageFound | undefined {
    const thing = this.reader.indexOf(element);
    if (thing === undefined || !this.used.includes(thing)) return undefined;
    return findOutage(this.#model, this.reader, this.#base, thing, days);
  }
}

/** Which things are lost together in a run, in a fixed order: first each by itself. */
export function listSingles({ used, reader }: CriticalStudy, only?: readonly string[]): number[][] {
  const asked = only && new Set(only);
  return used.filter((thing) => asked?.has(reader.things[thing].id) ?? true).map((thing) => [thing]);
}

/** Two things that share so much of the larger one's flow are one for a pair. */
const SAME_WAYS = 0.85;

/**
 * Pairs of the things of the corridors that matter most. Of things that the same ways use one stands for all: as a pair they
 * say nothing new.
 */
export function listPairs(study: CriticalStudy, losses: readonly Loss[], pairsOf: number): number[][] {
  const { passingShare, baseAmounts } = study;
  const flow = baseAmounts.byThing;
  const chosen: number[] = [];
  const ranked = losses
    .filter(({ things }) => passingShare[things[0]] >= OWN_SHARE)
    .sort((a, b) => Math.abs(b.lossUsdPerDay) - Math.abs(a.lossUsdPerDay) || a.things[0] - b.things[0]);
  for (const { things } of ranked) {
    if (chosen.length >= pairsOf) break;
    const [thing] = things;
    const isKnown = chosen.some(
      (other) => study.sharedTonnes(thing, other) >= SAME_WAYS * Math.max(flow[thing], flow[other]),
    );
    if (!isKnown) chosen.push(thing);
  }
  return chosen.flatMap((a, i) => chosen.slice(i + 1).map((b) => [a, b]));
}

/** Solves a list of losses, or the part of it that was asked for; ends early when told to. */
export function loseAll(
  study: CriticalStudy,
  list: readonly (readonly number[])[],
  { part, onProgress, shouldStop }: Pick<CriticalRequest, "part" | "onProgress" | "shouldStop">,
): Loss[] {
  const own = part === undefined ? list : list.filter((_, at) => at % part.of === part.index);
  const losses: Loss[] = [];
  for (const things of own) {
    if (shouldStop?.()) break;
    losses.push(study.lose(things));
    onProgress?.(losses.length, own.length);
  }
  return losses;
}

/** The whole study in one thread. */
export function findCritical(dataset: LoadedDataset, request: CriticalRequest): CriticalFound {
  const study = new CriticalStudy(dataset, request.from, request.shouldStop);
  const list = listSingles(study, request.only);
  const total = list.length + (request.pairsOf * (request.pairsOf - 1)) / 2;
  const progress = (before: number) => ({
    ...request,
    onProgress: (done: number) => request.onProgress?.(before + done, total),
  });
  const singles = loseAll(study, list, progress(0));
  const pairs = loseAll(study, listPairs(study, singles, request.pairsOf), progress(list.length));
  return assemble(study, request, singles, pairs);
}

/** Puts losses, wherever they were solved, together with what needs no further solve. */
export function assemble(
  study: CriticalStudy,
  { between, outage, shouldStop }: Pick<CriticalRequest, "between" | "outage" | "shouldStop">,
  singles: readonly Loss[],
  pairs: readonly Loss[],
): CriticalFound {
  const { reader, baseAmounts: base, daysPerYear } = study;
  const cuts = study.cuts(between);
  const lossOf = new Map(singles.map((loss) => [loss.things[0], loss]));
  const found = outage && study.outage(outage.element, outage.days);
  return {
    things: reader.things,
    daysPerYear,
    base,
    baseGap: study.baseGap,
    elements: rank(study, singles, cuts),
    unused: reader.things.length - study.used.length,
    pairs: pairs
      .flatMap((loss) => toPair(reader.things, loss, lossOf))
      .sort((x, y) => y.totalSynergyUsdPerDay - x.totalSynergyUsdPerDay),
    cuts,
    divisions: study.divisions(),
    outage: found,
    solves: 1 + singles.length + pairs.length + (found ? 1 : 0),
    isStopped: shouldStop?.() ?? false,
  };
}

function rank(
  { reader, baseAmounts, passingShare, daysPerYear }: CriticalStudy,
  losses: readonly Loss[],
  cuts: readonly RegionCut[],
): CriticalElement[] {
  const bounded = cuts.flatMap((cut) => (cut.maxFlow === undefined ? [] : [{ cut, most: cut.maxFlow }]));
  const total = bounded.reduce((sum, { most }) => sum + most, 0);
  const shareOf = (thing: number): number | undefined =>
    total > 0 ? bounded.reduce((sum, { cut, most }) => sum + most - cut.without(thing), 0) / total : undefined;
  const sorted = [...losses].sort((a, b) => b.lossUsdPerDay - a.lossUsdPerDay || a.things[0] - b.things[0]);
  const shares = sorted.map(({ things }) => shareOf(things[0]));
  const byCapacity = [...sorted.keys()].sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0) || a - b);
  const rankByCapacity = new Map(byCapacity.map((at, position) => [at, position + 1]));
  return sorted.map((loss, at): CriticalElement => {
    const thing = reader.things[loss.things[0]];
    const flow = baseAmounts.byThing[loss.things[0]];
    const capacityRank = total > 0 ? rankByCapacity.get(at) : undefined;
    return {
      ...loss,
      thing,
      flowTonnesPerDay: flow,
      passingShare: passingShare[loss.things[0]],
      capacityLossShare: shares[at],
      rankByLoss: at + 1,
      rankByCapacity: capacityRank,
      sentence: sayLoss({
        name: thing.name,
        flowTonnesPerYear: flow * daysPerYear,
        lostTonnesPerYear: loss.lostTonnesPerDay * daysPerYear,
        lossUsdPerDay: loss.lossUsdPerDay,
        moved: loss.moved,
      }),
      disagreement: sayDisagreement(at + 1, capacityRank, shares[at], sorted.length),
    };
  });
}

function toPair(things: readonly Thing[], loss: Loss, lossOf: ReadonlyMap<number, Loss>): CriticalPair[] {
  const [a, b] = loss.things;
  const [alone, other] = [lossOf.get(a), lossOf.get(b)];
  if (alone === undefined || other === undefined) return [];
  const sum = alone.lossUsdPerDay + other.lossUsdPerDay;
  const totalSum = totalOf(alone) + totalOf(other);
  const totalSynergyUsdPerDay = totalOf(loss) - totalSum;
  const { lossUsdPerDay, lostTonnesPerDay } = loss;
  return [
    {
      a: things[a],
      b: things[b],
      lossUsdPerDay,
      lostTonnesPerDay,
      synergyUsdPerDay: lossUsdPerDay - sum,
      totalSynergyUsdPerDay,
      sentence: sayPair(things[a].name, things[b].name, totalSynergyUsdPerDay, totalSum),
    },
  ];
}

const totalOf = ({ lossUsdPerDay, rentLossUsdPerDay }: Loss): number => lossUsdPerDay + rentLossUsdPerDay;
