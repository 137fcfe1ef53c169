// Vessels without chance, each with the instants worked out by hand: loading, sailing, berths, weather, and what who looks on is
// told of them.

import { describe, expect, it } from "vitest";
import { runByHand as run, weather } from "../../../test/simulation/run-by-hand.ts";
import { buildModel, type ModelBuilder } from "./build-model.ts";
import { compileModel } from "./compile-model.ts";
import { EVENT } from "./flat-model.ts";
import { PHASE } from "./gauge-plan.ts";
import type { Kernel } from "./kernel.ts";
import { Replicator } from "./replication.ts";

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
