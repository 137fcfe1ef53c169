import { describe, expect, test } from "vitest";
import { toCsr } from "../../lib/csr.ts";
import { stream } from "../../lib/random.ts";
import { dijkstra } from "../routing/index.ts";
import { betweenness } from "./betweenness.ts";
import { diversify } from "./diversification.ts";
import { exponentialRecoveryLoss, followOutage, resilienceLoss } from "./outage.ts";

/** Zachary's karate club (1977), 34 members and 78 friendships. */
const KARATE: readonly (readonly [number, readonly number[]])[] = [
  [1, [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32]],
  [2, [3, 4, 8, 14, 18, 20, 22, 31]],
  [3, [4, 8, 9, 10, 14, 28, 29, 33]],
  [4, [8, 13, 14]],
  [5, [7, 11]],
  [6, [7, 11, 17]],
  [7, [17]],
  [9, [31, 33, 34]],
  [10, [34]],
  [14, [34]],
  [15, [33, 34]],
  [16, [33, 34]],
  [19, [33, 34]],
  [20, [34]],
  [21, [33, 34]],
  [23, [33, 34]],
  [24, [26, 28, 30, 33, 34]],
  [25, [26, 28, 32]],
  [26, [32]],
  [27, [30, 34]],
  [28, [34]],
  [29, [32, 34]],
  [30, [33, 34]],
  [31, [33, 34]],
  [32, [33, 34]],
  [33, [34]],
];

function bothWays(nodeCount: number, links: readonly (readonly [number, number])[]) {
  return {
    nodeCount,
    tail: Int32Array.from([...links.map(([a]) => a), ...links.map(([, b]) => b)]),
    head: Int32Array.from([...links.map(([, b]) => b), ...links.map(([a]) => a)]),
  };
}

describe("betweenness", () => {
  test("karate club: 71.392857 on the link of 1 and 32, then 43.833333 on 1-7 and 1-6", () => {
    const links = KARATE.flatMap(([a, others]) => others.map((b): [number, number] => [a - 1, b - 1]));
    expect(links).toHaveLength(78);
    const graph = bothWays(34, links);
    const { arc, distanceSum } = betweenness(graph, new Float64Array(156).fill(1));
    const byLink = links.map(([a, b], i) => ({ name: `${a + 1}-${b + 1}`, value: (arc[i] + arc[i + 78]) / 2 }));
    const top = byLink.sort((a, b) => b.value - a.value).slice(0, 3);
    expect(top[0].name).toBe("1-32");
    // Equal but for rounding.
    expect(
      top
        .slice(1)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["1-6", "1-7"]);
    expect(top[0].value).toBeCloseTo(71.392857, 6);
    expect(top[1].value).toBeCloseTo(43.833333, 6);
    expect(top[2].value).toBeCloseTo(43.833333, 6);
    expect(arc.reduce((sum, value) => sum + value, 0)).toBeCloseTo(distanceSum, 8);
  });

  test("weighted: betweenness times length sums to all distances; all paths listed agree, on 100 random graphs", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = stream(seed, "test/betweenness");
      const below = (n: number) => Math.floor(random() * n);
      const graph = {
        nodeCount: 6,
        tail: Int32Array.from({ length: 14 }, () => below(6)),
        head: Int32Array.from({ length: 14 }, () => below(6)),
      };
      const cost = Float64Array.from({ length: 14 }, () => 1 + below(4));
      const { arc, node, distanceSum } = betweenness(graph, cost);
      const weighed = arc.reduce((sum, value, i) => sum + value * cost[i], 0);
      expect(weighed, `seed ${seed}`).toBeCloseTo(distanceSum, 9);
      const truth = countPaths(graph, cost);
      for (let i = 0; i < 14; i++) expect(arc[i], `seed ${seed} arc ${i}`).toBeCloseTo(truth.arc[i], 9);
      for (let i = 0; i < 6; i++) expect(node[i], `seed ${seed} node ${i}`).toBeCloseTo(truth.node[i], 9);
    }
  });

  test("costs of zero are refused", () => {
    expect(() => betweenness(bothWays(2, [[0, 1]]), Float64Array.of(1, 0))).toThrow("cost 1");
  });
});

/** Every path walked, every shortest one counted. */
function countPaths(graph: { nodeCount: number; tail: Int32Array; head: Int32Array }, cost: Float64Array) {
  const { nodeCount, tail, head } = graph;
  const arc = new Float64Array(tail.length);
  const node = new Float64Array(nodeCount);
  const rows = toCsr(nodeCount, tail, head);
  for (let from = 0; from < nodeCount; from++) {
    const { distance } = dijkstra(
      rows,
      Float64Array.from(rows.original, (a) => cost[a]),
      from,
    );
    for (let to = 0; to < nodeCount; to++) {
      if (from === to || distance[to] === Number.POSITIVE_INFINITY) continue;
      const paths: number[][] = [];
      const walk = (at: number, length: number, path: number[]): void => {
        if (length > distance[to]) return;
        if (at === to) paths.push(path);
        else for (let a = 0; a < tail.length; a++) if (tail[a] === at) walk(head[a], length + cost[a], [...path, a]);
      };
      walk(from, 0, []);
      for (const path of paths) {
        for (const a of path) arc[a] += 1 / paths.length;
        for (const a of path.slice(1)) node[tail[a]] += 1 / paths.length;
      }
    }
  }
  return { arc, node };
}

