// When does a replication end, what is not counted, and what bounds it?

import type { FlatArrivals } from "./flat-model.ts";
import type { RunSpec } from "./model.ts";
import type { ModelReader } from "./model-reader.ts";

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

const MAX_EVENTS = 1_000_000_000;
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
    sampleEveryHours: run.sampleEvery === undefined ? 0 : reader.positive(run.sampleEvery, "run.sampleEvery"),
    maxEvents: run.maxEvents === undefined ? MAX_EVENTS : reader.whole(run.maxEvents, "run.maxEvents", 1),
    maxEntities: readMaxEntities(reader, run.maxEntities),
  };
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
