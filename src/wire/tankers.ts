// Oil that crosses by tanker, in the answer of `kopru simulate --scenario`.

import { z } from "zod";
import { LOST_TO } from "./crossing-parts.ts";
import { fleet, interval, measure } from "./simulate.ts";

/** Hours of waiting of a parcel of oil by what it waits for. */
const oilWait = z.object({ cause: z.enum(LOST_TO), hours: z.number() });

export const tankers = z
  .object({
    lines: z.array(
      z.object({
        line: z.string().describe("Id of the link of the oil layer"),
        name: z.string(),
        from: z.string(),
        to: z.string(),
        fromName: z.string(),
        toName: z.string(),
        comesTonnesPerYear: z
          .number()
          .describe("What the oil model sends in steady flow, a year at the mean rate of the days looked at"),
        carriedTonnesPerYear: interval.describe("Taken aboard, at the rate of the period"),
        settles: z.boolean().describe("False: more comes for ever than the ships can take"),
        sailingsPerYear: interval.describe("With a cargo"),
        loadTonnes: interval.describe("Of a sailing"),
        tankTonnes: z
          .number()
          .nullable()
          .describe("Size of the part of the tank that is for this line; null: no limit is known"),
        inTankTonnes: measure.describe("Oil in the tank"),
        tankHours: measure.describe("How long oil is in the tank"),
        heldHours: interval.describe("How long oil waits before the tank for room in it, mean of all"),
        waits: z
          .array(oilWait)
          .describe("Hours from when oil comes until it is landed that nothing is done with it, mean"),
        ships: z.array(
          z.object({ fleet: z.string(), name: z.string(), vessels: z.number().int(), payloadTonnes: z.number() }),
        ),
        share: fleet.shape.share.describe("What the ships do with their time"),
        statedRoundTripHours: z.number().describe("Without weather and queues"),
        roundTripHours: z.number().nullable().describe("Mean, of ships that wait for cargo too"),
      }),
    ),
    berths: z.array(z.object({ place: z.string(), name: z.string(), count: z.number().int(), inUse: interval })),
    events: z.number(),
    traceHash: z.string(),
    little: z.object({ worst: z.number() }),
  })
  .nullable()
  .describe(
    "Oil that crosses by tanker, under the same weather; apart from everything else in this answer. Null where the dataset has none",
  );
