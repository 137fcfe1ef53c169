// The HTTP API from the outside: every answer fits its schema, and nothing that is sent makes it fail, hang or show a stack.

import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract, type Endpoint } from "../src/api/contract.ts";
import { createServer } from "../src/api/index.ts";
import { loadDataset } from "../src/data/index.ts";
import { reserveStore } from "../src/store/index.ts";
import { invalidAnswer } from "../src/wire/common.ts";

const input = { base: fileURLToPath(new URL("../examples/halcyon", import.meta.url)) };
const ASK = { from: "Lindmoor", to: "Veld", cargo: "20ft" };
const API = "/api/v1";
const folder = mkdtempSync(path.join(tmpdir(), "kopru-api-"));
const store = reserveStore({ folder });
let app: FastifyInstance;

beforeAll(async () => {
  app = await createServer({
    dataset: loadDataset(input),
    input,
    programVersion: "0.0.0",
    requestsPerMinute: 0,
    store,
    kindsModule: new URL("../src/jobs/test-kinds.fixture.ts", import.meta.url).href,
  });
});
afterAll(async () => {
  await app.close();
  store.release();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url: `${API}${url}`, headers });
const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: "POST",
    url: `${API}${url}`,
    headers: { "content-type": "application/json", ...headers },
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
  });

type Reply = Awaited<ReturnType<typeof get>>;

/** Any refusal: a 4xx with one JSON object that says what is wrong, and no stack. */
function expectRefusal(reply: Reply, code?: string, status?: number): void {
  expect(reply.statusCode).toBeGreaterThanOrEqual(400);
  expect(reply.statusCode).toBeLessThan(500);
  expect(reply.headers["content-type"]).toContain("application/problem+json");
  const answer = invalidAnswer.parse(reply.json());
  expect(reply.body).not.toMatch(/\n\s+at |node_modules|\.ts:\d/);
  if (code !== undefined) expect(answer.problems.map((problem) => problem.code)).toContain(code);
  if (status !== undefined) expect(reply.statusCode).toBe(status);
}

describe("answers", () => {
  it.each([
    ["health", "/health"],
    ["dataset", "/dataset"],
    ["places", "/places?q=lind&lang=ru&near=-118,-32"],
    ["network", "/network?date=2026-12-01"],
    ["things", "/things?lang=kk"],
    ["thing", "/things/lindmoor?lang=az"],
    ["facts", "/facts?limit=5"],
    ["sources", "/sources"],
    ["claims", "/claims"],
    ["routeByQuery", "/route?from=Lindmoor&to=Veld&cargo=20ft&units=2&pareto=true"],
    ["compareByQuery", "/compare?from=Lindmoor&to=Veld&avoid=road,"],
  ] as const)("%s fits its schema", async (name, url) => {
    const reply = await get(url);
    expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
    const parsed = contract[name].answer.parse(reply.json());
    // Nothing beside the contract either: parsing drops what it does not know.
    expect(parsed).toEqual(reply.json());
  });

  it("route and compare fit their schemas as bodies, the same as in the query", async () => {
    const byBody = await post("/route", ASK);
    const byQuery = await get(`/route?${new URLSearchParams(ASK)}`);
    expect(contract.route.answer.parse(byBody.json()).status).toBe("ok");
    const { computedMs: _a, ...left } = byBody.json();
    const { computedMs: _b, ...right } = byQuery.json();
    expect(left).toEqual(right);
    const compared = await post("/compare", ASK);
    expect(contract.compare.answer.parse(compared.json())).toEqual(compared.json());
  });

  it("a way that does not exist is an answer: 200 with status none", async () => {
    const reply = await post("/route", { ...ASK, avoid: ["rail", "road", "sea", "inland-water"] });
    expect(reply.statusCode).toBe(200);
    expect(reply.json().status).toBe("none");
    expect(contract.route.answer.parse(reply.json())).toEqual(reply.json());
  });

  it("the network carries a tag, and the same tag is not sent twice", async () => {
    const first = await get("/network");
    const tag = String(first.headers.etag);
    const again = await get("/network", { "if-none-match": tag });
    expect([first.statusCode, again.statusCode, again.body]).toEqual([200, 304, ""]);
    const other = await get("/network?lang=ru", { "if-none-match": tag });
    expect(other.statusCode).toBe(200);
  });

  it("has OpenAPI 3.1 with every endpoint, docs without foreign addresses, and metrics", async () => {
    const document = (await get("/openapi.json")).json();
    expect(document.openapi).toMatch(/^3\.1/);
    for (const { method, url } of Object.values(contract)) {
      const address = `${API}${url.replace(/:(\w+)/, "{$1}")}`;
      expect(document.paths[address]?.[method.toLowerCase()], `${method} ${address}`).toBeDefined();
    }
    const refs = JSON.stringify(document).match(/"#\/components\/schemas\/[^"]+"/g) ?? [];
    for (const ref of refs) expect(document.components.schemas).toHaveProperty([ref.slice(22, -1)]);
    const docs = await get("/docs");
    expect(docs.statusCode).toBe(200);
    expect(docs.body).not.toMatch(/https?:\/\//);
    expect((await get("/metrics")).body).toContain('route="/api/v1/network"');
  });

  it("sends strict headers", async () => {
    const { headers } = await get("/health");
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers).not.toHaveProperty("x-powered-by");
  });
});

