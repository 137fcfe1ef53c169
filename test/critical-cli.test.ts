// `kopru critical` and `kopru flow` from the outside: answers that fit their schemas, exit codes, all problems at once, and the same
// answer from one thread and two.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectFolder } from "../src/cli/program-version.ts";
import { invalidAnswer } from "../src/wire/common.ts";
import { criticalAnswer, flowAnswer, networkCriticalAnswer } from "../src/wire/critical.ts";
import { runKopru } from "./run-kopru.ts";

let folder = "";
const file = (name: string): string => path.join(folder, name);
const SMALL = ["--data", path.join(projectFolder, "examples", "halcyon")];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "kopru-critical-"));
  mkdirSync(file("gmns"));
  writeFileSync(file("gmns/node.csv"), "node_id\na\nb\nc\nd\n");
  writeFileSync(
    file("gmns/link.csv"),
    "link_id,from_node_id,to_node_id,directed,length,capacity\n1,a,b,false,3,5\n2,b,d,false,3,4\n3,a,c,false,4,2\n4,c,d,false,4,9\n",
  );
  writeFileSync(
    file("x.max"),
    "c CLRS\np max 6 9\nn 1 s\nn 6 t\na 1 2 16\na 1 3 13\na 3 2 4\na 2 4 12\na 4 3 9\na 3 5 14\na 5 4 7\na 4 6 20\na 5 6 4\n",
  );
  writeFileSync(file("x.min"), "p min 3 3\nn 1 4\nn 3 -4\na 1 2 0 4 1\na 2 3 0 3 1\na 1 3 0 2 5\n");
  writeFileSync(file("tight.min"), "p min 2 1\nn 1 4\nn 2 -4\na 1 2 0 3 1\n");
  writeFileSync(file("faulty.min"), "p min 2 2\nn 9 4\na 1 2 0 x 1\nq\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("kopru flow", () => {
  it("solves a maximum flow and names the cut", async () => {
    const { exitCode, out } = await runKopru("flow", file("x.max"), "--json");
    expect(exitCode).toBe(0);
    const answer = flowAnswer.parse(JSON.parse(out));
    expect(answer).toMatchObject({ status: "ok", problem: "max", value: 23, bound: 23 });
    if (answer.status !== "ok") return;
    expect(answer.minCut.map(({ from, to }) => `${from}-${to}`).sort()).toEqual(["2-4", "5-4", "5-6"]);
  });

  it("solves a least-cost flow, for people too", async () => {
    const { out } = await runKopru("flow", file("x.min"), "--json");
    expect(flowAnswer.parse(JSON.parse(out))).toMatchObject({ status: "ok", value: 11, bound: 11 });
    expect((await runKopru("flow", file("x.min"))).out).toContain("Value of the dual");
  });

  it("an infeasible one is an answer with its proof and exit code 3; a file with faults lists them all and ends with 2", async () => {
    const none = await runKopru("flow", file("tight.min"), "--json");
    expect(none.exitCode).toBe(3);
    expect(flowAnswer.parse(JSON.parse(none.out))).toMatchObject({
      status: "none",
      reason: "Nodes 1 have 1 more to send than the arcs out of them can take.",
    });
    const faulty = await runKopru("flow", file("faulty.min"), "--json");
    expect(faulty.exitCode).toBe(2);
    expect(invalidAnswer.parse(JSON.parse(faulty.out)).problems).toHaveLength(3);
    expect((await runKopru("flow", file("not-there.min"))).exitCode).toBe(2);
  });
});

describe("kopru critical --network", () => {
  it("flow, cut, detours and ways between two nodes", async () => {
    const { exitCode, out } = await runKopru(
      "critical",
      "--network",
      file("gmns"),
      "--from",
      "a",
      "--to",
      "d",
      "--json",
    );
    expect(exitCode).toBe(0);
    const answer = networkCriticalAnswer.parse(JSON.parse(out));
    expect(answer).toMatchObject({
      status: "ok",
      maxFlow: 6,
      leastCost: 6,
      linkDisjointPaths: 2,
      nodeDisjointPaths: 2,
    });
    expect((await runKopru("critical", "--network", file("gmns"))).out).toContain("betweenness");
  });

  it("an unknown node: said with a hint, exit code 2", async () => {
    const { exitCode, err } = await runKopru("critical", "--network", file("gmns"), "--from", "a", "--to", "z");
    expect(exitCode).toBe(2);
    expect(err).toContain("node z is not in node.csv");
  });
});

describe("kopru critical", () => {
  it("gives the same answer from one thread and from two, fitting its schema", async () => {
    const ask = async (...more: readonly string[]) => {
      const { exitCode, out, err } = await runKopru("critical", ...SMALL, "--pairs", "3", ...more, "--json");
      expect(exitCode, err).toBe(0);
      const answer = criticalAnswer.parse(JSON.parse(out));
      if (answer.status !== "ok") throw new Error("expected an answer");
      return { ...answer, seconds: 0 };
    };
    const one = await ask("--threads", "1");
    expect(await ask("--threads", "2")).toEqual(one);
    expect(one.elements.length).toBeGreaterThan(10);
    expect(one.pairs).toHaveLength(3);
    expect(one.solves).toBe(1 + one.elements.length + 3);
    expect(one.certificate.notConverged).toEqual([]);
    expect(one.certificate.gap.value).toBeLessThanOrEqual(one.certificate.gap.asked);
    expect(one.elements.length + one.unused).toBeGreaterThan(one.elements.length);
  }, 60_000);

  it("an outage and a relation, for people", async () => {
    const { out: json } = await runKopru("critical", ...SMALL, "--threads", "1", "--json");
    const answer = criticalAnswer.parse(JSON.parse(json));
    if (answer.status !== "ok") throw new Error("expected an answer");
    const { id } = answer.elements[0];
    const { exitCode, out } = await runKopru(
      "critical",
      ...SMALL,
      "--threads",
      "1",
      "--only",
      id,
      "--outage",
      id,
      "--days",
      "5",
      "--from",
      "Calder",
      "--to",
      "Tarn",
    );
    expect(exitCode).toBe(0);
    for (const word of ["What is lost without", "How much fits", "all corridors", "Outage", "5 days without"]) {
      expect(out).toContain(word);
    }
    const back = await runKopru(
      "critical",
      ...SMALL,
      "--threads",
      "1",
      "--only",
      id,
      "--from",
      "Tarn",
      "--to",
      "Calder",
    );
    expect(back.out + back.err).toMatch(/no goods from|How much fits/);
  }, 60_000);

  it("ids and names that nothing has: all said, exit code 2", async () => {
    const { exitCode, out } = await runKopru(
      "critical",
      ...SMALL,
      "--threads",
      "1",
      "--outage",
      "nowhere",
      "--only",
      "nothing",
      "--json",
    );
    expect(exitCode).toBe(2);
    expect(invalidAnswer.parse(JSON.parse(out)).problems.map(({ place }) => place)).toEqual([
      "outage.element",
      "only.0",
    ]);
    const ends = await runKopru("critical", ...SMALL, "--from", "Atlantis", "--to", "Mu", "--json");
    expect(ends.exitCode).toBe(2);
    expect(invalidAnswer.parse(JSON.parse(ends.out)).problems).toHaveLength(2);
    expect((await runKopru("critical", ...SMALL, "--from", "Calder")).exitCode).toBe(2);
  }, 60_000);
});
