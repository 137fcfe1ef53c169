// From ways of the corridor model to flows of a simulated crossing: ways that go aboard the same line the same way round, with
// the same goods, through the same stations, trains and dated closures, and that are about as long, are one flow; its times on
// land are the mixture of theirs. Not covered: a unit that is late before the ship is no later than others behind it.

import type { Dataset } from "../../../model/dataset.ts";
import type { InstantHours } from "../../../model/units.ts";
import type { Times } from "../distribution.ts";
import { CAUSES, type Cause } from "../lost-time.ts";
import type { CauseHours } from "./cause-hours.ts";
import type { CrossingPath, FlowRead, LegGiven, PathGiven, Stage, StationTraffic, Step } from "./corridor-given.ts";
import type { DatedClosures } from "./dated-closures.ts";
import { type Moments, mixtureOf, together } from "./mixed-times.ts";

const USUAL_TEU_PER_TRAIN = 100;
const HOURS_PER_WEEK = 168;
const HOURS_PER_YEAR = 8760;
const DAYS_PER_MONTH = 365 / 12;
/** Flows that bring less than a unit in so many years are left out. */
const LEAST_PER_YEAR = 0.5;
/** Flows of more than this a year are parted by the length of their ways, so that long ways before go with their ways behind. */
const LARGE_PER_YEAR = 1000;
const PARTS = 3;

export interface FlowsOfPaths {
  readonly flows: FlowRead[];
  readonly stations: { readonly id: string; readonly servers: number }[];
  readonly trains: { readonly id: string; readonly most: number; readonly patienceHours: number }[];
  readonly stationTraffic: StationTraffic[];
}

/** A part of a way: what it takes, and by what it is interrupted. */
interface Part {
  readonly cuts: readonly Cut[];
  readonly moving: Moments;
  readonly border: Moments;
}
/** A train that leaves when the first has waited so long. */
interface GatheredTrain {
  readonly id: string;
  readonly patienceHours: number;
}
type Cut = { readonly kind: "station" | "gate"; readonly id: string };

interface Way {
  readonly path: CrossingPath;
  readonly before: Part;
  readonly port: Part;
  /** In the port of landing, up to a train that gathers there. */
  readonly landing: Part;
  readonly train: GatheredTrain | undefined;
  readonly after: Part;
}

/**
 * Flows of ways, and what they pass.
 * @param others ways that do not cross; they meet the flows at stations
 */
export function flowsOfPaths(
  dataset: Dataset,
  paths: readonly CrossingPath[],
  others: readonly PathGiven[],
  at: InstantHours,
  closures?: DatedClosures,
): FlowsOfPaths {
  const reader = new FlowReader(dataset, at, closures);
  const byKey = new Map<string, Way[]>();
  for (const path of paths) {
    const way = reader.wayOf(path);
    const cuts = [way.before, way.port, way.landing, way.after].map((part) =>
      part.cuts.map(({ kind, id }) => `${kind} ${id}`).join(),
    );
    const key = [path.group, path.line, path.end, cuts.join("|"), way.train?.id ?? ""].join(" ");
    const known = byKey.get(key);
    if (known) known.push(way);
    else byKey.set(key, [way]);
  }
  const flows = [...byKey].flatMap(([key, ways]) =>
    partsOf(ways).flatMap((part, i) => reader.flowOf(i === 0 ? key : `${key} ${i + 1}`, part)),
  );
  return { flows, stations: reader.stations, trains: reader.trains, stationTraffic: reader.trafficOf(others) };
}

/** Parts of a large flow about as large, by the length of the way before the ship. */
function partsOf(ways: readonly Way[]): Way[][] {
  const total = ways.reduce((sum, { path }) => sum + path.perYear, 0);
  if (total < LARGE_PER_YEAR) return [[...ways]];
  const hours = ({ before }: Way): number => before.moving.mean + before.border.mean;
  const parts: Way[][] = Array.from({ length: PARTS }, () => []);
  let below = 0;
  for (const way of ways.toSorted((a, b) => hours(a) - hours(b))) {
    const middle = (below + way.path.perYear / 2) / total;
    parts[Math.min(PARTS - 1, Math.floor(middle * PARTS))].push(way);
    below += way.path.perYear;
  }
  return parts.filter((part) => part.length > 0);
}

class FlowReader {
  readonly #dataset: Dataset;
  readonly #at: InstantHours;
  readonly #closures: DatedClosures | undefined;
  readonly #stations = new Set<string>();
  readonly #trains = new Map<string, { readonly id: string; readonly most: number; readonly patienceHours: number }>();

  constructor(dataset: Dataset, at: InstantHours, closures: DatedClosures | undefined) {
    this.#dataset = dataset;
    this.#at = at;
    this.#closures = closures;
  }

