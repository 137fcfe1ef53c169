// The simulation engine through its public modelling interface (the builder and the YAML examples): entities per second of
// processor time on one core, with everything counted that an answer needs (waits, their distribution, queues over time, busy
// servers, trace hash). Answers: events, the trace hash in two numbers, and what was found beside what is known.

import { readFileSync } from "node:fs";
import {
  buildModel,
  compileModel,
  intervalOf,
  Replicator,
  type SimulationModel,
} from "../src/engines/simulation/index.ts";
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

/** Times M/M/1, M/M/4 and the ferry workload, and estimates the ferry's mean time. */
export function benchSimulation(rounds: number): SuiteResult {
  const ferry = readSimulationModel(
    readFileSync(new URL("../examples/models/ferry-workload.yaml", import.meta.url), "utf8"),
    "ferry-workload.yaml",
  ).model;
  const measured = [
    measure("M/M/1, load 0.9", mmc(1), CUSTOMERS, rounds),
    measure("M/M/4, load 0.9", mmc(4), CUSTOMERS, rounds),
    measure("ferry workload", ferry, WAGONS, rounds),
  ];
  const speeds = measured.map(({ row, perSecond }) => `${row.name} ${(perSecond / 1e6).toFixed(2)}`);
  const mean = ferryMean(ferry);
  return {
    name: "simulation",
    about: `best million entities a second of processor time: ${speeds.join(", ")}; ferry workload, mean time from arrival to landing over ${FERRY_RUNS} runs ${mean} (known: 22.88 ± 0.07)`,
    rows: measured.map(({ row }) => row),
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
