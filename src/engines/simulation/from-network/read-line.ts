// What does a dataset say of a line: its ships by date, what they take either way, what a call takes, what shuts its ends, and
// how long they are held. The part of a round that is neither sailing, berth nor weather follows from the published round trip.

import type { Dataset } from "../../../model/dataset.ts";
import type { Value } from "../../../model/facts.ts";
import type { Service } from "../../../model/network.ts";
import { causesAtPlace, roundWeatherHours } from "../../../model/ship-round.ts";
import { type InstantHours, instant } from "../../../model/units.ts";
import type { CrossingPath, DatedClosure, EmptiesGiven, LineEnd, LineGiven, Weather } from "./corridor-given.ts";
import type { DatedClosures } from "./dated-closures.ts";
import { sailHours } from "./ships-in-blocks.ts";

/** A line with what it is in the dataset. */
export interface LineRead extends LineGiven {
  readonly service: Service;
  /** Of `capacityUnits`: TEU, t or unit. */
  readonly unit: "TEU" | "t" | "unit";
  /** What a ship takes in that unit on the first day, other traffic in it: its payload at the draft of the day. */
  readonly capacityUnits: number;
  readonly backgroundShare: number;
  readonly roundTripHours: number;
  /** Units of `unit` that one unit of cargo takes, mean over its flows. */
  readonly unitsEach: number;
  /** Part of the stated round that is neither sailing, berth nor weather, when the ship is loaded both ways. */
  readonly restHours: number;
  /** Weather that such a round meets. */
  readonly weatherHours: number;
  /** Part of the wagons landed from each end that go home empty by these ships; of lines where that is stated. */
  readonly homeShares?: readonly [number, number];
  readonly wagonStock?: number;
}

export interface LineContext {
  readonly weather: readonly Weather[];
  readonly closures: DatedClosures;
  readonly empties: readonly EmptiesGiven[];
  readonly starts: InstantHours;
  readonly untilHours: number;
  /** First day of the period. */
  readonly at: InstantHours;
}

const HOURS_PER_YEAR = 8760;
/** Of the rules of docs/method/corridor-simulation.md, where the dataset says nothing. */
const USUAL = { holdSpareShare: 0.5, holdFillShare: 0.5, restByLoadShare: 1 } as const;

