// Proves any result of the corridor model, from the problem and the numbers of the answer alone: demand is met, flows of
// elements add up, costs are those of queues and prices, shares reproduce the flows, capacities hold, prices stand only
// where there is no room left. Written without the solver's sums: objects and plain loops.

import { queueJet } from "./delays.ts";
import type { CorridorProblem, CorridorSolution } from "./problem.ts";

/** What is wrong with a result, in sentences; empty when nothing is. */
export function checkCorridor(
  problem: CorridorProblem,
  solution: CorridorSolution,
  options: { readonly shut?: Uint8Array; readonly tolerance?: number } = {},
): string[] {
  const { tolerance = 1e-7, shut } = options;
  const wrong: string[] = [];
  const expect = (holds: boolean, sentence: string): void => {
    if (!holds) wrong.push(sentence);
  };
  const near = (a: number, b: number, scale: number): boolean => Math.abs(a - b) <= tolerance * Math.max(scale, 1e-300);
  const { elements } = problem;
  const load = new Float64Array(elements.capacity.length);
  const isShut = (element: number): boolean =>
    shut?.[element] === 1 ||
    (elements.hard[element] === 1 && elements.capacity[element] - elements.background[element] <= 0);
  for (let row = 0; row < problem.demand.length; row++) {
    const demand = problem.demand[row];
    const scale = problem.scale[row];
    let shipped = 0;
    const nests: { readonly weight: number; readonly utility: ReadonlyMap<number, number> }[] = [];
    for (let nest = problem.rowFirstNest[row]; nest < problem.rowFirstNest[row + 1]; nest++) {
      const mu = problem.nestDissimilarity[nest];
      const utility = new Map<number, number>();
      for (let path = problem.nestFirstPath[nest]; path < problem.nestFirstPath[nest + 1]; path++) {
        let cost = problem.pathUsd[path];
        let there = true;
        for (let use = problem.pathFirstUse[path]; use < problem.pathFirstUse[path + 1]; use++) {
          const element = problem.useElement[use];
          if (isShut(element)) there = false;
          cost += problem.timeValue[row] * solution.delayHours[element];
          cost += problem.useAmount[use] * solution.multiplier[element];
          load[element] += problem.useAmount[use] * solution.pathFlow[path];
        }
        const flow = solution.pathFlow[path];
        shipped += flow;
        expect(flow >= 0, `path ${path} carries ${flow}`);
        if (!there) {
          expect(flow === 0, `path ${path} is shut and carries ${flow}`);
          continue;
        }
        expect(
          near(solution.pathCost[path], cost, Math.abs(cost) + 1),
          `path ${path} costs ${cost}, not ${solution.pathCost[path]}`,
        );
        utility.set(path, problem.pathLogSize[path] - (scale / mu) * cost);
      }
      if (utility.size === 0) continue;
      nests.push({ weight: problem.nestConstant[nest] + mu * logSum([...utility.values()]), utility });
    }
    expect(near(shipped, demand, demand), `row ${row} sends ${shipped} of ${demand}`);
    const logsum = logSum(nests.map(({ weight }) => weight));
    expect(near(solution.rowCost[row] * scale, -logsum, Math.abs(logsum) + 1), `row ${row} has logsum ${logsum}`);
    const shareOf = softmax(nests.map(({ weight }) => weight));
    nests.forEach(({ utility }, nest) => {
      const inside = softmax([...utility.values()]);
      [...utility.keys()].forEach((path, i) => {
        const expected = demand * shareOf[nest] * inside[i];
        const flow = solution.pathFlow[path];
        expect(near(flow, expected, demand), `path ${path} should carry ${expected}, not ${flow}`);
      });
    });
  }
  const jet = { value: 0, slope: 0, bend: 0 };
  load.forEach((flow, element) => {
    const room = elements.capacity[element] - elements.background[element];
    expect(
      near(solution.elementFlow[element], flow, flow + 1e-9),
      `element ${element} carries ${flow}, not ${solution.elementFlow[element]}`,
    );
    const { value } = queueJet(elements, element, elements.background[element] + flow, jet);
    expect(
      near(solution.delayHours[element], value, value + 1e-6),
      `element ${element} delays by ${value} h, not ${solution.delayHours[element]}`,
    );
    const price = solution.multiplier[element];
    expect(price >= 0, `element ${element} has price ${price}`);
    if (elements.hard[element] === 0) expect(price === 0, `element ${element} may be exceeded and has a price`);
    else if (room > 0) {
      expect(flow <= room * (1 + tolerance), `element ${element} carries ${flow}, room is ${room}`);
      const meanCost = Math.abs(solution.rowCost[0]) + 1;
      expect(
        price <= tolerance * meanCost || flow >= room * (1 - 1e-6),
        `element ${element} has price ${price} and room for ${room - flow}`,
      );
    }
  });
  return wrong;
}

function logSum(values: readonly number[]): number {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values);
  const weights = values.map((value) => Math.exp(value - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