describe("refusals", () => {
  it("names every problem of form and of meaning at once", async () => {
    const reply = await post("/route", {
      from: "Lindmor",
      to: "Veld",
      units: -1,
      depart: "2026-13-01",
      unitz: 2,
      avoid: ["Atlantis"],
    });
    expectRefusal(reply);
    const places = invalidAnswer.parse(reply.json()).problems.map(({ place }) => place);
    expect(places.sort()).toEqual(["avoid.0", "depart", "from", "units", "unitz"]);
  });

  it.each([
    ["no JSON", "{", "malformed-json", 400],
    ["empty", "", "malformed-json", 400],
    ["a list", "[]", "wrong-type", 400],
    ["null", "null", "wrong-type", 400],
    ["NaN", '{"from":"Lindmoor","to":"Veld","units":NaN}', "malformed-json", 400],
    ["a prototype", '{"from":"Lindmoor","to":"Veld","__proto__":{"units":1}}', "malformed-json", 400],
    ["a huge number", '{"from":"Lindmoor","to":"Veld","units":1e999}', "wrong-type", 400],
    ["a huge text", JSON.stringify({ from: "x".repeat(100_000), to: "Veld" }), "out-of-range", 400],
    ["deep JSON", `{"from":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, "too-deep", 400],
    ["10 MB", JSON.stringify({ from: "x".repeat(10_000_000), to: "Veld" }), "too-large", 413],
  ])("%s as a body", async (_name, body, code, status) => {
    expectRefusal(await post("/route", body), code, status);
  });

  it("other media types, methods, addresses and ids", async () => {
    expectRefusal(await post("/route", "from=a", { "content-type": "text/plain" }), "wrong-media-type", 415);
    expectRefusal(await app.inject({ method: "DELETE", url: `${API}/health` }), "wrong-method", 405);
    expectRefusal(await app.inject({ method: "POST", url: `${API}/places` }), "wrong-method", 405);
    expectRefusal(await get("/nothing"), "unknown-route", 404);
    expectRefusal(await get("/things/no-such-thing"), "unknown-thing", 404);
    expectRefusal(await get("/network", { "x-kopru-overlay": "no-token" }), "unknown-overlay", 400);
    expectRefusal(await get(`/things/${"a".repeat(5000)}`));
    expectRefusal(await get("/places?limit=1e3"));
    expectRefusal(await get("/places?q=a&q=b"));
    expectRefusal(await get("/network?date=2026-02-30"), "wrong-value");
    expectRefusal(await get("/route?from=Lindmoor&to=Veld&units=1.5"));
  });

  it.each([
    "/things/..%2f..%2fetc%2fpasswd",
    "/things/../../../../etc/passwd",
    "/things/%2e%2e/%2e%2e/package.json",
    "/things/%00",
    "/things/%",
    "/things/%c0%ae%c0%ae",
    "/things/__proto__",
    "/things/constructor",
    "/../../package.json",
    "/docs/static/..%2f..%2f..%2fpackage.json",
  ])("path trick %s", async (url) => {
    expectRefusal(await get(url));
  });
});

describe("limits", () => {
  it("refuses too many requests in a minute", async () => {
    const busy = await createServer({
      dataset: loadDataset(input),
      input,
      programVersion: "0.0.0",
      requestsPerMinute: 3,
    });
    const replies = [];
    for (let count = 0; count < 5; count++) replies.push(await busy.inject({ url: `${API}/dataset` }));
    await busy.close();
    expect(replies.map((reply) => reply.statusCode)).toEqual([200, 200, 200, 429, 429]);
    expectRefusal(replies[4], "too-many-requests");
  });
});

describe("overlays", () => {
  const file = (text: string, path = "embargoes.csv") => ({ name: "mine", files: [{ path, text }] });
  const HEADER = "id,place,country,link,mode,direction,cargo,from,to,reason,source\n";

  it("changes the answers of whoever has the token, and of nobody else", async () => {
    const reply = await post("/overlays", file(`${HEADER}no-sea,,,,sea,,,,,No ships today,\n`));
    expect(reply.statusCode, reply.body).toBe(200);
    const answer = contract.overlays.answer.parse(reply.json());
    const token = answer.status === "ok" ? answer.overlay : "";
    expect(answer.status === "ok" ? [answer.rows, answer.dataset.layers.length] : []).toEqual([1, 2]);
    const mine = (await get("/dataset", { "x-kopru-overlay": token })).json();
    const base = (await get("/dataset")).json();
    expect(mine.dataset.hash).not.toBe(base.dataset.hash);
    expect(base.dataset.layers).toHaveLength(1);
    const [own, others] = [await post("/route", ASK, { "x-kopru-overlay": token }), await post("/route", ASK)];
    expect(own.json().dataset.layers).toHaveLength(2);
    expect(JSON.stringify(own.json().options)).not.toBe(JSON.stringify(others.json().options));
  });

  it("says file, line and column of a bad row, and refuses paths that lead out", async () => {
    const bad = await post("/overlays", file(`${HEADER}Bad Id,atlantis,,,sea,,,2026-99-99,,,\n`));
    expectRefusal(bad);
    expect(bad.json().problems[0].place).toMatch(/embargoes\.csv:2:\d+/);
    for (const path of ["../x.csv", "/etc/passwd", "a/../../b.csv", "C:\\x.csv", ""]) {
      expectRefusal(await post("/overlays", file(HEADER, path)));
    }
  });
});

describe("names of the server", () => {
  it("a server for its own machine answers to no other name", async () => {
    const own = await createServer({
      dataset: loadDataset(input),
      input,
      programVersion: "0.0.0",
      hostNames: ["localhost", "[::1]"],
    });
    const ask = (host: string) => own.inject({ url: `${API}/health`, headers: { host } });
    expect((await ask("localhost:8700")).statusCode).toBe(200);
    expect((await ask("LOCALHOST")).statusCode).toBe(200);
    expect((await ask("[::1]:8700")).statusCode).toBe(200);
    for (const host of ["evil.example", "localhost.evil.example:8700", "127.0.0.1"]) {
      expectRefusal(await ask(host), "wrong-host", 421);
    }
    await own.close();
  });
});

describe("overlays upon overlays", () => {
  it("are refused when there are too many or too much of them", async () => {
    const text = "id,place,country,link,mode,direction,cargo,from,to,reason,source\n";
    const files = [{ path: "embargoes.csv", text }];
    const large = [{ path: "notes.csv", text: " ".repeat(900_000) }];
    let token = "";
    const add = (content: typeof files) =>
      post("/overlays", { name: "more", files: content }, { "x-kopru-overlay": token });
    for (let layer = 0; layer < 10; layer++) token = (await add(layer < 5 ? large : files)).json().overlay;
    expectRefusal(await add(files), "too-large", 413);
    token = "";
    for (let layer = 0; layer < 5; layer++) token = (await add(large)).json().overlay;
    expectRefusal(await add(large), "too-large", 413);
    expect((await add(files)).statusCode).toBe(200);
  });
});

describe("anything at all", () => {
  const junk = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.double(),
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(
      "Lindmoor",
      "Veld",
      "lindmoor-yard",
      "2026-12-01",
      "sea",
      "XA",
      "20ft",
      "count",
      "mine",
      "00000000-0000-4000-8000-000000000000",
      "600t barley",
      "-1",
      "1e308",
      "∞",
      "💥",
    ),
    fc.array(fc.string(), { maxLength: 4 }),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const fields = [
    ..."from,to,cargo,units,depart,departHour,deadline,valueUsd,costOfCapital,tonnes,commodity".split(","),
    ..."dangerous,reefer,avoid,require,date,options,pareto,name,files,q,lang,limit,near,topic,subject,offset,refs,zzz,kind,scenario,text,parameters,seed,fresh,version,a,b".split(
      ",",
    ),
  ];
  const anyFields = fc.dictionary(fc.constantFrom(...fields), junk, { maxKeys: 8 });
  const ends = fc.record({ from: fc.constantFrom("Lindmoor", "Calder"), to: fc.constantFrom("Veld", "O'Sker") });

  async function send(
    endpoint: Endpoint,
    fuzz: Record<string, unknown>,
    sane: Record<string, unknown>,
    id: string,
  ): Promise<Reply> {
    const { method } = endpoint;
    const url = endpoint.url.replace(/:\w+/, encodeURIComponent(id));
    if (method === "POST") return post(url, { ...sane, ...fuzz });
    if (method === "PUT" || method === "DELETE") {
      const headers = { "if-match": toText(fuzz.version ?? "") };
      return app.inject({ method, url: `${API}${url}`, headers, ...(method === "PUT" ? { payload: fuzz } : {}) });
    }
    const texts = Object.entries({ ...sane, ...fuzz }).map(
      ([field, value]) => `${field}=${encodeURIComponent(toText(value))}`,
    );
    return get(`${url}?${texts.join("&")}`);
  }
  const toText = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

  it.each(Object.entries(contract))("%s never fails", async (_name, endpoint: Endpoint) => {
    await fc.assert(
      fc.asyncProperty(
        anyFields,
        fc.option(ends),
        fc.oneof(
          fc.string({ unit: "grapheme-ascii", maxLength: 50 }),
          fc.constantFrom("mine", "00000000-0000-4000-8000-000000000000"),
        ),
        async (fuzz, sane, id) => {
          const needsEnds = endpoint.url === "/route" || endpoint.url === "/compare";
          const reply = await send(endpoint, fuzz, needsEnds ? (sane ?? {}) : {}, id);
          if (reply.statusCode < 300) expect(endpoint.answer.safeParse(reply.json()).success).toBe(true);
          else expectRefusal(reply);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("on a real socket", () => {
  let port = 0;
  beforeAll(async () => {
    await app.listen({ host: "127.0.0.1", port: 0 });
    const address = app.server.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });

  it("answers bytes that are not HTTP with a problem", async () => {
    const text = await new Promise<string>((resolve, reject) => {
      let received = "";
      const socket = connect(port, "127.0.0.1", () => socket.write("\u0001\u0002 rubbish\r\n\r\n"));
      socket.on("data", (chunk) => {
        received += chunk;
      });
      socket.on("end", () => resolve(received));
      socket.on("error", reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400/);
    expect(JSON.parse(text.slice(text.indexOf("\r\n\r\n"))).status).toBe("invalid");
  });

  it("compresses for whoever asks", async () => {
    const encoding = await new Promise((resolve, reject) => {
      const asked = httpRequest({ port, path: `${API}/network`, headers: { "accept-encoding": "br" } }, (reply) => {
        reply.resume();
        resolve(reply.headers["content-encoding"]);
      });
      asked.on("error", reject).end();
    });
    expect(encoding).toBe("br");
  });
});
