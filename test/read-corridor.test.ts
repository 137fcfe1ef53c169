// What the dataset and a scenario say of the crossing, before anything runs: payload by the level of the sea, fleets by date,
// closures on dates, empties, trains.

import { describe, expect, it } from "vitest";
import { loadDataset } from "../src/data/index.ts";
import {
  type CorridorRead,
  corridorBlocks,
  type LegGiven,
  type PathGiven,
  readCorridor,
} from "../src/engines/simulation/index.ts";
import { instant } from "../src/model/units.ts";
import { applyScenario, readScenario } from "../src/scenario/index.ts";

const dataset = loadDataset({ base: "dataset" });
const leg = (change: Partial<LegGiven>): LegGiven => ({
  kind: "line-haul",
  subject: "",
  service: "",
  from: "",
  to: "",
  meanHours: 24,
  varianceHours: 0,
  storm: "",
  mode: "rail",
  geometry: [],
  ...change,
});

/** A way by a line from its first stop to its second, or back, with a terminal on each side. */
function way(line: string, from: string, to: string, terminal: string, unit: Partial<PathGiven>): PathGiven {
  return {
    group: "goods",
    perDayByMonth: new Array<number>(12).fill(24),
    teuPerUnit: 0,
    tonnesPerUnit: 68,
    legs: [
      leg({ from: "almaty-terminal", to: from }),
      leg({ kind: "transhipment", subject: `${from}-${terminal}`, from, to: from }),
      leg({ service: line, from, to, mode: "sea" }),
      leg({ kind: "transhipment", subject: `${to}-${terminal}`, from: to, to }),
      leg({ kind: "wait", service: "rail-1520-block", from: to, to }),
      leg({ from: to, to: "tbilisi" }),
    ],
    ...unit,
  };
}
const boxes = { teuPerUnit: 2, tonnesPerUnit: 20 };
const paths = [
  way("feeder-aktau-alat", "aktau-port", "alat-port", "rail-sea", boxes),
  way("feeder-aktau-alat", "alat-port", "aktau-port", "rail-sea", {
    ...boxes,
    perDayByMonth: new Array<number>(12).fill(8),
  }),
  way("railferry-kuryk-alat", "kuryk-port", "alat-port", "wagon-sea", {}),
];

function read(edits = ""): CorridorRead {
  const text = `name: Test\nbaseDate: 2025-01-01\nedits:\n${edits}`;
  const of = edits === "" ? dataset : applyScenario(dataset, readScenario(text, "test.yaml"));
  return readCorridor(of, "caspian-sea", paths, { from: instant("2025-01-01"), days: 365 });
}
const lineOf = ({ lines }: CorridorRead, id: string) => lines.find((line) => line.id === id);
const WARM_UP = 60 * 24;

