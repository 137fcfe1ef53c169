// What a scenario changes against the base, and why: who left which corridor for which, and the one thing that explains it
// best, what is shut, what is full and at which price, what costs or takes more.

import { type Column, NOT_SHIPPED, type SolvedMonth } from "../engines/assignment/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { SolvedCorridor } from "./corridor-flows.ts";
import type { FlowSummary } from "./flow-summary.ts";
import { nameOfSubject } from "./name-of-subject.ts";

export interface FlowReason {
  readonly sentence: string;
  readonly group: string;
  readonly fromPlace: string;
  readonly toPlace: string;
  readonly tonnes: number;
  readonly fromCorridor: string;
  readonly toCorridor: string;
  readonly cause: string;
}

export interface FlowComparison {
  readonly links: readonly { readonly id: string; readonly deltaTonnes: number }[];
  readonly corridors: readonly { readonly id: string; readonly deltaTonnes: number; readonly deltaTeu: number }[];
  readonly countries: readonly {
    readonly code: string;
    readonly deltaTransitTonnes: number;
    readonly deltaRevenueUsd: number;
  }[];
  readonly groups: readonly {
    readonly id: string;
    readonly deltaShippedTonnes: number;
    readonly deltaMeanUsd: number;
    readonly deltaMeanHours: number;
  }[];
  readonly lossUsd: number;
  readonly lostTonnes: number;
  readonly reasons: readonly FlowReason[];
}

/** Less than this is noise of the gap, tonnes in the period. */
const LEAST_TONNES = 0.5;
const MOST_REASONS = 40;

/** Compares two runs of the same months. */
export function compareFlows(
  base: SolvedCorridor,
  changed: SolvedCorridor,
  before: FlowSummary,
  after: FlowSummary,
): FlowComparison {
  const both = (a: Iterable<string>, b: Iterable<string>): string[] => [...new Set([...a, ...b])];
  const linkTonnes = (summary: FlowSummary, id: string): number => {
    const flow = summary.links.get(id);
    return flow ? flow.forward.tonnes + flow.backward.tonnes : 0;
  };
  const perUnit = (sum: number, units: number): number => (units > 0 ? sum / units : 0);
  return {
    links: both(before.links.keys(), after.links.keys())
      .map((id) => ({ id, deltaTonnes: linkTonnes(after, id) - linkTonnes(before, id) }))
      .filter(({ deltaTonnes }) => Math.abs(deltaTonnes) >= LEAST_TONNES),
    corridors: both(before.corridors.keys(), after.corridors.keys()).map((id) => ({
      id,
      deltaTonnes: (after.corridors.get(id)?.tonnes ?? 0) - (before.corridors.get(id)?.tonnes ?? 0),
      deltaTeu: (after.corridors.get(id)?.teu ?? 0) - (before.corridors.get(id)?.teu ?? 0),
    })),
    countries: both(before.countries.keys(), after.countries.keys()).map((code) => ({
      code,
      deltaTransitTonnes:
        (after.countries.get(code)?.transitTonnes ?? 0) - (before.countries.get(code)?.transitTonnes ?? 0),
      deltaRevenueUsd: (after.countries.get(code)?.revenueUsd ?? 0) - (before.countries.get(code)?.revenueUsd ?? 0),
    })),
    groups: [...after.groups.values()].map((group) => {
      const old = before.groups.get(group.id);
      return {
        id: group.id,
        deltaShippedTonnes: group.shippedTonnes - (old?.shippedTonnes ?? 0),
        deltaMeanUsd: perUnit(group.usd, group.shipped) - (old ? perUnit(old.usd, old.shipped) : 0),
        deltaMeanHours: perUnit(group.hours, group.shipped) - (old ? perUnit(old.hours, old.shipped) : 0),
      };
    }),
    lossUsd: before.totals.surplusUsd - after.totals.surplusUsd,
    lostTonnes: before.totals.shippedTonnes - after.totals.shippedTonnes,
    reasons: reasonsOf(base, changed),
  };
}

