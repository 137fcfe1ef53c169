// The form of a simulation model, as YAML or JSON. docs/models.md describes every block with an example; what the form cannot
// say (names that must exist, ways that must lead somewhere) is checked when the model is compiled.

import { z } from "zod";
import type { Cause, SimulationModel, Times } from "../engines/simulation/index.ts";

const amount = z
  .union([z.number(), z.string().min(1).max(500)])
  .describe("A number, or an expression of parameters such as load * servers");
const name = z.string().min(1).max(100);

export const simulationTimes: z.ZodType<Times> = z
  .lazy(() => z.union([amount, law]))
  .describe("Hours: a number, an expression, or a law");

const times = simulationTimes;
const exponential = z.union([
  z.strictObject({ mean: amount }),
  z.strictObject({ rate: amount }),
  z.strictObject({ meanByMonth: z.array(amount) }),
]);
const law = z.union([
  z.strictObject({ exponential }),
  z.strictObject({ uniform: z.strictObject({ min: amount, max: amount }) }),
  z.strictObject({ triangular: z.strictObject({ min: amount, mode: amount, max: amount }) }),
  z.strictObject({ erlang: z.strictObject({ mean: amount, stages: amount }) }),
  z.strictObject({ gamma: z.strictObject({ mean: amount, cv: amount }) }),
  z.strictObject({ lognormal: z.strictObject({ mean: amount, cv: amount }) }),
  z.strictObject({ weibull: z.strictObject({ scale: amount, shape: amount }) }),
  z.strictObject({
    empirical: z.strictObject({ values: z.array(amount).min(1), weights: z.array(amount).min(1).exactOptional() }),
  }),
  z.strictObject({ mixture: z.array(z.strictObject({ weight: amount, of: times })).min(1) }),
  z.strictObject({ byClass: z.record(name, times) }),
  z.strictObject({ byMonth: z.strictObject({ of: times, factors: z.array(amount) }) }),
]);

const discipline = z.enum(["fifo", "priority"]).exactOptional();
const room = amount.exactOptional().describe("Places to wait; without a limit when not given");
const closures = z.array(name).min(1).describe("Blocks of closures; open when all of them are");
const leaves = z
  .union([
    z.enum(["full", "at-once"]),
    z.strictObject({ patience: times }),
    z.strictObject({ timetable: z.strictObject({ every: amount, first: amount.exactOptional() }) }),
  ])
  .describe("full; at-once (with the least load); after a patience in hours; by a timetable");
const waitsFor = z
  .enum(["ship", "weather", "berth", "border", "wagon", "other"] satisfies Cause[])
  .exactOptional()
  .describe("What waiting here counts for in lost time by cause");
const uses = z.strictObject({ stock: name, amount: amount.exactOptional() });
const stop = z.strictObject({
  lands: name.exactOptional().describe("Where those aboard go"),
  unloading: times.exactOptional(),
  unloadingEach: amount.exactOptional().describe("Hours for each who is put out, on top"),
  loads: z
    .union([name, z.array(name).min(1)])
    .exactOptional()
    .describe("Queues it takes from, in this order"),
  least: amount.exactOptional(),
  leaves: leaves.exactOptional(),
  most: amount.exactOptional().describe("It takes no more than this here"),
  boards: name.exactOptional().describe("Mark or route that those who go aboard pass"),
  loading: times.exactOptional().describe("Also where nothing is loaded: a stay at the berth"),
  loadingEach: amount.exactOptional().describe("Hours for each aboard, on top"),
  closures: closures.exactOptional(),
  admits: z.boolean().exactOptional().describe("Whether it may enter while closed; true when not given"),
  berth: name.exactOptional().describe("Stock of berths, of which it takes one"),
  port: name.exactOptional().describe("Stops of one port have the same; for lost time by cause"),
  sail: times.describe("Hours to the next stop"),
});