describe("a crossing as the dataset has it", () => {
  it("loads less in lower water from both shores, and lies at berths as much shorter", () => {
    const now = lineOf(read(), "feeder-aktau-alat");
    expect(now?.capacityUnits).toBe(163);
    for (const metres of [0.5, 1]) {
      const low = lineOf(
        read(`  - { edit: water-level, what: caspian-sea, add: -${metres}, unit: m }\n`),
        "feeder-aktau-alat",
      );
      // 22 % of the payload a metre (assumption cap-payload-per-metre); whole boxes of two TEU.
      const payload = 163 * (1 - 0.22 * metres);
      expect(low?.capacityUnits).toBeCloseTo(payload, 9);
      expect(low?.ends.map(({ most }) => most)).toEqual([Math.floor(payload / 2), Math.floor(payload / 2)]);
      for (const end of [0, 1] as const)
        expect((low?.ends[end].callHours ?? 0) / (now?.ends[end].callHours ?? 1)).toBeCloseTo(payload / 163, 9);
    }
  });

  it("has ships and loads from their day on, and closes what a scenario closes", () => {
    const changed = read(`  - { edit: fleet, what: feeder-aktau-alat, add: 2, from: 2025-07-01, to: 2025-10-01 }
  - { edit: water-level, what: caspian-sea, add: -1, unit: m, from: 2025-09-01 }
  - { edit: close, what: kuryk-port, from: 2025-12-01, to: 2025-12-16 }
`);
    const feeders = lineOf(changed, "feeder-aktau-alat");
    const day = (date: string): number => instant(date) - instant("2025-01-01") + WARM_UP;
    expect(feeders?.vessels).toBe(6);
    expect(feeders?.more).toMatchObject([
      { vessels: 2, away: { windows: [{ from: 0, to: day("2025-07-01") }, { from: day("2025-10-01") }] } },
    ]);
    expect(feeders?.capacityFrom).toEqual([{ at: day("2025-09-01"), capacity: 63 }]);
    expect(changed.closed?.find(({ id }) => id.endsWith("kuryk-port"))?.windows).toEqual([
      { from: day("2025-12-01"), to: day("2025-12-16") },
    ]);
    const [kuryk, alat] = lineOf(changed, "railferry-kuryk-alat")?.ends ?? [];
    expect(kuryk?.closures).toContain("closed kuryk-port");
    expect(alat?.closures).not.toContain("closed kuryk-port");
    // It waits in the yard for its ships, not on land.
    expect(changed.flows.flatMap(({ before }) => before).some(({ kind }) => kind === "gate")).toBe(false);
  });

  it("says which line is left out because it is not open on the first day", () => {
    const changed = read("  - { edit: suspend, what: feeder-aktau-alat, from: 2025-01-01, to: 2025-03-01 }\n");
    expect(changed.lines.map(({ id }) => id)).toEqual(["railferry-kuryk-alat"]);
    // 24 + 8 boxes a day.
    expect(changed.warnings).toMatchObject([{ code: "missing", place: "feeder-aktau-alat" }]);
    expect(changed.warnings[0].message).toContain(`${32 * 365} units a year`);
    expect(read().warnings).toEqual([]);
  });

  it("sends wagons and boxes home, keeps room for other traffic the other way, and gathers trains", () => {
    const { lines, flows, empties, trains } = read();
    const ferry = lines.find(({ id }) => id === "railferry-kuryk-alat");
    // All went one way: a fifth of the wagons comes back, on ships that keep no room for others (46); 46 × 0.8 the other way.
    expect(ferry?.homeShares?.[0]).toBeCloseTo(0.2, 9);
    expect(ferry?.ends.map(({ most }) => most)).toEqual([37, 46]);
    expect(flows.find(({ line }) => line === "railferry-kuryk-alat")?.home?.share).toBeCloseTo(0.2, 9);
    // 14,000 TEU a year in boxes of 40 feet.
    expect(empties).toEqual([{ line: "feeder-aktau-alat", end: 1, perHour: expect.closeTo(7000 / 8760, 9) }]);
    expect(trains?.find(({ id }) => id.endsWith(">alat-port"))?.patienceHours).toBeCloseTo(168 / 6.4, 9);
    const containers = flows.find(({ line, end }) => line === "feeder-aktau-alat" && end === 0);
    expect(containers?.after.some(({ kind }) => kind === "train")).toBe(true);
    expect(containers?.statedWaits.other).toBe(0);
  });
});

