import { describe, expect, it } from "vitest";
import { certify } from "./certificate.ts";
import { checkCorridor } from "./check-corridor.ts";
import { solveByAverages, solveByBisection } from "./fixed-point.ts";
import { flattenCorridor } from "./flatten.ts";
import { corridorOf, randomCorridor } from "./instances.ts";
import { computeShares, createShares, pathSizes } from "./nested-logit.ts";
import type { CorridorOptions, CorridorProblem, CorridorSolution } from "./problem.ts";
import { solveCorridor } from "./solve.ts";

function solve(problem: CorridorProblem, options: CorridorOptions = {}): CorridorSolution {
  const solution = solveCorridor(problem, options);
  expect(checkCorridor(problem, solution, options)).toEqual([]);
  expect(solution.status).toBe("ok");
  for (const { value } of solution.gaps) expect(value).toBeLessThanOrEqual(options.gap ?? 1e-8);
  return solution;
}

/** Two paths of 10 and 14 USD for 100 units, 60 of them at most by the first. */
const pair = (scale: number, capacity = 60, demand = 100): CorridorProblem =>
  corridorOf([{ demand, scale, nests: [{ paths: [{ usd: 10, uses: { quay: 1 } }, { usd: 14 }] }] }], {
    quay: { capacity },
  });

describe("shares", () => {
  it("are those of the nested logit of the method's check", () => {
    const problem = corridorOf([
      {
        nests: [{ mu: 0.5, paths: [{ usd: 2 }, { usd: 2.3 }] }, { paths: [{ usd: 1.5 }] }, { paths: [{ usd: 1 }] }],
      },
    ]);
    const { pathFlow, rowCost } = solve(problem);
    const expected = [0.143193, 0.078586, 0.29381, 0.484411];
    for (const [path, share] of expected.entries()) expect(pathFlow[path]).toBeCloseTo(share, 6);
    expect(-rowCost[0]).toBeCloseTo(-0.275179, 6);
  });

  it("halve what two identical ways of a nest have, with sizes of path, as one way would have it", () => {
    const sizes = pathSizes([
      new Map([["a", 10]]),
      new Map([
        ["b", 6],
        ["c", 4],
      ]),
      new Map([
        ["b", 6],
        ["d", 4],
      ]),
    ]);
    expect([...sizes]).toEqual([1, 0.7, 0.7]);
    const shares = (logSizes: readonly number[]) => {
      const problem = corridorOf([{ nests: [{ paths: logSizes.map((logSize) => ({ usd: 5, logSize })) }] }]);
      return computeShares(problem, problem.pathUsd, createShares(problem)).path;
    };
    const [one, two, three] = shares([...sizes].map(Math.log));
    expect(one).toBeCloseTo(0.416667, 6);
    expect(two).toBeCloseTo(0.291667, 6);
    expect(three).toBe(two);
    // Complete overlap: two copies together are one way.
    const copies = pathSizes([new Map([["a", 10]]), new Map([["b", 10]]), new Map([["b", 10]])]);
    const [alone, copy] = shares([...copies].map(Math.log));
    expect(alone).toBeCloseTo(0.5, 12);
    expect(copy).toBeCloseTo(0.25, 12);
  });

  it("survive costs that no exponential does", () => {
    const { pathFlow } = solve(
      corridorOf([{ scale: 1000, nests: [{ mu: 0.1, paths: [{ usd: 1e6 }, { usd: 1e6 + 1e-5 }] }] }]),
    );
    expect(pathFlow[0] / pathFlow[1]).toBeCloseTo(Math.exp(0.1), 5);
  });

  it("go to the cheapest as the scale grows, and become equal as it falls", () => {
    const shares = (scale: number) =>
      solve(corridorOf([{ scale, nests: [{ paths: [{ usd: 1 }, { usd: 2 }, { usd: 3 }] }] }])).pathFlow;
    expect(shares(100)[0]).toBeCloseTo(1, 12);
    for (const share of shares(1e-9)) expect(share).toBeCloseTo(1 / 3, 8);
  });
});

