import { describe, expect, it } from "vitest";
import { ride, serviceGraph } from "../../../test/random-service-graph.ts";
import { reverse } from "../../lib/csr.ts";
import { stream } from "../../lib/random.ts";
import { bestPath } from "./best-path.ts";
import { bothRules, carryOver, constrain, followsRule, type PathRule, readRule } from "./constrain.ts";
import { dijkstraTo } from "./dijkstra.ts";
import { leastToGo } from "./least-to-go.ts";
import { searchPareto } from "./pareto-search.ts";
import { type ServiceGraph, toArc } from "./service-graph.ts";

const NAMES = ["p", "q", "r", "s", "t"];
const GRAPHS = 300;

/** 5–8 nodes, twice as many arcs, each touching up to two names; weights are whole so that sums are exact. */
function randomCase(seed: number) {
  const random = stream(seed, "best-path");
  const pick = (n: number) => Math.floor(random() * n);
  const nodes = 5 + pick(4);
  const arcs = Array.from({ length: 2 * nodes + pick(6) }, () => {
    const from = pick(nodes);
    const to = (from + 1 + pick(nodes - 1)) % nodes;
    const touches = NAMES.filter(() => random() < 0.2);
    return toArc(from, to, [ride({ kind: "point", value: 1 + pick(20) })], touches);
  });
  const graph = serviceGraph(nodes, arcs);
  const groups = pick(4);
  const rule: PathRule = {
    mustPass: Array.from({ length: groups }, () => NAMES.filter(() => random() < 0.4)),
    mustAvoid: NAMES.filter(() => random() < 0.1),
  };
  const weight = Float64Array.from(graph.arcs, (arc) => arc.meanHours);
  return { graph, rule, weight, source: 0, target: nodes - 1 };
}

/** The least weight of all walks that follow the rule, read from the names themselves, by listing them. */
function leastByListing(graph: ServiceGraph, rule: PathRule, weight: Float64Array, source: number, target: number) {
  let least = Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  const walk = (node: number, met: readonly boolean[], sum: number) => {
    if (node === target && met.every(Boolean)) least = Math.min(least, sum);
    if (sum >= least) return;
    const state = `${node} ${met.join()}`;
    if (seen.has(state)) return;
    seen.add(state);
    for (const [slot, arc] of graph.arcs.entries()) {
      if (arc.from !== node || arc.touches.some((name) => rule.mustAvoid.includes(name))) continue;
      const now = rule.mustPass.map((group, g) => met[g] || arc.touches.some((name) => group.includes(name)));
      walk(arc.to, now, sum + weight[slot]);
    }
    seen.delete(state);
  };
  walk(
    source,
    rule.mustPass.map(() => false),
    0,
  );
  return least;
}

const weightOf = (slots: Int32Array | undefined, weight: Float64Array) =>
  slots ? slots.reduce((sum, slot) => sum + weight[slot], 0) : Number.POSITIVE_INFINITY;

