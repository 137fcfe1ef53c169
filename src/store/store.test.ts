// The same tests of everything that is kept, on the embedded database and on a real PostgreSQL server.

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestServer } from "./embedded-postgres.fixture.ts";
import {
  addResult,
  addRun,
  beginRun,
  countScenarios,
  endRun,
  findEqualRun,
  findResult,
  findRun,
  findScenario,
  forgetOldRuns,
  forgetRun,
  forgetScenario,
  listRuns,
  listScenarios,
  listUnderWay,
  noteJob,
  noteProgress,
  openStore,
  packResult,
  type RunToKeep,
  requeueRun,
  type ScenarioToKeep,
  type Store,
  saveScenario,
} from "./index.ts";

const NOW = new Date("2026-12-01T08:30:00.123Z");
const LATER = new Date("2026-12-01T08:31:00.456Z");

const scenario = (id: string, name = "A ship less"): ScenarioToKeep => ({
  id,
  name,
  baseDate: "2026-12-01",
  edits: 1,
  notes: "",
  hash: "ab",
  document: { name, edits: [{ edit: "close", what: ["a", "b"] }] },
  text: `name: ${name}\n`,
  who: "Айгүл",
});

const run = (over: Partial<RunToKeep> = {}): RunToKeep => ({
  id: randomUUID(),
  kind: "flows",
  who: "Айгүл",
  scenarioId: null,
  scenario: { name: "A ship less", baseDate: "2026-12-01", hash: "ab", document: { edits: [{ edit: "close" }] } },
  dataset: { id: "small", version: "1", hash: "cd" },
  parameters: { months: 3, groups: ["containers"], deep: { empty: [], none: null } },
  seed: 4_294_967_295,
  programVersion: "0.0.0",
  key: randomUUID(),
  repeats: null,
  ...over,
});

const END = { state: "done", seconds: 1.5, headline: [], problems: [] } as const;