describe("hard capacities", () => {
  it("price the capped pair as by hand: 60 and 40, and 4 in the limit", () => {
    for (const scale of [0.2, 1, 10, 1000, 1e5]) {
      const { pathFlow, multiplier } = solve(pair(scale));
      expect(pathFlow[0]).toBeCloseTo(60, 5);
      expect(pathFlow[1]).toBeCloseTo(40, 5);
      // Closed form: shares of 0.6 and 0.4 need a difference of costs of ln(0.4 / 0.6) / scale.
      expect(multiplier[0]).toBeCloseTo(4 - Math.log(60 / 40) / scale, 6);
    }
    expect(solve(pair(1e5)).multiplier[0]).toBeCloseTo(4, 4);
  });

  it("have no price where there is room, and just none at the edge", () => {
    expect(solve(pair(1, 1000)).multiplier[0]).toBe(0);
    const free = solve(pair(0.3, 1e9)).pathFlow[0];
    expect(solve(pair(0.3, free)).multiplier[0]).toBeCloseTo(0, 6);
  });

  it("send what cannot go to the alternative of staying at home", () => {
    const problem = corridorOf(
      [{ demand: 100, scale: 0.1, nests: [{ paths: [{ usd: 10, uses: { ship: 1 } }] }, { paths: [{ usd: 500 }] }] }],
      { ship: { capacity: 5 } },
    );
    const { pathFlow, multiplier } = solve(problem);
    expect(pathFlow[0]).toBeCloseTo(5, 6);
    expect(pathFlow[1]).toBeCloseTo(95, 6);
    expect(multiplier[0]).toBeCloseTo(490 - Math.log(5 / 95) / 0.1, 4);
    const shut = solve(problem, { shut: Uint8Array.of(1) });
    expect([...shut.pathFlow]).toEqual([0, 100]);
  });

  it("give background its part first, and shut what it fills", () => {
    const withBackground = (background: number) =>
      solve(
        corridorOf([{ demand: 100, nests: [{ paths: [{ usd: 10, uses: { quay: 1 } }, { usd: 14 }] }] }], {
          quay: { capacity: 60, background },
        }),
      );
    expect(withBackground(20).pathFlow[0]).toBeCloseTo(40, 6);
    expect(withBackground(60).pathFlow[0]).toBe(0);
    expect(withBackground(80).pathFlow[0]).toBe(0);
  });

  it("are one for several classes, each with its own equivalents: dollars per unit of the resource, alike for all", () => {
    const problem = corridorOf(
      [
        { demand: 30, scale: 0.05, nests: [{ paths: [{ usd: 100, uses: { train: 1 / 50 } }, { usd: 150 }] }] },
        { demand: 900, scale: 0.5, nests: [{ paths: [{ usd: 10, uses: { train: 1 / 2000 } }, { usd: 13 }] }] },
      ],
      { train: { capacity: 0.8 } },
    );
    const { pathFlow, multiplier, pathCost } = solve(problem);
    expect(pathFlow[0] / 50 + pathFlow[2] / 2000).toBeCloseTo(0.8, 7);
    expect(pathCost[0] - 100).toBeCloseTo(multiplier[0] / 50, 8);
    expect(pathCost[2] - 10).toBeCloseTo(multiplier[0] / 2000, 8);
  });

  it("share ships between both directions: time in port for what goes the other way counts too", () => {
    // Twelve hours at sea there and back for 10 units a trip, half an hour in port per unit, 24 hours a day of one ship.
    const direction = (demand: number, own: string, other: string) => ({
      demand,
      scale: 5,
      nests: [{ paths: [{ usd: 10, uses: { [own]: 1.2 + 0.5, [other]: 0.5 } }] }, { paths: [{ usd: 20 }] }],
    });
    const flows = (east: number) => {
      const problem = corridorOf([direction(100, "west", "east"), direction(east, "east", "west")], {
        west: { capacity: 24 },
        east: { capacity: 24 },
      });
      return solve(problem).pathFlow;
    };
    const alone = flows(0)[0];
    expect(alone).toBeCloseTo(24 / 1.7, 6);
    const both = flows(100);
    expect(both[0]).toBeCloseTo(24 / 2.2, 5);
    expect(both[2]).toBeCloseTo(24 / 2.2, 5);
  });

  it("in a row on the same way share one price, and the narrower has it all", () => {
    const problem = corridorOf(
      [{ demand: 100, scale: 0.5, nests: [{ paths: [{ usd: 10, uses: { a: 1, b: 1 } }, { usd: 14 }] }] }],
      { a: { capacity: 50 }, b: { capacity: 40 } },
    );
    const { multiplier } = solve(problem);
    expect(multiplier[0]).toBe(0);
    expect(multiplier[1]).toBeCloseTo(4 - Math.log(40 / 60) / 0.5, 6);
    const twins = corridorOf(
      [{ demand: 100, scale: 0.5, nests: [{ paths: [{ usd: 10, uses: { a: 1, b: 1 } }, { usd: 14 }] }] }],
      { a: { capacity: 40 }, b: { capacity: 40 } },
    );
    const prices = solve(twins).multiplier;
    expect(prices[0] + prices[1]).toBeCloseTo(4 - Math.log(40 / 60) / 0.5, 6);
  });

  it("have prices that are the worth of a unit more: finite differences of the expected cost", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { rows, elements } = randomCorridor(seed, "capacities");
      const dual = (given: typeof elements) => {
        const problem = flattenCorridor(rows, given);
        const solution = solve(problem, { gap: 1e-11 });
        // Objective of the entropy programme = dual: expected cost less what the capacities collect.
        let value = 0;
        for (let row = 0; row < problem.demand.length; row++) value += problem.demand[row] * solution.rowCost[row];
        for (let element = 0; element < given.length; element++) {
          const room = given[element].capacity - (given[element].background ?? 0);
          value -= solution.multiplier[element] * room;
        }
        return { value, solution };
      };
      const { solution } = dual(elements);
      for (let element = 0; element < elements.length; element++) {
        const step = 1e-4 * elements[element].capacity;
        const moved = (by: number) =>
          dual(elements.map((one, i) => (i === element ? { ...one, capacity: one.capacity + by } : one))).value;
        const worth = -(moved(step) - moved(-step)) / (2 * step);
        expect(worth, `seed ${seed} element ${element}`).toBeCloseTo(solution.multiplier[element], 2);
      }
    }
  });
});

