// Which borders and gauge changes are used so much that their wait hangs on every unit more? Near full use a mean wait grows about
// with 1 / (1 − use) (Kingman 1961), so an error of a per cent in traffic or hours is one of many in the wait. Not covered: berths
// and ships, whose yards say whether they settle.

import { blockNames, type Experiment, intervalOf } from "../engines/simulation/index.ts";
import type { Problem } from "../model/problem.ts";
import type { PreparedCrossing } from "./corridor-simulation.ts";
import { nameOfStation } from "./name-of-station.ts";

const share = (value: number): string => `${Math.round(1000 * value) / 10} %`;

/** A wait is more than thirty times that of an idle station, and three per cent more would be without end. */
const FULL = 0.97;

/**
 * Stations that are busy all but all the time of the period.
 * @param where in which of two states, as "in the scenario"; empty where there is one
 */
export function fullStations(
  { dataset, read }: Pick<PreparedCrossing, "dataset" | "read">,
  { compiled, records }: Pick<Experiment, "compiled" | "records">,
  level: number,
  where = "",
): Problem[] {
  return read.stations.flatMap((station): Problem[] => {
    const block = compiled.flat.blocks.names.indexOf(blockNames.station(station.id));
    if (block < 0) return [];
    const { mean: use } = intervalOf(
      records.map(({ utilisation }) => utilisation[block]),
      level,
    );
    if (!(use >= FULL)) return [];
    const {
      mean: wait,
      low,
      high,
    } = intervalOf(
      records.map(({ waitMean }) => waitMean[block]).filter((hours) => hours >= 0),
      level,
    );
    const around = Number.isFinite(high - low) ? ` ± ${Math.round((high - low) / 2)}` : "";
    const unit = dataset.borders.find(({ id }) => id === station.id)?.mode === "road" ? "truck" : "wagon";
    // More than is shown as 100 %: what comes in the period is more than is served, whatever is left of the time.
    const room = 1 / use - 1;
    const means =
      room < 0.0005
        ? `more comes in this period than it serves, and its wait of ${Math.round(wait)}${around} h hangs on how long that lasts`
        : `its wait of ${Math.round(wait)}${around} h hangs on each ${unit} more, and ${share(room)} more would be all that it can serve`;
    return [
      {
        code: "nearly-full",
        place: station.id,
        message: `${nameOfStation(dataset, station)} is used ${share(use)} of the time${where === "" ? "" : ` ${where}`}: ${means}.`,
        hint: "Take the wait as one of this size; a sweep over demand, or a scenario with other hours at the border, shows how it moves.",
      },
    ];
  });
}
