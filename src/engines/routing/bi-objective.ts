// Which paths are best for some weighing of two costs, on graphs of 10^5 nodes and more? BOA* (Hernández et al. 2020):
// labels in the order of the first cost's estimate, so that one number per node, the least second cost yet, decides
// dominance. Costs are whole numbers, so the queue is an array of buckets (Dial 1969), and the bounds come from two
// interrupted backward Dijkstras. Fractional or huge costs go to the general search instead. Not for more than two
// criteria, nor for costs that depend on the time.

import type { Csr } from "../../lib/csr.ts";
import { searchPareto } from "./pareto-search.ts";

/** A graph made ready for many queries. Holds the room the search works in: one query at a time. */
export interface BiObjectiveGraph {
  readonly graph: Csr;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly arcAllowed?: Uint8Array;
  /** Absent when costs are fractional or too large for buckets. */
  readonly room?: Room;
}

export interface BiObjectiveResult {
  readonly status: "ok" | "none" | "limit";
  /** Non-dominated pairs, `first` rising and `second` falling. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Slots of a path for each pair; empty when `withPaths` is false. */
  readonly paths: readonly Int32Array[];
  readonly labelsCreated: number;
  readonly labelsKept: number;
}

export interface BiObjectiveOptions {
  /** Default true. */
  readonly withPaths?: boolean;
  /** Labels to create at most; default 100 million. Those kept take 12 bytes each. */
  readonly maxLabels?: number;
}

interface Room {
  readonly forward: ArcRows;
  readonly backward: ArcRows;
  readonly byFirst: BucketDijkstra;
  readonly bySecond: BucketDijkstra;
  /** Four numbers per node: bounds of both costs to the target, least second estimate yet, unused. */
  readonly nodes: Int32Array;
  /** Kept labels, three numbers each: node, second estimate, parent label. */
  labels: Int32Array;
  /** Waiting labels, in chunks: where the chunk before ends, then 21 times node, second estimate, parent label. */
  waiting: Int32Array;
  /** Per bucket where its next waiting label goes; -1 when it has no chunk. */
  buckets: Int32Array;
}

/** The arcs of each node one after another, three numbers each: other end, first cost, second cost. */
interface ArcRows {
  /** Where each node's rows begin, in numbers. */
  readonly from: Int32Array;
  readonly rows: Int32Array;
}

const DEFAULT_MAX_LABELS = 100_000_000;
/** Larger arc costs would need more buckets than are worth clearing. */
const LARGEST_ARC_COST = 1 << 22;
/** Estimates must fit 32 bits with room for one more arc. */
const LARGEST_PATH_COST = 2 ** 30;
/** Buckets of the search: one for each value of the first cost between its least and its most. */
const MOST_BUCKETS = 1 << 26;
const CLOSED = -1;
/** Numbers per chunk of waiting labels: four cache lines, so that a bucket is read and written in one stretch. */
const CHUNK = 64;
const CHUNK_MASK = CHUNK - 1;

/**
 * Copies graph and costs into rows that lie together in memory. O(n + m).
 * @param first one finite cost >= 0 per slot, whole numbers up to 4,194,304 for the fast search; `second` alike
 */
export function prepareBiObjective(
  graph: Csr,
  first: Float64Array,
  second: Float64Array,
  arcAllowed?: Uint8Array,
): BiObjectiveGraph {
  const base = { graph, first, second, ...(arcAllowed === undefined ? {} : { arcAllowed }) };
  if (!fitsBuckets(graph, first) || !fitsBuckets(graph, second)) return base;
  const forward = arcRows(graph.nodeCount, graph.tail, graph.head, first, second, arcAllowed);
  const backward = arcRows(graph.nodeCount, graph.head, graph.tail, first, second, arcAllowed);
  const room = {
    forward,
    backward,
    byFirst: new BucketDijkstra(backward, graph.nodeCount, 1),
    bySecond: new BucketDijkstra(backward, graph.nodeCount, 2),
    nodes: new Int32Array(graph.nodeCount * 4),
    labels: new Int32Array(1 << 18),
    waiting: new Int32Array(1 << 18),
    buckets: new Int32Array(1 << 12),
  };
  return { ...base, room };
}

