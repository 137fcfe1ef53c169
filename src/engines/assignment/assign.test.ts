import { describe, expect, it } from "vitest";
import { stream } from "../../lib/random.ts";
import { assign } from "./assign.ts";
import { checkAssignment } from "./check-assignment.ts";
import { solveByFrankWolfe } from "./frank-wolfe.ts";
import { networkOf, randomNetwork } from "./instances.ts";
import type { Assigned, AssignmentOptions, AssignmentProblem } from "./problem.ts";
import { selectLink } from "./select-link.ts";
import { skim } from "./skim.ts";

function solve(problem: AssignmentProblem, options: AssignmentOptions = {}): Assigned {
  const result = assign(problem, { gap: 1e-10, ...options });
  if (result.status === "infeasible") throw new Error("infeasible");
  expect(checkAssignment(problem, result, options.objective)).toEqual([]);
  expect(result.status).toBe("ok");
  return result;
}

const BRAESS = ["1>3 10x", "4>2 10x", "1>4 50+x", "3>2 50+x"];

describe("networks whose answer is known", () => {
  it("makes Braess's new link hurt everybody", () => {
    const withLink = solve(networkOf([...BRAESS, "3>4 10+x"], ["1 2 6"]));
    expect(withLink.totalTravelCost).toBeCloseTo(552, 8);
    expect(withLink.certificate.objective).toBeCloseTo(386, 8);
    expect(withLink.leastCost[0]).toBeCloseTo(92, 8);
    expect(Array.from(withLink.linkFlow, (flow) => Number(flow.toFixed(8)))).toEqual([4, 4, 2, 2, 2]);
    const without = solve(networkOf(BRAESS, ["1 2 6"]));
    expect(without.leastCost[0]).toBeCloseTo(83, 8);
    expect(without.totalTravelCost).toBeCloseTo(498, 8);
  });

  it("does not use Braess's link at the system optimum, and its tolls make the optimum an equilibrium", () => {
    const links = [...BRAESS, "3>4 10+x"];
    const optimum = solve(networkOf(links, ["1 2 6"]), { objective: "system-optimum" });
    expect(optimum.totalTravelCost).toBeCloseTo(498, 7);
    expect(optimum.linkFlow[4]).toBeCloseTo(0, 8);
    const tolled = solve(networkOf(links, ["1 2 6"], { fixedCost: [...optimum.linkMarginalToll] }));
    for (const [link, flow] of tolled.linkFlow.entries()) expect(flow).toBeCloseTo(optimum.linkFlow[link], 6);
  });

  it("finds Pigou's price of anarchy, 4/3 and its formula for powers", () => {
    for (const power of [1, 2, 4, 7.5]) {
      const problem = networkOf([`1>2 1 bpr 0 1 1`, `1>a 0`, `a>2 1e-9 bpr 1e9 ${power} 1`], ["1 2 1"]);
      const equilibrium = solve(problem);
      const optimum = solve(problem, { objective: "system-optimum" });
      const worst = 1 / (1 - power * (power + 1) ** (-(power + 1) / power));
      expect(equilibrium.totalTravelCost / optimum.totalTravelCost).toBeCloseTo(worst, 7);
    }
  });

  it("splits two parallel links as by hand: 10 + x and 14 + 0.5 x share 20 trips at 46/3 + ...", () => {
    // 10 + x = 14 + (20 - x) / 2 gives x = 28/3.
    const { linkFlow, leastCost } = solve(networkOf(["a>b 10+x", "a>b 14+0.5x"], ["a b 20"]));
    expect(linkFlow[0]).toBeCloseTo(28 / 3, 9);
    expect(leastCost[0]).toBeCloseTo(10 + 28 / 3, 9);
  });

  it("loads two queues so that both take as long: 1 / (3 - x) = 1 / (2 - (4 - x)) has x = 2.5", () => {
    const { linkFlow, linksAtCapacity } = solve(networkOf(["a>b 0 mm1 3", "a>b 0 mm1 2"], ["a b 4"]));
    expect(linkFlow[0]).toBeCloseTo(2.5, 9);
    expect([...linksAtCapacity]).toEqual([]);
  });

  it("says where a queue is loaded beyond what its formula covers", () => {
    const { linksAtCapacity } = solve(networkOf(["a>b 1 mm1 3", "a>b 1 davidson 0.2 2"], ["a b 6"]));
    expect([...linksAtCapacity]).toEqual([0, 1]);
  });

  it("counts fixed cost with time, for the choice and in the objective", () => {
    // 1 + x + 2 = 4 + x / 2 with x + y = 3: x = 5/3 after the toll.
    const { linkFlow } = solve(networkOf(["a>b 1+x", "a>b 4+0.5x"], ["a b 3"], { fixedCost: [2, 0] }));
    expect(linkFlow[0]).toBeCloseTo(5 / 3, 9);
  });

  it("passes no zone", () => {
    const links = ["1>2 1", "2>3 1", "1>x 5", "x>3 5"];
    const free = solve(networkOf(links, ["1 3 2"], { zones: "1 2 3" }));
    expect([...free.linkFlow]).toEqual([2, 2, 0, 0]);
    const blocked = solve(networkOf(links, ["1 3 2", "2 3 1"], { zones: "1 2 3", firstThroughNode: 3 }));
    expect([...blocked.linkFlow]).toEqual([0, 1, 2, 2]);
  });
});

