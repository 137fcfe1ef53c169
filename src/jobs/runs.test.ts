// Long work from asking to answer, on the embedded database and on a real server: it is done once, tells how far it is, can
// be cancelled, survives threads that die and owners that fall silent, and never answers twice.

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../data/index.ts";
import { startPostgres, type TestServer } from "../store/embedded-postgres.fixture.ts";
import { addRun, beginRun, findRun, noteJob, openStore, type RunProgress, type Store } from "../store/index.ts";
import { criticalKind } from "./critical-kind.ts";
import { openQueue } from "./queue.ts";
import { type AskedRun, openRuns, type Runs, readParameters } from "./runs.ts";
import { kinds } from "./test-kinds.fixture.ts";
import { endOf, untilRun } from "./until-run.fixture.ts";

const input = { base: fileURLToPath(new URL("../../examples/halcyon", import.meta.url)) };
const dataset = loadDataset(input);
const kindsModule = new URL("./test-kinds.fixture.ts", import.meta.url).href;

const ask = (parameters: object, over: Partial<AskedRun> = {}): AskedRun => ({
  kind: "count",
  scenarioId: null,
  scenario: null,
  dataset: { id: dataset.id, version: dataset.version, hash: dataset.hash },
  parameters,
  seed: null,
  who: "somebody",
  fresh: false,
  repeats: null,
  ...over,
});

it("what threads of one run tell each other is nothing that can be asked for", () => {
  for (const parameters of [{ part: { index: 1, of: 2 } }, { lose: [["a"]] }]) {
    expect(() => readParameters([criticalKind], "critical", parameters)).toThrow("There is no field called");
  }
});

