// Where were the tankers meanwhile? The replication of the same number of their own model, which has the same weather, seen
// through the same window, and what filled the tanks they load from. Not covered: oil that waits for room in a tank.

import {
  type CompiledModel,
  type LegGiven,
  PHASE,
  Replicator,
  type TankersRead,
  Timeline,
  tankerNames,
} from "../engines/simulation/index.ts";
import type { Dataset } from "../model/dataset.ts";
import type { ShipMove, ShipStay } from "./crossing-replay.ts";
import type { Lanes } from "./replay-lanes.ts";
import type { ReplayQueue } from "./replay-queues.ts";
import { stayOf } from "./replay-stays.ts";

export interface TankerReplayState {
  readonly read: TankersRead;
  readonly compiled: CompiledModel;
}

/** A tanker line as it is drawn: at the ports in which its berths lie. */
export interface TankerLineShown {
  readonly id: string;
  readonly name: string;
  readonly ends: readonly [string, string];
  /** Causes that shut each end. */
  readonly closures: readonly [readonly string[], readonly string[]];
  /** Of its largest ship. */
  readonly capacityTonnes: number;
}

export interface TankersObserved {
  readonly lines: readonly TankerLineShown[];
  readonly vessels: readonly { readonly line: number; readonly number: number }[];
  readonly moves: readonly ShipMove[];
  readonly stays: readonly ShipStay[];
  /** Oil for each line where it loads, tonnes. */
  readonly tanks: readonly ReplayQueue[];
  readonly closed: readonly { readonly cause: string; readonly fromHours: number; readonly toHours: number }[];
}

/** Stops of a tanker: roads and berth where it loads, berth where it discharges. */
const END_OF_STOP = [0, 0, 1] as const;

/**
 * Runs it; hours are those of the simulation, loads are tonnes.
 * @param first numbers of the first line and vessel, behind those of the ferries
 */
export function observeTankers(
  { read, compiled }: TankerReplayState,
  dataset: Dataset,
  run: {
    readonly seed: number;
    readonly replication: number;
    readonly fromHours: number;
    readonly toHours: number;
    readonly sampleEveryHours: number;
  },
  lanes: Lanes,
  first: { readonly line: number; readonly vessel: number },
): TankersObserved {
  const { flat } = compiled;
  const tanks = read.lines.flatMap(({ id }, line) => {
    const block = flat.blocks.names.indexOf(tankerNames.tank(id));
    return block < 0 ? [] : [{ id, line, block }];
  });
  const timeline = new Timeline(flat.blocks.count, {
    fromHours: run.fromHours,
    toHours: run.toHours,
    marginHours: 0,
    journeys: [],
    queues: tanks.map(({ block }) => block),
    fleets: [...flat.fleets.keys()],
    sampleEveryHours: run.sampleEveryHours,
  });
  new Replicator(compiled).run({
    seed: run.seed,
    index: run.replication,
    warmUpHours: read.warmUpHours,
    watcher: timeline,
  });
  const shownAt = (place: string): string => dataset.oil.places.get(place)?.at ?? place;
  const lines = read.lines.map(
    ({ link, ends, ships }): TankerLineShown => ({
      id: link.id,
      name: link.name,
      ends: [shownAt(ends[0].place), shownAt(ends[1].place)],
      closures: [ends[0].closures, ends[1].closures],
      capacityTonnes: Math.max(...ships.map(({ payloadTonnes }) => payloadTonnes)),
    }),
  );
  const lineOfFleet = flat.fleets.map(({ name }) =>
    read.lines.findIndex(({ id, ships }) => ships.some((each) => tankerNames.fleet(id, each.id) === name)),
  );
  const sea = read.lines.map(({ link, sailHours }, i) =>
    lanes.add([legOf(dataset, link.via, lines[i].ends, sailHours)]),
  );
  const made = read.lines.map(() => 0);
  const vessels = flat.fleets.flatMap(({ vessels: count }, fleet) =>
    Array.from({ length: count }, () => {
      const line = lineOfFleet[fleet];
      return { line: first.line + line, number: ++made[line] };
    }),
  );
  const moves: ShipMove[] = [];
  const stays: ShipStay[] = [];
  for (const { vessel, fleet, stop, phase, fromHours, toHours, aboard } of timeline.phases) {
    if (!(toHours > fromHours)) continue;
    const own = lineOfFleet[fleet];
    const times = { vessel: first.vessel + vessel, fromHours, toHours, load: aboard * read.parcelTonnes };
    const end = END_OF_STOP[stop];
    // It sails to the other shore on its way to either of the stops that are first there.
    if (phase === PHASE.SAILING && stop !== 1) {
      if (sea[own] >= 0) moves.push({ ...times, line: first.line + own, lane: sea[own], isReversed: end === 0 });
      continue;
    }
    stays.push({ ...times, place: lines[own].ends[end], what: stayOf(phase) });
  }
  return {
    lines,
    vessels,
    moves,
    stays,
    tanks: tanks.map(({ id, line }, at) => ({
      id: tankerNames.tank(id),
      place: lines[line].ends[0],
      kind: "tank",
      line: first.line + line,
      end: 0,
      hours: timeline.queues[at].hours,
      units: timeline.queues[at].values.map((parcels) => parcels * read.parcelTonnes),
      samples: timeline.samples[at].map((parcels) => parcels * read.parcelTonnes),
      passages: [],
    })),
    closed: timeline.closed.map(({ closure, ...spell }) => ({ ...spell, cause: flat.closures[closure].name })),
  };
}

function legOf(
  dataset: Dataset,
  via: readonly (readonly [number, number])[],
  [from, to]: readonly [string, string],
  hours: number,
): LegGiven {
  const point = (id: string): (readonly [number, number])[] => {
    const place = dataset.places.get(id as never) ?? dataset.oil.places.get(id);
    return place === undefined ? [] : [[place.lon, place.lat]];
  };
  return {
    kind: "line-haul",
    subject: "",
    service: "",
    from,
    to,
    meanHours: hours,
    varianceHours: 0,
    storm: "",
    mode: "sea",
    geometry: [...point(from), ...via, ...point(to)],
  };
}
