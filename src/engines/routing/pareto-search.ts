// Which paths are best for some weighing of several additive costs? Exact multi-criteria label setting with lower
// bounds to the target (Martins 1984; NAMOA*, Mandow & Pérez de la Cruz 2010) in lexicographic order, so that one
// criterion drops out of every comparison (Pulido, Mandow & Pérez de la Cruz 2015: truncated dominance). Optionally keeps near-dominated paths, for criteria that lie only within a known distance of their additive stand-in.
// Not for costs that depend on the time of departure: re-evaluate the paths it returns.

import { type Csr, reverse } from "../../lib/csr.ts";
import { KeyedHeap } from "../../lib/keyed-heap.ts";
import { VectorSets } from "../../lib/vector-sets.ts";
import { dijkstra, dijkstraTo } from "./dijkstra.ts";

/** Keeps only paths with weights · costs <= limit. */
export interface CostBound {
  /** One per criterion, at least 0. */
  readonly weights: readonly number[];
  readonly limit: number;
}

/**
 * How far the real criterion may lie from its additive stand-in. The real cost of an arc lies within
 * max(0, cost - slack) and cost + slack, so only a path that is worse beyond doubt is dropped.
 */
export interface CostSlack {
  /** Per criterion, one value >= 0 per slot. */
  readonly perArc?: readonly Float64Array[];
  /** Per criterion, one value >= 0 per node: how much the rest of a path can depend on how one came to the node. */
  readonly perNode?: readonly Float64Array[];
}

/** What every path still has to pay at least, per node; made by `computeLowerBounds`, may serve many queries. */
export interface LowerBounds {
  /** Per criterion, one value per node; Infinity where no path (within the bound) leads to a target. */
  readonly perCriterion: readonly Float64Array[];
  /** The same for weights · costs; present when there is a bound. */
  readonly weighted?: Float64Array;
}

export interface ParetoQuery {
  readonly graph: Csr;
  /** `reverse(graph)`; made on the way when absent. */
  readonly backward?: Csr;
  /** 1 to 8 criteria, each one finite cost >= 0 per slot. */
  readonly criteria: readonly Float64Array[];
  readonly source: number | readonly number[];
  /** A path ends at the first target it meets. */
  readonly target: number | readonly number[];
  /** One byte per slot: 0 closes the arc. */
  readonly arcAllowed?: Uint8Array;
  readonly bound?: CostBound;
  readonly slack?: CostSlack;
  /** From `computeLowerBounds` for the same query; without a bound it serves every source. */
  readonly lowerBounds?: LowerBounds;
  /** Labels to create at most; default 5,000,000. Reaching it ends the search with status `limit`. */
  readonly maxLabels?: number;
}

export interface ParetoSolution {
  /** One per criterion, in the order given, added up from source to target. */
  readonly costs: readonly number[];
  /** Slots in the order of travel; empty when source and target are one. */
  readonly arcs: Int32Array;
}

export interface ParetoResult {
  /** `ok`: all non-dominated vectors; `none`: no path (within the bound); `limit`: label limit reached, some may be missing. */
  readonly status: "ok" | "none" | "limit";
  /** In lexicographic order of costs. Equal vectors once, except those that slack keeps apart. */
  readonly solutions: readonly ParetoSolution[];
  readonly labelsCreated: number;
  readonly labelsKept: number;
}

const DEFAULT_MAX_LABELS = 5_000_000;
const MAX_CRITERIA = 8;
/**
 * Sums of fractions depend on their order in the last digits. Costs are therefore put on a grid of binary fractions so
 * fine that a path's sum still has 50 bits: sums are then exact, and paths that differ by less count as equal.
 */
const SUM_BITS = 50;
/** Share by which a bound on weighted costs gives way to rounding. */
const ROUNDING_SHARE = 1e-9;
/** A criterion with fewer different values is a poor one to order by: it leaves too many ties. */
const MANY_VALUES = 16;
/** Arcs looked at to see which criteria go together. */
const CORRELATION_SAMPLE = 2000;
const RIDGE = 1e-9;

/**
 * All non-dominated cost vectors from source to target, each with one path that attains it. With `slack`: also every
 * path that could turn out non-dominated while its real costs stay within the slack; these paths visit no node twice.
 * Output-sensitive: time and memory grow with the number of non-dominated labels, which can be exponential.
 */
