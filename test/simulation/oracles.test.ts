// The simulation against queueing theory: every queue of which the answer is known, run 30 times with a seed declared beforehand
// (seeds.json). The probability that any of these tests fails by chance alone is 1 %: each interval has 1 − 0.01 / their number.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  buildModel,
  compileModel,
  type Experiment,
  intervalOf,
  runExperiment,
  type SimulationModel,
} from "../../src/engines/simulation/index.ts";
import { readSimulationModel } from "../../src/wire/read-simulation-model.ts";
import { bulkRoot, leftByTimetable, numberWithWeather, queueOfBulk, queueOfMmc, waitOfMg1 } from "./formulas.ts";
import seeds from "./seeds.json" with { type: "json" };

const FAMILY_ERROR = 0.01;
const REPLICATIONS = 30;
const LONG = { until: 21_000, warmUp: 1_000 };

interface Oracle {
  readonly name: string;
  readonly model: () => SimulationModel;
  /** What is known, and what the replications found. */
  readonly checks: readonly {
    readonly what: string;
    readonly truth: number;
    readonly found: (e: Experiment) => number[];
  }[];
}

const at = (e: Experiment, name: string): number => {
  const b = e.compiled.flat.blocks.names.indexOf(name);
  if (b < 0) throw new Error(`no block ${name}`);
  return b;
};
const queue = (name: string) => (e: Experiment) => e.records.map(({ queueMean }) => queueMean[at(e, name)]);
const wait = (name: string) => (e: Experiment) => e.records.map(({ waitMean }) => waitMean[at(e, name)]);
const busy = (name: string) => (e: Experiment) => e.records.map(({ utilisation }) => utilisation[at(e, name)]);
/** Waiting and being served. */
const number =
  (name: string, servers = 1) =>
  (e: Experiment) =>
    e.records.map(({ queueMean, utilisation }) => queueMean[at(e, name)] + servers * utilisation[at(e, name)]);
const endToEnd = (e: Experiment) => e.records.map(({ sojournMean }) => sojournMean[0]);
const timeOf = (c: number) => (e: Experiment) => e.records.map(({ sojournMean }) => sojournMean[c]);

function example(file: string, set: Readonly<Record<string, number>> = {}): () => SimulationModel {
  return () => {
    const path = new URL(`../../examples/models/${file}`, import.meta.url);
    const { model } = readSimulationModel(readFileSync(path, "utf8"), file, set);
    return { ...model, run: LONG, parameters: { ...model.parameters, ...set } };
  };
}

const mmc = (servers: number, arrivalRate: number): Oracle => ({
  name: `M/M/${servers}, ${arrivalRate} an hour`,
  model: example("mmc.yaml", { servers, arrivalRate }),
  checks: [
    { what: "Lq", truth: queueOfMmc(servers, arrivalRate, 1), found: queue("server") },
    { what: "utilisation", truth: arrivalRate / servers, found: busy("server") },
  ],
});

const bulk = (rate: number, least: number): Oracle => ({
  name: `bulk service (${least},4), ${rate} an hour`,
  model: example("bulk-ab.yaml", { arrivalRate: rate, least }),
  checks: [{ what: "Lq", truth: queueOfBulk(rate, 1, least, 4), found: queue("ferry") }],
});

const exponential = (mean: number) => ({ exponential: { mean } });
const lognormalSquare = (mean: number, cv: number): number => mean * mean * (1 + cv * cv);

