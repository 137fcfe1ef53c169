// From a graph and a question to the few paths worth showing: exact Pareto search under a bound that no shown path can
// exceed, re-evaluation of everything that could still win, and a choice of different ones.

import { type Csr, reverse } from "../../lib/csr.ts";
import { hours, usd as toUsd } from "../../model/units.ts";
import { bestPath } from "./best-path.ts";
import { type ArcRule, carryOver, constrain } from "./constrain.ts";
import { createEvaluator, type Evaluation, type Evaluator } from "./evaluate.ts";
import { type CostSlack, searchPareto } from "./pareto-search.ts";
import { type Candidate, chooseDifferent, DEFAULT_SELECTION, notBeaten } from "./select.ts";
import type { ServiceArc, ServiceGraph } from "./service-graph.ts";
import { generalisedUsd, type ShippersTerms, usdPerHour } from "./shippers-terms.ts";
import type { SpectrumCache } from "./spectrum-cache.ts";
import { meetsTwiceWithin, type StormRelief, stormRelief } from "./storm-relief.ts";

/** A graph with what is worth keeping between questions. */
export interface PreparedGraph {
  readonly graph: ServiceGraph;
  readonly evaluator: Evaluator;
  readonly backward: Csr;
  /** Present when some wait depends on the clock. */
  readonly slack: CostSlack | undefined;
  /** What meeting each storm a second time can take off an arc's figures. */
  readonly relief: readonly StormRelief[];
}

export interface RoutingQuestion {
  readonly source: number;
  readonly target: number;
  readonly rule: ArcRule;
  readonly terms: ShippersTerms;
  readonly count: number;
  /** Keep a path only when this holds (a deadline); asked of evaluated paths. */
  readonly accept?: (evaluation: Evaluation) => boolean;
  /** What sort a path is of, such as its corridor; of two equally good ones, another sort is chosen. */
  readonly kindOf?: (path: FoundPath) => string;
  /** All non-dominated paths instead of those within the bound. */
  readonly whole?: boolean;
  readonly maxLabels?: number;
}

export type FoundPath = Candidate;

export interface FoundOptions {
  readonly status: "ok" | "none" | "not-accepted" | "limit";
  /** The choice, evaluated in full. */
  readonly chosen: readonly { readonly path: FoundPath; readonly evaluation: Evaluation }[];
  /** Everything that no other path beats (within the bound unless `whole`), by generalised cost. */
  readonly pareto: readonly FoundPath[];
  readonly labelsCreated: number;
}

/** A second or two of search. */
const MAX_LABELS = 400_000;
/** Without dominance every label is compared with all others of its node. */
const MAX_LABELS_WITH_SLACK = 40_000;

/**
 * Prepares a graph for many questions.
 * @param spectra shared with other graphs, so that all of them keep within one budget of memory
 */
export function prepareGraph(graph: ServiceGraph, spectra?: SpectrumCache): PreparedGraph {
  return {
    graph,
    evaluator: createEvaluator(graph, spectra),
    backward: reverse(graph.csr),
    slack: clockSlack(graph),
    relief: stormRelief(graph),
  };
}

/** Money plus the cost of time, by arc slot. */
export function generalisedWeights(graph: ServiceGraph, terms: ShippersTerms): Float64Array {
  const perHour = usdPerHour(terms);
  const [usd, hours] = graph.criteria as readonly [Float64Array, Float64Array];
  return usd.map((value, slot) => value + perHour * hours[slot]);
}

/** Answers a question on a prepared graph. */
export function findOptions(prepared: PreparedGraph, question: RoutingQuestion): FoundOptions {
  const { graph } = prepared;
  const weights = generalisedWeights(graph, question.terms);
  const first = bestPath(graph, weights, question.rule, question.source, question.target);
  if (!first) return { status: "none", chosen: [], pareto: [], labelsCreated: 0 };
  const evaluations = new Map<string, Evaluation>();
  const { pareto, accepted, limited, labelsCreated } = searchUntilAccepted(prepared, question, first, evaluations);
  const { kindOf } = question;
  const chosen = chooseDifferent(
    kindOf ? accepted.map((path) => ({ ...path, kind: kindOf(path) })) : accepted,
    { ...DEFAULT_SELECTION, count: question.count },
    (slot) => graph.arcs[slot]?.usd ?? 0,
  );
  return {
    status: chosen.length === 0 ? "not-accepted" : limited ? "limit" : "ok",
    chosen: chosen.map((path) => ({ path, evaluation: prepared.evaluator.evaluate(path.slots, { stages: true }) })),
    pareto,
    labelsCreated,
  };
}

/**
 * Searches within the detour of the best path. What is accepted may cost far more (a deadline that only a quick and dear
 * way meets): then once more, within the detour of the best that is accepted, or among all when none was.
 */
