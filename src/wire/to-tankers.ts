// Tankers of the simulated crossing as JSON: oil that comes, waits in tanks and is carried, ships and berths.

import {
  CAUSES,
  causeHoursOf,
  intervalOf,
  type KeptRecord,
  quantileOfCells,
  quantileOfGauge,
  type TankerLineRead,
  tankerNames,
} from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import { blockOf } from "../studies/corridor-simulation.ts";
import type { SimulatedTankers } from "../studies/tanker-crossing.ts";
import type { SimulatedStateJson } from "./simulate-corridor.ts";
import { meanOf, meanRate, phaseShareOf } from "./to-crossing-lines.ts";
import { joinHashes, toInterval, toMeasure, toPhaseShares } from "./to-simulate.ts";

type TankersJson = NonNullable<SimulatedStateJson["tankers"]>;

const HOURS_PER_YEAR = 8760;
/** Parts of a year leave a queue; so much less than what comes is no chance. */
const LEAST_YEARS = 0.99;
const SHORT = 0.02;

export function toTankers(tankers: SimulatedTankers, level: number): TankersJson {
  const { read, dataset, experiment } = tankers;
  const { compiled, records } = experiment;
  const over = (values: readonly number[]) => toInterval(intervalOf(values, level));
  return {
    lines: read.lines.map((line) => toLine(tankers, line, level)),
    berths: compiled.flat.stocks.map(({ name, count }, s) => ({
      place: name,
      name: nameOf(dataset, name),
      count,
      inUse: over(records.map(({ stockMean }) => stockMean[s])),
    })),
    events: records.reduce((sum, { result }) => sum + result.events, 0),
    traceHash: joinHashes(records),
    little: { worst: Math.max(0, ...records.map(({ result }) => result.littleError)) },
  };
}

/** Of a terminal; oil that is a field of the oil model loads in a port. */
function nameOf({ oil, places }: Dataset, id: string): string {
  const place = oil.places.get(id);
  const port = place?.kind === "oil-field" && place.at !== undefined ? places.get(place.at) : undefined;
  return (port ?? place)?.names.en ?? id;
}

function toLine(
  { read, dataset, experiment, overloads }: SimulatedTankers,
  line: TankerLineRead,
  level: number,
): TankersJson["lines"][number] {
  const { compiled, records, cells } = experiment;
  const { parcelTonnes } = read;
  const [tank, held] = [tankerNames.tank(line.id), tankerNames.held(line.id)].map((name) => blockOf(compiled, name));
  const own = [...compiled.flat.fleets.entries()].filter(([, { name }]) =>
    line.ships.some(({ id }) => name === tankerNames.fleet(line.id, id)),
  );
  const vessels = own.reduce((sum, [, fleet]) => sum + fleet.vessels, 0);
  const over = (values: readonly number[]) => intervalOf(values, level);
  const interval = (value: (record: KeptRecord) => number) => toInterval(over(records.map(value)));
  const sailings = (record: KeptRecord): number => own.reduce((sum, [, { block }]) => sum + record.waitCount[block], 0);
  const perYear = (count: number, { result }: KeptRecord): number => (count / result.hours) * HOURS_PER_YEAR;
  const hours = records.reduce((sum, { result }) => sum + result.hours, 0);
  const voyages = records.reduce((sum, record) => sum + sailings(record), 0);
  const classOf = read.lines.indexOf(line);
  const waits = records.map((record) => causeHoursOf(record, [classOf]));
  // Over whole years what is taken is surely less than what comes: berths and weather leave the ships too little.
  const years = (read.untilHours - read.warmUpHours) / HOURS_PER_YEAR;
  const taken = over(records.map((record) => perYear(record.waitCount[tank] * parcelTonnes, record)));
  const comes = meanRate(read, line.tonnesPerHourByMonth) * HOURS_PER_YEAR;
  const fallsBehind = years > LEAST_YEARS && taken.high < (1 - SHORT) * comes;
  const [from, to] = line.ends.map(({ place }) => place);
  return {
    line: line.id,
    name: line.link.name,
    from,
    to,
    fromName: nameOf(dataset, from),
    toName: nameOf(dataset, to),
    comesTonnesPerYear: comes,
    carriedTonnesPerYear: toInterval(taken),
    settles: !overloads.some(({ block }) => block === tankerNames.tank(line.id)) && !fallsBehind,
    sailingsPerYear: interval((record) => perYear(sailings(record), record)),
    loadTonnes: interval(
      (record) =>
        (parcelTonnes *
          own.reduce((sum, [, { block }]) => sum + (record.waitMean[block] || 0) * record.waitCount[block], 0)) /
        sailings(record),
    ),
    tankTonnes: line.tankTonnes ?? null,
    inTankTonnes: toMeasure(
      over(records.map(({ queueMean }) => queueMean[tank] * parcelTonnes)),
      (share) => quantileOfGauge(cells.queue[tank], share) * parcelTonnes,
    ),
    tankHours: toMeasure(over(records.map(({ waitMean }) => waitMean[tank])), (share) =>
      quantileOfCells(cells.wait[tank], share),
    ),
    heldHours: interval(({ waitMean }) => waitMean[held]),
    waits: CAUSES.map((cause) => ({ cause, hours: meanOf(waits.map((each) => each[cause])) })),
    ships: line.ships.map(({ id, vessels: number, payloadTonnes }) => ({
      fleet: id,
      name: dataset.oil.fleets.get(id)?.name ?? id,
      vessels: number,
      payloadTonnes,
    })),
    share: toPhaseShares((phase) => meanOf(records.map((record) => phaseShareOf(record, own, vessels, phase)))),
    statedRoundTripHours: line.roundTripHours,
    roundTripHours: voyages === 0 ? null : (vessels * hours) / voyages,
  };
}
