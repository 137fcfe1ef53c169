// Lines of the simulated crossing as JSON: what comes, waits and is carried from each port, queues by day and week, the curve
// of waits over traffic, and ships.

import {
  blockNames,
  type FlowRead,
  intervalOf,
  isFleetOf,
  type KeptRecord,
  PHASE,
  PHASES,
  quantileOfCells,
  quantileOfGauge,
} from "../engines/simulation/index.ts";
import { sampleQuantile } from "../lib/order-statistics.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import {
  blockOf,
  type CorridorSimulationRequest,
  carriedPerYear,
  SAMPLE_HOURS,
  type SimulatedCrossing,
} from "../studies/corridor-simulation.ts";
import { loadOfService } from "../studies/crossing-service.ts";
import { type Direction, directionsOf } from "./compare-crossings.ts";
import type { SimulatedStateJson } from "./simulate-corridor.ts";
import { toInterval, toMeasure, toPhaseShares } from "./to-simulate.ts";

const HOURS_PER_YEAR = 8760;
const HOURS_PER_DAY = 24;
const DAYS_PER_WEEK = 7;
const DAYS_PER_YEAR = 365;

type CrossingJson = SimulatedStateJson["crossings"][number];

export function toCrossing(
  crossing: SimulatedCrossing,
  { line, end, flows }: Direction,
  { level, serviceHours }: CorridorSimulationRequest,
): CrossingJson {
  const { experiment, saturated, overloads, curve, dataset } = crossing;
  const nameOf = (place: string): string => dataset.places.get(place as never)?.names.en ?? place;
  const { records, cells, compiled } = experiment;
  const yard = blockNames.yard(line.id, end);
  const b = blockOf(compiled, yard);
  const perYear = flows.reduce((sum, flow) => sum + flow.perYear, 0);
  const meanSize = (size: (flow: FlowRead) => number): number =>
    flows.reduce((sum, flow) => sum + flow.perYear * size(flow), 0) / perYear;
  const carried = carriedPerYear(experiment, line.id, end);
  const over = (values: readonly number[]) => intervalOf(values, level);
  const inUnits = (values: readonly number[]) => toInterval(over(values.map((value) => value * line.unitsEach)));
  const today = perYear * line.unitsEach;
  const days = toDays(crossing, yard);
  return {
    line: line.id,
    name: line.service.name,
    from: line.ends[end].place,
    to: line.ends[1 - end].place,
    fromName: nameOf(line.ends[end].place),
    toName: nameOf(line.ends[1 - end].place),
    unit: line.unit,
    demandPerYear: today,
    comesPerYear: comesPerYear(crossing, flows) * line.unitsEach,
    cameToPortPerYear: inUnits(cameToPort(crossing, b, days)),
    carriedPerYear: inUnits(carried),
    carriedTeuPerYear: meanOf(carried) * meanSize(({ teuPerUnit }) => teuPerUnit),
    carriedTonnesPerYear: meanOf(carried) * meanSize(({ tonnesPerUnit }) => tonnesPerUnit),
    statedCapacityPerYear:
      (line.vessels * (line.ends[end].most ?? line.capacity) * line.unitsEach * HOURS_PER_YEAR) / line.roundTripHours,
    simulatedCapacityPerYear: inUnits(carriedPerYear(saturated, line.id, end)),
    settles: !overloads.some(({ block }) => block === yard) && !growsOverYears(crossing, { line, end, flows }, level),
    wait: toMeasure(over(records.map(({ waitMean }) => waitMean[b])), (share) => quantileOfCells(cells.wait[b], share)),
    queue: toMeasure(over(records.map(({ queueMean }) => queueMean[b])), (share) =>
      quantileOfGauge(cells.queue[b], share),
    ),
    service:
      serviceHours === undefined ? null : toService(curve, { line: line.id, end, serviceHours }, { level, today }),
    curve: curve.map(({ load, experiment: at }) => {
      const block = blockOf(at.compiled, yard);
      const waits = over(block < 0 ? [] : at.records.map(({ waitMean }) => waitMean[block]));
      return {
        load,
        perYear: load * today,
        waitHours: waits.count === 0 ? null : toInterval(waits),
        carriedPerYear: meanOf(carriedPerYear(at, line.id, end)) * line.unitsEach,
      };
    }),
    queueByDay: days.map(({ date, values }) => {
      const sorted = values.toSorted((x, y) => x - y);
      return {
        date,
        mean: meanOf(values),
        p10: sampleQuantile(sorted, 0.1),
        p50: sampleQuantile(sorted, 0.5),
        p90: sampleQuantile(sorted, 0.9),
      };
    }),
    queueByWeek: days
      .filter((_, i) => i % DAYS_PER_WEEK === 0)
      .map(({ date, values }) => ({
        week: date,
        mean: meanOf(values),
        low: Math.min(...values),
        high: Math.max(...values),
      })),
  };
}