function searchUntilAccepted(
  prepared: PreparedGraph,
  question: RoutingQuestion,
  first: Int32Array,
  evaluations: Map<string, Evaluation>,
) {
  const { accept, terms } = question;
  const best = measure(prepared, first, terms);
  const searchWithin = (limit: number | undefined) => {
    const found = search(prepared, question, limit);
    // The best path is among what is found unless the search was cut short.
    const measured = dedupe([best, ...found.paths.map((slots) => measure(prepared, slots, terms))]);
    const pareto = notBeaten(measured).sort((a, b) => a.generalisedUsd - b.generalisedUsd);
    const isAccepted = (path: FoundPath) => {
      const evaluation = evaluations.get(path.key) ?? prepared.evaluator.evaluate(path.slots);
      evaluations.set(path.key, evaluation);
      return accept?.(evaluation) ?? true;
    };
    return {
      pareto,
      accepted: accept ? pareto.filter(isAccepted) : pareto,
      limited: found.limited,
      labelsCreated: found.labelsCreated,
    };
  };
  const limit = question.whole ? undefined : DEFAULT_SELECTION.largestDetour * best.generalisedUsd;
  const near = searchWithin(limit);
  const dearest = DEFAULT_SELECTION.largestDetour * (near.accepted[0]?.generalisedUsd ?? Number.POSITIVE_INFINITY);
  if (!accept || limit === undefined || dearest <= limit) return near;
  return searchWithin(Number.isFinite(dearest) ? dearest : undefined);
}

/**
 * Exact figures of a path. Sums of the arcs are exact unless a wait depends on the clock or two arcs share a storm;
 * only then is the law itself computed.
 */
export function measure(prepared: PreparedGraph, slots: Int32Array, terms: ShippersTerms): FoundPath {
  const { graph } = prepared;
  let isStatic = true;
  let stormsMet = 0;
  let usd = 0;
  let meanHours = 0;
  let varianceHours = 0;
  let co2eKg = 0;
  let borders = 0;
  for (const slot of slots) {
    const arc = graph.arcs[slot];
    if (!arc) throw new RangeError(`expected an arc slot below ${graph.arcs.length}, found ${slot}`);
    usd += arc.usd;
    meanHours += arc.meanHours;
    varianceHours += arc.varianceHours;
    co2eKg += arc.co2eKg;
    borders += arc.borders;
    if (arc.timed) isStatic = false;
    if ((stormsMet & arc.storms) !== 0) isStatic = false;
    stormsMet |= arc.storms;
  }
  if (!isStatic) {
    const evaluation = prepared.evaluator.evaluate(slots);
    usd = evaluation.usd;
    meanHours = evaluation.meanHours;
    varianceHours = evaluation.varianceHours;
  }
  return {
    slots,
    usd,
    meanHours,
    varianceHours,
    co2eKg,
    borders,
    generalisedUsd: generalisedUsd(terms, { usd: toUsd(usd), meanHours: hours(meanHours) }),
    key: slots.join(" "),
  };
}

/**
 * Searches with slack where it is needed. Slack keeps near-dominated paths, which can be more than there is time for:
 * then the additive figures decide alone, what was found so far is kept beside them, and the answer says so.
 */
function search(prepared: PreparedGraph, question: RoutingQuestion, limit: number | undefined) {
  const { criteria, slack } = withRelief(prepared, question, limit);
  if (!slack) return searchOnce(prepared, question, limit, prepared.graph.criteria, undefined, MAX_LABELS);
  const found = searchOnce(prepared, question, limit, criteria, slack, MAX_LABELS_WITH_SLACK);
  if (!found.limited) return found;
  const plain = searchOnce(prepared, question, limit, prepared.graph.criteria, undefined, MAX_LABELS);
  return {
    paths: [...plain.paths, ...found.paths],
    limited: true,
    labelsCreated: found.labelsCreated + plain.labelsCreated,
  };
}

function searchOnce(
  prepared: PreparedGraph,
  question: RoutingQuestion,
  limit: number | undefined,
  criteria: readonly Float64Array[],
  slack: CostSlack | undefined,
  maxLabels: number,
) {
  const { graph } = prepared;
  const perHour = usdPerHour(question.terms);
  const common = {
    maxLabels: Math.min(maxLabels, question.maxLabels ?? maxLabels),
    ...(limit === undefined ? {} : { bound: { weights: [1, perHour, 0, 0, 0], limit } }),
  };
  if (question.rule.groupCount === 0) {
    const { solutions, status, labelsCreated } = searchPareto({
      graph: graph.csr,
      backward: prepared.backward,
      criteria,
      source: question.source,
      target: question.target,
      arcAllowed: question.rule.allowed,
      ...(slack ? { slack } : {}),
      ...common,
    });
    return { paths: solutions.map(({ arcs }) => arcs), limited: status === "limit", labelsCreated };
  }
  const constrained = constrain(graph.csr, question.rule, question.source, question.target);
  const carry = (values: Float64Array) => carryOver(constrained, values);
  const { solutions, status, labelsCreated } = searchPareto({
    graph: constrained.csr,
    criteria: criteria.map(carry),
    source: constrained.source,
    target: constrained.target,
    ...(slack ? { slack: carrySlack(slack, 1 << question.rule.groupCount, carry) } : {}),
    ...common,
  });
  return {
    paths: solutions.map(({ arcs }) => arcs.map((arc) => constrained.baseSlot[arc])),
    limited: status === "limit",
    labelsCreated,
  };
}

