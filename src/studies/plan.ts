// How do I send this, what does it cost, how long, how sure? One question to the routing engine made of a request:
// options, the best of each rival corridor at the shipper's own terms, and when there is none, why.

import {
  type ArcRule,
  arcsOf,
  bestPath,
  bothRules,
  breakEvenValueUsd,
  dijkstraTo,
  type Evaluation,
  type FoundOptions,
  type FoundPath,
  findOptions,
  followsRule,
  generalisedUsd,
  generalisedWeights,
  inventoryUsd,
  lawCdf,
  lawQuantile,
  type NetworkQuery,
  type PathRule,
  readRule,
  type ServiceGraph,
  type ShippersTerms,
} from "../engines/routing/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { PlaceId } from "../model/ids.ts";
import type { Corridor } from "../model/network.ts";
import { type Explanation, explainNone } from "./explain-none.ts";
import type { PathTerm, PlanRequest } from "./plan-request.ts";
import { type StandingGraph, standingGraph } from "./prepared-graphs.ts";
import { sayExclusion } from "./say-exclusion.ts";

export type Badge = "best" | "surest" | "fastest" | "cheapest" | "cleanest";

export interface PlannedOption {
  readonly path: FoundPath;
  readonly evaluation: Evaluation;
  readonly corridor: Corridor | undefined;
  readonly badges: readonly Badge[];
  readonly inventoryUsd: number;
  readonly generalisedUsd: number;
  /** P(arrival by the deadline), when there is one. */
  readonly onTime: number | undefined;
}

export interface PlannedRival {
  readonly corridor: Corridor;
  readonly option: PlannedOption | undefined;
  /** Why there is none; empty when there is one. */
  readonly reason: string;
  readonly breakEvenValueUsd: number | null;
}

export interface PlanFoot {
  readonly request: PlanRequest;
  readonly graph: ServiceGraph;
  readonly rivals: readonly PlannedRival[];
  /** Label limit reached: some paths of the Pareto set may be missing. */
  readonly limited: boolean;
}

export type PlanResult =
  | ({
      readonly status: "ok";
      readonly options: readonly PlannedOption[];
      readonly pareto: readonly ParetoEntry[];
    } & PlanFoot)
  | ({ readonly status: "none" } & Explanation & PlanFoot);

export interface ParetoEntry {
  readonly path: FoundPath;
  readonly corridor: Corridor | undefined;
  readonly via: readonly string[];
}

/** An option counts as meeting a deadline when it arrives in time with at least even odds. */
export const ENOUGH_ON_TIME = 0.5;

/** Plans a consignment. */
export function plan(dataset: Dataset, request: PlanRequest): PlanResult {
  const standing = standingGraph(dataset, queryOf(request));
  const found = ask(dataset, standing, request);
  const rivals = rivalsOf(dataset, standing, request, found?.chosen[0]?.evaluation);
  const foot = { request, graph: standing.graph, rivals, limited: found?.status === "limit" };
  if (!found || found.chosen.length === 0)
    return { status: "none", ...explainNone(dataset, request, found, ask), ...foot };
  return {
    status: "ok",
    options: withBadges(found.chosen.map(({ path, evaluation }) => toOption(standing, request, path, evaluation))),
    pareto: found.pareto.map((path) => ({
      path,
      corridor: corridorOf(standing, path.slots),
      via: placesOf(standing.graph, path.slots),
    })),
    ...foot,
  };
}

/** The best option of each corridor side by side, without the choice of options. */
export function compareCorridors(dataset: Dataset, request: PlanRequest): PlanFoot {
  const standing = standingGraph(dataset, queryOf(request));
  return { request, graph: standing.graph, rivals: rivalsOf(dataset, standing, request, undefined), limited: false };
}

/** One search for a request; undefined when an end is not on the network. */
export function ask(
  dataset: Dataset,
  standing: StandingGraph | undefined,
  request: PlanRequest,
): FoundOptions | undefined {
  const prepared = standing ?? standingGraph(dataset, queryOf(request));
  const source = prepared.graph.originOf.get(request.from.id);
  const target = prepared.graph.destinationOf.get(request.to.id);
  if (source === undefined || target === undefined) return undefined;
  return findOptions(prepared, {
    source,
    target,
    rule: ruleOf(dataset, prepared, request),
    terms: termsOf(request),
    count: request.asked.options,
    kindOf: (path) => corridorOf(prepared, path.slots)?.id ?? "",
    whole: request.asked.pareto,
    ...(request.deadline === undefined
      ? {}
      : { accept: (evaluation: Evaluation) => onTimeOf(request, evaluation) >= ENOUGH_ON_TIME }),
  });
}

