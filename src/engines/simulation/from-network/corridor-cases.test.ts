// Small crossings whose times can be worked out by hand: who comes when is fixed, and so is everything that takes time.

import { describe, expect, it } from "vitest";
import { buildModel } from "../build-model.ts";
import { type CompiledModel, compileModel } from "../compile-model.ts";
import { CAUSES, type Cause } from "../lost-time.ts";
import type { SimulationModel } from "../model.ts";
import { type ReplicationRecord, Replicator } from "../replication.ts";
import { blockNames } from "./block-names.ts";
import { causeHoursOf } from "./cause-hours.ts";
import { corridorBlocks } from "./corridor-blocks.ts";
import type { CorridorGiven, FlowGiven, LineEnd, LineGiven } from "./corridor-given.ts";

const none = new Array<number>(12).fill(0);
const west: LineEnd = {
  place: "west",
  sail: 20,
  callHours: 3,
  berth: "west-berth",
  closures: [],
  holdHours: 5000,
  layHours: 0,
};
const east: LineEnd = { ...west, place: "east", sail: 22, callHours: 4, berth: "east-berth" };
const line: LineGiven = { id: "ferry", vessels: 6, capacity: 10, ends: [west, east] };
const flow: FlowGiven = {
  id: "boxes",
  group: "goods",
  line: "ferry",
  end: 0,
  rateByMonth: none,
  trainUnits: 1,
  before: [
    { kind: "delay", times: 100 },
    { kind: "stage", stage: "before" },
  ],
  port: [
    { kind: "delay", times: 5 },
    { kind: "stage", stage: "port" },
  ],
  after: [{ kind: "delay", times: 30 }],
};
/** Half a call to load, the way, half a call to unload, what follows. */
const ABOARD = 1.5 + 20 + 2 + 30;

const given = (change: Partial<CorridorGiven> = {}): CorridorGiven => ({
  name: "test",
  starts: "2025-01-01",
  untilHours: 8760,
  warmUpHours: 0,
  sampleEveryHours: 0,
  weather: [],
  berths: [
    { id: "west-berth", count: 6 },
    { id: "east-berth", count: 6 },
  ],
  stations: [],
  lines: [line],
  flows: [flow],
  ...change,
});

/** Runs a crossing to which units of the flow come at given hours. */
function run(of: CorridorGiven, at: readonly number[], size = 1) {
  const model = corridorBlocks(of);
  const from = model.blocks["from boxes"];
  if (from.block !== "arrivals") throw new Error("expected arrivals");
  const { rateByMonth, ...rest } = from;
  return runModel({ ...model, blocks: { ...model.blocks, "from boxes": { ...rest, at, size } } });
}

function runModel(model: SimulationModel): { compiled: CompiledModel; record: ReplicationRecord } {
  const compiled = compileModel(model);
  const record = new Replicator(compiled).run({ seed: 1, index: 1, warmUpHours: 0 });
  expect(record.result.littleError).toBeLessThan(1e-9);
  return { compiled, record };
}

const causes = (record: ReplicationRecord): Partial<Record<Cause, number>> =>
  Object.fromEntries(Object.entries(causeHoursOf(record, [0])).filter(([, hours]) => hours > 1e-9));

