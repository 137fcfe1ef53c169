// `kopru worker` over a real connection and a proxy with a prefix: answers that get lost, a token revoked in the middle, another
// version, a server that points elsewhere. Whatever happens, a sweep has every replication once.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createServer } from "../src/api/index.ts";
import { loadDataset } from "../src/data/index.ts";
import { engineVersion } from "../src/jobs/index.ts";
import { runRemoteWorker, type WorkerEvent } from "../src/jobs/remote-worker.ts";
import { InvalidInput } from "../src/model/problem.ts";
import { reserveStore } from "../src/store/index.ts";
import type { RunRecordJson } from "../src/wire/runs.ts";
import type { SweepOk } from "../src/wire/sweep.ts";
import { runKopru } from "./run-kopru.ts";

const input = { base: path.join(import.meta.dirname, "..", "examples", "halcyon") };
const folder = mkdtempSync(path.join(tmpdir(), "kopru-worker-"));
const ADMIN = "a".repeat(64);
const QUEUE = `
name: One desk
run: { until: 20000 }
blocks:
  source: { block: arrivals, rate: 0.5, to: desk }
  desk: { block: server, service: { exponential: { mean: 1 } }, to: out }
  out: { block: sink }
`;
/** More than the threads of the server do before a worker has asked for the first time. */
const REPLICATIONS = 1000;
/** More than anybody does in the time of a test. */
const ENDLESS = 10_000;
const PATIENCE_MS = 45_000;
let app: FastifyInstance;
let address = "";
const reservation = reserveStore({ folder });

/** What the proxy does with requests; undefined passes them on under the prefix /kopru/. */
type Meddle = (request: IncomingMessage, reply: ServerResponse, body: string) => "pass" | "lose" | "done" | string;
let meddle: Meddle = () => "pass";
let proxy: Server;
let behind = "";
const stolen: string[] = [];

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
  await app.listen({ host: "127.0.0.1", port: 0 });
  address = portOf(app.server);
  proxy = createHttpServer((request, reply) => void forward(request, reply)).listen(0, "127.0.0.1");
  await new Promise((resolve) => proxy.once("listening", resolve));
  behind = `${portOf(proxy)}kopru/`;
}, 60_000);
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await app.close();
  reservation.release();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

function portOf(server: Pick<Server, "address">): string {
  const bound = server.address();
  return `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}/`;
}

async function forward(request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const body = await text(request);
  const url = request.url ?? "";
  if (url.startsWith("/elsewhere/")) stolen.push(request.headers.authorization ?? "");
  const what = url.startsWith("/kopru/") ? meddle(request, reply, body) : "done";
  if (what === "done") return void (reply.writableEnded || reply.writeHead(404).end("nothing here"));
  const { authorization = "", "content-type": type } = request.headers;
  const answer = await fetch(new URL(url.slice("/kopru/".length), address), {
    method: request.method ?? "GET",
    headers: { authorization, ...(type === undefined ? {} : { "content-type": type }) },
    ...(request.method === "POST" ? { body: what === "pass" || what === "lose" ? body : what } : {}),
  });
  const said = await answer.text();
  if (what === "lose") return void reply.destroy();
  reply.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(said);
}

async function api(method: "GET" | "POST" | "DELETE", url: string, payload?: object) {
  const headers = { authorization: `Bearer ${ADMIN}` };
  return (
    await app.inject({ method, url: `/api/v1${url}`, headers, ...(payload === undefined ? {} : { payload }) })
  ).json();
}
const makeToken = async (name: string): Promise<string> => (await api("POST", "/tokens", { name })).token;

function work(token: string, server = behind) {
  const stop = new AbortController();
  const events: WorkerEvent[] = [];
  const ended = runRemoteWorker({
    server,
    token,
    name: "test",
    threads: 1,
    patienceSeconds: { first: 5, later: 30 },
    stop: stop.signal,
    stopNow: new AbortController().signal,
    say: (event) => events.push(event),
  });
  const problems = ended.then(
    () => [],
    (error: unknown) => (error instanceof InvalidInput ? error.problems : Promise.reject(error)),
  );
  return { stop: () => stop.abort(), ended, problems, events };
}

async function startSweep(seed: number, replications = REPLICATIONS): Promise<string> {
  const parameters = { name: "Desk", model: { text: QUEUE }, replications, perJob: 2, seed };
  const { run } = await api("POST", "/runs", { kind: "sweep", parameters });
  return run.id;
}

async function until<T>(what: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const found = await what();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it does not come about");
}

async function expectWhole(id: string): Promise<void> {
  const run = await until(async () => {
    const found: RunRecordJson = (await api("GET", `/runs/${id}`)).run;
    return ["queued", "running"].includes(found.state) ? undefined : found;
  });
  expect(run).toMatchObject({ state: "done", problems: [] });
  const { rows }: SweepOk = await api("GET", `/runs/${id}/result`);
  expect(rows.replication).toEqual(Array.from({ length: REPLICATIONS }, (_, at) => at + 1));
}