describe("the best path under a rule", () => {
  it(`is the same when led by what is still to go, at higher weights too, on ${GRAPHS} random graphs`, () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= GRAPHS; seed++) {
      const { graph, rule, weight, source, target } = randomCase(seed);
      const read = readRule(graph, rule);
      const all = leastToGo(reverse(graph.csr), weight, read, target);
      const near = leastToGo(reverse(graph.csr), weight, read, target, 25);
      const dearer = weight.map((value, slot) => value * (1 + (slot % 3)));
      const least = weightOf(bestPath(graph, weight, read, source, target), weight);
      if (all[source << read.groupCount] !== least) wrong.push(`seed ${seed} begins with another distance`);
      if (near.some((value, state) => value !== Math.min(all[state], 25))) wrong.push(`seed ${seed} ends elsewhere`);
      for (const [toGo, at] of [all, near].flatMap((one) => [weight, dearer].map((w) => [one, w] as const))) {
        const led = weightOf(bestPath(graph, at, read, source, target, toGo), at);
        if (led !== weightOf(bestPath(graph, at, read, source, target), at)) wrong.push(`seed ${seed} is led astray`);
      }
      if (least < Number.POSITIVE_INFINITY && bestPath(graph, weight, read, source, target, all, least - 1)) {
        wrong.push(`seed ${seed} goes beyond its limit`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it(`is that of listing every walk on ${GRAPHS} random graphs, and obeys the rule`, () => {
    const wrong: string[] = [];
    let found = 0;
    let longWay = 0;
    for (let seed = 1; seed <= GRAPHS; seed++) {
      const { graph, rule, weight, source, target } = randomCase(seed);
      const read = readRule(graph, rule);
      const path = bestPath(graph, weight, read, source, target);
      const expected = leastByListing(graph, rule, weight, source, target);
      if (weightOf(path, weight) !== expected) wrong.push(`seed ${seed}`);
      if (!path) continue;
      found++;
      const free = bestPath(graph, weight, readRule(graph, { mustPass: [], mustAvoid: [] }), source, target);
      if (weightOf(free, weight) < expected) longWay++;
      if (!followsRule(read, path)) wrong.push(`seed ${seed} breaks its rule`);
      const nodes = [source, ...Array.from(path, (slot) => graph.csr.head[slot])];
      if (Array.from(path, (slot) => graph.csr.tail[slot]).join() !== nodes.slice(0, -1).join()) {
        wrong.push(`seed ${seed} is torn`);
      }
    }
    expect(wrong).toEqual([]);
    // Rules that never mattered would prove nothing.
    expect(found).toBeGreaterThan(GRAPHS / 3);
    expect(longWay).toBeGreaterThan(GRAPHS / 10);
  });

  it("is the same when led by the distances to the target", () => {
    for (let seed = 1; seed <= GRAPHS; seed++) {
      const { graph, rule, weight, source, target } = randomCase(seed);
      const read = readRule(graph, rule);
      const toGo = dijkstraTo(reverse(graph.csr), weight, target).distance;
      expect(weightOf(bestPath(graph, weight, read, source, target, toGo), weight), `seed ${seed}`).toBe(
        weightOf(bestPath(graph, weight, read, source, target), weight),
      );
    }
  });

  it("is the one the Pareto search finds on the constrained graph", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const { graph, rule, weight, source, target } = randomCase(seed);
      const read = readRule(graph, rule);
      const product = constrain(graph.csr, read, source, target);
      const { solutions } = searchPareto({
        graph: product.csr,
        criteria: [carryOver(product, weight)],
        source: product.source,
        target: product.target,
      });
      const slots = solutions[0]?.arcs.map((arc) => product.baseSlot[arc]);
      const best = bestPath(graph, weight, read, source, target);
      expect(weightOf(slots && Int32Array.from(slots), weight), `seed ${seed}`).toBe(weightOf(best, weight));
    }
  });
});

describe("two rules at once", () => {
  it("are followed exactly when both are", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const { graph, rule } = randomCase(seed);
      const other = randomCase(seed + 1000).rule;
      const both = bothRules(readRule(graph, rule), readRule(graph, other));
      const random = stream(seed, "slots");
      const slots = Array.from({ length: 4 }, () => Math.floor(random() * graph.arcs.length));
      const each = [rule, other].every((one) => followsRule(readRule(graph, one), slots));
      expect(followsRule(both, slots), `seed ${seed}`).toBe(each);
    }
  });

  it("cannot ask for more than a search carries", () => {
    const { graph } = randomCase(1);
    const asks = (groups: number) => ({ mustPass: Array.from({ length: groups }, () => ["p"]), mustAvoid: [] });
    expect(() => readRule(graph, asks(11))).toThrow("at most 10 requirements");
    expect(() => bothRules(readRule(graph, asks(6)), readRule(graph, asks(5)))).toThrow("at most 10 requirements");
    expect(bothRules(readRule(graph, asks(6)), readRule(graph, asks(4))).groupCount).toBe(10);
  });
});
