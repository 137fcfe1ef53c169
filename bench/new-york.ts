// Bi-objective search (distance, time) on the New York road graph of the 9th DIMACS Challenge, over pairs such as those
// that the authors of BOA* publish. The files are read from paths given and not redistributed.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { toCsr } from "../src/lib/csr.ts";
import type { SuiteResult } from "./suite.ts";
import { measurePairs } from "./two-costs.ts";

export interface NewYorkFiles {
  /** Arcs as lines `a tail head cost`, nodes from 1, plain or gzip; both files list the same arcs in the same order. */
  readonly distance: string;
  readonly time: string;
  /** Lines of two node numbers. */
  readonly pairs: string;
}

/** Times the pairs. @throws Error when the files do not fit together */
export function benchNewYork(files: NewYorkFiles, rounds: number): SuiteResult {
  const distance = readArcs(files.distance);
  const time = readArcs(files.time);
  const isSame = distance.cost.length === time.cost.length && distance.head.every((head, i) => head === time.head[i]);
  if (!isSame) throw new Error("the distance and the time file list different arcs");
  const graph = toCsr(distance.nodeCount, distance.tail, distance.head);
  const bySlot = (costs: Float64Array) => Float64Array.from(graph.original, (position) => costs[position]);
  const pairs = readText(files.pairs)
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((numbers) => numbers.length === 2 && numbers.every((node) => node >= 1 && node <= graph.nodeCount))
    .map(([source, target]): [number, number] => [source - 1, target - 1]);
  const row = measurePairs(
    "New York, distance and time",
    graph,
    bySlot(distance.cost),
    bySlot(time.cost),
    pairs,
    rounds,
  );
  return { name: "new-york", about: `${graph.nodeCount} nodes, ${graph.arcCount} arcs`, rows: [row] };
}

interface ArcList {
  readonly nodeCount: number;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly cost: Float64Array;
}

/** DIMACS shortest-path format: `p sp nodes arcs`, then one `a` line per arc. */
function readArcs(path: string): ArcList {
  const text = readText(path);
  const size = /^p sp (\d+) (\d+)/m.exec(text);
  if (size === null) throw new Error(`${path} has no line "p sp nodes arcs"`);
  const count = Number(size[2]);
  const arcs: ArcList = {
    nodeCount: Number(size[1]),
    tail: new Int32Array(count),
    head: new Int32Array(count),
    cost: new Float64Array(count),
  };
  let at = 0;
  for (const [, tail, head, cost] of text.matchAll(/^a (\d+) (\d+) (\d+)/gm)) {
    arcs.tail[at] = Number(tail) - 1;
    arcs.head[at] = Number(head) - 1;
    arcs.cost[at++] = Number(cost);
  }
  if (at !== count) throw new Error(`${path} promises ${count} arcs and lists ${at}`);
  return arcs;
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("latin1");
}
