// The part of a fitted wait for ships that does not depend on the flow, as a value of the dataset: the corridor model's ways
// then wait so long, weather at the port in it, in place of what headway or patience alone would say.

import type { Dataset } from "../../../../model/dataset.ts";
import type { Value } from "../../../../model/facts.ts";

/** Values of `waitHours` by subject (`LINE>PLACE`). */
export function fittedWaits(dataset: Dataset): ReadonlyMap<string, Value> {
  const waits = new Map<string, Value>();
  for (const { id, stops } of dataset.services.values()) {
    if (stops.length !== 2) continue;
    for (const [direction, sign] of [">", "<"].entries()) {
      const row = dataset.delayFunctions.get(`${id}#vessels${sign}`);
      if (row === undefined) continue;
      const subject = `${id}>${stops[direction]}`;
      waits.set(subject, {
        subject,
        attribute: "waitHours",
        value: row.baseHours,
        unit: "h",
        // As far as a wait for something that comes at random is known without a flow.
        shape: "gamma",
        cv: 1,
        basis: "derived",
        asOf: "",
        source: SOURCE,
        use: "model",
        note: "Fitted to the simulated crossing",
        place: "delay-functions.csv",
      });
    }
  }
  return waits;
}

/** Stands in dataset/assumptions.csv. */
const SOURCE = "assumption:simulated-waits" as Value["source"];
