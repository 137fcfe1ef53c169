// The simulation engine through its public modelling interface (the builder, the YAML examples, the crossing of dataset/):
// entities per second of processor time on one core, with everything counted that an answer needs (waits, their distribution,
// queues over time, busy servers, trace hash), and replications in two threads by the clock. Answers: events, the trace hash in
// two numbers, and what was found beside what is known.

import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { loadDataset } from "../src/data/index.ts";
import {
  buildModel,
  compileModel,
  intervalOf,
  Replicator,
  type SimulationModel,
} from "../src/engines/simulation/index.ts";
import { createReplicationPool } from "../src/jobs/replication-pool.ts";
import { prepareCrossings, sourceOf } from "../src/studies/corridor-simulation.ts";
import type { ModelSource } from "../src/studies/crossing-replications.ts";
import { readSimulationModel } from "../src/wire/read-simulation-model.ts";
import { type BenchRow, quantile, type SuiteResult } from "./suite.ts";

const CUSTOMERS = 1_000_000;
const WAGONS = 100_000;
const SEED = 1;
/** Runs before times are taken. */
const WARM_RUNS = 2;
const RUNS_PER_ROUND = 5;
/** Runs of the ferry workload for its mean time. */
const FERRY_RUNS = 300;

/** Replications of the crossing for two threads against one. */
const CROSSING_RUNS = 16;

/**
 * Million entities a second elsewhere, as stated for a machine of this class, not measured here: SimPy and salabim (Python), simjs
 * (TypeScript), cimba (C), and a bare loop in C++ without events or statistics.
 */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "M/M/1, load 0.9": "SimPy 0.23, salabim 0.25, simjs 1.19, cimba 9, C++ loop 29",
  "ferry workload": "SimPy 0.08, cimba 3.3, C++ loop 9.7",
};

/** Times M/M/1, M/M/4, the ferry workload, a year of the crossing and two threads, and estimates the ferry's mean time. */
export async function benchSimulation(rounds: number): Promise<SuiteResult> {
  const ferry = readSimulationModel(
    readFileSync(new URL("../examples/models/ferry-workload.yaml", import.meta.url), "utf8"),
    "ferry-workload.yaml",
  ).model;
  const measured = [
    measure("M/M/1, load 0.9", mmc(1), CUSTOMERS, rounds),
    measure("M/M/4, load 0.9", mmc(4), CUSTOMERS, rounds),
    measure("ferry workload", ferry, WAGONS, rounds),
  ];
  const speeds = measured.map(({ row: { name }, perSecond }) => {
    const others = ELSEWHERE[name];
    return `${name} ${(perSecond / 1e6).toFixed(2)}${others === undefined ? "" : ` (stated elsewhere: ${others})`}`;
  });
  const dataset = loadDataset({ base: fileURLToPath(new URL("../dataset", import.meta.url)) });
  const source = sourceOf(prepareCrossings(dataset, { from: "2025-01-01" }).base.read);
  const crossing = measure("crossing, a year, one replication", source.model, 1, rounds);
  const threads = await measureThreads(source, rounds);
  return {
    name: "simulation",
    about: [
      `best million entities a second of processor time: ${speeds.join("; ")}`,
      `ferry workload, mean time from arrival to landing over ${FERRY_RUNS} runs ${ferryMean(ferry)} (known: 22.88 ± 0.07)`,
      `crossing, best ${(1 / crossing.perSecond).toFixed(2)} s of processor time a replication`,
      threads.about,
    ].join(". "),
    rows: [...measured.map(({ row }) => row), crossing.row, threads.row],
  };
}

/** The same replications by one thread and by two, turn and turn about, by the clock: the best of each. */
async function measureThreads(
  source: ModelSource,
  rounds: number,
): Promise<{ readonly row: BenchRow; readonly about: string }> {
  const pools = [1, 2].map((threads) => createReplicationPool(threads));
  const best = pools.map(() => Number.POSITIVE_INFINITY);
  const times: number[] = [];
  let answer = {};
  const [before] = loadavg();
  for (let round = 0; round <= rounds; round++) {
    for (const [i, pool] of pools.entries()) {
      const start = performance.now();
      const records = await Promise.all(
        Array.from({ length: CROSSING_RUNS }, (_, at) =>
          pool.run(source, { seed: SEED, index: at + 1, warmUpHours: 0 }, () => true),
        ),
      );
      const ms = performance.now() - start;
      answer = { events: records.reduce((sum, record) => sum + (record?.result.events ?? 0), 0) };
      // The first round loads and warms the threads.
      if (round === 0) continue;
      best[i] = Math.min(best[i], ms);
      if (i === 1) times.push(ms);
    }
  }
  await Promise.all(pools.map((pool) => pool.close()));
  const p50Ms = quantile(times, 0.5);
  return {
    row: {
      name: `crossing, ${CROSSING_RUNS} replications in two threads`,
      queries: times.length,
      p50Ms,
      p95Ms: quantile(times, 0.95),
      totalMs: p50Ms * times.length,
      answer,
    },
    about: `two threads against one, ${CROSSING_RUNS} replications of the crossing by the clock: ${(best[0] / best[1]).toFixed(2)} times (other work on the machine before: load ${before.toFixed(1)}; the factor counts only where it was near 0)`,
  };
}

function mmc(servers: number): SimulationModel {
  return buildModel(`M/M/${servers}`)
    .arrivals("customers", { rate: 0.9 * servers, count: CUSTOMERS, to: "desk" })
    .server("desk", { servers, service: { exponential: { mean: 1 } }, to: "out" })
    .sink("out")
    .build();
}

function measure(
  name: string,
  model: SimulationModel,
  entities: number,
  rounds: number,
): { readonly row: BenchRow; readonly perSecond: number } {
  const replicator = new Replicator(compileModel(model));
  const run = () => replicator.run({ seed: SEED, index: 1, warmUpHours: 0 });
  for (let i = 0; i < WARM_RUNS; i++) run();
  const times: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  let record = run();
  for (let i = 0; i < rounds * RUNS_PER_ROUND; i++) {
    const before = process.cpuUsage();
    const start = performance.now();
    record = run();
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e6);
  }
  const { events, traceHash, left } = record.result;
  const p50Ms = quantile(times, 0.5);
  const answer = {
    left,
    events,
    hashHigh: Number.parseInt(traceHash.slice(0, 8), 16),
    hashLow: Number.parseInt(traceHash.slice(8), 16),
  };
  return {
    row: { name, queries: times.length, p50Ms, p95Ms: quantile(times, 0.95), totalMs: p50Ms * times.length, answer },
    perSecond: entities / least,
  };
}

/** Mean and half of its 95 % interval. */
function ferryMean(model: SimulationModel): string {
  const replicator = new Replicator(compileModel(model));
  const means = Array.from(
    { length: FERRY_RUNS },
    (_, i) => replicator.run({ seed: SEED, index: i + 1, warmUpHours: 0 }).sojournMean[0],
  );
  const { mean, low, high } = intervalOf(means, 0.95);
  return `${mean.toFixed(2)} ± ${((high - low) / 2).toFixed(2)}`;
}
