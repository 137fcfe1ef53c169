// A sweep by a server and two workers on PostgreSQL, one of them killed with SIGKILL in the middle: every replication is there
// exactly once, and the answer is to the bit that of the same sweep in one process. The workers know the server's address and a
// token, and nothing else.

import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPostgres, type TestServer } from "../../src/store/embedded-postgres.fixture.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import type { SweepOk } from "../../src/wire/sweep.ts";
import { createPrograms, DATA, endOf, PATIENCE_MS, QUEUE, startSweep, until } from "./programs.ts";

const folder = mkdtempSync(path.join(tmpdir(), "kopru-many-"));
const { kopru, finished, serve, killAll } = createPrograms(folder);
const RATES = [0.4, 0.6, 0.7, 0.8];
const REPLICATIONS = 250;
const PER_JOB = 5;
const JOBS = (RATES.length * REPLICATIONS) / PER_JOB;
const SWEEP = {
  name: "Rates",
  model: { file: "desk.yaml", text: QUEUE },
  axes: [{ parameter: "rate", set: RATES }],
  replications: REPLICATIONS,
  perJob: PER_JOB,
  seed: 11,
};

let server: TestServer;
let store: Store;

beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(async () => {
  killAll();
  await store?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

it("has every replication once, to the bit, when a worker is killed", { timeout: 4 * PATIENCE_MS }, async () => {
  const database = ["--database", server.url];
  const { address, api } = await serve(...database);
  const made = JSON.parse(await finished(["token", "make", "--name", "test", "--json", ...database]));
  const workers = ["one", "two"].map((name) =>
    kopru(["worker", "--server", address, "--threads", "1", "--name", name], { KOPRU_TOKEN: made.token }),
  );
  await Promise.all(workers.map(({ said }) => until(() => said.err.includes("works"))));

  const { run: begun } = await startSweep(api, SWEEP);
  store = await openStore({ url: server.url });
  const jobsOf = async (worker: string, isDone: boolean): Promise<number> => {
    const parts = store.db.selectFrom("sweep_parts").select(({ fn }) => fn.countAll<number>().as("count"));
    const { count } = await parts.where("worker", "=", worker).where("is_done", "=", isDone).executeTakeFirstOrThrow();
    return Number(count);
  };
  // In the middle: it has done some and has others. A job takes a tenth of a second, all of them several: it will be seen.
  await until(async () => (await jobsOf("one", true)) >= 3 && (await jobsOf("one", false)) > 0);
  workers[0].child.kill("SIGKILL");
  const done = await endOf(api, begun.id);
  expect(done).toMatchObject({ state: "done", problems: [] });

  // What the killed worker had was done again by others, and no job twice.
  const { rows } = await sql<{ jobs: number; again: number }>`
    select count(*)::int as jobs, (count(*) filter (where retry_count > 0))::int as again
    from kopru_jobs.job where name = 'sweep-parts' and state = 'completed'`.execute(store.db);
  expect(rows[0].jobs).toBe(JOBS);
  expect(rows[0].again).toBeGreaterThan(0);
  const text = await (await fetch(`${api}/runs/${done.id}/result`)).text();
  const answer = JSON.parse(text) as SweepOk;
  const keys = answer.rows.point.map((point, row) => `${point}/${answer.rows.replication[row]}`);
  expect(keys).toHaveLength(RATES.length * REPLICATIONS);
  expect(new Set(keys).size).toBe(keys.length);

  // One that is told to leave gives back what it has and says what it did.
  workers[1].child.kill("SIGTERM");
  const [code] = await once(workers[1].child, "exit");
  expect(code).toBe(0);
  expect(workers[1].said.err).toMatch(/Left\. \d+ jobs/);
  expect(workers[1].said.err).not.toContain(made.token);

  // The same in one process.
  const here = [
    "sweep",
    path.join(folder, "sweep.json"),
    "--data",
    DATA,
    "--store",
    path.join(folder, "store"),
    "--json",
  ];
  writeFileSync(path.join(folder, "desk.yaml"), QUEUE);
  writeFileSync(path.join(folder, "sweep.json"), JSON.stringify({ ...SWEEP, model: "desk.yaml" }));
  expect(JSON.parse(await finished(here))).toEqual(answer);
});
