// The study of what breaks as JSON, and the answer of `kopru critical` and of runs of kind `critical`.

import type { LoadedDataset } from "../data/index.ts";
import type { CorridorId } from "../model/ids.ts";
import { InvalidInput, type Problem } from "../model/problem.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import type { CriticalElement, CriticalFound } from "../studies/critical.ts";
import type { RegionCut } from "../studies/critical-cuts.ts";
import type { OutageFound } from "../studies/critical-outage.ts";
import { amount } from "../studies/critical-sentences.ts";
import type { ProblemJson } from "./common.ts";
import type { CriticalOk } from "./critical.ts";
import { toDatasetRef } from "./to-dataset.ts";

/** What may be asked about what breaks, as it comes from a body or a command line. */
export interface CriticalQuestion {
  /** A date in the month looked at; the scenario's base date, else that of the dataset. */
  readonly from?: string;
  readonly pairsOf: number;
  readonly outage?: { readonly element: string; readonly days: number };
  /** Names or ids of places. */
  readonly between?: { readonly from: string; readonly to: string };
  readonly only?: readonly string[];
}

/** The first day of the month looked at. */
export function monthOf(dataset: LoadedDataset, { from }: CriticalQuestion): InstantHours {
  const year = dataset.demand[0]?.year;
  const usual = dataset.scenario?.baseDate ?? (year === undefined ? dataset.defaultDate : `${year}-05-01`);
  return instant(`${(from ?? usual).slice(0, 7)}-01`);
}