/** All non-dominated pairs of costs from source to target, and a path for each. Output-sensitive, exact. */
export function searchBiObjective(
  prepared: BiObjectiveGraph,
  source: number,
  target: number,
  options: BiObjectiveOptions = {},
): BiObjectiveResult {
  const { room } = prepared;
  if (room === undefined) return searchGeneral(prepared, source, target, options);
  const range = setBounds(room, source, target);
  if (range === undefined) return NO_PATH;
  if (range.mostFirst - range.leastFirst >= MOST_BUCKETS) return searchGeneral(prepared, source, target, options);
  return runSearch(prepared, room, range, source, target, options);
}

const NO_PATH: BiObjectiveResult = {
  status: "none",
  first: new Float64Array(0),
  second: new Float64Array(0),
  paths: [],
  labelsCreated: 0,
  labelsKept: 0,
};

interface FirstRange {
  readonly leastFirst: number;
  readonly mostFirst: number;
}

/**
 * Fills `room.nodes` for a query. The path with the least second cost bounds the first cost of all useful paths, and
 * the other way round; nodes farther than that from the target are closed.
 */
function setBounds(room: Room, source: number, target: number): FirstRange | undefined {
  const { byFirst, bySecond, nodes } = room;
  byFirst.start(target);
  bySecond.start(target);
  if (!byFirst.settle(source)) return undefined;
  bySecond.settle(source);
  const leastFirst = byFirst.distance[source];
  const mostFirst = bySecond.other[source];
  const mostSecond = byFirst.other[source];
  byFirst.settleWithin(mostFirst);
  bySecond.settleWithin(mostSecond);
  for (let node = 0, at = 0; node < byFirst.distance.length; node++, at += 4) {
    const first = byFirst.distance[node];
    const second = bySecond.distance[node];
    const isUseful = first <= mostFirst && second <= mostSecond;
    nodes[at] = isUseful ? first : 0;
    nodes[at + 1] = isUseful ? second : 0;
    nodes[at + 2] = isUseful ? mostSecond + 1 : CLOSED;
  }
  return { leastFirst, mostFirst };
}

function runSearch(
  prepared: BiObjectiveGraph,
  room: Room,
  range: FirstRange,
  source: number,
  target: number,
  options: BiObjectiveOptions,
): BiObjectiveResult {
  const { from, rows } = room.forward;
  const { nodes } = room;
  const { leastFirst } = range;
  const lastBucket = range.mostFirst - leastFirst;
  if (room.buckets.length <= lastBucket) room.buckets = new Int32Array(lastBucket + 1024);
  const buckets = room.buckets.fill(-1, 0, lastBucket + 1);
  const maxLabels = options.maxLabels ?? DEFAULT_MAX_LABELS;
  let { labels, waiting } = room;
  let labelsEnd = 0;
  let waitingEnd = CHUNK;
  let freeChunk = -1;
  let created = 1;
  let isFull = false;
  let least = nodes[target * 4 + 2];
  const found: number[] = [];
  const foundFirst: number[] = [];

  waiting[0] = -1;
  waiting[1] = source;
  waiting[2] = nodes[source * 4 + 1];
  waiting[3] = -1;
  buckets[0] = 4;

  search: for (let bucket = 0; bucket <= lastBucket; bucket++) {
    for (let top = buckets[bucket]; top >= 0; top = buckets[bucket]) {
      // 1. Take the last label of the bucket; an emptied chunk is used again.
      const taken = top - 3;
      if ((taken & CHUNK_MASK) === 1) {
        buckets[bucket] = waiting[taken - 1];
        waiting[taken - 1] = freeChunk;
        freeChunk = taken - 1;
      } else buckets[bucket] = taken;
      const node = waiting[taken];
      const second = waiting[taken + 1];
      const nodeAt = node * 4;
      // 2. Drop it when the node or the target has got something as good meanwhile, else keep it.
      if (second >= nodes[nodeAt + 2] || second >= least) continue;
      nodes[nodeAt + 2] = second;
      if (labelsEnd + 3 > labels.length) labels = room.labels = enlarged(labels);
      const label = labelsEnd;
      labelsEnd += 3;
      labels[label] = node;
      labels[label + 1] = second;
      labels[label + 2] = waiting[taken + 2];
      if (node === target) {
        least = second;
        found.push(label);
        foundFirst.push(bucket + leastFirst);
        continue;
      }
      if (created > maxLabels) {
        isFull = true;
        break search;
      }
      // 3. Go on along every arc. A bucket's number is the first estimate less the least one.
      const firstSoFar = bucket - nodes[nodeAt];
      const secondSoFar = second - nodes[nodeAt + 1];
      const stop = from[node + 1];
      for (let arc = from[node]; arc < stop; arc += 3) {
        const next = rows[arc];
        const nextAt = next * 4;
        const nextSecond = secondSoFar + rows[arc + 2] + nodes[nextAt + 1];
        if (nextSecond >= nodes[nextAt + 2] || nextSecond >= least) continue;
        const nextBucket = firstSoFar + rows[arc + 1] + nodes[nextAt];
        if (nextBucket > lastBucket) continue;
        created++;
        let place = buckets[nextBucket];
        if ((place & CHUNK_MASK) === 0 || place < 0) {
          let chunk = freeChunk;
          if (chunk >= 0) freeChunk = waiting[chunk];
          else {
            chunk = waitingEnd;
            waitingEnd += CHUNK;
            if (waitingEnd > waiting.length) waiting = room.waiting = enlarged(waiting);
          }
          waiting[chunk] = place;
          place = chunk + 1;
        }
        waiting[place] = next;
        waiting[place + 1] = nextSecond;
        waiting[place + 2] = label;
        buckets[nextBucket] = place + 3;
      }
    }
  }

  // Without order inside a bucket the second cost can fall within it: the last found is the best.
  const last = found.map((_, i) => i).filter((i) => foundFirst[i] !== foundFirst[i + 1]);
  return {
    status: isFull ? "limit" : "ok",
    first: Float64Array.from(last, (i) => foundFirst[i]),
    second: Float64Array.from(last, (i) => labels[found[i] + 1]),
    paths: options.withPaths === false ? [] : last.map((i) => pathOf(prepared, room, found[i])),
    labelsCreated: created,
    labelsKept: labelsEnd / 3,
  };
}

