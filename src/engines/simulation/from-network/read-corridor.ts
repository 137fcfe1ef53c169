// What does a dataset say of a crossing? Ships, berths, patience and weather of the lines on a water body, what is closed on
// dates, and from the path flows of the corridor model who comes when and what happens on land before and after.
// Not covered: lines of more than two calls; ports and stations whose numbers change inside the period.

import type { Dataset } from "../../../model/dataset.ts";
import type { Service } from "../../../model/network.ts";
import type { Problem } from "../../../model/problem.ts";
import { spellsOf } from "../../../model/ship-round.ts";
import { type InstantHours, isoDateOf } from "../../../model/units.ts";
import type { CorridorGiven, CrossingPath, EmptiesGiven, FlowRead, OtherShips, PathGiven } from "./corridor-given.ts";
import { DatedClosures } from "./dated-closures.ts";
import { flowsOfPaths } from "./flows-of-paths.ts";
import { type LineRead, readLine } from "./read-line.ts";
import { splitPaths } from "./split-paths.ts";

export interface ReadCorridorOptions {
  readonly from: InstantHours;
  readonly days: number;
}

export interface CorridorRead extends CorridorGiven {
  readonly waterBody: string;
  readonly lines: readonly LineRead[];
  readonly flows: readonly FlowRead[];
  readonly warnings: readonly Problem[];
}

const HOURS_PER_DAY = 24;
const HOURS_PER_YEAR = 8760;
/** Simulated before the period and not counted. */
export const WARM_UP_DAYS = 60;
const SAMPLE_HOURS = 168;
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** The water whose level the dataset states: where low water is an issue, ships are. The first, when there are several. */
export function crossedWater(dataset: Dataset, at: InstantHours): string | undefined {
  return [...dataset.waterBodies.keys()].find((id) => dataset.findValue(id, "levelM", at) !== undefined);
}

/** Lines on a water body with a fleet that is stated, between two ports. */
export function linesOn(dataset: Dataset, waterBody: string, at: InstantHours): readonly Service[] {
  return [...dataset.services.values()].filter(
    ({ id, kind, waterBody: water, stops }) =>
      kind === "line" &&
      water === waterBody &&
      stops.length === 2 &&
      dataset.statusAt(id, at) === "open" &&
      ["vessels", "capacityUnits", "roundTripHours"].every((name) => dataset.findValue(id, name, at) !== undefined),
  );
}

/** The crossing of a dataset with the flows given. */
export function readCorridor(
  dataset: Dataset,
  waterBody: string,
  paths: readonly PathGiven[],
  { from, days }: ReadCorridorOptions,
): CorridorRead {
  const warnings: Problem[] = [];
  const services = linesOn(dataset, waterBody, from);
  const crossings = splitPaths(paths, services);
  const causes = new Set(services.flatMap(({ causes: own }) => own as readonly string[]));
  const weather = [...causes].flatMap((cause) => {
    const read = spellsOf(dataset, cause, from);
    return read === undefined ? [] : [read];
  });
  const starts = (from - WARM_UP_DAYS * HOURS_PER_DAY) as InstantHours;
  const untilHours = (WARM_UP_DAYS + days) * HOURS_PER_DAY;
  const closures = new DatedClosures(
    dataset,
    starts,
    (starts + untilHours) as InstantHours,
    WARM_UP_DAYS * HOURS_PER_DAY,
  );
  const empties = boxesHome(dataset, services, crossings, from);
  const lines = services.flatMap((service) => {
    const own = crossings.filter((path) => path.line === service.id);
    if (own.length === 0) return [];
    return [readLine(dataset, service, own, { weather, closures, empties, starts, untilHours, at: from })];
  });
  for (const line of lines) {
    if (line.restHours > 0) continue;
    warnings.push({
      code: "wrong-value",
      place: line.id,
      message: `Sailing, berths and weather of ${line.service.name} take longer than the ${line.roundTripHours} h of its stated round.`,
      hint: "roundTripHours, transitHours or the serviceHours of its berths do not agree; the stated round is not reached",
    });
  }
  const across = new Set<string>(services.map(({ id }) => id));
  const others = paths.filter(
    ({ legs }) => !legs.some(({ kind, service }) => kind === "line-haul" && across.has(service)),
  );
  warnings.push(...leftOut(dataset, waterBody, others));
  const { flows, stations, trains, stationTraffic } = flowsOfPaths(dataset, crossings, others, from, closures);
  const berthIds = new Set(
    lines.flatMap(({ ends }) => ends.flatMap(({ berth }) => (berth === undefined ? [] : [berth]))),
  );
  const stocks = lines.flatMap(({ id, wagonStock }) =>
    wagonStock === undefined ? [] : [{ id: `wagons of ${id}`, count: wagonStock }],
  );
  return {
    name: `Crossing of ${dataset.waterBodies.get(waterBody as never)?.name ?? waterBody}`,
    waterBody,
    starts: isoDateOf(starts),
    warmUpHours: WARM_UP_DAYS * HOURS_PER_DAY,
    untilHours,
    sampleEveryHours: SAMPLE_HOURS,
    weather,
    closed: closures.all,
    berths: [...berthIds].map((id) => ({
      id,
      count: Math.max(1, Math.round(dataset.findValue(id, "servers", from)?.value ?? 1)),
    })),
    stations,
    stationTraffic,
    trains,
    wagons: stocks,
    empties,
    otherShips: [...berthIds].flatMap((id) => otherShipsAt(dataset, id, lines, from)),
    lines,
    flows: flows.map((flow) => withWagons(flow, lines)),
    warnings,
  };
}

