// How often a service leaves.

import { z } from "zod";
import type { ServiceId } from "../../model/ids.ts";
import { HOURS_PER_WEEK } from "../../model/units.ts";
import { changeNumbers, checkWindow, resolvedNumbers, spanWords, when } from "../change-numbers.ts";
import { type Change, inverseOf, readChange, wordsOf } from "../change-values.ts";
import type { EditKind } from "../edit-kind.ts";
import { listNames, pickThings } from "../pick-things.ts";
import { windowOf } from "../window.ts";
import { amountFields, what, windowFields } from "./fields.ts";

export const frequencyForm = z.strictObject({ edit: z.literal("frequency"), what, ...amountFields, ...windowFields });

export const frequency: EditKind<z.infer<typeof frequencyForm>> = {
  kind: "frequency",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const things = pickThings(context, edit.what, ["service"]);
    const change = readChange(context, edit, { fixedUnit: "1/week", zero: false });
    const subject = `How often ${listNames(things.map(({ name }) => name))} leaves`;
    if (change === undefined)
      return { sentence: `${subject} is changed${when(window)}`, window, touches: [], rows: {} };
    for (const { id, name } of things) {
      if (context.dataset.services.get(id as ServiceId)?.departures !== "sail-when-full") continue;
      context.error(
        "what",
        "no-such-value",
        `${name} (${id}) leaves when it is full`,
        "edit its fleet, or its capacity",
      );
    }
    const found = changeNumbers(context, {
      things: things.filter(({ id }) => context.dataset.services.get(id as ServiceId)?.departures !== "sail-when-full"),
      change,
      window,
      group: "frequency",
      noun: "frequency",
      settable: ["departuresPerWeek"],
      follows,
    });
    const span = spanWords(found.changes);
    return resolvedNumbers(
      found,
      window,
      `${subject} is ${span === "" ? wordsOf(change) : `changed ${span}`}${when(window)}`,
    );
  },
};

/** Departures rise with the frequency and headways fall; ships of a line that sails when full are its fleet (`fleet`). */
function follows(attribute: string, change: Change): Change | undefined {
  if (attribute === "departuresPerWeek") return change;
  return attribute === "headwayHours" ? inverseOf(change, (perWeek) => HOURS_PER_WEEK / perWeek, "h") : undefined;
}
