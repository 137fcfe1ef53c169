// What can the crossing carry at a level of service? The traffic at which the mean wait for a ship first leaves it, found in
// every replication by itself, so that it has an interval.

import { blockNames, type Interval, intervalOf } from "../engines/simulation/index.ts";
import { blockOf, type LoadPoint } from "./corridor-simulation.ts";

export interface ServiceAsked {
  readonly line: string;
  readonly end: 0 | 1;
  readonly serviceHours: number;
}

export interface ServiceLoad {
  /** Of the mean wait over replications; undefined when it is met at all loads looked at, 0 when at none. */
  readonly load: number | undefined;
  /** Over replications; undefined when it is met at all loads, or at none, in one of them. */
  readonly loads: Interval | undefined;
}

/** A multiple of today's traffic, between points in proportion. */
export function loadOfService(
  curve: readonly LoadPoint[],
  { line, end, serviceHours }: ServiceAsked,
  level: number,
): ServiceLoad {
  const waits = curve.map(({ load, experiment: { compiled, records } }) => {
    const block = blockOf(compiled, blockNames.yard(line, end));
    return { load, hours: records.map(({ waitMean }) => (block < 0 ? Number.NaN : waitMean[block])) };
  });
  const runs = Math.min(...waits.map(({ hours }) => hours.length));
  const each = Array.from({ length: runs }, (_, i) =>
    crossingOf(
      waits.map(({ load, hours }) => ({ load, wait: hours[i] })),
      serviceHours,
    ),
  );
  const known = each.filter((load) => load !== undefined && load > 0) as number[];
  return {
    load: crossingOf(
      waits.map(({ load, hours }) => ({ load, wait: hours.reduce((sum, value) => sum + value, 0) / hours.length })),
      serviceHours,
    ),
    loads: known.length === each.length && known.length > 1 ? intervalOf(known, level) : undefined,
  };
}

/** Thin traffic waits longer for ships that are held: it is the rise towards full ships that counts, so it is looked for from above. */
function crossingOf(
  points: readonly { readonly load: number; readonly wait: number }[],
  serviceHours: number,
): number | undefined {
  for (let i = points.length - 1; i >= 0; i--) {
    const { load, wait } = points[i];
    if (!(wait <= serviceHours)) continue;
    const next = points[i + 1];
    if (next === undefined) return undefined;
    return next.wait > wait ? load + ((next.load - load) * (serviceHours - wait)) / (next.wait - wait) : load;
  }
  return 0;
}
