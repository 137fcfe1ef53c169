// `kopru oil` from the outside: answers that fit their schema, exit codes, every problem at once, a table for people.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectFolder } from "../src/cli/program-version.ts";
import { invalidAnswer } from "../src/wire/common.ts";
import { oilAnswer } from "../src/wire/oil.ts";
import { runKopru } from "./run-kopru.ts";

let folder = "";
const file = (name: string): string => path.join(folder, name);
const inProject = (name: string): string => path.join(projectFolder, name);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "kopru-oil-"));
  writeFileSync(
    file("clash.yaml"),
    "days: 2\nfields: [{ id: f, outputTonnesPerDay: 10 }]\nroutes: [{ id: r, capacityTonnesPerDay: 4, netbackUsdPerTonne: 1 }]\nlimits: [{ id: duty, routes: [r], leastTonnesPerDay: 6 }]\n",
  );
  writeFileSync(file("bad.yaml"), "days: 0\nfields: []\nroutes: [{ id: r, netbackUsdPerTonne: x }]\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("a model in a file", async () => {
  const { exitCode, out } = await runKopru("oil", "--model", inProject("examples/models/oil-greedy.yaml"), "--json");
  expect(exitCode).toBe(0);
  const answer = oilAnswer.parse(JSON.parse(out));
  expect(answer).toMatchObject({ status: "ok", model: "Three routes, one day", shutInMt: 0 });
});

it("one that cannot be satisfied names what clashes; a faulty one lists all its faults; one that is not there is said", async () => {
  const clash = await runKopru("oil", "--model", file("clash.yaml"), "--json");
  expect(clash.exitCode).toBe(2);
  expect(invalidAnswer.parse(JSON.parse(clash.out)).problems).toMatchObject([{ code: "no-allocation" }]);
  expect(clash.out).toContain("duty");
  const bad = await runKopru("oil", "--model", file("bad.yaml"), "--json");
  expect(bad.exitCode).toBe(2);
  expect(invalidAnswer.parse(JSON.parse(bad.out)).problems.length).toBeGreaterThanOrEqual(3);
  const missing = await runKopru("oil", "--model", file("nowhere.yaml"));
  expect(missing.exitCode).toBe(2);
  expect(missing.err).toContain("cannot be read");
});

it("the dataset under a scenario, as JSON and as tables", async () => {
  const words = ["oil", "--scenario", "cpc-halted", "--days", "40", "--no-security"];
  const { exitCode, out } = await runKopru(...words, "--json");
  expect(exitCode).toBe(0);
  const answer = oilAnswer.parse(JSON.parse(out));
  if (answer.status !== "ok") throw new Error("expected an answer");
  expect(answer.horizon).toEqual({ from: "2025-11-15", to: "2025-12-25", days: 40 });
  expect(answer.lossUsd).toBeGreaterThan(1e9);
  expect(answer.shutInMt).toBeGreaterThan(3);
  expect(Object.keys(answer.exportsMtByRoute)).toContain("cpc");
  expect(answer.shadowPricesUsdPerTonne.find(({ element }) => element === "cpc-terminal")?.daysBinding).toBeGreaterThan(
    20,
  );
  const text = (await runKopru(...words)).out;
  for (const part of ["Loss against the base", "Perfect foresight (a bound)", "Rolling plan", "What binds", "Who pays"])
    expect(text).toContain(part);
});

it("days that are none, and a dataset without oil", async () => {
  expect((await runKopru("oil", "--days", "0")).exitCode).toBe(2);
  const none = await runKopru("oil", "--data", inProject("examples/halcyon"), "--json");
  expect(none.exitCode).toBe(2);
  expect(invalidAnswer.parse(JSON.parse(none.out)).problems).toMatchObject([{ code: "no-oil" }]);
});
