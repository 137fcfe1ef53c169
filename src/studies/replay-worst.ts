// When did it go worst? Among all replications looked at, the moment at which most cargo above the usual waited for ships at one
// port, in tonnes so that boxes, wagons and trucks compare. Yards to which more comes for ever than ships take are left out:
// theirs is always the last day. Not covered: the worst wait of one unit, which may fall on another day.

import {
  blockNames,
  type KeptRecord,
  type LineRead,
  PHASE,
  type ReplicationRecord,
  Replicator,
  Timeline,
} from "../engines/simulation/index.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import { endsOfStops, lineOfFleet, type ReplayState } from "./crossing-replay.ts";

export interface WorstMoment {
  /** Hours from the first day of the period. */
  readonly hour: number;
  readonly date: string;
  readonly replication: number;
  readonly line: LineRead;
  readonly end: 0 | 1;
  readonly units: number;
  readonly usualUnits: number;
  readonly shipsHeld: number;
  readonly closure: { readonly cause: string; readonly place: string; readonly days: number } | undefined;
  readonly hoursSinceShip: number | undefined;
  readonly lookedAt: number;
}

/** A yard with ships for it. */
export interface Yard {
  readonly line: LineRead;
  readonly end: 0 | 1;
  readonly block: number;
  readonly tonnesPerUnit: number;
  readonly settles: boolean;
}

/** Replications looked at for the worst: each takes most of a second. */
export const MOST_LOOKED_AT = 20;
const SAMPLE_HOURS = 3;
const BEFORE_HOURS = 96;
const HOURS_PER_DAY = 24;

/** Yards of a crossing in the order of its lines. */
export function yardsOf({ read, compiled, overloads }: Omit<ReplayState, "yards">): Yard[] {
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

/**
 * The worst moment over replications, or of the one asked for; undefined where nothing waits.
 * @param replications numbers of the replications to look at, from 1
 */
export function findWorst(
  state: ReplayState,
  { seed, replications }: { readonly seed: number; readonly replications: readonly number[] },
): WorstMoment | undefined {
  const { read, compiled, yards } = state;
  const replicator = new Replicator(compiled);
  const records = replications.map((index): KeptRecord => {
    const { cells: _, ...record }: ReplicationRecord = replicator.run({ seed, index, warmUpHours: read.warmUpHours });
    return record;
  });
  // Where nothing settles, something is still worst.
  const looked = yards.some(({ settles }) => settles) ? yards.filter(({ settles }) => settles) : yards;
  let best: { yard: Yard; replication: number; tonnes: number; usual: number } | undefined;
  for (const yard of looked) {
    const usual = records.reduce((sum, { queueMean }) => sum + queueMean[yard.block], 0) / records.length;
    for (const [i, { queueMax }] of records.entries()) {
      const tonnes = (queueMax[yard.block] - usual) * yard.tonnesPerUnit;
      if (tonnes > 0 && (best === undefined || tonnes > best.tonnes))
        best = { yard, replication: replications[i], tonnes, usual };
    }
  }
  if (best === undefined) return undefined;
  const { yard, replication, usual } = best;
  return { ...momentOf(state, yard, { seed, replication }), usualUnits: usual, lookedAt: replications.length };
}

/** Looks again at the replication, for the hour and what the ships and the weather did before it. */
function momentOf(
  { read, compiled }: ReplayState,
  { line, end, block }: Yard,
  { seed, replication }: { readonly seed: number; readonly replication: number },
): Omit<WorstMoment, "usualUnits" | "lookedAt"> {
  const { flat } = compiled;
  const timeline = new Timeline(flat.blocks.count, {
    fromHours: 0,
    toHours: read.untilHours,
    marginHours: 0,
    journeys: [],
    queues: [block],
    sampleEveryHours: SAMPLE_HOURS,
  });
  new Replicator(compiled).run({ seed, index: replication, warmUpHours: read.warmUpHours, watcher: timeline });
  const [{ hours, values }] = timeline.queues;
  let [hour, units] = [read.warmUpHours, 0];
  for (const [i, value] of values.entries())
    if (value > units && hours[i] >= read.warmUpHours) [hour, units] = [hours[i], value];
  const shut = new Map(flat.closures.map(({ name }, closure) => [closure, name]));
  const ends = line.ends.map(({ place, closures }) => ({ place, closures }));
  const spells = timeline.closed
    .filter(({ fromHours, toHours }) => fromHours <= hour && toHours >= hour - BEFORE_HOURS)
    .flatMap(({ closure, fromHours, toHours }) => {
      const cause = shut.get(closure) ?? "";
      // Of two ports that one cause shuts, the one where the cargo waits is named.
      const at = [ends[end], ends[1 - end]].find(({ closures }) => closures.includes(cause));
      return at === undefined ? [] : [{ cause, place: at.place, days: (toHours - fromHours) / HOURS_PER_DAY }];
    })
    .sort((a, b) => b.days - a.days);
  const own = read.lines.indexOf(line);
  const fleets = new Set([...flat.fleets.keys()].filter((f) => lineOfFleet(read, flat.fleets[f].name) === own));
  const held = timeline.phases.filter(
    (phase) =>
      fleets.has(phase.fleet) &&
      (phase.phase === PHASE.WAITING_TO_ENTER || phase.phase === PHASE.WAITING_TO_LEAVE) &&
      phase.fromHours <= hour &&
      phase.toHours >= hour - BEFORE_HOURS,
  );
  const shipsHeld = Math.max(
    0,
    ...held.map(({ fromHours }) => held.filter((one) => one.fromHours <= fromHours && one.toHours > fromHours).length),
  );
  const left = timeline.sailings
    .filter(
      ({ fleet, stop, hours: at }) =>
        fleets.has(fleet) && at < hour && endsOfStops(line, compiled, fleet)[stop] === end,
    )
    .at(-1);
  const [closure] = spells;
  return {
    hour: hour - read.warmUpHours,
    date: isoDateOf((instant(read.starts) + hour) as InstantHours),
    replication,
    line,
    end,
    units,
    shipsHeld,
    closure,
    hoursSinceShip: left && hour - left.hours,
  };
}
