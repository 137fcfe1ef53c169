// A sweep by a server and two workers on PostgreSQL, one of them killed with SIGKILL in the middle: every replication is there
// exactly once, and the answer is to the bit that of the same sweep in one process. The workers know the server's address and a
// token, and nothing else.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPostgres, type TestServer } from "../../src/store/embedded-postgres.fixture.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import type { RunRecordJson } from "../../src/wire/runs.ts";
import type { SweepOk } from "../../src/wire/sweep.ts";

const root = path.join(import.meta.dirname, "..", "..");
const main = path.join(root, "src", "cli", "main.ts");
const data = path.join(root, "examples", "halcyon");
const folder = mkdtempSync(path.join(tmpdir(), "kopru-many-"));
const QUEUE = `
name: One desk
parameters: { rate: 0.5 }
run: { until: 60000 }
blocks:
  source: { block: arrivals, rate: rate, to: desk }
  desk: { block: server, service: { exponential: { mean: 1 } }, to: out }
  out: { block: sink }
`;
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

const PATIENCE_MS = 100_000;

let server: TestServer;
let store: Store;
const children: ChildProcess[] = [];

beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await store?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

function kopru(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said.err += text;
  });
  return { child, said };
}

async function finished(args: readonly string[]): Promise<string> {
  const { child, said } = kopru(args);
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`kopru ${args[0]} ended with ${code}: ${said.err}`);
  return said.out;
}

async function until<T>(what: () => Promise<T | undefined> | T | undefined): Promise<T> {
  // Other work may share the machine.
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const found = await what();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`it does not come about: ${what}`);
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

it("has every replication once, to the bit, when a worker is killed", { timeout: 4 * PATIENCE_MS }, async () => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const database = ["--database", server.url];
  const serving = kopru(["serve", "--data", data, "--port", String(port), "--workers", "1", ...database]);
  await until(() => (serving.said.out.includes(String(port)) ? true : undefined));
  const made = JSON.parse(await finished(["token", "make", "--name", "test", "--json", ...database]));
  const workers = ["one", "two"].map((name) =>
    kopru(["worker", "--server", address, "--threads", "1", "--name", name], { KOPRU_TOKEN: made.token }),
  );
  await Promise.all(workers.map(({ said }) => until(() => (said.err.includes("works") ? true : undefined))));

  const begun = await post(`${address}/api/v1/runs`, { kind: "sweep", parameters: SWEEP });
  const look = async (): Promise<RunRecordJson> =>
    ((await (await fetch(`${address}/api/v1/runs/${begun.run.id}`)).json()) as { run: RunRecordJson }).run;
  store = await openStore({ url: server.url });
  const jobsOf = async (worker: string, isDone: boolean): Promise<number> => {
    const parts = store.db.selectFrom("sweep_parts").select(({ fn }) => fn.countAll<number>().as("count"));
    const { count } = await parts.where("worker", "=", worker).where("is_done", "=", isDone).executeTakeFirstOrThrow();
    return Number(count);
  };
  // In the middle: it has done some and has others. A job takes a tenth of a second, all of them several: it will be seen.
  await until(async () => ((await jobsOf("one", true)) >= 3 && (await jobsOf("one", false)) > 0 ? true : undefined));
  workers[0].child.kill("SIGKILL");
  const done = await until(async () => {
    const run = await look();
    return run.state === "running" || run.state === "queued" ? undefined : run;
  });
  expect(done).toMatchObject({ state: "done", problems: [] });

  // What the killed worker had was done again by others, and no job twice.
  const { rows } = await sql<{ jobs: number; again: number }>`
    select count(*)::int as jobs, (count(*) filter (where retry_count > 0))::int as again
    from kopru_jobs.job where name = 'sweep-parts' and state = 'completed'`.execute(store.db);
  expect(rows[0].jobs).toBe(JOBS);
  expect(rows[0].again).toBeGreaterThan(0);
  const text = await (await fetch(`${address}/api/v1/runs/${done.id}/result`)).text();
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
    data,
    "--store",
    path.join(folder, "store"),
    "--json",
  ];
  const { writeFileSync } = await import("node:fs");
  writeFileSync(path.join(folder, "desk.yaml"), QUEUE);
  writeFileSync(path.join(folder, "sweep.json"), JSON.stringify({ ...SWEEP, model: "desk.yaml" }));
  expect(JSON.parse(await finished(here))).toEqual(answer);
});

async function post(url: string, body: unknown): Promise<{ run: RunRecordJson }> {
  const reply = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await reply.json()) as { run: RunRecordJson };
}
