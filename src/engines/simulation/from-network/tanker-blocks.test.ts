// Tankers worked out by hand: a cargo that gathers, a gale, a tank that is full; books and rounds in the long run; ships shared out.

import { describe, expect, it } from "vitest";
import { buildModel } from "../build-model.ts";
import { compileModel } from "../compile-model.ts";
import type { SimulationModel } from "../model.ts";
import { Replicator } from "../replication.ts";
import { Timeline } from "../timeline.ts";
import { shareShips, type TankerLine, type TankersGiven, tankerBlocks, tankerNames } from "./tanker-blocks.ts";

const every = (value: number): number[] => new Array<number>(12).fill(value);

const line = (change: Partial<TankerLine> = {}): TankerLine => ({
  id: "line",
  ends: [
    { place: "east", berthHours: 24, berth: "east", closures: [] },
    { place: "west", berthHours: 24, berth: "west", closures: [] },
  ],
  sailHours: 20,
  tonnesPerHourByMonth: every(400),
  ships: [{ id: "large", vessels: 1, payloadTonnes: 12_000 }],
  ...change,
});

const given = (change: Partial<TankersGiven> = {}): TankersGiven => ({
  name: "tankers",
  starts: "2025-01-01",
  untilHours: 10_000,
  warmUpHours: 1000,
  parcelTonnes: 250,
  weather: [],
  closed: [],
  berths: [
    { id: "east", count: 1 },
    { id: "west", count: 1 },
  ],
  lines: [line()],
  ...change,
});

/** A replication with the oil coming at times that are given, in place of at random. */
function run(tankers: TankersGiven, at?: readonly number[]) {
  const model = tankerBlocks(tankers);
  const blocks = Object.fromEntries(
    Object.entries(model.blocks).map(([name, block]) =>
      at !== undefined && block.block === "arrivals"
        ? [name, { block: "arrivals" as const, at, class: "line", to: block.to }]
        : [name, block],
    ),
  );
  const compiled = compileModel({ ...model, blocks });
  const record = new Replicator(compiled).run({ seed: 3, index: 1, warmUpHours: tankers.warmUpHours });
  const of = (name: string): number => compiled.flat.blocks.names.indexOf(name);
  return { compiled, record, of };
}

/** Forty-eight parcels, one an hour from the first on: a cargo of 12,000 t at hour 47. */
const CARGO = Array.from({ length: 48 }, (_, i) => i);

describe("a tanker of 12,000 t", () => {
  it("takes a full cargo when it is there, loads, sails and discharges by the parcel", () => {
    const { record } = run(given({ untilHours: 400, warmUpHours: 0 }), CARGO);
    // Full at 47, a day at the berth, 20 hours at sea, a day to discharge; its parcels came 23.5 hours before on average.
    expect(record.sojournCount[0]).toBe(48);
    expect(record.sojournMean[0]).toBeCloseTo(47 + 24 + 20 + 24 - 23.5, 9);
  });

  it("waits in the roads while a gale shuts the port, and at sea while one shuts the other", () => {
    const [east, west] = line().ends;
    const shut = {
      closed: [
        { id: "gale", windows: [{ from: 40, to: 60 }] },
        { id: "western gale", windows: [{ from: 100, to: 110 }] },
      ],
      lines: [
        line({
          ends: [
            { ...east, closures: ["gale"] },
            { ...west, closures: ["western gale"] },
          ],
        }),
      ],
    };
    const { record, of } = run(given({ ...shut, untilHours: 400, warmUpHours: 0 }), CARGO);
    // Out of the roads at 60, at sea from 84, before the other port at 104, in at 110, empty at 134.
    expect(record.sojournMean[0]).toBeCloseTo(134 - 23.5, 9);
    expect(record.waitMean[of(tankerNames.tank("line"))]).toBeCloseTo(60 - 23.5, 9);
  });

  it("leaves oil before a tank that is full until the next cargo has gone", () => {
    const more = [...CARGO, ...CARGO.map((hour) => hour + 48), 97, 98];
    const { record, of } = run(
      given({ untilHours: 1000, warmUpHours: 0, lines: [line({ tankTonnes: 12_000 })] }),
      more,
    );
    const held = of(tankerNames.held("line"));
    // The second cargo is complete at 95; the ship is back at 47 + 24 + 20 + 24 + 20 = 135. Two parcels wait for that.
    expect(record.waitMax[held]).toBeCloseTo(135 - 97, 9);
    expect(record.waitMean[held] * record.waitCount[held]).toBeCloseTo(135 - 97 + (135 - 98), 9);
  });
});

