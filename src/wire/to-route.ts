// Results of the planner → the answer everybody reads. By hand, so that renaming a field inside breaks nobody.

import { type EvaluatedElement, type GridLaw, lawQuantile } from "../engines/routing/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { CountryCode, PlaceId, ServiceId } from "../model/ids.ts";
import type { Corridor } from "../model/network.ts";
import type { Problem } from "../model/problem.ts";
import { type InstantHours, isoDateOf, isoOf } from "../model/units.ts";
import {
  bestOf,
  type ParetoEntry,
  type PlanFoot,
  type PlannedOption,
  type PlannedRival,
  type PlanResult,
} from "../studies/plan.ts";
import type { PlanRequest } from "../studies/plan-request.ts";
import type { CompareAnswer, LegJson, OptionJson, RivalJson, RouteAnswer, RouteOk } from "./route.ts";
import { toDatasetRef } from "./to-dataset.ts";

/** What the caller of an answer knows and the planner does not. */
export interface AnswerContext {
  readonly programVersion: string;
  readonly computedMs: number;
  /** What the overlays changed, in words. */
  readonly overlayEffects: readonly string[];
}

const DISTRIBUTION_POINTS = 60;
const SCATTER_POINTS = 400;

/** The answer of `kopru route`. */
export function toRouteAnswer(dataset: Dataset, result: PlanResult, context: AnswerContext): RouteAnswer {
  const foot = toFoot(dataset, result, context);
  const rivals = result.rivals.map((rival) => toRival(dataset, result.request, rival));
  if (result.status === "none") {
    const { reason, reasonCode, reasonParams, relax } = result;
    const problems = [
      {
        code: "no-route",
        place: "",
        message: reason,
        hint: relax[0]?.label ?? "Change the ends, the date or the cargo.",
      },
    ];
    return {
      status: "none",
      options: [],
      rivals,
      reason,
      ...(reasonCode ? { reasonCode } : {}),
      ...(reasonParams ? { reasonParams: { ...reasonParams } } : {}),
      relax: relax.map((item) => ({ ...item, params: { ...item.params } })),
      problems,
      ...foot,
    };
  }
  const options = result.options.map((option) => toOption(dataset, result.request, option));
  const shown = new Map(result.options.map((option, i) => [option.path.key, options[i]?.id ?? ""]));
  const pareto = (result.request.asked.pareto ? result.pareto : result.pareto.slice(0, SCATTER_POINTS)).map((entry) =>
    toParetoPoint(entry, shown),
  );
  return { status: "ok", options, rivals, pareto, ...foot };
}

/** The answer of `kopru compare`. */
export function toCompareAnswer(dataset: Dataset, result: PlanFoot, context: AnswerContext): CompareAnswer {
  const corridors = result.rivals.map((rival) => toRival(dataset, result.request, rival));
  const best = bestOf(result.rivals.map(({ option }) => option));
  const foot = toFoot(dataset, result, context);
  if (!best) {
    const reason = `No corridor joins ${result.request.from.names.en} and ${result.request.to.names.en} for ${result.request.cargoLabel}.`;
    const problems = [{ code: "no-route", place: "", message: reason, hint: "Try `kopru route` for what to relax." }];
    return { status: "none", corridors, reason, problems, ...foot };
  }
  const holder = result.rivals.find(({ option }) => option === best);
  return { status: "ok", corridors, best: holder?.corridor.id ?? "", ...foot };
}

function toFoot(dataset: Dataset, result: PlanFoot, context: AnswerContext) {
  const { request } = result;
  const currencies = new Map<string, { currency: string; date: string; usdPerUnit: number }>();
  for (const { currency, date, usdPerUnit } of dataset.exchangeRates) {
    const known = currencies.get(currency);
    if (!known || date > known.date) currencies.set(currency, { currency, date, usdPerUnit });
  }
  return {
    request: toEcho(request),
    dataset: toDatasetRef(dataset),
    waits: toWaits(dataset, request),
    priceYear: dataset.priceYear,
    exchangeRates: [...currencies.values()],
    program: { name: "kopru" as const, version: context.programVersion },
    warnings: toWarnings(result),
    overlayEffects: [...context.overlayEffects],
    computedMs: round(context.computedMs, 10),
  };
}

