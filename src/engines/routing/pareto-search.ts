// Which paths are best for some weighing of several additive costs? Exact multi-criteria label setting with lower
// bounds to the target (Martins 1984; NAMOA*, Mandow & Pérez de la Cruz 2010), ordered by a weighted sum of g + h.
// Optionally keeps near-dominated paths, for criteria that lie only within a known distance of their additive stand-in.
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
 * Sums of fractions depend on their order. Bounds that mix two sums are lowered by this share, far above the rounding
 * error of a path of 1,000 arcs (1e-13), so that rounding never drops a path. Whole numbers need none.
 */
const ROUNDING_SHARE = 1e-12;

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
  const { graph, bound, slack, arcAllowed } = query;
  const backward = query.backward ?? reverse(graph);
  const low = query.criteria.map((costs, k) => lowEnd(costs, slack?.perArc?.[k]));
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
  const limit = query.bound === undefined ? Number.POSITIVE_INFINITY : loosened(query.bound.limit);
  const boundWeights = query.bound?.weights ?? criteria.map(() => 0);
  const toGo = interleaved(bounds.perCriterion, nodeCount);
  const weightedToGo = bounds.weighted ?? weightedSum(bounds.perCriterion, boundWeights);
  const arcLow = interleaved(
    criteria.map((costs, k) => lowEnd(costs, slack?.perArc?.[k])),
    graph.arcCount,
  );
  const arcHigh =
    slack === undefined
      ? arcLow
      : interleaved(
          criteria.map((costs, k) => highEnd(costs, slack.perArc?.[k])),
          graph.arcCount,
        );
  const perNode = slack?.perNode;
  const rounding = isWhole(criteria) ? 1 : 1 - ROUNDING_SHARE;
  const isTarget = new Uint8Array(nodeCount);
  for (const node of listed(query.target)) isTarget[node] = 1;
  const orderWeights = weightsForOrder(bounds, listed(query.source), width);

  const labels = new LabelTable(width, slack !== undefined);
  const queue = new KeyedHeap(1024);
  // One set of costs per node, and one of the solutions, of which no label may be certainly worse.
  const sets = new VectorSets(nodeCount + 1, width);
  const solutionSet = nodeCount;
  const found: number[] = [];
  const low = new Float64Array(width);
  const total = new Float64Array(width);
  const ceiling = new Float64Array(width);
  let keptCount = 0;
  let isFull = false;

  for (const node of listed(query.source)) {
    if (toGo[node * width] !== Number.POSITIVE_INFINITY && weightedToGo[node] <= limit) {
      queue.push(0, labels.create(node, -1, -1));
    }
  }

  search: for (let label = queue.pop(); label >= 0; label = queue.pop()) {
    const node = labels.node[label];
    const at = label * width;
    // 1. Look again, at those only that were found since the label was made.
    for (let k = 0; k < width; k++) {
      total[k] = isTarget[node] === 1 ? labels.low[at + k] : (labels.low[at + k] + toGo[node * width + k]) * rounding;
    }
    if (
      sets.covers(node, labels.seenAtNode[label], labels.low, at) ||
      sets.covers(solutionSet, labels.seenSolutions[label], total, 0)
    ) {
      labels.release(label);
      continue;
    }
    // 2. Keep it: nothing that follows is better.
    keptCount++;
    for (let k = 0; k < width; k++) {
      ceiling[k] = labels.high[at + k] + (perNode === undefined ? 0 : perNode[k][node]);
    }
    sets.add(node, ceiling, 0);
    if (isTarget[node] === 1) {
      sets.add(solutionSet, ceiling, 0);
      found.push(label);
      continue;
    }
    // 3. Go on along every arc, unless the end of it is hopeless already.
    for (let arc = firstOut[node]; arc < firstOut[node + 1]; arc++) {
      if (arcAllowed !== undefined && arcAllowed[arc] === 0) continue;
      const next = head[arc];
      const nextAt = next * width;
      if (toGo[nextAt] === Number.POSITIVE_INFINITY) continue;
      const share = isTarget[next] === 1 ? 1 : rounding;
      let key = 0;
      let weighted = weightedToGo[next];
      for (let k = 0; k < width; k++) {
        const cost = labels.low[at + k] + arcLow[arc * width + k];
        low[k] = cost;
        total[k] = (cost + toGo[nextAt + k]) * share;
        key += orderWeights[k] * total[k];
        weighted += boundWeights[k] * cost;
      }
      if (weighted > limit) continue;
      if (sets.covers(next, 0, low, 0) || sets.covers(solutionSet, 0, total, 0)) continue;
      if (slack !== undefined && labels.hasVisited(label, next)) continue;
      if (labels.created >= maxLabels) {
        isFull = true;
        break search;
      }
      const made = labels.create(next, label, arc);
      const madeAt = made * width;
      for (let k = 0; k < width; k++) labels.low[madeAt + k] = low[k];
      if (slack !== undefined) {
        for (let k = 0; k < width; k++) labels.high[madeAt + k] = labels.high[at + k] + arcHigh[arc * width + k];
      }
      labels.seenAtNode[made] = sets.count(next);
      labels.seenSolutions[made] = sets.count(solutionSet);
      queue.push(key, made);
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

/** Rounding can let a label through that a later one beats by the last digit; here exact numbers are compared. */
function withoutDominated(solutions: readonly ParetoSolution[]): ParetoSolution[] {
  const sorted = [...solutions].sort(inLexicographicOrder);
  const kept: ParetoSolution[] = [];
  for (const solution of sorted) {
    if (!kept.some((other) => other.costs.every((cost, k) => cost <= solution.costs[k]))) kept.push(solution);
  }
  return kept;
}

function inLexicographicOrder(a: ParetoSolution, b: ParetoSolution): number {
  return firstDifference(a.costs, b.costs) || firstDifference(a.arcs, b.arcs) || a.arcs.length - b.arcs.length;
}

function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}

/** Every criterion counts about alike in the order of search: each is measured by the least it can be. */
function weightsForOrder(bounds: LowerBounds, sources: readonly number[], width: number): Float64Array {
  const weights = new Float64Array(width).fill(1);
  for (let k = 0; k < width; k++) {
    const least = Math.min(...sources.map((node) => bounds.perCriterion[k][node]));
    if (least > 0 && least !== Number.POSITIVE_INFINITY) weights[k] = 1 / least;
  }
  return weights;
}

function interleaved(columns: readonly Float64Array[], length: number): Float64Array {
  const rows = new Float64Array(length * columns.length);
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k];
    for (let i = 0, at = k; i < length; i++, at += columns.length) rows[at] = column[i];
  }
  return rows;
}

function lowEnd(costs: Float64Array, slack: Float64Array | undefined): Float64Array {
  return slack === undefined ? costs : costs.map((cost, arc) => Math.max(0, cost - slack[arc]));
}

function highEnd(costs: Float64Array, slack: Float64Array | undefined): Float64Array {
  return slack === undefined ? costs : costs.map((cost, arc) => cost + slack[arc]);
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
const isWhole = (columns: readonly Float64Array[]): boolean =>
  columns.every((column) => column.every(Number.isInteger));

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
