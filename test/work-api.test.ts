// Work over HTTP: nothing without a token, nothing forged, nothing twice; tokens made on the server's own machine alone; a sweep
// asked for, watched and read as JSON and Parquet.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createServer } from "../src/api/index.ts";
import { loadDataset } from "../src/data/index.ts";
import { engineVersion } from "../src/jobs/index.ts";
import { reserveStore } from "../src/store/index.ts";
import type { RunRecordJson } from "../src/wire/runs.ts";
import type { SweepOk } from "../src/wire/sweep.ts";
import { WORK_PROTOCOL, type WorkJobJson } from "../src/wire/work.ts";

const input = { base: path.join(import.meta.dirname, "..", "examples", "halcyon") };
const folder = mkdtempSync(path.join(tmpdir(), "kopru-work-"));
const ADMIN = "a".repeat(64);
const API = "/api/v1";
const QUEUE = `
name: One desk
parameters: { rate: 0.5 }
run: { until: 100 }
blocks:
  source: { block: arrivals, rate: rate, to: desk }
  desk: { block: server, service: { exponential: { mean: 1 } }, to: out }
  out: { block: sink }
`;
const SWEEP = {
  name: "Rates",
  model: { file: "desk.yaml", text: QUEUE },
  axes: [{ parameter: "rate", label: "arrivals", set: [0.4, 0.8] }],
  replications: 4,
  perJob: 2,
};
const LEASE = { worker: "test", protocol: WORK_PROTOCOL, engine: engineVersion(), count: 4 };
/** Other work may share the machine; who waits for ever fails in the end. */
const PATIENCE_MS = 45_000;
const NO_JOB = "00000000-0000-4000-8000-000000000000";

let app: FastifyInstance;
let token = "";
const reservation = reserveStore({ folder });

