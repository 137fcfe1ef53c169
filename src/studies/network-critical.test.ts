import { describe, expect, test } from "vitest";
import { gmnsCapacitiesFromFiles } from "../data/index.ts";
import { InvalidInput } from "../model/problem.ts";
import { findNetworkCritical } from "./network-critical.ts";

const { network, hasCapacity } = gmnsCapacitiesFromFiles([
  { path: "node.csv", text: "node_id\na\nb\nc\nd\ne\n" },
  {
    path: "link.csv",
    text: "link_id,from_node_id,to_node_id,directed,length,capacity\nab,a,b,false,3,5\nbd,b,d,false,3,4\nac,a,c,false,4,2\ncd,c,d,false,4,9\nde,d,e,false,1,7\n",
  },
]);
const request = { hasCapacity, from: "a", to: "e" };

describe("findNetworkCritical", () => {
  test("flow, cut, detour and ways by hand; a bridge cuts off", () => {
    const found = findNetworkCritical(network, { from: "a", to: "e", cost: "length", hasCapacity });
    expect(found).toMatchObject({ maxFlow: 6, leastCost: 7, linkDisjointPaths: 1, nodeDisjointPaths: 1 });
    expect(found.minCut.map(({ id }) => id)).toEqual(["bd", "ac"]);
    const loss = new Map(found.elements.map((element) => [element.id, element]));
    expect(loss.get("bd")).toMatchObject({ capacityLossShare: 1 - 2 / 6, detourCost: 2 });
    expect(loss.get("ac")).toMatchObject({ capacityLossShare: 1 - 4 / 6, detourCost: 0 });
    expect(loss.get("de")).toMatchObject({ capacityLossShare: 1, detourCost: Number.POSITIVE_INFINITY });
    expect(loss.get("d")).toMatchObject({ kind: "node", capacityLossShare: 1 });
    expect(loss.has("a")).toBe(false);
  });

  test("elements without flow are told without a solve, and solving them says the same", () => {
    const wide = {
      ...network,
      links: network.links.map((link) => ({ ...link, values: { ...link.values, capacity: 100 } })),
    };
    const found = findNetworkCritical(wide, { ...request, cost: "length" });
    expect(found.solves).toBeLessThan(2 * found.elements.length);
    for (const { id, capacityLossShare } of found.elements) {
      const without = {
        nodes: wide.nodes,
        links: wide.links.filter((link) => link.id !== id && link.from !== id && link.to !== id),
      };
      const left = findNetworkCritical(without, { ...request, cost: "length" }).maxFlow ?? 0;
      expect(capacityLossShare, id).toBeCloseTo(1 - left / (found.maxFlow ?? 0), 12);
    }
  });

  test("without ends only the shape; without capacities no flow", () => {
    const shape = findNetworkCritical(network, { hasCapacity });
    expect(shape).toMatchObject({ maxFlow: undefined, leastCost: undefined, solves: 0 });
    expect(findNetworkCritical(network, { from: "a", to: "e", hasCapacity: false }).maxFlow).toBeUndefined();
  });

  test("both ends wrong: both said", () => {
    const ask = () => findNetworkCritical(network, { from: "x", to: "y", hasCapacity });
    expect(ask).toThrow(InvalidInput);
    expect(ask).toThrow(/x.*\n.*y/);
    expect(() => findNetworkCritical(network, { from: "a", hasCapacity })).toThrow("without the other");
    expect(() => findNetworkCritical(network, { from: "a", to: "a", hasCapacity })).toThrow("one node");
  });
});