export const simulationBlock = z.discriminatedUnion("block", [
  z.strictObject({
    block: z.literal("arrivals"),
    rate: amount.exactOptional().describe("Per hour, at random (Poisson)"),
    rateByMonth: z.array(amount).exactOptional().describe("Per hour, January first"),
    every: times.exactOptional().describe("Hours between arrivals"),
    at: z.array(amount).max(100_000).exactOptional().describe("Hours since the start"),
    timetable: z
      .strictObject({ every: amount, first: amount.exactOptional(), late: times.exactOptional() })
      .exactOptional(),
    size: times.exactOptional().describe("How many at once; rounded to a whole number"),
    count: amount.exactOptional().describe("Arrivals after which it ends"),
    class: name.exactOptional(),
    priority: amount.exactOptional().describe("0 to 7; larger goes first where the discipline is priority"),
    to: name,
  }),
  z.strictObject({ block: z.literal("queue"), waitsFor, room, discipline, to: name.exactOptional() }),
  z.strictObject({
    block: z.literal("server"),
    servers: amount.exactOptional(),
    service: times,
    waitsFor,
    room,
    discipline,
    closures: closures.exactOptional(),
    onClosing: z.enum(["finish", "resume", "repeat"]).exactOptional(),
    uses: uses.exactOptional(),
    to: name,
  }),
  z.strictObject({ block: z.literal("delay"), time: times, to: name }),
  z.strictObject({ block: z.literal("gate"), closures, waitsFor, room, discipline, to: name }),
  z.strictObject({
    block: z.literal("closures"),
    open: times.exactOptional(),
    closed: times.exactOptional(),
    windows: z
      .array(z.strictObject({ from: amount, to: amount }))
      .max(10_000)
      .exactOptional()
      .describe("Hours from which and until which it is closed, instead of open and closed"),
    startsOpen: z.boolean().exactOptional(),
  }),
  z.strictObject({ block: z.literal("stock"), count: amount }),
  z.strictObject({
    block: z.literal("seize"),
    stock: name,
    amount: amount.exactOptional(),
    waitsFor,
    room,
    discipline,
    to: name,
  }),
  z.strictObject({ block: z.literal("release"), stock: name, amount: amount.exactOptional(), to: name }),
  z.strictObject({
    block: z.literal("batch"),
    most: amount,
    least: amount.exactOptional(),
    leaves: leaves.exactOptional(),
    waitsFor,
    room,
    discipline,
    closures: closures.exactOptional(),
    to: name,
  }),
  z.strictObject({ block: z.literal("split"), to: name }),
  z.strictObject({
    block: z.literal("bulk"),
    servers: amount.exactOptional(),
    most: amount,
    least: amount.exactOptional(),
    leaves: leaves.exactOptional(),
    service: times,
    joining: z.boolean().exactOptional().describe("Whether who comes while it works may join"),
    room,
    discipline,
    closures: closures.exactOptional(),
    to: name,
  }),
  z.strictObject({
    block: z.literal("vessel"),
    vessels: amount.exactOptional(),
    capacity: amount,
    capacityFrom: z
      .array(z.strictObject({ at: amount, capacity: amount }))
      .max(1000)
      .exactOptional()
      .describe("Other capacities, each from an hour on"),
    stops: z.array(stop).min(1),
  }),
  z.strictObject({
    block: z.literal("route"),
    branches: z
      .array(z.strictObject({ to: name, probability: amount }))
      .min(1)
      .exactOptional(),
    byClass: z.record(name, name).exactOptional(),
    otherwise: name.exactOptional(),
  }),
  z.strictObject({
    block: z.literal("mark"),
    class: name.exactOptional(),
    priority: amount.exactOptional(),
    stage: z.boolean().exactOptional().describe("Notes the time since the mark of the stage before, or since arrival"),
    delivers: z
      .boolean()
      .exactOptional()
      .describe("Notes the time from arrival; who passes goes on as if just arrived"),
    to: name,
  }),
  z.strictObject({
    block: z.literal("sink"),
    silent: z.boolean().exactOptional().describe("Times of those who end here are not noted by class"),
  }),
]);

export const simulationModel: z.ZodType<SimulationModel> = z.strictObject({
  name,
  notes: z.string().max(10_000).exactOptional(),
  starts: z.string().exactOptional().describe("First day, for what changes with the month, as 2026-12-01"),
  parameters: z
    .record(z.string(), amount)
    .exactOptional()
    .describe("Numbers that expressions may use; changed with --set"),
  classes: z.array(name).min(1).max(100).exactOptional(),
  run: z
    .strictObject({
      until: amount.exactOptional().describe("Hours; without it a run ends when all who come have gone"),
      warmUp: amount.exactOptional().describe("Hours not counted, or mser-5; says that the long run is meant"),
      sampleEvery: amount.exactOptional(),
      maxEvents: amount.exactOptional(),
      maxEntities: amount.exactOptional(),
    })
    .exactOptional(),
  blocks: z.record(name, simulationBlock),
});

/** Fields of each kind of block, for suggestions. */
export const fieldsOfBlock: ReadonlyMap<string, readonly string[]> = new Map(
  simulationBlock.options.map((option) => [String([...option.shape.block.values][0]), Object.keys(option.shape)]),
);
export const lawNames: readonly string[] = law.options.map((option) => Object.keys(option.shape)[0]);
export const stopFields: readonly string[] = Object.keys(stop.shape);