/** Tonnes of a month by row of demand and corridor. */
function tonnesByCorridor(
  { model }: SolvedCorridor,
  solved: SolvedMonth,
  days: number,
): Map<string, Map<string, number>> {
  const sums = new Map<string, Map<string, number>>();
  solved.columnOf.forEach((column, path) => {
    const row = model.rows[solved.rowOf[path]];
    const corridor = column ? column.corridor : NOT_SHIPPED;
    let sum = sums.get(row.demand.id);
    if (!sum) {
      sum = new Map();
      sums.set(row.demand.id, sum);
    }
    const tonnes = solved.solution.pathFlow[path] * days * row.unit.numbers.tonnesPerUnit;
    sum.set(corridor, (sum.get(corridor) ?? 0) + tonnes);
  });
  return sums;
}

interface Shift {
  readonly row: string;
  readonly from: string;
  readonly to: string;
  tonnes: number;
  /** The month in which most of it happens. */
  month: number;
  most: number;
}

function reasonsOf(base: SolvedCorridor, changed: SolvedCorridor): FlowReason[] {
  const shifts = new Map<string, Shift>();
  base.model.months.forEach((month, at) => {
    const before = tonnesByCorridor(base, base.solved[month.state], month.days);
    const after = tonnesByCorridor(changed, changed.solved[changed.model.months[at].state], month.days);
    for (const [row, now] of after) {
      const old = before.get(row);
      if (!old) continue;
      for (const { from, to, tonnes } of shiftsOf(old, now)) {
        const key = `${row} ${from} ${to}`;
        const shift = shifts.get(key) ?? { row, from, to, tonnes: 0, month: at, most: 0 };
        shift.tonnes += tonnes;
        if (tonnes > shift.most) {
          shift.most = tonnes;
          shift.month = at;
        }
        shifts.set(key, shift);
      }
    }
  });
  return [...shifts.values()]
    .filter(({ tonnes }) => tonnes >= LEAST_TONNES)
    .sort((a, b) => b.tonnes - a.tonnes || (a.row < b.row ? -1 : 1))
    .slice(0, MOST_REASONS)
    .map((shift) => toReason(base, changed, shift));
}

/** Who lost gives to who gained, in proportion: the only reading that favours nobody. */
function shiftsOf(
  old: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): { from: string; to: string; tonnes: number }[] {
  const ids = [...new Set([...old.keys(), ...now.keys()])];
  const delta = ids.map((id) => (now.get(id) ?? 0) - (old.get(id) ?? 0));
  const gained = delta.reduce((sum, value) => sum + Math.max(0, value), 0);
  const lost = delta.reduce((sum, value) => sum + Math.max(0, -value), 0);
  if (!(gained > 0 && lost > 0)) return [];
  const moved = Math.min(gained, lost);
  return ids.flatMap((from, i) =>
    delta[i] >= 0
      ? []
      : ids.flatMap((to, j) =>
          delta[j] <= 0 ? [] : [{ from, to, tonnes: (moved * (-delta[i] / lost) * delta[j]) / gained }],
        ),
  );
}

