// Small models without chance, each with the instants worked out by hand.

import { describe, expect, it } from "vitest";
import { buildModel, type ModelBuilder } from "./build-model.ts";
import { compileModel } from "./compile-model.ts";
import { EVENT } from "./flat-model.ts";
import { PHASE } from "./gauge-plan.ts";
import type { Kernel } from "./kernel.ts";
import { Replicator } from "./replication.ts";
import { Runner, type RunResult } from "./run.ts";

function run(
  model: ModelBuilder,
  until = Number.POSITIVE_INFINITY,
): RunResult & { readonly block: (name: string) => BlockNumbers } {
  const { flat, run: spec } = compileModel(model.build());
  const runner = new Runner(flat, spec.maxEntities);
  const result = runner.run({
    seed: 1,
    replication: "r1",
    untilHours: Math.min(until, spec.untilHours),
    warmUpHours: spec.warmUpHours ?? 0,
    sampleEveryHours: 0,
    observe: true,
    traceRows: 0,
    maxEvents: spec.maxEvents,
  });
  const { tally, plan } = runner.kernel;
  const block = (name: string): BlockNumbers => {
    const b = flat.blocks.names.indexOf(name);
    return {
      waited: tally.sumOf(b),
      waits: tally.countOf(b),
      queueHours: tally.areaOf(plan.queue(b)),
      busyHours: tally.areaOf(plan.busy(b)),
      blockedHours: tally.areaOf(plan.blocked(b)),
      lost: runner.kernel.lost[b],
    };
  };
  expect(result.littleError).toBeLessThan(1e-12);
  return { ...result, block };
}

interface BlockNumbers {
  readonly waited: number;
  readonly waits: number;
  readonly queueHours: number;
  readonly busyHours: number;
  readonly blockedHours: number;
  readonly lost: number;
}

/** Open for so long, closed for so long, and so on. */
const weather = (model: ModelBuilder, open: number, closed: number): ModelBuilder =>
  model.closures("storm", { open, closed });

