// Blocks of closures as the kernel runs them: open and closed for times that are drawn, or closed in windows that are given.

import type { FlatModel } from "./flat-model.ts";
import type { Block, ClosuresBlock } from "./model.ts";
import type { ModelReader } from "./model-reader.ts";

type FlatClosure = FlatModel["closures"][number];

/** One block; what is wrong with it is told to the reader. */
export function compileClosure(reader: ModelReader, spec: Block, name: string): FlatClosure {
  if (spec.block !== "closures") throw new Error("expected a block of closures");
  if (spec.windows !== undefined) return compileWindows(reader, spec, name);
  if (spec.open === undefined || spec.closed === undefined) {
    reader.say(
      "missing",
      `blocks.${name}`,
      `${name} does not say when it is open and closed.`,
      "Give open and closed, or windows.",
    );
    return { name, openLaw: -1, closedLaw: -1, startsOpen: true };
  }
  const openLaw = reader.law(spec.open, `blocks.${name}.open`);
  const closedLaw = reader.law(spec.closed, `blocks.${name}.closed`);
  if (reader.isZero(openLaw) && reader.isZero(closedLaw))
    reader.say("no-delay", `blocks.${name}`, `${name} opens and closes in no time.`, "Give a time above 0.");
  return { name, openLaw, closedLaw, startsOpen: spec.startsOpen ?? true };
}

/** Closed in windows of hours, which come one after the other. */
function compileWindows(reader: ModelReader, spec: ClosuresBlock, name: string): FlatClosure {
  const at = `blocks.${name}.windows`;
  const hours = (spec.windows ?? []).flatMap(({ from, to }, i) => [
    reader.amount(from, `${at}.${i}.from`, 0),
    reader.amount(to, `${at}.${i}.to`, 0),
  ]);
  if (spec.open !== undefined || spec.closed !== undefined || spec.startsOpen !== undefined)
    reader.say("wrong-value", at, `${name} has both times and windows.`, "Give open and closed, or windows.");
  if (hours.some((hour, i) => i > 0 && !(hour > hours[i - 1])))
    reader.say(
      "wrong-value",
      at,
      `The windows of ${name} do not come one after the other.`,
      "Each ends after it begins, and begins after the end of the one before.",
    );
  return { name, openLaw: -1, closedLaw: -1, startsOpen: hours[0] !== 0, windows: Float64Array.from(hours) };
}