function toReason(base: SolvedCorridor, changed: SolvedCorridor, shift: Shift): FlowReason {
  const { dataset } = changed.model;
  const at = base.model.rows.findIndex(({ demand }) => demand.id === shift.row);
  const { demand } = base.model.rows[at];
  const [before, after] = [base, changed].map(({ model, solved }) => solved[model.months[shift.month].state]);
  const { cause, because } = explain(base, changed, before, after, at, shift);
  const place = (id: string) => dataset.places.get(id as never)?.names.en ?? id;
  const group = dataset.demandGroups.get(demand.group)?.names.en ?? demand.group;
  const where = `${place(demand.origin)}–${place(demand.destination)}`;
  const moved =
    shift.to === NOT_SHIPPED
      ? `are no longer shipped by ${corridorName(dataset, shift.from)}`
      : shift.from === NOT_SHIPPED
        ? `are shipped after all, by ${corridorName(dataset, shift.to)}`
        : `left ${corridorName(dataset, shift.from)} for ${corridorName(dataset, shift.to)}`;
  return {
    sentence: `${amount(shift.tonnes)} of ${lower(group)} ${where} ${moved}${because === "" ? "" : ` because ${because}`}.`,
    group: demand.group,
    fromPlace: demand.origin,
    toPlace: demand.destination,
    tonnes: shift.tonnes,
    fromCorridor: shift.from,
    toCorridor: shift.to,
    cause,
  };
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function amount(tonnes: number): string {
  if (tonnes >= 1e6) return `${(tonnes / 1e6).toFixed(1)} Mt`;
  return tonnes >= 1e3 ? `${(tonnes / 1e3).toFixed(1)} kt` : `${Math.round(tonnes)} t`;
}

export function corridorName(dataset: Dataset, id: string): string {
  if (id === "") return "ways of no named corridor";
  return dataset.corridors.find((corridor) => corridor.id === id)?.names.en ?? id;
}

interface Explained {
  readonly cause: string;
  readonly because: string;
}

/** What tells the two states apart on the way that was left, else on the way that was taken. */
function explain(
  base: SolvedCorridor,
  changed: SolvedCorridor,
  before: SolvedMonth,
  after: SolvedMonth,
  row: number,
  { from, to }: Shift,
): Explained {
  const left = worse(base, changed, before, after, row, from);
  if (left) return left;
  const taken = better(base, changed, before, after, row, to);
  return taken ?? { cause: "", because: "" };
}

function worse(
  base: SolvedCorridor,
  changed: SolvedCorridor,
  before: SolvedMonth,
  after: SolvedMonth,
  row: number,
  corridor: string,
): Explained | undefined {
  const { dataset } = changed.model;
  const old = bestPath(before, row, corridor);
  if (old < 0) return undefined;
  // Any way that was in use counts, not only the best.
  const touched = new Set<string>();
  for (let path = 0; path < before.rowOf.length; path++) {
    const column = before.columnOf[path];
    if (before.rowOf[path] !== row || column?.corridor !== corridor || !(before.solution.pathFlow[path] > 0)) continue;
    for (const id of column.touches) touched.add(id);
  }
  for (const id of touched) {
    if (after.state.shut.has(id) && !before.state.shut.has(id))
      return { cause: id, because: `${article(dataset, id)} is closed` };
  }
  for (const id of touched) {
    const share = after.state.reduced.get(id);
    if (share !== undefined && !before.state.reduced.has(id))
      return { cause: id, because: `${article(dataset, id)} is open for ${Math.round(100 * share)} % of the month` };
  }
  const now = bestPath(
    after,
    changed.model.rows.findIndex(({ demand }) => demand.id === base.model.rows[row].demand.id),
    corridor,
  );
  if (now < 0) return { cause: "", because: `no way by ${corridorName(dataset, corridor)} is left` };
  return (
    priceRise({ model: base.model, month: before, path: old }, { model: changed.model, month: after, path: now }) ??
    moneyChange(dataset, before, after, old, now, "more")
  );
}

function better(
  base: SolvedCorridor,
  changed: SolvedCorridor,
  before: SolvedMonth,
  after: SolvedMonth,
  row: number,
  corridor: string,
): Explained | undefined {
  const { dataset } = changed.model;
  const rowNow = changed.model.rows.findIndex(({ demand }) => demand.id === base.model.rows[row].demand.id);
  const old = bestPath(before, row, corridor);
  const now = bestPath(after, rowNow, corridor);
  if (now < 0) return undefined;
  const touches = after.columnOf[now]?.touches ?? new Set<string>();
  for (const id of touches) {
    if (before.state.shut.has(id) && !after.state.shut.has(id))
      return { cause: id, because: `${article(dataset, id)} is open` };
  }
  if (old < 0) return { cause: "", because: `${corridorName(dataset, corridor)} now has a way for it` };
  return (
    priceRise(
      { model: changed.model, month: after, path: now },
      { model: base.model, month: before, path: old },
      true,
    ) ?? moneyChange(dataset, before, after, old, now, "less")
  );
}

/** The cheapest path of a row in a corridor, -1 for none. */
function bestPath({ columnOf, rowOf, solution }: SolvedMonth, row: number, corridor: string): number {
  let best = -1;
  for (let path = 0; path < rowOf.length; path++) {
    if (rowOf[path] !== row || columnOf[path]?.corridor !== corridor) continue;
    if (best < 0 || solution.pathCost[path] < solution.pathCost[best]) best = path;
  }
  return best;
}

/** A rise that matters, USD per unit. */
const LEAST_RISE_USD = 1;

/** A state with the model whose elements it prices. */
interface Side {
  readonly model: SolvedCorridor["model"];
  readonly month: SolvedMonth;
  readonly path: number;
}

/** The element on a way whose price, or queue, rose most from one state to the other; `turned` when it fell instead. */
function priceRise(before: Side, after: Side, turned = false): Explained | undefined {
  const [was, is] = [elementCosts(before), elementCosts(after)];
  let worst = "";
  let rise = LEAST_RISE_USD;
  for (const [id, cost] of is) {
    const more = cost - (was.get(id) ?? 0);
    if (more > rise) {
      rise = more;
      worst = id;
    }
  }
  const at = after.model.resources.findIndex(({ id }) => id === worst);
  if (at < 0) return undefined;
  const resource = after.model.resources[at];
  const { multiplier, delayHours } = after.month.solution;
  const name = article(after.model.dataset, resource.subject);
  if (turned) return { cause: resource.subject, because: `${name} has more room` };
  const price = multiplier[at];
  return {
    cause: resource.subject,
    because:
      price > 0
        ? `${name} is full (shadow price ${price.toFixed(price < 10 ? 1 : 0)} USD per ${resource.measure})`
        : `${name} has a queue of ${delayHours[at].toFixed(0)} h`,
  };
}

/** What each element costs a path beyond money and time, USD per unit, by resource id. */
function elementCosts({ model, month: { problem, solution, rowOf }, path }: Side): Map<string, number> {
  const sums = new Map<string, number>();
  for (let use = problem.pathFirstUse[path]; use < problem.pathFirstUse[path + 1]; use++) {
    const element = problem.useElement[use];
    const cost =
      problem.useAmount[use] * solution.multiplier[element] +
      problem.timeValue[rowOf[path]] * solution.delayHours[element];
    const { id } = model.resources[element];
    sums.set(id, (sums.get(id) ?? 0) + cost);
  }
  return sums;
}

function moneyChange(
  dataset: Dataset,
  before: SolvedMonth,
  after: SolvedMonth,
  old: number,
  now: number,
  sign: "more" | "less",
): Explained | undefined {
  const turn = sign === "more" ? 1 : -1;
  const usd = turn * (after.pathMoney[now] - before.pathMoney[old]);
  const hours = turn * (after.pathHours[now] - before.pathHours[old]);
  const corridor = corridorName(dataset, (after.columnOf[now] as Column).corridor);
  if (usd > LEAST_RISE_USD) return { cause: "", because: `${corridor} costs ${Math.round(usd)} USD ${sign} a unit` };
  if (hours > 1) return { cause: "", because: `${corridor} takes ${Math.round(hours)} hours ${sign}` };
  return undefined;
}

/** A name inside a sentence. */
const article = (dataset: Dataset, subject: string): string => nameOfSubject(dataset, subject).replace(/^The /, "the ");