describe("in the long run", () => {
  const storm = { id: "storm", openByMonth: every(100), closedByMonth: every(20) };
  const stormy = given({
    untilHours: 60_000,
    weather: [storm],
    lines: [
      line({
        tonnesPerHourByMonth: every(120),
        ends: [
          { place: "east", berthHours: 24, berth: "east", closures: ["storm"] },
          { place: "west", berthHours: 24, berth: "west", closures: ["storm"] },
        ],
        ships: [
          { id: "large", vessels: 2, payloadTonnes: 10_000 },
          { id: "small", vessels: 1, payloadTonnes: 6500 },
        ],
      }),
    ],
  });

  it("books agree, all oil is carried, ships load what they can", () => {
    const { record, of, compiled } = run(stormy);
    expect(record.result.littleError).toBeLessThan(1e-9);
    const whole = run({ ...stormy, warmUpHours: 0 }).record.result;
    expect(whole.arrived).toBe(whole.left + whole.inside);
    const carried = (record.waitCount[of(tankerNames.tank("line"))] * 250) / record.result.hours;
    expect(carried).toBeGreaterThan(116);
    expect(carried).toBeLessThan(124);
    for (const [id, payload] of [
      ["large", 10_000],
      ["small", 6500],
    ] as const)
      expect(record.waitMean[of(tankerNames.fleet("line", id))] * 250).toBe(payload);
    expect(compiled.flat.stocks.map(({ count }) => count)).toEqual([1, 1]);
  });

  it("a lower payload sails oftener with the same oil", () => {
    const low = {
      ...stormy,
      lines: stormy.lines.map((each) => ({
        ...each,
        ships: each.ships.map((ship) => ({ ...ship, payloadTonnes: 0.8 * ship.payloadTonnes })),
      })),
    };
    const sailings = (tankers: TankersGiven): number => {
      const { record, of } = run(tankers);
      return ["large", "small"].reduce((sum, id) => sum + record.waitCount[of(tankerNames.fleet("line", id))], 0);
    };
    expect(sailings(low) / sailings(stormy)).toBeGreaterThan(1.2);
    expect(sailings(low) / sailings(stormy)).toBeLessThan(1.3);
  });

  it("with more oil than it can take it does a round of its stated length", () => {
    const { record, of } = run(given({ lines: [line({ tankTonnes: 24_000 })] }));
    const loads = record.waitCount[of(tankerNames.fleet("line", "large"))];
    expect(record.result.hours / loads).toBeGreaterThan(87.5);
    expect(record.result.hours / loads).toBeLessThan(88.5);
  });

  it("has the weather that another model has under the same seed, to the bit", () => {
    const spells = (model: SimulationModel) => {
      const compiled = compileModel(model);
      const watcher = new Timeline(compiled.flat.blocks.count, {
        ...{ fromHours: 0, toHours: 60_000, marginHours: 0, journeys: [], queues: [], fleets: [], sampleEveryHours: 0 },
      });
      new Replicator(compiled).run({ seed: 3, index: 2, warmUpHours: 1000, watcher });
      return watcher.closed.map(({ fromHours, toHours }) => [fromHours, toHours]);
    };
    const ferry = buildModel("a ferry beside them")
      .starts("2025-01-01")
      .run({ until: 60_000, warmUp: 1000 })
      .arrivals("wagons", { rate: 3, to: "yard" })
      .closures("storm", {
        open: { exponential: { meanByMonth: storm.openByMonth } },
        closed: { exponential: { meanByMonth: storm.closedByMonth } },
      })
      .gate("yard", { closures: ["storm"], to: "out" })
      .sink("out")
      .build();
    const own = spells(tankerBlocks(stormy));
    expect(own.length).toBeGreaterThan(300);
    expect(spells(ferry)).toEqual(own);
  });
});

describe("ships", () => {
  const sizes = [
    { id: "small", vessels: 2, payloadTonnes: 6500 },
    { id: "large", vessels: 5, payloadTonnes: 10_000 },
  ];

  it("go where there are least for what is needed, the largest first", () => {
    const shares = shareShips([15_000, 30_000], sizes, () => true);
    // 1 large and 1 small against 4 large and 1 small: 16,500 of 15,000 and 46,500 of 30,000.
    expect(shares.map((own) => own.reduce((sum, count) => sum + count, 0)).reduce((a, b) => a + b)).toBe(7);
    const afloat = shares.map((own) => own.reduce((sum, count, s) => sum + count * sizes[s].payloadTonnes, 0));
    expect(afloat[0] / 15_000).toBeGreaterThan(1);
    expect(afloat[1] / 30_000).toBeGreaterThan(1);
  });

  it("serve a line as thin as one wants, and no line that may not use them", () => {
    expect(shareShips([10, 30_000], sizes, () => true)[0].some((count) => count > 0)).toBe(true);
    expect(shareShips([10, 30_000], sizes, (at, size) => at === 1 || size === 0)[0][1]).toBe(0);
    expect(shareShips([0, 30_000], sizes, () => true)[0]).toEqual([0, 0]);
  });
});