/** A line, with what goes across on it. */
export function readLine(
  dataset: Dataset,
  service: Service,
  paths: readonly CrossingPath[],
  context: LineContext,
): LineRead {
  const { weather, at, untilHours } = context;
  const value = (attribute: string): Value => {
    const found = dataset.findValue(service.id, attribute, at);
    if (found === undefined) throw new Error(`expected ${service.id} to have ${attribute}`);
    return found;
  };
  const maybe = (attribute: string): number | undefined => dataset.findValue(service.id, attribute, at)?.value;
  const size = value("capacityUnits");
  const unitsOf = (stated: number): number => (size.unit === "FEU" ? 2 * stated : stated);
  const capacityUnits = unitsOf(size.value);
  const unit = size.unit === "TEU" || size.unit === "FEU" ? "TEU" : size.unit === "t" ? "t" : "unit";
  const backgroundShare = maybe("backgroundShare") ?? 0;
  const total = paths.reduce((sum, { perYear }) => sum + perYear, 0);
  const taken = paths.reduce(
    (sum, { perYear, teuPerUnit, tonnesPerUnit }) =>
      sum + perYear * (unit === "TEU" ? teuPerUnit : unit === "t" ? tonnesPerUnit : 1),
    0,
  );
  const unitsEach = total > 0 ? taken / total : 1;
  const stated = ([0, 1] as const).map((end) =>
    readEnd(dataset, service, end, { ...context, paths, unit: size.unit, capacityUnits }),
  );
  const [first, second] = stated;
  const roundTripHours = value("roundTripHours").value;
  const callHours = first.callHours + second.callHours;
  const atSeaHours = sailHours(first) + sailHours(second);
  const inPort = Math.max(0, (roundTripHours - atSeaHours) / 2);
  const shoreOf = (end: StatedEnd) => ({ closures: end.closures, sailHours: sailHours(end) });
  const weatherHours = roundWeatherHours([shoreOf(first), shoreOf(second)], weather, inPort);
  const restHours = Math.max(0, roundTripHours - atSeaHours - callHours - weatherHours);
  const loaded = [0, 1].map((end) => paths.reduce((sum, path) => sum + (path.end === end ? path.perYear : 0), 0));
  const wagons = [0, 1].map((end) =>
    paths.reduce((sum, path) => sum + (path.end === end && path.teuPerUnit === 0 ? path.perYear : 0), 0),
  );
  const emptyShare = maybe("emptyReturnShare");
  const homeShares =
    emptyShare === undefined
      ? undefined
      : ([homeShare(emptyShare, wagons[0], wagons[1]), homeShare(emptyShare, wagons[1], wagons[0])] as const);
  // What goes home from an end are wagons that came from the other one, and boxes; wagons are the other traffic there, of which
  // each ship has as large a share as on the fuller way.
  const others = (backgroundShare / (1 - backgroundShare)) * Math.max(...loaded);
  const leaving = loaded.map((perYear, end) => {
    const boxes = context.empties.find((each) => each.line === service.id && each.end === end)?.perHour ?? 0;
    const home = homeShares?.[1 - end] ?? 0;
    return perYear + boxes * HOURS_PER_YEAR + (home > 0 ? Math.max(home * wagons[1 - end], others) : 0);
  });
  const whole = (units: number): number => Math.max(1, Math.floor(units / unitsEach + 1e-9));
  const part = (units: number): number =>
    Math.max(1, Math.min(whole(units), Math.round(((1 - backgroundShare) * units) / unitsEach)));
  // Where empties are counted, the other traffic of their way is mostly they.
  const isFullOf = (end: 0 | 1): boolean => homeShares !== undefined && homeShares[1 - end] > 0;
  const anyFull = isFullOf(0) || isFullOf(1);
  const capacityOf = anyFull ? whole : part;
  const sizes = stepsOf(dataset, service.id, "capacityUnits", context).map((step) => ({
    at: step.at,
    capacity: capacityOf(unitsOf(step.value)),
  }));
  const capacity = sizes[0]?.capacity ?? capacityOf(capacityUnits);
  const fleet = fleetOf(service.id, stepsOf(dataset, service.id, "vessels", context), untilHours);
  const vessels = Math.max(1, Math.round(value("vessels").value));
  const ends = toEnds(dataset, stated, leaving, {
    at,
    fixedHours: atSeaHours + weatherHours,
    callHours,
    restHours,
    otherShare: anyFull ? 0 : backgroundShare,
    vessels,
    loads: ([0, 1] as const).map((end) =>
      anyFull && !isFullOf(end) ? part(capacityUnits) : capacityOf(capacityUnits),
    ),
  });
  const wagonStock = maybe("wagonStock");
  return {
    id: service.id,
    service,
    unit,
    capacityUnits,
    backgroundShare,
    roundTripHours,
    unitsEach,
    ...fleet,
    capacity,
    ...(sizes.length > 1 ? { capacityFrom: sizes.slice(1) } : {}),
    restHours,
    weatherHours,
    ...(homeShares === undefined ? {} : { homeShares }),
    ...(wagonStock === undefined ? {} : { wagonStock: Math.round(wagonStock) }),
    ends,
  };
}

/** Of the wagons that came one way more than the other, so many go home empty: as a part of all that came. */
const homeShare = (share: number, came: number, went: number): number =>
  came > went ? (share * (came - went)) / came : 0;

interface Step {
  /** Hours since the start. */
  readonly at: number;
  readonly value: number;
}

/** What an attribute is from when on; in the warm-up as on the first day of the period. */
function stepsOf(
  dataset: Dataset,
  subject: string,
  attribute: string,
  { starts, untilHours, at }: LineContext,
): Step[] {
  const dates = dataset.values
    .filter((row) => row.subject === subject && row.attribute === attribute && row.use === "model")
    .flatMap(({ validFrom, validTo }) => [validFrom, validTo])
    .flatMap((date) => (date === undefined ? [] : [instant(date) - starts]))
    .filter((hour) => hour > at - starts && hour < untilHours);
  const steps: Step[] = [];
  for (const hour of [0, ...new Set(dates)].sort((a, b) => a - b)) {
    const found = dataset.findValue(subject, attribute, Math.max(at, starts + hour) as InstantHours)?.value;
    if (found !== undefined && found !== steps.at(-1)?.value) steps.push({ at: hour, value: found });
  }
  return steps;
}

/** Ships that are always there, and those that are away for a time. */
function fleetOf(line: string, steps: readonly Step[], untilHours: number): Pick<LineGiven, "vessels" | "more"> {
  const counts = steps.map((step) => Math.round(step.value));
  const least = Math.max(1, Math.min(...counts));
  const most = Math.max(...counts);
  const more: { vessels: number; away: DatedClosure }[] = [];
  for (let ship = least + 1; ship <= most; ship++) {
    const windows = steps.flatMap(({ at }, i) =>
      counts[i] < ship ? [{ from: at, to: steps[i + 1]?.at ?? untilHours + 1 }] : [],
    );
    const joined = windows.reduce<{ from: number; to: number }[]>((all, window) => {
      const last = all.at(-1);
      if (last?.to === window.from) last.to = window.to;
      else all.push({ ...window });
      return all;
    }, []);
    const same = more.find(({ away }) => JSON.stringify(away.windows) === JSON.stringify(joined));
    if (same) same.vessels++;
    else more.push({ vessels: 1, away: { id: `${line} away ${more.length + 1}`, windows: joined } });
  }
  return { vessels: least, ...(more.length > 0 ? { more } : {}) };
}

