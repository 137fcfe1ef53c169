// How often a service leaves.

import { z } from "zod";
import type { ServiceId } from "../../model/ids.ts";
import type { Departures } from "../../model/network.ts";
import { HOURS_PER_WEEK } from "../../model/units.ts";
import { changeNumbers, checkWindow, resolvedNumbers, spanWords, when } from "../change-numbers.ts";
import { type Change, inverseOf, readChange, wordsOf } from "../change-values.ts";
import type { EditContext, EditKind } from "../edit-kind.ts";
import { listNames, pickThings } from "../pick-things.ts";
import type { Thing } from "../things.ts";
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
    const found = changeNumbers(context, {
      things: things.filter((thing) => hasFrequency(context, thing)),
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

/** Services that leave otherwise than every so often, and what to edit instead. */
const OTHERWISE: Partial<Record<Departures, readonly [string, string]>> = {
  "sail-when-full": ["leaves when it is full", "edit its fleet, or its capacity"],
  timetable: ["leaves by its timetable", "add a service beside it"],
  "on-demand": ["leaves whenever it is asked for", "edit its time or cost"],
};

function hasFrequency({ dataset, error }: EditContext, { id, name }: Thing): boolean {
  const departures = dataset.services.get(id as ServiceId)?.departures;
  const otherwise = departures === undefined ? undefined : OTHERWISE[departures];
  if (otherwise === undefined) return true;
  error("what", "no-such-value", `${name} (${id}) ${otherwise[0]}`, otherwise[1]);
  return false;
}
