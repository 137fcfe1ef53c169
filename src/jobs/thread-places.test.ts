// Cores shared over runs: never more threads than cores, one each before a second, first come first, runs before sweeps' jobs.

import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import { stream } from "../lib/random.ts";
import type { RunProgress } from "../store/index.ts";
import type { Task } from "./messages.ts";
import { createReplicationPool, poolOf } from "./replication-pool.ts";
import { createThreadPlaces, type PlaceHolder, type Rank, shareOut, type ThreadPlaces } from "./thread-places.ts";
import { createWorkers, type Workers } from "./workers.ts";

const folder = mkdtempSync(path.join(tmpdir(), "kopru-places-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("places for threads", () => {
  it("are shared one by one, in order, and never beyond what there is or is wanted", () => {
    const share = (places: number, ...wants: number[]) =>
      shareOut(
        wants.map((want) => ({ want })),
        places,
      );
    expect(share(2, 2, 2)).toEqual([1, 1]);
    expect(share(8, 8)).toEqual([8]);
    expect(share(8, 8, 1)).toEqual([7, 1]);
    expect(share(8, 8, 8, 2)).toEqual([3, 3, 2]);
    expect(share(2, 2, 2, 2)).toEqual([1, 1, 0]);
    expect(share(2, 0, 2)).toEqual([0, 2]);
    const random = stream(5, "places");
    for (let tries = 0; tries < 300; tries++) {
      const places = 1 + Math.floor(random() * 9);
      const wants = Array.from({ length: Math.floor(random() * 7) }, () => Math.floor(random() * 9));
      const shares = share(places, ...wants);
      const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
      // All that is wanted is given as far as there is any; nobody has two more than somebody who wants more.
      expect(sum(shares)).toBe(Math.min(places, sum(wants)));
      for (const [a, mine] of shares.entries()) {
        expect(mine).toBeLessThanOrEqual(wants[a]);
        for (const [b, other] of shares.entries())
          if (mine < wants[a]) expect(other - mine).toBeLessThanOrEqual(1 + (a < b ? -1 : 0));
      }
    }
  });

  it("are told to others when somebody comes, asks for more or leaves; sweeps' jobs give way", () => {
    const told: Record<string, number[]> = { jobs: [], first: [], second: [] };
    const places = createThreadPlaces(2);
    const join = (name: string, want: number, rank: Rank = 0): PlaceHolder =>
      places.join(want, (count) => told[name].push(count), rank);
    const jobs = join("jobs", 2, 2);
    expect(jobs.mightHave(2)).toBe(2);
    const first = join("first", 1);
    expect(told.jobs).toEqual([1]);
    expect(first.want(2)).toBe(1);
    const second = join("second", 2);
    expect([told.first.at(-1), told.jobs.at(-1), jobs.mightHave(2)]).toEqual([1, 0, 0]);
    first.leave();
    expect([told.second.at(-1), told.jobs.at(-1)]).toEqual([1, 1]);
    second.leave();
    second.leave();
    expect(told.jobs.at(-1)).toBe(2);
  });

  it("go to short runs before long ones, but not from a thread that computes by itself", () => {
    const places = createThreadPlaces(1);
    const told: number[] = [];
    const long = places.join(1, (count) => told.push(count), 1);
    long.keep();
    const short = places.join(1, () => {});
    expect([long.mightHave(1), short.mightHave(1)]).toEqual([1, 0]);
    // Its threads give way; what they compute comes after.
    expect(long.want(2)).toBe(0);
    expect(short.mightHave(1)).toBe(1);
    short.leave();
    expect(told.at(-1)).toBe(1);
  });
});

