// The web app's files: a build made or changed while the server runs is served whole, and nothing outside its folder ever is.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createServer } from "../src/api/index.ts";
import { loadDataset } from "../src/data/index.ts";

const input = { base: path.join(import.meta.dirname, "..", "examples", "halcyon") };
const folder = mkdtempSync(path.join(tmpdir(), "kopru-web-app-"));
const web = path.join(folder, "web");
const PAGE = { accept: "text/html" };
let app: FastifyInstance;

beforeAll(async () => {
  writeFileSync(path.join(folder, "secret.txt"), "secret");
  app = await createServer({
    dataset: loadDataset(input),
    input,
    programVersion: "0.0.0",
    requestsPerMinute: 0,
    webFolder: web,
  });
}, 60_000);
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

it("serves what was built while it runs, and of a new build the new files", async () => {
  expect((await app.inject({ url: "/plan", headers: PAGE })).json()).toMatchObject({
    problems: [{ code: "unknown-route", hint: expect.stringContaining("not built") }],
  });
  mkdirSync(path.join(web, "assets"), { recursive: true });
  writeFileSync(path.join(web, "index.html"), "first");
  writeFileSync(path.join(web, "assets", "a.js"), "1");
  const warnings: string[] = [];
  const onWarning = ({ name }: Error): number => warnings.push(name);
  process.on("warning", onWarning);
  for (const url of ["/", "/plan", "/runs/7"])
    expect(await app.inject({ url, headers: PAGE })).toMatchObject({ statusCode: 200, body: "first" });
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", onWarning);
  expect(warnings).toEqual([]);
  expect(await app.inject("/assets/a.js")).toMatchObject({ statusCode: 200, body: "1" });
  rmSync(path.join(web, "assets", "a.js"));
  writeFileSync(path.join(web, "index.html"), "second");
  writeFileSync(path.join(web, "assets", "b.js"), "22");
  writeFileSync(path.join(web, "assets", "b.js.br"), "br");
  const fresh = await app.inject("/assets/b.js");
  expect([fresh.statusCode, fresh.body, fresh.headers["cache-control"]]).toEqual([
    200,
    "22",
    "public, max-age=31536000, immutable",
  ]);
  const packed = await app.inject({ url: "/assets/b.js", headers: { "accept-encoding": "br" } });
  expect([packed.body, packed.headers["content-encoding"]]).toEqual(["br", "br"]);
  const page = await app.inject({ url: "/", headers: PAGE });
  expect([page.body, page.headers["cache-control"]]).toEqual(["second", "no-cache"]);
  expect((await app.inject("/assets/a.js")).json()).toMatchObject({ problems: [{ code: "unknown-route" }] });
});

it("serves nothing outside its folder, and answers what is refused as a problem", async () => {
  writeFileSync(path.join(web, ".env"), "secret");
  const urls = [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/../../secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/..%5csecret.txt",
    "//secret.txt",
    "/secret.txt%00.js",
    "/%c0%ae%c0%ae/secret.txt",
    `/${folder}/secret.txt`,
    "/.env",
    "/assets",
    "/assets/",
  ];
  for (const url of urls) {
    const reply = await app.inject(url);
    expect([url, reply.statusCode >= 400 && reply.statusCode < 500, reply.body.includes("secret\n")]).toEqual([
      url,
      true,
      false,
    ]);
    expect(reply.body).not.toBe("secret");
    expect([url, reply.json().status]).toEqual([url, "invalid"]);
  }
});
