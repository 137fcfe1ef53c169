// Clients that send slowly, say nothing or ask too much at once: each is cut off in time, and others are answered meanwhile.
// Over real sockets: what `inject` asks never meets Node's own limits.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createServer } from "../src/api/index.ts";
import { loadDataset } from "../src/data/index.ts";

const input = { base: path.join(import.meta.dirname, "..", "examples", "halcyon") };
const TIMES = { headersMs: 700, requestMs: 1_500, restMs: 500 };
const API = "/api/v1";
let app: FastifyInstance;
let port = 0;

beforeAll(async () => {
  app = await createServer({
    dataset: loadDataset(input),
    input,
    programVersion: "0.0.0",
    requestsPerMinute: 0,
    times: TIMES,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
}, 60_000);
afterAll(() => app.close());

interface Talk {
  readonly socket: Socket;
  said: string;
  /** Milliseconds until the server closed it. */
  readonly ended: Promise<number>;
}

async function open(): Promise<Talk> {
  const socket = connect(port, "127.0.0.1");
  const begun = performance.now();
  const talk: Talk = {
    socket,
    said: "",
    ended: new Promise((resolve) => socket.once("close", () => resolve(performance.now() - begun))),
  };
  socket.on("error", () => {});
  socket.setEncoding("utf8").on("data", (text: string) => {
    talk.said += text;
  });
  await once(socket, "connect");
  return talk;
}

/** Sends a byte now and then until the connection is closed. */
function drip({ socket }: Talk, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 100);
  socket.once("close", () => clearInterval(timer));
}

const head = (method: string, url: string, length: number): string =>
  `${method} ${API}${url} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const health = async () => (await fetch(`http://127.0.0.1:${port}${API}/health`)).status;

it("cuts off who sends slowly or says nothing, and answers others meanwhile", async () => {
  const body = await open();
  body.socket.write(head("POST", "/route", 10_000));
  drip(body, "a");
  const headers = await open();
  headers.socket.write(`GET ${API}/health HTTP/1.1\r\nhost: localhost\r\nx-slow: `);
  drip(headers, "a");
  const silent = await open();
  const resting = await open();
  resting.socket.write(`GET ${API}/health HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  // A body whose sender is not let in is not waited for either.
  const stranger = await open();
  stranger.socket.write(head("POST", "/work/done", 3_000_000));
  drip(stranger, "a");
  expect(await health()).toBe(200);

  const late = 2_500; // Of a busy machine.
  for (const { ended } of [headers, silent]) expect(await ended).toBeLessThan(TIMES.headersMs + late);
  expect(await resting.ended).toBeLessThan(TIMES.restMs + 1_000 + late);
  const seconds = await body.ended;
  expect(seconds).toBeGreaterThan(TIMES.requestMs - 100);
  expect(seconds).toBeLessThan(TIMES.requestMs + late);
  expect(await stranger.ended).toBeLessThan(TIMES.requestMs + late);
  expect(body.said).toMatch(/^HTTP\/1\.1 503 [\s\S]*"code":"overloaded"[\s\S]*took too long to arrive/);
  expect(stranger.said).toMatch(/^HTTP\/1\.1 401 /);
  expect(resting.said).toMatch(/^HTTP\/1\.1 200 /);
  expect(await health()).toBe(200);
});

it("answers so many requests of one address at a time, and afterwards again", async () => {
  const talks = await Promise.all(Array.from({ length: 200 }, open));
  for (const { socket } of talks) socket.write(head("POST", "/route", 10_000));
  for (let status = 0; status !== 503; status = await health());
  const reply = await fetch(`http://127.0.0.1:${port}${API}/health`);
  expect(await reply.json()).toMatchObject({ status: "invalid", problems: [{ code: "overloaded" }] });
  for (const { socket } of talks) socket.destroy();
  for (let status = 0; status !== 200; status = await health());
  // What is asked inside the process is counted no longer than it takes.
  for (let asked = 0; asked < 250; asked++) expect((await app.inject(`${API}/health`)).statusCode).toBe(200);
});

it("refuses a body that is too large for its route before it has arrived", async () => {
  for (const [url, bytes] of [
    ["/route", 1_000_001],
    ["/overlays", 30_000_000],
  ] as const) {
    const talk = await open();
    talk.socket.write(head("POST", url, bytes));
    await once(talk.socket, "data");
    expect(talk.said).toMatch(/^HTTP\/1\.1 413 /);
    talk.socket.destroy();
  }
});

it("has limits of its own where none are given", async () => {
  const usual = await createServer({ dataset: loadDataset(input), input, programVersion: "0.0.0" });
  const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections } = usual.server;
  expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxConnections }).toEqual({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 60_000,
    maxConnections: 2_000,
  });
  await usual.close();
});