it("lets a pool compute with so many threads as it may, none at first, and gives the same", async () => {
  const module = path.join(folder, "thread.mjs");
  const { writeFileSync } = await import("node:fs");
  // Says when it begins and ends; a task takes a moment.
  writeFileSync(
    module,
    `import { parentPort, threadId } from "node:worker_threads";
     parentPort.on("message", ({ id, task }) => setTimeout(() => parentPort.postMessage({ id, record: { task, threadId } }), 20));`,
  );
  const pool = createReplicationPool(4, new URL(`file://${module}`), 0);
  const threadsOf = async (tasks: number): Promise<number> => {
    const records = (await Promise.all(
      Array.from({ length: tasks }, (_, task) => pool.run(undefined as never, task as never, () => true)),
    )) as unknown as { readonly task: number; readonly threadId: number }[];
    expect(records.map(({ task }) => task)).toEqual(Array.from({ length: tasks }, (_, task) => task));
    return new Set(records.map(({ threadId }) => threadId)).size;
  };
  try {
    let isDone = false;
    const waiting = threadsOf(6).then((threads) => {
      isDone = true;
      return threads;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(isDone).toBe(false);
    pool.allow(1);
    expect(await waiting).toBe(1);
    pool.allow(3);
    // All three have loaded after the first round.
    await threadsOf(12);
    expect(await threadsOf(12)).toBe(3);
    pool.allow(2);
    expect(await threadsOf(12)).toBe(2);
  } finally {
    await pool.close();
  }
});

it("begins nothing with a pool before there is a core, and hands it back in the end", async () => {
  let grant = (_count: number): void => {};
  const told: string[] = [];
  const done = poolOf(
    2,
    async ({ threads }) => {
      told.push(`begun with ${threads}`);
      return "found";
    },
    (want, onChange) => {
      told.push(`wants ${want}`);
      grant = onChange;
      onChange(0);
      return () => told.push("left");
    },
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  const threads = Math.min(2, availableParallelism());
  expect(told).toEqual([`wants ${threads}`]);
  grant(1);
  expect(await done).toBe("found");
  expect(told).toEqual([`wants ${threads}`, `begun with ${threads}`, "left"]);
});

const workersOn = (places: ThreadPlaces): Workers =>
  createWorkers({
    count: 2,
    kindsModule: new URL("./threads-kind.fixture.ts", import.meta.url).href,
    // Of the work itself, and not of waiting.
    mostSeconds: 60,
    mostBytes: 1_000_000,
    places,
  });

const taskOf = (kind: string): Task => ({
  kind,
  input: { base: fileURLToPath(new URL("../../examples/halcyon", import.meta.url)) },
  datasetHash: null,
  scenario: null,
  parameters: {},
  seed: 1,
  programVersion: "0.0.0",
});

it("begins no run without a core, of a kind that asks for no threads either", async () => {
  const places = createThreadPlaces(1);
  const other = places.join(1, () => {});
  other.keep();
  const workers = workersOn(places);
  try {
    let progress: RunProgress | undefined;
    const { outcome } = workers.start(taskOf("alone"), (told) => {
      progress = told;
    });
    const first = await Promise.race([
      outcome.then(({ type }) => type),
      new Promise((resolve) => setTimeout(resolve, 1_000, "nothing")),
    ]);
    expect([first, progress?.waitsFor]).toEqual(["nothing", "core"]);
    other.leave();
    expect(await outcome).toMatchObject({ type: "done" });
    expect(progress?.waitsFor).toBeUndefined();
    // A thread that computes by itself keeps its core: who comes next waits.
    const long = workers.start(taskOf("alone"), () => {}, 1);
    expect(places.join(1, () => {}).mightHave(1)).toBe(0);
    expect(await long.outcome).toMatchObject({ type: "done" });
  } finally {
    await workers.close();
  }
});

it("has a run say that it waits for a core, and cancels it while it waits", async () => {
  const places = createThreadPlaces(1);
  const other = places.join(1, () => {});
  const workers = workersOn(places);
  const task = taskOf("threads");
  try {
    const start = async () => {
      let tell = (): void => {};
      const waits = new Promise<void>((resolve) => {
        tell = resolve;
      });
      const running = workers.start(task, ({ waitsFor }) => waitsFor === "core" && tell());
      await waits;
      return running;
    };
    const cancelled = await start();
    cancelled.cancel();
    expect(await cancelled.outcome).toEqual({ type: "cancelled" });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const waiting = await start();
    vi.advanceTimersByTime(100_000);
    vi.useRealTimers();
    other.leave();
    expect(await waiting.outcome).toMatchObject({ type: "done" });
    // Its place is free again.
    expect(places.join(1, () => {}).mightHave(1)).toBe(1);
  } finally {
    vi.useRealTimers();
    await workers.close();
  }
});
