import { expect, test } from "vitest";
import { InvalidInput } from "../model/problem.ts";
import { demandFromText, gmnsCongestedFromFiles } from "./gmns-congested.ts";

const NODES = { path: "node.csv", text: "node_id\nA\nB\n" };
const links = (text: string) => ({ path: "link.csv", text });

function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ code, place }) => `${code} ${place}`);
    throw error;
  }
  return [];
}

test("times from length and speed in the units of the network, capacity by lanes, BPR where nothing is said", () => {
  const config = { path: "config.csv", text: "long_length,speed\nmile,mph\n" };
  const network = gmnsCongestedFromFiles([
    NODES,
    links("link_id,from_node_id,to_node_id,directed,length,free_speed,capacity,lanes\nx,A,B,0,30,60,100,2\n"),
    config,
  ]);
  expect(network.linkIds).toEqual(["x", "x-back"]);
  expect([...network.linkTail, ...network.linkHead]).toEqual([0, 1, 1, 0]);
  expect(network.freeTime[0]).toBeCloseTo(0.5, 12);
  expect([network.capacity[1], network.factor[1], network.power[1], network.toll[1]]).toEqual([200, 0.15, 4, 0]);
});

test("times and functions of the file's own", () => {
  const network = gmnsCongestedFromFiles([
    NODES,
    links(
      "link_id,from_node_id,to_node_id,directed,free_flow_time,capacity,vdf_alpha,vdf_beta,toll\nx,A,B,1,7,5,1,2,3\n",
    ),
  ]);
  expect(
    [network.freeTime, network.capacity, network.factor, network.power, network.toll].map(([first]) => first),
  ).toEqual([7, 5, 1, 2, 3]);
});

test("what is missing or impossible is said", () => {
  const header = "link_id,from_node_id,to_node_id,directed";
  expect(problemsOf(() => gmnsCongestedFromFiles([NODES, links(`${header},length\nx,A,B,1,1\n`)]))).toEqual([
    "missing-column link.csv:1:1",
    "missing-column link.csv:1:1",
  ]);
  expect(
    problemsOf(() =>
      gmnsCongestedFromFiles([NODES, links(`${header},length,free_speed,capacity\nx,A,B,1,1,0,0\ny,A,C,1,1,1,1\n`)]),
    ),
  ).toEqual(["unknown-node link.csv:3:5"]);
  expect(
    problemsOf(() => gmnsCongestedFromFiles([NODES, links(`${header},length,free_speed,capacity\nx,A,B,1,1,0,0\n`)])),
  ).toEqual(["bad-number link.csv link x", "bad-number link.csv link x"]);
});

test("demand in our words and in those of GMNS tools", () => {
  const read = (text: string) => demandFromText({ path: "demand.csv", text }, ["A", "B"]);
  expect([...read("origin,destination,flow\nA,B,2.5\n").flow]).toEqual([2.5]);
  expect([...read("d_zone_id,o_zone_id,volume\nA,B,1\n").origin]).toEqual([1]);
  expect(problemsOf(() => read("origin,destination,flow\nA,C,-1\n,B,x\n"))).toEqual([
    "unknown-node demand.csv:2:3",
    "bad-number demand.csv:2:5",
    "unknown-node demand.csv:3:1",
    "bad-number demand.csv:3:4",
  ]);
  expect(problemsOf(() => read("from,to\nA,B\n"))).toHaveLength(3);
});
