// Whose request is it? Behind an announced proxy each client is counted by itself; anybody else's X-Forwarded-For, and what a
// client wrote into a proxy's, changes nothing.

import { spawn } from "node:child_process";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, describe, expect, it } from "vitest";
import { createServer } from "../src/api/index.ts";
import { isNear } from "../src/api/proxies.ts";
import { loadDataset } from "../src/data/index.ts";

const input = { base: path.join(import.meta.dirname, "..", "examples", "halcyon") };
const dataset = loadDataset(input);
const HEALTH = "/api/v1/health";
const SECRET = "a-secret";
const apps: FastifyInstance[] = [];
afterAll(() => Promise.all(apps.map((app) => app.close())));

async function serve(isBehindProxy: boolean): Promise<FastifyInstance> {
  const hostNames = ["localhost", "kopru.example.org"];
  const limits = { requestsPerMinute: 2, adminSecret: SECRET, hostNames };
  const app = await createServer({ dataset, input, programVersion: "0.0.0", isBehindProxy, ...limits });
  apps.push(app);
  return app;
}

const LOOPBACK = "127.0.0.1";
/** Status of a request from a connection, with what its X-Forwarded-For says. */
async function ask(app: FastifyInstance, remoteAddress: string, forwarded: string, more = {}): Promise<number> {
  const headers = { host: "kopru.example.org", "x-forwarded-for": forwarded, ...more };
  return (await app.inject({ url: HEALTH, remoteAddress, headers })).statusCode;
}

/** Of three requests by the addresses that they say, two a minute being allowed to each. */
const thrice = async (app: FastifyInstance, remoteAddress: string, ...said: readonly [string, string, string]) => {
  const found: number[] = [];
  for (const forwarded of said) found.push(await ask(app, remoteAddress, forwarded));
  return found;
};

describe("a proxy that was announced", () => {
  it("has each of its clients counted by itself, by the last address it noted", async () => {
    const app = await serve(true);
    expect(await thrice(app, LOOPBACK, "203.0.113.1", "203.0.113.2", "203.0.113.3")).toEqual([200, 200, 200]);
    expect(await thrice(app, "172.17.0.1", "203.0.113.4", "203.0.113.5", "203.0.113.6")).toEqual([200, 200, 200]);
    expect(await thrice(app, LOOPBACK, "203.0.113.7", "203.0.113.7", "203.0.113.7")).toEqual([200, 200, 429]);
    // What stands before it is the client's own word, from a private network too.
    expect(await thrice(app, LOOPBACK, "1.1.1.1, 203.0.113.8", "2.2.2.2, 203.0.113.8", "203.0.113.8")).toEqual([
      ...[200, 200, 429],
    ]);
    expect(await thrice(app, LOOPBACK, "1.1.1.1, 10.0.0.9", "127.0.0.1, 10.0.0.9", "10.0.0.9")).toEqual([
      ...[200, 200, 429],
    ]);
    // A connection from outside is no proxy's.
    expect(await thrice(app, "198.51.100.1", "203.0.113.10", "203.0.113.11", "203.0.113.12")).toEqual([200, 200, 429]);
    expect(await thrice(app, LOOPBACK, "", "no address", "203.0.113.13:4711")).toEqual([200, 200, 200]);
  });

  it("makes nobody elsewhere one of this machine, and no other name one of the server's", async () => {
    const app = await serve(true);
    const tokens = (remoteAddress: string, forwarded: string) =>
      app.inject({
        url: "/api/v1/tokens",
        remoteAddress,
        headers: { host: "localhost", authorization: `Bearer ${SECRET}`, "x-forwarded-for": forwarded },
      });
    const refused = (await tokens(LOOPBACK, "203.0.113.1")).json().problems;
    expect((await tokens("10.0.0.9", LOOPBACK)).json().problems).toEqual(refused);
    // Asked here it is let in, and finds that nothing is kept.
    const here = await app.inject({
      url: "/api/v1/tokens",
      headers: { host: "localhost", authorization: `Bearer ${SECRET}` },
    });
    expect(here.json().problems[0].code).not.toBe(refused[0].code);
    expect(await ask(app, LOOPBACK, "203.0.113.2", { host: "evil.example", "x-forwarded-host": "localhost" })).toBe(
      421,
    );
  });
});

it("without one the header is nobody's word", async () => {
  const app = await serve(false);
  expect(await thrice(app, LOOPBACK, "203.0.113.1", "203.0.113.2", "203.0.113.3")).toEqual([200, 200, 429]);
  expect(await thrice(app, "10.0.0.9", "203.0.113.1", "203.0.113.2", "203.0.113.3")).toEqual([200, 200, 429]);
});

it("knows its own machine and private networks in either form", () => {
  const all = (addresses: readonly string[]) => new Set(addresses.map(isNear));
  expect(
    all(["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "fd12::1"]),
  ).toEqual(new Set([true]));
  expect(
    all(["8.8.8.8", "172.32.0.1", "192.169.0.1", "::ffff:8.8.8.8", "2001:db8::1", "fe80::1", "", "localhost"]),
  ).toEqual(new Set([false]));
});

it.skipIf(process.platform === "win32")("is told by kopru serve --behind", { timeout: 60_000 }, async () => {
  const file = path.join(import.meta.dirname, "..", "bin", "kopru");
  const statuses = async (...behind: readonly string[]): Promise<number[]> => {
    const options = ["--port", "0", "--json", "--no-store", "--rate-limit", "2", "--data", input.base];
    const child = spawn(file, ["serve", ...options, ...behind], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    try {
      const line = await new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
      const { address } = JSON.parse(line) as { address: string };
      const found: number[] = [];
      for (const client of ["203.0.113.1", "203.0.113.2", "203.0.113.3"]) {
        const reply = await fetch(new URL(HEALTH, address), { headers: { "x-forwarded-for": client } });
        found.push(reply.status);
      }
      return found;
    } finally {
      child.kill("SIGTERM");
      await ended;
    }
  };
  expect(await statuses("--behind", "kopru.example.org")).toEqual([200, 200, 200]);
  expect((await statuses()).at(-1)).toBe(429);
});
