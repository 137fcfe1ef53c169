// The draft that ships may have at a terminal or port.

import { z } from "zod";
import { changeNumbers, checkWindow, resolvedNumbers, spanWords, when } from "../change-numbers.ts";
import { joinChanged, readChange, wordsOf } from "../change-values.ts";
import type { EditKind } from "../edit-kind.ts";
import { loadsAtDraft } from "../low-water.ts";
import { listNames, pickThings } from "../pick-things.ts";
import { windowOf } from "../window.ts";
import { amountFields, what, windowFields } from "./fields.ts";

export const draftForm = z.strictObject({ edit: z.literal("draft"), what, ...amountFields, ...windowFields });

export const draft: EditKind<z.infer<typeof draftForm>> = {
  kind: "draft",
  resolve(edit, context) {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const things = pickThings(context, edit.what, ["terminal", "place", "water-body"]);
    const change = readChange(context, edit, { fixedUnit: "m", zero: false });
    const subject = `Draft at ${listNames(things.map(({ name }) => name))}`;
    if (change === undefined)
      return { sentence: `${subject} is changed${when(window)}`, window, touches: [], rows: {} };
    const found = changeNumbers(context, {
      things,
      change,
      window,
      group: "draft",
      noun: "draftM",
      settable: ["draftM"],
      follows: (attribute, asked) => (attribute === "draftM" ? asked : undefined),
    });
    const loads = loadsAtDraft(context, found.changes, window);
    const span = spanWords(found.changes);
    return resolvedNumbers(
      {
        ...joinChanged([found, loads]),
        touches: [...found.touches, ...loads.touches],
        claims: found.claims,
      },
      window,
      `${subject} is ${span === "" ? wordsOf(change) : `changed ${span}`}${when(window)}`,
    );
  },
};
