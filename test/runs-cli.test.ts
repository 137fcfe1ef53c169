// `kopru runs` beside a running server and without one: the same answers, and no command that quietly opens a taken folder.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createServer } from "../src/api/index.ts";
import { loadDataset } from "../src/data/index.ts";
import { runOnce } from "../src/jobs/index.ts";
import { InvalidInput } from "../src/model/problem.ts";
import { reserveStore } from "../src/store/index.ts";
import { runCompareAnswer, runsAnswer } from "../src/wire/runs.ts";
import { runKopru } from "./run-kopru.ts";

const base = fileURLToPath(new URL("../examples/halcyon", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "kopru-runs-cli-"));
const kindsModule = new URL("../src/jobs/test-kinds.fixture.ts", import.meta.url).href;
const OPTIONS = ["--store", folder, "--data", base];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("kopru runs", () => {
  const ids: string[] = [];

  it("asks the server that has the folder", async () => {
    const store = reserveStore({ folder });
    const dataset = loadDataset({ base });
    const app = await createServer({ dataset, input: { base }, programVersion: "0.0.0", store, kindsModule });
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    try {
      const before = await runKopru("runs", "list", ...OPTIONS);
      expect([before.exitCode, before.err]).toEqual([
        2,
        expect.stringContaining("Another process has this store open"),
      ]);
      store.noteAddress(`${address}/`, "a secret");
      const second = await runKopru("serve", "--port", "0", ...OPTIONS);
      expect([second.exitCode, second.err]).toEqual([2, expect.stringContaining(`A server at ${address}/ has this`)]);
      const none = await runKopru("serve", "--workers", "0", "--port", "x", ...OPTIONS);
      expect([none.exitCode, none.err]).toEqual([2, expect.stringMatching(/--port[\s\S]*--workers/)]);
      for (const steps of [2, 3]) {
        const reply = await app.inject({
          method: "POST",
          url: "/api/v1/runs",
          payload: { kind: "count", parameters: { steps } },
        });
        ids.push(reply.json().run.id);
      }
      for (const id of ids) {
        const { body } = await app.inject({ url: `/api/v1/runs/${id}/events` });
        expect(body).toContain("id: end");
      }
      const listed = await runKopru("runs", "list", ...OPTIONS, "--json");
      const answer = runsAnswer.parse(JSON.parse(listed.out));
      expect(answer.status === "ok" ? answer.runs.map(({ id }) => id) : []).toEqual([ids[1], ids[0]]);
      const repeated = await runKopru("runs", "repeat", ids[0].slice(0, 8), ...OPTIONS);
      expect([repeated.exitCode, repeated.out]).toEqual([0, expect.stringContaining(ids[0])]);
    } finally {
      await app.close();
      store.release();
    }
  });

  it("opens the folder itself when no server has it", async () => {
    const listed = await runKopru("runs", "list", ...OPTIONS);
    expect(listed.exitCode).toBe(0);
    expect(listed.out.split("\n").filter((line) => line.includes("count"))).toHaveLength(3);
    const shown = await runKopru("runs", "show", ids[1].slice(0, 8), ...OPTIONS);
    expect(shown.out).toContain(`count ${ids[1]} done`);
    const result = await runKopru("runs", "show", ids[1], "--result", ...OPTIONS);
    expect(JSON.parse(result.out)).toMatchObject({ status: "ok", steps: 3 });
    const compared = await runKopru("runs", "compare", ids[0], ids[1], ...OPTIONS, "--json");
    const answer = runCompareAnswer.parse(JSON.parse(compared.out));
    expect(answer).toMatchObject({ figures: [{ a: 2, b: 3, difference: 1, ratio: 1.5 }], same: { parameters: false } });
    expect((await runKopru("runs", "compare", ids[0], ids[1], ...OPTIONS)).out).toContain("They differ in: parameters");
    expect((await runKopru("runs", "forget", ids[0], ...OPTIONS)).exitCode).toBe(0);
    const gone = await runKopru("runs", "show", ids[0], ...OPTIONS);
    expect([gone.exitCode, gone.err]).toEqual([2, expect.stringContaining("There is no run")]);
    const none = await runKopru("runs", "show", "no", ...OPTIONS);
    expect([none.exitCode, none.err]).toEqual([2, expect.stringContaining('No run begins with "no".')]);
    // Waits of a run are asked for by the letters that the list shows as well; this one has none.
    const route = (run: string) => runKopru("route", "lindmoor", "calder", "--waits", run, ...OPTIONS);
    expect(await route("00000000")).toMatchObject({ err: expect.stringContaining('No run begins with "00000000".') });
    expect(await route(ids[1].slice(0, 8))).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("It is no answer of a simulated crossing."),
    });
    const several = await runKopru("runs", "show", "", ...OPTIONS);
    expect([several.exitCode, several.err]).toEqual([2, expect.stringContaining("2 runs begin with")]);
  });
});

describe("work of a command", () => {
  const once = (parameters: object, onDone = (_done: number): void => {}, signal = new AbortController().signal) => {
    const seen: number[] = [];
    const task = { kind: "count", input: { base }, scenario: null, parameters: { ...parameters }, seed: 4 };
    const onProgress = ({ done }: { readonly done: number }): void => {
      seen.push(done);
      onDone(done);
    };
    return { seen, found: runOnce({ ...task, programVersion: "0.0.0", onProgress, signal, kindsModule }) };
  };

  it("answers, tells how far it is, throws what is wrong, and is ended from outside", async () => {
    const { found, seen } = once({ steps: 5, stepMs: 120 });
    expect((await found)?.answer).toMatchObject({ steps: 5, seed: 4, dataset: loadDataset({ base }).hash });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    await expect(once({ ends: "badly" }).found).rejects.toBeInstanceOf(InvalidInput);
    await expect(once({ ends: "with-a-bug" }).found).rejects.toThrow("TypeError: a bug");
    const stopper = new AbortController();
    let stoppedAt = 0;
    const stop = (): void => {
      stoppedAt = performance.now();
      stopper.abort();
    };
    expect(await once({ steps: 100, stepMs: 100 }, stop, stopper.signal).found).toBeUndefined();
    expect(performance.now() - stoppedAt).toBeLessThan(2_000);
  });
});

describe("kopru serve", () => {
  it("says what is wrong with host, folder and database, and never starts with them", async () => {
    const asked: readonly (readonly [readonly string[], RegExp])[] = [
      // An address kept for documentation: no machine has it.
      [["--host", "192.0.2.5", "--no-store"], /--host: 192\.0\.2\.5 is no address of this machine/],
      [["--store", path.join(base, "dataset.yaml")], /The store cannot be opened/],
      [["--database", "nonsense"], /--database: This is no address of a PostgreSQL server/],
      [
        ["--database", "postgresql://nobody@127.0.0.1:1/x"],
        /--database: The database cannot be used: connect ECONNREFUSED/,
      ],
    ];
    for (const [options, message] of asked) {
      const { exitCode, out, err } = await runKopru("serve", "--port", "0", "--data", base, ...options);
      expect([exitCode, out, err]).toEqual([2, "", expect.stringMatching(message)]);
    }
  });
});
