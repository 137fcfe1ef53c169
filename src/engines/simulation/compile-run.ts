// When does a replication end, what is not counted, and what bounds it?

import type { FlatArrivals, FlatModel } from "./flat-model.ts";
import type { RunSpec } from "./model.ts";
import type { ModelReader } from "./model-reader.ts";
import { meanOfLaw } from "./traffic.ts";

export interface CompiledRun {
  /** Infinity: until all who come have gone. */
  readonly untilHours: number;
  /** Undefined: to be found from pilot runs. */
  readonly warmUpHours: number | undefined;
  /** Whether the long run is meant and not a time that begins and ends. */
  readonly isSteady: boolean;
  readonly sampleEveryHours: number;
  readonly maxEvents: number;
  readonly maxEntities: number;
}

/** Half a minute to a minute of one core. */
const MAX_EVENTS = 200_000_000;
/** Samples of all queues in a run, and numbers in them, one for each block: they are kept until it ends, some 100 MB. */
const MAX_SAMPLES = 100_000;
const MAX_SAMPLED = 20_000_000;
const MAX_ENTITIES = 2_000_000;
/** An event holds the row of its entity in 28 bits; memory ends before. */
const MOST_ENTITIES = 20_000_000;
/** How long a replication lasts and what bounds it. */
export function compileRun(
  reader: ModelReader,
  run: RunSpec,
  arrivals: readonly FlatArrivals[],
  names: readonly string[],
): CompiledRun {
  const untilHours = run.until === undefined ? Number.POSITIVE_INFINITY : reader.positive(run.until, "run.until");
  if (untilHours === Number.POSITIVE_INFINITY) {
    for (const { block, limit, times } of arrivals) {
      if (limit === Number.POSITIVE_INFINITY && times === undefined)
        reader.say(
          "endless",
          `blocks.${names[block]}`,
          `${names[block]} brings somebody for ever and the run has no end.`,
          "Give run.until, or a count of arrivals.",
        );
    }
  }
  const warmUpHours =
    run.warmUp === "mser-5" ? undefined : run.warmUp === undefined ? 0 : reader.amount(run.warmUp, "run.warmUp", 0);
  if (warmUpHours !== undefined && warmUpHours >= untilHours)
    reader.say(
      "wrong-value",
      "run.warmUp",
      "The warm-up is not shorter than the run.",
      "Raise run.until or lower run.warmUp.",
    );
  return {
    untilHours,
    warmUpHours,
    isSteady: run.warmUp !== undefined,
    sampleEveryHours: readSampleEvery(reader, run.sampleEvery, untilHours, names.length),
    maxEvents: run.maxEvents === undefined ? MAX_EVENTS : reader.whole(run.maxEvents, "run.maxEvents", 1),
    maxEntities: readMaxEntities(reader, run.maxEntities),
  };
}

/** Who would come more often than the run may have events, so that it could never end in time. */
export function checkLength(reader: ModelReader, { arrivals, blocks, laws }: FlatModel, run: CompiledRun): void {
  // Who sets a lower bound wants to see it reached.
  const most = Math.max(run.maxEvents, MAX_EVENTS);
  for (const { block, law, every, limit, classOf } of arrivals) {
    const interval = law >= 0 ? meanOfLaw(laws, law, classOf) : every;
    const times = interval > 0 ? Math.min(limit, run.untilHours / interval) : 0;
    if (times > most)
      reader.say(
        "too-large",
        `blocks.${blocks.names[block]}`,
        `${blocks.names[block]} would bring somebody about ${times.toPrecision(3)} times; a run has at most ${most} events.`,
        "Shorten the run, let fewer come, or raise run.maxEvents.",
      );
  }
}

function readSampleEvery(
  reader: ModelReader,
  amount: RunSpec["sampleEvery"],
  untilHours: number,
  blocks: number,
): number {
  if (amount === undefined) return 0;
  const hours = reader.positive(amount, "run.sampleEvery");
  const most = Math.min(MAX_SAMPLES, Math.floor(MAX_SAMPLED / blocks));
  if (untilHours === Number.POSITIVE_INFINITY)
    reader.say("missing", "run.until", "Samples are taken until the run ends, and it has no end.", "Give run.until.");
  else if (untilHours / hours > most)
    reader.say(
      "too-large",
      "run.sampleEvery",
      `${(untilHours / hours).toPrecision(3)} samples would be taken; at most ${most} are possible with ${blocks} blocks.`,
      "Take them less often.",
    );
  return hours;
}

function readMaxEntities(reader: ModelReader, amount: RunSpec["maxEntities"]): number {
  const count = amount === undefined ? MAX_ENTITIES : reader.whole(amount, "run.maxEntities", 1);
  if (count > MOST_ENTITIES)
    reader.say(
      "out-of-range",
      "run.maxEntities",
      `run.maxEntities is ${count}; at most ${MOST_ENTITIES} are possible.`,
      "Give a smaller value.",
    );
  return count;
}