describe.each(["embedded", "server"] as const)("runs: %s", (engine) => {
  let server: TestServer | undefined;
  let store: Store;
  let runs: Runs;
  const errors: unknown[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-runs-"));

  const open = (mostSeconds = 30, workers = 2) =>
    openRuns({
      store,
      input,
      programVersion: "0.0.0",
      kinds,
      kindsModule,
      workers,
      limits: { mostUnderWay: 5, mostSeconds, mostBytes: 1_000_000 },
      onError: (error) => errors.push(error),
    });

  beforeAll(async () => {
    if (engine === "server") server = await startPostgres();
    store = await openStore(server === undefined ? { folder } : { url: server.url });
    await store.db.deleteFrom("runs").execute();
    runs = await open();
  }, 60_000);
  afterAll(async () => {
    await runs?.close();
    await store?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const ended = (id: string) => endOf(runs, id);
  const stateOf = async (id: string) => (await runs.find(id))?.state;
  const running = (id: string) => untilRun(runs, id, (run) => run?.state === "running");

  it("does what was asked, tells how far it is, and keeps the answer with its figures", async () => {
    const { run, reused } = await runs.start(ask({ steps: 8, stepMs: 60 }, { seed: 7 }));
    expect([run.state, reused]).toEqual(["queued", false]);
    const seen: RunProgress[] = [];
    const stop = runs.watch(run.id, (progress) => {
      if (progress) seen.push(progress);
    });
    const done = await ended(run.id);
    stop();
    expect(done).toMatchObject({ state: "done", attempts: 1, who: "somebody", problems: [] });
    expect(done?.headline).toEqual([{ name: "steps", label: "Steps", value: 8, unit: "steps" }]);
    expect(done?.seconds).toBeGreaterThan(0.4);
    const answer = JSON.parse((await runs.findResult(run.id)) ?? "");
    expect(answer).toMatchObject({ status: "ok", steps: 8, seed: 7, dataset: dataset.hash });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.map(({ done: count }) => count)).toEqual(
      [...seen.map(({ done: count }) => count)].sort((a, b) => a - b),
    );
    expect(seen.at(-1)).toMatchObject({ done: 8, total: 8, unit: "steps", secondsLeft: 0 });
  });

  it("answers an equal question from what is kept, also while it is under way", async () => {
    const question = ask({ steps: 4, stepMs: 40 });
    const both = await Promise.all([runs.start(question), runs.start(ask({ stepMs: 40, steps: 4 }))]);
    expect(both[0].run.id).toBe(both[1].run.id);
    await ended(both[0].run.id);
    const again = await runs.start(question);
    expect([again.reused, again.run.id, again.run.state]).toEqual([true, both[0].run.id, "done"]);
    const fresh = await runs.start({ ...question, fresh: true });
    expect([fresh.reused, fresh.run.id === again.run.id]).toEqual([false, false]);
    await ended(fresh.run.id);
    for (const other of [ask({ steps: 5, stepMs: 40 }), ask({ steps: 4, stepMs: 40 }, { seed: 1 })]) {
      const { run, reused } = await runs.start(other);
      expect(reused).toBe(false);
      await ended(run.id);
    }
  });

  it("refuses kinds and parameters that are not known before anything is kept", async () => {
    const before = (await runs.list({ limit: 1, offset: 0 })).total;
    await expect(runs.start(ask({}, { kind: "cuont" }))).rejects.toMatchObject({
      problems: [{ code: "unknown-kind", hint: "Did you mean count?" }],
    });
    await expect(runs.start(ask({ steps: 0, stepz: 1 }))).rejects.toMatchObject({
      problems: [{ place: "parameters.steps" }, { place: "parameters.stepz", code: "unknown-field" }],
    });
    expect((await runs.list({ limit: 1, offset: 0 })).total).toBe(before);
  });

  it.each([
    ["badly", "usage"],
    ["with-a-bug", "bug"],
    ["with-its-thread", "bug"],
    ["hugely", "result-too-large"],
  ])("a run that ends %s is failed with a problem, and the next one is done", async (ends, code) => {
    errors.length = 0;
    const { run } = await runs.start(ask({ ends }));
    const failed = await ended(run.id);
    expect(failed).toMatchObject({ state: "failed", attempts: 1, problems: [{ code }] });
    expect(JSON.stringify(failed)).not.toMatch(/\.ts:|TypeError/);
    expect(errors.length).toBe(code === "bug" ? 1 : 0);
    expect(await runs.findResult(run.id)).toBeUndefined();
    const next = await runs.start(ask({ ends: "well", steps: 2, stepMs: 2 }, { fresh: true }));
    expect((await ended(next.run.id))?.state).toBe("done");
  });

  it("ends a run that takes too long", async () => {
    await runs.close();
    runs = await open(0.5);
    const { run } = await runs.start(ask({ steps: 1, stepMs: 9_000 }));
    expect(await ended(run.id)).toMatchObject({ state: "failed", problems: [{ code: "run-too-long" }] });
    await runs.close();
    runs = await open();
  });

  it("cancels what runs and what waits, forgets what has ended, and refuses too much", async () => {
    const long = (steps: number) => ask({ steps, stepMs: 200 });
    const started: Awaited<ReturnType<Runs["start"]>>[] = [];
    for (let number = 0; number < 5; number++) started.push(await runs.start(long(100 + number)));
    await expect(runs.start(long(99))).rejects.toMatchObject({ problems: [{ code: "queue-full" }] });
    // Two are worked on, the others wait.
    const [first, second] = started;
    await Promise.all([running(first.run.id), running(second.run.id)]);
    const states = await Promise.all(started.map(({ run }) => stateOf(run.id)));
    expect(states).toEqual(["running", "running", "queued", "queued", "queued"]);
    const begun = performance.now();
    for (const { run } of started) expect(await runs.remove(run.id)).toBe("cancelled");
    for (const { run } of started) expect((await runs.find(run.id))?.state).toBe("cancelled");
    // Its threads are free again at once.
    const next = await runs.start(ask({ steps: 1, stepMs: 1, ends: "well" }));
    expect((await ended(next.run.id))?.state).toBe("done");
    expect(performance.now() - begun).toBeLessThan(10_000);
    const [{ run }] = started;
    expect(await runs.remove(run.id)).toBe("forgotten");
    expect(await runs.remove(run.id)).toBeUndefined();
    expect(await runs.find(run.id)).toBeUndefined();
  });

  it("keeps a place for short work: long runs never take all of them", async () => {
    const kind = "count-long";
    const long: string[] = [];
    for (const seed of [1, 2, 3, 7, 8])
      long.push((await runs.start(ask({ steps: 400, stepMs: 50 }, { kind, seed }))).run.id);
    await expect(runs.start(ask({}, { kind, seed: 9 }))).rejects.toMatchObject({ problems: [{ code: "queue-full" }] });
    await running(long[0]);
    for (const seed of [4, 5]) {
      const { run } = await runs.start(ask({ steps: 2, stepMs: 5 }, { seed, fresh: true }));
      expect((await ended(run.id))?.state).toBe("done");
    }
    expect(await Promise.all(long.map(stateOf))).toEqual(["running", ...Array(4).fill("queued")]);
    // The next one takes the place of the first.
    expect(await runs.remove(long[0])).toBe("cancelled");
    await running(long[1]);
    expect(await Promise.all(long.map(stateOf))).toEqual(["cancelled", "running", ...Array(3).fill("queued")]);
    for (const id of long) await runs.remove(id);
  });

  it("does long work too where there is one place only", async () => {
    await runs.close();
    runs = await open(30, 1);
    const { run } = await runs.start(ask({ steps: 2, stepMs: 5 }, { kind: "count-long", seed: 6 }));
    expect((await ended(run.id))?.state).toBe("done");
    await runs.close();
    runs = await open();
  });

  it("goes on after a stop: what was under way is queued again and answers once", async () => {
    const { run } = await runs.start(ask({ steps: 40, stepMs: 50 }));
    await untilRun(runs, run.id, (found) => (found?.progress?.done ?? 0) > 0);
    await runs.close();
    expect(await findRun(store.db, run.id)).toMatchObject({ state: "queued", attempts: 1 });
    runs = await open();
    expect(await ended(run.id)).toMatchObject({ state: "done", attempts: 2 });
  });

  it("loses no run when it is closed at any moment", async () => {
    const asked: Awaited<ReturnType<Runs["start"]>>[] = [];
    for (let round = 0; round < 5; round++) {
      asked.push(await runs.start(ask({ steps: 3 + round, stepMs: 20 }, { seed: 77 })));
      await new Promise((resolve) => setTimeout(resolve, round * 9));
      await runs.close();
      runs = await open();
    }
    for (const { run } of asked) {
      expect(await ended(run.id)).toMatchObject({ state: "done", problems: [] });
    }
  });

  it("a worker that fell silent loses its run, and its late answer is refused", { timeout: 40_000 }, async () => {
    await runs.close();
    const queue = await openQueue(store, 60, (error) => errors.push(error));
    const id = randomUUID();
    const parameters = { steps: 2, stepMs: 1, ends: "well" };
    const { db } = store;
    const row = { id, ...ask(parameters), parameters, programVersion: "0.0.0", key: id };
    await db.transaction().execute(async (change) => {
      await addRun(change, row, new Date());
      await noteJob(change, id, await queue.add(change, id, "long"));
    });
    const [lease] = await queue.lease("long", 1);
    expect([lease.runId, lease.attempt, await queue.stateOf(lease.jobId)]).toEqual([id, 0, "taken"]);
    expect(await queue.beat(lease)).toBe(true);
    await beginRun(db, id, 1, "0.0.0", new Date());
    if (engine === "server") {
      // Another server takes it over once nothing was heard for ten seconds.
      runs = await open();
      expect(await ended(id)).toMatchObject({ state: "done", attempts: 2 });
    } else {
      // The next owner of the folder takes it over at once.
      await queue.close();
      runs = await open();
      expect(await ended(id)).toMatchObject({ state: "done", attempts: 2 });
      return queueLessEnd(lease.jobId);
    }
    expect(await queue.beat(lease)).toBe(false);
    expect(await queue.complete(db, lease)).toBe(false);
    await queue.close();
  });

  /** The late answer of the first attempt, through a queue that opens anew. */
  async function queueLessEnd(jobId: string): Promise<void> {
    const late = await openQueue(store, 60, (error) => errors.push(error));
    expect(await late.complete(store.db, { lane: "long", jobId, attempt: 0, runId: "" })).toBe(false);
    await late.close();
  }

  it("refuses work on files that changed since they were asked about", async () => {
    const { run } = await runs.start(ask({}, { dataset: { id: "x", version: "1", hash: "other" } }));
    expect(await ended(run.id)).toMatchObject({ state: "failed", problems: [{ code: "dataset-changed" }] });
  });
});
