// How long cargo stays at a terminal, or at all terminals of a place.

import { z } from "zod";
import { changeNumbers, checkWindow, resolvedNumbers, spanWords, when } from "../change-numbers.ts";
import { readChange, wordsOf } from "../change-values.ts";
import type { EditKind } from "../edit-kind.ts";
import { listNames, pickThings } from "../pick-things.ts";
import { windowOf } from "../window.ts";
import { amountFields, what, windowFields } from "./fields.ts";

export const dwellForm = z.strictObject({ edit: z.literal("dwell"), what, ...amountFields, ...windowFields });

export const dwell: EditKind<z.infer<typeof dwellForm>> = {
  kind: "dwell",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const things = pickThings(context, edit.what, ["terminal", "place", "country", "water-body"]);
    const change = readChange(context, edit, { fixedUnit: "h" });
    const subject = `Time at ${listNames(things.map(({ name }) => name))}`;
    if (change === undefined)
      return { sentence: `${subject} is changed${when(window)}`, window, touches: [], rows: {} };
    const found = changeNumbers(context, {
      things,
      change,
      window,
      group: "dwell",
      noun: "dwellHours",
      settable: ["dwellHours"],
      follows: (attribute, asked) => (attribute === "dwellHours" ? asked : undefined),
    });
    const span = spanWords(found.changes);
    return resolvedNumbers(
      found,
      window,
      `${subject} is ${span === "" ? wordsOf(change) : `changed ${span}`}${when(window)}`,
    );
  },
};