/**
 * Criteria and slack of a search. Storms that a path within the limit can meet in two arcs need slack, because whoever
 * waited for the first is less likely to find the second; the others, and that is the rule, need none.
 */
function withRelief(prepared: PreparedGraph, question: RoutingQuestion, limit: number | undefined) {
  const { graph, slack, relief } = prepared;
  const perHour = usdPerHour(question.terms);
  const [usd, hours] = graph.criteria as readonly [Float64Array, Float64Array];
  const again = relief.filter((storm) => {
    const [usdSlack, hoursSlack] = slack?.perArc ?? [];
    const weight = usd.map((value, slot) => {
      const least = hours[slot] - (hoursSlack?.[slot] ?? 0) - storm.hours[slot];
      return Math.max(0, value - (usdSlack?.[slot] ?? 0)) + perHour * Math.max(0, least);
    });
    return meetsTwiceWithin(graph, storm.bit, weight, question, limit ?? Number.POSITIVE_INFINITY);
  });
  if (again.length === 0) return { criteria: graph.criteria, slack };
  const total = (read: (storm: StormRelief) => Float64Array) =>
    Float64Array.from(graph.arcs, (_, slot) => again.reduce((sum, storm) => sum + read(storm)[slot], 0));
  const lessHours = total((storm) => storm.hours);
  const lessVariance = total((storm) => storm.variance);
  // The real figure lies between the additive one and that less the relief: half of it below, half as slack around.
  const lowered = graph.criteria.map((values, k) => {
    const less = k === 1 ? lessHours : k === 2 ? lessVariance : undefined;
    return less ? values.map((value, slot) => Math.max(0, value - less[slot] / 2)) : values;
  });
  const none = new Float64Array(graph.arcs.length);
  const halves = [none, lessHours, lessVariance, none, none].map((values, k) =>
    values.map((value, slot) => value / 2 + (slack?.perArc?.[k]?.[slot] ?? 0)),
  );
  return { criteria: lowered, slack: { perArc: halves, ...(slack?.perNode ? { perNode: slack.perNode } : {}) } };
}

function dedupe(paths: readonly FoundPath[]): FoundPath[] {
  const byKey = new Map(paths.map((path) => [path.key, path]));
  return [...byKey.values()];
}

/**
 * How far the additive figures can be from the real ones. A clock wait lies between nothing and the longest gap, and
 * what comes before it changes it: at every node from which a clock wait can still be met, a path that is later by less
 * than the longest gap may yet win, and its variance says nothing of the variance at the end (methods §1.6).
 */
function clockSlack(graph: ServiceGraph): CostSlack | undefined {
  const { arcs, csr } = graph;
  if (!arcs.some((arc) => arc.timed)) return undefined;
  const column = (read: (arc: ServiceArc) => number) => Float64Array.from(arcs, read);
  const none = new Float64Array(arcs.length);
  const perArc = [
    column((arc) => arc.slackUsd),
    column((arc) => arc.slackHours),
    column((arc) => arc.slackVariance),
    none,
    none,
  ];
  const gapAhead = new Float64Array(csr.nodeCount);
  const usdAhead = new Float64Array(csr.nodeCount);
  // Largest clock wait ahead of each node, by spreading backwards until nothing changes.
  let changed = true;
  while (changed) {
    changed = false;
    for (const arc of arcs) {
      const hours = Math.max(arc.timed ? arc.slackHours : 0, gapAhead[arc.to]);
      const usd = Math.max(arc.timed ? arc.slackUsd : 0, usdAhead[arc.to]);
      if (hours <= gapAhead[arc.from] && usd <= usdAhead[arc.from]) continue;
      gapAhead[arc.from] = Math.max(hours, gapAhead[arc.from]);
      usdAhead[arc.from] = Math.max(usd, usdAhead[arc.from]);
      changed = true;
    }
  }
  const zero = new Float64Array(csr.nodeCount);
  const variance = gapAhead.map((hours) => (hours > 0 ? NO_GUIDE : 0));
  return { perArc, perNode: [usdAhead, gapAhead, variance, zero, zero] };
}

/** A variance so large that it never decides: the criterion is no guide at this node. */
const NO_GUIDE = 1e15;

/** Slack for a graph whose nodes are multiplied by the requirements met. */
function carrySlack(slack: CostSlack, layers: number, carry: (values: Float64Array) => Float64Array): CostSlack {
  const perNode = slack.perNode?.map((values) =>
    Float64Array.from({ length: values.length * layers }, (_, node) => values[Math.floor(node / layers)]),
  );
  return { ...(slack.perArc ? { perArc: slack.perArc.map(carry) } : {}), ...(perNode ? { perNode } : {}) };
}
