// Small service graphs for tests: drawn by hand, or at random from a seed, with every kind of wait there is.

import type { Element, ServiceArc, ServiceGraph } from "../src/engines/routing/service-graph.ts";
import { toArc } from "../src/engines/routing/service-graph.ts";
import { closedShare, type StormSpells, stormWaitMoments } from "../src/engines/routing/storm-spells.ts";
import { meanExcessOfSum } from "../src/engines/routing/sums.ts";
import { toCsr } from "../src/lib/csr.ts";
import { stream } from "../src/lib/random.ts";
import { type Distribution, meanOf, varianceOf } from "../src/model/distribution.ts";
import { fullOrTimeoutWait, headwayWait } from "../src/model/waiting.ts";

/** Grid of the waits for full ships: a thousandth of the longest wait would take longer to make than to search. */
const FULL_SHIP_STEP_HOURS = 0.5;

const BLANK: Element = {
  kind: "line-haul",
  mode: "rail",
  from: "",
  to: "",
  country: "XA",
  operator: "",
  service: "",
  gauge: 0,
  km: 0,
  parts: [],
  meanHours: 0,
  varianceHours: 0,
  waiting: false,
  storm: -1,
  charges: [],
  usd: 0,
  co2eKg: 0,
  borders: 0,
  basis: "assumed",
  timeBasis: "",
  sources: [],
  remarks: [],
  link: "",
  geometry: [],
};

/** A leg of a distribution, with a price. */
export function ride(distribution: Distribution, more: Partial<Element> = {}): Element {
  return {
    ...BLANK,
    parts: [distribution],
    meanHours: meanOf(distribution),
    varianceHours: varianceOf(distribution),
    ...more,
  };
}

/** A charge of an element that costs so much. */
export const priced = (usd: number, party = "carrier"): Partial<Element> => ({
  usd,
  charges: [
    { party, kind: "line-haul", usd, low: 0.8 * usd, high: 1.3 * usd, basis: "assumed", sources: [], note: "" },
  ],
});

/** Waiting for a storm to end, as from-network makes it: mean and variance of 0-or-exponential in the long run. */
export function stormWait(storm: number, spells: StormSpells, share = 1): Element {
  return {
    ...BLANK,
    kind: "wait",
    waiting: true,
    storm,
    ...stormWaitMoments(spells, share * closedShare(spells)),
  };
}

/** Departures every `gap` hours, the first at `first` hours after departure of the consignment (instant 0). */
export function clockWait(gap: number, first: number, more: Partial<Element> = {}): Element {
  return {
    ...BLANK,
    kind: "wait",
    waiting: true,
    meanHours: gap / 2,
    varianceHours: (gap * gap) / 12,
    timetable: { next: (at) => first + Math.max(0, Math.ceil((at - first) / gap - 1e-12)) * gap, longestGapHours: gap },
    ...more,
  };
}

/** Storage beyond free time on dwell and wait; for waits by the clock the evaluator computes it. */
export function storage(freeHours: number, usdPerDay: number, stay: readonly Distribution[]): Element {
  const usd = (meanExcessOfSum(stay, freeHours) / 24) * usdPerDay;
  return {
    ...BLANK,
    kind: "storage",
    storage: {
      freeHours,
      usdPerDay,
      lowUsdPerDay: usdPerDay,
      highUsdPerDay: usdPerDay,
      party: "port",
      basis: "assumed",
      sources: [],
    },
    usd,
    charges: [{ party: "port", kind: "storage", usd, low: 0, high: 2 * usd, basis: "assumed", sources: [], note: "" }],
  };
}

/** A graph of arcs; nodes are numbers, the first is the origin `a`, the last the destination `z`. */
export function serviceGraph(
  nodeCount: number,
  arcs: readonly ServiceArc[],
  storms: readonly StormSpells[] = [],
): ServiceGraph {
  const csr = toCsr(
    nodeCount,
    arcs.map((arc) => arc.from),
    arcs.map((arc) => arc.to),
  );
  const slots = Array.from(csr.original, (original) => arcs[original]);
  const column = (read: (arc: ServiceArc) => number) => Float64Array.from(slots, read);
  return {
    csr,
    nodes: Array.from({ length: nodeCount }, (_, node) => ({ place: `p${node}`, key: `n${node}` })),
    arcs: slots,
    criteria: [
      column((arc) => arc.usd),
      column((arc) => arc.meanHours),
      column((arc) => arc.varianceHours),
      column((arc) => arc.co2eKg),
      column((arc) => arc.borders),
    ],
    storms,
    originOf: new Map([["a", 0]]),
    destinationOf: new Map([["z", nodeCount - 1]]),
    exclusions: [],
    departHours: 0,
  };
}

