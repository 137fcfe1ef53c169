// One simulated state of the crossing, base or scenario, as JSON.

import {
  blockNames,
  type FlowRead,
  intervalOf,
  type KeptRecord,
  quantileOfCells,
  quantileOfGauge,
  type Stage,
} from "../engines/simulation/index.ts";
import {
  blockOf,
  type CorridorSimulationRequest,
  classesOf,
  type SimulatedCrossing,
} from "../studies/corridor-simulation.ts";
import { ALL, addUp } from "../studies/crossing-digest.ts";
import { directionsOf, groupMean } from "./compare-crossings.ts";
import { CORRIDOR_STAGES, type SimulatedStateJson } from "./simulate-corridor.ts";
import { meanOf, toCrossing, toCrossingFleets, toWorstDay } from "./to-crossing-lines.ts";
import { toEmissions, toLostTime, toSpread, toWeather } from "./to-crossing-parts.ts";
import { toUtilisation } from "./to-crossing-utilisation.ts";
import { joinHashes, toInterval, toMeasure } from "./to-simulate.ts";
import { toTankers } from "./to-tankers.ts";

/** @param usual the state whose loads the emission factors hold for */
export function toState(
  crossing: SimulatedCrossing,
  usual: SimulatedCrossing,
  asked: CorridorSimulationRequest,
): SimulatedStateJson {
  const { level } = asked;
  const { read, experiment, dataset } = crossing;
  const { compiled, records, cells } = experiment;
  const { flat } = compiled;
  const total = (value: (record: KeptRecord) => number): number =>
    records.reduce((sum, record) => sum + value(record), 0);
  const everything = addUp(cells.sojourn);
  const over = (values: readonly number[]) => intervalOf(values, level);
  const classes = [...read.flows.keys()];
  return {
    name: dataset.scenario?.name ?? dataset.title,
    endToEnd: toMeasure(experiment.endToEnd, (share) => quantileOfCells(everything, share)),
    spread: toSpread(crossing, ALL, everything, level),
    ...toLostTime(records, classes, read.flows, level),
    arrived: total(({ result }) => result.arrived),
    // Empties have no time from arrival to end.
    customers: total(({ sojournCount }) => sojournCount.reduce((sum, count) => sum + count, 0)),
    inside: total(({ result }) => result.inside),
    events: total(({ result }) => result.events),
    traceHash: joinHashes(records),
    little: { worst: Math.max(0, ...records.map(({ result }) => result.littleError)) },
    groups: [...new Set(read.flows.map(({ group }) => group))].map((id) => toGroup(crossing, id, level)),
    crossings: directionsOf(crossing).map((direction) => toCrossing(crossing, direction, asked)),
    fleets: toCrossingFleets(crossing, level),
    berths: flat.stocks.flatMap(({ name: terminal, count }, s) =>
      read.berths.some(({ id }) => id === terminal)
        ? [{ terminal, count, inUse: toInterval(over(records.map(({ stockMean }) => stockMean[s]))) }]
        : [],
    ),
    stations: read.stations.flatMap(({ id, servers }) => {
      const b = blockOf(compiled, blockNames.station(id));
      if (b < 0) return [];
      return [
        {
          id,
          servers,
          wait: toMeasure(over(records.map(({ waitMean }) => waitMean[b])), (share) =>
            quantileOfCells(cells.wait[b], share),
          ),
          utilisation: toMeasure(
            over(records.map(({ utilisation }) => utilisation[b])),
            (share) => quantileOfGauge(cells.busy[b], share) / servers,
          ),
        },
      ];
    }),
    utilisation: toUtilisation(crossing, level),
    emissions: toEmissions(crossing, usual),
    weather: toWeather(crossing, asked),
    days: { worst: toWorstDay(crossing) },
    tankers: crossing.tankers === undefined ? null : toTankers(crossing.tankers, level),
  };
}

/** Stages of the simulation that a stage of the answer is made of; the wait for a ship is what is left. */
const PARTS: Readonly<Record<Exclude<(typeof CORRIDOR_STAGES)[number], "waitForShip">, readonly Stage[]>> = {
  before: ["before"],
  stations: ["borderBefore", "borderAfter"],
  portOfDeparture: ["port"],
  crossing: ["sea"],
  after: ["after"],
};

function toGroup(crossing: SimulatedCrossing, id: string, level: number): SimulatedStateJson["groups"][number] {
  const { read, experiment, dataset } = crossing;
  const { records, cells, compiled } = experiment;
  const classes = classesOf(read, id);
  const flows: readonly FlowRead[] = classes.map((c) => read.flows[c]);
  const endToEnd = intervalOf(
    records.map((record) => groupMean(record, classes)),
    level,
  );
  /** Mean over all who came through, those of long replications more. */
  const hoursIn = (stage: Stage): number => {
    const b = blockOf(compiled, blockNames.stage(stage, id));
    if (b < 0) return 0;
    const count = records.reduce((sum, { waitCount }) => sum + waitCount[b], 0);
    return count === 0
      ? 0
      : records.reduce((sum, { waitMean, waitCount }) => sum + (waitMean[b] || 0) * waitCount[b], 0) / count;
  };
  const hours = (stage: (typeof CORRIDOR_STAGES)[number]): number =>
    stage === "waitForShip" ? 0 : PARTS[stage].reduce((sum, part) => sum + hoursIn(part), 0);
  const known = CORRIDOR_STAGES.reduce((sum, stage) => sum + hours(stage), 0);
  const times = addUp(classes.map((c) => cells.sojourn[c]));
  return {
    id,
    name: dataset.demandGroups.get(id)?.names.en ?? id,
    cargo: dataset.demandGroups.get(id)?.cargo ?? "unit",
    unitsPerYear: flows.reduce((sum, { perYear }) => sum + perYear, 0),
    served: classes.reduce((sum, c) => sum + records.reduce((all, { sojournCount }) => all + sojournCount[c], 0), 0),
    endToEnd: toMeasure(endToEnd, (share) => quantileOfCells(times, share)),
    spread: toSpread(crossing, id, times, level),
    ...toLostTime(records, classes, read.flows, level),
    stages: CORRIDOR_STAGES.map((stage) => ({
      stage,
      hours: stage === "waitForShip" ? (meanOf([endToEnd.mean]) || 0) - known : hours(stage),
    })),
  };
}