describe("outcomes", () => {
  it("names all rows without a path", () => {
    const result = assign(networkOf(["a>b 1", "c>a 1"], ["a b 1", "b a 1", "a c 0", "b c 2"]));
    expect(result).toEqual({ status: "infeasible", rowsWithoutPath: Int32Array.of(1, 3) });
  });

  it("stops at a limit with flows that are feasible", () => {
    const problem = networkOf(["a>b 10+x", "a>b 14+0.3x", "a>b 9 bpr 0.15 4 2"], ["a b 20"]);
    const limited = assign(problem, { gap: 0, maxIterations: 1 });
    const stopped = assign(problem, { gap: 0, shouldStop: ({ iterations }) => iterations === 2 });
    if (limited.status === "infeasible" || stopped.status === "infeasible") throw new Error("infeasible");
    expect([limited.status, limited.ended, limited.certificate.iterations]).toEqual(["not-converged", "iterations", 1]);
    expect([stopped.status, stopped.ended, stopped.certificate.iterations]).toEqual(["not-converged", "stopped", 2]);
    expect(checkAssignment(problem, limited)).toEqual([]);
    expect(checkAssignment(problem, stopped)).toEqual([]);
  });

  it("answers when nobody travels", () => {
    const result = solve(networkOf(["a>b 1+x"], ["a b 0", "a a 5"]));
    expect(result.certificate).toMatchObject({ relativeGap: 0, averageExcessCost: 0, objective: 0 });
    expect([...result.leastCost]).toEqual([1, 0]);
  });

  it("is the same to the bit when run again", () => {
    for (const seed of [1, 2, 3]) expect(solve(randomNetwork(seed))).toEqual(solve(randomNetwork(seed)));
  });
});