/** A path from node to node: one arc for each list of elements. */
export function pathGraph(legs: readonly (readonly Element[])[], storms: readonly StormSpells[] = []): ServiceGraph {
  return serviceGraph(
    legs.length + 1,
    legs.map((elements, i) => toArc(i, i + 1, elements, [])),
    storms,
  );
}

/** 6–9 nodes, arcs of random waits: headway, sail-when-full, timetable, storms shared by several arcs, storage. */
export function randomServiceGraph(seed: number): ServiceGraph {
  const random = stream(seed, "service-graph");
  const pick = (n: number) => Math.floor(random() * n);
  const nodeCount = 6 + pick(4);
  const storms: StormSpells[] = [
    { cause: "storm-1", meanOpenHours: 60 + 200 * random(), meanClosedHours: 6 + 40 * random() },
    { cause: "storm-2", meanOpenHours: 60 + 200 * random(), meanClosedHours: 6 + 40 * random() },
  ];
  const arcs: ServiceArc[] = [];
  const arcCount = nodeCount + 4 + pick(5);
  for (let i = 0; i < arcCount; i++) {
    const from = i < nodeCount - 1 ? i : pick(nodeCount - 1);
    let to = i < nodeCount - 1 ? i + 1 : 1 + pick(nodeCount - 1);
    if (to === from) to = nodeCount - 1;
    arcs.push(toArc(from, to, randomElements(random, pick, storms), []));
  }
  return serviceGraph(nodeCount, arcs, storms);
}

function randomElements(random: () => number, pick: (n: number) => number, storms: readonly StormSpells[]): Element[] {
  const elements: Element[] = [];
  const dwell: Distribution = { kind: "gamma", mean: 2 + 20 * random(), cv: 0.3 + random() };
  const kind = pick(5);
  const free = 12 + 24 * random();
  if (kind === 1 || kind === 2) {
    const wait =
      kind === 1
        ? headwayWait(24 + 100 * random(), random())
        : fullOrTimeoutWait({
            arrivalsPerHour: 0.1 + random(),
            capacity: 5 + pick(30),
            patienceHours: 12 + 60 * random(),
          }).distribution(FULL_SHIP_STEP_HOURS);
    elements.push(
      ride(dwell, { kind: "terminal" }),
      ride(wait, { kind: "wait", waiting: true }),
      storage(free, 20 + 80 * random(), [dwell, wait]),
    );
  }
  if (kind === 3) {
    elements.push(
      ride(dwell, { kind: "terminal" }),
      clockWait(24 + 144 * random(), 100 * random()),
      storage(free, 20 + 80 * random(), [dwell]),
    );
  }
  const storm = pick(storms.length);
  const spells = storms[storm];
  const stormy = kind === 4;
  if (stormy) elements.push(stormWait(storm, spells));
  elements.push(
    ride(
      { kind: "lognormal", mean: 10 + 90 * random(), cv: 0.1 + 0.4 * random() },
      { ...priced(100 + 900 * random()), co2eKg: 50 + 500 * random(), borders: random() < 0.3 ? 1 : 0 },
    ),
  );
  if (stormy) elements.push(stormWait(storm, spells));
  return elements;
}

/** Every loopless path from the origin to the destination, as arc slots. */
export function listPaths(graph: ServiceGraph, from = 0, to = graph.nodes.length - 1): Int32Array[] {
  const paths: Int32Array[] = [];
  const visited = new Set([from]);
  const slots: number[] = [];
  const walk = (node: number) => {
    if (node === to) {
      paths.push(Int32Array.from(slots));
      return;
    }
    for (let slot = graph.csr.firstOut[node]; slot < graph.csr.firstOut[node + 1]; slot++) {
      const head = graph.csr.head[slot];
      if (visited.has(head)) continue;
      visited.add(head);
      slots.push(slot);
      walk(head);
      slots.pop();
      visited.delete(head);
    }
  };
  walk(from);
  return paths;
}
