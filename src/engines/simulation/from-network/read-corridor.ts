// What does a dataset say of a crossing? Ships, berths, patience and weather of the lines on a water body, and from the path
// flows of the corridor model who comes when and what happens on land before and after. Numbers are those of the first day;
// the part of a round that is neither sailing, berth nor weather follows from the published round trip.
// Not covered: lines of more than two calls, berths' other traffic, closed windows of the calendar.

import { expOf } from "../../../lib/exact-math.ts";
import type { Dataset } from "../../../model/dataset.ts";
import type { Value } from "../../../model/facts.ts";
import type { Service } from "../../../model/network.ts";
import type { Problem } from "../../../model/problem.ts";
import { type InstantHours, instant, isoDateOf } from "../../../model/units.ts";
import type {
  CorridorGiven,
  CrossingPath,
  FlowRead,
  LineEnd,
  LineGiven,
  PathGiven,
  Weather,
} from "./corridor-given.ts";
import { flowsOfPaths, splitPaths } from "./flows-of-paths.ts";

export interface ReadCorridorOptions {
  readonly from: InstantHours;
  readonly days: number;
}

/** A line with what it is in the dataset. */
export interface LineRead extends LineGiven {
  readonly service: Service;
  /** Of `capacityUnits`: TEU, t or unit. */
  readonly unit: "TEU" | "t" | "unit";
  /** What a ship takes in that unit, other traffic in it. */
  readonly capacityUnits: number;
  readonly backgroundShare: number;
  readonly roundTripHours: number;
  /** Units of `unit` that one unit of cargo takes, mean over its flows. */
  readonly unitsEach: number;
  /** Part of the stated round that is neither sailing, berth nor weather, when the ship is loaded both ways. */
  readonly restHours: number;
}

export interface CorridorRead extends CorridorGiven {
  readonly waterBody: string;
  readonly lines: readonly LineRead[];
  readonly flows: readonly FlowRead[];
  readonly warnings: readonly Problem[];
}

