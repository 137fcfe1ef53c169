// How does a crossing look in blocks? Every flow is a class; flows of a line meet in its yards, go aboard in the order in which
// they came, before empties, and part again after landing. A ship unloads at a berth, stays away from berths for the rest of
// its round, waits for its load outside, and loads at a berth. Not covered: units of several sizes on one ship.

import { buildModel, type ModelBuilder } from "../build-model.ts";
import type { SimulationModel } from "../model.ts";
import { blockNames, emptiesName } from "./block-names.ts";
import type { CorridorGiven } from "./corridor-given.ts";
import { LandWays } from "./land-ways.ts";
import { addLine, addOtherShips } from "./ships-in-blocks.ts";

/** The model. Lines without flows are left out. */
export function corridorBlocks(given: CorridorGiven): SimulationModel {
  const { flows } = given;
  const lines = given.lines.filter(({ id }) => flows.some(({ line }) => line === id));
  const empties = emptiesOf(given);
  const others = hasOtherTraffic(given) ? [blockNames.otherTrains] : [];
  const classes = [...flows.map(({ id }) => id), ...empties.keys(), ...others];
  const model = buildModel(given.name)
    .classes(...classes)
    .starts(given.starts)
    .run({
      until: given.untilHours,
      warmUp: given.warmUpHours,
      ...(given.sampleEveryHours > 0 ? { sampleEvery: given.sampleEveryHours } : {}),
    });
  const landedAt = new Map<string, string>();
  const ways = new LandWays(model, given, classes);
  for (const flow of flows) landedAt.set(flow.id, ways.addFlow(flow));
  for (const [name, { line, end, perHour, wagons }] of empties) {
    landedAt.set(name, addHome(model, name, wagons));
    if (perHour > 0)
      model.arrivals(`from ${name}`, { rate: perHour, class: name, to: blockNames.emptiesYard(line, end) });
  }
  for (const name of others) ways.addOtherTraffic(name);
  ways.addShared();
  for (const line of lines)
    addLine(
      model,
      line,
      [
        ...flows.filter((flow) => flow.line === line.id).map(({ id, end }) => ({ name: id, end, isEmpty: false })),
        ...[...empties]
          .filter(([, { line: own }]) => own === line.id)
          .map(([name, { end }]) => ({ name, end, isEmpty: true })),
      ],
      { landedAt, boarded: ways.boarded },
    );
  const berths = new Set(
    lines.flatMap(({ ends }) => ends.flatMap(({ berth }) => (berth === undefined ? [] : [berth]))),
  );
  const ships = (given.otherShips ?? []).filter(({ berth, perYear }) => berths.has(berth) && perYear > 0);
  for (const other of ships) addOtherShips(model, other);
  for (const { id, count } of given.berths) if (berths.has(id)) model.stock(id, { count });
  const closing = new Set([
    ...lines.flatMap(({ ends }) => ends.flatMap(({ closures }) => closures)),
    ...ships.flatMap(({ closures }) => closures),
    ...ways.gates,
  ]);
  for (const { id, openByMonth, closedByMonth } of given.weather) {
    if (!closing.has(id)) continue;
    model.closures(id, {
      open: { exponential: { meanByMonth: openByMonth } },
      closed: { exponential: { meanByMonth: closedByMonth } },
    });
  }
  for (const { id, windows } of given.closed ?? []) if (closing.has(id)) model.closures(id, { windows });
  return model.sink("out").build();
}

/** Whether traffic that does not cross meets flows that do. */
function hasOtherTraffic({ flows, stationTraffic = [] }: CorridorGiven): boolean {
  const passed = new Set(
    flows.flatMap(({ before, port, after }) =>
      [...before, ...port, ...after].flatMap((step) => (step.kind === "station" ? [step.station] : [])),
    ),
  );
  return stationTraffic.some(({ station }) => passed.has(station));
}

interface Empties {
  readonly line: string;
  /** Where they go aboard. */
  readonly end: 0 | 1;
  readonly perHour: number;
  /** Stocks to which they come home. */
  readonly wagons: ReadonlySet<string>;
}

/** Classes of what goes home empty, by name: of a line, end and stock. */
function emptiesOf({ flows, empties = [] }: CorridorGiven): Map<string, Empties> {
  const found = new Map<string, Empties>();
  for (const { line, end, perHour } of empties) {
    if (flows.some((flow) => flow.line === line))
      found.set(blockNames.empties(line, end), { line, end, perHour, wagons: new Set() });
  }
  for (const flow of flows) {
    if (flow.home === undefined || !(flow.home.share > 0)) continue;
    const name = emptiesName(flow);
    const known = found.get(name);
    const end = flow.end === 0 ? 1 : 0;
    const wagons = new Set([...(known?.wagons ?? []), ...(flow.wagons === undefined ? [] : [flow.wagons])]);
    found.set(name, { line: flow.line, end, perHour: known?.perHour ?? 0, wagons });
  }
  return found;
}

/** What follows when empties have landed: they are at home. */
function addHome(model: ModelBuilder, name: string, wagons: ReadonlySet<string>): string {
  const home = `home ${name}`;
  let first = home;
  for (const stock of wagons) {
    model.release(`back ${name}`, { stock, to: home });
    first = `back ${name}`;
  }
  model.sink(home, { silent: true });
  return first;
}