/** @throws InvalidInput with every id that nothing has */
export function checkCriticalQuestion(
  dataset: LoadedDataset,
  { outage, only = [] }: CriticalQuestion,
  known: ReadonlySet<string>,
): void {
  const problems: Problem[] = [];
  const check = (id: string, place: string): void => {
    if (known.has(id)) return;
    const message = `${dataset.title} has no place, link, service, terminal or border row ${id}`;
    problems.push({
      code: "unknown-thing",
      place,
      message,
      hint: "ids stand in the answer's elements, and in kopru data show",
    });
  };
  if (outage) check(outage.element, "outage.element");
  for (const [at, id] of only.entries()) check(id, `only.${at}`);
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** @param seconds what the run took */
export function toCriticalAnswer(
  dataset: LoadedDataset,
  found: CriticalFound,
  from: InstantHours,
  question: CriticalQuestion,
  seconds: number,
): CriticalOk {
  const { scenario } = dataset;
  const worst = found.elements.reduce((most, { gap }) => Math.max(most, gap), found.baseGap.value);
  const notConverged = found.elements.filter(({ isConverged }) => !isConverged).map(({ thing }) => thing.id);
  return {
    status: "ok",
    dataset: toDatasetRef(dataset),
    scenario: scenario
      ? { id: scenario.id, name: scenario.name, hash: scenario.hash, baseDate: scenario.baseDate }
      : null,
    period: { from: isoDateOf(from), months: 1, daysPerYear: found.daysPerYear },
    base: { demandTonnesPerDay: found.base.demand, shippedTonnesPerDay: found.base.shipped },
    elements: found.elements.map(toElement),
    unused: found.unused,
    pairs: found.pairs.map(({ a, b, ...pair }) => ({ a: a.id, b: b.id, ...pair })),
    cuts: found.cuts.map((cut) => toCut(dataset, found, cut)),
    diversification: found.divisions.map(({ by, shares, hhi, effectiveNumber, shannonEffective }) => ({
      by,
      shares: shares.map((share) => ({ ...share })),
      hhi: orZero(hhi),
      effectiveNumber: orZero(effectiveNumber),
      shannonEffective: orZero(shannonEffective),
    })),
    outage: found.outage ? toOutage(found, found.outage) : null,
    solves: found.solves,
    seconds,
    certificate: {
      gap: { name: found.baseGap.name, value: worst, asked: found.baseGap.asked },
      notConverged,
    },
    warnings: warningsOf(found, question, notConverged),
  };
}

/** Nothing divided has no concentration. */
const orZero = (value: number): number => (Number.isFinite(value) ? value : 0);

function toElement(element: CriticalElement): CriticalOk["elements"][number] {
  const { thing, lostTonnesPerDay, flowTonnesPerDay } = element;
  return {
    id: thing.id,
    kind: thing.kind,
    name: thing.name,
    coordinates: thing.coordinates ? [thing.coordinates[0], thing.coordinates[1]] : null,
    lossUsdPerDay: element.lossUsdPerDay,
    rentLossUsdPerDay: element.rentLossUsdPerDay,
    lostTonnesPerDay,
    divertedTonnesPerDay: Math.max(0, flowTonnesPerDay - Math.max(0, lostTonnesPerDay)),
    flowTonnesPerDay,
    passingShare: element.passingShare,
    capacityLossShare: element.capacityLossShare ?? null,
    rankByLoss: element.rankByLoss,
    rankByCapacity: element.rankByCapacity ?? null,
    sentence: element.sentence,
    disagreement: element.disagreement ?? null,
  };
}

function toCut(dataset: LoadedDataset, { things }: CriticalFound, cut: RegionCut): CriticalOk["cuts"][number] {
  const corridor = dataset.corridors.find(({ id }) => id === (cut.corridor as CorridorId | undefined));
  return {
    from: cut.from,
    to: cut.to,
    corridor: cut.corridor ?? null,
    corridorName: corridor?.names.en ?? null,
    group: cut.group,
    unit: "t/day",
    flow: cut.flow,
    maxFlow: cut.maxFlow ?? null,
    minCut: cut.minCut.map(({ thing, capacity }) => ({ id: things[thing].id, name: things[thing].name, capacity })),
    linkDisjointPaths: cut.linkDisjointPaths,
    nodeDisjointPaths: cut.nodeDisjointPaths,
  };
}

function toOutage({ things }: CriticalFound, outage: OutageFound): NonNullable<CriticalOk["outage"]> {
  const { thing, days, clearedOnDay, lossDays, waitTonneDays, lossUsd, divertedTonnes } = outage;
  const { id, name } = things[thing];
  const isCleared = Number.isFinite(clearedOnDay);
  const after = isCleared
    ? `the queue is gone ${count(Math.ceil(clearedOnDay - days), "day")} after it opens`
    : "the queue never goes, because nothing of its capacity is spare";
  return {
    element: id,
    name,
    days,
    lossDays,
    waitTonneDays: Number.isFinite(waitTonneDays) ? waitTonneDays : 0,
    lossUsd,
    recoveredAfterDays: isCleared ? clearedOnDay : null,
    divertedTonnes: Number.isFinite(divertedTonnes) ? divertedTonnes : 0,
    curve: outage.curve.map((point) => ({ ...point })),
    sentence: `${count(days, "day")} without ${name}: ${amount(outage.largestBacklogTonnes)} wait at the worst, ${amount(divertedTonnes)} go elsewhere; ${after}.`,
  };
}

const count = (value: number, word: string): string => `${value} ${word}${value === 1 ? "" : "s"}`;

function warningsOf(
  found: CriticalFound,
  { outage, between }: CriticalQuestion,
  notConverged: readonly string[],
): ProblemJson[] {
  const warnings: ProblemJson[] = [];
  if (notConverged.length > 0) {
    warnings.push({
      code: "not-converged",
      place: "elements",
      message: `${notConverged.length} of ${found.elements.length} solves ended above the gap asked for`,
      hint: "their ids stand in certificate.notConverged; their losses are near, not exact",
    });
  }
  if (outage !== undefined && found.outage === undefined) {
    const message = `nothing goes over ${outage.element} in this month, so its outage costs nothing`;
    warnings.push({
      code: "nothing-to-lose",
      place: "outage.element",
      message,
      hint: "ask for another month, or another element",
    });
  }
  if (between !== undefined && found.cuts.length === 0) {
    const message = `the demand table has no goods from ${between.from} to ${between.to}, nor between their countries`;
    warnings.push({ code: "no-demand", place: "between", message, hint: "cuts are found where goods go" });
  }
  if (found.isStopped) {
    warnings.push({
      code: "stopped",
      place: "elements",
      message: "ended before every element was looked at",
      hint: "ask again",
    });
  }
  return warnings;
}
