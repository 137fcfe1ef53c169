// The answer of `kopru simulate --scenario`: how long cargo waits on the way across the water and what ships can carry, base and
// scenario side by side under the same luck.

import { z } from "zod";
import { datasetRef, invalidAnswer, isoDate, problem } from "./common.ts";
import {
  crossingEmissions,
  crossingWeather,
  curvePoint,
  lostTime,
  queueByDay,
  sensitivity,
  service,
  spread,
  utilisation,
  worstDay,
} from "./crossing-parts.ts";
import { flowScenarioRef } from "./flows.ts";
import { fleet, interval, measure, simulateNone } from "./simulate.ts";
import { tankers } from "./tankers.ts";

export const CORRIDOR_STAGES = ["before", "stations", "portOfDeparture", "waitForShip", "crossing", "after"] as const;

const group = z.object({
  id: z.string(),
  name: z.string(),
  cargo: z.string().describe("The unit: a container, wagon or truck"),
  unitsPerYear: z.number().describe("What the corridor model sends across"),
  served: z.number().describe("Units that arrived at their end, over all replications"),
  endToEnd: measure.describe("Hours from the start of the way to its end"),
  spread: spread.describe("Of the hours from start to end"),
  waitHours: interval.describe("All waits of a unit, mean"),
  lostTime,
  stages: z
    .array(z.object({ stage: z.enum(CORRIDOR_STAGES), hours: z.number() }))
    .describe("Mean hours as simulated; the wait for a ship, until it has loaded and left, is what is left"),
});

const crossing = z.object({
  line: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  fromName: z.string(),
  toName: z.string(),
  unit: z.enum(["TEU", "t", "unit"]).describe("What amounts of this line are in"),
  demandPerYear: z.number().describe("Of the year that begins with the period"),
  comesPerYear: z.number().describe("Of the months looked at, as a year of them"),
  cameToPortPerYear: interval.describe("As simulated: what reached the yard of the port, at the rate of the period"),
  carriedPerYear: interval.describe("At the rate of the period"),
  carriedTeuPerYear: z.number(),
  carriedTonnesPerYear: z.number(),
  statedCapacityPerYear: z
    .number()
    .describe("One way: ships × what is left on each for this cargo × rounds of the stated length"),
  simulatedCapacityPerYear: interval.describe("One way, when both yards are never empty"),
  settles: z
    .boolean()
    .describe("False: more comes for ever than ships can take, and waits grow with the time looked at"),
  wait: measure.describe("Hours from ready at the port until aboard"),
  queue: measure.describe("Units in the yard"),
  service,
  curve: z.array(curvePoint).describe("With other amounts of traffic; empty unless serviceHours is asked for"),
  queueByDay: queueByDay.describe("Units in the yard at midnight"),
  queueByWeek: z.array(
    z.object({
      week: isoDate,
      mean: z.number(),
      low: z.number().describe("Least over replications"),
      high: z.number().describe("Greatest over replications"),
    }),
  ),
});

const crossingFleet = fleet.extend({
  line: z.string(),
  unitsEach: z.number().int().describe("Units of this cargo that a ship takes"),
  stated: z.object({ capacity: z.number(), unit: z.string(), roundTripHours: z.number() }),
  voyagesPerYear: z.number().describe("Departures from both ends"),
  roundTripHours: z.number().nullable().describe("Mean, of ships that are held for loads too"),
});

const state = z.object({
  name: z.string().describe("What is simulated, in a few words"),
  endToEnd: measure,
  spread: spread.describe("Of the hours from start to end, all units"),
  waitHours: interval.describe("All waits of a unit, mean"),
  lostTime,
  arrived: z.number(),
  customers: z.number().describe("Units that reached their end in the time counted"),
  inside: z.number().describe("Units on the way when replications ended"),
  events: z.number(),
  traceHash: z.string(),
  little: z.object({ worst: z.number() }),
  groups: z.array(group),
  crossings: z.array(crossing),
  fleets: z.array(crossingFleet),
  berths: z.array(z.object({ terminal: z.string(), count: z.number().int(), inUse: interval })),
  stations: z.array(z.object({ id: z.string(), servers: z.number().int(), wait: measure, utilisation: measure })),
  utilisation: z.array(utilisation).describe("Everything that somebody waits for, ships first"),
  emissions: crossingEmissions,
  weather: crossingWeather,
  days: z.object({ worst: worstDay.describe("The fullest yard against its usual one") }),
  tankers,
});

const difference = z.object({
  what: z.string().describe("endToEnd, a group, a line with the port of departure, or a station"),
  measure: z
    .enum(["endToEnd", "wait", "queue", "carriedPerYear", "capacityPerYear"])
    .describe("capacityPerYear: of runs in which both yards are never empty, pairs too"),
  difference: interval.describe("Scenario less base, replication by replication with the same luck"),
  correlation: z.number(),
  gain: z.number().describe("How much wider the interval of independent runs would be"),
});

const simulateCorridorOk = z.object({
  status: z.literal("ok"),
  dataset: datasetRef,
  scenario: flowScenarioRef.nullable(),
  waterBody: z.string(),
  period: z.object({
    from: isoDate,
    to: isoDate,
    warmUpHours: z.number().describe("Before it, not counted"),
    settlesHours: z
      .number()
      .nullable()
      .describe(
        "What MSER-5 would leave out of the mean queue of yards that settle, over four times the warm-up; seasons are in it too. null: not known",
      ),
  }),
  seed: z.number().int(),
  replications: z.number().int(),
  precision: z.object({ asked: z.number(), reached: z.number().nullable(), isReached: z.boolean() }).nullable(),
  seconds: z.number(),
  threads: z.number().int().describe("That simulated; the answer does not depend on them"),
  against: z
    .enum(["dataset", "scenario"])
    .describe("What `base` is: the dataset as it stands, or the scenario without the other fleet"),
  base: state,
  changed: state.nullable(),
  comparison: z.array(difference).nullable(),
  sensitivity,
  warnings: z.array(problem),
});

export const simulateCorridorAnswer = z.discriminatedUnion("status", [simulateCorridorOk, simulateNone, invalidAnswer]);
export type SimulateCorridorAnswer = z.infer<typeof simulateCorridorAnswer>;
export type SimulateCorridorOk = z.infer<typeof simulateCorridorOk>;
export type SimulatedStateJson = z.infer<typeof state>;