  get stations(): FlowsOfPaths["stations"] {
    return [...this.#stations].map((id) => ({ id, servers: Math.max(1, Math.round(this.#value(id, "servers") ?? 1)) }));
  }
  get trains(): FlowsOfPaths["trains"] {
    return [...this.#trains.values()];
  }

  /** What ways bring to the stations that flows pass, in lots of what is served at once. */
  trafficOf(paths: readonly PathGiven[]): StationTraffic[] {
    const lotsPerYear = new Map<string, number>();
    for (const { legs, perDayByMonth, teuPerUnit, tonnesPerUnit } of paths) {
      const perYear = perDayByMonth.reduce((sum, perDay) => sum + perDay, 0) * DAYS_PER_MONTH;
      const stations = new Set(legs.filter((leg) => this.#isStation(leg)).map(({ subject }) => subject));
      for (const id of stations) {
        if (!this.#stations.has(id)) continue;
        const lots = perYear * this.#lotsEach(id, { teuPerUnit, tonnesPerUnit });
        lotsPerYear.set(id, (lotsPerYear.get(id) ?? 0) + lots);
      }
    }
    return [...lotsPerYear].map(([station, lots]) => ({
      station,
      lotsPerHour: lots / HOURS_PER_YEAR,
      hours: this.#value(station, "serviceHours") ?? 0,
    }));
  }

  /** A way in parts. */
  wayOf(path: CrossingPath): Way {
    // What shuts the ships of a line keeps its cargo in the yard, not on land.
    const { haul } = path;
    const ofShips = [haul.from, haul.to, haul.service, haul.link ?? ""].flatMap(
      (thing) => this.#closures?.of(thing)?.id ?? [],
    );
    const passed = new Set<string>(ofShips);
    const before = this.#part(path.before, passed);
    const port = this.#part(path.port, passed);
    // Boxes that go on by block train gather where they landed.
    const landedAt = path.after[0]?.from;
    const wait = path.after.findIndex((leg) => leg.from === landedAt && this.#trainOf(leg) !== undefined);
    const train = wait < 0 ? undefined : this.#trainOf(path.after[wait]);
    const landing = this.#part(path.after.slice(0, Math.max(0, wait)), passed);
    const after = this.#part(path.after.slice(wait + 1), passed);
    return { path, before, port, landing, train, after };
  }

  /** A flow of ways that are alike; none where too little comes. */
  flowOf(id: string, ways: readonly Way[]): FlowRead[] {
    const [{ path, train, before, port, landing, after }] = ways;
    const { group, line, end, teuPerUnit, tonnesPerUnit } = path;
    const perYear = ways.reduce((sum, { path: { perYear: each } }) => sum + each, 0);
    if (perYear < LEAST_PER_YEAR) return [];
    // Boxes come in block trains where most of them ride on one.
    const byTrain = ways.reduce(
      (sum, { path: { before: legs, perYear: each } }) => sum + (legs.some((leg) => this.#isBlock(leg)) ? each : 0),
      0,
    );
    const unitsPerTrain = this.#unitsPerTrain(teuPerUnit);
    const trainUnits = 2 * byTrain > perYear ? unitsPerTrain : 1;
    if (train !== undefined && !this.#trains.has(train.id))
      this.#trains.set(train.id, { ...train, most: unitsPerTrain });
    for (const part of [before, port, landing, after])
      for (const { kind, id: cut } of part.cuts) if (kind === "station") this.#stations.add(cut);
    const law = (of: (way: Way) => Moments, less = 0): { times: Times; mean: number } => {
      const laws = ways.map((way) => {
        const { mean, variance } = of(way);
        return { weight: way.path.perYear, mean: Math.max(0, mean - less), variance };
      });
      return { times: mixtureOf(laws), mean: together(laws).mean };
    };
    /** Delays, then what interrupts; hours with the services in them. */
    const steps = (of: (way: Way) => Part, units: number, stages: readonly [Stage?, Stage?]) => {
      const made: Step[] = [];
      const moving = law((way) => of(way).moving);
      if (moving.mean > 0) made.push({ kind: "delay", times: moving.times });
      if (stages[0] !== undefined) made.push({ kind: "stage", stage: stages[0] });
      let served = 0;
      for (const cut of of(ways[0]).cuts) {
        if (cut.kind === "gate") made.push({ kind: "gate", closed: cut.id });
        else {
          const hours = this.#serviceHours(cut.id, units, path);
          served += hours;
          made.push({ kind: "station", station: cut.id, hours });
        }
      }
      // The stated dwell holds the service.
      const border = law((way) => of(way).border, served);
      if (border.mean > 0) made.push({ kind: "delay", times: border.times });
      if (stages[1] !== undefined) made.push({ kind: "stage", stage: stages[1] });
      return { steps: made, hours: moving.mean + border.mean + served };
    };
    const onWay = steps((way) => way.before, trainUnits, ["before", "borderBefore"]);
    const inPort = steps((way) => way.port, 1, ["port"]);
    const landed = steps((way) => way.landing, 1, []);
    const onward = steps((way) => way.after, 1, ["after", "borderAfter"]);
    const perDayByMonth = path.perDayByMonth.map((_, month) =>
      ways.reduce((sum, way) => sum + way.path.perDayByMonth[month], 0),
    );
    return [
      {
        id,
        group,
        line,
        end,
        teuPerUnit,
        tonnesPerUnit,
        perYear,
        rateByMonth: perDayByMonth.map((perDay) => perDay / 24),
        trainUnits,
        before: onWay.steps,
        port: inPort.steps,
        after: [
          ...landed.steps,
          ...(train === undefined ? [] : [{ kind: "train" as const, train: train.id }]),
          ...onward.steps,
        ],
        beforeHours: onWay.hours,
        portHours: inPort.hours,
        afterHours: landed.hours + onward.hours,
        ways: ways.map((way) => way.path),
        statedWaits: this.#statedWaits(ways, perYear),
      },
    ];
  }

  /** Mean and variance of a part, at borders and else, and what interrupts it for the first time. */
  #part(legs: readonly LegGiven[], passed: Set<string>): Part {
    const cuts: Cut[] = [];
    const [moving, border] = [
      { mean: 0, variance: 0 },
      { mean: 0, variance: 0 },
    ];
    for (const leg of legs) {
      const into = isBorder(leg) ? border : moving;
      into.mean += leg.meanHours;
      into.variance += leg.varianceHours;
      for (const thing of [leg.subject, leg.from, leg.to, leg.link ?? "", leg.service]) {
        const closed = this.#closures?.onLand(thing);
        if (closed === undefined || passed.has(closed.id)) continue;
        passed.add(closed.id);
        cuts.push({ kind: "gate", id: closed.id });
      }
      // Who passes a station twice is served once.
      if (!this.#isStation(leg) || passed.has(leg.subject)) continue;
      passed.add(leg.subject);
      cuts.push({ kind: "station", id: leg.subject });
    }
    return { cuts, moving, border };
  }

  #isStation({ kind, subject }: LegGiven): boolean {
    return (
      (kind === "gauge-change" || kind === "border") &&
      subject !== "" &&
      ["servers", "serviceHours", "serviceUnits"].every((name) => this.#value(subject, name) !== undefined)
    );
  }

  /** A block train for which a leg waits, where it is said how often it goes. */
  #trainOf(leg: LegGiven): GatheredTrain | undefined {
    if (leg.kind !== "wait" || !this.#isBlock(leg)) return undefined;
    const id = `${leg.service}>${leg.from}`;
    const perWeek = this.#value(id, "departuresPerWeek");
    return perWeek === undefined || !(perWeek > 0) ? undefined : { id, patienceHours: HOURS_PER_WEEK / perWeek };
  }

  #isBlock({ service }: LegGiven): boolean {
    return this.#dataset.services.get(service as never)?.trainClass === "block";
  }

  #unitsPerTrain(teuPerUnit: number): number {
    const teuPerTrain = this.#value(this.#dataset.id, "teuPerTrain") ?? USUAL_TEU_PER_TRAIN;
    return teuPerUnit > 0 ? Math.max(1, Math.round(teuPerTrain / teuPerUnit)) : 1;
  }

  #serviceHours(id: string, units: number, { teuPerUnit, tonnesPerUnit }: CrossingPath): number {
    return (this.#value(id, "serviceHours") ?? 0) * units * this.#lotsEach(id, { teuPerUnit, tonnesPerUnit });
  }

  /** Part of what a station serves at once that a unit is. */
  #lotsEach(id: string, { teuPerUnit, tonnesPerUnit }: Pick<CrossingPath, "teuPerUnit" | "tonnesPerUnit">): number {
    const measure = this.#dataset.findValue(id, "serviceUnits", this.#at);
    const each = measure?.unit === "TEU" ? teuPerUnit : measure?.unit === "t" ? tonnesPerUnit : 1;
    return each / (measure?.value ?? 1);
  }

  /** Waits that are stated and not simulated, a unit. */
  #statedWaits(ways: readonly Way[], perYear: number): CauseHours {
    const hours: Record<Cause, number> = { ship: 0, weather: 0, berth: 0, border: 0, wagon: 0, other: 0 };
    for (const { path, train } of ways) {
      for (const leg of [...path.before, ...path.port, ...path.after]) {
        // A train that gathers is simulated.
        if (train !== undefined && leg.kind === "wait" && `${leg.service}>${leg.from}` === train.id) continue;
        const cause = this.#statedCause(leg);
        if (cause !== undefined) hours[cause] += (leg.meanHours * path.perYear) / perYear;
      }
    }
    return Object.fromEntries(CAUSES.map((cause) => [cause, hours[cause]])) as CauseHours;
  }

  #statedCause(leg: LegGiven): Cause | undefined {
    if (leg.storm !== "") return "weather";
    if (leg.kind === "border") return "border";
    if (leg.kind !== "wait") return undefined;
    return this.#dataset.services.get(leg.service as never)?.kind === "line" ? "ship" : "other";
  }

  #value(subject: string, attribute: string): number | undefined {
    return this.#dataset.findValue(subject, attribute, this.#at)?.value;
  }
}

const isBorder = ({ kind }: LegGiven): boolean => kind === "border" || kind === "gauge-change";