/** Units a year at the mean rate of the days looked at. */
const comesPerYear = ({ read }: SimulatedCrossing, flows: readonly FlowRead[]): number =>
  flows.reduce((sum, { rateByMonth }) => sum + meanRate(read, rateByMonth), 0) * HOURS_PER_YEAR;

/** Of rates by month, January first, over the days that are looked at. */
export function meanRate(
  { starts, warmUpHours, untilHours }: Pick<SimulatedCrossing["read"], "starts" | "warmUpHours" | "untilHours">,
  rateByMonth: readonly number[],
): number {
  let [sum, days] = [0, 0];
  for (let hour = warmUpHours; hour < untilHours; hour += HOURS_PER_DAY) {
    const month = Number(isoDateOf((instant(starts) + hour) as InstantHours).slice(5, 7)) - 1;
    sum += rateByMonth[month];
    days++;
  }
  return days === 0 ? 0 : sum / days;
}

/** What came into a yard, replication by replication, a year: what went aboard and what the yard has more at the end. */
function cameToPort(
  { experiment: { records } }: SimulatedCrossing,
  block: number,
  days: ReturnType<typeof toDays>,
): number[] {
  // Samples are taken at the first and at the last moment that is counted.
  const [first, last] = [days.at(0)?.values ?? [], days.at(-1)?.values ?? []];
  return records.map(
    ({ waitCount, result }, i) =>
      ((waitCount[block] + (last[i] ?? 0) - (first[i] ?? 0)) / result.hours) * HOURS_PER_YEAR,
  );
}

function toService(
  curve: SimulatedCrossing["curve"],
  asked: Parameters<typeof loadOfService>[1],
  { level, today }: { readonly level: number; readonly today: number },
): CrossingJson["service"] {
  const { load, loads } = loadOfService(curve, asked, level);
  return {
    waitHours: asked.serviceHours,
    load: load ?? null,
    perYear: load === undefined ? null : load * today,
    loads: loads === undefined ? null : toInterval(loads),
    perYears:
      loads === undefined
        ? null
        : toInterval({ ...loads, mean: loads.mean * today, low: loads.low * today, high: loads.high * today }),
  };
}

/** Of what is carried, so much left over at the end of a year is no chance. */
const GROWTH = 0.01;

/**
 * Whether a yard is surely fuller at the end of whole years than at their beginning: more comes than ships can take, for what weather
 * and berths leave them, though their rounds alone would do. Of parts of a year it is not said: a winter leaves a queue.
 */
export function growsOverYears(crossing: SimulatedCrossing, { line, end }: Direction, level: number): boolean {
  const days = toDays(crossing, blockNames.yard(line.id, end));
  const years = (days.length - 1) / DAYS_PER_YEAR;
  if (years < 1 - 1 / DAYS_PER_YEAR) return false;
  const [first, last] = [days[0].values, days[days.length - 1].values];
  const growth = intervalOf(
    last.map((units, i) => (units - first[i]) / years),
    level,
  );
  return growth.low > GROWTH * meanOf(carriedPerYear(crossing.experiment, line.id, end));
}

/** Units in a yard at the beginning of each day of the period, replication by replication. */
function toDays(
  { read: { starts, warmUpHours }, experiment: { records }, sampled }: SimulatedCrossing,
  yard: string,
): { readonly date: string; readonly values: readonly number[] }[] {
  const column = sampled.indexOf(yard);
  const [first] = records;
  return first.result.samples.flatMap((_, i) => {
    if (i * SAMPLE_HOURS < warmUpHours) return [];
    return [
      {
        date: isoDateOf((instant(starts) + i * SAMPLE_HOURS) as InstantHours),
        values: records.map(({ result }) => result.samples[i]?.[column] ?? 0),
      },
    ];
  });
}

/** Lines that carry less than this of what the busiest does are no news. */
const BUSY = 0.1;