describe("random networks", () => {
  const SEEDS = Array.from({ length: 150 }, (_, at) => at + 1);

  it.each(SEEDS)("seed %i: right by the checker, and Frank and Wolfe find nothing better", (seed) => {
    const problem = randomNetwork(seed);
    const { certificate } = solve(problem, { gap: 1e-9 });
    solve(problem, { gap: 1e-9, objective: "system-optimum" });
    const other = solveByFrankWolfe(problem, 150);
    const size = 1 + certificate.objective;
    expect(certificate.objective).toBeLessThanOrEqual(other.objective + 1e-9 * size);
    expect(certificate.objective).toBeGreaterThanOrEqual(other.lowerBound - 1e-9 * size);
  });

  it("agrees with Frank and Wolfe in link flows where these are unique", () => {
    for (const seed of [4, 5, 6]) {
      const problem = randomNetwork(seed, 8);
      const { linkFlow } = solve(problem, { gap: 1e-12 });
      const other = solveByFrankWolfe(problem, 3000);
      for (const [link, flow] of linkFlow.entries()) {
        if (problem.delays.kind[link] !== 0) expect(flow, `seed ${seed} link ${link}`).toBeCloseTo(other.flow[link], 3);
      }
    }
  });

  it("costs no more at the system optimum than at the equilibrium, and never more than a finer search finds", () => {
    for (const seed of SEEDS.slice(0, 40)) {
      const problem = randomNetwork(seed);
      const optimum = solve(problem, { gap: 1e-9, objective: "system-optimum" });
      const equilibrium = solve(problem, { gap: 1e-9 });
      const size = 1 + optimum.totalTravelCost;
      expect(optimum.totalTravelCost, `seed ${seed}`).toBeLessThanOrEqual(equilibrium.totalTravelCost + 1e-8 * size);
    }
  });

  it("matches a search of all splits on three parallel links", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const random = stream(seed, "parallel");
      const links = [1, 2, 3].map(
        () =>
          `a>b ${1 + Math.floor(random() * 5)} bpr ${(0.1 + random()).toFixed(3)} 4 ${(2 + random() * 3).toFixed(3)}`,
      );
      const problem = networkOf(links, ["a b 10"]);
      const { totalTravelCost } = solve(problem, { objective: "system-optimum" });
      let best = Number.POSITIVE_INFINITY;
      const timeAt = (link: number, x: number): number => {
        const { freeTime, factor, capacity } = problem.delays;
        return freeTime[link] * (1 + factor[link] * (x / capacity[link]) ** 4);
      };
      const cost = (x: readonly number[]): number => x.reduce((sum, flow, link) => sum + flow * timeAt(link, flow), 0);
      for (let i = 0; i <= 200; i++) {
        for (let j = 0; i + j <= 200; j++) best = Math.min(best, cost([i / 20, j / 20, 10 - (i + j) / 20]));
      }
      expect(totalTravelCost, `seed ${seed}`).toBeLessThanOrEqual(best * (1 + 1e-10));
      expect(totalTravelCost, `seed ${seed}`).toBeGreaterThan(best * 0.999);
    }
  });
});

describe("relations", () => {
  it("gives the same times when demand and capacity double", () => {
    const { delays, demand, ...rest } = randomNetwork(11);
    const problem = { ...rest, delays: { ...delays, kind: delays.kind.map((kind) => (kind > 2 ? 2 : kind)) }, demand };
    const factor = problem.delays.factor.map((value, link) => (problem.delays.kind[link] === 1 ? value / 2 : value));
    const doubled = {
      ...problem,
      delays: { ...problem.delays, factor, capacity: delays.capacity.map((capacity) => 2 * capacity) },
      demand: { ...demand, flow: demand.flow.map((flow) => 2 * flow) },
    };
    const [one, two] = [solve(problem, { gap: 1e-12 }), solve(doubled, { gap: 1e-12 })];
    for (const [row, cost] of one.leastCost.entries()) expect(two.leastCost[row]).toBeCloseTo(cost, 8);
  });

  it("does not depend on how nodes, links and rows are numbered", () => {
    const problem = randomNetwork(12);
    const random = stream(12, "shuffle");
    const shuffle = (count: number): number[] =>
      Array.from({ length: count }, (_, at) => [random(), at])
        .sort(([a], [b]) => a - b)
        .map(([, at]) => at);
    const nodes = shuffle(problem.nodeCount);
    const links = shuffle(problem.linkTail.length);
    const rows = shuffle(problem.demand.flow.length);
    const moved: AssignmentProblem = {
      nodeCount: problem.nodeCount,
      firstThroughNode: 0,
      linkTail: Int32Array.from(links, (link) => nodes[problem.linkTail[link]]),
      linkHead: Int32Array.from(links, (link) => nodes[problem.linkHead[link]]),
      fixedCost: Float64Array.from(links, (link) => problem.fixedCost?.[link] ?? 0),
      delays: {
        kind: Uint8Array.from(links, (link) => problem.delays.kind[link]),
        freeTime: Float64Array.from(links, (link) => problem.delays.freeTime[link]),
        capacity: Float64Array.from(links, (link) => problem.delays.capacity[link]),
        factor: Float64Array.from(links, (link) => problem.delays.factor[link]),
        power: Float64Array.from(links, (link) => problem.delays.power[link]),
      },
      demand: {
        origin: Int32Array.from(rows, (row) => nodes[problem.demand.origin[row]]),
        destination: Int32Array.from(rows, (row) => nodes[problem.demand.destination[row]]),
        flow: Float64Array.from(rows, (row) => problem.demand.flow[row]),
      },
    };
    const [one, two] = [solve(problem, { gap: 1e-12 }), solve(moved, { gap: 1e-12 })];
    expect(two.certificate.objective).toBeCloseTo(one.certificate.objective, 8);
    rows.forEach((row, at) => {
      expect(two.leastCost[at]).toBeCloseTo(one.leastCost[row], 7);
    });
  });

  it("is not changed by a link that nobody would use", () => {
    const problem = randomNetwork(13);
    const extra = networkOf(["a>b 1000000"], ["a b 0"]);
    const join = (a: Float64Array, b: ArrayLike<number>): Float64Array => Float64Array.from([...a, ...Array.from(b)]);
    const more: AssignmentProblem = {
      ...problem,
      linkTail: Int32Array.from([...problem.linkTail, 0]),
      linkHead: Int32Array.from([...problem.linkHead, 2]),
      fixedCost: join(problem.fixedCost ?? new Float64Array(0), [1e6]),
      delays: {
        kind: Uint8Array.from([...problem.delays.kind, 0]),
        freeTime: join(problem.delays.freeTime, extra.delays.freeTime),
        capacity: join(problem.delays.capacity, [1]),
        factor: join(problem.delays.factor, [0]),
        power: join(problem.delays.power, [0]),
      },
    };
    const [one, two] = [solve(problem), solve(more)];
    expect(two.linkFlow[problem.linkTail.length]).toBe(0);
    expect(two.certificate.objective).toBeCloseTo(one.certificate.objective, 9);
  });

  it("comes nearer with every tighter gap, between lower bound and objective", () => {
    const problem = randomNetwork(14, 60);
    const runs = [1e-2, 1e-4, 1e-6, 1e-8, 1e-10].map((gap) => solve(problem, { gap }).certificate);
    const best = runs[runs.length - 1].objective;
    for (const [at, run] of runs.entries()) {
      expect(run.objective).toBeLessThanOrEqual((runs[at - 1]?.objective ?? Number.POSITIVE_INFINITY) * (1 + 1e-14));
      expect(run.lowerBound).toBeLessThanOrEqual(best * (1 + 1e-14));
    }
  });
});

