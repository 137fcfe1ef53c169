// How long a consignment waits for the next departure of a service: headway, timetable, sail-when-full, on demand.
// Laws of the waits: model/waiting.ts (methods: stationary residual, full-or-timeout batch, weekly timetable).

import type { Dataset } from "../../../model/dataset.ts";
import { type Distribution, fromValue, meanOf } from "../../../model/distribution.ts";
import type { Value } from "../../../model/facts.ts";
import type { Service } from "../../../model/network.ts";
import { convolve, discretise, mixPmf, type Pmf, shiftPmf, toDistribution } from "../../../model/pmf.ts";
import { HOURS_PER_DAY, HOURS_PER_WEEK, type InstantHours } from "../../../model/units.ts";
import { fullOrTimeoutWait, headwayWait, nextTimetableDeparture } from "../../../model/waiting.ts";
import type { Timetable } from "../service-graph.ts";
import type { Consignment } from "./consignment.ts";
import { type Duration, firstValue, spell, toDuration } from "./durations.ts";

export interface DepartureWait extends Duration {
  readonly timetable?: Timetable;
}

/** The wait for a service at a place, or undefined when it leaves on demand (or the data do not say). */
export type WaitFor = (service: Service, place: string) => DepartureWait | undefined;

/** A wait that is known as a whole, weather at the port in it: it stands for all that follows here (lines.ts). */
const STATED = "waitHours";

const ATTRIBUTES = [
  "departuresPerWeek",
  "headwayHours",
  "capacityUnits",
  "patienceHours",
  "arrivalsPerDay",
  "vesselHeadwayHours",
  "missProbability",
  STATED,
] as const;

/** A look-up that computes each wait once for all places that share the rows it comes from. */
export function departureWaits(dataset: Dataset, consignment: Consignment, at: InstantHours): WaitFor {
  const rowNumber = new Map<Value, number>();
  const numberOf = (value: Value | undefined) => {
    if (!value) return "-";
    if (!rowNumber.has(value)) rowNumber.set(value, rowNumber.size);
    return rowNumber.get(value);
  };
  const byRows = new Map<string, DepartureWait | undefined>();
  return (service, place) => {
    const subjects = [`${service.id}>${place}`, service.id];
    const rows = ATTRIBUTES.map((attribute) => numberOf(firstValue(dataset, subjects, attribute, at)));
    const key = `${service.id} ${rows.join(" ")}`;
    if (!byRows.has(key)) byRows.set(key, departureWait(dataset, service, place, consignment, at));
    return byRows.get(key);
  };
}

function departureWait(
  dataset: Dataset,
  service: Service,
  place: string,
  consignment: Consignment,
  at: InstantHours,
): DepartureWait | undefined {
  const subjects = [`${service.id}>${place}`, service.id];
  const stated = firstValue(dataset, subjects, STATED, at);
  if (stated) return toDuration(fromValue(stated), [stated], statedWords(stated));
  switch (service.departures) {
    case "on-demand":
      return undefined;
    case "headway":
      return withMissed(dataset, subjects, at, headway(dataset, subjects, at));
    case "timetable":
      return timetable(service);
    case "sail-when-full":
      return withMissed(dataset, subjects, at, sailWhenFull(dataset, subjects, consignment, at));
  }
}

/** Whether the wait for a service at a place is stated as a whole. */
export const hasStatedWait = (dataset: Dataset, service: string, place: string, at: InstantHours): boolean =>
  firstValue(dataset, [`${service}>${place}`, service], STATED, at) !== undefined;

const statedWords = (value: Value): string =>
  `wait until it leaves, weather in it: ${spell(value)}${value.note === "" ? "" : ` (${value.note})`}`;

interface Spacing {
  readonly meanHours: number;
  readonly cv: number;
  readonly value: Value;
}

function spacingOf(dataset: Dataset, subjects: readonly string[], attributes: readonly string[], at: InstantHours) {
  for (const subject of subjects) {
    for (const attribute of attributes) {
      const value = dataset.findValue(subject, attribute, at);
      if (!value || value.value <= 0) continue;
      const meanHours = attribute === "departuresPerWeek" ? HOURS_PER_WEEK / value.value : value.value;
      return { meanHours, cv: value.cv ?? 0, value } satisfies Spacing;
    }
  }
  return undefined;
}

function headway(dataset: Dataset, subjects: readonly string[], at: InstantHours): DepartureWait | undefined {
  const spacing = spacingOf(dataset, subjects, ["departuresPerWeek", "headwayHours"], at);
  if (!spacing) return undefined;
  const wait = headwayWait(spacing.meanHours, spacing.cv);
  return toDuration(wait, [spacing.value], `wait for the next departure: ${spell(spacing.value)}`);
}