const ORACLES: readonly Oracle[] = [
  mmc(1, 0.8),
  mmc(2, 1.6),
  mmc(3, 2.4),
  mmc(2, 1.5),
  {
    name: "M/E2/1",
    model: () =>
      buildModel("M/E2/1")
        .run(LONG)
        .arrivals("in", { rate: 0.8, to: "server" })
        .server("server", { service: { erlang: { mean: 1, stages: 2 } }, to: "out" })
        .sink("out")
        .build(),
    checks: [{ what: "Wq", truth: 3, found: wait("server") }],
  },
  { name: "M/D/1", model: example("mg1-constant.yaml"), checks: [{ what: "Wq", truth: 2, found: wait("server") }] },
  {
    name: "M/G/1, gamma",
    model: example("mg1.yaml"),
    checks: [{ what: "Wq", truth: waitOfMg1(0.8, 1, 1 + 1.5 * 1.5), found: wait("server") }],
  },
  {
    name: "M/G/1, mixture of lognormal laws",
    model: example("mg1-lognormal.yaml"),
    checks: [
      {
        what: "Wq",
        truth: waitOfMg1(0.6, 0.9 * 0.8 + 0.1 * 4, 0.9 * lognormalSquare(0.8, 0.5) + 0.1 * lognormalSquare(4, 1)),
        found: wait("border"),
      },
    ],
  },
  {
    name: "tandem of three servers (Jackson)",
    model: example("tandem.yaml"),
    checks: [
      { what: "L1", truth: 4, found: number("first") },
      { what: "L2", truth: 16 / 9, found: number("second") },
      { what: "L3", truth: 4, found: number("third") },
      { what: "W", truth: 12.222222222222221, found: endToEnd },
    ],
  },
  {
    name: "server that is visited again with probability 0.25 (Jackson)",
    model: () =>
      buildModel("feedback")
        .run(LONG)
        .arrivals("in", { rate: 0.5, to: "server" })
        .server("server", { service: exponential(1), to: "again" })
        .route("again", {
          branches: [
            { to: "server", probability: 0.25 },
            { to: "out", probability: 0.75 },
          ],
        })
        .sink("out")
        .build(),
    checks: [{ what: "L", truth: 2, found: number("server") }],
  },
  {
    name: "server with weather",
    model: example("weather-server.yaml"),
    checks: [
      { what: "W", truth: numberWithWeather(0.5, 1, 0.1, 0.4) / 0.5, found: endToEnd },
      { what: "Lq", truth: numberWithWeather(0.5, 1, 0.1, 0.4) - 0.5 * 1.25, found: queue("berth") },
    ],
  },
  {
    name: "server with weather that hardly ever comes: M/M/1",
    model: example("weather-server.yaml", { closingRate: 0.001, openingRate: 1000 }),
    checks: [{ what: "W", truth: numberWithWeather(0.5, 1, 0.001, 1000) / 0.5, found: endToEnd }],
  },
  {
    name: "bulk service, partial batches",
    model: example("bulk-partial.yaml"),
    checks: [{ what: "W", truth: 7.942917 / 3, found: endToEnd }],
  },
  {
    name: "bulk service, full batches",
    model: example("bulk-full.yaml"),
    checks: [
      { what: "W", truth: 9.442917 / 3, found: endToEnd },
      { what: "Lq", truth: 6.442917, found: queue("ferry") },
    ],
  },
  bulk(3, 1),
  bulk(3, 2),
  bulk(3, 4),
  bulk(1, 1),
  bulk(1, 4),
  bulk(2, 3),
  {
    name: "ferry by timetable (Bailey)",
    model: example("ferry-timetable.yaml", { arrivalRate: 4, every: 2 }),
    checks: [
      { what: "wait", truth: (leftByTimetable(8, 10) + 4) / 4, found: wait("ferry") },
      { what: "queue", truth: leftByTimetable(8, 10) + 4, found: queue("ferry") },
    ],
  },
  {
    name: "ferry of one place: M/M/1",
    model: () =>
      buildModel("ferry of one")
        .run(LONG)
        .arrivals("in", { rate: 0.8, to: "yard" })
        .queue("yard")
        .vessel("ferry", {
          capacity: 1,
          stops: [{ lands: "out", loads: "yard", leaves: "at-once", sail: exponential(1) }],
        })
        .sink("out")
        .build(),
    checks: [{ what: "Lq", truth: 3.2, found: queue("yard") }],
  },
  {
    name: "ferry (2,4) with exponential round trips: bulk service",
    model: () =>
      buildModel("ferry of four")
        .run(LONG)
        .arrivals("in", { rate: 3, to: "yard" })
        .queue("yard")
        .vessel("ferry", {
          capacity: 4,
          stops: [{ lands: "out", loads: "yard", least: 2, leaves: "at-once", sail: exponential(1) }],
        })
        .sink("out")
        .build(),
    checks: [{ what: "Lq", truth: queueOfBulk(3, 1, 2, 4), found: queue("yard") }],
  },
  {
    name: "gate that exponential closures close",
    model: () => gate(exponential(24)),
    checks: [{ what: "wait", truth: (24 * 24) / (240 + 24), found: wait("gate") }],
  },
  {
    name: "gate that closures of one length close",
    model: () => gate(24),
    checks: [{ what: "wait", truth: (24 * 24) / 2 / (240 + 24), found: wait("gate") }],
  },
  {
    name: "two priorities (Cobham)",
    model: () =>
      buildModel("priorities")
        .classes("first", "second")
        .run(LONG)
        .arrivals("a", { rate: 0.3, class: "first", priority: 1, to: "server" })
        .arrivals("b", { rate: 0.5, class: "second", to: "server" })
        .server("server", { service: exponential(1), discipline: "priority", to: "out" })
        .sink("out")
        .build(),
    checks: [
      { what: "W of the first", truth: 0.8 / 0.7 + 1, found: timeOf(0) },
      { what: "W of the second", truth: 0.8 / (0.7 * 0.2) + 1, found: timeOf(1) },
    ],
  },
  {
    name: "two at a time (batch arrivals)",
    model: () =>
      buildModel("pairs")
        .run(LONG)
        .arrivals("in", { rate: 0.35, size: 2, to: "server" })
        .server("server", { service: exponential(1), to: "out" })
        .sink("out")
        .build(),
    checks: [{ what: "L", truth: (1.5 * 0.7) / 0.3, found: number("server") }],
  },
  {
    name: "M/M/1 with three places (loss)",
    model: () =>
      buildModel("loss")
        .run(LONG)
        .arrivals("in", { rate: 1, to: "server" })
        .server("server", { service: exponential(1), room: 2, to: "out" })
        .sink("out")
        .build(),
    checks: [{ what: "L", truth: 1.5, found: number("server") }],
  },
  {
    name: "delay (M/G/∞)",
    model: () =>
      buildModel("delay")
        .run(LONG)
        .arrivals("in", { rate: 2, to: "delay" })
        .delay("delay", { time: { gamma: { mean: 3, cv: 2 } }, to: "out" })
        .sink("out")
        .build(),
    checks: [{ what: "W", truth: 3, found: endToEnd }],
  },
  {
    name: "stock of tokens: as many servers (M/M/2)",
    model: () =>
      buildModel("tokens")
        .run(LONG)
        .arrivals("in", { rate: 1.6, to: "take" })
        .stock("token", { count: 2 })
        .seize("take", { stock: "token", to: "work" })
        .delay("work", { time: exponential(1), to: "give" })
        .release("give", { stock: "token", to: "out" })
        .sink("out")
        .build(),
    checks: [{ what: "Lq", truth: queueOfMmc(2, 1.6, 1), found: queue("take") }],
  },
];