describe("a crossing worked out by hand", () => {
  it("notes how long each stage took", () => {
    const { compiled, record } = run(given(), [1000], 10);
    const stage = (name: Parameters<typeof blockNames.stage>[0]): number =>
      record.waitMean[compiled.flat.blocks.names.indexOf(blockNames.stage(name, "goods"))];
    expect([stage("before"), stage("port"), stage("ship"), stage("sea")]).toEqual([100, 5, 0, 23.5]);
    expect(record.sojournMean[0]).toBeCloseTo(105 + ABOARD, 9);
    expect(causes(record)).toEqual({});
  });

  it("keeps ships in while a port is closed on dates, and says that it was the weather", () => {
    const closed = [{ id: "closed west", windows: [{ from: 1000, to: 1200 }] }];
    const shut = { ...line, ends: [{ ...west, closures: ["closed west"] }, east] as const };
    // A full load in the yard at 1105 waits 95 h; one that comes at 1300 does not.
    const { record } = run(given({ closed, lines: [shut] }), [1000, 1195], 10);
    expect(record.sojournMean[0]).toBeCloseTo(105 + ABOARD + 95 / 2, 9);
    expect(causes(record)).toEqual({ weather: 95 / 2 });
  });

  it("waits for the ship, and not for the weather, while the ship is kept out of the other port", () => {
    const closed = [{ id: "closed east", windows: [{ from: 1120, to: 1220 }] }];
    const shut = { ...line, vessels: 1, ends: [west, { ...east, closures: ["closed east"] }] as const };
    // The first load is off the east at 1126.5 and waits until 1220; the second is in the yard from 1115 until the ship is back.
    const { record } = run(given({ closed, lines: [shut] }), [1000, 1010], 10);
    const back = 1220 + 2 + 22;
    expect(record.sojournMean[0]).toBeCloseTo(105 + ABOARD + (93.5 + (back - 1115)) / 2, 9);
    expect(causes(record)).toEqual({ weather: 93.5 / 2, ship: (back - 1115) / 2 });
  });

  it("lets a ship wait for a berth that another one holds, with its load aboard", () => {
    const berths = [
      { id: "west-berth", count: 1 },
      { id: "east-berth", count: 6 },
    ];
    // The second of two loads waits for half a call.
    const { record } = run(given({ berths }), [1000, 1000], 10);
    expect(record.sojournMean[0]).toBeCloseTo(105 + ABOARD + 1.5 / 2, 9);
    expect(causes(record).berth).toBeCloseTo(1.5 / 2, 9);
    expect(Object.keys(causes(record))).toEqual(["berth"]);
  });

  it("counts hours in the yard as the berth's while another ship holds it", () => {
    const { record } = runModel(
      buildModel("berth held")
        .classes("boxes")
        .run({ until: 100 })
        .stock("berth", { count: 1 })
        .arrivals("come", { at: [2], class: "boxes", to: "yard" })
        .queue("yard", { waitsFor: "ship" })
        .vessel("other", { capacity: 1, stops: [{ berth: "berth", loading: 10, sail: 5000 }] })
        .vessel("ferry", {
          capacity: 1,
          stops: [
            { berth: "berth", loads: "yard", leaves: "full", sail: 5 },
            { lands: "out", sail: 5 },
          ],
        })
        .sink("out")
        .build(),
    );
    expect(record.sojournMean[0]).toBe(13);
    expect(causes(record)).toEqual({ berth: 8 });
  });

  it("knows by its name which port is meant: a ship kept out of another one is not weather at this one", () => {
    const causesAt = (ports: readonly [string, string] | undefined) => {
      const [here, there] = ports === undefined ? [{}, {}] : [{ port: ports[0] }, { port: ports[1] }];
      const { record } = runModel(
        buildModel("kept out of the other port")
          .classes("boxes")
          .run({ until: 200 })
          .closures("storm", { windows: [{ from: 1, to: 50 }] })
          .arrivals("come", { at: [0, 20], class: "boxes", to: "yard" })
          .queue("yard", { waitsFor: "ship" })
          .vessel("ferry", {
            capacity: 1,
            stops: [
              { ...here, loads: "yard", leaves: "full", sail: 5 },
              { ...there, lands: "out", closures: ["storm"], admits: false, sail: 5 },
            ],
          })
          .sink("out")
          .build(),
      );
      expect(record.sojournMean[0]).toBe((50 + (55 - 20) + 5) / 2);
      return causes(record);
    };
    // The first box is kept aboard for 45 h; the second is ashore from 20 to 55 h, while the ship lies before the other port.
    expect(causesAt(["west", "east"])).toEqual({ weather: 45 / 2, ship: 35 / 2 });
    expect(causesAt(["west", "west"])).toEqual({ weather: (45 + 30) / 2, ship: 5 / 2 });
  });

  it("counts waiting as the ship's again when another one took the load that the weather kept", () => {
    const stops = [
      { closures: ["storm"], loads: "yard", leaves: "full", sail: 5 },
      { lands: "out", sail: 5000 },
    ] as const;
    const { record } = runModel(
      buildModel("two fleets, one yard")
        .classes("boxes")
        .run({ until: 100 })
        .closures("storm", { windows: [{ from: 10, to: 20 }] })
        .arrivals("come", { at: [12, 12, 30, 40], class: "boxes", to: "yard" })
        .queue("yard", { waitsFor: "ship" })
        .vessel("first", { capacity: 2, stops })
        .vessel("second", { capacity: 2, stops })
        .sink("out")
        .build(),
    );
    // Two of four wait for eight hours until the port opens; one for ten until the second ship is full.
    expect(record.sojournMean[0]).toBe(5 + (2 * 8 + 10) / 4);
    expect(causes(record)).toEqual({ weather: (2 * 8) / 4, ship: 10 / 4 });
  });

  it("sends wagons home empty, and lets cargo wait for one of two", () => {
    const one = { ...line, capacity: 1 };
    const wagons = { ...flow, before: [], port: [], wagons: "wagons", home: { share: 1, hours: 100 } };
    const { record } = run(
      given({ lines: [one], flows: [wagons], wagons: [{ id: "wagons", count: 2 }] }),
      [1000, 1000, 1000],
    );
    // A wagon is at home after the way there, 100 h, loading at the east, 22 h at sea and unloading.
    const round = ABOARD + 100 + 2 + 22 + 1.5;
    expect(record.sojournCount[0]).toBe(3);
    expect(record.sojournMean[0]).toBeCloseTo(ABOARD + round / 3, 9);
    expect(causes(record).wagon).toBeCloseTo(round / 3, 9);
    expect(record.result.inside).toBe(0);
  });

  it("has ships only when they are in service, and larger ones from their day", () => {
    const away = { id: "away", windows: [{ from: 0, to: 2000 }] };
    const more = [{ vessels: 1, away }];
    const held = { ...line, vessels: 1, more, capacityFrom: [{ at: 2500, capacity: 20 }] };
    // At 1000 one ship takes the first ten, and the others when it is back.
    const first = run(given({ lines: [held] }), [895], 20).record;
    expect(first.sojournMean[0]).toBeCloseTo(105 + ABOARD + (1.5 + 20 + 2 + 22) / 2, 9);
    // At 2100 there is another one.
    expect(run(given({ lines: [held] }), [1995], 20).record.sojournMean[0]).toBeCloseTo(105 + ABOARD, 9);
    // At 2900 both are there, and one takes all twenty.
    const second = run(given({ lines: [held] }), [2795], 20).record;
    expect(second.sojournMean[0]).toBeCloseTo(105 + ABOARD + 1.5 + 2, 9);
    // Where it takes half of its capacity, it goes on taking half: ten of twenty, the other ship the rest.
    const half = { ...held, ends: [{ ...west, most: 5 }, east] as const };
    const third = run(given({ lines: [half] }), [2795], 20).record;
    // What is not for these goods is handled too: ten of them are two full calls of a ship that gives them half of its room.
    expect(third.sojournMean[0]).toBeCloseTo(105 + ABOARD + 1.5 + 2, 9);
  });

  it("gathers those who go on by train until it is full or the first has waited long enough", () => {
    const after = [{ kind: "train" as const, train: "east" }, ...flow.after];
    const trains = [{ id: "east", most: 8, patienceHours: 24 }];
    // Eight of ten leave at once, two after a day.
    const { record } = run(given({ trains, flows: [{ ...flow, after }] }), [1000], 10);
    expect(record.sojournMean[0]).toBeCloseTo(105 + ABOARD + (2 * 24) / 10, 9);
    expect(causes(record)).toEqual({ other: (2 * 24) / 10 });
  });

  it("lets trains that do not cross take their turn at a station", () => {
    const before = [{ kind: "station" as const, station: "gauge", hours: 0 }];
    const stations = [{ id: "gauge", servers: 1 }];
    const stationTraffic = [{ station: "gauge", lotsPerHourByMonth: none.map(() => 0.5), hours: 1 }];
    const at = Array.from({ length: 1200 }, (_, i) => 7 * i + 3);
    const { record } = run(given({ stations, stationTraffic, flows: [{ ...flow, before }] }), at);
    // The work that somebody meets at a server with random arrivals and one hour each: 0.5 × 1² / 2 (1 − 0.5) = 0.5 h.
    expect(Math.abs(causeHoursOf(record, [0]).border - 0.5)).toBeLessThan(0.1);
    expect(record.sojournCount.length).toBe(2);
    expect(record.sojournCount[1]).toBe(0);
  });

  it("lets one lane of a border clear one train after another, and so many a day", () => {
    const before = [{ kind: "station" as const, station: "post", hours: 6 }];
    const one = { ...line, capacity: 1 };
    const flows = [{ ...flow, before }];
    const { record } = run(given({ stations: [{ id: "post", servers: 1 }], lines: [one], flows }), [1000, 1000]);
    expect(causes(record)).toEqual({ border: 6 / 2 });
    // Forty-eight at once through two lanes of six hours, eight a day: pairs wait 0, 6, … 138 h.
    const two = given({ stations: [{ id: "post", servers: 2 }], lines: [{ ...one, vessels: 60 }], flows });
    expect(causeHoursOf(run(two, [1000], 48).record, [0]).border).toBeCloseTo(69, 9);
    // Slower by half in January alone.
    const factorByMonth = none.map((_, month) => (month === 0 ? 1.5 : 1));
    const slow = { ...two, stations: [{ id: "post", servers: 2, factorByMonth }] };
    expect(causeHoursOf(run(slow, [24], 48).record, [0]).border).toBeCloseTo(1.5 * 69, 9);
    expect(causeHoursOf(run(slow, [1000], 48).record, [0]).border).toBeCloseTo(69, 9);
  });

  it("waits behind others at a border as Erlang's formula says", () => {
    const before = [{ kind: "station" as const, station: "post", hours: 0 }];
    // Two lanes, three trains in two hours, one hour each at random: C(2, 1.5) / (2 − 1.5) = (9/14) / 0.5 h.
    const stations = [{ id: "post", servers: 2, cv: 1 }];
    const stationTraffic = [{ station: "post", lotsPerHourByMonth: none.map(() => 1.5), hours: 1 }];
    const at = Array.from({ length: 12_000 }, (_, i) => 7 * i + 3);
    const long = given({ untilHours: 87_600, stations, stationTraffic, flows: [{ ...flow, before }] });
    const { record } = run(long, at);
    expect(Math.abs(causeHoursOf(record, [0]).border - 9 / 7)).toBeLessThan(0.12);
  });

  it("keeps cargo in the port while the yard is full, which is waiting for the ship", () => {
    const ends = [{ ...west, yardUnits: 10 }, east] as const;
    // Twenty go at once with the two ships there, ten wait in the yard, and the last ten until the first ship is back.
    const { record, compiled } = run(given({ lines: [{ ...line, vessels: 2, ends }] }), [895], 40);
    const back = 1.5 + 20 + 2 + 22;
    expect(record.sojournMean[0]).toBeCloseTo(105 + ABOARD + (20 * back) / 40, 9);
    expect(causes(record).ship).toBeCloseTo((20 * back) / 40, 9);
    expect(record.queueMax[compiled.flat.blocks.names.indexOf(blockNames.yard("ferry", 0))]).toBe(10);
  });

  it("divides all waiting into causes, and nothing else", () => {
    const storm = {
      id: "storm",
      openByMonth: new Array<number>(12).fill(150),
      closedByMonth: new Array<number>(12).fill(60),
    };
    const stormy = (end: LineEnd): LineEnd => ({ ...end, closures: ["storm"], holdHours: 12, layHours: 5 });
    const berths = [
      { id: "west-berth", count: 1 },
      { id: "east-berth", count: 1 },
    ];
    const lines = [{ ...line, vessels: 2, ends: [stormy(west), stormy(east)] as const }];
    const at = Array.from({ length: 600 }, (_, i) => 12 * i + 5 * (i % 3));
    const { record } = run(given({ weather: [storm], berths, lines, flows: [{ ...flow, before: [], port: [] }] }), at);
    expect(record.sojournCount[0]).toBe(600);
    const hours = causeHoursOf(record, [0]);
    const total = CAUSES.reduce((sum, cause) => sum + hours[cause], 0);
    // Handling goes by the unit, so what is left of the sojourn lies between that of one unit and of a full ship.
    const legs = record.sojournMean[0] - total;
    expect(legs).toBeGreaterThan(20 + 30);
    expect(legs).toBeLessThan(ABOARD);
    expect(Math.min(hours.ship, hours.weather)).toBeGreaterThan(1);
    expect(hours.wagon + hours.border).toBe(0);
  });
});
