// What did a flow wait for? Hours of waiting a unit by cause, from what a replication has counted.

import { CAUSES, type Cause } from "../lost-time.ts";
import type { ReplicationRecord } from "../replication.ts";

/**
 * Hours a unit by cause; they add up to its simulated waiting. `ship`: for a ship to come, or to be full enough. `weather`:
 * while a ship of the line is kept by a closed port, aboard or ashore. `berth`: the same for want of a berth. `border`: at gauge
 * changes and borders, all the stated time of a border procedure. `wagon`: for a wagon or platform of a stock. `other`: what is left.
 */
export type CauseHours = Readonly<Record<Cause, number>>;

/**
 * Hours a unit of some classes (the numbers of flows) in one replication; zero where none of them landed.
 * @param stated by class: waits that are stated and not simulated, to count as well
 */
export function causeHoursOf(
  { lostHours, sojournCount }: Pick<ReplicationRecord, "lostHours" | "sojournCount">,
  classes: readonly number[],
  stated: readonly CauseHours[] = [],
): CauseHours {
  const units = classes.reduce((sum, c) => sum + sojournCount[c], 0);
  const each = CAUSES.map((cause, i) => [
    cause,
    units === 0
      ? 0
      : classes.reduce(
          (sum, c) => sum + lostHours[c * CAUSES.length + i] + sojournCount[c] * (stated[c]?.[cause] ?? 0),
          0,
        ) / units,
  ]);
  return Object.fromEntries(each) as CauseHours;
}