/** The yard and day that are fullest against the mean of that day over replications, in hours of what comes. */
export function toWorstDay(crossing: SimulatedCrossing): SimulatedStateJson["days"]["worst"] {
  const directions = directionsOf(crossing).map((direction) => ({
    ...direction,
    perYear: direction.flows.reduce((sum, { perYear }) => sum + perYear, 0),
  }));
  const most = Math.max(...directions.map(({ perYear }) => perYear));
  let worst: SimulatedStateJson["days"]["worst"] = null;
  let worstHours = 0;
  for (const { line, end, perYear } of directions) {
    if (perYear < BUSY * most) continue;
    const days = toDays(crossing, blockNames.yard(line.id, end));
    const usual = meanOf(days.flatMap(({ values }) => values));
    for (const { date, values } of days) {
      const mean = meanOf(values);
      for (const [i, queue] of values.entries()) {
        const hours = ((queue - mean) / perYear) * HOURS_PER_YEAR;
        if (hours <= worstHours) continue;
        worstHours = hours;
        const { place } = line.ends[end];
        const name = crossing.dataset.places.get(place as never)?.names.en ?? place;
        worst = {
          replication: i + 1,
          date,
          line: line.id,
          place,
          queue,
          usual,
          what: `${amount(queue)} units wait at ${name} for ${line.service.name}; ${amount(usual)} do on average.`,
        };
      }
    }
  }
  return worst;
}

const amount = (value: number): string => Math.round(value).toLocaleString("en-US");

/** Ships of a line: those in service all the time and others together. */
export function toCrossingFleets(
  { experiment: { compiled, records }, read }: SimulatedCrossing,
  level: number,
): SimulatedStateJson["fleets"] {
  const hours = records.reduce((sum, { result }) => sum + result.hours, 0);
  return read.lines.flatMap((line) => {
    const own = [...compiled.flat.fleets.entries()].filter(([, { name }]) => isFleetOf(name, line.id));
    if (own.length === 0) return [];
    const vessels = own.reduce((sum, [, fleet]) => sum + fleet.vessels, 0);
    const departures = (record: KeptRecord): number =>
      own.reduce((sum, [, { block }]) => sum + record.waitCount[block], 0);
    const loads = records.map(
      (record) =>
        own.reduce((sum, [, { block }]) => sum + (record.waitMean[block] || 0) * record.waitCount[block], 0) /
        departures(record),
    );
    const inService = shipsInService(line, read);
    const share = (phase: number): number =>
      meanOf(records.map((record) => phaseShareOf(record, own, inService, phase)));
    const voyages = records.reduce((sum, record) => sum + departures(record), 0);
    const ends = own[0][1].stops.filter(({ dock }) => dock >= 0).length;
    return [
      {
        vessels,
        voyages,
        load: toInterval(intervalOf(loads, level)),
        share: {
          ...toPhaseShares(share),
          // Who is laid up waits outside, for no port.
          waitingToEnter: Math.max(0, share(PHASE.WAITING_TO_ENTER) - (vessels - inService) / inService),
        },
        line: line.id,
        unitsEach: line.capacity,
        stated: { capacity: line.capacityUnits, unit: line.unit, roundTripHours: line.roundTripHours },
        voyagesPerYear: (voyages / hours) * HOURS_PER_YEAR,
        roundTripHours: voyages === 0 ? null : (ends * inService * hours) / voyages,
      },
    ];
  });
}

/** Ships of a line in the mean over the period: those that come or go in it count for the time that they are there. */
export function shipsInService(
  { vessels, more = [] }: SimulatedCrossing["read"]["lines"][number],
  { warmUpHours, untilHours }: Pick<SimulatedCrossing["read"], "warmUpHours" | "untilHours">,
): number {
  return more.reduce((sum, { vessels: others, away }) => {
    const awayHours = away.windows.reduce(
      (hours, { from, to = untilHours }) => hours + Math.max(0, Math.min(to, untilHours) - Math.max(from, warmUpHours)),
      0,
    );
    return sum + others * (1 - awayHours / (untilHours - warmUpHours));
  }, vessels);
}

/** Share of the time of several fleets' ships that they spend in a phase. */
export const phaseShareOf = (
  { phaseShare }: KeptRecord,
  fleets: readonly (readonly [number, { readonly vessels: number }])[],
  vessels: number,
  phase: number,
): number => fleets.reduce((sum, [f, fleet]) => sum + (phaseShare[f * PHASES + phase] * fleet.vessels) / vessels, 0);

export function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}
