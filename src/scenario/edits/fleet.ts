// How many vessels a line has; what they can carry and how often they come follow in proportion.

import { z } from "zod";
import { changeNumbers, checkWindow, resolvedNumbers, toWords, when } from "../change-numbers.ts";
import { type Change, inverseOf, joinChanged, readChange, wordsOf } from "../change-values.ts";
import type { EditContext, EditKind } from "../edit-kind.ts";
import { listNames, pickThings } from "../pick-things.ts";
import type { Thing } from "../things.ts";
import { instantIn, type Window, windowOf } from "../window.ts";
import { amountFields, what, windowFields } from "./fields.ts";

export const fleetForm = z.strictObject({ edit: z.literal("fleet"), what, ...amountFields, ...windowFields });

export const fleet: EditKind<z.infer<typeof fleetForm>> = {
  kind: "fleet",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const things = pickThings(context, edit.what, ["service", "oil-fleet"]);
    const change = readChange(context, edit, { fixedUnit: "count", zero: false });
    const subject = `Fleet of ${listNames(things.map(({ name }) => name))}`;
    const sentence = `${subject} is ${change === undefined ? "changed" : wordsOf(change).replace(/(\b1)? count/, (_all, one) => (one ? "1 vessel" : " vessels"))}${when(window)}`;
    if (change === undefined) return { sentence, window, touches: [], rows: {} };
    if (change.how !== "scale" && !Number.isInteger(change.value))
      context.error(
        change.how,
        "out-of-range",
        `${change.value} is no number of ships`,
        "scale the fleet to have a part of it",
      );
    const parts = things.map((thing) => {
      const factor = factorOf(context, thing, change, window);
      return changeNumbers(context, {
        things: factor === undefined ? [] : [thing],
        change: change.how === "set" ? change : { how: "scale", factor: factor ?? 1 },
        window,
        group: "fleet",
        noun: "vessels or frequency",
        settable: ["vessels"],
        follows: (attribute, asked) =>
          attribute === "vessels" ? asked : followsInProportion(attribute, { how: "scale", factor: factor ?? 1 }),
      });
    });
    const found = {
      ...joinChanged(parts),
      touches: parts.flatMap(({ touches }) => touches),
      claims: parts.flatMap(({ claims }) => claims),
    };
    return resolvedNumbers(found, window, sentence);
  },
};

/** Ships come as often as there are ships: departures and what arrives rise with the fleet, headways fall. */
function followsInProportion(attribute: string, change: Change): Change | undefined {
  if (attribute === "departuresPerWeek") return change;
  return attribute === "headwayHours" || attribute === "vesselHeadwayHours"
    ? inverseOf(change, (value) => value, "h")
    : undefined;
}

/** The fleet after over the fleet before; a number of ships needs to know how many there are. */
function factorOf(context: EditContext, thing: Thing, change: Change, window: Window): number | undefined {
  if (change.how === "scale") return change.factor;
  const at = instantIn({ from: window.from ?? context.scenario.baseDate });
  const now = context.dataset.findValue(thing.id, "vessels", at)?.value;
  if (now === undefined || now <= 0) {
    context.error(
      change.how,
      "no-such-value",
      `the dataset does not say how many vessels ${thing.name} (${thing.id}) has`,
      "scale the fleet by a factor instead",
    );
    return undefined;
  }
  const after = change.how === "set" ? change.value : now + change.value;
  if (after > 0) return after / now;
  context.error(
    change.how,
    "negative-value",
    `${thing.name} would have ${toWords(after)} vessels of ${toWords(now)}`,
    "suspend the service to have none",
  );
  return undefined;
}