function toWaits(dataset: Dataset, { networkDate }: PlanRequest): RouteOk["waits"] {
  const { waits } = dataset;
  if (waits === undefined) return null;
  return {
    run: waits.run,
    scenario: waits.scenario,
    replications: waits.replications,
    period: { from: waits.from, to: waits.to },
    sameDataset: dataset.layers.some(({ kind, hash }) => kind === "base" && hash === waits.baseHash),
    crossings: waits.waits.flatMap(({ line, from, meanHours, p50, p80, p95, settles }) => {
      const value = dataset.findValue(`${line}>${from}`, "waitHours", networkDate);
      const name = dataset.services.get(line as ServiceId)?.name;
      if (value === undefined || name === undefined) return [];
      const { cv = 0, shape } = value;
      return [{ service: line, serviceName: name, from, meanHours, p50, p80, p95, settles, cv, shape }];
    }),
  };
}

function toWarnings(result: PlanFoot): Problem[] {
  if (!result.limited) return [];
  return [
    {
      code: "search-limit",
      place: "",
      message: "The search reached its limit of labels; some alternatives may be missing.",
      hint: "Narrow the question: require a corridor, or avoid what you would not use.",
    },
  ];
}

function toEcho(request: PlanRequest): RouteOk["request"] {
  const { consignment, from, to } = request;
  return {
    from: { id: from.id, name: from.names.en, country: from.country },
    to: { id: to.id, name: to.names.en, country: to.country },
    cargo: {
      kind: consignment.cargo,
      units: consignment.units,
      tonnes: round(consignment.tonnes, 1000),
      teu: consignment.teu,
      commodity: consignment.commodity,
      dangerous: consignment.dangerous,
      reefer: consignment.reefer,
      label: request.cargoLabel,
    },
    depart: isoOf(request.depart),
    deadline: request.asked.deadline ?? null,
    networkDate: isoDateOf(request.networkDate),
    valueUsd: round(request.valueUsd, 100),
    costOfCapital: request.costOfCapital,
    depreciation: request.depreciation,
    avoid: request.avoid.map(({ text }) => text),
    require: request.require.map(({ text }) => text),
  };
}

function toRival(dataset: Dataset, request: PlanRequest, rival: PlannedRival): RivalJson {
  return {
    corridor: rival.corridor.id,
    corridorName: rival.corridor.names.en,
    status: rival.option ? "ok" : "none",
    reason: rival.reason,
    remarks: [...rival.corridor.remarks],
    breakEvenValueUsd: rival.breakEvenValueUsd === null ? null : round(rival.breakEvenValueUsd, 1),
    ...(rival.option ? { option: toOption(dataset, request, rival.option) } : {}),
  };
}

function toParetoPoint(entry: ParetoEntry, shown: ReadonlyMap<string, string>): RouteOk["pareto"][number] {
  const { path, corridor, via } = entry;
  return {
    costUsd: round(path.usd, 100),
    hoursMean: round(path.meanHours, 1000),
    hoursVariance: round(path.varianceHours, 1000),
    co2eKg: round(path.co2eKg, 1000),
    borders: path.borders,
    corridor: corridor?.id ?? "other",
    via: [...via],
    option: shown.get(path.key) ?? "",
  };
}

function toOption(dataset: Dataset, request: PlanRequest, option: PlannedOption): OptionJson {
  const { evaluation } = option;
  const { law } = evaluation;
  const legs: LegJson[] = [];
  let startHours = 0;
  for (const part of evaluation.elements) {
    legs.push(toLeg(dataset, part, startHours));
    startHours += part.meanHours;
  }
  const quantile = (p: number) => lawQuantile(law, p);
  const at = (p: number) => isoOf((request.depart + quantile(p)) as InstantHours);
  return {
    id: pathId(option),
    corridor: option.corridor?.id ?? "other",
    corridorName: option.corridor?.names.en ?? "Other way",
    title: titleOf(dataset, option.corridor, legs),
    badges: [...option.badges],
    costUsd: {
      mean: evaluation.usd,
      low: evaluation.usdLow,
      high: evaluation.usdHigh,
      parts: partsOf(evaluation.elements),
    },
    hours: {
      mean: evaluation.meanHours,
      sd: Math.sqrt(evaluation.varianceHours),
      p10: quantile(0.1),
      p50: quantile(0.5),
      p80: quantile(0.8),
      p90: quantile(0.9),
      p95: quantile(0.95),
    },
    arrival: { p10: at(0.1), p50: at(0.5), p80: at(0.8), p95: at(0.95) },
    distribution: curveOf(law),
    ...(option.onTime === undefined ? {} : { onTime: option.onTime }),
    co2eKg: evaluation.co2eKg,
    borders: evaluation.borders,
    km: legs.reduce((sum, leg) => sum + leg.km, 0),
    inventoryUsd: option.inventoryUsd,
    generalisedUsd: option.generalisedUsd,
    modes: inOrder(legs.filter((leg) => leg.kind === "line-haul").map((leg) => leg.mode)),
    countries: inOrder(legs.map((leg) => leg.country).filter((country) => country !== "XX" && country !== "")),
    legs,
    remarks: [...(option.corridor?.remarks ?? [])],
  };
}

