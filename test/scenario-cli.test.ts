// `kopru scenario`, and --scenario for other commands, as somebody types them.

import { expect, it } from "vitest";
import { invalidAnswer } from "../src/wire/common.ts";
import { scenarioCheckAnswer, scenarioDiffAnswer, scenarioRunAnswer } from "../src/wire/scenario.ts";
import { runKopru } from "./run-kopru.ts";

it("check: sentences and what they touch", async () => {
  const { exitCode, out } = await runKopru("scenario", "check", "kuryk-half-december", "six-more-feeders");
  expect(exitCode).toBe(0);
  for (const part of [
    "Port of Kuryk is closed from 16 to 31",
    "1 place: 1 standing",
    "6\n",
    "✓ 1 edit, 0 warnings",
    "✓ 2 edits",
  ])
    expect(out).toContain(part.trim());
});

it("check: as JSON, and every problem of every file", async () => {
  const good = await runKopru("scenario", "check", "scenarios/cpc-halted.yaml", "--json");
  const answer = scenarioCheckAnswer.parse(JSON.parse(good.out));
  expect(answer.status === "ok" && answer.scenarios[0]?.edits[0]?.sentence).toMatch(
    /is closed from 29 November to 28 December 2025$/,
  );
  const missing = await runKopru("scenario", "check", "cpc-haltd");
  expect(missing.exitCode).toBe(2);
  expect(missing.err).toContain("did you mean cpc-halted?");
});

it("diff: before and after, with units; none with itself", async () => {
  const one = await runKopru("scenario", "diff", "six-more-feeders");
  expect(one.exitCode).toBe(0);
  expect(one.out).toMatch(/vessels, count\s+6\s+12/);
  const same = await runKopru("scenario", "diff", "cku-open", "cku-open", "--json");
  expect(scenarioDiffAnswer.parse(JSON.parse(same.out))).toMatchObject({ same: true, values: [], statuses: [] });
});

it("run: flows and oil under one scenario", async () => {
  const words = [
    "scenario",
    "run",
    "cpc-halted",
    "--set",
    "months=1",
    "--set",
    "days=40",
    "--set",
    "security=false",
    "--json",
  ];
  const { exitCode, out } = await runKopru(...words);
  expect(exitCode).toBe(0);
  const answer = scenarioRunAnswer.parse(JSON.parse(out));
  if (answer.status !== "ok") throw new Error("expected an answer");
  expect(answer.scenario).toMatchObject({ id: "cpc-halted", baseDate: "2025-11-15" });
  expect(answer.flows?.status).toBe("ok");
  expect(answer.lossUsd).toBeGreaterThan(1e8);
  expect(answer.shutInMt).toBeGreaterThan(1);
  expect(Object.keys(answer.exportsMtByRoute ?? {})).toContain("cpc");
  const wrong = await runKopru("scenario", "run", "cpc-halted", "--engine", "flows", "--set", "month=1");
  expect(wrong.exitCode).toBe(2);
  expect(wrong.err).toContain("Did you mean months?");
  const settings = ["mnths=1", "day=5", "gap=-1", "security=maybe"].flatMap((setting) => ["--set", setting]);
  const all = await runKopru("scenario", "run", "cpc-halted", ...settings, "--json");
  expect(all.exitCode).toBe(2);
  expect(invalidAnswer.parse(JSON.parse(all.out)).problems.map(({ place, code }) => `${place} ${code}`)).toEqual([
    "--set.gap out-of-range",
    "--set.mnths unknown-field",
    "--set.day unknown-field",
    "--set.security wrong-type",
  ]);
});

it("route --scenario: the answer names it; commands without use for one refuse it", async () => {
  const { out } = await runKopru(
    "route",
    "Baku",
    "Ankara",
    "--depart",
    "2026-07-01",
    "--options",
    "1",
    "--scenario",
    "tripp-open",
  );
  expect(out).toContain("under the scenario “TRIPP and the Zangezur railway open”");
  for (const words of [
    ["data", "check"],
    ["scenario", "check", "cku-open"],
    ["scenario", "run", "cku-open"],
    ["runs", "list"],
  ]) {
    const refused = await runKopru(...words, "--scenario", "tripp-open");
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain("does not take a scenario");
  }
});
