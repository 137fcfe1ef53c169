// Do the queues of a simulated year agree with what the stated hours of borders hold of them (`queueHours`)? Those hold for the
// years that they were looked at for: with the traffic of another one, hours at a border are not the stated ones. Not covered:
// seasons and scenarios, which are meant to differ.

import { blockNames, type Experiment, intervalOf } from "../engines/simulation/index.ts";
import type { Problem } from "../model/problem.ts";
import type { InstantHours } from "../model/units.ts";
import type { PreparedCrossing } from "./corridor-simulation.ts";
import { nameOfStation } from "./name-of-station.ts";

/** A shorter period has seasons of its own. */
const LEAST_DAYS = 360;
/** Hours that matter beside a way of weeks. */
const LEAST_HOURS = 6;

/** Borders whose simulated queue is surely outside the range that is stated for a year, and by hours that matter. */
export function queuesNotStated(
  { dataset, read }: Pick<PreparedCrossing, "dataset" | "read">,
  { compiled, records }: Pick<Experiment, "compiled" | "records">,
  { from, days, level }: { readonly from: InstantHours; readonly days: number; readonly level: number },
): Problem[] {
  if (days < LEAST_DAYS) return [];
  return read.stations.flatMap((station): Problem[] => {
    const stated = dataset.findValue(station.id, "queueHours", from);
    const block = compiled.flat.blocks.names.indexOf(blockNames.station(station.id));
    if (stated === undefined || block < 0) return [];
    const waits = records.map(({ waitMean }) => waitMean[block]).filter((hours) => hours >= 0);
    const { mean, low, high, count } = intervalOf(waits, level);
    const { value, low: least = value, high: most = value } = stated;
    if (count < 2 || Math.abs(mean - value) < LEAST_HOURS || (low <= most && high >= least)) return [];
    return [
      {
        code: "wrong-value",
        place: station.id,
        message: `At ${nameOfStation(dataset, station)} the simulated queue of this year is ${Math.round(mean)} h, and the stated hours hold one of ${value} h (${least} to ${most}): hours there are ${Math.abs(Math.round(mean - value))} h ${mean > value ? "more" : "less"} than stated.`,
        hint: "queueHours is of other years; give it for this one, or take a period that begins in a year it was stated for",
      },
    ];
  });
}