describe("against other algorithms", () => {
  it("agrees with bisection of one price after the other on random problems with hard capacities and queues", () => {
    let compared = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { problem } = randomCorridor(seed, seed % 2 === 0 ? "both" : "capacities");
      const fast = solve(problem, { gap: 1e-9 });
      const slow = solveByBisection(problem, 150);
      // Two capacities almost in a row take it thousands of rounds; these few are left.
      const { shareGap, capacityGap } = certify(problem, slow.pathFlow, slow.multiplier);
      if (Math.max(shareGap, capacityGap) > 1e-9) continue;
      compared++;
      const most = problem.demand.reduce((a, b) => a + b);
      for (const [path, flow] of fast.pathFlow.entries())
        expect(Math.abs(flow - slow.pathFlow[path]), `seed ${seed} path ${path}`).toBeLessThan(1e-7 * most);
    }
    expect(compared).toBeGreaterThan(30);
  });

  it("agrees with successive averages on 60 random problems with queues", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { problem } = randomCorridor(seed, "queues");
      const fast = solve(problem, { gap: 1e-10 });
      const slow = solveByAverages(problem);
      for (const [path, flow] of fast.pathFlow.entries())
        expect(Math.abs(flow - slow.pathFlow[path]), `seed ${seed} path ${path}`).toBeLessThan(1e-6);
    }
  });

  it("proves itself on 300 random problems whose classes value time each in its own way", () => {
    for (let seed = 1; seed <= 300; seed++) solve(randomCorridor(seed, "mixed").problem, { gap: 1e-9 });
  });

  it("finds the deterministic equilibrium when choice is sharp: two queues take as long", () => {
    const queue = { capacity: 5, servers: 1, variability: 1, hard: false };
    const problem = corridorOf(
      [
        {
          demand: 4,
          scale: 3000,
          timeValue: 1,
          nests: [
            {
              paths: [
                { usd: 0, uses: { a: 1 } },
                { usd: 0, uses: { b: 1 } },
              ],
            },
          ],
        },
      ],
      { a: queue, b: { ...queue, capacity: 4 } },
    );
    const { delayHours, pathFlow } = solve(problem);
    expect(delayHours[1] - delayHours[0]).toBeCloseTo(Math.log(pathFlow[0] / pathFlow[1]) / 3000, 7);
    expect(pathFlow[0] + pathFlow[1]).toBeCloseTo(4, 9);
  });
});

