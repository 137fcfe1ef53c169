// `kopru assign` from the outside: files in, one answer that fits its schema out, exit codes, a flow file.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assignAnswer } from "../src/wire/assign.ts";
import { invalidAnswer } from "../src/wire/common.ts";
import { runKopru } from "./run-kopru.ts";

let folder = "";
const file = (name: string): string => path.join(folder, name);

/** Braess's network: 10x on 1-3 and 4-2, 50 + x on 1-4 and 3-2, 10 + x on 3-4. */
const NET = `<NUMBER OF ZONES> 2
<NUMBER OF NODES> 4
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 5
<END OF METADATA>
1 3 1 0 0.00000001 1000000000 1 0 0 1;
1 4 1 0 50 0.02 1 0 0 1;
3 2 1 0 50 0.02 1 0 0 1;
3 4 1 1 10 0.1 1 0 3 1;
4 2 1 0 0.00000001 1000000000 1 0 0 1;
`;
const TRIPS = "<NUMBER OF ZONES> 2\n<END OF METADATA>\nOrigin 1\n 2 : 6;\n";

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "kopru-assign-"));
  writeFileSync(file("net.tntp"), NET);
  writeFileSync(file("trips.tntp"), TRIPS);
  mkdirSync(file("gmns"));
  writeFileSync(file("gmns/node.csv"), "node_id\nA\nB\n");
  writeFileSync(
    file("gmns/link.csv"),
    "link_id,from_node_id,to_node_id,directed,free_flow_time,capacity,vdf_alpha,vdf_beta\nx,A,B,1,10,10,1,1\ny,A,B,1,15,1,0,1\n",
  );
  writeFileSync(file("demand.csv"), "origin,destination,flow\nA,B,20\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kopru = (...args: readonly string[]) => runKopru("assign", ...args);

async function answerTo(...args: readonly string[]) {
  const { exitCode, out } = await kopru(...args, "--json");
  expect(exitCode).toBe(0);
  const answer = assignAnswer.parse(JSON.parse(out));
  if (answer.status !== "ok") throw new Error(out);
  expect(answer).toEqual(JSON.parse(out));
  return answer;
}

const tntp = (): string[] => ["--tntp", file("net.tntp"), file("trips.tntp")];

describe("answers", () => {
  it("finds Braess's equilibrium and optimum, and who uses the new link", async () => {
    const equilibrium = await answerTo(...tntp(), "--select-link", "3-4");
    expect(equilibrium.totalTravelTime).toBeCloseTo(552, 4);
    expect(equilibrium.objective).toBeCloseTo(386, 4);
    expect(equilibrium.relativeGap).toBeLessThanOrEqual(1e-8);
    expect(equilibrium.selectedLink?.pairs.map(({ from, to }) => [from, to])).toEqual([["1", "2"]]);
    expect(equilibrium.selectedLink?.link.flow).toBeCloseTo(2, 4);
    const optimum = await answerTo("--net", file("net.tntp"), "--trips", file("trips.tntp"), "--system-optimum");
    expect([optimum.principle, Math.round(optimum.totalTravelTime)]).toEqual(["system-optimum", 498]);
  });

  it("weighs tolls, distances and demand", async () => {
    const dear = await answerTo(...tntp(), "--toll-factor", "10", "--distance-factor", "1");
    expect(dear.totalTravelTime).toBeCloseTo(498, 4);
    expect((await answerTo(...tntp(), "--demand-factor", "0.5")).network.trips).toBe(3);
  });

  it("reads GMNS and writes flows as TNTP does", async () => {
    const answer = await answerTo(
      "--network",
      file("gmns"),
      "--demand",
      file("demand.csv"),
      "--flows",
      file("flows.tsv"),
    );
    expect(answer.slowestLinks[0]).toMatchObject({ link: "x", from: "A", to: "B" });
    const [head, first] = readFileSync(file("flows.tsv"), "utf8").split("\n");
    expect(head).toBe("From\tTo\tVolume\tCost");
    expect(first.split("\t").slice(0, 2)).toEqual(["A", "B"]);
    expect(Number(first.split("\t")[2])).toBeCloseTo(5, 6);
  });

  it("warns when a limit comes first", async () => {
    const { converged, ended, warnings } = await answerTo(...tntp(), "--max-iterations", "1");
    expect([converged, ended, warnings[0]?.code]).toEqual([false, "iterations", "not-converged"]);
  });

  it("prints a text within 100 columns", async () => {
    const { exitCode, out, err } = await kopru(...tntp(), "--select-link", "3-4");
    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).toContain("User equilibrium");
    expect(out).toContain("Who uses 3-4");
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe("what cannot be answered", () => {
  it("gives 3 for trips without a path", async () => {
    writeFileSync(file("back.tntp"), "<NUMBER OF ZONES> 2\n<END OF METADATA>\nOrigin 2\n 1 : 6;\n");
    const { exitCode, out } = await kopru("--tntp", file("net.tntp"), file("back.tntp"), "--json");
    expect(exitCode).toBe(3);
    expect(assignAnswer.parse(JSON.parse(out))).toMatchObject({ status: "none", pairsWithoutPath: [["2", "1"]] });
  });

  it.each([
    [["--net", "net.tntp"], "usage"],
    [["--tntp", "a"], "usage"],
    [["--network", "x"], "usage"],
    [["--net", "a", "--trips", "b", "--network", "c", "--demand", "d"], "usage"],
    [["--tntp", "/no/a", "/no/b"], "missing-file"],
    [["--network", "/no", "--demand", "/no"], "missing-file"],
    [["--gap", "tight"], "usage"],
  ])("gives 2 for %j", async (args, code) => {
    const { exitCode, out } = await kopru(...args, "--json");
    expect(exitCode).toBe(2);
    expect(invalidAnswer.parse(JSON.parse(out)).problems[0].code).toBe(code);
  });

  it("names every number out of range, and a link that is not there", async () => {
    const { out } = await kopru(...tntp(), "--gap", "0", "--demand-factor", "-1", "--json");
    expect(invalidAnswer.parse(JSON.parse(out)).problems.map(({ place }) => place)).toEqual(["gap", "demandFactor"]);
    const other = await kopru(...tntp(), "--select-link", "9-9", "--json");
    expect(invalidAnswer.parse(JSON.parse(other.out)).problems[0].code).toBe("unknown-link");
  });
});
