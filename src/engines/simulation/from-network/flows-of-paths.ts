// From ways of the corridor model to flows of a simulated crossing: ways that go aboard the same line the same way round, with
// the same goods and through the same stations, are one flow; its times on land are the mixture of theirs.

import type { Dataset } from "../../../model/dataset.ts";
import type { Service } from "../../../model/network.ts";
import type { InstantHours } from "../../../model/units.ts";
import type { Times } from "../distribution.ts";
import type { CrossingPath, FlowRead, LegGiven, PathGiven, Step } from "./corridor-given.ts";

/** Ways that use one of the lines, cut at the first that they use; waits for its ship and its weather are left out. */
export function splitPaths(paths: readonly PathGiven[], services: readonly Service[]): CrossingPath[] {
  const byId = new Map<string, Service>(services.map((service) => [service.id, service]));
  return paths.flatMap((path) => {
    const { legs, ...rest } = path;
    const at = legs.findIndex(({ kind, service }) => kind === "line-haul" && byId.has(service));
    const service = at < 0 ? undefined : byId.get(legs[at].service);
    if (service === undefined) return [];
    const [from, to] = [legs[at].from, legs[at].to];
    const causes: readonly string[] = service.causes;
    const isOwn = (leg: LegGiven): boolean =>
      (leg.kind === "wait" && leg.service === service.id) ||
      (causes.includes(leg.storm) && (leg.from === from || leg.from === to));
    const kept = (part: readonly LegGiven[]): LegGiven[] => part.filter((leg) => !isOwn(leg));
    const before = kept(legs.slice(0, at));
    const isPort = ({ subject, from: place }: LegGiven): boolean => subject !== "" && place === from;
    const after = kept(legs.slice(at + 1));
    return [
      {
        ...rest,
        perYear: path.perDayByMonth.reduce((sum, perDay) => sum + perDay, 0) * (365 / 12),
        line: service.id,
        end: service.stops[0] === from ? 0 : 1,
        boardsAt: before.findLast(isPort)?.subject ?? "",
        landsAt:
          after.find(({ subject, from: place, kind }) => subject !== "" && place === to && kind !== "border")
            ?.subject ?? "",
        before: before.filter((leg) => !isPort(leg)),
        port: before.filter(isPort),
        haul: legs[at],
        after,
      },
    ];
  });
}

const USUAL_TEU_PER_TRAIN = 100;
/** Ways of a flow that have a law of their own; the rest share one. */
const MOST_LAWS = 12;
/** Flows that bring less than a unit in so many years are left out. */
const LEAST_PER_YEAR = 0.5;

interface Flowing {
  readonly key: string;
  readonly paths: CrossingPath[];
}

