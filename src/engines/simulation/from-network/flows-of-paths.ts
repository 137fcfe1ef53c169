// From ways of the corridor model to flows of a simulated crossing: ways that go aboard the same line the same way round, with
// the same goods, through the same stations, trains and dated closures, and that are about as long, are one flow; its times on
// land are the mixture of theirs. Not covered: a unit that is late before the ship is no later than others behind it.

import type { Dataset } from "../../../model/dataset.ts";
import type { InstantHours } from "../../../model/units.ts";
import type { Times } from "../distribution.ts";
import { CAUSES, type Cause } from "../lost-time.ts";
import type { CauseHours } from "./cause-hours.ts";
import type {
  CrossingPath,
  FlowRead,
  LegGiven,
  PathGiven,
  Stage,
  StationGiven,
  StationTraffic,
  Step,
} from "./corridor-given.ts";
import type { DatedClosures } from "./dated-closures.ts";
import { type Moments, mixtureOf, together } from "./mixed-times.ts";
import { StationReader } from "./read-stations.ts";

const USUAL_TEU_PER_TRAIN = 100;
const HOURS_PER_WEEK = 168;
/** Flows that bring less than a unit in so many years are left out. */
const LEAST_PER_YEAR = 0.5;
/** Flows of more than this a year are parted by the length of their ways, so that long ways before go with their ways behind. */
const LARGE_PER_YEAR = 1000;
const PARTS = 3;

export interface FlowsOfPaths {
  readonly flows: FlowRead[];
  readonly stations: StationGiven[];
  readonly trains: { readonly id: string; readonly most: number; readonly patienceHours: number }[];
  readonly stationTraffic: StationTraffic[];
}

/** A part of a way: what it takes, and by what it is interrupted. */
interface Part {
  readonly cuts: readonly Cut[];
  readonly moving: Moments;
  /** Without the queues that are simulated. */
  readonly border: Moments;
  /** Of those queues, what the stated times hold. */
  readonly queueHours: number;
}
/** A train that leaves when the first has waited so long. */
interface GatheredTrain {
  readonly id: string;
  readonly patienceHours: number;
}
type Cut = { readonly kind: "station" | "gate"; readonly id: string; readonly isOfScenario?: true };

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
    const key = keyOf(way, () => true);
    const known = byKey.get(key);
    if (known) known.push(way);
    else byKey.set(key, [way]);
  }
  // Streams of random numbers are called after flows: what a scenario shuts on their way gives them no other luck.
  const ids = new Set(byKey.keys());
  const flows = [...byKey].flatMap(([key, ways]) => {
    const usual = keyOf(ways[0], ({ isOfScenario }) => isOfScenario === undefined);
    const id = ids.has(usual) ? key : usual;
    ids.add(id);
    return partsOf(ways).flatMap((part, i) => reader.flowOf(i === 0 ? id : `${id} ${i + 1}`, part));
  });
  return { flows, stations: reader.stations, trains: reader.trains, stationTraffic: reader.trafficOf(others) };
}