export const queryOf = (request: PlanRequest): NetworkQuery => ({
  consignment: request.consignment,
  depart: request.depart,
  networkDate: request.networkDate,
});

export const termsOf = (request: PlanRequest): ShippersTerms => ({
  valueUsd: request.valueUsd,
  holdingPerYear: request.costOfCapital + request.depreciation,
});

/** P(arrival by the deadline); 1 without one. */
export function onTimeOf(request: PlanRequest, evaluation: Evaluation): number {
  return request.deadline === undefined ? 1 : lawCdf(evaluation.law, request.deadline - request.depart);
}

/** What is asked to be passed and avoided, as one rule. */
export function ruleOf(dataset: Dataset, standing: StandingGraph, request: PlanRequest): ArcRule {
  return readRule(standing.graph, pathRuleOf(dataset, request.avoid, request.require));
}

function pathRuleOf(dataset: Dataset, avoid: readonly PathTerm[], require: readonly PathTerm[]): PathRule {
  const mustPass: (readonly string[])[] = [];
  const mustAvoid: string[] = avoid.flatMap((term) =>
    term.corridor ? distinguishing(dataset, term.corridor) : term.touches,
  );
  for (const term of require) {
    const corridor = dataset.corridors.find(({ id }) => id === term.corridor);
    if (corridor) {
      mustPass.push(...corridor.mustPass);
      mustAvoid.push(...corridor.mustAvoid);
    } else mustPass.push(term.touches);
  }
  return { mustPass, mustAvoid };
}

/**
 * A corridor is avoided by leaving out one of its requirements: without it no path follows the rule. The one that the
 * fewest other corridors need is taken, so that these stay; then the narrowest.
 */
function distinguishing(dataset: Dataset, corridorId: string): readonly string[] {
  const needs = (groups: readonly (readonly string[])[], entries: readonly string[]) =>
    groups.some((group) => group.some((entry) => entries.includes(entry)));
  const groups = dataset.corridors.find(({ id }) => id === corridorId)?.mustPass ?? [];
  const ranked = groups.map((group) => ({
    group,
    others: dataset.corridors.filter(({ id, mustPass }) => id !== corridorId && needs(mustPass, group)).length,
  }));
  return ranked.sort((a, b) => a.others - b.others || a.group.length - b.group.length)[0]?.group ?? [];
}

export function corridorOf(standing: StandingGraph, slots: Int32Array): Corridor | undefined {
  return standing.corridors.find(({ rule }) => followsRule(rule, slots))?.corridor;
}

/** Places of a path in order, each once. */
function placesOf(graph: ServiceGraph, slots: Int32Array): string[] {
  const places: string[] = [];
  for (const arc of arcsOf(graph, slots)) {
    for (const element of arc.elements) {
      for (const place of [element.from, element.to]) if (places[places.length - 1] !== place) places.push(place);
    }
  }
  return places;
}

/**
 * True when a path goes over the same links twice, beyond the spur of a terminal or a port: it was sent out to a place of
 * the corridor and came back, which no shipper would call a way by that corridor.
 */
function isThereAndBack(dataset: Dataset, request: PlanRequest, graph: ServiceGraph, slots: Int32Array): boolean {
  const used = new Set<string>();
  let twiceKm = 0;
  for (const { link } of arcsOf(graph, slots).flatMap((arc) => arc.elements)) {
    // A ship that calls at a port on a spur passes it twice by itself.
    for (const one of new Set(link === "" ? [] : link.split(" "))) {
      if (used.has(one)) twiceKm += dataset.findValue(one, "lengthKm", request.networkDate)?.value ?? 0;
      used.add(one);
    }
  }
  return twiceKm > LONGEST_SPUR_KM;
}

const LONGEST_SPUR_KM = 100;

function toOption(
  standing: StandingGraph,
  request: PlanRequest,
  path: FoundPath,
  evaluation: Evaluation,
): PlannedOption {
  const terms = termsOf(request);
  return {
    path,
    evaluation,
    corridor: corridorOf(standing, path.slots),
    badges: [],
    inventoryUsd: inventoryUsd(terms, evaluation.meanHours),
    generalisedUsd: generalisedUsd(terms, evaluation),
    onTime: request.deadline === undefined ? undefined : onTimeOf(request, evaluation),
  };
}