function gate(closed: number | { exponential: { mean: number } }): SimulationModel {
  return buildModel("gate")
    .run({ until: 101_000, warmUp: 1000 })
    .closures("storm", { open: exponential(240), closed })
    .arrivals("in", { rate: 1, to: "gate" })
    .gate("gate", { closures: ["storm"], to: "out" })
    .sink("out")
    .build();
}

const TESTS = ORACLES.reduce((sum, { checks }) => sum + checks.length, 0);
const level = 1 - FAMILY_ERROR / TESTS;

describe(`queues whose answer is known (${TESTS} tests at ${(100 * level).toFixed(3)} %, seed ${seeds.oracles})`, () => {
  it.each(ORACLES.map((oracle, i) => [oracle.name, oracle, i] as const))("%s", (_name, { model, checks }, i) => {
    const experiment = runExperiment(compileModel(model()), {
      seed: seeds.oracles + i,
      replications: REPLICATIONS,
      level,
    });
    for (const { what, truth, found } of checks) {
      const interval = intervalOf(found(experiment), level);
      const said = `${what}: ${interval.low.toFixed(4)} … ${interval.high.toFixed(4)}, truth ${truth.toFixed(4)}`;
      if (process.env.KOPRU_ORACLES !== undefined) process.stdout.write(`${_name}: ${said}\n`);
      expect(interval.low <= truth && truth <= interval.high, said).toBe(true);
      // A test that would accept anything proves nothing.
      expect((interval.high - interval.low) / truth, `${what}: width of the interval`).toBeLessThan(0.35);
    }
    for (const { result } of experiment.records) expect(result.littleError).toBeLessThan(1e-9);
  });

  it("knows the figures of the tables", () => {
    expect(queueOfMmc(2, 1.6, 1)).toBeCloseTo(2.844444, 6);
    expect(queueOfMmc(3, 2.4, 1)).toBeCloseTo(2.588764, 6);
    expect(numberWithWeather(0.5, 1, 0.1, 0.4)).toBeCloseTo(2.333333, 6);
    expect(bulkRoot(3, 1, 4)).toBeCloseTo(0.8881796676, 9);
    expect(queueOfBulk(3, 1, 1, 4)).toBeCloseTo(7.657496, 5);
    expect(queueOfBulk(3, 1, 2, 4)).toBeCloseTo(7.234485, 5);
    expect(queueOfBulk(3, 1, 4, 4)).toBeCloseTo(6.442917, 5);
    // Published with four digits as 0.7279; the chain and the root of r⁵ − 2r + 1 both give 0.72785.
    expect(queueOfBulk(1, 1, 1, 4)).toBeCloseTo(0.72785, 5);
    expect(queueOfBulk(2, 1, 3, 4)).toBeCloseTo(2.2308, 4);
    expect(leftByTimetable(8, 10)).toBeCloseTo(0.878622, 6);
  });
});