const HOURS_PER_DAY = 24;
const HOURS_PER_YEAR = 8760;
const WARM_UP_DAYS = 60;
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
    const read = weatherOf(dataset, cause, from);
    return read === undefined ? [] : [read];
  });
  const lines = services.flatMap((service) => {
    const own = crossings.filter((path) => path.line === service.id);
    return own.length === 0 ? [] : [readLine(dataset, service, own, weather, from)];
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
  const { flows, stations } = flowsOfPaths(dataset, crossings, from);
  const berthIds = new Set(
    lines.flatMap(({ ends }) => ends.flatMap(({ berth }) => (berth === undefined ? [] : [berth]))),
  );
  return {
    name: `Crossing of ${dataset.waterBodies.get(waterBody as never)?.name ?? waterBody}`,
    waterBody,
    starts: isoDateOf((from - WARM_UP_DAYS * HOURS_PER_DAY) as InstantHours),
    warmUpHours: WARM_UP_DAYS * HOURS_PER_DAY,
    untilHours: (WARM_UP_DAYS + days) * HOURS_PER_DAY,
    sampleEveryHours: SAMPLE_HOURS,
    weather,
    berths: [...berthIds].map((id) => ({
      id,
      count: Math.max(1, Math.round(number(dataset, id, "servers", from, 1))),
    })),
    stations,
    lines,
    flows,
    warnings,
  };
}

function number(dataset: Dataset, subject: string, attribute: string, at: InstantHours, otherwise: number): number {
  return dataset.findValue(subject, attribute, at)?.value ?? otherwise;
}

function weatherOf(dataset: Dataset, cause: string, from: InstantHours): Weather | undefined {
  const year = isoDateOf(from).slice(0, 4);
  const by = (attribute: string): (number | undefined)[] =>
    MONTHS.map(
      (month) => dataset.findValue(cause, attribute, instant(`${year}-${String(month).padStart(2, "0")}-15`))?.value,
    );
  const [open, closed] = [by("meanOpenHours"), by("meanClosedHours")];
  if (open.includes(undefined) || closed.includes(undefined)) return undefined;
  return { id: cause, openByMonth: open as number[], closedByMonth: closed as number[] };
}

function readLine(
  dataset: Dataset,
  service: Service,
  paths: readonly CrossingPath[],
  weather: readonly Weather[],
  at: InstantHours,
): LineRead {
  const value = (attribute: string): Value => {
    const found = dataset.findValue(service.id, attribute, at);
    if (found === undefined) throw new Error(`expected ${service.id} to have ${attribute}`);
    return found;
  };
  const size = value("capacityUnits");
  const capacityUnits = size.unit === "FEU" ? 2 * size.value : size.value;
  const unit = size.unit === "TEU" || size.unit === "FEU" ? "TEU" : size.unit === "t" ? "t" : "unit";
  const backgroundShare = number(dataset, service.id, "backgroundShare", at, 0);
  const total = paths.reduce((sum, { perYear }) => sum + perYear, 0);
  const taken = paths.reduce(
    (sum, { perYear, teuPerUnit, tonnesPerUnit }) =>
      sum + perYear * (unit === "TEU" ? teuPerUnit : unit === "t" ? tonnesPerUnit : 1),
    0,
  );
  const unitsEach = total > 0 ? taken / total : 1;
  const [first, second] = ([0, 1] as const).map((end) =>
    readEnd(dataset, service, end, { paths, weather, at, unit: size.unit, capacityUnits }),
  );
  const roundTripHours = value("roundTripHours").value;
  const inPort = Math.max(0, (roundTripHours - sailHours(first) - sailHours(second)) / 2);
  const known =
    sailHours(first) +
    sailHours(second) +
    first.callHours +
    second.callHours +
    weatherHours(first, second, weather, inPort) +
    weatherHours(second, first, weather, inPort);
  const restHours = Math.max(0, roundTripHours - known);
  const vessels = Math.max(1, Math.round(value("vessels").value));
  const capacity = Math.max(1, Math.floor(((1 - backgroundShare) * capacityUnits) / unitsEach + 1e-9));
  const leaving = [0, 1].map((end) => paths.reduce((sum, path) => sum + (path.end === end ? path.perYear : 0), 0));
  return {
    id: service.id,
    service,
    unit,
    capacityUnits,
    backgroundShare,
    roundTripHours,
    unitsEach,
    vessels,
    capacity,
    restHours,
    ends: toEnds([first, second], { leaving, known, restHours, vessels, capacity }),
  };
}

/**
 * How long ships rest and are held. Rest belongs to handling, as all time in port does in the flow model: of the way that brings
 * less, as much less. A ship is held for more cargo as long as its line states, but no longer than the fleet can spare it:
 * half of the time by which a round may grow and still carry what the fuller way brings, and half of the time that way takes to fill a ship.
 */
function toEnds(
  ends: readonly [StatedEnd, StatedEnd],
  {
    leaving,
    known,
    restHours,
    vessels,
    capacity,
  }: {
    readonly leaving: readonly number[];
    readonly known: number;
    readonly restHours: number;
    readonly vessels: number;
    readonly capacity: number;
  },
): readonly [LineEnd, LineEnd] {
  const most = Math.max(...leaving);
  const shares = leaving.map((perYear) => (most > 0 ? perYear / most : 1));
  const fillHours = most > 0 ? (capacity * HOURS_PER_YEAR) / most : Number.POSITIVE_INFINITY;
  const spare = vessels * fillHours - known - (restHours * (shares[0] + shares[1])) / 2;
  const [first, second] = ends.map(({ patienceHours, ...end }, i) => ({
    ...end,
    layHours: (restHours * shares[1 - i]) / 2,
    holdHours: Math.max(0, Math.min(patienceHours, spare / 2, fillHours / 2)),
  }));
  return [first, second];
}

/** An end as the dataset states it. */
type StatedEnd = Omit<LineEnd, "holdHours" | "layHours"> & { readonly patienceHours: number };

function readEnd(
  dataset: Dataset,
  service: Service,
  end: 0 | 1,
  {
    paths,
    weather,
    at,
    unit,
    capacityUnits,
  }: {
    paths: readonly CrossingPath[];
    weather: readonly Weather[];
    at: InstantHours;
    unit: string;
    capacityUnits: number;
  },
): StatedEnd {
  const [place, other] = [service.stops[end], service.stops[1 - end]];
  const transit = dataset.findValue(`${service.id}#${place}>${other}`, "transitHours", at);
  const berth = berthAt(dataset, paths, end, at);
  const [hours, units] =
    berth === undefined ? [] : ["serviceHours", "serviceUnits"].map((name) => dataset.findValue(berth, name, at));
  const callHours =
    hours === undefined ? 0 : units?.unit === unit ? (hours.value * capacityUnits) / units.value : hours.value;
  const patience =
    service.departures === "sail-when-full"
      ? (dataset.findValue(`${service.id}>${place}`, "patienceHours", at) ??
        dataset.findValue(service.id, "patienceHours", at))
      : undefined;
  const shutting = new Set(dataset.causes.filter(({ places }) => places.includes(place)).map(({ id }) => id as string));
  return {
    place,
    sail: timesOf(transit?.value ?? 0, transit?.cv ?? 0, transit?.shape === "gamma"),
    callHours,
    ...(berth === undefined ? {} : { berth }),
    closures: weather
      .map(({ id }) => id)
      .filter((id) => shutting.has(id) && (service.causes as readonly string[]).includes(id)),
    patienceHours: patience?.value ?? 0,
  };
}

const timesOf = (mean: number, cv: number, isGamma: boolean): LineEnd["sail"] =>
  cv > 0 && mean > 0 ? (isGamma ? { gamma: { mean, cv } } : { lognormal: { mean, cv } }) : mean;

/** Mean of the sailing from an end, hours. */
export function sailHours({ sail }: Pick<LineEnd, "sail">): number {
  if (typeof sail === "number") return sail;
  if (typeof sail === "string") return 0;
  const law = "lognormal" in sail ? sail.lognormal : "gamma" in sail ? sail.gamma : undefined;
  return typeof law?.mean === "number" ? law.mean : 0;
}

/** The terminal with berths that most of the flow of an end passes. */
function berthAt(dataset: Dataset, paths: readonly CrossingPath[], end: 0 | 1, at: InstantHours): string | undefined {
  const flow = new Map<string, number>();
  for (const path of paths) {
    const berth = end === path.end ? path.boardsAt : path.landsAt;
    if (berth !== "") flow.set(berth, (flow.get(berth) ?? 0) + path.perYear);
  }
  return [...flow]
    .filter(
      ([id]) =>
        dataset.findValue(id, "servers", at) !== undefined && dataset.findValue(id, "serviceHours", at) !== undefined,
    )
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

/**
 * Mean wait for weather of a ship on the way from an end to the other: the rest of a closed spell, with the chance that one
 * has begun since the port was last seen open, in port before it leaves and at sea before it comes (two-state Markov chain).
 */
function weatherHours(end: StatedEnd, other: StatedEnd, weather: readonly Weather[], inPort: number): number {
  let hours = 0;
  for (const { id, openByMonth, closedByMonth } of weather) {
    const [leaving, coming] = [end.closures.includes(id), other.closures.includes(id)];
    for (const [month, open] of openByMonth.entries()) {
      const closed = closedByMonth[month];
      const wait = (closed * closed) / (open + closed) / openByMonth.length;
      const begun = (since: number): number => 1 - expOf(-since * (1 / open + 1 / closed));
      hours += (leaving ? wait * begun(inPort) : 0) + (coming ? wait * (leaving ? begun(sailHours(end)) : 1) : 0);
    }
  }
  return hours;
}