export function searchPareto(query: ParetoQuery): ParetoResult {
  checkQuery(query);
  return runSearch(query, query.lowerBounds ?? computeLowerBounds(query));
}

/**
 * Lower bounds for a target by one backward Dijkstra per criterion, O(K (n + m) log n). Without a bound they hold for
 * every source; with one, only for the query's.
 */
export function computeLowerBounds(query: Omit<ParetoQuery, "lowerBounds" | "maxLabels">): LowerBounds {
  const { graph, bound, arcAllowed } = query;
  const backward = query.backward ?? reverse(graph);
  const { low } = exactCosts(query);
  const mask = arcAllowed === undefined ? {} : { arcAllowed };
  if (bound === undefined) {
    return { perCriterion: low.map((costs) => dijkstraTo(backward, costs, query.target, mask).distance) };
  }
  const sum = weightedSum(low, bound.weights);
  const limit = loosened(bound.limit);
  const weighted = dijkstraTo(backward, sum, query.target, { ...mask, limit }).distance;
  // Arcs on no path within the bound are left out of the bounds of the single criteria, which tightens these too.
  const reached = dijkstra(graph, sum, query.source, { ...mask, limit }).distance;
  const useful = new Uint8Array(graph.arcCount);
  for (let arc = 0; arc < graph.arcCount; arc++) {
    const least = reached[graph.tail[arc]] + sum[arc] + weighted[graph.head[arc]];
    if (least <= limit && (arcAllowed === undefined || arcAllowed[arc] !== 0)) useful[arc] = 1;
  }
  const perCriterion = low.map((costs) => dijkstraTo(backward, costs, query.target, { arcAllowed: useful }).distance);
  return { perCriterion, weighted };
}