beforeAll(async () => {
  app = await createServer({
    dataset: loadDataset(input),
    input,
    programVersion: "0.0.0",
    requestsPerMinute: 0,
    adminSecret: ADMIN,
    store: reservation,
    workers: 1,
  });
  const made = await ask("POST", "/tokens", { name: "test" }, ADMIN);
  token = made.body.token as string;
}, 60_000);
afterAll(async () => {
  await app.close();
  reservation.release();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function ask(
  method: "GET" | "POST" | "DELETE",
  url: string,
  payload?: object | string,
  bearer?: string,
  remoteAddress = "127.0.0.1",
) {
  const reply = await app.inject({
    method,
    url: `${API}${url}`,
    remoteAddress,
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(payload === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
  return { code: reply.statusCode, body: reply.json() as Record<string, unknown>, raw: reply.rawPayload };
}

const WORK = [
  ["POST", "/work/lease", LEASE],
  ["GET", `/work/models/${"0".repeat(64)}`, undefined],
  ["POST", "/work/beat", { jobs: [] }],
  ["POST", "/work/done", {}],
  ["POST", "/work/failed", {}],
] as const;

it("gives and takes nothing without a token that is valid", async () => {
  for (const [at, [method, url, body]] of WORK.entries()) {
    // Each from an address of its own: who sends many wrong ones is shut out, below.
    const from = `192.0.2.${at}`;
    for (const wrong of [undefined, "kopru", ADMIN, `${token.slice(0, -1)}x`])
      expect(await ask(method, url, body, wrong, from)).toMatchObject({
        code: 401,
        body: { status: "invalid", problems: [{ code: "no-token" }] },
      });
  }
  // Not even read: a body that is too large or no JSON is refused for its token.
  expect((await ask("POST", "/work/done", `{"a": "${"x".repeat(5_000_000)}`, "no", "192.0.2.9")).code).toBe(401);
  expect((await ask("POST", "/work/done", `{"a": "${"x".repeat(5_000_000)}"}`, token)).code).toBe(413);
  for (let tries = 0; tries < 40; tries++) await ask("POST", "/work/lease", LEASE, "no", "192.0.2.77");
  expect((await ask("POST", "/work/lease", LEASE, "no", "192.0.2.77")).code).toBe(429);
  expect((await ask("POST", "/work/lease", LEASE, token)).code).toBe(200);
});

it("refuses a worker that would calculate other bits", async () => {
  for (const other of [{ engine: "kopru-sweep-1/other" }, { protocol: 0 }])
    expect(await ask("POST", "/work/lease", { ...LEASE, ...other }, token)).toMatchObject({
      code: 409,
      body: { problems: [{ code: "other-version" }] },
    });
  const { body } = await ask("POST", "/work/lease", { ...LEASE, engine: "kopru-sweep-1/other" }, token);
  const [{ message }] = body.problems as { message: string }[];
  expect(message).toContain("kopru-sweep-1/other");
  expect(message).toContain(engineVersion());
});

it("takes no forged, late or unknown result", async () => {
  const { body: started } = await ask("POST", "/runs", { kind: "sweep", parameters: { ...SWEEP, replications: 400 } });
  const { id } = started.run as RunRecordJson;
  let jobs: readonly WorkJobJson[] = [];
  for (const until = Date.now() + PATIENCE_MS; jobs.length === 0 && Date.now() < until; ) {
    jobs = (await ask("POST", "/work/lease", LEASE, token)).body.jobs as WorkJobJson[];
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const [job] = jobs;
  const replication = {
    replication: job.firstReplication,
    ended: "horizon",
    hours: 100,
    events: 1,
    arrived: 1,
    left: 1,
    inside: 0,
    traceHash: "0".repeat(16),
    values: [1],
  };
  const done = { worker: "test", id: job.id, retryCount: job.retryCount, model: job.model, results: [replication] };
  const send = (change: object) => ask("POST", "/work/done", { ...done, ...change }, token);
  // Of another form; of another job.
  for (const change of [
    { results: [{ ...replication, traceHash: "zz" }] },
    { results: [{ ...replication, hours: "Infinity" }] },
    { results: [{ ...replication, more: 1 }] },
    { results: [] },
    { model: "none" },
  ])
    expect((await send(change)).code).toBe(400);
  expect((await send({ results: [replication] })).body).toMatchObject({ problems: [{ code: "wrong-result" }] });
  // Of a job that nobody has.
  expect((await send({ id: NO_JOB })).body).toEqual({ status: "ok", affected: 0 });
  const wrongPair = { worker: "test", id: job.id, retryCount: job.retryCount + 1, givenBack: true, message: "" };
  expect((await ask("POST", "/work/failed", wrongPair, token)).body).toEqual({ status: "ok", affected: 0 });
  const beat = { jobs: [{ id: job.id, retryCount: job.retryCount + 1 }] };
  expect((await ask("POST", "/work/beat", beat, token)).body).toEqual({ status: "ok", lost: [job.id] });
  expect((await ask("GET", `/work/models/${job.model}`, undefined, token)).body).toMatchObject({
    format: "kopru-sweep-1",
  });
  expect((await ask("DELETE", `/runs/${id}`)).body).toMatchObject({ done: "cancelled" });
  expect((await ask("GET", `/work/models/${job.model}`, undefined, token)).code).toBe(404);
});

it("refuses a sweep when it is asked for, with all that is wrong with its axes", async () => {
  const before = (await ask("GET", "/runs?limit=200")).body.total;
  const axes = [
    { edit: "fleet", what: "no-such-line", set: [1, 2] },
    { edit: "water-level", what: "no-such-sea", set: [-1] },
    { edit: "no-such-edit", set: [1] },
  ];
  const asked = await ask("POST", "/runs", { kind: "sweep", parameters: { name: "Wrong", axes } });
  expect(asked.code).toBe(400);
  const { problems } = asked.body as { problems: { place: string; message: string }[] };
  const places = problems.map(({ place }) => place.split(".").slice(0, 2).join("."));
  expect(places.sort()).toEqual(["axes.0", "axes.1", "axes.2"]);
  expect(problems.find(({ place }) => place === "axes.0.what")?.message).toContain("no-such-line");
  // A scenario that is not there, and an axis of no form, in one answer.
  const both = { name: "Wrong", scenarios: ["nobody"], axes: [{ edit: "fleet", what: "a" }] };
  expect((await ask("POST", "/runs", { kind: "sweep", parameters: both })).body).toMatchObject({
    problems: [{ place: "scenarios.0" }, { place: "axes.0" }],
  });
  expect((await ask("GET", "/runs?limit=200")).body.total).toBe(before);
});

it("gives a sweep as JSON and the same rows as Parquet", async () => {
  const wrong = { ...SWEEP, axes: [{ parameter: "rates", set: [1] }] };
  expect(await ask("POST", "/runs", { kind: "sweep", parameters: wrong })).toMatchObject({ code: 400 });
  const { body: started } = await ask("POST", "/runs", { kind: "sweep", parameters: SWEEP });
  let run = started.run as RunRecordJson;
  for (const until = Date.now() + PATIENCE_MS; ["queued", "running"].includes(run.state) && Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    run = (await ask("GET", `/runs/${run.id}`)).body.run as RunRecordJson;
  }
  expect(run).toMatchObject({ state: "done", problems: [] });
  const answer = (await ask("GET", `/runs/${run.id}/result`)).body as unknown as SweepOk;
  const reply = await app.inject(`${API}/runs/${run.id}/result.parquet`);
  expect(reply.headers["content-type"]).toBe("application/vnd.apache.parquet");
  const bytes = reply.rawPayload;
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  const { point, replication, ended, traceHash, values } = answer.rows;
  expect(rows).toEqual(
    point.map((_, row) => ({
      point: point[row],
      scenario: null,
      arrivals: answer.points[point[row] - 1].values[0],
      replication: replication[row],
      ended: ended[row],
      traceHash: traceHash[row],
      ...Object.fromEntries(answer.measures.map(({ id }, m) => [id, values[m][row]])),
    })),
  );
});

it("makes and revokes tokens for its own machine alone", async () => {
  expect((await ask("GET", "/tokens", undefined, ADMIN)).body).toMatchObject({
    tokens: [{ name: "test", scope: "work", revokedAt: null }],
  });
  for (const [bearer, from] of [
    [undefined, "127.0.0.1"],
    [token, "127.0.0.1"],
    [ADMIN, "192.0.2.1"],
  ] as const)
    expect((await ask("POST", "/tokens", { name: "other" }, bearer, from)).code).toBe(401);
  expect((await ask("POST", "/tokens", { name: "test" }, ADMIN)).code).toBe(409);
  expect((await ask("DELETE", "/tokens/test", undefined, ADMIN)).body).toMatchObject({ done: "revoked" });
  expect((await ask("POST", "/work/lease", LEASE, token)).code).toBe(401);
  expect((await ask("DELETE", "/tokens/test", undefined, ADMIN)).code).toBe(404);
});
