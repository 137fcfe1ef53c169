// The level of a water: the draft at its ports and the load of the ships on it follow.

import { z } from "zod";
import { checkWindow, resolvedNumbers, toWords, when } from "../change-numbers.ts";
import { type Change, changeAttribute, joinChanged, readChange } from "../change-values.ts";
import type { EditContext, EditKind } from "../edit-kind.ts";
import { draftsOn, loadsOn } from "../low-water.ts";
import { listNames, pickThings } from "../pick-things.ts";
import type { Thing } from "../things.ts";
import { instantIn, type Window, windowOf } from "../window.ts";
import { amountFields, what, windowFields } from "./fields.ts";

export const waterLevelForm = z.strictObject({
  edit: z.literal("water-level"),
  what,
  set: amountFields.set,
  add: amountFields.add,
  unit: amountFields.unit,
  ...windowFields,
});

export const waterLevel: EditKind<z.infer<typeof waterLevelForm>> = {
  kind: "water-level",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const waters = pickThings(context, edit.what, ["water-body"]);
    const change = readChange(context, edit, { fixedUnit: "m" });
    const subject = `Level of ${listNames(waters.map(({ name }) => `the ${name}`))}`;
    if (change === undefined)
      return { sentence: `${subject} is changed${when(window)}`, window, touches: [], rows: {} };
    const parts = waters.flatMap((water) => lower(context, water, change, window) ?? []);
    const risen = parts.map(({ metres }) => metres);
    const found = {
      ...joinChanged(parts),
      touches: parts.flatMap(({ touches }) => touches),
      claims: waters.map(({ id, name }) => ({ key: `water-level ${id}`, subject: `the level of the ${name}` })),
    };
    return resolvedNumbers(found, window, `${subject} is ${metresWords(risen)}${when(window)}`);
  },
};

function metresWords(risen: readonly number[]): string {
  const [metres = 0] = risen;
  if (risen.some((other) => other !== metres)) return "changed";
  return `${toWords(Math.abs(metres))} m ${metres < 0 ? "lower" : "higher"}`;
}

/** The level, then what follows: drafts of the ports on the water, loads of the ships. */
function lower(context: EditContext, water: Thing, change: Change, window: Window) {
  const at = instantIn({ from: window.from ?? context.scenario.baseDate });
  const now = context.dataset.findValue(water.id, "levelM", at);
  if (now === undefined) {
    context.error(
      "what",
      "no-such-value",
      `the dataset states no levelM of the ${water.name} (${water.id})`,
      "add it to a values file, or edit the draft of its ports",
    );
    return undefined;
  }
  const level = changeAttribute(context, { subject: water.id, attribute: "levelM" }, change, window);
  const metres = change.how === "set" ? change.value - now.value : change.how === "add" ? change.value : 0;
  const drafts = draftsOn(context, water, metres, window);
  const loads = loadsOn(context, water, metres, window);
  return {
    ...joinChanged([level, drafts, loads]),
    touches: [water, ...drafts.touches, ...loads.touches],
    metres,
  };
}
