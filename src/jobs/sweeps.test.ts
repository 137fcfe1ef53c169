// Sweeps from asking to answer: points and their replications, jobs that are leased, lost, given back and refused, tokens. On
// the embedded database; workers on other machines and a killed one stand in test/kill/sweep.test.ts.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { loadDataset } from "../data/index.ts";
import { findWorkToken, listTokens, makeToken, openStore, revokeToken, type Store } from "../store/index.ts";
import { createSweepRunner, type SweepModel } from "../studies/sweep-model.ts";
import type { SweepOk } from "../wire/sweep.ts";
import { kinds } from "./kinds.ts";
import { openRuns, type Runs } from "./runs.ts";
import type { PartJob, PartResult } from "./sweep-desk.ts";
import { endOf, untilRun } from "./until-run.fixture.ts";

const input = { base: fileURLToPath(new URL("../../examples/halcyon", import.meta.url)) };
const dataset = loadDataset(input);
const kindsModule = new URL("./kinds.ts", import.meta.url).href;
const QUEUE = `
name: One desk
parameters: { rate: 0.5, horizon: 200 }
run: { until: horizon }
blocks:
  source: { block: arrivals, rate: rate, to: desk }
  desk: { block: server, service: { exponential: { mean: 1 } }, to: out }
  out: { block: sink }
`;
const SWEEP = {
  name: "Rates",
  model: { file: "desk.yaml", text: QUEUE },
  axes: [{ parameter: "rate", set: [0.4, 0.8] }],
  replications: 10,
  perJob: 2,
  seed: 7,
};