it("works through a proxy under a prefix, and counts a result once whose answer got lost", async () => {
  const worker = work(await makeToken("prefix"));
  let lost = 0;
  meddle = ({ url }) => (url?.endsWith("/done") && lost++ < 3 ? "lose" : "pass");
  const id = await startSweep(1);
  await expectWhole(id);
  worker.stop();
  const tally = await worker.ended;
  meddle = () => "pass";
  expect(lost).toBeGreaterThan(0);
  // What was kept although its answer got lost is said to come late: the second sending changed nothing.
  expect(tally.jobs + tally.late).toBeGreaterThan(0);
  expect(worker.events.map(({ what }) => what)).toContain("trouble");
});

it("ends with a clear word when its token is revoked in the middle", async () => {
  const worker = work(await makeToken("revoked"));
  const id = await startSweep(2, ENDLESS);
  await until(() => (worker.events.some(({ what }) => what === "joined") ? true : undefined));
  meddle = ({ url }) => {
    if (url?.endsWith("/done")) void api("DELETE", "/tokens/revoked");
    return "pass";
  };
  expect(await worker.problems).toMatchObject([{ code: "no-token", message: expect.stringContaining("valid") }]);
  meddle = () => "pass";
  // Its jobs go to others after some seconds of silence: test/kill shows that.
  expect(await api("DELETE", `/runs/${id}`)).toMatchObject({ done: "cancelled" });
});

it("is refused with both versions when it is of another, and given nothing", async () => {
  let leased = 0;
  meddle = ({ url }, _reply, body) => {
    if (!url?.endsWith("/lease")) return "pass";
    leased++;
    return JSON.stringify({ ...JSON.parse(body), engine: "kopru-sweep-1/of-another" });
  };
  const worker = work(await makeToken("version"));
  const [problem] = await worker.problems;
  meddle = () => "pass";
  expect(problem).toMatchObject({ code: "other-version" });
  expect(problem.message).toContain("kopru-sweep-1/of-another");
  expect(problem.message).toContain(engineVersion());
  expect([leased, worker.events]).toEqual([1, []]);
});

it("does not carry its token to where a server points, and says what a proxy keeps back", async () => {
  const token = await makeToken("elsewhere");
  meddle = (_request, reply) => {
    reply.writeHead(307, { location: `${portOf(proxy)}elsewhere/` }).end();
    return "done";
  };
  expect(await work(token).problems).toMatchObject([
    { code: "unreachable-server", message: expect.stringContaining("points to http://127.0.0.1") },
  ]);
  expect(stolen).toEqual([]);
  meddle = (_request, reply) => {
    reply.writeHead(413).end("<html>");
    return "done";
  };
  expect(await work(token).problems).toMatchObject([{ code: "too-large", hint: expect.stringContaining("5 MB") }]);
  meddle = () => "pass";
  // Another prefix than the proxy's.
  expect(await work(token, `${portOf(proxy)}other/`).problems).toMatchObject([
    { code: "unreachable-server", message: expect.stringContaining("/other is no server of Kopru (status 404)") },
  ]);
});

it("takes no address with a secret or a query in it, and says when a token can be read on the way", async () => {
  for (const server of ["https://a:b@example.org/", "http://127.0.0.1/?a=1", "ftp://127.0.0.1/", "nothing"]) {
    const { exitCode, err } = await runKopru("worker", "--server", server, "--token", "kopru_x");
    expect([exitCode, err]).toEqual([2, expect.stringContaining("no address of a server")]);
    expect(err).not.toContain("clear text");
  }
  // Nobody is at an address of a documentation's network; a machine without a way there says so at once.
  const open = await runKopru("worker", "--server", "http://nobody.invalid/", "--token", "x", "--patience", "0");
  expect([open.exitCode, open.err]).toEqual([2, expect.stringMatching(/in clear text[\s\S]*cannot be reached/)]);
  const local = await runKopru("worker", "--server", "http://127.0.0.1:1/", "--token", "x", "--patience", "0");
  expect([local.exitCode, local.err]).toEqual([2, expect.not.stringContaining("clear text")]);
});

it("kopru sweep --server says that its sweep was cancelled, and shows no error of the program", async () => {
  const file = path.join(folder, "desk.yaml");
  writeFileSync(file, QUEUE);
  const asked = runKopru("sweep", "--model", file, "--replications", "10000", "--server", address);
  const id = await until(async () => {
    const { runs } = await api("GET", "/runs?limit=1");
    return runs[0]?.state === "running" && runs[0].parameters.replications === 10_000 ? runs[0].id : undefined;
  });
  await api("DELETE", `/runs/${id}`);
  const { exitCode, err } = await asked;
  expect([exitCode, err]).toEqual([2, expect.stringContaining("The sweep is cancelled and has no answer.")]);
}, 60_000);