/** A weekly timetable: the mean is over arrivals spread evenly through the week; the evaluator uses the clock. */
function timetable(service: Service): DepartureWait | undefined {
  if (service.timetable.length === 0) return undefined;
  const starts = service.timetable.map((slot) => slot.day * HOURS_PER_DAY + slot.hour).sort((a, b) => a - b);
  const gaps = starts.map((start, i) => (starts[i + 1] ?? (starts[0] ?? 0) + HOURS_PER_WEEK) - start);
  const meanHours = gaps.reduce((sum, gap) => sum + gap * gap, 0) / (2 * HOURS_PER_WEEK);
  const second = gaps.reduce((sum, gap) => sum + gap * gap * gap, 0) / (3 * HOURS_PER_WEEK);
  return {
    parts: [{ kind: "point", value: meanHours }],
    meanHours,
    varianceHours: Math.max(0, second - meanHours * meanHours),
    basis: "published",
    timeBasis: `timetable of ${service.timetable.length} departures a week`,
    sources: [],
    timetable: {
      next: (at) => nextTimetableDeparture(service.timetable, service.timeZone, at),
      // An hour more than the plan: clocks change twice a year.
      longestGapHours: Math.max(...gaps) + 1,
    },
  };
}

/**
 * Filling goes on while no ship is there, so the wait is the longer of two independent ones: until the batch is full
 * (or its patience ends), and until a ship is at the berth.
 */
function sailWhenFull(
  dataset: Dataset,
  subjects: readonly string[],
  consignment: Consignment,
  at: InstantHours,
): DepartureWait | undefined {
  const capacity = firstValue(dataset, subjects, "capacityUnits", at);
  const patience = firstValue(dataset, subjects, "patienceHours", at);
  const arrivals = firstValue(dataset, subjects, "arrivalsPerDay", at);
  if (!capacity || !patience || !arrivals) return undefined;
  const size = sizeIn(capacity.unit, consignment);
  const fill = fullOrTimeoutWait({
    arrivalsPerHour: arrivals.value / HOURS_PER_DAY,
    capacity: Math.max(1, Math.round(capacity.value)),
    patienceHours: patience.value,
    units: Math.min(Math.max(1, Math.round(size)), Math.max(1, Math.round(capacity.value))),
  }).distribution();
  const vessel = spacingOf(dataset, subjects, ["vesselHeadwayHours"], at);
  const words = `sails when full: ${spell(capacity)}, or ${spell(patience)} after its first unit; arrivals ${spell(arrivals)}`;
  if (!vessel) return toDuration(fill, [capacity, patience, arrivals], words);
  return toDuration(
    laterOf(fill, headwayWait(vessel.meanHours, vessel.cv)),
    [capacity, patience, arrivals, vessel.value],
    `${words}; ships ${spell(vessel.value)} apart`,
  );
}

/** How much room a consignment takes, in the unit of a ship's capacity. */
function sizeIn(unit: string, { teu, tonnes, units }: Consignment): number {
  if (unit === "TEU") return teu;
  if (unit === "FEU") return teu / 2;
  return unit === "t" ? tonnes : units;
}

/** A departure may be missed (rolled): the wait grows by whole headways, geometrically; cut at four. */
function withMissed(
  dataset: Dataset,
  subjects: readonly string[],
  at: InstantHours,
  wait: DepartureWait | undefined,
): DepartureWait | undefined {
  const missed = firstValue(dataset, subjects, "missProbability", at);
  if (!wait || !missed || missed.value <= 0) return wait;
  const spacing = spacingOf(dataset, subjects, ["departuresPerWeek", "headwayHours", "vesselHeadwayHours"], at);
  const extraHours = spacing?.meanHours ?? 2 * wait.meanHours;
  const stepHours = stepFor(wait.meanHours + 4 * extraHours);
  const once = wait.parts.map((part) => discretise(part, stepHours)).reduce((sum, part) => convolve(sum, part));
  const parts: { weight: number; pmf: Pmf }[] = [];
  let left = 1;
  for (let rolled = 0; rolled <= MOST_ROLLED; rolled++) {
    const weight = rolled === MOST_ROLLED ? left : left * (1 - missed.value);
    parts.push({ weight, pmf: shiftPmf(once, rolled * extraHours) });
    left -= weight;
  }
  return {
    ...toDuration(toDistribution(mixPmf(parts)), [missed], ""),
    basis: wait.basis,
    timeBasis: `${wait.timeBasis}; missed with probability ${spell(missed)}`,
    sources: [...wait.sources, missed.source],
  };
}

const MOST_ROLLED = 4;

/** A grid of about two hundred points: finer than anybody knows a wait. */
const stepFor = (longHours: number): number => Math.max(0.25, longHours / 200);

/** The later of two independent waits: P(max ≤ t) = F(t) G(t). */
function laterOf(first: Distribution, second: Distribution): Distribution {
  const stepHours = stepFor(2 * (meanOf(first) + meanOf(second)));
  const a = discretise(first, stepHours);
  const b = discretise(second, stepHours);
  const start = Math.max(a.first, b.first);
  const end = Math.max(a.first + a.mass.length, b.first + b.mass.length);
  const mass = new Float64Array(end - start);
  let upToA = 0;
  let upToB = 0;
  let before = 0;
  for (let bin = Math.min(a.first, b.first); bin < end; bin++) {
    upToA += a.mass[bin - a.first] ?? 0;
    upToB += b.mass[bin - b.first] ?? 0;
    if (bin < start) continue;
    const upTo = upToA * upToB;
    mass[bin - start] = upTo - before;
    before = upTo;
  }
  return toDistribution({ stepHours, first: start, mass });
}
