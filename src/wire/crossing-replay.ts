// The answer of a replay: what one replication of the simulated crossing did around its worst moment, so that it can be drawn.
// Columns instead of rows keep it small. Hours count from the first day of the period, 00:00 UTC; the time before is negative.

import { z } from "zod";
import { datasetRef, invalidAnswer, isoDate } from "./common.ts";
import { flowScenarioRef } from "./flows.ts";

/**
 * What is drawn moving. Ships and tankers are simulated vessels; a train is one, or units set off together; trucks drive in convoys.
 */
export const REPLAY_KINDS = ["ship", "train", "truck", "barge", "tanker"] as const;
/** What a ship does at a port. */
export const REPLAY_STAYS = ["waits-to-enter", "unloads", "lies", "waits-for-load", "loads", "waits-to-leave"] as const;
export const REPLAY_QUEUES = ["yard", "station", "tank"] as const;

/** What waits, in words; units where several kinds do; oil in tonnes. */
export const REPLAY_CARGO = ["containers", "wagons", "trucks", "trains", "units", "oil"] as const;

const hours = z.array(z.number());
const indexes = z.array(z.number().int());
const point = z.tuple([z.number(), z.number()]);

const place = z.object({ id: z.string(), name: z.string(), coordinates: point.describe("Longitude, latitude") });

const lane = z.object({
  mode: z.enum(["rail", "road", "sea", "inland-water"]).describe("Of its longest part"),
  from: z.string().describe("Place where it begins"),
  to: z.string(),
  coordinates: z.array(point),
  shares: z
    .array(z.number())
    .describe(
      "Share of the time at which each point is reached, by the stated times of the parts; two equal points: a halt",
    ),
  modes: z
    .array(z.object({ until: z.number(), mode: z.enum(["rail", "road", "sea", "inland-water"]) }))
    .describe("By which mode up to which share"),
});

const replayLine = z.object({
  id: z.string(),
  name: z.string(),
  ends: z.tuple([z.string(), z.string()]).describe("Places"),
  unit: z.enum(["TEU", "t", "unit"]),
  capacityUnits: z.number().describe("What a ship of it takes of its unit, other traffic included"),
  capacity: z.number().int().describe("Units of its flows that a ship takes; of tankers tonnes"),
  settles: z.boolean().describe("False: more comes for ever than its ships take"),
});

const replayFlow = z.object({
  group: z.string(),
  name: z.string(),
  cargo: z.string().describe("The unit: a container, wagon or truck"),
  line: z.number().int().describe("Index of its line"),
  end: z.union([z.literal(0), z.literal(1)]).describe("End at which it goes aboard"),
  trainUnits: z.number().int().describe("Units that come together, by train, as far as the port"),
});

const object = z.object({
  id: z.string(),
  kind: z.enum(REPLAY_KINDS),
  line: z.number().int().describe("Index of its line"),
  number: z.number().int().describe("Number in its fleet, from 1"),
});

const moves = z
  .object({
    object: indexes.describe("Index in objects; −1: drawn for this move only"),
    kind: indexes.describe("Index in kinds, at departure; on land the mode of the lane tells it on the way"),
    flow: indexes.describe("Index in flows; −1 for ships and tankers"),
    part: indexes.describe("0 at sea, 1 on land up to the ship, 2 on land after it"),
    lane: indexes,
    reversed: indexes.describe("1: from the lane's end to its beginning"),
    fromHour: hours,
    toHour: hours,
    load: indexes.describe("Units aboard; of tankers tonnes"),
    simulated: indexes.describe(
      "1: one thing of the simulation; 0: units that set off and arrived within some hours of one another, drawn together",
    ),
  })
  .describe("Columns of equal length, by fromHour");

const stays = z
  .object({
    object: indexes,
    place: indexes,
    what: indexes.describe("Index in stays"),
    fromHour: hours,
    toHour: hours,
    load: indexes.describe("Units aboard at its end"),
  })
  .describe("Ships at ports; columns, by fromHour");