/** The whole search. Labels stand in flat arrays, a row each: place, how it came there, costs so far. */
function runSearch(query: ParetoQuery, bounds: LowerBounds): ParetoResult {
  const { graph, criteria, slack, arcAllowed, maxLabels = DEFAULT_MAX_LABELS } = query;
  const { firstOut, head, nodeCount } = graph;
  const width = criteria.length;
  const { low, high } = exactCosts(query);
  const isTarget = new Uint8Array(nodeCount);
  for (const node of listed(query.target)) isTarget[node] = 1;

  // 1. Criteria in the order of comparison. Without slack what came before is no worse in the first: leave that out.
  const isTruncated = slack === undefined && width > 1;
  const order = isTruncated ? orderOfCriteria(low) : criteria.map((_, k) => k);
  const skipped = isTruncated ? 1 : 0;
  const toGo = interleaved(bounds.perCriterion, order, nodeCount);
  const arcLow = interleaved(low, order, graph.arcCount);
  const arcHigh = slack === undefined ? arcLow : interleaved(high, order, graph.arcCount);
  const perNode = slack?.perNode;
  const scale = weightsForOrder(bounds, order, listed(query.source));
  const limit = query.bound === undefined ? Number.POSITIVE_INFINITY : loosened(query.bound.limit);
  const boundWeights = Float64Array.from(order, (k) => query.bound?.weights[k] ?? 0);
  const weightedToGo =
    bounds.weighted ?? weightedSum(bounds.perCriterion, query.bound?.weights ?? criteria.map(() => 0));

  const labels = new LabelTable(width, slack !== undefined);
  const queue = new KeyedHeap(1024);
  // One set of costs per node, and one of the solutions, of which no label may be certainly worse.
  const sets = new VectorSets(nodeCount + 1, width - skipped);
  const solutionSet = nodeCount;
  const found: number[] = [];
  const next = new Float64Array(width);
  const total = new Float64Array(width);
  let keptCount = 0;
  let isFull = false;

  for (const node of listed(query.source)) {
    if (toGo[node * width] !== Number.POSITIVE_INFINITY && weightedToGo[node] <= limit) {
      queue.push(toGo[node * width], labels.create(node, -1, -1));
    }
  }

  search: for (let label = queue.pop(); label >= 0; label = queue.pop()) {
    const node = labels.node[label];
    const at = label * width;
    const nodeAt = node * width;
    // 2. Look again, at those only that were found since the label was made.
    for (let k = 0; k < width; k++) total[k] = labels.low[at + k] + toGo[nodeAt + k];
    if (
      sets.covers(node, labels.seenAtNode[label], labels.low, at + skipped) ||
      sets.covers(solutionSet, labels.seenSolutions[label], total, skipped)
    ) {
      labels.release(label);
      continue;
    }
    // 3. Keep it.
    keptCount++;
    for (let k = 0; k < width; k++) {
      total[k] = labels.high[at + k] + (perNode === undefined ? 0 : perNode[order[k]][node]);
    }
    if (isTarget[node] === 1) {
      sets.addAndDropCovered(solutionSet, total, skipped);
      found.push(label);
      continue;
    }
    sets.addAndDropCovered(node, total, skipped);
    // 4. Go on along every arc, unless the end of it is hopeless already.
    for (let arc = firstOut[node]; arc < firstOut[node + 1]; arc++) {
      if (arcAllowed !== undefined && arcAllowed[arc] === 0) continue;
      const end = head[arc];
      const endAt = end * width;
      const arcAt = arc * width;
      if (toGo[endAt] === Number.POSITIVE_INFINITY) continue;
      let sum = 0;
      let weighted = weightedToGo[end];
      for (let k = 0; k < width; k++) {
        const cost = labels.low[at + k] + arcLow[arcAt + k];
        next[k] = cost;
        total[k] = cost + toGo[endAt + k];
        sum += scale[k] * total[k];
        weighted += boundWeights[k] * cost;
      }
      if (weighted > limit) continue;
      if (sets.covers(end, 0, next, skipped) || sets.covers(solutionSet, 0, total, skipped)) continue;
      if (slack !== undefined && labels.hasVisited(label, end)) continue;
      if (labels.created >= maxLabels) {
        isFull = true;
        break search;
      }
      const made = labels.create(end, label, arc);
      const madeAt = made * width;
      for (let k = 0; k < width; k++) labels.low[madeAt + k] = next[k];
      if (slack !== undefined) {
        for (let k = 0; k < width; k++) labels.high[madeAt + k] = labels.high[at + k] + arcHigh[arcAt + k];
      }
      labels.seenAtNode[made] = sets.added(end);
      labels.seenSolutions[made] = sets.added(solutionSet);
      if (isTruncated) queue.push(total[0], made, sum);
      else queue.push(sum, made);
    }
  }

  const solutions = found.map((label) => toSolution(labels.arcsOf(label), criteria));
  return {
    status: isFull ? "limit" : solutions.length === 0 ? "none" : "ok",
    solutions: slack === undefined ? withoutDominated(solutions) : solutions.sort(inLexicographicOrder),
    labelsCreated: labels.created,
    labelsKept: keptCount,
  };
}

/** Labels as a struct of arrays that grow together; a released row is used again. */
class LabelTable {
  readonly #hasHigh: boolean;
  readonly #free: number[] = [];
  #next = 0;
  created = 0;
  node = new Int32Array(1024);
  parent = new Int32Array(1024);
  arc = new Int32Array(1024);
  /** How much of the node's set, and of the solutions, had been looked through when the label was made. */
  seenAtNode = new Int32Array(1024);
  seenSolutions = new Int32Array(1024);
  /** Least and largest the costs so far can be, `width` each; one and the same array without slack. */
  low: Float64Array;
  high: Float64Array;

  constructor(width: number, hasHigh: boolean) {
    this.#hasHigh = hasHigh;
    this.low = new Float64Array(1024 * width);
    this.high = hasHigh ? new Float64Array(1024 * width) : this.low;
  }

  create(node: number, parent: number, arc: number): number {
    const label = this.#free.pop() ?? this.#next++;
    if (label === this.node.length) this.#grow();
    this.created++;
    this.node[label] = node;
    this.parent[label] = parent;
    this.arc[label] = arc;
    this.seenAtNode[label] = 0;
    this.seenSolutions[label] = 0;
    return label;
  }

  /** Gives the row of a label without descendants back. */
  release(label: number): void {
    this.#free.push(label);
  }

  /** Whether the label's path has been at a node. */
  hasVisited(label: number, node: number): boolean {
    for (let at = label; at >= 0; at = this.parent[at]) if (this.node[at] === node) return true;
    return false;
  }