/** Cargo of lines on the water that are not simulated: not open or without a fleet on the first day, or of more than two calls. */
function leftOut(dataset: Dataset, waterBody: string, others: readonly PathGiven[]): Problem[] {
  const perDay = new Map<string, number>();
  for (const { legs, perDayByMonth } of others) {
    const service = legs.find(
      ({ kind, service: id }) => kind === "line-haul" && dataset.services.get(id as never)?.waterBody === waterBody,
    )?.service;
    if (service === undefined) continue;
    perDay.set(
      service,
      (perDay.get(service) ?? 0) + perDayByMonth.reduce((sum, each) => sum + each, 0) / MONTHS.length,
    );
  }
  return [...perDay]
    .filter(([, units]) => units * HOURS_PER_YEAR >= HOURS_PER_DAY)
    .map(([id, units]) => ({
      code: "missing",
      place: id,
      message: `${dataset.services.get(id as never)?.name ?? id} carries ${Math.round((units * HOURS_PER_YEAR) / HOURS_PER_DAY)} units a year and is not simulated.`,
      hint: "a line needs two calls, and on the first day to be open with vessels, capacityUnits and roundTripHours",
    }));
}

/** A flow of wagons goes home in part, and takes wagons of its line's stock where that is stated. */
function withWagons(flow: FlowRead, lines: readonly LineRead[]): FlowRead {
  const line = lines.find(({ id }) => id === flow.line);
  const share = line?.homeShares?.[flow.end] ?? 0;
  if (line?.homeShares === undefined || flow.teuPerUnit > 0) return flow;
  return {
    ...flow,
    ...(line.wagonStock === undefined || share === 0 ? {} : { wagons: `wagons of ${line.id}` }),
    // Back to the port it is as far as it was from there.
    ...(share > 0 ? { home: { share, hours: { gamma: { mean: Math.max(1, flow.afterHours), cv: 0.5 } } } } : {}),
  };
}

/** Empty boxes that a terminal sends home, on the lines of containers that land there, as much as each lands. */
function boxesHome(
  dataset: Dataset,
  services: readonly Service[],
  crossings: readonly CrossingPath[],
  at: InstantHours,
): EmptiesGiven[] {
  const landed = new Map<string, { teu: number; units: number; terminal: string; line: string; end: 0 | 1 }>();
  for (const { line, end, landsAt, perYear, teuPerUnit } of crossings) {
    const unit = dataset.findValue(line, "capacityUnits", at)?.unit;
    if (landsAt === "" || !(unit === "TEU" || unit === "FEU") || !services.some(({ id }) => id === line)) continue;
    const key = `${landsAt} ${line} ${end}`;
    const known = landed.get(key) ?? { teu: 0, units: 0, terminal: landsAt, line, end: end === 0 ? 1 : 0 };
    known.teu += perYear * teuPerUnit;
    known.units += perYear;
    landed.set(key, known);
  }
  const all = [...landed.values()];
  return all.flatMap(({ teu, units, terminal, line, end }) => {
    const perYear = dataset.findValue(terminal, "backgroundTeuPerYear", at)?.value ?? 0;
    const total = all.filter((each) => each.terminal === terminal).reduce((sum, each) => sum + each.teu, 0);
    if (!(perYear > 0) || !(teu > 0)) return [];
    return [{ line, end, perHour: (((perYear * teu) / total) * (units / teu)) / HOURS_PER_YEAR }];
  });
}

/** Other ships that take a berth: as stated, or what the other tonnage of the terminal makes in ships. */
function otherShipsAt(dataset: Dataset, berth: string, lines: readonly LineRead[], at: InstantHours): OtherShips[] {
  const [calls, hours, tonnes, size] = ["otherCallsPerYear", "serviceHours", "backgroundMtPerYear", "serviceUnits"].map(
    (name) => dataset.findValue(berth, name, at),
  );
  const perYear = calls?.value ?? (size?.unit === "t" && tonnes !== undefined ? (tonnes.value * 1e6) / size.value : 0);
  const callHours = dataset.findValue(berth, "otherCallHours", at)?.value ?? hours?.value ?? 0;
  if (!(perYear > 0) || !(callHours > 0)) return [];
  const closures = lines.flatMap(({ ends }) => ends.filter((end) => end.berth === berth))[0]?.closures ?? [];
  return [{ berth, perYear, callHours, closures }];
}
