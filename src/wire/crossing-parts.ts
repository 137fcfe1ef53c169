// Parts of the answer of `kopru simulate --scenario`: how times are spread, what they are lost to, how busy ships and stations
// are, what the crossing can carry at a level of service, what an answer depends on, and what ships emit.

import { z } from "zod";
import { isoDate } from "./common.ts";
import { interval, measure } from "./simulate.ts";

/** A value with an interval that makes no assumption about its spread. */
const ordered = z
  .object({
    value: z.number().nullable(),
    low: z.number().nullable().describe("null: too few replications for an interval at this level"),
    high: z.number().nullable(),
    level: z.number().describe("At least; ranks are whole numbers"),
  })
  .describe(
    "A quantile of all units, with the order-statistic interval of the median of its values over replications: what a usual year shows",
  );
export type OrderedJson = z.infer<typeof ordered>;

export const spread = z.object({
  p50: ordered,
  p80: ordered,
  p95: ordered,
  histogram: z
    .array(z.object({ fromHours: z.number(), toHours: z.number(), share: z.number() }))
    .describe("Shares of all units over all replications; they add up to 1. Empty when nobody arrived"),
});
export type SpreadJson = z.infer<typeof spread>;

export const LOST_TO = ["ship", "weather", "berth", "border", "wagon", "other"] as const;
export type LostTo = (typeof LOST_TO)[number];

export const lostTime = z
  .array(
    z.object({
      cause: z
        .enum(LOST_TO)
        .describe(
          "ship: for one to come, unload or fill; weather: a port that is shut; berth: a full one; border: borders and gauge changes; wagon: wagons, boxes and platforms that must come back",
        ),
      hoursPerUnit: interval,
    }),
  )
  .describe("Hours that a unit waits, by what it waits for; they add up to `waitHours`");
export type LostTimeJson = z.infer<typeof lostTime>;

export const queueByDay = z.array(
  z.object({
    date: isoDate,
    mean: z.number(),
    p10: z.number().describe("Over replications"),
    p50: z.number(),
    p90: z.number(),
  }),
);

export const utilisation = z.object({
  id: z.string(),
  kind: z
    .enum(["berth", "station", "fleet", "ramp", "crane", "yard", "track", "wagon", "other"])
    .describe("yard: places where cargo waits; they have no servers and no utilisation"),
  name: z.string(),
  place: z.string().nullable().describe("Id of the place, where it has one"),
  handles: z
    .enum(["containers", "wagons", "trucks", "units"])
    .nullable()
    .describe("What a berth is for: a port has berths of several kinds; units: of more than one. null: not a berth"),
  servers: z.number().nullable().describe("Berths, lines, ships; null: no limit"),
  utilisation: interval.nullable().describe("Share in use; of ships: under way or at work"),
  wait: measure.nullable().describe("Hours waited for it; null where nobody waits for it in a line of its own"),
  littleError: z
    .number()
    .nullable()
    .describe(
      "Worst replication: area under the number waiting against waits added up, relative; it is rounding when books agree",
    ),
});
export type UtilisationJson = z.infer<typeof utilisation>;

export const curvePoint = z.object({
  load: z.number().describe("All traffic times this"),
  perYear: z.number().describe("What comes here then, in the unit of the line"),
  waitHours: interval.nullable().describe("Mean wait for a ship; null: nobody came"),
  carriedPerYear: z.number(),
});
export type CurvePointJson = z.infer<typeof curvePoint>;

export const service = z
  .object({
    waitHours: z.number().describe("The mean wait that was asked for"),
    load: z
      .number()
      .nullable()
      .describe("Multiple of all traffic at which it is reached; null: beyond what was looked at"),
    perYear: z.number().nullable().describe("What comes here then"),
    loads: interval.nullable().describe("Of `load`, over replications; null: not reached in one of them"),
    perYears: interval.nullable().describe("The same of `perYear`"),
  })
  .nullable()
  .describe("Null unless serviceHours is asked for");

export const sensitivityRow = z.object({
  parameter: z
    .enum(["vessels", "roundTrip", "handling", "patience", "capacity", "weather", "demand"])
    .describe("What is changed"),
  id: z.string().describe("Line, terminal or cause; of the demand the water body"),
  name: z.string(),
  unit: z.string(),
  value: z.number().describe("As it is"),
  low: z.number(),
  high: z.number(),
  by: z
    .enum(["stated", "assumed"])
    .describe("stated: low and high of the dataset; assumed: 20 % down and up, or one ship"),
  answerLow: interval.describe("Answer at `low` less the answer as it is, replication by replication"),
  answerHigh: interval.describe("The same at `high`"),
  elasticity: interval.describe("Per cent of the answer per per cent of the input, between low and high"),
});
export type SensitivityRowJson = z.infer<typeof sensitivityRow>;

export const sensitivity = z
  .object({
    answer: z.string().describe("endToEnd, or a line with its port of departure"),
    measure: z.enum(["endToEnd", "wait"]),
    unit: z.literal("h"),
    value: z.number().nullable(),
    replications: z.number().int(),
    rows: z.array(sensitivityRow).describe("What changes the answer most first"),
  })
  .nullable()
  .describe("Null unless asked for; of the scenario where there is one");
export type SensitivityJson = z.infer<typeof sensitivity>;

export const crossingEmissions = z
  .object({
    co2eTonnes: z.number().describe("Of all voyages of all lines in a year"),
    perUnitKg: z.number().nullable().describe("Over what they carried; null when nothing was"),
    lines: z.array(
      z.object({
        line: z.string(),
        name: z.string(),
        distanceKm: z.number(),
        voyagesPerYear: z.number(),
        co2eTonnes: z.number(),
        perTeuKg: z.number().nullable(),
        perTonneKg: z.number().nullable(),
        factor: z.number(),
        factorUnit: z.string(),
        scope: z.string(),
        quality: z.string(),
        sources: z.array(z.string()),
      }),
    ),
  })
  .nullable()
  .describe(
    "Ships alone, and of them the part of this cargo: activity times intensity in the base; a voyage of the scenario emits what one of the base does. Null where a factor or a length is not known",
  );
export type CrossingEmissionsJson = z.infer<typeof crossingEmissions>;

export const crossingWeather = z
  .object({
    ports: z.array(
      z.object({
        place: z.string(),
        name: z.string(),
        shutShare: interval.describe("Of the time of the period"),
        longestHours: interval.describe("The longest spell of a replication"),
      }),
    ),
    lines: z.array(
      z.object({
        line: z.string(),
        name: z.string(),
        from: z.string(),
        to: z.string(),
        bothShutShare: interval.describe("Of the time of the period: the ports at both ends are shut at once"),
        apartShare: z.number().describe("What it would be if the shores had nothing to do with each other"),
      }),
    ),
  })
  .describe(
    "Gales and dated closures of ports as the replications met them; what shuts a line, a lane or a berth alone is not in it",
  );
export type CrossingWeatherJson = z.infer<typeof crossingWeather>;

export const worstDay = z
  .object({
    replication: z.number().int(),
    date: isoDate,
    line: z.string(),
    place: z.string(),
    queue: z.number().describe("Units in the yard on that day"),
    usual: z.number().describe("Mean over all days and replications"),
    what: z.string().describe("In a sentence"),
  })
  .nullable();
