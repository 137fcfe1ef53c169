// The command line from the outside: exit codes, JSON that fits its schema, texts within 100 columns. Most cases run in this
// process; only what needs a process of its own starts bin/kopru.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invalidAnswer } from "../src/wire/common.ts";
import { claimsAnswer, dataCheckAnswer, datasetAnswer, thingAnswer } from "../src/wire/dataset.ts";
import { compareAnswer, networkParetoAnswer, routeAnswer } from "../src/wire/route.ts";
import { runKopru } from "./run-kopru.ts";

const project = fileURLToPath(new URL("../", import.meta.url));
const kopruFile = path.join(project, "bin", "kopru");
const SMALL = ["--data", path.join(project, "examples", "halcyon")];

describe("route and compare", () => {
  it("print exactly one JSON answer that fits the schema", async () => {
    const routed = await runKopru("route", "Lindmoor", "Veld", ...SMALL, "--json");
    expect([routed.exitCode, routed.err]).toEqual([0, ""]);
    expect(routeAnswer.parse(JSON.parse(routed.out))).toEqual(JSON.parse(routed.out));
    const compared = await runKopru("compare", "Lindmoor", "Veld", ...SMALL, "--json");
    expect(compareAnswer.parse(JSON.parse(compared.out)).status).toBe("ok");
  });

  it("print texts within 100 columns, in the language asked for, with sources on request", async () => {
    const { exitCode, out } = await runKopru(
      "route",
      "Lindmoor",
      "Veld",
      ...SMALL,
      "--lang",
      "ru",
      "--value",
      "120,000",
      "--capital",
      "12%",
    );
    expect(exitCode).toBe(0);
    expect(out).toContain("Линдмур");
    expect(out).toContain("120,000 USD");
    expect(out).toContain("12.0 %");
    expect(out).not.toContain("assumption:");
    const tooLong = out.split("\n").filter((line) => [...line].length > 100);
    expect(tooLong).toEqual([]);
    const sourced = await runKopru("route", "Lindmoor", "Veld", ...SMALL, "--source");
    expect(sourced.out).toContain("assumption:");
    const compared = await runKopru("compare", "Lindmoor", "Veld", ...SMALL);
    expect(compared.out).toContain("Best at these terms");
  });

  it("end with 3 and a reason when there is no way", async () => {
    const args = ["route", "Lindmoor", "Veld", ...SMALL, "--avoid", "rail,road,sea,inland-water"];
    const json = await runKopru(...args, "--json");
    expect([json.exitCode, JSON.parse(json.out).status]).toEqual([3, "none"]);
    expect(JSON.parse(json.out).problems.length).toBeGreaterThan(0);
    const text = await runKopru(...args);
    const { reason } = JSON.parse(json.out);
    expect([text.exitCode, text.out.replaceAll(/\s+/g, " ").includes(reason)]).toEqual([3, true]);
  });

  it("end with 2 and every problem at once on bad input", async () => {
    const args = ["route", "Lindmor", "Veld", ...SMALL, "--units", "-2", "--value", "lots", "--avoid", "Atlantis"];
    const json = await runKopru(...args, "--json");
    const { problems } = invalidAnswer.parse(JSON.parse(json.out));
    expect(json.exitCode).toBe(2);
    expect(problems.map(({ place }) => place).sort()).toEqual(["avoid.0", "from", "units", "valueUsd"]);
    expect(problems.find(({ place }) => place === "from")?.hint).toContain("Lindmoor");
    const text = await runKopru(...args);
    expect([text.exitCode, text.out]).toEqual([2, ""]);
    expect(text.err).toContain("Lindmoor");
  });
});

describe("usage", () => {
  it.each([
    [["rout", "a", "b"], "Did you mean route?"],
    [["route", "onlyone"], "missing required argument"],
    [["route", "a", "b", "--unit", "3"], "Did you mean --units?"],
    [["data"], "command"],
    [["data", "export", "--format", "pdf"], "geojson"],
    [["serve", "--port", "99999999"], "--port"],
    [["route", "Lindmoor", "Veld", "--data", "/no/such/folder"], "/no/such/folder"],
  ])("%j is bad input", async (args, said) => {
    const text = await runKopru(...args);
    expect([text.exitCode, text.out]).toEqual([2, ""]);
    expect(text.err).toContain(said);
    const json = await runKopru(...args, "--json");
    expect(json.exitCode).toBe(2);
    expect(invalidAnswer.parse(JSON.parse(json.out)).problems.length).toBeGreaterThan(0);
  });

  it("helps with examples", async () => {
    const { exitCode, out } = await runKopru("route", "--help");
    expect([exitCode, out.includes("Examples:")]).toEqual([0, true]);
    const started = spawnSync(process.execPath, [kopruFile, "--help"], { encoding: "utf8" });
    expect(started.stdout).toContain("kopru route");
  });
});

