import { expect, test } from "vitest";
import { InvalidInput } from "../model/problem.ts";
import { readTntp, tntpFromTexts } from "./tntp.ts";

const NETWORK = `<NUMBER OF ZONES> 2
<NUMBER OF NODES> 3\t
<FIRST THRU NODE> 3
<NUMBER OF LINKS> 3
<ORIGINAL HEADER>~ whatever
<END OF METADATA>

~\tinit\tterm\tcapacity\t...
\t1\t3\t10\t1.5\t2\t0.15\t4\t0\t0.5\t1\t;
\t1\t3\t10\t1.5\t2\t0.15\t4.5\t0\t0\t1\t; ~ a comment
3 2 1 0 .5e1 0 0 0 0 1;
`;
const TRIPS = `<NUMBER OF ZONES> 2
<TOTAL OD FLOW> 7.5
<END OF METADATA>

Origin  1
    1 :    0.0;     2 : 7.5;
Origin 2
 1 : 0 ;
`;

const read = (network: string, trips: string) =>
  tntpFromTexts({ path: "net.tntp", text: network }, { path: "trips.tntp", text: trips });

function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ code, place }) => `${code} ${place}`);
    throw error;
  }
  return [];
}

test("a network and its trips, with comments, parallel links and powers that are not whole", () => {
  const { network, demand } = read(NETWORK, TRIPS.replaceAll("\n", "\r\n"));
  expect(network.nodeIds).toEqual(["1", "2", "3"]);
  expect(network.firstThroughNode).toBe(2);
  expect(network.linkIds).toEqual(["1-3", "1-3#2", "3-2"]);
  expect([...network.linkTail, ...network.linkHead]).toEqual([0, 0, 2, 2, 2, 1]);
  expect([...network.freeTime]).toEqual([2, 2, 5]);
  expect([...network.power]).toEqual([4, 4.5, 0]);
  expect([...network.toll]).toEqual([0.5, 0, 0]);
  expect([...demand.origin, ...demand.destination, ...demand.flow]).toEqual([0, 0, 1, 0, 1, 0, 0, 7.5, 0]);
});

test("all problems of both files come at once, with file and line", () => {
  const network = NETWORK.replace("<NUMBER OF LINKS> 3", "<NUMBER OF LINKS> 4")
    .replace("1\t3\t10", "1\t9\t-10")
    .replace("4.5", "four")
    .replace("3 2 1 0", "3 2 0 0 5 0.15 4 0 0 1;\n3 2 ;");
  const trips = TRIPS.replace("ZONES> 2", "ZONES> 3").replace("2 : 7.5;", "2 = 7.5; 9 : 1; 2 : -1; 1 : 3;");
  expect(problemsOf(() => read(network, trips))).toEqual([
    "unknown-node net.tntp:9",
    "bad-number net.tntp:9",
    "bad-number net.tntp:10",
    "bad-number net.tntp:11",
    "wrong-cell-count net.tntp:12",
    "wrong-count trips.tntp:1",
    "malformed-trips trips.tntp:6",
    "unknown-node trips.tntp:6",
    "bad-number trips.tntp:6",
    "duplicate-id trips.tntp:6",
  ]);
});

test("metadata that are missing or no numbers", () => {
  expect(problemsOf(() => read("<NUMBER OF NODES> many\n1 2 1 1 1 1 1 1 1 1;\n", "1 : 2;"))).toEqual([
    "bad-number net.tntp:1",
    "missing-metadata net.tntp:1",
    "missing-metadata net.tntp:1",
    "missing-metadata trips.tntp:1",
    "malformed-trips trips.tntp:1",
  ]);
});

test("files that are not there, and a long list that is cut", () => {
  expect(problemsOf(() => readTntp("/no/net.tntp", "/no/trips.tntp"))).toEqual([
    "missing-file /no/net.tntp",
    "missing-file /no/trips.tntp",
  ]);
  expect(problemsOf(() => read(NETWORK.replace("<NUMBER OF LINKS> 3", "x\n".repeat(500)), TRIPS))).toHaveLength(201);
});
