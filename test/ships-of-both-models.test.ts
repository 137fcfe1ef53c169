// Do flow model and simulation agree on what the ships of a line can take? The same loads both ways, more than they can take:
// what is carried fills the flow model's capacity, whatever fleet, round, other traffic and load of the way back.

import { expect, it } from "vitest";
import { HALCYON_FOLDER } from "../src/data/halcyon.fixture.ts";
import { layOver, loadDataset } from "../src/data/index.ts";
import { listResources } from "../src/engines/assignment/corridor/from-network/resources.ts";
import {
  blockNames,
  type CorridorRead,
  compileModel,
  corridorBlocks,
  crossedWater,
  type PathGiven,
  readCorridor,
  runExperiment,
} from "../src/engines/simulation/index.ts";
import { stream } from "../src/lib/random.ts";
import type { Dataset } from "../src/model/dataset.ts";
import type { Value } from "../src/model/facts.ts";
import { instant } from "../src/model/units.ts";
import { blockOf } from "../src/studies/corridor-simulation.ts";
import { pathsOf, solveFlows } from "../src/studies/crossing-flows.ts";

const LINE = "halcyon-ferry";
const from = instant("2026-01-01");
const halcyon = loadDataset({ base: HALCYON_FOLDER });
const water = crossedWater(halcyon, from) ?? "";
const paths = pathsOf(solveFlows(halcyon, from, undefined).base).filter(({ legs }) =>
  legs.some(({ service }) => service === LINE),
);

it("what ships carry, and what the flow model lets them, for random lines and loads", { timeout: 60_000 }, () => {
  const random = stream(20261127, "ships");
  for (let i = 0; i < 8; i++) {
    const share = i % 2 === 0 ? 0 : 0.1 + 0.3 * random();
    // A dataset of its own, and not a scenario, whose changes are none of how long ships are in port.
    const { base: _base, ...dataset } = layOver(halcyon, {
      values: [
        row("vessels", 1 + Math.floor(4 * random()), "count"),
        row("roundTripHours", 96 + 60 * random(), "h"),
        row("backgroundShare", share, "share"),
      ],
    });
    const ships = listResources(dataset, from).find(({ id }) => id === `${LINE}#vessels>`);
    if (ships === undefined) throw new Error("expected the ferry");
    // A twentieth more than fills the capacity, with so much the other way.
    const back = random();
    const there = (1.05 * (1 - share)) / (1 - ships.portShare + ships.portShare * back);
    const { lines, flows, ...rest } = readWith(dataset, there, there * back);
    const line = lines.find(({ id }) => id === LINE);
    if (line === undefined) throw new Error("expected the ferry");
    const given = { ...rest, lines: [line], flows: flows.filter((flow) => flow.line === LINE) };
    const yards = given.flows.map((flow) => ({ ...flow, before: [], port: [], after: [] }));
    const experiment = runExperiment(compileModel(corridorBlocks({ ...given, stations: [], flows: yards })), {
      seed: 1,
      level: 0.95,
      replications: 2,
    });
    const carried = ([0, 1] as const).map((end) => {
      const block = blockOf(experiment.compiled, blockNames.yard(LINE, end));
      return experiment.records.reduce((sum, { waitCount }) => sum + waitCount[block] / 2, 0);
    });
    const stated = (line.vessels * line.capacity * 8760) / line.roundTripHours / (1 - share);
    const [fuller, other] = carried;
    const used = (1 - ships.portShare) * fuller + ships.portShare * other + share * stated;
    expect(used / stated, JSON.stringify({ i, share, back, carried, stated })).toBeGreaterThan(0.97);
    expect(used / stated, JSON.stringify({ i, share, back, carried, stated })).toBeLessThan(1.03);
  }
});

/** Traffic of which so many times the stated capacity comes either way. */
function readWith(dataset: Dataset, there: number, back: number): CorridorRead {
  const wants = [there, back];
  const today = readCorridor(dataset, water, paths, { from, days: 365 });
  const line = today.lines.find(({ id }) => id === LINE);
  if (line === undefined) throw new Error("expected the ferry");
  const stated = (line.vessels * line.capacityUnits * 8760) / line.roundTripHours / line.unitsEach;
  const perYear = [0, 1].map((end) =>
    today.flows.reduce((sum, flow) => (flow.line === LINE && flow.end === end ? sum + flow.perYear : sum), 0),
  );
  const first = line.ends[0].place;
  const scaled = paths.map((path): PathGiven => {
    const end = path.legs.some(({ service, from: leaves }) => service === LINE && leaves === first) ? 0 : 1;
    const factor = (wants[end] * stated) / perYear[end];
    return { ...path, perDayByMonth: path.perDayByMonth.map((perDay) => factor * perDay) };
  });
  return readCorridor(dataset, water, scaled, { from, days: 365 });
}

const row = (attribute: string, value: number, unit: string): Value => ({
  subject: LINE,
  attribute,
  value,
  unit,
  shape: "point",
  basis: "assumed",
  asOf: "",
  source: "assumption:invented" as Value["source"],
  use: "model",
  note: "",
  place: "test",
});