describe("data", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("check proves the small dataset, and names file, line and column of a bad row", async () => {
    const good = await runKopru("data", "check", ...SMALL, "--json");
    expect(dataCheckAnswer.parse(JSON.parse(good.out))).toMatchObject({ status: "ok", errors: [] });
    const overlay = path.join(folder, "bad");
    mkdirSync(overlay);
    writeFileSync(
      path.join(overlay, "embargoes.csv"),
      "id,place,country,link,mode,direction,cargo,from,to,reason,source\nx,nowhere,,,,,,,,why,\n",
    );
    const bad = await runKopru("data", "check", ...SMALL, "--overlay", overlay, "--json");
    const answer = dataCheckAnswer.parse(JSON.parse(bad.out));
    expect([bad.exitCode, answer.status]).toEqual([2, "invalid"]);
    expect(answer.problems[0].place).toMatch(/embargoes\.csv:2:\d+/);
    expect(answer.problems).toEqual(answer.errors);
  });

  it("show tells of the whole and of one thing by id or by name", async () => {
    expect(datasetAnswer.parse(JSON.parse((await runKopru("data", "show", ...SMALL, "--json")).out)).status).toBe("ok");
    const byId = await runKopru("data", "show", "lindmoor-yard", ...SMALL, "--json");
    const byName = await runKopru("data", "show", "Lindmoor Yard", ...SMALL, "--json");
    expect(thingAnswer.parse(JSON.parse(byId.out))).toEqual(JSON.parse(byName.out));
    const none = await runKopru("data", "show", "Lindmor", ...SMALL, "--json");
    expect([none.exitCode, invalidAnswer.parse(JSON.parse(none.out)).problems[0].suggestions]).toEqual([
      2,
      expect.arrayContaining(["Lindmoor"]),
    ]);
  });

  it("export gives GeoJSON, CSV and a GMNS folder that route and import read again", async () => {
    const geojson = JSON.parse((await runKopru("data", "export", ...SMALL)).out);
    expect(geojson.type).toBe("FeatureCollection");
    const out = path.join(folder, "gmns");
    const exported = await runKopru("data", "export", ...SMALL, "--format", "gmns", "--out", out);
    expect(exported.exitCode).toBe(0);
    const routed = await runKopru(
      "route",
      "lindmoor-yard",
      "greywater",
      "--network",
      out,
      "--criteria",
      "length",
      "--pareto",
      "--json",
    );
    const answer = networkParetoAnswer.parse(JSON.parse(routed.out));
    expect(answer.status === "ok" ? answer.paths[0].nodes.slice(0, 1) : answer).toEqual(["lindmoor-yard"]);
    const back = path.join(folder, "back");
    const imported = await runKopru(
      "data",
      "import-gmns",
      out,
      "--publisher",
      "Test",
      "--as-of",
      "2026",
      "--out",
      back,
    );
    expect([imported.exitCode, imported.err]).toEqual([0, ""]);
    expect(readFileSync(path.join(back, "links.csv"), "utf8")).toContain("rail");
  });

  it("claims fit their schema", async () => {
    const { out } = await runKopru("claims", ...SMALL, "--json");
    expect(claimsAnswer.parse(JSON.parse(out)).status).toBe("ok");
  });
});

describe("networks in GMNS form", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-gmns-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(() => {
    writeFileSync(path.join(folder, "node.csv"), "node_id\n1\n2\n3\n");
    writeFileSync(
      path.join(folder, "link.csv"),
      "link_id,from_node_id,to_node_id,directed,c1,c2\na,1,3,true,10,2\nb,1,2,true,3,3\nc,3,2,false,3,3\n",
    );
  });
  const ask = (...args: string[]) => runKopru("route", ...args, "--network", folder, "--json");

  it("gives every cost vector that none beats; a link that is not directed goes both ways", async () => {
    const { exitCode, out } = await ask("1", "3", "--criteria", "c1,c2", "--pareto");
    expect(exitCode).toBe(0);
    expect(JSON.parse(out).paths).toEqual([
      { criteria: { c1: 6, c2: 6 }, nodes: ["1", "2", "3"] },
      { criteria: { c1: 10, c2: 2 }, nodes: ["1", "3"] },
    ]);
  });

  it("ends with 3 without a way, with 2 on unknown nodes, columns or no criteria", async () => {
    expect((await ask("3", "1", "--criteria", "c1")).exitCode).toBe(3);
    expect((await ask("1", "9", "--criteria", "c1")).exitCode).toBe(2);
    expect((await ask("1", "3", "--criteria", "c3")).exitCode).toBe(2);
    expect((await ask("1", "3")).exitCode).toBe(2);
  });
});

describe("bin/kopru", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-bin-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // Windows makes links and ends programs otherwise: there npm puts a program of its own before this one.
  const itOnUnix = it.skipIf(process.platform === "win32");

  itOnUnix("works through a link from any folder, and says its version", () => {
    const link = path.join(folder, "kopru-link");
    symlinkSync(kopruFile, link);
    const { status, stdout } = spawnSync(link, ["--version"], { cwd: folder, encoding: "utf8" });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });

  it("says what to do when the packages are not installed", () => {
    const bare = path.join(folder, "bare");
    for (const file of ["bin/kopru", "scripts/check-node.mjs", "package.json"]) {
      mkdirSync(path.dirname(path.join(bare, file)), { recursive: true });
      writeFileSync(path.join(bare, file), readFileSync(path.join(project, file)));
    }
    const { status, stderr } = spawnSync(process.execPath, [path.join(bare, "bin/kopru"), "--help"], {
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr.trim()).toMatch(
      /^The packages are not installed yet: run `npm ci` in .*bare once, then try again\.$/,
    );
  });

  itOnUnix("serves, answers, and stops in order on SIGTERM", async () => {
    const child = spawn(kopruFile, ["serve", "--port", "0", "--json", "--no-store", ...SMALL], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    const line = await new Promise<string>((resolve) => child.stdout.once("data", (chunk) => resolve(String(chunk))));
    const { address } = JSON.parse(line);
    const reply = await fetch(`${address}api/v1/health`);
    expect(((await reply.json()) as { status: string }).status).toBe("ok");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
});
