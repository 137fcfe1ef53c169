// Two servers on one PostgreSQL, with a worker each, and one of the servers killed with SIGKILL in the middle: a sweep that was
// asked of both is done once, one that was just asked for is not lost, and every replication is there once. The same for one
// server with an embedded store that is killed and gone on with. One worker's clock is ten years slow all the while.

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPostgres, type TestServer } from "../../src/store/embedded-postgres.fixture.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { createSweepRunner, type SweepModel } from "../../src/studies/sweep-model.ts";
import { prepareSweep } from "../../src/wire/prepare-sweep.ts";
import { type SweepOk, sweepDocument } from "../../src/wire/sweep.ts";
import { createPrograms, DATA, endOf, findRun, PATIENCE_MS, QUEUE, startSweep, until } from "./programs.ts";

const folder = mkdtempSync(path.join(tmpdir(), "kopru-servers-"));
const { kopru, finished, serve, killAll } = createPrograms(folder);
const PER_JOB = 4;
const sweepOf = (seed: number, replications: number) => ({
  name: "Rates",
  model: { file: "desk.yaml", text: QUEUE },
  axes: [{ parameter: "rate", set: [0.6, 0.8] }],
  replications,
  perJob: PER_JOB,
  seed,
});
const jobsOf = ({ replications, axes }: ReturnType<typeof sweepOf>): number =>
  (axes[0].set.length * replications) / PER_JOB;
const SLOW_CLOCK = `--import=data:text/javascript,${encodeURIComponent(`
  const Real = Date;
  const back = 3.2e11;
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() - back);
      else super(...given);
    }
    static now() {
      return Real.now() - back;
    }
  };
`)}`;

let postgres: TestServer;
let store: Store | undefined;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  killAll();
  await store?.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Every replication once, and of a sample of them the very events that this process finds. */
function expectExact(asked: ReturnType<typeof sweepOf>, { rows }: SweepOk): void {
  const numbers = Array.from({ length: asked.replications }, (_, at) => at + 1);
  expect(rows.point).toEqual([...numbers.map(() => 1), ...numbers.map(() => 2)]);
  expect(rows.replication).toEqual([...numbers, ...numbers]);
  const { points, models } = prepareSweep(
    sweepDocument.parse(asked),
    () => {
      throw new Error("expected a model");
    },
    () => {},
    () => 0,
  );
  const runners = points.map(({ model }) => createSweepRunner(JSON.parse(models.get(model ?? "") ?? "") as SweepModel));
  for (let row = 0; row < rows.point.length; row += 37)
    expect(rows.traceHash[row]).toBe(runners[rows.point[row] - 1].run(asked.seed, rows.replication[row]).traceHash);
}

/** How many jobs ended, and how many of them were begun more than once. */
async function countJobs({ db }: Store): Promise<{ readonly done: number; readonly again: number }> {
  const { rows } = await sql<{ done: number; again: number }>`
    select count(*)::int as done, (count(*) filter (where retry_count > 0))::int as again
    from kopru_jobs.job where name = 'sweep-parts' and state = 'completed'`.execute(db);
  return rows[0];
}

it("does a sweep once that two servers have, though one of them is killed", { timeout: 4 * PATIENCE_MS }, async () => {
  const database = ["--database", postgres.url];
  const [one, two] = await Promise.all([serve(...database), serve(...database)]);
  const made = JSON.parse(await finished(["token", "make", "--name", "test", "--json", ...database]));
  const worker = (server: string, name: string, env: Readonly<Record<string, string>>) =>
    kopru(["worker", "--server", server, "--threads", "1", "--name", name], {
      KOPRU_TOKEN: made.token,
      ...env,
    });
  const workers = [worker(one.address, "one", {}), worker(two.address, "two", { NODE_OPTIONS: SLOW_CLOCK })];
  await Promise.all(workers.map(({ said }) => until(() => said.err.includes("works"))));

  const [first, second] = [sweepOf(11, 300), sweepOf(12, 40)];
  const begun = await Promise.all([startSweep(one.api, first), startSweep(two.api, first)]);
  expect(new Set(begun.map(({ run }) => run.id)).size).toBe(1);
  expect(begun.filter(({ reused }) => reused)).toHaveLength(1);
  store = await openStore({ url: postgres.url });
  const { db } = store;
  // In the middle: workers of both servers have done some.
  await until(async () => {
    const rows = await db.selectFrom("sweep_parts").select("worker").where("is_done", "=", true).execute();
    const done = rows.map((row) => row.worker);
    return done.includes("one") && done.includes("two");
  });
  const { run: late } = await startSweep(one.api, second);
  one.child.kill("SIGKILL");
  for (const [asked, id] of [
    [first, begun[0].run.id],
    [second, late.id],
  ] as const) {
    expect(await endOf(two.api, id)).toMatchObject({ state: "done", problems: [] });
    expectExact(asked, (await (await fetch(`${two.api}/runs/${id}/result`)).json()) as SweepOk);
  }
  expect((await countJobs(store)).done).toBe(jobsOf(first) + jobsOf(second));
  // Nothing of what was under way is left, and the server that stayed answers for both.
  for (const table of ["sweep_models", "sweep_points", "sweep_parts", "sweep_results"] as const)
    expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
  expect(workers[0].said.err).toContain("The server does not answer");
});

it("goes on with a sweep of an embedded store that was killed", { timeout: 4 * PATIENCE_MS }, async () => {
  const place = ["--store", path.join(folder, "store")];
  const asked = sweepOf(13, 120);
  const server = await serve(...place);
  const { run } = await startSweep(server.api, asked);
  await until(async () => (await findRun(server.api, run.id)).progress?.unit === "replications");
  server.child.kill("SIGKILL");
  await once(server.child, "exit");
  const answer = JSON.parse(
    await finished(["sweep", "--resume", "--data", DATA, "--threads", "2", "--json", ...place]),
  );
  expectExact(asked, answer);
  const again = await openStore({ folder: path.join(folder, "store") });
  try {
    const { done, again: repeated } = await countJobs(again);
    expect(done).toBe(jobsOf(asked));
    // What was done before was not begun again: only what was in hand.
    expect(repeated).toBeLessThan(done / 2);
  } finally {
    await again.close();
  }
});