/**
 * How long ships rest and are held. Rest belongs to handling, as all time in port does in the flow model: of the way that brings
 * less, as much less, as far as the dataset says (`restByLoadShare`). A ship is held for more cargo as long as its line states, but
 * no longer than the fleet can spare it: parts of the time by which a round may grow and still carry what the fuller way brings
 * (`holdSpareShare`), and of the time that way takes to fill a ship (`holdFillShare`).
 */
function toEnds(
  dataset: Dataset,
  stated: readonly StatedEnd[],
  leaving: readonly number[],
  given: {
    readonly at: InstantHours;
    readonly fixedHours: number;
    readonly callHours: number;
    readonly restHours: number;
    /** Of each load, that of other traffic, which is there on the emptier way too. */
    readonly otherShare: number;
    readonly vessels: number;
    readonly loads: readonly number[];
  },
): readonly [LineEnd, LineEnd] {
  const { at, fixedHours, callHours, restHours, otherShare, vessels, loads } = given;
  const rule = (name: keyof typeof USUAL): number => dataset.findValue(dataset.id, name, at)?.value ?? USUAL[name];
  const byLoad = rule("restByLoadShare");
  // How long an end takes to fill a ship that leaves it.
  const fills = leaving.map((perYear, end) =>
    perYear > 0 ? (loads[end] * HOURS_PER_YEAR) / perYear : Number.POSITIVE_INFINITY,
  );
  const fillHours = Math.min(...fills);
  const shares = fills.map((hours) =>
    Number.isFinite(fillHours) ? otherShare + ((1 - otherShare) * fillHours) / hours : 1,
  );
  const restPart = (share: number): number => 1 - byLoad + byLoad * share;
  const spare =
    vessels * fillHours -
    fixedHours -
    (callHours * (shares[0] + shares[1])) / 2 -
    (restHours * (restPart(shares[0]) + restPart(shares[1]))) / 2;
  const [first, second] = stated.map(({ patienceHours, ...end }, i) => ({
    ...end,
    layHours: (restHours * restPart(shares[1 - i])) / 2,
    holdHours: Math.max(0, Math.min(patienceHours, rule("holdSpareShare") * spare, rule("holdFillShare") * fillHours)),
    most: loads[i],
  }));
  return [first, second];
}

/** An end as the dataset states it. */
type StatedEnd = Omit<LineEnd, "holdHours" | "layHours" | "most"> & { readonly patienceHours: number };

function readEnd(
  dataset: Dataset,
  service: Service,
  end: 0 | 1,
  {
    paths,
    weather,
    closures,
    at,
    unit,
    capacityUnits,
  }: LineContext & {
    readonly paths: readonly CrossingPath[];
    readonly unit: string;
    readonly capacityUnits: number;
  },
): StatedEnd {
  const [place, other] = [service.stops[end], service.stops[1 - end]];
  const transit = dataset.findValue(`${service.id}#${place}>${other}`, "transitHours", at);
  const berth = berthAt(dataset, paths, end, at);
  const [hours, units, yard] =
    berth === undefined
      ? []
      : ["serviceHours", "serviceUnits", "yardUnits"].map((name) => dataset.findValue(berth, name, at));
  const callHours =
    hours === undefined ? 0 : units?.unit === unit ? (hours.value * capacityUnits) / units.value : hours.value;
  const patience =
    dataset.findValue(`${service.id}>${place}`, "patienceHours", at) ??
    dataset.findValue(service.id, "patienceHours", at);
  const shutting = causesAtPlace(dataset, service, place);
  const ways = [...dataset.links.values()].filter(
    ({ mode, from, to }) => mode === "sea" && ((from === place && to === other) || (from === other && to === place)),
  );
  const dated = [service.id, place, berth ?? "", ...ways.map(({ id }) => id)].flatMap(
    (thing) => closures.of(thing)?.id ?? [],
  );
  return {
    place,
    sail: timesOf(transit?.value ?? 0, transit?.cv ?? 0, transit?.shape === "gamma"),
    callHours,
    ...(berth === undefined ? {} : { berth }),
    ...(yard === undefined ? {} : { yardUnits: Math.round(yard.value) }),
    closures: [...weather.map(({ id }) => id).filter((id) => shutting.includes(id)), ...dated],
    patienceHours: patience?.value ?? 0,
  };
}

const timesOf = (mean: number, cv: number, isGamma: boolean): LineEnd["sail"] =>
  cv > 0 && mean > 0 ? (isGamma ? { gamma: { mean, cv } } : { lognormal: { mean, cv } }) : mean;

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