describe("diversify", () => {
  test("published cases", () => {
    expect(diversify([0.8, 0.15, 0.05]).hhi).toBeCloseTo(0.665, 12);
    expect(diversify([0.8, 0.15, 0.05]).shannonEffective).toBeCloseTo(1.8457, 4);
    expect(diversify([0.5, 0.3, 0.2]).hhi).toBeCloseTo(0.38, 12);
    expect(diversify([0.5, 0.3, 0.2]).shannonEffective).toBeCloseTo(2.8001, 4);
  });

  test("equal shares count as many as they are; amounts need no total of one; zeros count nothing", () => {
    for (const n of [1, 2, 5]) {
      const { effectiveNumber, shannonEffective } = diversify([...new Array(n).fill(7), 0]);
      expect(effectiveNumber).toBeCloseTo(n, 12);
      expect(shannonEffective).toBeCloseTo(n, 12);
    }
    expect(diversify([]).hhi).toBeNaN();
    expect(() => diversify([1, -1])).toThrow("at least 0");
  });
});

describe("outages", () => {
  test("resilience triangles: linear recovery from 40 % over 30 days loses 9 days, exponential 5.701278", () => {
    expect(
      resilienceLoss([
        { day: 0, served: 0.4 },
        { day: 30, served: 1 },
      ]),
    ).toBeCloseTo(9, 12);
    expect(exponentialRecoveryLoss(0.6, 10, 30)).toBeCloseTo(5.701278, 6);
    const drawn = Array.from({ length: 30_001 }, (_, i) => ({
      day: i / 1000,
      served: 1 - 0.6 * Math.exp(-i / 10_000),
    }));
    expect(resilienceLoss(drawn)).toBeCloseTo(5.701278, 6);
  });

  test("ten days shut with a quarter spare: forty more to clear, and as much again has waited", () => {
    const course = followOutage({ days: 10, demandPerDay: 100, capacityPerDay: 125, divertedShare: 0, lostShare: 0 });
    expect(course).toMatchObject({ lossDays: 10, clearedOnDay: 50, largestBacklogTonnes: 1000, divertedTonnes: 0 });
    expect(course.waitTonneDays).toBe((1000 * 50) / 2);
    // The area under the curve drawn is the wait said.
    const area = course.curve.reduce((sum, point, i) => {
      const before = course.curve[i - 1];
      return i === 0 ? 0 : sum + ((point.day - before.day) * (point.backlogTonnes + before.backlogTonnes)) / 2;
    }, 0);
    expect(area).toBeCloseTo(course.waitTonneDays, 6);
  });

  test("conserved: what came is served, diverted or lost when the queue is gone", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = stream(seed, "test/outage");
      const divertedShare = random();
      const lostShare = (1 - divertedShare) * random();
      const outage = {
        days: 40 * random(),
        demandPerDay: 100,
        capacityPerDay: 101 + 100 * random(),
        divertedShare,
        lostShare,
      };
      const { clearedOnDay, divertedTonnes, lostTonnes, largestBacklogTonnes, curve } = followOutage(outage);
      const through = outage.capacityPerDay * (clearedOnDay - outage.days);
      expect(divertedTonnes + lostTonnes + through, `seed ${seed}`).toBeCloseTo(100 * clearedOnDay, 6);
      expect(Math.max(...curve.map((point) => point.backlogTonnes))).toBeCloseTo(largestBacklogTonnes, 9);
    }
  });

  test("limits: all goes elsewhere, nothing comes, no outage, no spare capacity, capacity without end", () => {
    const base = { days: 10, demandPerDay: 100, capacityPerDay: 125, divertedShare: 0, lostShare: 0 };
    expect(followOutage({ ...base, divertedShare: 1 })).toMatchObject({
      lossDays: 0,
      clearedOnDay: 10,
      divertedTonnes: 1000,
    });
    expect(followOutage({ ...base, demandPerDay: 0 })).toMatchObject({ lossDays: 0, waitTonneDays: 0 });
    expect(followOutage({ ...base, days: 0 })).toMatchObject({ lossDays: 0, clearedOnDay: 0 });
    expect(followOutage({ ...base, capacityPerDay: 100 }).clearedOnDay).toBe(Number.POSITIVE_INFINITY);
    expect(followOutage({ ...base, capacityPerDay: Number.POSITIVE_INFINITY })).toMatchObject({
      clearedOnDay: 10,
      waitTonneDays: 5000,
    });
    expect(() => followOutage({ ...base, divertedShare: 0.7, lostShare: 0.5 })).toThrow("shares");
  });
});
