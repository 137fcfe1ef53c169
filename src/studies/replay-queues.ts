// What waits where in a replay: yards before ships, stations on land, oil in tanks. Where a station lies on the way of each line
// that passes it follows from the stated times of the ways, as places on the way do (replay-lanes.ts). Not covered: traffic of others.

import type { CorridorRead, LegGiven } from "../engines/simulation/index.ts";

export interface ReplayQueue {
  readonly id: string;
  readonly place: string;
  readonly kind: "yard" | "station" | "tank";
  /** Number of its line, −1 for a station. */
  readonly line: number;
  readonly end: number;
  readonly hours: readonly number[];
  /** Of tanks tonnes. */
  readonly units: readonly number[];
  /** Of the whole period, every so many hours. */
  readonly samples: readonly number[];
  readonly passages: readonly Passage[];
}

/** Where a line's cargo passes a station. */
export interface Passage {
  readonly line: number;
  /** End of the line on whose shore it is. */
  readonly end: 0 | 1;
  readonly part: "before" | "after";
  /** Of the time on that part, from where it sets off. */
  readonly share: number;
}

/** The mean over the ways that pass a station, weighted by what they carry. */
export function passagesOf({ lines, flows }: CorridorRead, station: string): Passage[] {
  const sums = new Map<string, { readonly passage: Omit<Passage, "share">; weight: number; shares: number }>();
  for (const { line: id, end, ways } of flows)
    for (const way of ways)
      for (const part of ["before", "after"] as const) {
        const share = shareAt(way[part], station);
        if (share === undefined) continue;
        const line = lines.findIndex((each) => each.id === id);
        const key = `${line} ${end} ${part}`;
        const shore = part === "before" ? end : end === 0 ? 1 : 0;
        const sum = sums.get(key) ?? { passage: { line, end: shore, part }, weight: 0, shares: 0 };
        sums.set(key, sum);
        sum.weight += way.perYear;
        sum.shares += way.perYear * share;
      }
  return [...sums.values()].flatMap(({ passage, weight, shares }) =>
    weight > 0 ? [{ ...passage, share: shares / weight }] : [],
  );
}

/** Share of the time on the way when a station is reached, from the first leg that moves to the last; undefined: it is not passed. */
function shareAt(all: readonly LegGiven[], station: string): number | undefined {
  const moves = ({ geometry }: LegGiven): boolean => geometry.length > 1;
  const legs = all.slice(all.findIndex(moves), all.findLastIndex(moves) + 1);
  const at = legs.findIndex(({ subject }) => subject === station);
  const hours = (part: readonly LegGiven[]): number => part.reduce((sum, { meanHours }) => sum + meanHours, 0);
  const total = hours(legs);
  return at < 0 || !(total > 0) ? undefined : hours(legs.slice(0, at)) / total;
}

/** The last step of each hour: hundreds pass a border in a day. */
export function hourly<Q extends { readonly hours: readonly number[]; readonly units: readonly number[] }>(
  queue: Q,
): Q {
  const { hours, units } = queue;
  const kept = [...hours.keys()].filter(
    (i) => i === 0 || i === hours.length - 1 || Math.floor(hours[i]) !== Math.floor(hours[i + 1]),
  );
  return { ...queue, hours: kept.map((i) => hours[i]), units: kept.map((i) => units[i]) };
}
