// How does a crossing look in blocks? Every flow is a class; flows of a line meet in its yards, go aboard in the order in which
// they came, and part again after landing. A ship unloads and loads in one call at a berth, stays away from berths for the
// rest of its round, and waits for its load outside. Not covered: units of several sizes on one ship.

import { buildModel, type ModelBuilder } from "../build-model.ts";
import type { Times } from "../distribution.ts";
import type { Leaves, SimulationModel, StopSpec } from "../model.ts";
import type { CorridorGiven, FlowGiven, LineGiven, Step } from "./corridor-given.ts";

/** Names of blocks, for those who read results. */
export const blockNames = {
  yard: (line: string, end: 0 | 1): string => `yard ${line} ${end}`,
  landing: (line: string, end: 0 | 1): string => `landing ${line} ${end}`,
  fleet: (line: string): string => `ships ${line}`,
  station: (station: string): string => `station ${station}`,
} as const;

/** The model. Lines without flows are left out. */
export function corridorBlocks(given: CorridorGiven): SimulationModel {
  const { flows, weather, berths, stations } = given;
  const lines = given.lines.filter(({ id }) => flows.some(({ line }) => line === id));
  const calls = new Set(lines.flatMap(({ ends }) => ends.flatMap(({ berth }) => (berth === undefined ? [] : [berth]))));
  const closing = new Set(lines.flatMap(({ ends }) => ends.flatMap(({ closures }) => closures)));
  const model = buildModel(given.name)
    .classes(...flows.map(({ id }) => id))
    .starts(given.starts)
    .run({ until: given.untilHours, warmUp: given.warmUpHours, sampleEvery: given.sampleEveryHours });
  for (const { id, openByMonth, closedByMonth } of weather) {
    if (!closing.has(id)) continue;
    model.closures(id, {
      open: { exponential: { meanByMonth: openByMonth } },
      closed: { exponential: { meanByMonth: closedByMonth } },
    });
  }
  for (const { id, count } of berths) if (calls.has(id)) model.stock(id, { count });
  const nextAt = new Map<string, Record<string, string>>(stations.map(({ id }) => [id, {}]));
  const hoursAt = new Map<string, Map<string, number>>(stations.map(({ id }) => [id, new Map()]));
  const landedAt = new Map(flows.map((flow) => [flow.id, addFlow(model, flow, nextAt, hoursAt)]));
  for (const { id, servers } of stations) {
    const next = nextAt.get(id) ?? {};
    const hours = hoursAt.get(id) ?? new Map<string, number>();
    if (hours.size === 0) continue;
    const name = blockNames.station(id);
    model.server(name, { servers, service: lawOfClasses(flows, hours), to: `${name} on` });
    // Nobody else comes; the compiler asks where they would go.
    model.route(`${name} on`, { byClass: next, otherwise: "out" });
  }
  for (const line of lines) addLine(model, line, flows, landedAt);
  return model.sink("out").build();
}

/** A law for all classes where they agree; every class is named where they do not. */
function lawOfClasses(flows: readonly FlowGiven[], hours: ReadonlyMap<string, number>): Times {
  const [first] = hours.values();
  if ([...hours.values()].every((value) => value === first)) return first;
  return { byClass: Object.fromEntries(flows.map(({ id }) => [id, hours.get(id) ?? first])) };
}

/** Adds the ways on land of a flow; the name of the block behind its landing. */
function addFlow(
  model: ModelBuilder,
  flow: FlowGiven,
  nextAt: ReadonlyMap<string, Record<string, string>>,
  hoursAt: ReadonlyMap<string, Map<string, number>>,
): string {
  const { id, line, end, trainUnits, rateByMonth } = flow;
  const isTrain = trainUnits > 1;
  /** Adds steps from the last to the first; the name of the first of them. */
  const chain = (steps: readonly Step[], part: string, to: string): string => {
    let next = to;
    for (let i = steps.length - 1; i >= 0; i--) {
      const step = steps[i];
      if (step.kind === "delay") {
        const name = `${part} ${i} ${id}`;
        model.delay(name, { time: step.times, to: next });
        next = name;
        continue;
      }
      const onward = nextAt.get(step.station);
      const hours = hoursAt.get(step.station);
      if (onward === undefined || hours === undefined || hours.has(id))
        throw new Error(`expected ${step.station} to be a station that ${id} passes once`);
      onward[id] = next;
      hours.set(id, step.hours);
      next = blockNames.station(step.station);
    }
    return next;
  };
  const landed = chain(flow.after, "after", "out");
  const atPort = chain(flow.port, "port", blockNames.yard(line, end));
  const first = isTrain ? `apart ${id}` : atPort;
  if (isTrain) model.split(first, { to: atPort });
  const start = chain(flow.before, "before", first);
  if (isTrain) model.batch(`train ${id}`, { most: trainUnits, to: start });
  model.arrivals(`from ${id}`, {
    rateByMonth: rateByMonth.map((rate) => rate / trainUnits),
    ...(isTrain ? { size: trainUnits } : {}),
    class: id,
    to: isTrain ? `train ${id}` : start,
  });
  return landed;
}

function addLine(
  model: ModelBuilder,
  { id, vessels, capacity, ends }: LineGiven,
  flows: readonly FlowGiven[],
  landedAt: ReadonlyMap<string, string>,
): void {
  const stops: StopSpec[] = [];
  for (const end of [0, 1] as const) {
    const { sail, callHours, berth, closures, holdHours, layHours } = ends[end];
    const arriving = flows.filter((flow) => flow.line === id && flow.end !== end);
    const leaving = flows.some((flow) => flow.line === id && flow.end === end);
    const shut = closures.length > 0 ? { closures } : {};
    if (arriving.length > 0)
      model.route(blockNames.landing(id, end), {
        byClass: Object.fromEntries(arriving.map((flow) => [flow.id, landedAt.get(flow.id) ?? "out"])),
        otherwise: "out",
      });
    stops.push({
      ...shut,
      admits: closures.length === 0,
      ...(arriving.length > 0 ? { lands: blockNames.landing(id, end), unloading: callHours } : {}),
      ...(berth === undefined ? {} : { berth }),
      sail: layHours,
    });
    if (!leaving) {
      stops.push({ ...shut, sail });
      continue;
    }
    model.queue(blockNames.yard(id, end));
    const leaves: Leaves = holdHours > 0 ? { patience: holdHours } : "at-once";
    stops.push({ ...shut, loads: blockNames.yard(id, end), leaves, least: 0, sail });
  }
  model.vessel(blockNames.fleet(id), { vessels, capacity, stops });
}