describe("relations", () => {
  const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

  it("money times k and scales by k: the same flows, prices times k", () => {
    for (const seed of seeds) {
      const { rows, elements, problem } = randomCorridor(seed, "mixed");
      const k = 37;
      const scaled = flattenCorridor(
        rows.map((row) => ({
          ...row,
          scale: row.scale / k,
          timeValue: row.timeValue * k,
          nests: row.nests.map((nest) => ({
            ...nest,
            paths: nest.paths.map((path) => ({ ...path, usd: path.usd * k })),
          })),
        })),
        elements,
      );
      const a = solve(problem, { gap: 1e-9 });
      const b = solve(scaled, { gap: 1e-9 });
      for (const [path, flow] of a.pathFlow.entries()) expect(b.pathFlow[path]).toBeCloseTo(flow, 6);
      const ofAll = (solution: CorridorSolution) =>
        solution.multiplier.reduce((sum, price, e) => sum + price * solution.elementFlow[e], 0);
      expect(ofAll(b) / k).toBeCloseTo(ofAll(a), 3);
    }
  });

  it("doubled demand, background and capacities: the same shares and prices (without queues)", () => {
    for (const seed of seeds) {
      const { rows, elements, problem } = randomCorridor(seed, "capacities");
      const doubled = flattenCorridor(
        rows.map((row) => ({ ...row, demand: 2 * row.demand })),
        elements.map((one) => ({ ...one, capacity: 2 * one.capacity, background: 2 * (one.background ?? 0) })),
      );
      const a = solve(problem, { gap: 1e-11 });
      const b = solve(doubled, { gap: 1e-11 });
      for (const [path, flow] of a.pathFlow.entries()) expect(b.pathFlow[path] / 2).toBeCloseTo(flow, 6);
      for (const [row, cost] of a.rowCost.entries()) expect(b.rowCost[row]).toBeCloseTo(cost, 5);
    }
  });

  it("rows and elements in another order: the same flows", () => {
    for (const seed of seeds) {
      const { rows, elements, problem } = randomCorridor(seed, "both");
      const last = elements.length - 1;
      const turned = flattenCorridor(
        [...rows].reverse().map((row) => ({
          ...row,
          nests: row.nests.map((nest) => ({
            ...nest,
            paths: nest.paths.map((path) => ({
              ...path,
              uses: path.uses.map(({ element, amount }) => ({ element: last - element, amount })),
            })),
          })),
        })),
        [...elements].reverse(),
      );
      const a = solve(problem, { gap: 1e-11 });
      const b = solve(turned, { gap: 1e-11 });
      for (const [element, flow] of a.elementFlow.entries()) expect(b.elementFlow[last - element]).toBeCloseTo(flow, 5);
    }
  });

  it("an element that is shut anyway, or a start from the answer, changes nothing", () => {
    for (const seed of seeds) {
      const { rows, elements, problem } = randomCorridor(seed, "mixed");
      const a = solve(problem, { gap: 1e-9 });
      const again = solve(problem, { gap: 1e-9 });
      expect([...again.pathFlow]).toEqual([...a.pathFlow]);
      const more = flattenCorridor(rows, [...elements, { capacity: 1 }]);
      const shut = new Uint8Array(elements.length + 1);
      shut[elements.length] = 1;
      const b = solve(more, { gap: 1e-9, shut });
      for (const [path, flow] of a.pathFlow.entries()) expect(b.pathFlow[path]).toBe(flow);
      const warm = solve(problem, { gap: 1e-8, start: a });
      expect(warm.iterations).toBeLessThanOrEqual(1);
    }
  });

  it("more capacity never raises the expected cost of all together when it is what they share alone", () => {
    // In general it can: a wider door may fill the next queue (Braess). With one element it cannot.
    let before = Number.POSITIVE_INFINITY;
    for (const capacity of [1, 10, 30, 60, 90]) {
      const cost = solve(pair(0.5, capacity)).rowCost[0];
      expect(cost).toBeLessThanOrEqual(before + 1e-9);
      before = cost;
    }
  });

  it("no demand, no flow; a row of one path sends everything by it", () => {
    expect([...solve(pair(1, 60, 0)).pathFlow]).toEqual([0, 0]);
    expect(solve(corridorOf([{ demand: 7, nests: [{ paths: [{ usd: 3 }] }] }])).pathFlow[0]).toBe(7);
  });

  it("says so when a row has no way at all, and stops when told", () => {
    const problem = corridorOf([{ nests: [{ paths: [{ usd: 1, uses: { a: 1 } }] }] }], { a: { capacity: 0 } });
    expect(() => solveCorridor(problem)).toThrow(/row 0/);
    const stopped = solveCorridor(pair(1), { shouldStop: () => true });
    expect(stopped.status).toBe("not-converged");
    expect(stopped.ended).toBe("stopped");
  });
});
