import { expect, it } from "vitest";
import type { CongestedNetwork, DemandTable } from "../model/congested-network.ts";
import { InvalidInput } from "../model/problem.ts";
import { assignNetwork, type NetworkAssignmentRequest } from "./network-assignment.ts";

/** Two ways from 1 to 2: 10 (1 + x / 10) with a toll of 4, and 15 with a length of 6; nothing leads back. */
const NETWORK: CongestedNetwork = {
  nodeIds: ["1", "2"],
  firstThroughNode: 0,
  linkIds: ["tolled", "long"],
  linkTail: Int32Array.of(0, 0),
  linkHead: Int32Array.of(1, 1),
  freeTime: Float64Array.of(10, 15),
  capacity: Float64Array.of(10, 0),
  factor: Float64Array.of(1, 0),
  power: Float64Array.of(1, 0),
  length: Float64Array.of(0, 6),
  toll: Float64Array.of(4, 0),
};
const DEMAND: DemandTable = {
  origin: Int32Array.of(0),
  destination: Int32Array.of(1),
  flow: Float64Array.of(20),
};
const ASKED: NetworkAssignmentRequest = {
  objective: "user-equilibrium",
  gap: 1e-10,
  maxIterations: 100,
  tollFactor: 0,
  distanceFactor: 0,
  demandFactor: 1,
};

function flowOfFirst(changes: Partial<NetworkAssignmentRequest>): number {
  const found = assignNetwork(NETWORK, DEMAND, { ...ASKED, ...changes });
  return found.status === "ok" ? found.result.linkFlow[0] : Number.NaN;
}

it("weighs tolls and distances into the cost, and scales demand", () => {
  // 10 + x = 15, less 4 for the toll, more 3 for the distance.
  expect(flowOfFirst({})).toBeCloseTo(5, 9);
  expect(flowOfFirst({ tollFactor: 1 })).toBeCloseTo(1, 9);
  expect(flowOfFirst({ distanceFactor: 0.5 })).toBeCloseTo(8, 9);
  expect(flowOfFirst({ demandFactor: 0.1 })).toBeCloseTo(2, 9);
  expect(flowOfFirst({ objective: "system-optimum" })).toBeCloseTo(2.5, 9);
});

it("names the pairs that have no path", () => {
  const back = { ...DEMAND, origin: Int32Array.of(1), destination: Int32Array.of(0) };
  expect(assignNetwork(NETWORK, back, ASKED)).toEqual({ status: "none", pairsWithoutPath: [["2", "1"]] });
});

it("says all that is wrong with a request", () => {
  try {
    assignNetwork(NETWORK, DEMAND, { ...ASKED, gap: 0, demandFactor: -1, tollFactor: Number.NaN });
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    expect(error.problems.map(({ place }) => place)).toEqual(["gap", "tollFactor", "demandFactor"]);
  }
});