/** Marks the extremes among the options; at most two words each, the rarest first. */
function withBadges(options: readonly PlannedOption[]): PlannedOption[] {
  if (options.length < 2) return options.map((option) => ({ ...option, badges: ["best"] }));
  const least = (read: (option: PlannedOption) => number) =>
    options.reduce((best, option) => (read(option) < read(best) ? option : best));
  const titles: readonly (readonly [Badge, PlannedOption])[] = [
    ["best", least((option) => option.generalisedUsd)],
    ["fastest", least((option) => lawQuantile(option.evaluation.law, 0.5))],
    ["surest", least((option) => lawQuantile(option.evaluation.law, 0.95))],
    ["cheapest", least((option) => option.evaluation.usd)],
    ["cleanest", least((option) => option.evaluation.co2eKg)],
  ];
  return options.map((option) => ({
    ...option,
    badges: titles.filter(([, holder]) => holder === option).map(([badge]) => badge),
  }));
}

/** The best path of each corridor at the shipper's terms, under the request's own rule; none that only goes there and back. */
function rivalsOf(
  dataset: Dataset,
  standing: StandingGraph,
  request: PlanRequest,
  best: Evaluation | undefined,
): PlannedRival[] {
  const { graph } = standing;
  const source = graph.originOf.get(request.from.id);
  const target = graph.destinationOf.get(request.to.id);
  const terms = termsOf(request);
  const own = source === undefined || target === undefined ? undefined : ruleOf(dataset, standing, request);
  const weights = own ? generalisedWeights(graph, terms) : undefined;
  const toGo = weights && target !== undefined ? dijkstraTo(standing.backward, weights, target).distance : undefined;
  const options = standing.corridors.map(({ corridor, rule }) => {
    if (!own || !weights || source === undefined || target === undefined) return undefined;
    const slots = bestPath(graph, weights, bothRules(rule, own), source, target, toGo);
    if (!slots) return undefined;
    // A path that an earlier corridor names belongs to that corridor.
    if (corridorOf(standing, slots)?.id !== corridor.id) return undefined;
    if (isThereAndBack(dataset, request, graph, slots)) return undefined;
    const evaluation = standing.evaluator.evaluate(slots, { stages: true });
    const path: FoundPath = {
      slots,
      usd: evaluation.usd,
      meanHours: evaluation.meanHours,
      varianceHours: evaluation.varianceHours,
      co2eKg: evaluation.co2eKg,
      borders: evaluation.borders,
      generalisedUsd: generalisedUsd(terms, evaluation),
      key: slots.join(" "),
    };
    return toOption(standing, request, path, evaluation);
  });
  const reference = best ?? bestOf(options)?.evaluation;
  const goes = new Set(options.flatMap((option) => (option?.corridor ? [option.corridor.id as string] : [])));
  return standing.corridors.flatMap(({ corridor }, i) => {
    if (corridor.variants.some((variant) => goes.has(variant))) return [];
    const option = options[i];
    return [
      {
        corridor,
        option,
        reason: option ? "" : whyNot(dataset, standing.graph, request, corridor),
        breakEvenValueUsd:
          option && reference ? breakEvenValueUsd(terms.holdingPerYear, option.evaluation, reference) : null,
      },
    ];
  });
}

export function bestOf(options: readonly (PlannedOption | undefined)[]): PlannedOption | undefined {
  let best: PlannedOption | undefined;
  for (const option of options) if (option && (!best || option.generalisedUsd < best.generalisedUsd)) best = option;
  return best;
}

/** Why a corridor carries nothing between two places: what is shut on it, what was asked to be avoided, or no way. */
function whyNot(dataset: Dataset, graph: ServiceGraph, request: PlanRequest, corridor: Corridor): string {
  const parts = new Set(corridor.mustPass.flat());
  const countries = new Set([...parts].map((part) => dataset.places.get(part as PlaceId)?.country as string));
  const shut = graph.exclusions.filter(
    ({ subject }) => parts.has(subject) || countries.has(subject) || endsIn(dataset, subject, parts),
  );
  const avoided = request.avoid.filter((term) => term.touches.some((touch) => parts.has(touch)));
  if (avoided.length > 0) return `You avoid ${avoided.map((term) => term.label).join(" and ")}.`;
  if (shut[0]) return sayExclusion(dataset, shut[0], request.networkDate);
  return `No way for this cargo from ${request.from.names.en} to ${request.to.names.en} follows this corridor without turning back.`;
}

function endsIn(dataset: Dataset, subject: string, parts: ReadonlySet<string>): boolean {
  const link = dataset.links.get(subject as never);
  return link !== undefined && parts.has(link.from) && parts.has(link.to);
}