  arcsOf(label: number): Int32Array {
    const arcs: number[] = [];
    for (let at = label; this.parent[at] >= 0; at = this.parent[at]) arcs.push(this.arc[at]);
    return Int32Array.from(arcs.reverse());
  }

  #grow(): void {
    this.node = doubled(this.node);
    this.parent = doubled(this.parent);
    this.arc = doubled(this.arc);
    this.seenAtNode = doubled(this.seenAtNode);
    this.seenSolutions = doubled(this.seenSolutions);
    const low = new Float64Array(this.low.length * 2);
    low.set(this.low);
    const high = this.#hasHigh ? new Float64Array(low.length) : low;
    if (this.#hasHigh) high.set(this.high);
    this.low = low;
    this.high = high;
  }
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** Costs are added from the source on, as any reader of the path would. */
function toSolution(arcs: Int32Array, criteria: readonly Float64Array[]): ParetoSolution {
  return { arcs, costs: criteria.map((costs) => arcs.reduce((sum, arc) => sum + costs[arc], 0)) };
}

/** Labels that tie in the first criterion can come in any order, so the last word is a plain comparison. */
function withoutDominated(solutions: readonly ParetoSolution[]): ParetoSolution[] {
  const sorted = [...solutions].sort(inLexicographicOrder);
  const kept = new VectorSets(1, solutions[0]?.costs.length ?? 1);
  return sorted.filter(({ costs }) => {
    const vector = Float64Array.from(costs);
    if (kept.covers(0, 0, vector, 0)) return false;
    kept.add(0, vector, 0);
    return true;
  });
}

function inLexicographicOrder(a: ParetoSolution, b: ParetoSolution): number {
  return firstDifference(a.costs, b.costs) || firstDifference(a.arcs, b.arcs) || a.arcs.length - b.arcs.length;
}

function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}

/**
 * The criterion to search by stands first: the one that the others say least about (largest 1 - R² of its regression
 * on them over the arcs). It alone keeps many vectors apart, which need not be kept once comparisons leave it out.
 */
function orderOfCriteria(low: readonly Float64Array[]): number[] {
  const own = unexplainedShares(low).map((share, k) => (hasManyValues(low[k]) ? share : 0));
  const first = own.indexOf(Math.max(...own));
  return [first, ...low.map((_, k) => k).filter((k) => k !== first)];
}

/** 1 - R² of each column given the others: 1 over the diagonal of the inverse correlation matrix. */
function unexplainedShares(columns: readonly Float64Array[]): number[] {
  const sample = columns.map((column) => {
    const stride = Math.ceil(column.length / CORRELATION_SAMPLE);
    return standardised(column.filter((_, arc) => arc % stride === 0));
  });
  const width = columns.length;
  // Gauss-Jordan on the matrix beside the identity; the ridge keeps copies of a column apart.
  const rows = sample.map((a, i) => [
    ...sample.map((b, j) => a.reduce((sum, value, at) => sum + value * b[at], 0) + (i === j ? RIDGE : 0)),
    ...sample.map((_, j) => (i === j ? 1 : 0)),
  ]);
  for (let i = 0; i < width; i++) {
    const pivot = rows[i][i];
    for (let j = 0; j < 2 * width; j++) rows[i][j] /= pivot;
    for (let r = 0; r < width; r++) {
      const factor = r === i ? 0 : rows[r][i];
      if (factor !== 0) for (let j = 0; j < 2 * width; j++) rows[r][j] -= factor * rows[i][j];
    }
  }
  return rows.map((row, k) => 1 / row[width + k]);
}

/** Mean 0 and length 1; all zero when constant. */
function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  return values.map((value) => (length === 0 ? 0 : (value - mean) / length));
}

function hasManyValues(costs: Float64Array): boolean {
  const values = new Set<number>();
  for (let arc = 0; arc < costs.length && values.size < MANY_VALUES; arc++) values.add(costs[arc]);
  return values.size >= MANY_VALUES;
}

