// Networks for tests and examples: written as a few lines of text, or drawn at random from a seed.

import { stream } from "../../lib/random.ts";
import { createDelays, DELAY } from "./delay.ts";
import type { AssignmentProblem } from "./problem.ts";

/**
 * A network from lines such as `1>3 10x`, `1>4 50+x`, `a>b 6 bpr 0.15 4 25900` (free time, B, p, u), `a>b 2 mm1 5`,
 * `a>b 10 davidson 0.25 8`, and demand from lines such as `1 2 6`. Nodes are numbered in the order of their names in `zones`
 * and then as links name them.
 */
export function networkOf(
  links: readonly string[],
  demand: readonly string[],
  options: { readonly zones?: string; readonly firstThroughNode?: number; readonly fixedCost?: readonly number[] } = {},
): AssignmentProblem & { readonly names: readonly string[] } {
  const names = options.zones?.split(" ") ?? [];
  const nodeOf = (name: string): number => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  };
  const delays = createDelays(links.length);
  const tails: number[] = [];
  const heads: number[] = [];
  links.forEach((line, link) => {
    const [ends, time, kind, ...numbers] = line.split(" ");
    const [tail, head] = ends.split(">").map(nodeOf);
    tails.push(tail);
    heads.push(head);
    const [first = 0, second = 0, third = 1] = numbers.map(Number);
    const linear = /^(?:([\d.]+)(?:\+|$))?(?:([\d.]*)x)?$/.exec(time);
    if (kind === "bpr") set(DELAY.bpr, Number(time), first, second, third);
    else if (kind === "mm1") set(DELAY.mm1, Number(time), 0, 0, first);
    else if (kind === "davidson") set(DELAY.davidson, Number(time), first, 0, second);
    else if (linear === null) throw new Error(`cannot read ${line}`);
    else if (linear[2] === undefined) set(DELAY.constant, Number(linear[1]), 0, 0, 1);
    else set(DELAY.linear, Number(linear[1] ?? 0), linear[2] === "" ? 1 : Number(linear[2]), 0, 1);
    function set(code: number, freeTime: number, factor: number, power: number, capacity: number): void {
      delays.kind[link] = code;
      delays.freeTime[link] = freeTime;
      delays.factor[link] = factor;
      delays.power[link] = power;
      delays.capacity[link] = capacity;
    }
  });
  const rows = demand.map((line) => line.split(" "));
  return {
    names,
    linkTail: Int32Array.from(tails),
    linkHead: Int32Array.from(heads),
    delays,
    ...(options.fixedCost === undefined ? {} : { fixedCost: Float64Array.from(options.fixedCost) }),
    firstThroughNode: options.firstThroughNode ?? 0,
    demand: {
      origin: Int32Array.from(rows, ([from]) => nodeOf(from)),
      destination: Int32Array.from(rows, ([, to]) => nodeOf(to)),
      flow: Float64Array.from(rows, ([, , flow]) => Number(flow)),
    },
    nodeCount: names.length,
  };
}

/** A strongly connected network of 3 to `mostNodes` nodes with delays of all kinds and demand between a few of them. */
export function randomNetwork(seed: number, mostNodes = 25): AssignmentProblem {
  const random = stream(seed, "assignment/network");
  const below = (limit: number): number => Math.floor(random() * limit);
  const oneOf = <T>(values: readonly T[]): T => values[below(values.length)];
  const nodeCount = 3 + below(mostNodes - 2);
  const linkCount = nodeCount + below(3 * nodeCount);
  const linkTail = Int32Array.from({ length: linkCount }, (_, link) => (link < nodeCount ? link : below(nodeCount)));
  const linkHead = linkTail.map((tail, link) => (tail + (link < nodeCount ? 1 : 1 + below(nodeCount - 1))) % nodeCount);
  const delays = createDelays(linkCount);
  for (let link = 0; link < linkCount; link++) {
    const { constant, linear, bpr, davidson, mm1 } = DELAY;
    delays.kind[link] = oneOf([constant, linear, bpr, bpr, bpr, bpr, bpr, davidson, mm1]);
    delays.freeTime[link] = random() < 0.1 ? 0 : 1 + below(10);
    delays.capacity[link] = 5 + 50 * random();
    delays.factor[link] = oneOf([0.15, 1, 0.01]);
    delays.power[link] = oneOf([1, 2, 4, 4.5, 8]);
  }
  const zoneCount = 2 + below(Math.min(nodeCount - 1, 6));
  const scale = oneOf([3, 10, 30]);
  const pairs = Array.from({ length: zoneCount * zoneCount }, (_, at) => [Math.floor(at / zoneCount), at % zoneCount]);
  return {
    nodeCount,
    linkTail,
    linkHead,
    delays,
    fixedCost: Float64Array.from({ length: linkCount }, () => (random() < 0.3 ? random() : 0)),
    firstThroughNode: 0,
    demand: {
      origin: Int32Array.from(pairs, ([from]) => from),
      destination: Int32Array.from(pairs, ([, to]) => to),
      flow: Float64Array.from(pairs, () => (random() < 0.2 ? 0 : scale * random())),
    },
  };
}
