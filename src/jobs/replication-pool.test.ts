// The same bits however many threads there are; and what is said when one ends.

import { afterEach, describe, expect, it } from "vitest";
import { buildModel, compileModel, type Experiment, runExperiment } from "../engines/simulation/index.ts";
import { type ModelSource, replicationsHere, runReplicated } from "../studies/crossing-replications.ts";
import { createReplicationPool, type ReplicationPool } from "./replication-pool.ts";

/** Two desks in a row; the second has a closure, so that all parts of a record are in use. */
const source = (rate: number, until = 3_000): ModelSource => ({
  model: buildModel("tandem")
    .run({ until, warmUp: 100, sampleEvery: Math.max(24, until / 1_000) })
    .closures("storm", { open: { exponential: { mean: 200 } }, closed: { exponential: { mean: 10 } } })
    .arrivals("in", { rate, to: "desk" })
    .server("desk", { service: { exponential: { mean: 1 } }, to: "gate" })
    .server("gate", { servers: 2, service: { gamma: { mean: 1.5, cv: 0.5 } }, closures: ["storm"], to: "out" })
    .sink("out")
    .build(),
});

const pools: ReplicationPool[] = [];
const poolOf = (threads: number, thread?: URL): ReplicationPool => {
  const pool = thread === undefined ? createReplicationPool(threads) : createReplicationPool(threads, thread);
  pools.push(pool);
  return pool;
};
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

/** Everything but the compiled model, which holds functions. */
const bitsOf = ({ compiled: _, ...rest }: Experiment): unknown => rest;

describe("replications in threads", () => {
  const fixed = { seed: 11, replications: 7, level: 0.95 };
  const sequential = { seed: 11, replications: 10, level: 0.95, precision: 0.04, maxReplications: 300 };

  it("are equal to the bit with 1, 2 and 3 threads, and to those of one thread without a pool", async () => {
    const here = runExperiment(compileModel(source(0.7).model), fixed);
    expect(bitsOf(await runReplicated(replicationsHere(), source(0.7), fixed))).toEqual(bitsOf(here));
    for (const threads of [1, 2, 3])
      expect(bitsOf(await runReplicated(poolOf(threads), source(0.7), fixed))).toEqual(bitsOf(here));
  }, 60_000);

  it("stop where one thread would, as that is decided in the order of their numbers", async () => {
    const here = runExperiment(compileModel(source(0.7).model), sequential);
    expect(here.isPrecise).toBe(true);
    expect(here.records.length).toBeGreaterThan(10);
    expect(here.records.length).toBeLessThan(300);
    for (const threads of [2, 3])
      expect(bitsOf(await runReplicated(poolOf(threads), source(0.7), sequential))).toEqual(bitsOf(here));
  }, 60_000);

  it("keep several models apart that are asked for at once", async () => {
    const pool = poolOf(2);
    const rates = [0.3, 0.5, 0.7];
    const found = await Promise.all(rates.map((rate) => runReplicated(pool, source(rate), fixed)));
    for (const [i, rate] of rates.entries())
      expect(bitsOf(found[i])).toEqual(bitsOf(runExperiment(compileModel(source(rate).model), fixed)));
  }, 60_000);
});

describe("a pool", () => {
  it("says what is wrong with a model", async () => {
    const wrong: ModelSource = { model: { ...source(0.7).model, blocks: {} } };
    const asked = poolOf(1).run(wrong, { seed: 1, index: 1, warmUpHours: 0 }, () => true);
    await expect(asked).rejects.toMatchObject({ name: "InvalidInput" });
  });

  it("says that a thread has ended, to those who wait and to who comes later", async () => {
    const pool = poolOf(2, new URL("./dying-thread.fixture.ts", import.meta.url));
    const task = { seed: 1, index: 1, warmUpHours: 0 };
    const ask = (): Promise<unknown> => Promise.resolve(pool.run(source(0.7), task, () => true));
    const asked = await Promise.allSettled([ask(), ask(), ask()]);
    for (const each of asked) expect(String((each as PromiseRejectedResult).reason)).toContain("a thread ended");
    await expect(ask()).rejects.toThrow("a thread ended");
  });

  // Again when the machine was just busy with something else: what takes longer by itself fails every time.
  it("ends within a second in the middle of long work", { retry: 2 }, async () => {
    const pool = poolOf(2);
    const long = runReplicated(pool, source(0.7, 50_000_000), { seed: 1, replications: 4, level: 0.95 });
    const asked = long.then(() => "done", String);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const start = performance.now();
    await pool.close();
    expect(await asked).toContain("ended");
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it("leaves out what nobody wants any more", async () => {
    const pool = poolOf(1);
    const task = { seed: 1, warmUpHours: 0 };
    let isWanted = true;
    const asked = [1, 2, 3, 4].map((index) => pool.run(source(0.5), { ...task, index }, () => isWanted));
    isWanted = false;
    const records = await Promise.all(asked);
    expect(records.slice(0, 2).every((record) => record !== undefined)).toBe(true);
    expect(records.slice(2)).toEqual([undefined, undefined]);
  });
});
