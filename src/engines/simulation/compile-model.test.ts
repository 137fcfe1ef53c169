// Everything that is wrong with a model is found before it runs, all at once, and named.

import { describe, expect, it } from "vitest";
import { InvalidInput, type Problem } from "../../model/problem.ts";
import { buildModel } from "./build-model.ts";
import { compileModel } from "./compile-model.ts";
import { evaluate } from "./expression.ts";
import type { Block, SimulationModel } from "./model.ts";
import { findOverloads } from "./traffic.ts";

function problemsOf(model: SimulationModel, changed?: Readonly<Record<string, number>>): readonly Problem[] {
  try {
    compileModel(model, changed);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

const line = () =>
  buildModel("line")
    .run({ until: 100 })
    .parameters({ servers: 2, mean: "1 / servers" })
    .arrivals("in", { rate: 1, to: "desk" })
    .server("desk", { servers: "servers", service: { exponential: { mean: "mean" } }, to: "out" })
    .sink("out");

const withBlocks = (blocks: Readonly<Record<string, unknown>>): SimulationModel => {
  const model = line().build();
  return { ...model, blocks: { ...model.blocks, ...(blocks as Record<string, Block>) } };
};

const codes = (model: SimulationModel): string[] => problemsOf(model).map(({ code, place }) => `${code} ${place}`);

describe("models", () => {
  it("that are right compile, with expressions of parameters and changes from outside", () => {
    expect(compileModel(line().build()).parameters).toEqual({ servers: 2, mean: 0.5 });
    expect(compileModel(line().build(), { servers: 4 }).parameters).toEqual({ servers: 4, mean: 0.25 });
    expect(problemsOf(line().build(), { servres: 3 })).toMatchObject([
      { code: "unknown-parameter", place: "parameters.servres", hint: "did you mean servers?" },
    ]);
  });

  it.each([
    [
      "a name that does not exist",
      { desk: { block: "server", service: 1, to: "uot" } },
      ["unknown-block blocks.desk.to"],
    ],
    [
      "a server without capacity",
      { desk: { block: "server", servers: 0, service: 1, to: "out" } },
      ["no-capacity blocks.desk.servers"],
    ],
    [
      "closures that never say when",
      {
        desk: { block: "server", service: 1, closures: ["storm"], to: "out" },
        storm: { block: "closures" },
      },
      ["missing blocks.storm"],
    ],
    [
      "windows out of order",
      {
        desk: { block: "server", service: 1, closures: ["storm"], to: "out" },
        storm: {
          block: "closures",
          windows: [
            { from: 10, to: 20 },
            { from: 15, to: 30 },
          ],
        },
      },
      ["wrong-value blocks.storm.windows"],
    ],
    [
      "half a server",
      { desk: { block: "server", servers: 1.5, service: 1, to: "out" } },
      ["bad-number blocks.desk.servers"],
    ],
    [
      "a block that nobody reaches",
      { lonely: { block: "server", service: 1, to: "out" } },
      ["unreachable-block blocks.lonely"],
    ],
    [
      "a way that nobody ever leaves",
      {
        desk: { block: "server", service: 0.1, to: "stroll" },
        stroll: { block: "delay", time: 1, to: "desk" },
      },
      ["unreachable-block blocks.out", "no-exit blocks.in"],
    ],
    ["a stock that nothing uses", { wagons: { block: "stock", count: 3 } }, ["unreachable-block blocks.wagons"]],
    [
      "a ring on which no time passes",
      {
        desk: { block: "server", service: 1, to: "turn" },
        turn: {
          block: "route",
          branches: [
            { to: "out", probability: 0.5 },
            { to: "again", probability: 0.5 },
          ],
        },
        again: { block: "mark", priority: 1, to: "turn" },
      },
      ["no-delay blocks.turn"],
    ],
    [
      "a ring of a server that takes no time",
      {
        desk: { block: "server", service: 0, to: "turn" },
        turn: {
          block: "route",
          branches: [
            { to: "out", probability: 0.5 },
            { to: "desk", probability: 0.5 },
          ],
        },
      },
      ["no-delay blocks.desk"],
    ],
    [
      "probabilities that do not add up",
      {
        desk: { block: "server", service: 1, to: "turn" },
        turn: {
          block: "route",
          branches: [
            { to: "out", probability: 0.5 },
            { to: "desk", probability: 0.4 },
          ],
        },
      },
      ["wrong-value blocks.turn.branches"],
    ],
    ["a way into arrivals", { desk: { block: "server", service: 1, to: "in" } }, ["wrong-kind blocks.desk.to"]],
    ["a negative time", { desk: { block: "server", service: -1, to: "out" } }, ["out-of-range blocks.desk.service"]],
    [
      "limits the wrong way round",
      { desk: { block: "server", service: { uniform: { min: 3, max: 2 } }, to: "out" } },
      ["out-of-range blocks.desk.service.uniform.max"],
    ],
    [
      "an expression of what is not known",
      { desk: { block: "server", service: "meen", to: "out" } },
      ["unknown-parameter blocks.desk.service"],
    ],
    [
      "closures that do not exist",
      { desk: { block: "server", service: 1, closures: ["storm"], to: "out" } },
      ["unknown-block blocks.desk.closures"],
    ],
    ["a queue that leads nowhere", { desk: { block: "queue" } }, ["missing blocks.desk.to"]],
    [
      "a stock smaller than what one needs",
      {
        crane: { block: "stock", count: 1 },
        desk: { block: "server", service: 1, uses: { stock: "crane", amount: 2 }, to: "out" },
      },
      ["no-capacity blocks.desk"],
    ],
    [
      "a vessel that lands nowhere",
      { desk: { block: "queue" }, ship: { block: "vessel", capacity: 3, stops: [{ loads: "desk", sail: 3 }] } },
      ["missing blocks.ship.stops"],
    ],
    ["two ways to arrive", { in: { block: "arrivals", rate: 1, every: 2, to: "desk" } }, ["wrong-value blocks.in"]],
    ["arrivals all at once", { in: { block: "arrivals", every: 0, to: "desk" } }, ["out-of-range blocks.in.every"]],
  ] as const)("with %s", (_what, blocks, expected) => {
    expect(codes(withBlocks(blocks))).toEqual(expect.arrayContaining([...expected]));
  });

  it("say all that is wrong at once", () => {
    const model = withBlocks({
      in: { block: "arrivals", rate: 0, to: "dsk" },
      desk: { block: "server", servers: 0, service: "x", to: "out" },
    });
    expect(
      problemsOf(model)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(["no-capacity", "out-of-range", "unknown-block", "unknown-parameter"]);
  });

  it("that never end are refused, and those that nobody enters", () => {
    const { run: _run, ...endless } = line().build();
    expect(codes(endless)).toEqual(["endless blocks.in"]);
    expect(codes(buildModel("nobody").sink("out").build())).toContain("missing blocks");
  });

  it("refuse a start that is no day", () => {
    expect(codes(line().starts("2026-02-30").build())).toEqual(["bad-date starts"]);
    expect(codes(line().starts("2028-02-29").build())).toEqual([]);
  });
});

describe("traffic", () => {
  const overloads = (model: SimulationModel) => findOverloads(compileModel(model).flat).map(({ block }) => block);

  it("names the block to which more come for ever than it can serve", () => {
    expect(overloads(line().build())).toEqual([]);
    expect(findOverloads(compileModel(withBlocks({ in: { block: "arrivals", rate: 5, to: "desk" } })).flat)).toEqual([
      { block: "desk", ratePerHour: 5, capacityPerHour: 4 },
    ]);
  });

  it("counts visits, classes, closures, ships and batches", () => {
    const visits = {
      desk: { block: "server", service: 0.6, to: "turn" },
      turn: {
        block: "route",
        branches: [
          { to: "out", probability: 0.5 },
          { to: "desk", probability: 0.5 },
        ],
      },
    };
    expect(overloads(withBlocks(visits))).toEqual(["desk"]);
    const closed = (mean: number) => ({
      storm: { block: "closures", open: 10, closed: mean },
      desk: { block: "server", service: 0.8, closures: ["storm"], to: "out" },
    });
    expect(overloads(withBlocks(closed(1)))).toEqual([]);
    expect(overloads(withBlocks(closed(5)))).toEqual(["desk"]);
    const ship = (capacity: number) => ({
      desk: { block: "queue" },
      ship: {
        block: "vessel",
        capacity,
        stops: [
          { loads: "desk", sail: 5 },
          { lands: "out", sail: 5 },
        ],
      },
    });
    expect(overloads(withBlocks(ship(11)))).toEqual([]);
    expect(overloads(withBlocks(ship(9)))).toEqual(["desk"]);
    const train = {
      desk: { block: "batch", most: 10, to: "border" },
      border: { block: "server", service: 9, to: "apart" },
      apart: { block: "split", to: "out" },
    };
    expect(overloads(withBlocks(train))).toEqual([]);
  });

  it("does not mind too many where they are turned away", () => {
    expect(
      overloads(
        withBlocks({
          in: { block: "arrivals", rate: 5, to: "desk" },
          desk: { block: "server", service: 1, room: 3, to: "out" },
        }),
      ),
    ).toEqual([]);
    const tandem = (room?: number) => ({
      in: { block: "arrivals", rate: 5, to: "desk" },
      desk: { block: "server", servers: 9, service: 1, ...(room === undefined ? {} : { room }), to: "next" },
      next: { block: "server", service: 1, room: 2, to: "out" },
    });
    // A full second room shuts the first, and who finds that one full is turned away; a first one without end grows.
    expect(overloads(withBlocks(tandem(3)))).toEqual([]);
    expect(overloads(withBlocks(tandem()))).toEqual(["next"]);
  });
});

describe("bounds", () => {
  const ferry = (vessels: number) => ({
    desk: { block: "queue" },
    ferry: {
      block: "vessel",
      vessels,
      capacity: 1,
      stops: [
        { loads: "desk", sail: 1 },
        { lands: "out", sail: 1 },
      ],
    },
  });
  it.each([
    [
      "who would come too often",
      withBlocks({ in: { block: "arrivals", rate: 1e9, to: "desk" } }),
      ["too-large blocks.in"],
    ],
    [
      "who would come all the time",
      withBlocks({ in: { block: "arrivals", every: 1e-300, to: "desk" } }),
      ["too-large blocks.in"],
    ],
    [
      "samples without number",
      { ...line().build(), run: { until: 1e6, sampleEvery: 1e-6 } },
      ["too-large run.sampleEvery"],
    ],
    ["ships without number", withBlocks(ferry(2_000_000_000)), ["out-of-range blocks.ferry.vessels"]],
    [
      "more servers than can be counted",
      withBlocks({ desk: { block: "server", servers: 2 ** 31, service: 1, to: "out" } }),
      ["out-of-range blocks.desk.servers"],
    ],
  ])("are said before a run: %s", (_what, model, said) => {
    expect(codes(model)).toEqual(said);
  });

  it("name one bound of a count, however far beyond it is", () => {
    const said = [2 ** 31 - 1, 1e12, 1e13].map((maxEvents) => {
      try {
        compileModel({ ...line().build(), run: { until: 10, maxEvents } });
        return [];
      } catch (error) {
        return (error as InvalidInput).problems.map(({ message }) => message.replace(/^.*; /, ""));
      }
    });
    expect(said).toEqual([1, 2, 3].map(() => ["at most 2147483646 is possible."]));
    const servers = { block: "server", servers: 1e300, service: 1, to: "out" } as const;
    expect(codes(withBlocks({ desk: servers }))).toEqual(["out-of-range blocks.desk.servers"]);
  });
});

describe("expressions", () => {
  const parameters = new Map([
    ["a", 3],
    ["long_name", 0.5],
  ]);
  it.each([
    ["1 + 2 * a", 7],
    ["(1 + 2) * a", 9],
    ["-a + 10", 7],
    ["a / long_name / 2", 3],
    ["a - 1 - 1", 1],
    ["1.5e2", 150],
    [".5", 0.5],
  ])("%s", (text, value) => expect(evaluate(text, parameters)).toEqual({ value }));

  it.each([
    "",
    "a +",
    "a b",
    "(a",
    "a)",
    "b",
    "a ; a",
    "1 / 0",
    "process.exit()",
    "a".repeat(600),
    `${"(".repeat(60)}1${")".repeat(60)}`,
  ])("%j is none", (text) => expect(evaluate(text, parameters)).toHaveProperty("error"));
});