/**
 * Labels know nodes and estimates, not arcs: the arc between two is one with the second cost that lies between them,
 * and among such parallel ones the cheapest in the first.
 */
function pathOf(prepared: BiObjectiveGraph, room: Room, found: number): Int32Array {
  const { graph, first, second, arcAllowed } = prepared;
  const { nodes, labels } = room;
  const soFar = (label: number) => labels[label + 1] - nodes[labels[label] * 4 + 1];
  let length = 0;
  for (let label = labels[found + 2]; label >= 0; label = labels[label + 2]) length++;
  const arcs = new Int32Array(length);
  for (let label = found, parent = labels[label + 2]; parent >= 0; label = parent, parent = labels[label + 2]) {
    const [tail, head] = [labels[parent], labels[label]];
    const step = soFar(label) - soFar(parent);
    let best = -1;
    for (let arc = graph.firstOut[tail]; arc < graph.firstOut[tail + 1]; arc++) {
      if (graph.head[arc] !== head || second[arc] !== step || arcAllowed?.[arc] === 0) continue;
      if (best < 0 || first[arc] < first[best]) best = arc;
    }
    arcs[--length] = best;
  }
  return arcs;
}

function searchGeneral(
  prepared: BiObjectiveGraph,
  source: number,
  target: number,
  options: BiObjectiveOptions,
): BiObjectiveResult {
  const { graph, first, second, arcAllowed } = prepared;
  const result = searchPareto({
    graph,
    criteria: [first, second],
    source,
    target,
    ...(arcAllowed === undefined ? {} : { arcAllowed }),
    ...(options.maxLabels === undefined ? {} : { maxLabels: options.maxLabels }),
  });
  return {
    ...result,
    first: Float64Array.from(result.solutions, ({ costs }) => costs[0]),
    second: Float64Array.from(result.solutions, ({ costs }) => costs[1]),
    paths: options.withPaths === false ? [] : result.solutions.map(({ arcs }) => arcs),
  };
}

/** Dijkstra's search with one bucket per distance (Dial 1969), that can be interrupted and taken up again. */
class BucketDijkstra {
  readonly #arcs: ArcRows;
  readonly #by: 1 | 2;
  readonly #buckets: Int32Array;
  readonly #entryNode: Int32Array;
  readonly #entryNext: Int32Array;
  #entries = 0;
  #pending = 0;
  #now = 0;
  /** Least cost to the target; LARGEST_PATH_COST where not (yet) reached. */
  readonly distance: Int32Array;
  /** The other cost of the same path: an upper bound of its least. */
  readonly other: Int32Array;

  constructor(arcs: ArcRows, nodeCount: number, by: 1 | 2) {
    this.#arcs = arcs;
    this.#by = by;
    let largest = 0;
    for (let at = by; at < arcs.rows.length; at += 3) largest = Math.max(largest, arcs.rows[at]);
    // A power of two above the largest arc cost: distances that wait at one time never share a bucket.
    this.#buckets = new Int32Array(2 ** Math.ceil(Math.log2(largest + 2))).fill(-1);
    this.#entryNode = new Int32Array(arcs.rows.length / 3 + 1);
    this.#entryNext = new Int32Array(arcs.rows.length / 3 + 1);
    this.distance = new Int32Array(nodeCount);
    this.other = new Int32Array(nodeCount);
  }