const queue = z.object({
  id: z.string(),
  place: z.number().int(),
  kind: z.enum(REPLAY_QUEUES),
  cargo: z.enum(REPLAY_CARGO),
  line: z.number().int().describe("−1 for stations on land"),
  end: z.number().int(),
  border: z
    .object({ from: z.string(), to: z.string() })
    .nullable()
    .describe("Countries of a border, as it is passed; null: no border"),
  passages: z
    .array(
      z.object({
        line: z.number().int(),
        end: z.number().int().describe("End of the line on whose shore it is"),
        part: z.number().int().describe("1 on land up to the ship, 2 on land after it"),
        share: z.number().describe("Of the time on that part, from where it sets off"),
      }),
    )
    .describe("Where cargo of the lines passes a station; empty for others"),
  hours: hours.describe("When it changed; of stations and tanks the last step of each hour"),
  units: z.array(z.number()).describe("Waiting from then on; in tanks tonnes"),
});

const closure = z.object({
  cause: z.string(),
  name: z.string(),
  places: indexes.describe("Ports that it shuts"),
  fromHour: z.number(),
  toHour: z.number(),
});

const worst = z.object({
  hour: z.number(),
  date: isoDate,
  replication: z.number().int(),
  place: z.number().int(),
  line: z.number().int(),
  end: z.number().int(),
  units: z.number().int().describe("Waiting for a ship then"),
  cargo: z.enum(REPLAY_CARGO),
  grownUnits: z.number().int().describe("More than a week before"),
  usualUnits: z.number().describe("Mean over all replications looked at"),
  shipsHeld: z
    .number()
    .int()
    .describe("Ships of the line that waited at the same time to enter or leave a port, at most, in the week before"),
  closure: z
    .object({ cause: z.string(), name: z.string(), place: z.number().int(), days: z.number() })
    .nullable()
    .describe("Longest that shut an end of the line in the week before; null: none did"),
  hoursSinceShip: z.number().nullable().describe("Since a ship last left from there with cargo"),
  lookedAt: z.number().int().describe("Replications that were looked at"),
  sentence: z.string(),
});

const replayOk = z.object({
  status: z.literal("ok"),
  dataset: datasetRef,
  scenario: flowScenarioRef.nullable(),
  state: z.enum(["base", "changed"]),
  period: z.object({ from: isoDate, to: isoDate, hours: z.number() }),
  seed: z.number().int(),
  replication: z.number().int(),
  replications: z.number().int(),
  window: z.object({ fromHour: z.number(), toHour: z.number() }).describe("Moves, stays and queues are told for this"),
  totals: z
    .object({
      arrived: z.number().int(),
      left: z.number().int(),
      inside: z.number().int(),
      events: z.number().int(),
      traceHash: z.string(),
    })
    .describe("Of the whole replication; the same that the run counted"),
  worst: worst.nullable().describe("Null: nothing ever waited above what is usual"),
  kinds: z.array(z.enum(REPLAY_KINDS)),
  stayKinds: z.array(z.enum(REPLAY_STAYS)),
  places: z.array(place),
  lines: z.array(replayLine),
  flows: z.array(replayFlow),
  lanes: z.array(lane),
  objects: z.array(object),
  moves,
  stays,
  queues: z.array(queue),
  closures: z.array(closure).describe("Of the whole period"),
  overview: z.object({
    stepHours: z.number(),
    queues: z.array(z.object({ queue: z.number().int(), units: z.array(z.number()) })).describe("Of the whole period"),
    waitingUnits: indexes.describe("Waiting for ships at all ports: boxes, wagons and trucks together"),
  }),
  notes: z.array(
    z.object({
      about: z.enum(["land-times", "grouped", "ways", "no-tankers", "tankers", "settles"]),
      text: z.string(),
    }),
  ),
});

const replayWorking = z.object({
  status: z.literal("working"),
  message: z.string(),
  retryAfterSeconds: z.number(),
});

export const replayAnswer = z.discriminatedUnion("status", [replayOk, replayWorking, invalidAnswer]);
export type ReplayAnswer = z.infer<typeof replayAnswer>;
export type ReplayOk = z.infer<typeof replayOk>;
export type ReplayWorst = z.infer<typeof worst>;
