// When did it go wrong? As the run has told; of one replication alone, the moment before which most cargo gathered at one port
// within a week, in tonnes so that boxes, wagons and trucks compare. What grows all year is not taken for an event of one day.
// Not covered: the worst wait of one unit, which may fall on another day.

import { type LineRead, PHASE, QueueSamples, Replicator, Timeline } from "../engines/simulation/index.ts";
import { type InstantHours, instant, isoDateOf } from "../model/units.ts";
import { endsOfStops, lineOfFleet, type ReplayState, type Yard } from "./replay-state.ts";

export interface WorstMoment {
  /** Hours from the first day of the period. */
  readonly hour: number;
  readonly date: string;
  readonly replication: number;
  readonly line: LineRead;
  readonly end: 0 | 1;
  readonly units: number;
  /** More than a week before. */
  readonly grownUnits: number;
  readonly usualUnits: number;
  readonly shipsHeld: number;
  readonly closure: { readonly cause: string; readonly place: string; readonly days: number } | undefined;
  readonly hoursSinceShip: number | undefined;
  readonly lookedAt: number;
}

/** Replications looked at for the worst: each takes most of a second. */
export const MOST_LOOKED_AT = 20;
const SAMPLE_HOURS = 3;
/** Whose growth is looked at, and in which closures and ships are named. */
const WEEK_HOURS = 168;
const HOURS_PER_DAY = 24;

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
  const week = WEEK_HOURS / SAMPLE_HOURS;
  const first = Math.ceil(read.warmUpHours / SAMPLE_HOURS);
  let best: { yard: Yard; replication: number; sample: number; grown: number; tonnes: number } | undefined;
  const means = yards.map(() => 0);
  for (const index of replications) {
    const watcher = new QueueSamples(
      yards.map(({ block }) => block),
      SAMPLE_HOURS,
    );
    const record = replicator.run({ seed, index, warmUpHours: read.warmUpHours, watcher });
    for (const [y, yard] of yards.entries()) {
      means[y] += record.queueMean[yard.block] / replications.length;
      const samples = watcher.samples[y];
      for (let sample = first; sample < samples.length; sample++) {
        const grown = samples[sample] - (samples[sample - week] ?? 0);
        const tonnes = grown * yard.tonnesPerUnit;
        if (tonnes > 0 && (best === undefined || tonnes > best.tonnes))
          best = { yard, replication: index, sample, grown, tonnes };
      }
    }
  }
  if (best === undefined) return undefined;
  const { yard, replication, sample, grown } = best;
  return {
    ...momentOf(state, yard, { seed, replication, hour: sample * SAMPLE_HOURS }),
    grownUnits: grown,
    usualUnits: means[yards.indexOf(yard)],
    lookedAt: replications.length,
  };
}

/** A moment that a run has told of: on which day in which replication which yard was how much fuller than usual. */
export interface ToldMoment {
  readonly replication: number;
  /** Hours from the first day of the period. */
  readonly hour: number;
  readonly line: string;
  /** Place of the yard. */
  readonly place: string;
  readonly usual: number;
}

/** The same of a moment that is known; undefined when the crossing has no such yard. */
export function tellMoment(
  state: ReplayState,
  { replication, hour, line, place, usual }: ToldMoment,
  { seed, lookedAt }: { readonly seed: number; readonly lookedAt: number },
): WorstMoment | undefined {
  const { read, compiled, yards } = state;
  const yard = yards.find(({ line: own, end }) => own.id === line && own.ends[end].place === place);
  if (yard === undefined) return undefined;
  const watcher = new QueueSamples([yard.block], SAMPLE_HOURS);
  new Replicator(compiled).run({ seed, index: replication, warmUpHours: read.warmUpHours, watcher });
  const sample = Math.round((hour + read.warmUpHours) / SAMPLE_HOURS);
  const [samples] = watcher.samples;
  return {
    ...momentOf(state, yard, { seed, replication, hour: sample * SAMPLE_HOURS }),
    grownUnits: (samples[sample] ?? 0) - (samples[sample - WEEK_HOURS / SAMPLE_HOURS] ?? 0),
    usualUnits: usual,
    lookedAt,
  };
}

/** Looks again at the replication, for what the ships and the weather did before the hour. */
function momentOf(
  { read, compiled }: ReplayState,
  { line, end, block }: Yard,
  { seed, replication, hour }: { readonly seed: number; readonly replication: number; readonly hour: number },
): Omit<WorstMoment, "grownUnits" | "usualUnits" | "lookedAt"> {
  const { flat } = compiled;
  const own = read.lines.indexOf(line);
  const fleets = new Set([...flat.fleets.keys()].filter((f) => lineOfFleet(read, flat.fleets[f].name) === own));
  const timeline = new Timeline(flat.blocks.count, {
    fromHours: hour - WEEK_HOURS,
    toHours: hour,
    marginHours: 0,
    journeys: [],
    queues: [block],
    fleets: [...fleets],
    sampleEveryHours: SAMPLE_HOURS,
  });
  new Replicator(compiled).run({ seed, index: replication, warmUpHours: read.warmUpHours, watcher: timeline });
  const units = timeline.samples[0][hour / SAMPLE_HOURS] ?? 0;
  const shut = new Map(flat.closures.map(({ name }, closure) => [closure, name]));
  const ends = line.ends.map(({ place, closures }) => ({ place, closures }));
  const spells = timeline.closed
    .filter(({ fromHours, toHours }) => fromHours <= hour && toHours >= hour - WEEK_HOURS)
    .flatMap(({ closure, fromHours, toHours }) => {
      const cause = shut.get(closure) ?? "";
      // Of two ports that one cause shuts, the one where the cargo waits is named.
      const at = [ends[end], ends[1 - end]].find(({ closures }) => closures.includes(cause));
      return at === undefined ? [] : [{ cause, place: at.place, days: (toHours - fromHours) / HOURS_PER_DAY }];
    })
    .sort((a, b) => b.days - a.days);
  const held = timeline.phases.filter(
    (phase) =>
      fleets.has(phase.fleet) &&
      (phase.phase === PHASE.WAITING_TO_ENTER || phase.phase === PHASE.WAITING_TO_LEAVE) &&
      phase.fromHours <= hour &&
      phase.toHours >= hour - WEEK_HOURS,
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