  start(node: number): void {
    this.#buckets.fill(-1);
    this.distance.fill(LARGEST_PATH_COST);
    this.distance[node] = 0;
    this.other[node] = 0;
    this.#now = 0;
    this.#pending = 1;
    this.#entries = 1;
    this.#entryNode[0] = node;
    this.#entryNext[0] = -1;
    this.#buckets[0] = 0;
  }

  /** Goes on until a node's distance is final. False when it cannot be reached. */
  settle(node: number): boolean {
    this.#run(node, LARGEST_PATH_COST);
    return this.distance[node] < LARGEST_PATH_COST;
  }

  /** Goes on until every node at most this far is final. */
  settleWithin(limit: number): void {
    this.#run(-1, limit);
  }

  #run(stopNode: number, limit: number): void {
    const { from, rows } = this.#arcs;
    const buckets = this.#buckets;
    const mask = buckets.length - 1;
    const { distance, other } = this;
    const by = this.#by;
    const otherBy = 3 - by;
    const entryNode = this.#entryNode;
    const entryNext = this.#entryNext;
    let now = this.#now;
    let pending = this.#pending;
    let entries = this.#entries;
    while (pending > 0 && now <= limit) {
      const bucket = now & mask;
      const entry = buckets[bucket];
      if (entry < 0) {
        if (stopNode >= 0 && distance[stopNode] <= now) break;
        now++;
        continue;
      }
      buckets[bucket] = entryNext[entry];
      pending--;
      const node = entryNode[entry];
      if (distance[node] !== now) continue;
      const otherNow = other[node];
      const stop = from[node + 1];
      for (let arc = from[node]; arc < stop; arc += 3) {
        const next = rows[arc];
        const through = now + rows[arc + by];
        if (through > distance[next]) continue;
        const otherThrough = otherNow + rows[arc + otherBy];
        if (through === distance[next]) {
          // As short, and better in the other cost: worth knowing, for it tightens the bounds.
          if (otherThrough < other[next]) other[next] = otherThrough;
          continue;
        }
        distance[next] = through;
        other[next] = otherThrough;
        entryNode[entries] = next;
        entryNext[entries] = buckets[through & mask];
        buckets[through & mask] = entries++;
        pending++;
      }
    }
    this.#now = now;
    this.#pending = pending;
    this.#entries = entries;
  }
}

/** Whole numbers, and no path can cost too much: it leaves each node once, at most by the dearest arc. */
function fitsBuckets(graph: Csr, costs: Float64Array): boolean {
  if (!costs.every((cost) => Number.isInteger(cost) && cost >= 0 && cost <= LARGEST_ARC_COST)) return false;
  const dearest = new Float64Array(graph.nodeCount);
  for (let arc = 0; arc < graph.arcCount; arc++) {
    dearest[graph.tail[arc]] = Math.max(dearest[graph.tail[arc]], costs[arc]);
  }
  return dearest.reduce((sum, cost) => sum + cost, 0) < LARGEST_PATH_COST;
}

function arcRows(
  nodeCount: number,
  ends: Int32Array,
  otherEnds: Int32Array,
  first: Float64Array,
  second: Float64Array,
  arcAllowed: Uint8Array | undefined,
): ArcRows {
  const from = new Int32Array(nodeCount + 1);
  const isOpen = (arc: number) => arcAllowed === undefined || arcAllowed[arc] !== 0;
  for (let arc = 0; arc < ends.length; arc++) if (isOpen(arc)) from[ends[arc] + 1] += 3;
  for (let node = 0; node < nodeCount; node++) from[node + 1] += from[node];
  const rows = new Int32Array(from[nodeCount]);
  const next = from.slice(0, nodeCount);
  for (let arc = 0; arc < ends.length; arc++) {
    if (!isOpen(arc)) continue;
    const at = next[ends[arc]];
    rows[at] = otherEnds[arc];
    rows[at + 1] = first[arc];
    rows[at + 2] = second[arc];
    next[ends[arc]] += 3;
  }
  return { from, rows };
}

function enlarged(labels: Int32Array): Int32Array {
  const larger = new Int32Array(labels.length * 2);
  larger.set(labels);
  return larger;
}