describe.each(["embedded", "server"] as const)("what is kept: %s", (engine) => {
  let store: Store;
  let server: TestServer | undefined;
  let folder = "";

  beforeAll(async () => {
    if (engine === "server") {
      server = await startPostgres();
      store = await openStore({ url: server.url });
      // A server that was given may hold what an earlier test left.
      for (const table of ["results", "runs", "scenarios"] as const) await store.db.deleteFrom(table).execute();
    } else {
      folder = mkdtempSync(path.join(tmpdir(), "kopru-store-"));
      store = await openStore({ folder });
    }
  }, 60_000);
  afterAll(async () => {
    await store?.close();
    await server?.stop();
    if (folder !== "") rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it("reads every type as the same", async () => {
    const { rows } = await sql`
      select 9007199254740991::bigint as large, count(*) as count, sum(n) as sum, 1.25::numeric as decimal,
        ${NOW}::timestamptz as time, '{"a":[1,null]}'::jsonb as json, ${Buffer.from([0, 255])}::bytea as bytes,
        gen_random_uuid() as id, 0.1::float8 as float, true as truth
      from generate_series(1, 3) as n`.execute(store.db);
    const row = rows[0] as Record<string, unknown>;
    expect(row).toMatchObject({
      large: Number.MAX_SAFE_INTEGER,
      count: 3,
      sum: 6,
      decimal: 1.25,
      json: { a: [1, null] },
    });
    expect(row).toMatchObject({ time: NOW, float: 0.1, truth: true });
    expect([...(row.bytes as Uint8Array)]).toEqual([0, 255]);
    expect(row.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("keeps a scenario once, changes it by its version, and loses no change", async () => {
    const { db } = store;
    const kept = await saveScenario(db, scenario("one"), undefined, NOW);
    expect(kept).toMatchObject({ version: 1, created_at: NOW, saved_at: NOW, who: "Айгүл" });
    expect(await saveScenario(db, scenario("one", "Other"), undefined, LATER)).toBeUndefined();
    // Two who read version 1 both change it: one of them is told.
    const both = await Promise.all(["Left", "Right"].map((name) => saveScenario(db, scenario("one", name), 1, LATER)));
    const winners = both.filter((one) => one !== undefined);
    expect(winners).toHaveLength(1);
    const found = await findScenario(db, "one");
    expect(found).toEqual(winners[0]);
    expect(found).toMatchObject({ version: 2, created_at: NOW, saved_at: LATER });
    expect(found?.document).toEqual(scenario("one", found?.name).document);
    expect(await forgetScenario(db, "one", 1)).toBe(false);
    expect(await forgetScenario(db, "one", 2)).toBe(true);
    expect(await findScenario(db, "one")).toBeUndefined();
    expect(await saveScenario(db, scenario("one"), 2, LATER)).toBeUndefined();
  });

  it("lists scenarios by name", async () => {
    const { db } = store;
    for (const [id, name] of Object.entries({ z: "Aa", y: "Bb", x: "Aa" })) {
      await saveScenario(db, scenario(id, name), undefined, NOW);
    }
    expect((await listScenarios(db)).map(({ id }) => id)).toEqual(["x", "z", "y"]);
    expect(await countScenarios(db)).toBe(3);
  });

  it("a run goes from queued to an end and never back", async () => {
    const { db } = store;
    const asked = run();
    const { id } = asked;
    expect(await addRun(db, asked, NOW)).toBe(true);
    await noteJob(db, id, randomUUID());
    expect(await findRun(db, id)).toMatchObject({
      id,
      state: "queued",
      created_at: NOW,
      parameters: asked.parameters,
      scenario: asked.scenario,
      seed: 4_294_967_295,
      headline: [],
      result_bytes: null,
    });
    expect(await beginRun(db, id, 1, "0.0.1", LATER)).toBe(true);
    const progress = { done: 1, total: 3, unit: "months", rate: 0.5, secondsLeft: 4 };
    await noteProgress(db, id, progress);
    expect(await findRun(db, id)).toMatchObject({ state: "running", attempts: 1, started_at: LATER, progress });
    await requeueRun(db, id);
    expect(await findRun(db, id)).toMatchObject({ state: "queued", progress: null, started_at: null });
    expect(await forgetRun(db, id)).toBe(false);
    expect(await beginRun(db, id, 2, "0.0.1", LATER)).toBe(true);
    const headline = [{ name: "lossUsd", label: "Loss", value: 1.5, unit: "USD" }];
    const text = JSON.stringify({ status: "ok", names: "Żółw 🐢 ".repeat(1_000) });
    await db.transaction().execute(async (change) => {
      await addResult(change, id, packResult(text));
      expect(await endRun(change, id, { ...END, headline }, LATER)).toBe(true);
    });
    const done = await findRun(db, id);
    expect(done).toMatchObject({ state: "done", attempts: 2, seconds: 1.5, headline, ended_at: LATER });
    expect(done?.result_bytes).toBe(Buffer.byteLength(text));
    expect(await findResult(db, id)).toBe(text);
    for (const again of [beginRun(db, id, 3, "0.0.1", LATER), endRun(db, id, { ...END, state: "failed" }, LATER)]) {
      expect(await again).toBe(false);
    }
    // A second answer of one run is refused.
    await expect(addResult(db, id, packResult("{}"))).rejects.toThrow(/results_pkey|unique/);
    expect(await forgetRun(db, id)).toBe(true);
    expect(await findResult(db, id)).toBeUndefined();
    expect(await findRun(db, id)).toBeUndefined();
  });

  it("takes an equal run once while it is under way, and finds it when it is done", async () => {
    const { db } = store;
    const key = "same";
    const twins = [run({ key }), run({ key })];
    const added = await Promise.all(twins.map((twin) => addRun(db, twin, NOW)));
    expect(added.filter(Boolean)).toHaveLength(1);
    const first = twins[added.indexOf(true)];
    expect((await findEqualRun(db, key, "under-way"))?.id).toBe(first.id);
    await endRun(db, first.id, { ...END, state: "failed" }, LATER);
    expect(await findEqualRun(db, key, "or-done")).toBeUndefined();
    const second = run({ key });
    expect(await addRun(db, second, LATER)).toBe(true);
    await endRun(db, second.id, END, LATER);
    expect(await findEqualRun(db, key, "under-way")).toBeUndefined();
    expect((await findEqualRun(db, key, "or-done"))?.id).toBe(second.id);
  });

  it("lists runs newest first, by kind, in pages", async () => {
    const { db } = store;
    await db.deleteFrom("runs").execute();
    const asked = Array.from({ length: 5 }, (_, index) => run({ kind: index % 2 === 0 ? "oil" : "flows" }));
    for (const one of asked) await addRun(db, one, NOW);
    const ids = asked.map(({ id }) => id).reverse();
    const { runs, total } = await listRuns(db, { limit: 2, offset: 1 });
    expect([runs.map(({ id }) => id), total]).toEqual([ids.slice(1, 3), 5]);
    const oil = await listRuns(db, { limit: 9, offset: 0, kind: "oil" });
    expect([oil.runs.map(({ id }) => id), oil.total]).toEqual([[ids[0], ids[2], ids[4]], 3]);
    await endRun(db, ids[0], { ...END, state: "cancelled" }, LATER);
    await endRun(db, ids[4], END, LATER);
    await endRun(db, ids[3], END, LATER);
    // Of five, the newest three stay, and what is under way stays anyway.
    await forgetOldRuns(db, 5);
    expect((await listRuns(db, { limit: 9, offset: 0 })).total).toBe(5);
    await forgetOldRuns(db, 4);
    expect((await listRuns(db, { limit: 9, offset: 0 })).runs.map(({ id }) => id)).toEqual(ids.slice(0, 4));
    await forgetOldRuns(db, 1);
    expect((await listRuns(db, { limit: 9, offset: 0 })).runs.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    expect((await listUnderWay(db)).map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  });

  it("a change that is rolled back leaves no trace, and takes nobody else's with it", async () => {
    const { db } = store;
    const inside = run();
    const beside = run();
    let wait: Promise<unknown> = Promise.resolve();
    await expect(
      db.transaction().execute(async (change) => {
        await addRun(change, inside, NOW);
        wait = addRun(db, beside, NOW);
        await addRun(change, run(), NOW);
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    expect(await wait).toBe(true);
    expect(await findRun(db, inside.id)).toBeUndefined();
    expect((await findRun(db, beside.id))?.id).toBe(beside.id);
  });

  it("many transactions at once all hold", async () => {
    const { db } = store;
    const asked = Array.from({ length: 40 }, () => run());
    await Promise.all(
      asked.map((one, index) =>
        db
          .transaction()
          .execute(async (change) => {
            await addRun(change, one, NOW);
            if (index % 4 === 0) throw new Error("no");
            await endRun(change, one.id, END, LATER);
          })
          .catch(() => {}),
      ),
    );
    const found = await Promise.all(asked.map(({ id }) => findRun(db, id)));
    expect(found.map((one) => one?.state)).toEqual(asked.map((_, index) => (index % 4 === 0 ? undefined : "done")));
  });
});

describe("opening", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "kopru-store-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("refuses an address that leads nowhere without repeating its password", async () => {
    const wrong = openStore({ url: "postgresql://me:secret@127.0.0.1:1/none" });
    await expect(wrong).rejects.toMatchObject({ problems: [{ code: "bad-store" }] });
    await wrong.catch((error: Error) => expect(error.message).not.toContain("secret"));
  });

  it("refuses a folder that is a file, and puts aside what was never finished", async () => {
    const { mkdirSync, writeFileSync, existsSync } = await import("node:fs");
    writeFileSync(path.join(folder, "file"), "");
    await expect(openStore({ folder: path.join(folder, "file") })).rejects.toMatchObject({
      problems: [{ code: "bad-store" }],
    });
    const damaged = path.join(folder, "damaged");
    mkdirSync(path.join(damaged, "data"), { recursive: true });
    writeFileSync(path.join(damaged, "finished"), "");
    writeFileSync(path.join(damaged, "data", "PG_VERSION"), "18\n");
    await expect(openStore({ folder: damaged })).rejects.toMatchObject({ problems: [{ code: "bad-store" }] });
    const half = path.join(folder, "half");
    mkdirSync(path.join(half, "data"), { recursive: true });
    writeFileSync(path.join(half, "data", "PG_VERSION"), "18\n");
    const store = await openStore({ folder: half });
    await saveScenario(store.db, scenario("kept"), undefined, NOW);
    await store.close();
    expect(existsSync(path.join(half, "data.unfinished"))).toBe(true);
    const again = await openStore({ folder: half });
    expect(await countScenarios(again.db)).toBe(1);
    await again.close();
  });
});
