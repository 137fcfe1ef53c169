// A scenario's crossing beside the base's, replication by replication with the same luck; and the ways and groups that both are told by.

import {
  blockNames,
  endToEndMean,
  type FlowRead,
  type KeptRecord,
  type LineRead,
  pairedDifference,
} from "../engines/simulation/index.ts";
import { blockOf, carriedPerYear, type SimulatedCrossing } from "../studies/corridor-simulation.ts";
import type { SimulateCorridorOk } from "./simulate-corridor.ts";
import { toInterval } from "./to-simulate.ts";

/** A line from one of its ends. */
export interface Direction {
  readonly line: LineRead;
  readonly end: 0 | 1;
  readonly flows: readonly FlowRead[];
}

const ENDS = [0, 1] as const;

/** Lines, with their ends that have flows. */
export const directionsOf = ({ read }: SimulatedCrossing): Direction[] =>
  read.lines.flatMap((line) =>
    ENDS.flatMap((end) => {
      const flows = read.flows.filter((flow) => flow.line === line.id && flow.end === end);
      return flows.length === 0 ? [] : [{ line, end, flows }];
    }),
  );

/** Differences of all that both have. */
export function toComparison(
  base: SimulatedCrossing,
  changed: SimulatedCrossing,
  level: number,
): SimulateCorridorOk["comparison"] {
  type Difference = NonNullable<SimulateCorridorOk["comparison"]>[number];
  const differ = (what: string, measure: Difference["measure"], first: number[], second: number[]): Difference[] => {
    const { difference, correlation, gain } = pairedDifference(first, second, level);
    return difference.count === 0 ? [] : [{ what, measure, difference: toInterval(difference), correlation, gain }];
  };
  const classesOf = ({ read }: SimulatedCrossing, group: string): number[] =>
    [...read.flows.entries()].flatMap(([c, flow]) => (flow.group === group ? [c] : []));
  const groups = [...new Set(base.read.flows.map(({ group }) => group))];
  const theirs = directionsOf(changed);
  return [
    ...differ(
      "endToEnd",
      "endToEnd",
      base.experiment.records.map(endToEndMean),
      changed.experiment.records.map(endToEndMean),
    ),
    ...groups.flatMap((group) =>
      differ(
        group,
        "endToEnd",
        base.experiment.records.map((record) => groupMean(record, classesOf(base, group))),
        changed.experiment.records.map((record) => groupMean(record, classesOf(changed, group))),
      ),
    ),
    ...directionsOf(base).flatMap(({ line, end }) => {
      const other = theirs.find((direction) => direction.line.id === line.id && direction.end === end);
      if (other === undefined) return [];
      const what = `${line.id} from ${line.ends[end].place}`;
      const column = ({ experiment }: SimulatedCrossing, key: "waitMean" | "queueMean"): number[] => {
        const b = experiment.compiled.flat.blocks.names.indexOf(blockNames.yard(line.id, end));
        return experiment.records.map((record) => record[key][b]);
      };
      const carried = ({ experiment }: SimulatedCrossing, each: number): number[] =>
        carriedPerYear(experiment, line.id, end).map((value) => value * each);
      const full = ({ saturated }: SimulatedCrossing, each: number): number[] =>
        carriedPerYear(saturated, line.id, end).map((value) => value * each);
      return [
        ...differ(what, "wait", column(base, "waitMean"), column(changed, "waitMean")),
        ...differ(what, "queue", column(base, "queueMean"), column(changed, "queueMean")),
        ...differ(what, "carriedPerYear", carried(base, line.unitsEach), carried(changed, other.line.unitsEach)),
        ...differ(what, "capacityPerYear", full(base, line.unitsEach), full(changed, other.line.unitsEach)),
      ];
    }),
    ...base.read.stations.flatMap(({ id }) => {
      const waits = ({ experiment: { compiled, records } }: SimulatedCrossing): number[] => {
        const b = blockOf(compiled, blockNames.station(id));
        return b < 0 ? [] : records.map(({ waitMean }) => waitMean[b]);
      };
      const [before, after] = [waits(base), waits(changed)];
      return before.length === after.length ? differ(id, "wait", before, after) : [];
    }),
  ];
}

/** Mean time from start to end of some classes; NaN when none of them arrived. */
export function groupMean({ sojournMean, sojournCount }: KeptRecord, classes: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (const c of classes) {
    if (sojournCount[c] === 0) continue;
    sum += sojournMean[c] * sojournCount[c];
    count += sojournCount[c];
  }
  return sum / count;
}