describe("sums over paths", () => {
  const problem = networkOf([...BRAESS, "3>4 10+x"], ["1 2 4", "1 2 2", "3 2 1", "2 2 9"]);
  const result = solve(problem);

  it("selects a link: its rows add up to its flow", () => {
    const selected = selectLink(problem, result.paths, 4);
    expect(selected.flowByLink[4]).toBeCloseTo(result.linkFlow[4], 9);
    expect(selected.flowByRow.reduce((sum, flow) => sum + flow, 0)).toBeCloseTo(result.linkFlow[4], 9);
    expect(selected.flowByLink[2]).toBe(0);
  });

  it("skims: cost along used paths is the least cost, at this gap", () => {
    const costs = skim(problem, result.paths, result.linkCost);
    for (const [row, cost] of costs.entries()) expect(cost).toBeCloseTo(result.leastCost[row], 7);
    expect(skim(problem, result.paths, new Float64Array(5).fill(1))[3]).toBe(0);
  });
});

describe("the checker", () => {
  const problem = networkOf([...BRAESS, "3>4 10+x"], ["1 2 6"]);
  const right = solve(problem);
  const broken: Record<string, Assigned> = {
    "demand not met": { ...right, paths: { ...right.paths, flow: right.paths.flow.map((flow) => flow / 2) } },
    "a flow that no path has": { ...right, linkFlow: right.linkFlow.map((flow) => flow + 1) },
    "a wrong cost": { ...right, linkCost: right.linkCost.map((cost) => cost * 1.01) },
    "a path that is torn": { ...right, paths: { ...right.paths, links: right.paths.links.toReversed() } },
    "a gap that is not so": { ...right, certificate: { ...right.certificate, relativeGap: 0.1 } },
    "least costs that are not so": { ...right, leastCost: Float64Array.of(90) },
  };
  it.each(Object.keys(broken))("sees %s", (name) => {
    expect(checkAssignment(problem, broken[name])).not.toEqual([]);
  });
});