/** What ways of one flow have in common, by the cuts that count. */
function keyOf({ path, before, port, landing, after, train }: Way, counts: (cut: Cut) => boolean): string {
  const cuts = [before, port, landing, after].map((part) =>
    part.cuts
      .filter(counts)
      .map(({ kind, id }) => `${kind} ${id}`)
      .join(),
  );
  return [path.group, path.line, path.end, cuts.join("|"), train?.id ?? ""].join(" ");
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
  readonly #closures: DatedClosures | undefined;
  readonly #usualClosures: DatedClosures | undefined;
  readonly #reader: StationReader;
  readonly #stations = new Set<string>();
  readonly #trains = new Map<string, { readonly id: string; readonly most: number; readonly patienceHours: number }>();

  constructor(dataset: Dataset, at: InstantHours, closures: DatedClosures | undefined) {
    this.#dataset = dataset;
    this.#closures = closures;
    this.#usualClosures = closures?.withoutScenario();
    this.#reader = new StationReader(dataset, at);
  }

  get stations(): FlowsOfPaths["stations"] {
    return [...this.#stations].map((id) => this.#reader.given(id));
  }
  get trains(): FlowsOfPaths["trains"] {
    return [...this.#trains.values()];
  }

  /** What others bring to the stations that flows pass. */
  trafficOf(paths: readonly PathGiven[]): StationTraffic[] {
    return this.#reader.trafficAt(this.#stations, paths);
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
      const { cuts, queueHours } = of(ways[0]);
      let served = 0;
      for (const cut of cuts) {
        if (cut.kind === "gate")
          made.push({ kind: "gate", closed: cut.id, ...(cut.isOfScenario ? { isOfScenario: true } : {}) });
        else {
          const hours = this.#serviceHours(cut.id, units, path);
          served += hours;
          made.push({ kind: "station", station: cut.id, hours });
        }
      }
      // The stated dwell holds the service; its queue is taken off way by way.
      const border = law((way) => of(way).border, served);
      if (border.mean > 0) made.push({ kind: "delay", times: border.times });
      if (stages[1] !== undefined) made.push({ kind: "stage", stage: stages[1] });
      return { steps: made, hours: moving.mean + border.mean + served + queueHours };
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
    let queueHours = 0;
    for (const leg of legs) {
      const into = isBorder(leg) ? border : moving;
      const station = this.#reader.stationOf(leg);
      const queue = station === undefined || passed.has(station) ? 0 : this.#queueIn(leg, station);
      const rest = leg.meanHours - queue;
      queueHours += queue;
      into.mean += rest;
      // What is not queue has the spread of the whole.
      into.variance +=
        queue > 0 ? leg.varianceHours * (rest / leg.meanHours) * (rest / leg.meanHours) : leg.varianceHours;
      for (const thing of [leg.subject, leg.from, leg.to, leg.link ?? "", leg.service]) {
        const closed = this.#closures?.onLand(thing);
        if (closed === undefined || passed.has(closed.id)) continue;
        passed.add(closed.id);
        const isUsual = this.#usualClosures === undefined || this.#usualClosures.onLand(thing) !== undefined;
        cuts.push({ kind: "gate", id: closed.id, ...(isUsual ? {} : { isOfScenario: true }) });
      }
      // Who passes a station twice is served once.
      if (station === undefined || passed.has(station)) continue;
      passed.add(station);
      cuts.push({ kind: "station", id: station });
    }
    return { cuts, moving, border, queueHours };
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

  #serviceHours(id: string, units: number, path: CrossingPath): number {
    return this.#reader.hoursOf(id) * units * this.#reader.lotsEach(id, path);
  }

  /** What the stated hours of a leg hold of the queue that is simulated. */
  #queueIn({ meanHours }: LegGiven, station: string): number {
    return Math.min(meanHours, this.#reader.queueHoursOf(station));
  }

  /** Waits that are stated and not simulated, a unit. */
  #statedWaits(ways: readonly Way[], perYear: number): CauseHours {
    const hours: Record<Cause, number> = { ship: 0, weather: 0, berth: 0, border: 0, wagon: 0, other: 0 };
    for (const { path, train } of ways) {
      for (const leg of [...path.before, ...path.port, ...path.after]) {
        // A train that gathers is simulated.
        if (train !== undefined && leg.kind === "wait" && `${leg.service}>${leg.from}` === train.id) continue;
        const cause = this.#statedCause(leg);
        if (cause === undefined) continue;
        // Who passes a queue twice waits in it once; that is rare enough to leave.
        const station = this.#reader.stationOf(leg);
        const stated = leg.meanHours - (station === undefined ? 0 : this.#queueIn(leg, station));
        hours[cause] += (stated * path.perYear) / perYear;
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
    return this.#reader.value(subject, attribute);
  }
}

const isBorder = ({ kind }: LegGiven): boolean => kind === "border" || kind === "gauge-change";