/** Every criterion counts about alike in sums: each is measured by the least it can be. */
function weightsForOrder(bounds: LowerBounds, order: readonly number[], sources: readonly number[]): Float64Array {
  return Float64Array.from(order, (k) => {
    const least = Math.min(...sources.map((node) => bounds.perCriterion[k][node]));
    return least > 0 && least !== Number.POSITIVE_INFINITY ? 1 / least : 1;
  });
}

function interleaved(columns: readonly Float64Array[], order: readonly number[], length: number): Float64Array {
  const width = order.length;
  const rows = new Float64Array(length * width);
  for (let k = 0; k < width; k++) {
    const column = columns[order[k]];
    for (let i = 0, at = k; i < length; i++, at += width) rows[at] = column[i];
  }
  return rows;
}

interface ExactCosts {
  readonly low: readonly Float64Array[];
  readonly high: readonly Float64Array[];
}

/** Least and largest cost per arc, on a grid on which all sums are exact; the same arrays without slack. */
function exactCosts(query: Pick<ParetoQuery, "graph" | "criteria" | "slack">): ExactCosts {
  const { nodeCount } = query.graph;
  const perArc = query.slack?.perArc;
  if (perArc === undefined) {
    const low = query.criteria.map((costs) => (isWhole(costs) ? costs : onGrid(costs, nodeCount, Math.round)));
    return { low, high: low };
  }
  return {
    low: query.criteria.map((costs, k) => {
      return onGrid(
        costs.map((cost, arc) => Math.max(0, cost - perArc[k][arc])),
        nodeCount,
        Math.floor,
      );
    }),
    high: query.criteria.map((costs, k) => {
      return onGrid(
        costs.map((cost, arc) => cost + perArc[k][arc]),
        nodeCount,
        Math.ceil,
      );
    }),
  };
}

function onGrid(costs: Float64Array, nodeCount: number, round: (value: number) => number): Float64Array {
  const most = costs.reduce((largest, cost) => Math.max(largest, cost), 0) * nodeCount;
  if (most === 0) return costs;
  const steps = 2 ** Math.floor(SUM_BITS - Math.log2(most));
  return costs.map((cost) => round(cost * steps) / steps);
}

function weightedSum(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const sum = new Float64Array(columns[0].length);
  for (let k = 0; k < columns.length; k++) {
    const weight = weights[k];
    const column = columns[k];
    // 0 times Infinity (unreachable) is no number.
    if (weight > 0) for (let i = 0; i < sum.length; i++) sum[i] += weight * column[i];
  }
  return sum;
}

const loosened = (limit: number): number => limit + Math.abs(limit) * ROUNDING_SHARE;
const listed = (nodes: number | readonly number[]): readonly number[] => (typeof nodes === "number" ? [nodes] : nodes);

function isWhole(costs: Float64Array): boolean {
  for (let arc = 0; arc < costs.length; arc++) if (!Number.isInteger(costs[arc])) return false;
  return true;
}

/** Wrong input here is a bug of the caller: boundaries check what people enter. */
function checkQuery(query: ParetoQuery): void {
  const { graph, criteria, slack } = query;
  assert(criteria.length >= 1 && criteria.length <= MAX_CRITERIA, `1 to ${MAX_CRITERIA} criteria`, criteria.length);
  checkColumns("cost", criteria, graph.arcCount);
  if (slack?.perArc !== undefined) checkColumns("slack per arc", slack.perArc, graph.arcCount);
  if (slack?.perNode !== undefined) checkColumns("slack per node", slack.perNode, graph.nodeCount);
  for (const node of [...listed(query.source), ...listed(query.target)]) {
    assert(Number.isInteger(node) && node >= 0 && node < graph.nodeCount, "a node of the graph", node);
  }
  for (const weight of query.bound?.weights ?? []) assert(weight >= 0 && weight < Infinity, "weights >= 0", weight);
}

function checkColumns(what: string, columns: readonly Float64Array[], length: number): void {
  const expected = `finite ${what} >= 0`;
  for (const column of columns) {
    assert(column.length === length, `${length} values of ${what}`, column.length);
    for (let i = 0; i < length; i++) if (!(column[i] >= 0 && column[i] < Infinity)) assert(false, expected, column[i]);
  }
}

function assert(holds: boolean, expected: string, found: number): void {
  if (!holds) throw new RangeError(`expected ${expected}, found ${found}`);
}
