// A crossing ready to be run again, and what its blocks stand for: yards with their lines, fleets of a line, ends of its stops.

import {
  blockNames,
  type CompiledModel,
  type CorridorRead,
  isFleetOf,
  type LineRead,
  type Load,
} from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { TankerReplayState } from "./replay-tankers.ts";

/** One of the two crossings of a run, ready to be run again. */
export interface ReplayState {
  readonly dataset: Dataset;
  readonly read: CorridorRead;
  readonly compiled: CompiledModel;
  readonly overloads: readonly Load[];
  readonly yards: readonly Yard[];
  /** Oil under the same weather; undefined where there are no tankers. */
  readonly tankers: TankerReplayState | undefined;
}

/** A yard with ships for it. */
export interface Yard {
  readonly line: LineRead;
  readonly end: 0 | 1;
  readonly block: number;
  readonly tonnesPerUnit: number;
  readonly settles: boolean;
}

/** Yards of a crossing in the order of its lines. */
export function yardsOf({ read, compiled, overloads }: Pick<ReplayState, "read" | "compiled" | "overloads">): Yard[] {
  return read.lines.flatMap((line) =>
    ([0, 1] as const).flatMap((end) => {
      const name = blockNames.yard(line.id, end);
      const block = compiled.flat.blocks.names.indexOf(name);
      const flows = read.flows.filter((flow) => flow.line === line.id && flow.end === end);
      const perYear = flows.reduce((sum, flow) => sum + flow.perYear, 0);
      if (block < 0 || perYear === 0) return [];
      const tonnes = flows.reduce((sum, flow) => sum + flow.perYear * flow.tonnesPerUnit, 0);
      const settles = !overloads.some((load) => load.block === name);
      return [{ line, end, block, tonnesPerUnit: tonnes / perYear, settles }];
    }),
  );
}

/** The line whose ships a fleet is; −1 for ships of others. Later ships of a line are fleets of their own with a number behind. */
export function lineOfFleet(read: CorridorRead, name: string): number {
  return read.lines.findIndex(({ id }) => isFleetOf(name, id));
}

/** At which end of its line each stop of a fleet lies: by what lands, loads or berths there, else where the one before lies. */
export function endsOfStops(line: LineRead, { flat }: CompiledModel, fleet: number): readonly (0 | 1)[] {
  const { names } = flat.blocks;
  const ENDS = [0, 1] as const;
  const known = flat.fleets[fleet].stops.map(({ lands, dock, berth }): 0 | 1 | undefined => {
    const yards = dock < 0 ? [] : flat.docks[dock].sources.map((source) => names[source]);
    const berths = line.ends.map((end) => end.berth);
    return ENDS.find(
      (end) =>
        (lands >= 0 && names[lands] === blockNames.landing(line.id, end)) ||
        yards.includes(blockNames.yard(line.id, end)) ||
        (berth >= 0 && berths[0] !== berths[1] && flat.stocks[berth].name === berths[end]),
    );
  });
  // A ship that is laid up before its first call lies where that is.
  let last = known.find((end) => end !== undefined) ?? 0;
  return known.map((end) => {
    last = end ?? last;
    return last;
  });
}