/** Flows of ways, and the stations that they pass. */
export function flowsOfPaths(
  dataset: Dataset,
  paths: readonly CrossingPath[],
  at: InstantHours,
): { readonly flows: FlowRead[]; readonly stations: { readonly id: string; readonly servers: number }[] } {
  const value = (subject: string, attribute: string): number | undefined =>
    dataset.findValue(subject, attribute, at)?.value;
  const isStation = ({ kind, subject }: LegGiven): boolean =>
    (kind === "gauge-change" || kind === "border") &&
    subject !== "" &&
    ["servers", "serviceHours", "serviceUnits"].every((name) => value(subject, name) !== undefined);
  const stationsOf = (legs: readonly LegGiven[]): string[] => [
    ...new Set(legs.filter(isStation).map(({ subject }) => subject)),
  ];
  const byKey = new Map<string, Flowing>();
  for (const path of paths) {
    const first = stationsOf(path.before);
    // Who passes a station twice is served once.
    const then = stationsOf(path.after).filter((id) => !first.includes(id));
    const key = [path.group, path.line, path.end, [...first, "|", ...then].join(",")].join(" ");
    const known = byKey.get(key);
    if (known) known.paths.push(path);
    else byKey.set(key, { key, paths: [path] });
  }
  const used = new Set<string>();
  const teuPerTrain = value(dataset.id, "teuPerTrain") ?? USUAL_TEU_PER_TRAIN;
  const flows = [...byKey.values()].flatMap(({ key, paths: own }) => {
    const [{ group, line, end, teuPerUnit, tonnesPerUnit, before, after }] = own;
    const perYear = own.reduce((sum, path) => sum + path.perYear, 0);
    if (perYear < LEAST_PER_YEAR) return [];
    const first = stationsOf(before);
    const then = stationsOf(after).filter((id) => !first.includes(id));
    for (const id of [...first, ...then]) used.add(id);
    // Boxes come in block trains where most of them ride on one.
    const byTrain = own.reduce(
      (sum, path) => sum + (path.before.some((leg) => isBlockTrain(dataset, leg)) ? path.perYear : 0),
      0,
    );
    const trainUnits = 2 * byTrain > perYear && teuPerUnit > 0 ? Math.max(1, Math.round(teuPerTrain / teuPerUnit)) : 1;
    const serviceHours = (id: string, units: number): number => {
      const measure = dataset.findValue(id, "serviceUnits", at);
      const each = measure?.unit === "TEU" ? teuPerUnit : measure?.unit === "t" ? tonnesPerUnit : 1;
      return ((value(id, "serviceHours") ?? 0) * each * units) / (measure?.value ?? 1);
    };
    /** Delays and stations in turn. */
    const steps = (
      part: "before" | "port" | "after",
      stations: readonly string[],
      units: number,
    ): { steps: Step[]; hours: number } => {
      const cut = own.map((path) => ({ weight: path.perYear, segments: segmentsOf(path[part], stations) }));
      const made: Step[] = [];
      let hours = 0;
      for (let i = 0; i <= stations.length; i++) {
        const station = i === 0 ? undefined : stations[i - 1];
        // The stated dwell holds the service.
        const served = station === undefined ? 0 : serviceHours(station, units);
        if (station !== undefined) made.push({ kind: "station", station, hours: served });
        const laws = cut.map(({ weight, segments }) => ({
          weight,
          mean: Math.max(0, segments[i].mean - served),
          variance: segments[i].variance,
        }));
        const mean = laws.reduce((sum, law) => sum + law.weight * law.mean, 0) / perYear;
        hours += mean + served;
        if (mean > 0) made.push({ kind: "delay", times: mixtureOf(laws) });
      }
      return { steps: made, hours };
    };
    const [onWay, inPort, landed] = [steps("before", first, trainUnits), steps("port", [], 1), steps("after", then, 1)];
    const perDayByMonth = own[0].perDayByMonth.map((_, month) =>
      own.reduce((sum, path) => sum + path.perDayByMonth[month], 0),
    );
    return [
      {
        id: key,
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
        after: landed.steps,
        beforeHours: onWay.hours,
        portHours: inPort.hours,
        afterHours: landed.hours,
        ways: own,
      },
    ];
  });
  return {
    flows,
    stations: [...used].map((id) => ({ id, servers: Math.max(1, Math.round(value(id, "servers") ?? 1)) })),
  };
}

const isBlockTrain = (dataset: Dataset, { service }: LegGiven): boolean =>
  dataset.services.get(service as never)?.trainClass === "block";

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance up to the first station, between stations and behind the last; a station's own dwell comes behind it. */
function segmentsOf(legs: readonly LegGiven[], stations: readonly string[]): Moments[] {
  const segments = Array.from({ length: stations.length + 1 }, () => ({ mean: 0, variance: 0 }));
  let segment = 0;
  for (const { subject, meanHours, varianceHours } of legs) {
    const station = stations.indexOf(subject);
    if (station >= 0) segment = Math.max(segment, station + 1);
    segments[segment].mean += meanHours;
    segments[segment].variance += varianceHours;
  }
  return segments;
}

interface WeightedMoments extends Moments {
  readonly weight: number;
}

/** The mixture of ways: the heaviest with a gamma law of their own, the others together. */
function mixtureOf(laws: readonly WeightedMoments[]): Times {
  const sorted = laws.toSorted((a, b) => b.weight - a.weight);
  const rest = sorted.slice(MOST_LAWS);
  const parts = sorted.slice(0, MOST_LAWS);
  if (rest.length > 0) parts.push(together(rest));
  if (parts.length === 1) return lawOf(parts[0]);
  return { mixture: parts.map((part) => ({ weight: part.weight, of: lawOf(part) })) };
}

function together(laws: readonly WeightedMoments[]): WeightedMoments {
  const weight = laws.reduce((sum, law) => sum + law.weight, 0);
  const mean = laws.reduce((sum, law) => sum + law.weight * law.mean, 0) / weight;
  const square = laws.reduce((sum, law) => sum + law.weight * (law.variance + law.mean * law.mean), 0) / weight;
  return { weight, mean, variance: Math.max(0, square - mean * mean) };
}

const lawOf = ({ mean, variance }: Moments): Times =>
  variance > 0 && mean > 0 ? { gamma: { mean, cv: Math.sqrt(variance) / mean } } : mean;