describe("borders as queues", () => {
  const border = (subject: string, meanHours: number): LegGiven =>
    leg({ kind: "border", subject, from: "dostyk", to: "dostyk", meanHours, varianceHours: 100 });
  const through = (subject: string, meanHours: number): PathGiven => {
    const { legs, ...rest } = way("feeder-aktau-alat", "aktau-port", "alat-port", "rail-sea", boxes);
    // Few, so that they are one flow.
    const perDayByMonth = new Array<number>(12).fill(1);
    return { ...rest, perDayByMonth, legs: [border(subject, meanHours), ...legs] };
  };
  const readThrough = (more: readonly PathGiven[], edits = ""): CorridorRead => {
    const text = `name: Test\nbaseDate: 2025-01-01\nedits:\n${edits}`;
    const of = edits === "" ? dataset : applyScenario(dataset, readScenario(text, "test.yaml"));
    return readCorridor(of, "caspian-sea", [...paths, ...more], { from: instant("2025-01-01"), days: 365 });
  };
  const id = "cn-kz-dostyk-block";
  const value = (attribute: string, at = "2025-01-01") =>
    dataset.findValue(id, attribute, instant(at))?.value ?? Number.NaN;

  it("is one queue for trains of both classes, whose hours hold the service and the queue", () => {
    const read = readThrough([through(id, 30), through("cn-kz-dostyk-wagonload", 42)]);
    const station = read.stations.find((each) => each.id === id);
    expect(read.stations.filter(({ id: other }) => other.startsWith("cn-kz-dostyk"))).toHaveLength(1);
    expect(station).toMatchObject({ servers: value("servers"), cv: 0.5, place: "dostyk" });
    // Winter, summer and what was agreed in July, about their mean of twelve months.
    const hours = Array.from({ length: 12 }, (_, i) =>
      value("serviceHours", `2025-${String(i + 1).padStart(2, "0")}-15`),
    );
    const mean = hours.reduce((sum, each) => sum + each, 0) / 12;
    expect(new Set(hours).size).toBe(4);
    for (const [month, each] of hours.entries()) expect(station?.factorByMonth?.[month]).toBeCloseTo(each / mean, 9);
    const [flow] = read.flows.filter(({ before }) => before.some((step) => step.kind === "station"));
    const served = flow.before.find((step) => step.kind === "station");
    // A unit of two TEU, of the trains of the dataset.
    const teuPerTrain = dataset.findValue(dataset.id, "teuPerTrain", instant("2025-06-15"))?.value ?? Number.NaN;
    expect(served?.kind === "station" && served.hours).toBeCloseTo((mean * 2) / teuPerTrain, 9);
    // Nothing is counted twice: what stands in the flow is what is stated, 24 h of way and half of each border.
    expect(flow.beforeHours).toBeCloseTo(24 + (30 + 42) / 2, 9);
    const rest = flow.before.flatMap((step) => (step.kind === "delay" ? [JSON.stringify(step.times)] : []));
    expect(rest).toHaveLength(2);
    expect(flow.statedWaits.border).toBeCloseTo(36 - value("queueHours"), 9);
  });

  it("has other trains in it, and is slower on the days of a scenario", () => {
    const other = { ...through(id, 30), perDayByMonth: new Array<number>(12).fill(54), legs: [border(id, 30)] };
    const read = readThrough([through(id, 30), other]);
    const traffic = read.stationTraffic?.find(({ station }) => station === id);
    const teuPerTrain = dataset.findValue(dataset.id, "teuPerTrain", instant("2025-06-15"))?.value ?? Number.NaN;
    const perHour = value("otherCallsPerYear") / 8760 + (54 * 2) / teuPerTrain / 24;
    expect(traffic?.lotsPerHourByMonth[3]).toBeCloseTo(perHour, 9);
    const edit = `  - { edit: capacity, what: ${id}, attribute: serviceHours, scale: 2, from: 2025-07-01, to: 2025-09-01 }\n`;
    const slow = readThrough([through(id, 30)], edit).stations.find((each) => each.id === id)?.factorByMonth ?? [];
    expect(slow[6] / slow[8]).toBeCloseTo(2, 9);
    expect(slow[7] / slow[8]).toBeCloseTo(2, 9);
  });

  it("shut for some days by a scenario leaves flows and delays their names, by which their luck is drawn", () => {
    const link = "alashankou--dostyk--rail";
    const { legs, ...rest } = through(id, 30);
    const path = { ...rest, legs: [leg({ link, from: "alashankou", to: "dostyk" }), ...legs] };
    const edit = `  - { edit: close, what: ${link}, from: 2025-03-01, to: 2025-03-05 }\n`;
    const [usual, shut] = [readThrough([path]), readThrough([path], edit)];
    const gates = ({ flows }: CorridorRead) =>
      flows.flatMap(({ before }) => before.filter((step) => step.kind === "gate"));
    expect([gates(usual).length, gates(shut).length > 0]).toEqual([0, true]);
    expect(shut.flows.map((flow) => flow.id)).toEqual(usual.flows.map((flow) => flow.id));
    const drawing = (read: CorridorRead) =>
      Object.entries(corridorBlocks(read).blocks).filter(
        ([, { block }]) => block === "arrivals" || block === "delay" || block === "server",
      );
    expect(drawing(shut)).toEqual(drawing(usual));
  });
});