describe("servers", () => {
  it("lets an entity through without waiting: transit is the sum of its times", () => {
    const result = run(
      buildModel("line")
        .arrivals("in", { at: [1], to: "a" })
        .server("a", { service: 2, to: "way" })
        .delay("way", { time: 3, to: "b" })
        .server("b", { service: 4, to: "out" })
        .sink("out"),
    );
    expect(result).toMatchObject({ ended: "empty", leftAt: [10], sojourns: [9], arrived: 1, left: 1 });
  });

  it("blocks a server whose entity finds the next place full, until there is room", () => {
    const result = run(
      buildModel("blocking")
        .arrivals("in", { at: [0, 0, 0], to: "a" })
        .server("a", { service: 1, to: "b" })
        .server("b", { service: 3, room: 0, to: "out" })
        .sink("out"),
    );
    // a: 0–1, 1–2 (blocked until 4), 4–5 (blocked until 7); b: 1–4, 4–7, 7–10.
    expect(result.leftAt).toEqual([4, 7, 10]);
    expect(result.block("a")).toMatchObject({ blockedHours: 4, busyHours: 7, waited: 5 });
    expect(result.block("b")).toMatchObject({ waited: 0, busyHours: 9 });
  });

  it("fills the places to wait before it blocks", () => {
    const result = run(
      buildModel("room")
        .arrivals("in", { at: [0, 0, 0], to: "a" })
        .server("a", { service: 1, to: "b" })
        .server("b", { service: 3, room: 1, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([4, 7, 10]);
    expect(result.block("a").blockedHours).toBe(1);
    expect(result.block("b").waited).toBe(2 + 3);
  });

  it("turns arrivals away that find it full", () => {
    const result = run(
      buildModel("loss")
        .arrivals("in", { at: [0, 0, 0], to: "a" })
        .server("a", { service: 1, room: 1, to: "out" })
        .sink("out"),
    );
    expect(result).toMatchObject({ arrived: 3, left: 2 });
    expect(result.block("a").lost).toBe(1);
  });

  it("serves who ends before who arrives at the same instant", () => {
    const result = run(
      buildModel("same instant")
        .arrivals("in", { at: [0, 2], to: "a" })
        .server("a", { service: 2, room: 0, to: "out" })
        .sink("out"),
    );
    expect(result).toMatchObject({ leftAt: [2, 4], left: 2 });
  });

  it("takes higher priorities first, and does not interrupt", () => {
    const result = run(
      buildModel("priority")
        .classes("low", "high")
        .arrivals("low", { at: [0, 0.1, 0.2], class: "low", to: "a" })
        .arrivals("high", { at: [0.5], class: "high", priority: 3, to: "a" })
        .server("a", { service: { byClass: { low: 1, high: 10 } }, discipline: "priority", to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([1, 11, 12, 13]);
  });

  it("lets in who has the higher priority among those blocked", () => {
    const result = run(
      buildModel("priority of the blocked")
        .classes("low", "high")
        .arrivals("first", { at: [0], class: "low", to: "b" })
        .arrivals("low", { at: [0.1], class: "low", to: "a1" })
        .arrivals("high", { at: [0.2], class: "high", priority: 1, to: "a2" })
        .server("a1", { service: 1, to: "b" })
        .server("a2", { service: 1, to: "b" })
        .server("b", { service: { byClass: { low: 5, high: 50 } }, room: 0, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([5, 55, 60]);
  });

  it.each([
    // Closed 4–6, 10–12. Ten hours of work from 0: four, four, two.
    ["resume", 0, 10, 14],
    ["finish", 0, 10, 10],
    // Three hours from 2: stopped at 4, begun again at 6.
    ["repeat", 2, 3, 9],
    ["resume", 2, 3, 7],
    // Who comes while closed waits for the opening.
    ["finish", 5, 1, 7],
  ] as const)("%s: begun at %d with %d hours of work, ends at %d", (onClosing, at, service, ends) => {
    const result = run(
      weather(buildModel("weather"), 4, 2)
        .arrivals("in", { at: [at], to: "a" })
        .server("a", { service, closures: ["storm"], onClosing, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([ends]);
  });

  it("shares a stock by who waits longest, and keeps it while blocked", () => {
    const result = run(
      buildModel("crane")
        .stock("crane", { count: 1 })
        .arrivals("one", { at: [0, 0], to: "a" })
        .arrivals("two", { at: [1], to: "b" })
        .server("a", { service: 2, uses: { stock: "crane" }, to: "out" })
        .server("b", { service: 3, uses: { stock: "crane" }, to: "out" })
        .sink("out"),
    );
    // a 0–2; then a's second has waited since 0 (a has one server, free at 2): 2–4; then b 4–7.
    expect(result.leftAt).toEqual([2, 4, 7]);
  });

  it("gives tokens back and waits for them", () => {
    const result = run(
      buildModel("wagons")
        .stock("wagon", { count: 1 })
        .arrivals("in", { at: [0, 0], to: "take" })
        .seize("take", { stock: "wagon", to: "go" })
        .delay("go", { time: 4, to: "back" })
        .delay("back", { time: 3, to: "give" })
        .release("give", { stock: "wagon", to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([7, 14]);
    expect(result.block("take").waited).toBe(7);
  });
});

describe("queues and gates", () => {
  it("count who is held by a full place as waiting", () => {
    const result = run(
      buildModel("queue")
        .arrivals("in", { at: [0, 0, 0], to: "line" })
        .queue("line", { to: "desk" })
        .server("desk", { service: 2, room: 0, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([2, 4, 6]);
    expect(result.block("line")).toMatchObject({ waited: 6, queueHours: 6, waits: 3 });
  });

  it("let all through when they open", () => {
    const result = run(
      weather(buildModel("gate"), 10, 5)
        .arrivals("in", { at: [9, 11, 12, 16], to: "gate" })
        .gate("gate", { closures: ["storm"], to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([9, 15, 15, 16]);
  });

  it("are open when all of their closures are", () => {
    const result = run(
      buildModel("two closures")
        .closures("storm", { open: 10, closed: 10 })
        .closures("fog", { open: 15, closed: 10, startsOpen: true })
        .arrivals("in", { at: [12, 21], to: "gate" })
        .gate("gate", { closures: ["storm", "fog"], to: "out" })
        .sink("out"),
    );
    // Storm 10–20, fog 15–25, storm again 30–40: open at 25.
    expect(result.leftAt).toEqual([25, 25]);
  });
});

describe("loads", () => {
  const trains = (
    leaves: "full" | "at-once" | { patience: number } | { timetable: { every: number } },
    least?: number,
  ) =>
    buildModel("trains")
      .batch("yard", { most: 3, ...(least === undefined ? {} : { least }), leaves, to: "border" })
      .server("border", { service: 1, to: "apart" })
      .split("apart", { to: "out" })
      .sink("out");

  it("leave full, pass a server as one and come apart", () => {
    const result = run(trains("full").arrivals("in", { at: [0, 1, 2, 3, 4, 5], to: "yard" }));
    expect(result.leftAt).toEqual([3, 3, 3, 6, 6, 6]);
    expect(result.block("border").waits).toBe(2);
    expect(result.block("yard").waited).toBe(6);
  });

  it("leave when patience has run out, with a new clock for the next", () => {
    const result = run(trains({ patience: 10 }).arrivals("in", { at: [1, 2, 15], to: "yard" }));
    expect(result.leftAt).toEqual([12, 12, 26]);
  });

  it("leave by timetable with those who come at that instant", () => {
    const result = run(trains({ timetable: { every: 5 } }).arrivals("in", { at: [1, 5, 5, 5, 6], to: "yard" }));
    expect(result.leftAt).toEqual([6, 6, 6, 11, 11]);
  });

  it("say what is missing when a load can never be full", () => {
    const result = run(trains("full").arrivals("in", { at: [0, 1], to: "yard" }));
    expect(result).toMatchObject({
      ended: "deadlock",
      inside: 2,
      waiting: [{ block: "yard", entities: 2, waitsFor: "a load of 3 to 3 at yard" }],
    });
  });

  it("are joined while a bulk server works", () => {
    const model = (joining: boolean) =>
      buildModel("bulk")
        .arrivals("in", { at: [0, 1, 2], to: "ferry" })
        .bulk("ferry", { most: 2, leaves: "at-once", service: 4, joining, to: "out" })
        .sink("out");
    expect(run(model(true)).leftAt).toEqual([4, 4, 8]);
    expect(run(model(false)).leftAt).toEqual([4, 8, 8]);
  });
});

describe("vessels", () => {
  const ferry = (at: readonly number[], stop: object = {}) =>
    buildModel("ferry")
      .arrivals("in", { at, to: "yard" })
      .queue("yard")
      .vessel("ship", {
        capacity: 3,
        stops: [
          { loads: "yard", leaves: { patience: 12 }, sail: 5, ...stop },
          { lands: "out", sail: 5 },
        ],
      })
      .sink("out");
  const storm = (model: ModelBuilder, open: number, closed: number) => model.closures("storm", { open, closed });

  it("leave when full, land, and come back for the next", () => {
    expect(run(ferry([0, 1, 2, 3, 4, 5])).leftAt).toEqual([7, 7, 7, 17, 17, 17]);
  });

  it("start their patience with the first wagon, and again when they are back", () => {
    // First: 3 + 12 + 5. Back at 25, the wagon of 16 waits: 25 + 12 + 5.
    expect(run(ferry([3, 16])).leftAt).toEqual([20, 42]);
  });

  it("a timer runs through a closure: over before the port opens, it sails at the opening", () => {
    expect(run(storm(ferry([0], { closures: ["storm"] }), 10, 10)).leftAt).toEqual([25]);
  });

  it("a timer runs through a closure: over after the port opened, it sails at the timer's end", () => {
    expect(run(storm(ferry([0], { closures: ["storm"] }), 5, 3)).leftAt).toEqual([17]);
  });

  it("a timer that ends as the port closes comes too late, one that ends as it opens does not wait", () => {
    expect(run(storm(ferry([0], { closures: ["storm"] }), 12, 3)).leftAt).toEqual([20]);
    expect(run(storm(ferry([0], { closures: ["storm"] }), 9, 3)).leftAt).toEqual([17]);
  });

  it("full while closed, they sail at the opening with as many as they can carry", () => {
    const result = run(storm(ferry([0, 11, 12, 13], { closures: ["storm"] }), 10, 20), 40);
    expect(result.leftAt).toEqual([35, 35, 35]);
    expect(result.inside).toBe(1);
  });

  it("count as waiting for the weather once they could leave with their load", () => {
    const model = storm(ferry([0, 0, 0], { closures: ["storm"] }), 100, 10).closures("storm2", {
      open: 1e9,
      closed: 1,
      startsOpen: false,
    });
    const spec = model.build();
    const { ship, ...others } = spec.blocks;
    if (ship?.block !== "vessel") throw new Error("expected the ship");
    const [first, second] = ship.stops;
    const closedAtFirst = {
      ...spec,
      run: { until: 6 },
      blocks: { ...others, ship: { ...ship, stops: [{ ...first, closures: ["storm", "storm2"] }, second] } },
    };
    const record = new Replicator(compileModel(closedAtFirst)).run({ seed: 1, index: 1, warmUpHours: 0 });
    // Full at 0 and closed until 1, then at sea.
    expect(record.phaseShare[PHASE.WAITING_TO_LEAVE]).toBeCloseTo(1 / 6, 12);
    expect(record.phaseShare[PHASE.AT_DOCK]).toBe(0);
    expect(record.phaseShare[PHASE.SAILING]).toBeCloseTo(5 / 6, 12);
  });

  it("berth while closed where the port admits them, and else wait outside", () => {
    // Sails full at 0, is back at 10. Closed 8–18. The fourth wagon waits from 1 with a patience of 4.
    const model = (admits: boolean) =>
      storm(ferry([0, 0, 0, 1], { closures: ["storm"], admits, leaves: { patience: 4 } }), 8, 10);
    // Admitted at 10, timer over at 14, sails at 18.
    expect(run(model(true)).leftAt).toEqual([5, 5, 5, 23]);
    // Let in at 18, timer over at 22.
    expect(run(model(false), 60).leftAt).toEqual([5, 5, 5, 27]);
  });

  it("wait for a berth in the order of their coming", () => {
    const model = buildModel("berth")
      .stock("berth", { count: 1 })
      .arrivals("in", { at: [0, 0, 0, 0], to: "yard" })
      .queue("yard")
      .vessel("ship", {
        vessels: 2,
        capacity: 2,
        stops: [
          { loads: "yard", loading: 3, berth: "berth", leaves: "full", sail: 5 },
          { lands: "out", unloading: 2, sail: 5 },
        ],
      })
      .sink("out");
    // First loads 0–3 and lands at 10; the second has the berth from 3, loads until 6, lands at 13.
    expect(run(model, 20).leftAt).toEqual([10, 10, 13, 13]);
  });

  it("keep aboard whom they cannot land, and go when all have landed", () => {
    const model = buildModel("landing")
      .arrivals("in", { at: [0, 0, 0], to: "yard" })
      .queue("yard")
      .vessel("ship", {
        capacity: 3,
        stops: [
          { loads: "yard", leaves: "full", sail: 5 },
          { lands: "quay", sail: 5 },
        ],
      })
      .server("quay", { service: 2, room: 1, to: "out" })
      .sink("out");
    const result = run(model);
    expect(result.leftAt).toEqual([7, 9, 11]);
  });

  it("carry cargo both ways, and take from several queues in turn", () => {
    const model = buildModel("both ways")
      .arrivals("a", { at: [0, 0], to: "first" })
      .arrivals("b", { at: [0, 0], to: "second" })
      .arrivals("c", { at: [0], to: "other-side" })
      .queue("first")
      .queue("second")
      .queue("other-side")
      .vessel("ship", {
        capacity: 3,
        stops: [
          { lands: "out", loads: ["first", "second"], leaves: { patience: 1 }, sail: 5 },
          { lands: "out", loads: "other-side", leaves: "at-once", sail: 5 },
        ],
      })
      .sink("out");
    // Three over at 5, the one of the other side at 10; the last one leaves after its patience at 11.
    expect(run(model, 30).leftAt).toEqual([5, 5, 5, 10, 16]);
  });
});

describe("outcomes", () => {
  it("a ring of blocked servers is found at once and named", () => {
    const model = buildModel("ring")
      .classes("x", "y")
      .arrivals("x", { at: [0], class: "x", to: "a" })
      .arrivals("y", { at: [0], class: "y", to: "b" })
      .arrivals("others", { rate: 1, count: 1000, class: "x", to: "far" })
      .server("far", { service: 0.1, to: "out" })
      .server("a", { service: 1, room: 0, to: "from-a" })
      .server("b", { service: 1, room: 0, to: "from-b" })
      .route("from-a", { byClass: { x: "b", y: "out" } })
      .route("from-b", { byClass: { x: "out", y: "a" } })
      .sink("out");
    const result = run(model);
    expect(result).toMatchObject({ ended: "deadlock", endHours: 1 });
    expect(result.waiting).toContainEqual({ block: "a", entities: 1, waitsFor: "room in b" });
    expect(result.waiting).toContainEqual({ block: "b", entities: 1, waitsFor: "room in a" });
  });

  it("bounds on entities and events are said, with the block where most stand", () => {
    const model = (bounds: object) =>
      buildModel("overload")
        .run({ until: 1e6, ...bounds })
        .arrivals("in", { every: 1, to: "desk" })
        .server("desk", { service: 100, to: "out" })
        .sink("out");
    expect(run(model({ maxEntities: 1500 }))).toMatchObject({ ended: "entity-limit", waiting: [{ block: "desk" }] });
    expect(run(model({ maxEvents: 500 }))).toMatchObject({ ended: "event-limit", events: 500 });
  });

  it("more vessels than rows are a bound too", () => {
    const model = buildModel("armada")
      .run({ until: 10, maxEntities: 2000 })
      .arrivals("in", { rate: 1, to: "yard" })
      .queue("yard")
      .vessel("ship", {
        vessels: 5000,
        capacity: 1,
        stops: [
          { loads: "yard", sail: 1 },
          { lands: "out", sail: 1 },
        ],
      })
      .sink("out");
    expect(run(model).ended).toBe("entity-limit");
  });

  it("weather alone does not keep a run going for ever", () => {
    const model = weather(buildModel("waiting for ever"), 1, 1)
      .arrivals("in", { at: [0], to: "yard" })
      .batch("yard", { most: 2, closures: ["storm"], to: "apart" })
      .split("apart", { to: "out" })
      .sink("out");
    expect(run(model)).toMatchObject({ ended: "deadlock", inside: 1 });
  });

  it("arrivals by timetable may be late", () => {
    const result = run(
      buildModel("late")
        .arrivals("in", { timetable: { every: 10, first: 0, late: 3 }, count: 2, to: "out" })
        .sink("out"),
    );
    expect(result.leftAt).toEqual([3, 13]);
  });
});

describe("who looks on", () => {
  const model = weather(buildModel("harbour"), 6, 4)
    .arrivals("in", { at: [0, 1], to: "way" })
    .delay("way", { time: 2, to: "yard" })
    .queue("yard")
    .vessel("ship", {
      capacity: 2,
      stops: [
        { loads: "yard", leaves: "full", loading: 4, closures: ["storm"], sail: 5 },
        { lands: "out", unloading: 1, sail: 5 },
      ],
    })
    .sink("out");
  const { flat, run: spec } = compileModel(model.build());

  it("is told of journeys, voyages, queues and closures as they were", () => {
    const told: string[] = [];
    let phase = -1;
    let queue = 0;
    const yard = flat.blocks.names.indexOf("yard");
    const compare = (k: Kernel): void => {
      if (k.fleets.phaseOf[0] !== phase) {
        phase = k.fleets.phaseOf[0];
        told.push(`${k.now} phase ${phase} to stop ${k.fleets.stopOf[0]} with ${k.aboard[0]}`);
      }
      if (k.tally.valueOf(k.plan.queue(yard)) !== queue) {
        queue = k.tally.valueOf(k.plan.queue(yard));
        told.push(`${k.now} queue ${queue}`);
      }
    };
    new Replicator({ flat, run: { ...spec, untilHours: 22 }, parameters: {} }).run({
      seed: 1,
      index: 1,
      warmUpHours: 0,
      watcher: {
        start: compare,
        before(k, kind, subject) {
          if (kind !== EVENT.DELAY_END) return;
          told.push(`${k.sinceAt[subject]}–${k.now} ${flat.blocks.names[k.blockOf[subject]]}`);
        },
        after(k, kind, subject) {
          compare(k);
          if (kind === EVENT.CLOSURE) told.push(`${k.now} closed ${k.closureClosed[subject]}`);
        },
        end: (k) => told.push(`${k.now} end`),
      },
    });
    // Full at 3, loaded at 7 with the port closed 6–10, at sea 10–15, landed at 16, back at 21.
    expect(told).toEqual([
      `0 phase ${PHASE.AT_DOCK} to stop 0 with 0`,
      "0–2 way",
      "2 queue 1",
      "1–3 way",
      `3 phase ${PHASE.LOADING} to stop 0 with 2`,
      "3 queue 0",
      "6 closed 1",
      `7 phase ${PHASE.WAITING_TO_LEAVE} to stop 0 with 2`,
      `10 phase ${PHASE.SAILING} to stop 1 with 2`,
      "10 closed 0",
      `15 phase ${PHASE.UNLOADING} to stop 1 with 2`,
      // Ends come before weather.
      `16 phase ${PHASE.SAILING} to stop 0 with 0`,
      "16 closed 1",
      "20 closed 0",
      `21 phase ${PHASE.AT_DOCK} to stop 0 with 0`,
      "22 end",
    ]);
  });

  it("changes nothing: the same trace as without", () => {
    const hash = (watcher: object | undefined): string =>
      new Replicator({ flat, run: { ...spec, untilHours: 50 }, parameters: {} }).run({
        seed: 1,
        index: 1,
        warmUpHours: 0,
        ...(watcher === undefined ? {} : { watcher }),
      }).result.traceHash;
    expect(hash({ before: () => {}, after: () => {} })).toBe(hash(undefined));
  });
});