function toLeg(dataset: Dataset, part: EvaluatedElement, startHours: number): LegJson {
  const { element } = part;
  const [p10, p50, p90] = part.quantiles ?? [0, 0, 0];
  const [endP10, endP50, endP90, endP95] = part.end ?? [0, 0, 0, 0];
  const name = (place: string) => dataset.places.get(place as PlaceId)?.names.en ?? place;
  return {
    kind: element.kind,
    mode: element.mode,
    from: element.from,
    to: element.to,
    fromName: name(element.from),
    toName: name(element.to),
    country: element.country,
    operator: element.operator,
    service: element.service,
    serviceName: dataset.services.get(element.service as ServiceId)?.name ?? "",
    gauge: element.gauge,
    km: element.km,
    hours: part.meanHours,
    waitHours: element.waiting ? part.meanHours : 0,
    hoursP10: p10,
    hoursP50: p50,
    hoursP90: p90,
    endP10,
    endP50,
    endP90,
    endP95,
    startHours,
    costUsd: part.usd,
    co2eKg: element.co2eKg,
    ...(element.emission ? { emission: { ...element.emission, sources: [...element.emission.sources] } } : {}),
    basis: element.basis,
    timeBasis: element.timeBasis,
    sources: [...element.sources],
    remarks: [...element.remarks],
    geometry: element.geometry.map(([lon, lat]) => [lon, lat] as [number, number]),
  };
}

/** Charges leg by leg. */
function partsOf(elements: readonly EvaluatedElement[]): OptionJson["costUsd"]["parts"] {
  return elements.flatMap(({ charges }, leg) =>
    charges.map((charge) => ({
      party: charge.party,
      kind: charge.kind,
      usd: { mean: charge.usd, low: charge.low, high: charge.high },
      basis: charge.basis,
      leg,
      sources: [...charge.sources],
      note: charge.note,
    })),
  );
}

/** [hours, P(arrived by then)] at evenly spread probabilities. */
function curveOf(law: GridLaw): [number, number][] {
  const curve: [number, number][] = [];
  for (let i = 0; i <= DISTRIBUTION_POINTS; i++) {
    const p = 0.002 + (0.996 * i) / DISTRIBUTION_POINTS;
    curve.push([lawQuantile(law, p), p]);
  }
  return curve;
}

/** The places that tell this way from another: where it changes vehicle, state of track, or leaves a ship. */
function titleOf(dataset: Dataset, corridor: Corridor | undefined, legs: readonly LegJson[]): string {
  const changes = legs
    .filter((leg) => leg.kind === "terminal" || leg.kind === "gauge-change")
    .map((leg) => leg.fromName);
  const places = inOrder(changes);
  if (places.length > 0) return places.join(" – ");
  const countries = inOrder(legs.map((leg) => leg.country).filter((country) => country !== "XX"));
  const names = countries.map((code) => dataset.countries.get(code as CountryCode)?.en ?? code);
  return names.length > 1 ? `through ${names.join(", ")}` : (corridor?.names.en ?? "direct");
}

/** Consecutive repeats folded. */
function inOrder<T>(items: readonly T[]): T[] {
  return items.filter((item, i) => i === 0 || item !== items[i - 1]);
}

/** FNV-1a over links, services and places: the same way has the same id whatever else the graph holds. */
function pathId(option: PlannedOption): string {
  let hash = 0x811c9dc5;
  for (const { element } of option.evaluation.elements) {
    for (const char of `${element.kind} ${element.from} ${element.to} ${element.service} ${element.link};`) {
      hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
  }
  return hash.toString(16).padStart(8, "0");
}

const round = (value: number, factor: number): number => Math.round(value * factor) / factor;
