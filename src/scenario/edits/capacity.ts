// How much a link, terminal, port or service can carry, and how a queue at a terminal or border is served.

import { z } from "zod";
import { ATTRIBUTES } from "../../data/attributes.ts";
import { changeNumbers, checkWindow, resolvedNumbers, spanWords, when } from "../change-numbers.ts";
import { type Change, readChange, takesUnit, wordsOf } from "../change-values.ts";
import type { EditContext, EditKind, Resolved } from "../edit-kind.ts";
import { capital, listNames, pickThings } from "../pick-things.ts";
import type { ThingKind } from "../things.ts";
import { windowOf } from "../window.ts";
import { amountFields, what, windowFields } from "./fields.ts";

export const capacityForm = z.strictObject({
  edit: z.literal("capacity"),
  what,
  attribute: z
    .string()
    .max(60)
    .optional()
    .describe(
      "Which capacity, where there are several: capacityMtPerYear; or a number of a queue: servers, serviceHours, otherCallsPerYear",
    ),
  ...amountFields,
  ...windowFields,
});

/** Every number of the dataset that says how much passes or fits. */
const CAPACITIES = [
  ...Object.keys(ATTRIBUTES).filter((attribute) => attribute.startsWith("capacity")),
  "outputMtPerYear",
  "storageTonnes",
];
/** How a queue is served and who else comes: changed where they are named, and by a scale only then. */
const QUEUE_NUMBERS = ["servers", "serviceHours", "otherCallsPerYear"];

/** How a sentence about them begins. */
const NOUNS: Readonly<Record<string, string>> = {
  servers: "Number served at once at",
  serviceHours: "Time of one at",
  otherCallsPerYear: "Other traffic at",
};

const KINDS: readonly ThingKind[] = [
  "link",
  "place",
  "terminal",
  "border",
  "service",
  "country",
  "water-body",
  "oil-place",
  "oil-link",
  "oil-tank",
  "oil-fleet",
  "oil-limit",
];

export const capacity: EditKind<z.infer<typeof capacityForm>> = {
  kind: "capacity",
  resolve(edit, context): Resolved {
    const window = windowOf(edit.from, edit.to);
    checkWindow(context, window);
    const things = pickThings(context, edit.what, KINDS);
    const change = readChange(context, edit);
    const attributes = wanted(context, edit.attribute);
    const sentenceOf = (words: string) =>
      `${NOUNS[edit.attribute ?? ""] ?? "Capacity of"} ${listNames(things.map(({ name }) => name))} is ${words}${when(window)}`;
    if (change === undefined) return { sentence: capital(sentenceOf("changed")), window, touches: [], rows: {} };
    const found = changeNumbers(context, {
      things,
      change,
      window,
      group: "capacity",
      noun: edit.attribute ?? "capacity",
      settable: attributes,
      follows: (attribute, asked) => (attributes.includes(attribute) && fits(attribute, asked) ? asked : undefined),
    });
    checkOneEach(context, change, things.length, new Set(found.rows.map(({ subject }) => subject)));
    const span = spanWords(found.changes);
    return resolvedNumbers(found, window, sentenceOf(span === "" ? wordsOf(change) : `changed ${span}`));
  },
};

/** A number in Mt a year changes that capacity, and not the one in trains a day beside it. */
const fits = (attribute: string, change: Change): boolean =>
  change.how === "scale" || takesUnit(attribute, change.unit);

function wanted(context: EditContext, attribute: string | undefined): readonly string[] {
  if (attribute === undefined) return CAPACITIES;
  const known = [...CAPACITIES, ...QUEUE_NUMBERS];
  if (known.includes(attribute)) return [attribute];
  context.error("attribute", "unknown-attribute", `${attribute} is no capacity`, `one of ${known.join(", ")}`);
  return [];
}

/** The same number for each terminal of a port would be said of none of them. */
function checkOneEach(context: EditContext, change: Change, things: number, subjects: ReadonlySet<string>): void {
  if (change.how === "scale" || subjects.size <= things) return;
  context.error(
    "what",
    "ambiguous-thing",
    `${[...subjects].slice(0, 5).join(", ")} have a capacity each`,
    "name the one that is meant, or scale them all",
  );
}
