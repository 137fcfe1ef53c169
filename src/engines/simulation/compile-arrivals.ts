// Who comes and when, from a model's words to a source's row.

import { type FlatArrivals, LEVELS } from "./flat-model.ts";
import type { ArrivalsBlock } from "./model.ts";
import type { ModelReader } from "./model-reader.ts";

/** A source's row. */
export function compileArrivals(reader: ModelReader, spec: ArrivalsBlock, block: number, name: string): FlatArrivals {
  const at = `blocks.${name}`;
  const given = [spec.rate, spec.rateByMonth, spec.every, spec.at, spec.timetable].filter((each) => each !== undefined);
  if (given.length !== 1)
    reader.say(
      "wrong-value",
      at,
      `${at} says ${given.length} times when somebody comes.`,
      "Give one of rate, rateByMonth, every, at, timetable.",
    );
  const times = spec.at?.map((time, i) => reader.amount(time, `${at}.at.${i}`, 0)).sort((a, b) => a - b);
  const { timetable } = spec;
  const every = timetable === undefined ? 0 : reader.positive(timetable.every, `${at}.timetable.every`);
  return {
    block,
    law: intervalLaw(reader, spec, at),
    times: times === undefined ? undefined : Float64Array.from(times),
    first: timetable?.first === undefined ? every : reader.amount(timetable.first, `${at}.timetable.first`, 0),
    every,
    lateLaw: timetable?.late === undefined ? -1 : reader.law(timetable.late, `${at}.timetable.late`),
    sizeLaw: spec.size === undefined ? -1 : reader.law(spec.size, `${at}.size`),
    classOf: reader.classNumber(spec.class, `${at}.class`),
    level: readLevel(reader, spec.priority, `${at}.priority`),
    limit: spec.count === undefined ? Number.POSITIVE_INFINITY : reader.whole(spec.count, `${at}.count`, 0),
  };
}

/** Law of the time between arrivals; −1 when they come at times given. */
function intervalLaw(reader: ModelReader, spec: ArrivalsBlock, at: string): number {
  if (spec.rate !== undefined) {
    const mean = 1 / reader.positive(spec.rate, `${at}.rate`);
    return reader.law({ exponential: { mean } }, `${at}.every`);
  }
  if (spec.rateByMonth !== undefined) {
    const rates = spec.rateByMonth.map((rate, month) => reader.amount(rate, `${at}.rateByMonth.${month}`, 0));
    return reader.monthly(rates, `${at}.every`, `${at}.rateByMonth`);
  }
  if (spec.every === undefined) return -1;
  const law = reader.law(spec.every, `${at}.every`);
  if (reader.isZero(law))
    reader.say("out-of-range", `${at}.every`, `At ${at} all would come at once and for ever.`, "Give a time above 0.");
  return law;
}

/** A priority. */
export function readLevel(reader: ModelReader, amount: ArrivalsBlock["priority"], place: string): number {
  const level = amount === undefined ? 0 : reader.whole(amount, place, 0);
  if (level < LEVELS) return level;
  reader.say(
    "out-of-range",
    place,
    `${place} is ${level}; priorities go from 0 to ${LEVELS - 1}.`,
    "Give a smaller one.",
  );
  return 0;
}