describe("sweeps", () => {
  let store: Store;
  let runs: Runs;
  const errors: unknown[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-sweeps-"));

  const open = (workers: number) =>
    openRuns({
      store,
      input,
      programVersion: "0.0.0",
      kinds,
      kindsModule,
      workers,
      onError: (error) => errors.push(error),
    });
  beforeAll(async () => {
    store = await openStore({ folder });
    runs = await open(2);
  }, 60_000);
  afterAll(async () => {
    await runs?.close();
    await store?.close();
    rmSync(folder, { recursive: true, force: true });
    expect(errors).toEqual([]);
  }, 60_000);

  const start = async (parameters: object, from: Runs = runs) =>
    (
      await from.start({
        kind: "sweep",
        scenarioId: null,
        scenario: null,
        dataset: { id: dataset.id, version: dataset.version, hash: dataset.hash },
        parameters,
        seed: null,
        who: "somebody",
        fresh: true,
        repeats: null,
      })
    ).run.id;

  const ended = (id: string) => endOf(runs, id);

  it("answers with every replication once, under the same luck at each point", async () => {
    const id = await start(SWEEP);
    expect(await ended(id)).toMatchObject({ state: "done", problems: [] });
    const answer = JSON.parse((await runs.findResult(id)) ?? "") as SweepOk;
    expect(answer.axes).toEqual([{ name: "rate", values: [0.4, 0.8] }]);
    expect(answer.points.map(({ values, replications }) => [values, replications])).toEqual([
      [[0.4], 10],
      [[0.8], 10],
    ]);
    expect(answer.rows.point).toEqual([...Array(10).fill(1), ...Array(10).fill(2)]);
    expect(answer.rows.replication).toEqual([...Array(10).keys(), ...Array(10).keys()].map((r) => r + 1));
    // Differences are those of the same replications: their interval is that of ten differences.
    const mean = answer.measures.findIndex(({ id }) => id === "endToEnd.hours");
    const column = answer.rows.values[mean].map(Number);
    const [first, second] = [column.slice(0, 10), column.slice(10)];
    const less = second.map((value, r) => value - first[r]);
    const average = less.reduce((sum, value) => sum + value, 0) / 10;
    expect(answer.points[1].differences?.[mean].mean).toBeCloseTo(average, 12);
    expect(answer.points[0].differences).toBeNull();
    // Nothing of what was under way is left.
    for (const table of ["sweep_models", "sweep_points", "sweep_parts", "sweep_results"] as const)
      expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  it("says what is wrong with every point at once, and what overloads one", async () => {
    const axes = [{ parameter: "rate", set: [0.5, -1] }];
    const id = await start({ ...SWEEP, axes });
    expect(await ended(id)).toMatchObject({ state: "failed", problems: [{ code: "out-of-range" }] });
    await expect(start({ ...SWEEP, axes: [{ edit: "fleet", what: "a", set: 3 }], replications: 0 })).rejects.toThrow(
      "replications must be at least 1",
    );
    const steady = QUEUE.replace("until: horizon", "until: horizon, warmUp: 10");
    const both = { ...SWEEP, model: { file: "desk.yaml", text: steady }, axes: [{ parameter: "rate", set: [0.5, 2] }] };
    const overloaded = await start(both);
    await ended(overloaded);
    const { points } = JSON.parse((await runs.findResult(overloaded)) ?? "") as SweepOk;
    expect(points.map(({ outcome, replications }) => [outcome, replications])).toEqual([
      ["ok", 10],
      ["never-settles", 0],
    ]);
  });

  describe("workers elsewhere", () => {
    // The server's own threads leave the jobs alone.
    beforeAll(async () => {
      await runs.close();
      runs = await open(1);
    }, 60_000);

    /** Runs a job as a worker would. */
    async function work(job: PartJob): Promise<PartResult> {
      const model = JSON.parse((await runs.sweeps.findModel(job.model)) ?? "") as SweepModel;
      const runner = createSweepRunner(model);
      const records = Array.from({ length: job.replications }, (_, at) =>
        runner.run(job.seed, job.firstReplication + at),
      );
      return { lease: job.lease, model: job.model, records };
    }

    /** All jobs of a new sweep, taken before the server's threads come to them. */
    async function leaseAll(parameters: object): Promise<{ readonly id: string; readonly jobs: PartJob[] }> {
      const id = await start({ ...SWEEP, ...parameters });
      // Whoever wants jobs asks again and again: nobody is told that there are some.
      const found = async () => {
        const jobs = await runs.sweeps.lease("elsewhere", 50);
        return jobs.length > 0 && jobs;
      };
      return { id, jobs: await vi.waitUntil(found, { timeout: 50_000, interval: 10 }) };
    }

    it("counts a job once, and refuses who lost it or comes late", async () => {
      const { id, jobs } = await leaseAll({ seed: 20, replications: 40 });
      const [job] = jobs;
      // Nothing came back yet; that somebody has jobs is known all the same, and looked after.
      await runs.sweeps.look();
      expect(runs.sweeps.mayHaveWork()).toBe(true);
      const result = await work(job);
      // Another attempt's number is not the right to end this one.
      expect(await runs.sweeps.keep({ ...result, lease: { ...job.lease, attempt: 1 } })).toBe(false);
      const other = { ...job.lease, attempt: 1 };
      expect(await runs.sweeps.beat([other, jobs[1].lease])).toEqual([other]);
      expect(await runs.sweeps.keep(result)).toBe(true);
      expect(await runs.sweeps.keep(result)).toBe(false);
      // Given back, it is somebody else's: the first who had it is refused, the second counts.
      const [, second] = jobs;
      const late = await work(second);
      expect(await runs.sweeps.fail(second.lease, null)).toBe(true);
      expect(await runs.sweeps.fail(second.lease, null)).toBe(false);
      expect(await runs.sweeps.keep(late)).toBe(false);
      for (const each of jobs.slice(2)) expect(await runs.sweeps.keep(await work(each))).toBe(true);
      // What is left is done here.
      expect(await ended(id)).toMatchObject({ state: "done" });
      const { rows } = JSON.parse((await runs.findResult(id)) ?? "") as SweepOk;
      expect(new Set(rows.point.map((point, row) => `${point} ${rows.replication[row]}`)).size).toBe(80);
      expect(rows.point).toHaveLength(80);
    });

    it("keeps nothing of a forged result", async () => {
      const { id, jobs } = await leaseAll({ seed: 21, replications: 40 });
      const [job] = jobs;
      const result = await work(job);
      const { records } = result;
      const others: readonly Partial<PartResult>[] = [
        { model: "0".repeat(64) },
        { records: records.slice(1) },
        { records: [...records].reverse() },
        { records: records.map((record) => ({ ...record, replication: record.replication + 1 })) },
        { records: records.map((record) => ({ ...record, values: record.values.slice(1) })) },
      ];
      for (const other of others)
        await expect(runs.sweeps.keep({ ...result, ...other })).rejects.toThrow("not that of the job");
      expect(await store.db.selectFrom("sweep_results").selectAll().where("run_id", "=", id).execute()).toEqual([]);
      expect(await runs.sweeps.keep(result)).toBe(true);
      const late = await work(jobs[1]);
      expect(await runs.remove(id)).toBe("cancelled");
      // Of a sweep that was cancelled nothing counts any more.
      expect(await runs.sweeps.keep(late)).toBe(false);
    });

    it("is not gone on with by another version of the program", async () => {
      const { id, jobs } = await leaseAll({ seed: 23, replications: 40 });
      const [first, second] = jobs;
      const late = await work(second);
      const points = await store.db.selectFrom("sweep_points").selectAll().where("run_id", "=", id).execute();
      for (const { point, told } of points)
        await store.db
          .updateTable("sweep_points")
          .set({ told: JSON.stringify({ ...told, engine: "kopru-sweep-1/before" }) })
          .where("run_id", "=", id)
          .where("point", "=", point)
          .execute();
      // Given back, it comes to somebody of this version.
      await runs.sweeps.fail(first.lease, null);
      expect(await ended(id)).toMatchObject({ state: "failed", problems: [{ code: "other-version" }] });
      expect(await runs.sweeps.keep(late)).toBe(false);
    });

    it("fails when several workers cannot do a job, and the others of its sweep count no more", async () => {
      const { id, jobs } = await leaseAll({ seed: 22, replications: 40 });
      const [{ lease, model }, second] = jobs;
      // Two others have said so before.
      await store.db.updateTable("sweep_parts").set({ failures: 2 }).where("job_id", "=", lease.jobId).execute();
      const late = await work(second);
      expect(await runs.sweeps.fail(lease, "no memory")).toBe(true);
      expect(await ended(id)).toMatchObject({ state: "failed", problems: [{ code: "part-failed" }] });
      expect(await runs.sweeps.keep(late)).toBe(false);
      expect(await runs.sweeps.findModel(model)).toBeUndefined();
    });
  });

  it("goes on after a restart without doing again what is done", async () => {
    const id = await start({ ...SWEEP, seed: 30, replications: 40, perJob: 1 });
    await untilRun(runs, id, (run) => run?.progress?.unit === "replications");
    await runs.close();
    const before = await store.db.selectFrom("sweep_results").selectAll().where("run_id", "=", id).execute();
    expect(before.length).toBeLessThan(80);
    runs = await open(2);
    expect(await ended(id)).toMatchObject({ state: "done", attempts: 1 });
    const { rows } = JSON.parse((await runs.findResult(id)) ?? "") as SweepOk;
    expect(rows.point).toHaveLength(80);
  });
});

describe("tokens", () => {
  let store: Store;
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-tokens-"));
  const now = new Date("2026-12-01T08:00:00Z");
  beforeAll(async () => {
    store = await openStore({ folder });
  }, 60_000);
  afterAll(async () => {
    await store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("are good until they are revoked, and kept as a hash alone", async () => {
    const token = (await makeToken(store.db, "one", now)) ?? "";
    expect(await makeToken(store.db, "one", now)).toBeUndefined();
    expect(await findWorkToken(store.db, token, now)).toMatchObject({ name: "one", scope: "work" });
    const other = `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`;
    for (const wrong of ["", "kopru", other, token.toUpperCase(), `${token} `, `${token}0`])
      expect(await findWorkToken(store.db, wrong, now)).toBeUndefined();
    const kept = JSON.stringify(await store.db.selectFrom("tokens").selectAll().execute());
    expect(kept).not.toContain(token.slice(-64));
    expect(await listTokens(store.db)).toMatchObject([{ name: "one", last_used_at: now, revoked_at: null }]);
    expect(await revokeToken(store.db, "one", now)).toBe(true);
    expect(await revokeToken(store.db, "one", now)).toBe(false);
    expect(await findWorkToken(store.db, token, now)).toBeUndefined();
    expect(await makeToken(store.db, "one", now)).toBeUndefined();
  });
});
