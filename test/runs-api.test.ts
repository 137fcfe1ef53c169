// Scenarios and runs over HTTP: kept by version, started, watched, cancelled, compared, and refused in the field's words.

import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "../src/api/contract.ts";
import { createServer } from "../src/api/index.ts";
import { loadDataset } from "../src/data/index.ts";
import { type Reservation, reserveStore, type Store } from "../src/store/index.ts";
import { invalidAnswer } from "../src/wire/common.ts";
import { type RunRecordJson, runEvent } from "../src/wire/runs.ts";

const input = { base: fileURLToPath(new URL("../examples/halcyon", import.meta.url)) };
const folder = mkdtempSync(path.join(tmpdir(), "kopru-runs-api-"));
const kindsModule = new URL("../src/jobs/test-kinds.fixture.ts", import.meta.url).href;
const API = "/api/v1";
let app: FastifyInstance;
let reservation: Reservation;
/** The server's own store, to put there what an older dataset left. */
let store: Store;
let port = 0;

const open = async (): Promise<void> => {
  const reserved = reserveStore({ folder });
  reservation = {
    ...reserved,
    async open() {
      store = await reserved.open();
      return store;
    },
  };
  app = await createServer({
    dataset: loadDataset(input),
    input,
    programVersion: "0.0.0",
    requestsPerMinute: 0,
    store: reservation,
    workers: 2,
    kindsModule,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
};
const close = async (): Promise<void> => {
  await app.close();
  reservation.release();
};

beforeAll(open, 60_000);
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

type Headers = Record<string, string>;

const ask = (method: "GET" | "POST" | "PUT" | "DELETE", url: string, body?: unknown, headers: Headers = {}) =>
  app.inject({
    method,
    url: `${API}${url}`,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
type Reply = Awaited<ReturnType<typeof ask>>;

function refusal(reply: Reply, code: string, status: number): void {
  const answer = invalidAnswer.parse(reply.json());
  expect(
    answer.problems.map((problem) => problem.code),
    reply.body,
  ).toContain(code);
  expect(reply.statusCode).toBe(status);
}

const scenario = {
  name: "A closed line",
  baseDate: "2026-12-01",
  edits: [{ edit: "close", what: "lindmoor-yard--stonegate--rail" }],
};
const count = (parameters: object, over: object = {}) => ({ kind: "count", parameters, ...over });

/** The record of a run once it has ended, as its stream of events says. */
async function ended(id: string): Promise<RunRecordJson> {
  const { events } = await watch(id);
  const last = events.at(-1);
  if (last?.id !== "end") throw new Error("the run does not end");
  return last.run;
}

const hasBegun = ({ run: { progress } }: Event): boolean => (progress?.done ?? 0) > 0;

describe("scenarios", () => {
  it("are kept, changed by their version, listed and forgotten", async () => {
    const author = { "x-kopru-author": encodeURIComponent("Айгүл\n Қ.") };
    const made = await ask("PUT", "/scenarios/mine", { scenario }, author);
    expect(made.statusCode, made.body).toBe(200);
    expect(contract.keepScenario.answer.parse(made.json())).toEqual(made.json());
    expect(made.json().scenario).toMatchObject({ id: "mine", kind: "kept", version: 1, who: "Айгүл Қ.", edits: 1 });
    expect(made.headers.etag).toBe('"1"');
    refusal(await ask("PUT", "/scenarios/mine", { scenario }), "already-kept", 409);
    const text =
      "# By hand\nname: Another\nbaseDate: 2026-12-01\nedits:\n  - { edit: close, what: lindmoor-yard--stonegate--rail }\n";
    const changed = await ask("PUT", "/scenarios/mine", { text }, { "if-match": '"1"' });
    expect(changed.json()).toMatchObject({ text, scenario: { version: 2, name: "Another" } });
    refusal(await ask("PUT", "/scenarios/mine", { scenario }, { "if-match": '"1"' }), "changed-meanwhile", 412);
    refusal(await ask("PUT", "/scenarios/other", { scenario }, { "if-match": '"1"' }), "changed-meanwhile", 412);
    refusal(await ask("PUT", "/scenarios/mine", { scenario }, { "if-match": "yes" }), "wrong-format", 400);
    const read = await ask("GET", "/scenarios/mine");
    expect([read.headers.etag, read.json().text]).toEqual(['"2"', text]);
    expect(contract.scenario.answer.parse(read.json())).toEqual(read.json());
    // What it does to the dataset of this server comes with it.
    expect(read.json()).toMatchObject({
      problems: [],
      resolution: { id: "mine", hash: read.json().scenario.hash, edits: [{ edit: "close", changesNothing: false }] },
    });
    const list = await ask("GET", "/scenarios");
    expect(contract.scenarios.answer.parse(list.json())).toEqual(list.json());
    expect(list.json().scenarios.map(({ id }: { id: string }) => id)).toEqual(["mine"]);
    refusal(await ask("DELETE", "/scenarios/mine", undefined, { "if-match": '"1"' }), "changed-meanwhile", 412);
    expect((await ask("DELETE", "/scenarios/mine", undefined, { "if-match": '"2"' })).json().done).toBe("forgotten");
    refusal(await ask("GET", "/scenarios/mine"), "unknown-scenario", 404);
    refusal(await ask("DELETE", "/scenarios/mine"), "unknown-scenario", 404);
  });

  it("that fit the dataset no more are still read, with what is wrong", async () => {
    await ask("PUT", "/scenarios/old", { scenario });
    const text = "name: Old\nbaseDate: 2026-12-01\nedits: [{ edit: close, what: gone }]\n";
    await store.db.updateTable("scenarios").set({ text }).where("id", "=", "old").execute();
    const read = (await ask("GET", "/scenarios/old")).json();
    expect(read).toMatchObject({ status: "ok", text, resolution: null, problems: [{ code: "unknown-id" }] });
    await ask("DELETE", "/scenarios/old");
  });

  it("say what they take when something else is sent", async () => {
    for (const body of [{}, { text: 5 }, { name: "x", baseDate: "2026-12-01" }, { text: "", scenario: {} }, []]) {
      const { problems } = invalidAnswer.parse((await ask("PUT", "/scenarios/odd", body)).json());
      expect(problems[0]?.hint).toBe('Send either {"scenario": the document} or {"text": its YAML}.');
    }
    for (const asked of [{}, 5, { edits: [] }]) {
      const { problems } = invalidAnswer.parse((await ask("POST", "/runs", { kind: "count", scenario: asked })).json());
      expect(problems).toMatchObject([
        { code: "wrong-type", place: "scenario", hint: expect.stringMatching(/^Send an id, /) },
      ]);
    }
    // A document with a field `text` is a document.
    refusal(await ask("POST", "/runs", count({}, { scenario: { ...scenario, text: "x" } })), "unknown-field", 400);
  });

  it("with errors are told all of them, and nothing of them is kept", async () => {
    const bad = {
      name: "",
      baseDate: "2026-13-01",
      edits: [
        { edit: "close", what: "no-such-thing" },
        { edit: "cloze", what: "lindmoor-yard--stonegate--rail" },
        { edit: "capacity", what: "lindmoor-yard--stonegate--rail", set: -1 },
      ],
    };
    const kept = await ask("PUT", "/scenarios/bad", { scenario: bad });
    expect(kept.statusCode).toBeGreaterThanOrEqual(400);
    const places = invalidAnswer.parse(kept.json()).problems.map(({ place }) => place);
    expect(places.length).toBeGreaterThanOrEqual(5);
    expect((await ask("GET", "/scenarios")).json().scenarios).toEqual([]);
    const checked = await ask("POST", "/scenarios/check", { scenario: bad });
    expect(invalidAnswer.parse(checked.json()).problems.map(({ place }) => place)).toEqual(places);
    const good = await ask("POST", "/scenarios/check", { scenario });
    expect(contract.checkScenario.answer.parse(good.json()), good.body).toEqual(good.json());
    expect(good.json().scenarios[0].edits[0].touches[0].id).toBe("lindmoor-yard--stonegate--rail");
    refusal(await ask("PUT", "/scenarios/both", { scenario, text: "" }), "wrong-type", 400);
    refusal(await ask("PUT", "/scenarios/none", {}), "wrong-type", 400);
    refusal(await ask("PUT", "/scenarios/..%2F..%2Fetc", { scenario }), "wrong-format", 400);
  });
});

describe("runs", () => {
  it("are accepted with their place, answered, and an equal question is answered from what is kept", async () => {
    const asked = count({ steps: 3, stepMs: 5 }, { scenario, seed: 5 });
    const started = await ask("POST", "/runs", asked, { "x-kopru-author": "Aigul" });
    expect(started.statusCode, started.body).toBe(202);
    expect(contract.startRun.answer.parse(started.json())).toEqual(started.json());
    const { id } = started.json().run;
    expect(started.headers.location).toBe(`${API}/runs/${id}`);
    const run = await ended(id);
    expect(run).toMatchObject({
      state: "done",
      who: "Aigul",
      kind: "count",
      seed: 5,
      attempts: 1,
      programVersion: "0.0.0",
    });
    expect(run.scenario).toMatchObject({ id: null, name: "A closed line", baseDate: "2026-12-01" });
    expect(run.headline[0]).toMatchObject({ name: "steps", value: 3 });
    const result = await ask("GET", `/runs/${id}/result`);
    expect(result.json()).toMatchObject({ status: "ok", steps: 3, seed: 5, scenario: "A closed line" });
    // The study worked on the dataset with the scenario over it.
    expect(result.json().dataset).not.toBe(run.dataset.hash);
    expect(Buffer.byteLength(result.body)).toBe(run.result?.bytes);
    const again = await ask("POST", "/runs", asked);
    expect([again.statusCode, again.json().reused, again.json().run.id]).toEqual([200, true, id]);
    const list = await ask("GET", "/runs?limit=5&kind=count");
    expect(contract.runs.answer.parse(list.json())).toEqual(list.json());
    expect(list.json()).toMatchObject({ total: 1, kinds: ["count", "count-long"] });
  });

  it("run a kept scenario by its id, and keep what it said when it changes", async () => {
    await ask("PUT", "/scenarios/kept", { scenario });
    const first = await ask("POST", "/runs", count({ steps: 2 }, { scenario: "kept" }));
    await ended(first.json().run.id);
    expect(first.json().run.scenario).toMatchObject({ id: "kept", name: "A closed line" });
    await ask(
      "PUT",
      "/scenarios/kept",
      { scenario: { ...scenario, name: "Renamed", edits: [] } },
      { "if-match": '"1"' },
    );
    const repeated = await ask("POST", `/runs/${first.json().run.id}/repeat`);
    expect(repeated.statusCode, repeated.body).toBe(202);
    const run = await ended(repeated.json().run.id);
    expect([run.scenario?.name, run.repeats]).toEqual(["A closed line", first.json().run.id]);
    const compared = await ask("GET", `/runs/compare?a=${first.json().run.id}&b=${run.id}`);
    expect(contract.compareRuns.answer.parse(compared.json())).toEqual(compared.json());
    expect(compared.json().figures).toEqual([
      { name: "steps", label: "Steps", unit: "steps", a: 2, b: 2, difference: 0, ratio: 1 },
    ]);
    expect(Object.values(compared.json().same)).toEqual(Array.from({ length: 7 }, () => true));
    const now = await ask("POST", "/runs", count({ steps: 2 }, { scenario: "kept" }));
    expect([now.statusCode, now.json().run.scenario.name]).toEqual([202, "Renamed"]);
    refusal(await ask("POST", "/runs", count({}, { scenario: "none" })), "unknown-scenario", 422);
  });

  it("refuse what cannot be done, with every problem", async () => {
    refusal(await ask("POST", "/runs", { kind: "oill" }), "unknown-kind", 400);
    const bad = await ask("POST", "/runs", count({ steps: -1, stops: 2 }));
    expect(invalidAnswer.parse(bad.json()).problems.map(({ place }) => place)).toEqual([
      "parameters.steps",
      "parameters.stops",
    ]);
    refusal(await ask("POST", "/runs", { kind: "count", scenario: { name: "x", edits: 3 } }), "not-a-list", 400);
    const none = "00000000-0000-4000-8000-000000000000";
    for (const url of [
      `/runs/${none}`,
      `/runs/${none}/result`,
      `/runs/${none}/events`,
      `/runs/compare?a=${none}&b=${none}`,
    ]) {
      refusal(await ask("GET", url), "unknown-run", 404);
    }
    refusal(await ask("DELETE", `/runs/${none}`), "unknown-run", 404);
    refusal(await ask("POST", `/runs/${none}/repeat`), "unknown-run", 404);
    const hyphens = "-".repeat(none.length);
    for (const url of ["/runs/not-a-run", `/runs/${hyphens}`, `/runs/compare?a=${hyphens}&b=${none}`, "/runs?kind=%00"])
      refusal(await ask("GET", url), "wrong-format", 400);
    const overlay = { "x-kopru-overlay": none };
    refusal(await ask("POST", "/runs", count({}), overlay), "overlay-not-kept", 400);
    const failed = await ask("POST", "/runs", count({ ends: "badly" }));
    expect(await ended(failed.json().run.id)).toMatchObject({ state: "failed", problems: [{ code: "usage" }] });
    refusal(await ask("GET", `/runs/${failed.json().run.id}/result`), "no-result", 409);
    refusal(await ask("PATCH" as "PUT", "/runs"), "wrong-method", 405);
  });

  it("go on while the server answers others, and are cancelled at once", async () => {
    const { run } = (await ask("POST", "/runs", count({ steps: 100, stepMs: 50 }))).json();
    await watch(run.id, {}, hasBegun);
    const begun = performance.now();
    for (let number = 0; number < 20; number++) expect((await ask("GET", "/health")).statusCode).toBe(200);
    expect(performance.now() - begun).toBeLessThan(3_000);
    refusal(await ask("GET", `/runs/${run.id}/result`), "no-result", 409);
    expect((await ask("DELETE", `/runs/${run.id}`)).json().done).toBe("cancelled");
    expect((await ended(run.id)).state).toBe("cancelled");
    expect((await ask("DELETE", `/runs/${run.id}`)).json().done).toBe("forgotten");
  });

  it("survive a restart of the server", async () => {
    const { run } = (await ask("POST", "/runs", count({ steps: 40, stepMs: 50 }))).json();
    await watch(run.id, {}, hasBegun);
    await close();
    await open();
    expect(await ended(run.id)).toMatchObject({ state: "done", attempts: 2 });
  });
});

interface Event {
  readonly id?: string;
  readonly run: RunRecordJson;
}

/** Reads a stream of events until it ends or `until` says so. */
function watch(id: string, headers: Headers = {}, until: (event: Event) => boolean = () => false) {
  return new Promise<{ reply: IncomingMessage; events: Event[]; text: string }>((resolve, reject) => {
    const asked = httpRequest({ port, path: `${API}/runs/${id}/events`, headers }, (reply) => {
      let text = "";
      const events: Event[] = [];
      reply.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        const parts = text.split("\n\n").slice(0, -1);
        for (const part of parts.slice(events.length + 1)) {
          const fields = Object.fromEntries(part.split("\n").map((line) => line.split(/: (.*)/s, 2)));
          if (fields.data === undefined) continue;
          const event = { ...(fields.id ? { id: fields.id } : {}), ...runEvent.parse(JSON.parse(fields.data)) };
          events.push(event);
          if (until(event)) asked.destroy();
        }
      });
      reply.on("close", () => resolve({ reply, events, text }));
    });
    asked.on("error", (error) => (asked.destroyed ? undefined : reject(error)));
    asked.end();
  });
}

describe("events", () => {
  it("tell the state and how far it is, uncompressed, and end with the run", async () => {
    const { run } = (await ask("POST", "/runs", count({ steps: 10, stepMs: 60 }, { seed: 9 }))).json();
    const { reply, events, text } = await watch(run.id, { "accept-encoding": "br, gzip" });
    expect(reply.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(reply.headers).not.toHaveProperty("content-encoding");
    expect(reply.headers["x-content-type-options"]).toBe("nosniff");
    expect(text).toMatch(/^retry: 2000\n\n/);
    expect(["queued", "running"]).toContain(events[0].run.state);
    expect(events.at(-1)).toMatchObject({ id: "end", run: { state: "done", headline: [{ value: 10 }] } });
    const steps = events.flatMap((event) => event.run.progress?.done ?? []);
    expect(steps.length).toBeGreaterThan(2);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    const left = events.flatMap((event) => event.run.progress?.secondsLeft ?? []);
    expect(left[0]).toBeLessThan(2);
    // Who comes later gets the end at once; who had it is told that there is no more.
    const late = await watch(run.id);
    expect(late.events).toHaveLength(1);
    expect((await watch(run.id, { "last-event-id": "end" })).reply.statusCode).toBe(204);
  });

  it("stop when nobody listens, and are limited for one address", async () => {
    const { run } = (await ask("POST", "/runs", count({ steps: 200, stepMs: 50 }))).json();
    let mayLeave = false;
    const leaving: ReturnType<typeof watch>[] = [];
    const arrived = Array.from(
      { length: 20 },
      () =>
        new Promise<void>((resolve) => {
          leaving.push(
            watch(run.id, {}, () => {
              resolve();
              return mayLeave;
            }),
          );
        }),
    );
    await Promise.all(arrived);
    expect((await watch(run.id)).reply.statusCode).toBe(429);
    mayLeave = true;
    await Promise.all(leaving);
    // Their places are free again, as soon as the server has noticed.
    await expect.poll(async () => (await watch(run.id, {}, () => true)).reply.statusCode).toBe(200);
    await ask("DELETE", `/runs/${run.id}`);
  });
});

describe("pages of other sites", () => {
  it.each([
    ["another site", { origin: "https://evil.example" }, 403],
    ["a hidden one", { origin: "null" }, 403],
    ["another port", { origin: "http://localhost:81" }, 403],
    ["what the browser says", { "sec-fetch-site": "cross-site" }, 403],
    ["our own", { origin: "http://localhost" }, 404],
    ["our own with its port", { origin: "http://localhost:80" }, 404],
    ["a program", {}, 404],
  ] as const)("%s", async (_name, headers, status) => {
    const sent = { host: "localhost:80", ...headers };
    const reply = await ask("DELETE", "/runs/00000000-0000-4000-8000-000000000000", undefined, sent);
    expect(reply.statusCode).toBe(status);
  });

  it("a form of another site changes nothing: no JSON, no change", async () => {
    const reply = await app.inject({
      method: "POST",
      url: `${API}/runs`,
      headers: { "content-type": "text/plain" },
      payload: JSON.stringify(count({})),
    });
    refusal(reply, "wrong-media-type", 415);
  });
});

describe("characters that a database does not take", () => {
  it.each([
    ["as text", { text: 'name: "x\\0"\nbaseDate: 2026-12-01\n' }, "wrong-format"],
    ["in a comment", { text: "name: x # \0\nbaseDate: 2026-12-01\n" }, "malformed-yaml"],
    ["in a document", { scenario: { ...scenario, notes: "\ud800" } }, "wrong-format"],
  ] as const)("%s are refused, and nothing is kept", async (_name, body, code) => {
    refusal(await ask("PUT", "/scenarios/odd", body), code, 400);
    refusal(await ask("GET", "/scenarios/odd"), "unknown-scenario", 404);
  });
});

describe("a server that keeps nothing", () => {
  it("says so, and still lists what is shipped", async () => {
    const bare = await createServer({ dataset: loadDataset(input), input, programVersion: "0.0.0" });
    const runs = await bare.inject({ url: `${API}/runs` });
    refusal(runs, "no-store", 409);
    const list = await bare.inject({ url: `${API}/scenarios` });
    expect(list.json()).toMatchObject({ status: "ok", keeps: false, scenarios: [] });
    await bare.close();
  });
});
